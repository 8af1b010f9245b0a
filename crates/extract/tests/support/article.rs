//! An article made by hand, for the tests of single parts.

use model::{Article, BlockKind, Builder, CleanBlock, CleanSpan, Document, Span};

/// One body block for each paragraph, source and cleaned text alike.
pub fn article(source: &str, language: &str) -> Article {
    let mut builder = Builder::new(source);
    let mut blocks = Vec::new();
    let mut at = 0;
    for part in source.split_inclusive("\n\n") {
        let start = builder.position();
        builder.keep(Span::new(at, at + part.len()));
        at += part.len();
        let span = CleanSpan::new(start, builder.position());
        blocks.push(CleanBlock { kind: BlockKind::Body, span, language: language.to_string(), story: 1 });
    }
    let (clean, map) = builder.finish();
    let document = Document {
        id: "d-0000000000000000".to_string(),
        path: "x.txt".to_string(),
        paths: Vec::new(),
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
        published: model::DateValue::default(),
        updated: None,
        blocks: Vec::new(),
        duplicate_of: None,
        similar_to: Vec::new(),
        countries: Vec::new(),
        notes: Vec::new(),
        extra: Default::default(),
        text: source.to_string(),
    };
    Article { document, clean, blocks, map }
}
