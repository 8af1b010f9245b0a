//! What the names of classes, ids and roles say of an element, by `data/world/hints.tsv`.

use crate::page::hint;
use lang::{Compile, Packs};
use std::collections::HashMap;

/// Parts of class names and what they say.
pub(crate) struct Hints {
    parts: HashMap<String, u32>,
}

impl Compile for Hints {
    fn compile(packs: &Packs) -> Self {
        let mut parts = HashMap::new();
        for row in packs.world().rows("hints") {
            let flags = row.list("hints").map(flag).fold(0, |a, b| a | b);
            parts.insert(row.get("part").to_string(), flags);
        }
        Self { parts }
    }
}

/// The flag of a hint's name.
fn flag(name: &str) -> u32 {
    match name {
        "navigation" => hint::NAVIGATION,
        "aside" => hint::ASIDE,
        "footer" => hint::FOOTER,
        "header" => hint::HEADER,
        "form" => hint::FORM,
        "article" => hint::ARTICLE,
        "main" => hint::MAIN,
        "body" => hint::BODY,
        "caption" => hint::CAPTION,
        "comment" => hint::COMMENT,
        "related" => hint::RELATED,
        "sharing" => hint::SHARING,
        "promotion" => hint::PROMOTION,
        "advertisement" => hint::ADVERTISEMENT,
        "byline" => hint::BYLINE,
        "stamp" => hint::STAMP,
        "title" => hint::TITLE,
        "subtitle" => hint::SUBTITLE,
        "quote" => hint::QUOTE,
        "hidden" => hint::HIDDEN,
        "metadata" => hint::METADATA,
        _ => 0,
    }
}

/// More parts than this in one attribute are not looked at; generated class lists can be very long.
const MOST_PARTS: usize = 40;

impl Hints {
    /// What the value of a `class`, `id`, `role` or `itemprop` attribute says.
    pub fn of(&self, value: &str) -> u32 {
        let mut flags = 0;
        let mut last = String::new();
        let mut part = String::new();
        let mut seen = 0;
        let mut previous = ' ';
        for c in value.chars().chain(" ".chars()) {
            let border = !c.is_ascii_alphanumeric() || (c.is_ascii_uppercase() && previous.is_ascii_lowercase());
            if border && !part.is_empty() {
                seen += 1;
                if seen > MOST_PARTS {
                    break;
                }
                flags |= self.parts.get(&part).copied().unwrap_or(0);
                if !last.is_empty() {
                    last.push(' ');
                    last.push_str(&part);
                    flags |= self.parts.get(&last).copied().unwrap_or(0);
                }
                last.clear();
                if !c.is_whitespace() {
                    last.push_str(&part);
                }
                part.clear();
            } else if c.is_whitespace() {
                last.clear();
            }
            if c.is_ascii_alphanumeric() {
                part.push(c.to_ascii_lowercase());
            }
            previous = c;
        }
        flags
    }
}
