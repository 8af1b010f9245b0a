//! Markup as lines: what a reader would see, block by block, each with its place in the source and what the markup says of it.

mod entity;
mod facts;
mod hints;
mod ld;
mod token;
mod tree;

pub(crate) use entity::Entities;
pub(crate) use facts::Facts;
pub(crate) use hints::Hints;
pub(crate) use ld::{Linked, read as linked};
pub(crate) use tree::page;

/// Whether a text is markup, by its type or, where that says nothing, by its first letters.
pub(crate) fn is_markup(media_type: &str, text: &str) -> bool {
    if media_type.contains("html") {
        return true;
    }
    if !media_type.is_empty() {
        return false;
    }
    let head = text.trim_start_matches('\u{feff}').trim_start();
    ["<!doctype html", "<html", "<head", "<body"]
        .iter()
        .any(|open| head.get(..open.len()).is_some_and(|h| h.eq_ignore_ascii_case(open)))
}
