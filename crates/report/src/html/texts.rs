//! Texts of the interface in all languages: the chosen one stands in the page, the others in a table beside it.
//!
//! Short texts are found again by what they say: they stand in a text node of their own, and the table is keyed by them. Long
//! texts, and short ones that mean two things, carry a number.

use crate::case::{Case, Text};
use maud::{Markup, PreEscaped, html};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Longest text, in bytes, that is found again by what it says.
const SHORT: usize = 28;
/// Stands at both ends of a short text until the page is done; [`super::shown`] keeps it out of everything else.
const BORDER: char = '\u{3}';

/// The table, filled while the page is written.
#[derive(Default)]
pub struct Texts {
    short: RefCell<BTreeMap<String, Text>>,
    long: RefCell<BTreeMap<Text, usize>>,
}

impl Texts {
    /// The number of a text that carries one; none for short texts, and where all languages write it the same.
    pub fn number(&self, text: &Text) -> Option<usize> {
        if text.windows(2).all(|w| w[0] == w[1]) {
            return None;
        }
        let first = super::shown(text.first().map_or("", String::as_str));
        if first.len() <= SHORT && !first.is_empty() {
            let mut short = self.short.borrow_mut();
            if short.entry(first).or_insert_with(|| text.clone()) == text {
                return None;
            }
        }
        Some(self.numbered(text))
    }

    /// A number for a text in any case, for attributes.
    pub fn numbered(&self, text: &Text) -> usize {
        let mut long = self.long.borrow_mut();
        let next = long.len();
        *long.entry(text.clone()).or_insert(next)
    }

    /// A text that the script can switch.
    pub fn show(&self, text: Text) -> Markup {
        let first = super::shown(text.first().map_or("", String::as_str));
        match self.number(&text) {
            Some(id) => html! { span data-t=(id) { (first) } },
            None => html! { (BORDER) (first) (BORDER) },
        }
    }

    /// The other languages, for the script.
    pub fn json(&self, case: &Case) -> Markup {
        let (short, long) = (self.short.borrow(), self.long.borrow());
        if case.tongues.len() < 2 {
            return html! {};
        }
        let others = |t: &Text| -> serde_json::Value { t.iter().skip(1).map(|s| super::shown(s)).collect() };
        let mut rows: Vec<(&Text, usize)> = long.iter().map(|(t, id)| (t, *id)).collect();
        rows.sort_by_key(|(_, id)| *id);
        let table = serde_json::json!({
            "codes": case.tongues.iter().skip(1).map(|t| t.code.clone()).collect::<Vec<_>>(),
            "short": short.iter().map(|(k, t)| (k.clone(), others(t))).collect::<serde_json::Map<_, _>>(),
            "long": rows.into_iter().map(|(t, _)| others(t)).collect::<Vec<_>>(),
        });
        let text = table.to_string().replace('<', "\\u003c").replace('>', "\\u003e");
        html! { script type="application/json" id="texts" { (PreEscaped(text)) } }
    }
}

/// The page with its borders gone: at a tag they are not needed, elsewhere an empty comment parts the text nodes.
pub fn settle(page: &str) -> String {
    let mut out = String::with_capacity(page.len());
    let mut rest = page;
    while let Some(at) = rest.find(BORDER) {
        let (head, tail) = rest.split_at(at);
        out.push_str(head);
        rest = tail.trim_start_matches(BORDER);
        if !out.ends_with('>') && !rest.starts_with('<') {
            out.push_str("<!---->");
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn borders_part_text_nodes_only_within_text() {
        assert_eq!(settle("<p>\u{3}By\u{3}</p> a \u{3}b\u{3}\u{3}c\u{3} d"), "<p>By</p> a <!---->b<!---->c<!----> d");
    }
}
