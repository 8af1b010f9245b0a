//! Shows the time expressions and figures of texts: `cargo run -p chancery-extract --example figures -- LANG [PUBLISHED] < lines`.

use std::io::Read;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let language = arguments.first().map_or("en", String::as_str);
    let published = arguments.get(1).map_or("", String::as_str);
    let packs = lang::Packs::parse(data::FILES.iter().copied()).expect("the packs of the repository parse");
    let grammars = packs.compiled::<extract::Grammars>();
    let grammar = grammars.get(language, &packs).expect("a language with a pack");
    let mut source = String::new();
    std::io::stdin().read_to_string(&mut source).expect("standard input is text");
    let article = sample::article(&source, language, published);
    let text = extract::Text::new(&article, grammar);
    let mut issues = Vec::new();
    let times = extract::time::expressions(&text, grammar, &mut issues);
    for time in &times {
        println!(
            "{:<12} {:<26} {:?} {:?} «{}» {}",
            format!("{:?}", time.kind),
            time.value.edtf.as_deref().unwrap_or("-"),
            time.value.basis,
            time.value.part,
            text.words(time.tokens.clone()),
            time.value.reason.as_deref().unwrap_or("")
        );
    }
    println!("publication: {:?}", extract::time::publication(&times).and_then(|p| p.edtf));
    for f in extract::figures::figures(&text, grammar, &times, &mut issues) {
        let number = f.number.clone().unwrap_or_else(|| {
            format!("{}..{}", f.low.clone().unwrap_or_default(), f.high.clone().unwrap_or_default())
        });
        println!(
            "{} {:<14} {:<10} {:<12} {:<4} «{}» what «{}»{}",
            if f.is_claim {
                "claim "
            } else if f.is_ordinal {
                "ordinal"
            } else {
                "number"
            },
            number,
            f.qualifier.as_deref().unwrap_or("-"),
            f.unit.as_deref().unwrap_or("-"),
            f.currency.as_deref().unwrap_or("-"),
            text.words(f.tokens.clone()),
            f.what.clone().map_or("", |w| text.words(w)),
            if f.carried { " carried" } else { "" }
        );
    }
    for issue in issues {
        println!("issue {} {}", issue.code, issue.message);
    }
}

#[path = "../tests/sample/mod.rs"]
mod sample;
