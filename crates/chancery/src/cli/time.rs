//! `chancery time`: date expressions to days, for those who measure or reuse the reading of dates.

use super::{DONE, PARTLY, PackArgs};
use crate::inputs;
use clap::Args;
use extract::time::Bias;
use model::Day;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::PathBuf;

/// Options of `chancery time`.
#[derive(Args)]
pub struct TimeArgs {
    /// Lines `{"id", "text", "reference"}`; default: standard input
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// Language of the texts
    #[arg(long, value_name = "LANG", default_value = "en")]
    language: String,
    /// How a bare weekday or month is read: nearest, past or future
    #[arg(long, default_value = "nearest", value_parser = ["nearest", "past", "future"])]
    bias: String,
    #[command(flatten)]
    packs: PackArgs,
}

/// Reads lines and writes one line for each expression found.
pub fn run(args: &TimeArgs) -> anyhow::Result<u8> {
    let packs = args.packs.packs()?;
    let bias = match args.bias.as_str() {
        "past" => Bias::Past,
        "future" => Bias::Future,
        _ => Bias::Nearest,
    };
    let (mut out, mut code) = (BufWriter::new(std::io::stdout().lock()), DONE);
    for (at, line) in BufReader::new(inputs::open(args.file.as_deref())?).lines().enumerate() {
        let line = line?;
        let Some(row) = serde_json::from_str::<Value>(&line).ok().filter(|r| r["text"].is_string()) else {
            if !line.trim().is_empty() {
                eprintln!("chancery: line {}: expected an object with `text`", at + 1);
                code = PARTLY;
            }
            continue;
        };
        let text = row["text"].as_str().unwrap_or_default();
        let said = row["reference"].as_str().and_then(|r| r.get(..10)).and_then(Day::parse);
        let language = row["language"].as_str().unwrap_or(&args.language);
        for (span, date) in extract::time::read(text, language, said, bias, &packs) {
            let found = json!({
                "id": row["id"], "start": span.start, "end": span.end,
                "edtf": date.edtf, "earliest": date.earliest, "latest": date.latest,
            });
            writeln!(out, "{found}")?;
        }
    }
    out.flush()?;
    Ok(code)
}
