//! Other countries, names, offices, places, fields and months in the same stories: the facts must still be found.
//!
//! Text and key of a demo clipping are rewritten by the same table (`tests/swap/xx.tsv`). A rule that knows the story and not
//! the language shows as a fall of the records' F1.

use chancery_tests::{
    demo,
    score::{Key, Output, evaluate},
};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

const STORIES: [(&str, &str, &[(&str, &str)]); 3] = [
    ("en", "en/07-", &[("VN", "KE"), ("PL", "JP")]),
    ("fr", "fr/07-", &[("VN", "KE"), ("MG", "PT")]),
    ("vi", "vi/04-", &[("VN", "KE"), ("LA", "JP"), ("PL", "PT")]),
];

struct Swap(Vec<(String, String)>);

impl Swap {
    fn read(language: &str) -> Self {
        let file = demo::root().join(format!("tests/swap/{language}.tsv"));
        let text = fs::read_to_string(file).expect("the table is there");
        let rows = text.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once('\t'));
        Self(rows.map(|(a, b)| (a.to_string(), b.to_string())).collect())
    }

    /// Replaces from left to right, the longest entry first, each stretch once.
    fn apply(&self, text: &str) -> String {
        let (mut out, mut rest) = (String::new(), text);
        while let Some(next) = rest.chars().next() {
            let fits = |(from, _): &&(String, String)| rest.starts_with(from.as_str()) && self.whole(&out, rest, from);
            match self.0.iter().filter(fits).max_by_key(|(from, _)| from.len()) {
                Some((from, to)) => {
                    out.push_str(to);
                    rest = &rest[from.len()..];
                }
                None => {
                    out.push(next);
                    rest = &rest[next.len_utf8()..];
                }
            }
        }
        out
    }

    fn whole(&self, before: &str, rest: &str, from: &str) -> bool {
        let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
        !letter(before.chars().next_back()) && !letter(rest[from.len()..].chars().next())
    }

    /// Rewrites every string of a key but the words of the contract.
    fn key(&self, value: &Value, field: &str, countries: &[(&str, &str)]) -> Value {
        let coded = ["countries", "country", "countries_optional", "pairs", "no_bilateral_pairs"].contains(&field);
        let kept =
            ["type", "kind", "status", "topics", "language", "file", "basis", "edtf", "accept", "date", "currency"];
        match value {
            Value::Array(items) => items.iter().map(|v| self.key(v, field, countries)).collect(),
            Value::Object(fields) => fields.iter().map(|(k, v)| (k.clone(), self.key(v, k, countries))).collect(),
            Value::String(text) if coded => {
                let to = countries.iter().find(|(from, _)| from == text).map_or(text.as_str(), |(_, to)| to);
                json!(to)
            }
            Value::String(text) if !kept.contains(&field) && !field.ends_with("_accept") => json!(self.apply(text)),
            Value::String(text) if field == "quote_accept" => json!(self.apply(text)),
            other => other.clone(),
        }
    }
}

fn f1(docs: &Path, out: &Path, key: Key) -> f64 {
    demo::run(docs, out, &[]).expect("the run ends well");
    let score = evaluate(&Output::read(out), &key, docs, &demo::topics());
    let lost: Vec<&String> = score.notes.iter().filter(|n| n.contains("quote not found")).collect();
    assert!(lost.is_empty(), "text and key were not rewritten alike: {lost:?}");
    if std::env::var_os("SWAP_CASES").is_some() {
        score.cases.iter().for_each(|c| eprintln!("{c}"));
    }
    score.metrics["records.f1"].expect("there are records")
}

#[test]
fn other_countries_and_fields_are_read_as_well() {
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("swap");
    let _ = fs::remove_dir_all(&root);
    let whole = demo::key().expect("the keys are JSON");
    let (mut before, mut after) = (Key::default(), Key::default());
    for (language, prefix, countries) in STORIES {
        let swap = Swap::read(language);
        let is = |d: &&Value| d["file"].as_str().is_some_and(|f| f.starts_with(prefix));
        let document = whole.documents.iter().find(is).expect("the key has the story");
        let file = document["file"].as_str().expect("it was just matched");
        let text = fs::read_to_string(demo::clippings().join(file)).expect("the clipping is there");
        for (folder, text) in [("before", text.clone()), ("after", swap.apply(&text))] {
            let path = root.join(folder).join(file);
            fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("the folder can be made");
            fs::write(path, text).expect("the file can be written");
        }
        before.documents.push(document.clone());
        after.documents.push(swap.key(document, "", countries));
    }
    let (one, two) =
        (f1(&root.join("before"), &root.join("out-1"), before), f1(&root.join("after"), &root.join("out-2"), after));
    eprintln!("records F1 {one:.3} as they are, {two:.3} swapped");
    assert!(
        two >= one - 0.05,
        "records F1 falls from {one:.3} to {two:.3}: some rule knows the story, not the language"
    );
}
