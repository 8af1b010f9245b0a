//! What a page says of itself beside its text: `meta`, JSON-LD, `time`, `title`, canonical address.

use super::Entities;
use super::token::attributes;
use model::Span;

/// A value that the markup states, with the place where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stated {
    /// Lower-case name of the property.
    pub key: String,
    /// The value, decoded.
    pub value: String,
    /// Where it stands in the source.
    pub at: Span,
    /// How many lines of the page came before.
    pub line: usize,
}

/// All that a page says of itself.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    /// `meta` properties in order.
    pub metas: Vec<Stated>,
    /// `time` elements and others with a machine-readable date; the key holds class and itemprop.
    pub times: Vec<Stated>,
    /// JSON-LD blocks.
    pub scripts: Vec<Span>,
    /// Content of `title`.
    pub title: Option<Span>,
    /// Canonical address.
    pub canonical: Option<String>,
    /// Language of `html`.
    pub language: Option<String>,
}

/// The longest JSON-LD block that is read.
const LONGEST_SCRIPT: usize = 2_000_000;

impl Facts {
    /// Takes note of an element without block character.
    pub fn tag(&mut self, source: &str, entities: &Entities, name: &str, span: Span, line: usize) {
        match name {
            "meta" => {
                let (mut key, mut content) = (None, None);
                for (attribute, value) in attributes(source, span) {
                    match attribute {
                        "name" | "property" | "itemprop" | "http-equiv" => {
                            key.get_or_insert_with(|| value.of(source).to_ascii_lowercase());
                        }
                        "content" => content = Some(value),
                        _ => {}
                    }
                }
                if let (Some(key), Some(at)) = (key, content) {
                    self.metas.push(Stated { key, value: entities.decode(at.of(source)), at, line });
                }
            }
            "link" => {
                let mut canonical = false;
                let mut address = None;
                for (attribute, value) in attributes(source, span) {
                    canonical |= attribute == "rel" && value.of(source).eq_ignore_ascii_case("canonical");
                    if attribute == "href" {
                        address = Some(value.of(source).to_string());
                    }
                }
                if canonical {
                    self.canonical = address;
                }
            }
            "time" | "abbr" | "span" | "relative-time" => self.time(source, span, line),
            _ => {}
        }
    }

    fn time(&mut self, source: &str, span: Span, line: usize) {
        // Most spans carry no date: look before taking them apart.
        if !span.of(source).contains("date") && !span.of(source).contains("ublish") {
            return;
        }
        let mut key = String::new();
        let mut found = None;
        for (attribute, value) in attributes(source, span) {
            match attribute {
                "datetime" | "dateTime" => found = Some(value),
                "content" | "title" if found.is_none() => found = Some(value),
                "class" | "itemprop" | "pubdate" => {
                    key.push_str(attribute);
                    key.push('=');
                    key.push_str(&value.of(source).to_ascii_lowercase());
                    key.push(' ');
                }
                _ => {}
            }
        }
        if let Some(at) = found.filter(|at| at.of(source).bytes().any(|b| b.is_ascii_digit())) {
            self.times.push(Stated { key, value: at.of(source).to_string(), at, line });
        }
    }

    /// Takes note of an element whose content is no markup.
    pub fn raw(&mut self, source: &str, name: Span, span: Span, content: Span) {
        let name = name.of(source);
        if name.eq_ignore_ascii_case("title") {
            if self.title.is_none() {
                self.title = Some(content.trim(source)).filter(|t| !t.is_empty());
            }
        } else if name.eq_ignore_ascii_case("script")
            && content.len() <= LONGEST_SCRIPT
            && attributes(source, span).any(|(n, v)| n == "type" && v.of(source).contains("ld+json"))
        {
            self.scripts.push(content);
        }
    }
}
