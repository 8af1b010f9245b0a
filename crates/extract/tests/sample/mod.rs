//! An article made by hand: every paragraph is a body block, the map is the identity.

use model::{Article, Basis, BlockKind, CleanBlock, CleanSpan, DateValue};

/// An article of one language; `published` is EDTF, or empty.
pub fn article(source: &str, language: &str, published: &str) -> Article {
    let mut article = Article::plain(source, language);
    article.document.published = DateValue::new(published, Basis::Stated, None, Vec::new());
    article.blocks.clear();
    let mut at = 0;
    for paragraph in source.split("\n\n") {
        if !paragraph.trim().is_empty() {
            let span = CleanSpan::new(at, at + paragraph.len());
            article.blocks.push(CleanBlock { kind: BlockKind::Body, span, language: language.to_string(), story: 1 });
        }
        at += paragraph.len() + 2;
    }
    article
}
