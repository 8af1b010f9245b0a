//! Writes the report of a folder that holds `documents.jsonl`, `entities.jsonl`, `mentions.jsonl`, `records.jsonl`, `issues.jsonl`.
//!
//! `cargo run -p chancery-report --example report -- FOLDER [LANGUAGE] [FOCUS]`

use model::Dossier;
use std::path::Path;

fn rows<T: for<'a> serde::Deserialize<'a>>(path: &Path) -> Vec<T> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    text.lines()
        .filter_map(|l| serde_json::from_str(l).map_err(|e| eprintln!("{}: {e}", path.display())).ok())
        .collect()
}

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().unwrap_or_else(|| "out".to_string());
    let folder = Path::new(&folder);
    let dossier = Dossier {
        documents: rows(&folder.join("documents.jsonl")),
        entities: rows(&folder.join("entities.jsonl")),
        mentions: Vec::new(),
        records: rows(&folder.join("records.jsonl")),
        issues: rows(&folder.join("issues.jsonl")),
    };
    let options = report::Options {
        language: arguments.next().unwrap_or_else(|| "en".to_string()),
        focus: arguments.next(),
        exports: report::EXPORTS.iter().map(|e| e.to_string()).collect(),
        ..report::Options::default()
    };
    let packs = lang::Packs::parse(data::FILES.iter().copied()).map_err(std::io::Error::other)?;
    report::write(&dossier, &options, &packs, folder)
}
