//! Reads names, dates and facts from a text of one's own.

use model::{Article, BlockKind, Builder, CleanBlock, CleanSpan, DateValue, Document, Span};

fn main() {
    let packs = lang::Packs::parse([("lang/en/pack.txt", "name = English\n")]).expect("a pack that parses");
    let findings = extract::findings(&article("The ministers met in Nairobi on 3 May 2021."), &packs);
    println!("{} mentions, {} records", findings.mentions.len(), findings.records.len());
    assert_eq!(findings.document.id, "d-1");
}

/// An article of one block: what another cleaner than ours would hand over.
fn article(text: &str) -> Article {
    let mut builder = Builder::new(text);
    builder.keep(Span::new(0, text.len()));
    let (clean, map) = builder.finish();
    let span = CleanSpan::new(0, clean.len());
    let document = Document {
        id: "d-1".into(),
        path: "note.txt".into(),
        paths: vec!["note.txt".into()],
        external_id: None,
        url: None,
        sha256: String::new(),
        bytes: text.len() as u64,
        media_type: "text/plain".into(),
        encoding: "utf-8".into(),
        language: "en".into(),
        languages: Vec::new(),
        title: None,
        outlet: None,
        byline: None,
        dateline: None,
        published: DateValue::unknown(),
        updated: None,
        blocks: Vec::new(),
        duplicate_of: None,
        similar_to: Vec::new(),
        countries: Vec::new(),
        notes: Vec::new(),
        extra: Default::default(),
        text: text.into(),
    };
    Article { document, clean, blocks: vec![CleanBlock { kind: BlockKind::Body, span, language: "en".into(), story: 1 }], map }
}
