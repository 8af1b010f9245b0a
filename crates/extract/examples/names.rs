//! Prints the noun phrases of text files, one a line: `cargo run -p chancery-extract --example names -- LANGUAGE FILE...`.

use lang::Packs;
use std::path::Path;

#[path = "../tests/sample/mod.rs"]
mod sample;
use sample::article;

fn main() {
    let mut args = std::env::args().skip(1);
    let language = args.next().unwrap_or_else(|| "en".to_string());
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    let packs = match Packs::from_dir(&root) {
        Ok(packs) => packs,
        Err(error) => return eprintln!("{error}"),
    };
    let grammars = packs.compiled::<extract::Grammars>();
    let Some(grammar) = grammars.get(&language, &packs) else { return eprintln!("no pack for {language}") };
    for path in args {
        let source = match path.strip_prefix("text:") {
            Some(text) => text.to_string(),
            None => std::fs::read_to_string(&path).unwrap_or_default(),
        };
        let article = article(&source, &language, "");
        let text = extract::Text::new(&article, grammar);
        let names = extract::names::names(&text, grammar, &[]);
        println!("== {path}");
        for c in &names.chunks {
            let entity = c.entity.map_or("-".to_string(), |e| format!("#{e} {}", names.entities[e].name));
            println!(
                "{:?}{} {} | {} | name={} | {} | rank={} | title={} | org={} {}",
                c.what,
                c.group.map_or(String::new(), |g| format!(":{g:?}")),
                if c.countries.len() > 1 { c.countries.join("+") } else { c.country.clone().unwrap_or_default() },
                text.words(c.tokens.clone()),
                text.words(c.name.clone()),
                entity,
                c.rank.as_deref().unwrap_or(""),
                c.title.clone().map_or("", |t| text.words(t)),
                c.organisation.map_or(String::new(), |o| names.entities[o].name.clone()),
                if c.resolved { "(resolved)" } else { "" },
            );
        }
        for e in &names.entities {
            let names: Vec<&str> = e.names.iter().map(|n| n.text.as_str()).collect();
            println!("{} {:?} {} {:?} {:?} {:?} {:?}", e.id, e.kind_of, e.name, e.country, e.key, names, e.reasons);
            for r in &e.roles {
                println!(
                    "     {:?} {} {:?} {:?} {:?}",
                    r.title,
                    r.rank.as_deref().unwrap_or(""),
                    r.portfolio,
                    r.country,
                    r.organisation
                );
            }
        }
    }
}
