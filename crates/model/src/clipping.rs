//! What load hands over: one document as decoded text, with what its container said about it.

use crate::Span;
use serde::{Deserialize, Serialize};

/// One input document, decoded, before anybody looked at its words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
pub struct Clipping {
    /// `d-` and 16 digits of the SHA-256 of the document's own bytes.
    pub id: String,
    /// Path relative to INPUT; `!/` before an archive member, `#n` where a file holds many.
    pub path: String,
    /// All paths with the same bytes.
    pub paths: Vec<String>,
    /// The id that the source gave itself.
    pub external_id: Option<String>,
    /// SHA-256 of the document's own bytes.
    pub sha256: String,
    /// How many bytes these are.
    pub bytes: u64,
    /// `text/plain`, `text/html`, `text/markdown`, …: what `text` holds.
    pub media_type: String,
    /// The encoding the bytes were read in, by its WHATWG name in lower case.
    pub encoding: String,
    /// What the container said.
    pub given: Given,
    /// Unknown keys of the container.
    pub extra: serde_json::Map<String, serde_json::Value>,
    /// The decoded source text. It is never repaired.
    pub text: String,
    /// Whether this is one record among many of a container (JSONL, CSV): then a single sentence is a story.
    pub record: bool,
}

/// Metadata beside the text: JSONL keys, mail and HTTP headers, a scraper's header in the text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
pub struct Given {
    /// Title as given.
    pub title: Option<String>,
    /// Address of the page.
    pub url: Option<String>,
    /// Date of publication, words as given.
    pub published: Option<String>,
    /// Where in `text` these words stand, if they stand there.
    pub published_at: Option<Span>,
    /// Language as given; a hint, never believed blindly.
    pub language: Option<String>,
    /// Newspaper, agency or site.
    pub outlet: Option<String>,
    /// The stretch of `text` that is a metadata header (front matter, `Title:` lines, ` date 2020-02-27`).
    pub header: Option<Span>,
}
