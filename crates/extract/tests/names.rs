//! `data/lang/xx/cases/names.tsv`: one text a row with all the noun phrases that must be found in it, and no others.
//!
//! Entries are parted by ` | `: `person NAME rank CC`, `role WORDS rank CC > NAME`, `organisation NAME kind CC`, `event NAME`,
//! `group kind CC+CC`, `he NAME`; `-` stands for what is not known, `none` for a text without any of them. Countries and places
//! are compared only in rows that name one (`country CC`, `place NAME CC`).

use extract::names::{Chunk, Names, What};
use lang::Packs;
use std::path::{Path, PathBuf};

mod sample;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data")
}

fn view(text: &extract::Text<'_>, names: &Names, all: bool) -> Vec<String> {
    let dash = |s: &Option<String>| s.clone().unwrap_or_else(|| "-".to_string());
    let entity = |c: &Chunk| c.entity.map_or("-".to_string(), |e| names.entities[e].name.clone());
    let mut out = Vec::new();
    for c in &names.chunks {
        out.push(match c.what {
            What::Person => format!("person {} {} {}", entity(c), dash(&c.rank), dash(&c.country)),
            What::Role => {
                let words = text.words(c.tokens.clone());
                format!("role {words} {} {} > {}", dash(&c.rank), dash(&c.country), entity(c))
            }
            What::Organisation => {
                let kind = c.entity.and_then(|e| names.entities[e].kind.clone());
                format!("organisation {} {} {}", text.words(c.name.clone()), dash(&kind), dash(&c.country))
            }
            What::Event => format!("event {}", text.words(c.name.clone())),
            What::Group if c.group == Some(extract::names::Group::Pronoun) => format!("he {}", entity(c)),
            What::Group => {
                let kind = c.group.map_or(String::new(), |g| format!("{g:?}"));
                let lands = if c.countries.is_empty() { "-".to_string() } else { c.countries.join("+") };
                format!("group {kind} {lands}")
            }
            What::Country if all => format!("country {}", dash(&c.country)),
            What::Place if all => format!("place {} {}", entity(c), dash(&c.country)),
            _ => continue,
        });
    }
    out
}

#[test]
fn cases() {
    let packs = Packs::from_dir(&root()).expect("the packs of this repository parse");
    let grammars = packs.compiled::<extract::Grammars>();
    let print = std::env::var("PRINT_CASES").is_ok();
    let (mut failed, mut count) = (Vec::new(), 0);
    for language in packs.languages().map(|p| p.code.clone()).collect::<Vec<_>>() {
        let path = root().join(format!("lang/{language}/cases/names.tsv"));
        let Ok(table) = std::fs::read_to_string(&path) else { continue };
        let grammar = grammars.get(&language, &packs).expect("every pack has a grammar");
        for line in table.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()) {
            let (source, wanted) = line.split_once('\t').unwrap_or((line, ""));
            let article = sample::article(source, &language, "");
            let text = extract::Text::new(&article, grammar);
            let names = extract::names::names(&text, grammar, &[]);
            let all = wanted.split(" | ").any(|w| w.starts_with("country ") || w.starts_with("place "));
            let got = view(&text, &names, all);
            let got = if got.is_empty() { "none".to_string() } else { got.join(" | ") };
            count += 1;
            if print {
                println!("{source}\t{got}");
            } else if got != wanted {
                failed.push(format!("{language}: {source}\n    wanted {wanted}\n    got    {got}"));
            }
        }
    }
    assert!(failed.is_empty(), "{} of {count} cases differ:\n{}", failed.len(), failed.join("\n"));
}

#[test]
fn odd_texts_neither_panic_nor_take_long() {
    let packs = Packs::from_dir(&root()).expect("the packs of this repository parse");
    let grammars = packs.compiled::<extract::Grammars>();
    let texts = [
        String::new(),
        "Minister".to_string(),
        "Minister of".to_string(),
        "Minister of , and".to_string(),
        "M. ".repeat(50),
        "X".repeat(2_000),
        "Anna Maria ".repeat(5_000),
        "Minister of Health and ".repeat(3_000),
        "le ministre de la Santé, ".repeat(3_000),
        "Bộ trưởng Y tế ".repeat(3_000),
        "the ".repeat(5_000),
        "MINISTER OF HEALTH NGUYEN VAN A MEETS PRIME MINISTER".to_string(),
        "Bo\u{302}\u{323} trưởng Y te\u{302}\u{301} Nguyễn Văn An".to_string(),
        "the Min\u{ad}ister of Health,\nJohn\nSmith".to_string(),
        "الوزير محمد with Minister محمد علي".to_string(),
        "(((((((''''''\"\"\"\"«»„“ of of of 's 's 's".to_string(),
    ];
    for language in ["en", "fr", "vi"] {
        let Some(grammar) = grammars.get(language, &packs) else { continue };
        for source in &texts {
            let article = sample::article(source, language, "");
            let text = extract::Text::new(&article, grammar);
            let names = extract::names::names(&text, grammar, &[]);
            let mut end = 0;
            for chunk in &names.chunks {
                assert!(chunk.tokens.start >= end, "chunks overlap in {source:.40}");
                end = chunk.tokens.end;
                assert!(chunk.tokens.start <= chunk.name.start && chunk.name.end <= chunk.tokens.end);
            }
        }
    }
}
