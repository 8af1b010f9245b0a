//! The bytes of one document -> a clipping, with the issues that reading it raised.

use crate::decode::{self, Decoded};
use crate::sniff::{self, Format};
use crate::{Loaded, Options, header};
use model::{Clipping, Given, Issue, Severity, Span};
use serde_json::{Map, Value};

/// What a container says about one of its documents.
#[derive(Debug, Clone, Default)]
pub(crate) struct Origin {
    pub path: String,
    pub external_id: Option<String>,
    pub given: Given,
    pub extra: Map<String, Value>,
    pub is_record: bool,
    /// Charset named outside the bytes.
    pub charset: Option<String>,
}

impl Origin {
    pub(crate) fn new(path: &str) -> Self {
        Self { path: path.to_string(), ..Self::default() }
    }
}

/// A clipping of a text that is already decoded, such as a literal in a test. Its id is that of the text as UTF-8.
///
/// ```
/// let clipping = load::from_text("visit.txt", " date 2019-09 The ministers met.");
/// assert_eq!(clipping.given.published.as_deref(), Some("2019-09"));
/// ```
pub fn from_text(path: &str, text: &str) -> Clipping {
    let decoded = Decoded { text: text.to_string(), encoding: "utf-8".to_string(), lost: 0, first_lost: None };
    let media_type = media_type(sniff::text_format(path, text, true));
    assemble(text.as_bytes(), decoded, media_type, Origin::new(path))
}

/// Adds the paths of a document with the same bytes.
pub fn join(into: &mut Clipping, other: &Clipping) {
    for path in &other.paths {
        if !into.paths.contains(path) {
            into.paths.push(path.clone());
        }
    }
    into.paths.sort();
}

/// A whole file or member that is one document of text or markup.
pub(crate) fn from_bytes(bytes: &[u8], format: Format, origin: Origin, options: &Options) -> Vec<Loaded> {
    let decoded = decode::decode_with(&options.encodings, bytes, origin.charset.as_deref(), format == Format::Html);
    finish(bytes, decoded, media_type(format), origin)
}

/// A document whose text was inside something else, such as a value in JSON: `bytes` are those of its record.
pub(crate) fn from_record(bytes: &[u8], text: String, media_type: &str, origin: Origin) -> Vec<Loaded> {
    let decoded = Decoded { text, encoding: "utf-8".to_string(), lost: 0, first_lost: None };
    finish(bytes, decoded, media_type, origin)
}

pub(crate) fn finish(bytes: &[u8], decoded: Decoded, media_type: &str, origin: Origin) -> Vec<Loaded> {
    let (lost, first_lost) = (decoded.lost, decoded.first_lost);
    let clipping = assemble(bytes, decoded, media_type, origin);
    let mut issues = Vec::new();
    if lost > 0 {
        let message = format!(
            "{lost} places are not valid {} and stand as U+FFFD; save the file again in UTF-8 if it has a better copy",
            clipping.encoding
        );
        let issue = Issue::new(Severity::Warning, "load.encoding", &clipping.path, message);
        issues.push(first_lost.into_iter().fold(issue, Issue::at));
    }
    if let Some(at) = clipping.text.find('\0') {
        let count = clipping.text.matches('\0').count();
        let message = format!("the text holds {count} NUL characters, the file may be damaged; they are kept");
        let issue = Issue::new(Severity::Warning, "load.nul", &clipping.path, message);
        issues.push(issue.at(Span::new(at, at + 1)));
    }
    if clipping.text.trim().is_empty() {
        issues.push(Issue::new(Severity::Note, "load.empty", &clipping.path, "the document has no text"));
    }
    let id = clipping.id.clone();
    let mut out = vec![Loaded::Clipping(Box::new(clipping))];
    out.extend(issues.into_iter().map(|issue| Loaded::Issue(issue.of(&id))));
    out
}

fn assemble(bytes: &[u8], decoded: Decoded, media_type: &str, origin: Origin) -> Clipping {
    let sha256 = model::hex_digest(bytes);
    let Origin { path, external_id, mut given, mut extra, is_record, charset: _ } = origin;
    if !decoded.text.trim_start().starts_with('<') {
        header::read(&decoded.text, is_record, &mut given, &mut extra);
    }
    // A page may stand below a scraper's header.
    let body = given.header.map_or(decoded.text.as_str(), |h| &decoded.text[h.end..]);
    let media_type = match media_type {
        "text/plain" if sniff::opens_with_markup(body) => "text/html",
        other => other,
    };
    Clipping {
        id: model::document_id(&sha256),
        paths: vec![path.clone()],
        path,
        external_id,
        sha256,
        bytes: bytes.len() as u64,
        media_type: media_type.to_string(),
        encoding: decoded.encoding,
        given,
        extra,
        text: decoded.text,
        record: is_record,
    }
}

fn media_type(format: Format) -> &'static str {
    match format {
        Format::Html => "text/html",
        Format::Markdown => "text/markdown",
        _ => "text/plain",
    }
}
