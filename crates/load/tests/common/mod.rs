//! What load makes of some bytes, one line a document or issue.

use load::{Loaded, Options};
use model::Severity;

pub fn shown(name: &str, bytes: &[u8]) -> Vec<String> {
    shown_with(name, bytes, &Options::default())
}

pub fn shown_with(name: &str, bytes: &[u8], options: &Options) -> Vec<String> {
    let input = Box::new(std::io::Cursor::new(bytes.to_vec()));
    load::read_stream(name, input, options).map(|loaded| line(&loaded)).collect()
}

pub fn line(loaded: &Loaded) -> String {
    match loaded {
        Loaded::Clipping(c) => {
            assert_eq!(
                c.given.published_at.map(|at| at.of(&c.text)),
                c.given.published_at.and(c.given.published.as_deref())
            );
            assert_eq!(c.id, model::document_id(&c.sha256));
            let given =
                [&c.external_id, &c.given.title, &c.given.url, &c.given.published, &c.given.language, &c.given.outlet];
            let given: Vec<&str> = given.iter().filter_map(|v| v.as_deref()).collect();
            let extra = if c.extra.is_empty() {
                String::new()
            } else {
                format!(" {}", serde_json::Value::from(c.extra.clone()))
            };
            let kind = c.media_type.trim_start_matches("text/");
            let record = if c.record { " record" } else { "" };
            let text: String = c.text.chars().take(60).collect();
            format!("{} {kind} {}{record} [{}]{extra} {text:?}", c.path, c.encoding, given.join(" · "))
        }
        Loaded::Issue(i) => {
            let severity = match i.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "note",
            };
            format!("{severity} {} {}: {}", i.code, i.path, i.message)
        }
    }
}

/// Each line starts as expected; the rest of it may differ.
pub fn assert_lines(found: &[String], expected: &[&str]) {
    let same = found.len() == expected.len() && found.iter().zip(expected).all(|(f, e)| f.starts_with(e));
    assert!(same, "found:\n{}\nexpected:\n{}", found.join("\n"), expected.join("\n"));
}
