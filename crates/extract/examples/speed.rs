//! Words a second of time expressions and figures together: `cargo run --release -p chancery-extract --example speed -- LANG < text`.

use std::io::Read;
use std::time::Instant;

fn main() {
    let language = std::env::args().nth(1).unwrap_or_else(|| "en".to_string());
    let packs = lang::Packs::parse(data::FILES.iter().copied()).expect("the packs of the repository parse");
    let grammars = packs.compiled::<extract::Grammars>();
    let grammar = grammars.get(&language, &packs).expect("a language with a pack");
    let mut source = String::new();
    std::io::stdin().read_to_string(&mut source).expect("standard input is text");
    let article = sample::article(&source, &language, "2019-05-03");
    let text = extract::Text::new(&article, grammar);
    let words = source.split_whitespace().count();
    let mut issues = Vec::new();
    let start = Instant::now();
    let times = extract::time::expressions(&text, grammar, &mut issues);
    let middle = Instant::now();
    let figures = extract::figures::figures(&text, grammar, &times, &mut issues);
    let end = Instant::now();
    let rate = |d: std::time::Duration| words as u128 * 1_000_000 / d.as_micros().max(1);
    println!("{words} words, {} times, {} figures", times.len(), figures.len());
    println!(
        "time {} words/s, figures {} words/s, both {} words/s",
        rate(middle - start),
        rate(end - middle),
        rate(end - start)
    );
}

#[path = "../tests/sample/mod.rs"]
mod sample;
