//! From a judged page to the article: blocks, cleaned text, title, dates.

use crate::furniture::Furniture;
use crate::page::Page;
use crate::{html, judge, plain};
use lang::Packs;
use model::{
    Article, Block, BlockKind, Builder, CleanBlock, CleanSpan, Clipping, DateValue, Document, Issue, Quoted, Span,
};

/// Cleans one clipping.
pub(crate) fn article(clipping: &Clipping, packs: &Packs) -> (Article, Vec<Issue>) {
    let source = clipping.text.as_str();
    let furniture = packs.compiled::<Furniture>();
    let (page, facts) = if html::is_markup(&clipping.media_type, source) {
        html::page(source, packs)
    } else {
        (plain::page(source, clipping.given.header), html::Facts::default())
    };
    let _ = &facts;
    let titles: Vec<String> = clipping.given.title.iter().cloned().collect();
    let stamps = vec![false; page.lines.len()];
    let brief = judge::Brief { furniture: &furniture, titles: &titles, stamps: &stamps, stated: None };
    let verdicts = judge::lines(&page, &brief);
    let mut builder = Builder::new(source);
    let (mut blocks, mut clean_blocks, mut title) = (Vec::new(), Vec::new(), None);
    for (line, verdict) in page.lines.iter().zip(&verdicts) {
        blocks.push(Block {
            kind: verdict.kind,
            start: line.source.start,
            end: line.source.end,
            language: "und".to_string(),
            story: verdict.story,
            reason: verdict.reason.map(str::to_string),
        });
        if verdict.kind == BlockKind::Title && title.is_none() {
            title = Some(Quoted { text: page.text(line).to_string(), start: Some(line.source.start), end: Some(line.source.end) });
        }
        if verdict.kind.is_furniture() {
            continue;
        }
        let start = builder.position();
        write(&mut builder, &page, line.visible);
        let span = CleanSpan::new(start, builder.position());
        builder.replace(Span::new(line.source.end, line.source.end), "\n\n");
        clean_blocks.push(CleanBlock { kind: verdict.kind, span, language: "und".to_string(), story: verdict.story });
    }
    let (clean, map) = builder.finish();
    let document = Document {
        id: clipping.id.clone(),
        path: clipping.path.clone(),
        paths: clipping.paths.clone(),
        external_id: clipping.external_id.clone(),
        url: clipping.given.url.clone(),
        sha256: clipping.sha256.clone(),
        bytes: clipping.bytes,
        media_type: clipping.media_type.clone(),
        encoding: clipping.encoding.clone(),
        language: "und".to_string(),
        languages: Vec::new(),
        title,
        outlet: clipping.given.outlet.clone(),
        byline: None,
        dateline: None,
        published: DateValue::unknown(),
        updated: None,
        blocks,
        duplicate_of: None,
        similar_to: Vec::new(),
        countries: Vec::new(),
        notes: Vec::new(),
        extra: clipping.extra.clone(),
        text: clipping.text.clone(),
    };
    (Article { document, clean, blocks: clean_blocks, map }, Vec::new())
}

/// Writes a range of visible text, piece by piece.
fn write(builder: &mut Builder, page: &Page, visible: Span) {
    let first = page.pieces.partition_point(|p| p.visible.end <= visible.start);
    for piece in page.pieces[first..].iter().take_while(|p| p.visible.start < visible.end) {
        if piece.exact {
            let from = visible.start.saturating_sub(piece.visible.start);
            let to = visible.end.min(piece.visible.end) - piece.visible.start;
            builder.keep(Span::new(piece.source.start + from, piece.source.start + to));
        } else {
            builder.replace(piece.source, piece.visible.of(&page.visible));
        }
    }
}

/// A readable view of an article.
pub(crate) fn view(article: &Article) -> String {
    use std::fmt::Write as _;
    let document = &article.document;
    let mut out = String::new();
    let none = || "-".to_string();
    let published = &document.published;
    let title = document.title.as_ref().map_or_else(none, |t| t.text.clone());
    let _ = writeln!(out, "language  {}", document.language);
    let _ = writeln!(out, "title     {title}");
    let reason = published.reason.clone().unwrap_or_default();
    let _ = writeln!(out, "published {} {}", published.edtf.clone().unwrap_or_else(none), reason);
    for block in &document.blocks {
        let words: String = block.span().of(&document.text).split_whitespace().collect::<Vec<_>>().join(" ");
        let start: String = words.chars().take(60).collect();
        let reason = block.reason.as_deref().unwrap_or("");
        let (kind, from, to) = (block.kind.name(), block.start, block.end);
        let _ = writeln!(out, "{from}..{to}  {kind}  {}  {}  {reason}  «{start}»", block.language, block.story);
    }
    out
}
