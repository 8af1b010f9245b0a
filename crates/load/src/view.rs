//! A clipping as a person reads it, one fact a line, for snapshots and `chancery show`.

use model::Clipping;
use std::fmt::Write as _;

/// A readable view: what load knows beside the text, then the text with line numbers left out and odd signs escaped.
pub fn view(clipping: &Clipping) -> String {
    let mut out = String::new();
    let mut line = |name: &str, value: &str| {
        if !value.is_empty() {
            writeln!(out, "{name:<11} {}", visible(value)).expect("a string grows");
        }
    };
    line("id", &clipping.id);
    for path in &clipping.paths {
        line("path", path);
    }
    line("external id", clipping.external_id.as_deref().unwrap_or(""));
    line("bytes", &clipping.bytes.to_string());
    line("media type", &clipping.media_type);
    line("encoding", &clipping.encoding);
    line("record", if clipping.record { "yes" } else { "" });
    let given = &clipping.given;
    line("title", given.title.as_deref().unwrap_or(""));
    line("url", given.url.as_deref().unwrap_or(""));
    let at = given.published_at.map_or_else(String::new, |s| format!("{}..{}  ", s.start, s.end));
    line("published", &given.published.as_deref().map_or_else(String::new, |words| format!("{at}{words}")));
    line("language", given.language.as_deref().unwrap_or(""));
    line("outlet", given.outlet.as_deref().unwrap_or(""));
    line("header", &given.header.map_or_else(String::new, |s| format!("{}..{}", s.start, s.end)));
    for (key, value) in &clipping.extra {
        line("extra", &format!("{key} = {value}"));
    }
    for words in clipping.text.lines() {
        out.push('|');
        if !words.is_empty() {
            out.push(' ');
            out.push_str(&visible(words));
        }
        out.push('\n');
    }
    out
}

/// The text with every sign that a reader would not see written as `\u{…}`.
fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let is_hidden = (c.is_control() && c != '\t')
            || matches!(c, '\u{a0}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
        if is_hidden { out.extend(c.escape_unicode()) } else { out.push(c) }
    }
    out
}
