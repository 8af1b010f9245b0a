//! Texts of the interface in all languages: the chosen one stands in the page, the others in a table beside it.

use crate::case::{Case, Text};
use maud::{Markup, PreEscaped, html};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// The table, filled while the page is written.
#[derive(Default)]
pub struct Texts {
    known: RefCell<BTreeMap<Text, usize>>,
}

impl Texts {
    /// The number of a text; none where all languages write it the same.
    pub fn intern(&self, text: Text) -> Option<usize> {
        if text.windows(2).all(|w| w[0] == w[1]) {
            return None;
        }
        let mut known = self.known.borrow_mut();
        let next = known.len();
        Some(*known.entry(text).or_insert(next))
    }

    /// A text that the script can switch.
    pub fn show(&self, text: Text) -> Markup {
        let first = super::shown(text.first().map_or("", String::as_str));
        match self.intern(text) {
            Some(id) => html! { span data-t=(id) { (first) } },
            None => html! { (first) },
        }
    }

    /// A text for `<option>` or SVG, which hold no span: number, a separator, and the text.
    pub fn option(&self, text: Text) -> Markup {
        let first = super::shown(text.first().map_or("", String::as_str));
        let id = self.intern(text).map(|id| id.to_string()).unwrap_or_default();
        html! { (id) "\u{2}" (first) }
    }

    /// The other languages, for the script.
    pub fn json(&self, case: &Case) -> Markup {
        let known = self.known.borrow();
        if known.is_empty() || case.tongues.len() < 2 {
            return html! {};
        }
        let mut rows: Vec<(&Text, usize)> = known.iter().map(|(t, id)| (t, *id)).collect();
        rows.sort_by_key(|(_, id)| *id);
        let mut table = serde_json::Map::new();
        for (at, tongue) in case.tongues.iter().enumerate().skip(1) {
            let texts = rows.iter().map(|(t, _)| t.get(at).map(|s| super::shown(s)).into());
            table.insert(tongue.code.clone(), serde_json::Value::Array(texts.collect()));
        }
        let text = serde_json::Value::Object(table).to_string().replace('<', "\\u003c").replace('>', "\\u003e");
        html! { script type="application/json" id="texts" { (PreEscaped(text)) } }
    }
}
