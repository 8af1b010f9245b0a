//! Reads `{"id", "text", "reference"}` lines and writes the time expressions found, one a line (see timebench.py).
//!
//! `cargo run -p chancery-extract --example time -- LANG [nearest|past|future] < in.jsonl`

use extract::time::{Bias, read};
use std::io::BufRead;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let language = arguments.first().map_or("en", String::as_str);
    let bias = match arguments.get(1).map(String::as_str) {
        Some("past") => Bias::Past,
        Some("future") => Bias::Future,
        _ => Bias::Nearest,
    };
    let packs = lang::Packs::parse(data::FILES.iter().copied()).expect("the packs of the repository parse");
    let grammars = packs.compiled::<extract::Grammars>();
    for error in grammars.get(language, &packs).map_or(&[][..], |g| g.time.errors()) {
        eprintln!("{error}");
    }
    for line in std::io::stdin().lock().lines().map_while(Result::ok) {
        let Ok(row) = serde_json::from_str::<serde_json::Value>(&line) else { continue };
        let cell = |name: &str| row.get(name).and_then(|v| v.as_str()).unwrap_or("");
        let said = model::Day::parse(cell("reference").get(..10).unwrap_or(""));
        for (span, value) in read(cell("text"), language, said, bias, &packs) {
            let out = serde_json::json!({"id": cell("id"), "start": span.start, "end": span.end, "edtf": value.edtf,
                "earliest": value.earliest, "latest": value.latest, "reason": value.reason, "words": span.of(cell("text"))});
            println!("{out}");
        }
    }
}
