//! The sentences of `data/lang/*/cases/records.tsv`: what each must give, and what it must not.
//!
//! A row is text, day of publication and the facts expected (`type status countries`, parted by ` | `, `-` for none); a row marked
//! `wanted` is known to fail, and at most five in a hundred may be. Figures are left out: `cases/figures.tsv` has them.

use chancery_tests::demo;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

/// The facts of each document, as `type status countries`, sorted.
fn told(out: &Path) -> Vec<Vec<String>> {
    let rows = |name: &str| -> Vec<Value> {
        let text = std::fs::read_to_string(out.join(name)).expect("a run writes it");
        text.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect()
    };
    let mut facts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for record in rows("records.jsonl").iter().filter(|r| r["type"] != "figure") {
        let lands: Vec<&str> = record["countries"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let fact = format!(
            "{} {} {}",
            record["type"].as_str().unwrap_or(""),
            record["status"].as_str().unwrap_or(""),
            lands.join(",")
        );
        let mut documents: Vec<&str> =
            record["evidence"].as_array().into_iter().flatten().filter_map(|e| e["document"].as_str()).collect();
        documents.sort_unstable();
        documents.dedup();
        for document in documents {
            facts.entry(document.to_string()).or_default().push(fact.trim().to_string());
        }
    }
    let of = |document: &Value| {
        let mut own = document["id"].as_str().and_then(|id| facts.get(id)).cloned().unwrap_or_default();
        own.sort();
        own
    };
    rows("documents.jsonl").iter().map(of).collect()
}

/// Whether what was told is what was wanted; a want without countries takes any.
fn fits(want: &[String], got: &[String]) -> bool {
    want.len() == got.len()
        && want.iter().zip(got).all(|(w, g)| {
            let parts: Vec<&str> = g.split_whitespace().collect();
            w.split_whitespace().enumerate().all(|(at, part)| parts.get(at) == Some(&part))
        })
}

#[test]
fn sentences_give_what_they_say() {
    let (mut faults, mut seen) = (String::new(), 0);
    for entry in std::fs::read_dir(demo::root().join("data/lang")).expect("the packs").flatten() {
        let language = entry.file_name().to_string_lossy().into_owned();
        let Ok(text) = std::fs::read_to_string(entry.path().join("cases/records.tsv")) else { continue };
        let rows: Vec<Vec<&str>> = text
            .lines()
            .filter(|l| !l.trim().is_empty() && !l.starts_with('#'))
            .map(|l| l.split('\t').map(str::trim).collect())
            .collect();
        let folder = std::env::temp_dir().join(format!("chancery-cases-{language}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("the temporary folder can be written");
        let input = folder.join("rows.jsonl");
        let mut lines = String::new();
        for (number, row) in rows.iter().enumerate() {
            let published = row.get(1).copied().unwrap_or("");
            let line = json!({"id": number.to_string(), "url": format!("https://case.invalid/{number}"), "text": row[0], "published": published, "language": language});
            writeln!(lines, "{line}").expect("a string grows");
        }
        std::fs::write(&input, lines).expect("the temporary folder can be written");
        let out = folder.join("out");
        demo::run(&input, &out, &[]).expect("the cases can be read");
        let told = told(&out);
        assert_eq!(told.len(), rows.len(), "{language}: one document a row");
        let mut wanted = 0;
        for (row, got) in rows.iter().zip(&told) {
            let expected = row.get(2).copied().unwrap_or("-");
            let mut want: Vec<String> = match expected {
                "-" => Vec::new(),
                facts => facts.split('|').map(|f| f.trim().to_string()).collect(),
            };
            want.sort();
            match (fits(&want, got), row.get(3).copied().unwrap_or("")) {
                (true, "wanted") => {
                    writeln!(faults, "{language}: right now, take `wanted` away: {}", row[0]).expect("a string grows")
                }
                (false, "wanted") => wanted += 1,
                (false, _) => {
                    writeln!(faults, "{language}: {}\n    want {expected}\n    got  {}", row[0], got.join(" | "))
                        .expect("a string grows")
                }
                (true, _) => {}
            }
        }
        if wanted * 20 > rows.len() {
            writeln!(faults, "{language}: {wanted} of {} rows are only wanted", rows.len()).expect("a string grows");
        }
        seen += rows.len();
        let _ = std::fs::remove_dir_all(&folder);
    }
    assert!(seen >= 700, "only {seen} rows were read");
    assert!(faults.is_empty(), "{faults}");
}
