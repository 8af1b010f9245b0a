//! An article made by hand: every paragraph is a body block, the map is the identity.

use model::{Article, Basis, BlockKind, Builder, CleanBlock, CleanSpan, DateValue, Document, Span};

/// An article of one language; `published` is EDTF, or empty.
pub fn article(source: &str, language: &str, published: &str) -> Article {
    let mut builder = Builder::new(source);
    builder.keep(Span::new(0, source.len()));
    let (clean, map) = builder.finish();
    let mut blocks = Vec::new();
    let mut at = 0;
    for paragraph in source.split("\n\n") {
        if !paragraph.trim().is_empty() {
            let span = CleanSpan::new(at, at + paragraph.len());
            blocks.push(CleanBlock { kind: BlockKind::Body, span, language: language.to_string(), story: 1 });
        }
        at += paragraph.len() + 2;
    }
    let document = Document {
        id: "d-0000000000000000".to_string(),
        path: "case".to_string(),
        paths: vec!["case".to_string()],
        external_id: None,
        url: None,
        sha256: String::new(),
        bytes: source.len() as u64,
        media_type: "text/plain".to_string(),
        encoding: "utf-8".to_string(),
        language: language.to_string(),
        languages: Vec::new(),
        title: None,
        outlet: None,
        byline: None,
        dateline: None,
        published: DateValue::new(published, Basis::Stated, None, Vec::new()),
        updated: None,
        blocks: Vec::new(),
        duplicate_of: None,
        similar_to: Vec::new(),
        countries: Vec::new(),
        notes: Vec::new(),
        extra: serde_json::Map::new(),
        text: source.to_string(),
    };
    Article { document, clean, blocks, map }
}
