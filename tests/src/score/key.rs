//! Keys in the scorer's own format, and the topics of the contract.

use super::count::strings;
use super::names::fold;
use anyhow::Context;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The types of facts, in the order of the contract.
pub const TYPES: [&str; 14] = [
    "meeting",
    "visit",
    "agreement",
    "commitment",
    "plan",
    "proposal",
    "request",
    "directive",
    "assessment",
    "activity",
    "aid",
    "relation",
    "figure",
    "setback",
];

/// Types that the lenient figures take as one.
pub fn in_family(kind: &str) -> bool {
    matches!(kind, "commitment" | "plan" | "proposal" | "request" | "directive")
}

/// What should be found.
#[derive(Debug, Clone, Default)]
pub struct Key {
    /// One for each document.
    pub documents: Vec<Value>,
    /// Rules across documents.
    pub merge: Vec<Value>,
}

impl Key {
    /// Reads key files; where a file is not there, it is left out.
    ///
    /// # Errors
    /// A file that is not JSON.
    pub fn read<'a>(files: impl IntoIterator<Item = &'a Path>) -> anyhow::Result<Self> {
        let mut key = Self::default();
        for file in files {
            let Ok(text) = std::fs::read_to_string(file) else { continue };
            key.add(serde_json::from_str(&text).with_context(|| format!("{}", file.display()))?);
        }
        Ok(key)
    }

    /// Adds the content of a key file: an object with `documents` and `merge`, or a list of merge rules.
    pub fn add(&mut self, content: Value) {
        match content {
            Value::Array(rules) => self.merge.extend(rules),
            content => {
                self.documents.extend(content["documents"].as_array().cloned().unwrap_or_default());
                self.merge.extend(content["merge"].as_array().cloned().unwrap_or_default());
            }
        }
    }
}

/// Which topic is part of which.
pub struct Topics(BTreeMap<String, String>);

impl Topics {
    /// Reads the table of the contract: id and parent.
    pub fn read(table: &str) -> Self {
        let rows = table.lines().filter(|l| !l.trim().is_empty() && !l.starts_with('#'));
        let pair = |row: &str| {
            let mut cells = row.split('\t').map(str::to_string);
            (cells.next().unwrap_or_default(), cells.next().unwrap_or_default())
        };
        Self(rows.map(pair).collect())
    }

    /// A label in the form of an id.
    pub fn ident(label: &str) -> String {
        fold(label).replace(' ', "_")
    }

    /// The ids of a key's labels; labels without an id are left out.
    pub fn of_key(&self, labels: &Value) -> BTreeSet<String> {
        strings(labels).iter().map(|l| Self::ident(l)).filter(|t| self.0.contains_key(t)).collect()
    }

    fn line(&self, topic: &str) -> Vec<String> {
        let (mut out, mut next) = (Vec::new(), topic.to_string());
        while !next.is_empty() && !out.contains(&next) {
            out.push(next.clone());
            next = self.0.get(&next).cloned().unwrap_or_default();
        }
        out
    }

    /// Whether one topic is the other or part of it.
    pub fn near(&self, one: &str, other: &str) -> bool {
        self.line(other).iter().any(|t| t == one) || self.line(one).iter().any(|t| t == other)
    }
}
