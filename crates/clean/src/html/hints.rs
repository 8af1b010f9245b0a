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
        "cancel" => CANCEL,
        "content" => CONTENT,
        _ => 0,
    }
}

/// More parts than this in one attribute are not looked at; generated class lists can be very long.
const MOST_PARTS: usize = 60;

/// A name of more parts than this says too many things at once.
const MOST_IN_NAME: usize = 4;

impl Hints {
    /// What the value of a `class`, `id`, `role` or `itemprop` attribute says.
    pub fn of(&self, value: &str) -> u32 {
        let mut flags = 0;
        let mut budget = MOST_PARTS;
        for name in value.split_ascii_whitespace() {
            // Names with such signs are style rules (`md:hidden`, `[&_h4]:mb-2`), not descriptions.
            if name.len() > 60 || name.contains([':', '[', '/', '!', '(']) {
                continue;
            }
            let Some(rest) = budget.checked_sub(1) else { break };
            budget = rest;
            flags |= self.name(name);
        }
        flags
    }

    /// What one class name says.
    fn name(&self, name: &str) -> u32 {
        let mut parts: Vec<String> = Vec::with_capacity(MOST_IN_NAME);
        let mut previous = ' ';
        for c in name.chars() {
            let starts = c.is_ascii_uppercase() && previous.is_ascii_lowercase() || !previous.is_ascii_alphanumeric();
            if c.is_ascii_alphanumeric() {
                if starts {
                    if parts.len() == MOST_IN_NAME {
                        return 0;
                    }
                    parts.push(String::new());
                }
                if let Some(part) = parts.last_mut() {
                    part.push(c.to_ascii_lowercase());
                }
            }
            previous = c;
        }
        let of = |key: &str| self.parts.get(key).copied().unwrap_or(0);
        let mut flags = 0;
        for (at, part) in parts.iter().enumerate() {
            flags |= of(part);
            if let Some(next) = parts.get(at + 1) {
                flags |= of(&format!("{part} {next}"));
            }
        }
        if flags & CANCEL != 0 {
            return 0;
        }
        if flags & CONTENT != 0 {
            flags &= !(hint::ASIDE | hint::NAVIGATION | hint::HEADER);
        }
        flags & !CONTENT
    }
}

/// A part that turns the name into something else: `has-sidebar`, `no-footer`.
const CANCEL: u32 = 1 << 31;
/// A part that speaks of the middle of the page: `content-sidebar-wrap`.
const CONTENT: u32 = 1 << 30;
