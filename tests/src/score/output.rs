//! One output folder, read tolerantly: documents, entities, mentions, records.

use super::count::{list, text};
use super::source::{Chars, Source, looks_html};
use serde_json::Value;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;
use std::rc::Rc;

/// Kinds of blocks that are furniture.
const FURNITURE: [&str; 9] =
    ["metadata", "navigation", "related", "sharing", "advertisement", "promotion", "image_name", "footer", "comment"];

/// The files of an output folder; whatever is missing is empty and told in `notes`.
#[derive(Default)]
pub struct Output {
    /// Lines of `documents.jsonl`.
    pub documents: Vec<Value>,
    /// Lines of `entities.jsonl` by id, in file order.
    pub entities: Vec<Value>,
    /// Lines of `records.jsonl`.
    pub records: Vec<Value>,
    /// Lines of `mentions.jsonl` by document.
    pub mentions: BTreeMap<String, Vec<Value>>,
    /// What was missing.
    pub notes: Vec<String>,
    at: BTreeMap<String, usize>,
    sources: RefCell<BTreeMap<String, Rc<Source>>>,
}

impl Output {
    /// Reads a folder.
    pub fn read(folder: &Path) -> Self {
        let mut notes = Vec::new();
        let mut rows = |name: &str| -> Vec<Value> {
            let Ok(text) = std::fs::read_to_string(folder.join(name)) else {
                notes.push(format!("missing file: {name}"));
                return Vec::new();
            };
            let lines = text.lines().filter(|l| !l.trim().is_empty());
            lines.filter_map(|l| serde_json::from_str(l).map_err(|e| notes.push(format!("{name}: {e}"))).ok()).collect()
        };
        let mut output = Self {
            documents: rows("documents.jsonl"),
            entities: rows("entities.jsonl"),
            records: rows("records.jsonl"),
            ..Self::default()
        };
        for mention in rows("mentions.jsonl") {
            let document = text(&mention["document"]).unwrap_or_default().to_string();
            output.mentions.entry(document).or_default().push(mention);
        }
        output.at = output.entities.iter().enumerate().map(|(at, e)| (id(e).to_string(), at)).collect();
        output.notes = notes;
        output
    }

    /// An entity by id.
    pub fn entity(&self, id: &str) -> Option<&Value> {
        self.at.get(id).map(|at| &self.entities[*at])
    }

    /// A document by id.
    pub fn document(&self, id: &str) -> Option<&Value> {
        self.documents.iter().find(|d| super::output::id(d) == id)
    }

    /// The document whose path is a file of the key: by whole path, by its end, by the file's name.
    pub fn find(&self, file: &str) -> Option<&Value> {
        let base = |path: &str| path.rsplit('/').next().unwrap_or_default().to_string();
        let path = |d: &Value| d["path"].as_str().unwrap_or_default().trim_matches('/').to_string();
        let by = |test: &dyn Fn(&str) -> bool| self.documents.iter().find(|d| test(&path(d)));
        by(&|p| p == file)
            .or_else(|| by(&|p| p.ends_with(&format!("/{file}"))))
            .or_else(|| by(&|p| base(p) == base(file)))
    }

    /// The source of a document.
    pub fn source(&self, document: &Value) -> Rc<Source> {
        let mut sources = self.sources.borrow_mut();
        let make = || {
            let text = document["text"].as_str().unwrap_or_default();
            let html = looks_html(document["path"].as_str().unwrap_or_default(), document["media_type"].as_str(), text);
            Rc::new(Source::new(text, html))
        };
        sources.entry(id(document).to_string()).or_insert_with(make).clone()
    }

    /// The spans of a document's furniture.
    pub fn furniture(&self, document: &Value) -> Vec<Chars> {
        let source = self.source(document);
        let blocks = list(&document["blocks"]).into_iter();
        blocks
            .filter(|b| b["kind"].as_str().is_some_and(|k| FURNITURE.contains(&k)))
            .filter_map(|b| source.span(b))
            .collect()
    }

    /// The records with evidence in a document, each with that evidence.
    pub fn records_of(&self, document: &str) -> Vec<(&Value, Vec<&Value>)> {
        let here = |r: &Value| -> bool { list(&r["evidence"]).iter().any(|e| e["document"] == document) };
        self.records
            .iter()
            .filter(|r| here(r))
            .map(|r| (r, list(&r["evidence"]).into_iter().filter(|e| e["document"] == document).collect()))
            .collect()
    }

    /// The entities that take part in a record; a party without one stands by its words, as a `group`.
    pub fn parties(&self, record: &Value) -> Vec<Value> {
        let party = |party: &Value| {
            let entity = text(&party["entity"]).and_then(|id| self.entity(id)).cloned();
            entity.or_else(|| {
                let words = text(&party["text"])?;
                Some(serde_json::json!({"id": null, "type": "group", "name": words, "country": party["country"]}))
            })
        };
        list(&record["parties"]).into_iter().filter_map(party).collect()
    }

    /// The countries of a record: its own and those of its parties.
    pub fn lands(&self, record: &Value) -> Vec<String> {
        let mut out = super::count::strings(&record["countries"]);
        out.extend(list(&record["parties"]).iter().filter_map(|p| text(&p["country"]).map(str::to_string)));
        out.sort();
        out.dedup();
        out
    }

    /// The roles of those parties of a record that stand for a country.
    pub fn land_roles(&self, record: &Value, land: &str) -> Vec<String> {
        let stands = |party: &&Value| {
            let entity = text(&party["entity"]).and_then(|id| self.entity(id));
            party["country"] == land || entity.is_some_and(|e| e["country"] == land)
        };
        let roles = list(&record["parties"]).into_iter().filter(stands);
        roles.filter_map(|p| text(&p["role"]).map(str::to_string)).collect()
    }

    /// The entities of a type mentioned in a document, by first mention.
    pub fn inside(&self, document: &str, kind: &str) -> Vec<&Value> {
        let mut seen = Vec::new();
        for mention in self.mentions.get(document).into_iter().flatten() {
            let owner = text(&mention["entity"]).unwrap_or_default();
            if !owner.is_empty() && !seen.contains(&owner) {
                seen.push(owner);
            }
        }
        seen.into_iter().filter_map(|id| self.entity(id)).filter(|e| e["type"] == kind).collect()
    }

    /// The roles of an entity that have evidence in a document, else all.
    pub fn roles<'a>(&self, entity: &'a Value, document: &str) -> Vec<&'a Value> {
        let all = list(&entity["roles"]);
        let here = |r: &&&Value| list(&r["evidence"]).iter().any(|e| e["document"] == document);
        let local: Vec<&Value> = all.iter().filter(here).copied().collect();
        if local.is_empty() { all } else { local }
    }
}

/// The id of a row.
pub fn id(row: &Value) -> &str {
    row["id"].as_str().unwrap_or_default()
}

/// All names of an entity.
pub fn names(entity: &Value) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let more = list(&entity["names"]).into_iter().map(|n| if n.is_object() { &n["text"] } else { n });
    for name in std::iter::once(&entity["name"]).chain(more).filter_map(text) {
        if !out.iter().any(|n| n == name) {
            out.push(name.to_string());
        }
    }
    out
}
