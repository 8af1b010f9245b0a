//! From a judged page to the article: blocks, cleaned text, title, dates.

use crate::furniture::Furniture;
use crate::page::{Line, Page};
use crate::stamp::StampWords;
use crate::stated::Stated;
use crate::{dates, html, judge, language, plain};
use lang::Packs;
use model::{
    Article, Block, BlockKind, Builder, CleanBlock, CleanSpan, Clipping, Document, Issue, Quoted, Severity, Span,
};

/// Cleans one clipping.
pub(crate) fn article(clipping: &Clipping, packs: &Packs) -> (Article, Vec<Issue>) {
    let source = clipping.text.as_str();
    let (page, facts) = if html::is_markup(&clipping.media_type, source) {
        html::page(source, packs)
    } else {
        (plain::page(source, clipping.given.header), html::Facts::default())
    };
    let words = packs.compiled::<StampWords>();
    let entities = packs.compiled::<html::Entities>();
    let linked = html::linked(source, &facts.scripts, &entities);
    let titles = titles(clipping, &facts, &linked, &entities);
    let dated = dates::dated(&page, &words);
    let mut stamps = vec![false; page.lines.len()];
    for entry in &dated {
        stamps[entry.line] = dates::is_stamp(&page, entry);
    }
    let stated = linked.body.as_deref().map(Stated::new).filter(|s| s.letters >= 600);
    let furniture = packs.compiled::<Furniture>();
    let brief =
        judge::Brief { furniture: &furniture, titles: &titles, stamps: &stamps, stated: stated.as_ref(), record: clipping.record };
    let verdicts = judge::lines(&page, &brief);
    let first = verdicts.iter().position(|v| v.kind == BlockKind::Body).unwrap_or(0);
    let last = verdicts.iter().rposition(|v| v.kind == BlockKind::Body).map_or(0, |at| at + 1);
    let title_line = verdicts.iter().position(|v| v.kind == BlockKind::Title);

    let mut draft = Draft::new(source);
    if let Some(header) = clipping.given.header.filter(|h| !h.is_empty()) {
        draft.furniture(header.trim(source), BlockKind::Metadata, "metadata header");
    }
    for (line, verdict) in page.lines.iter().zip(&verdicts) {
        draft.line(&page, line, verdict);
    }
    let language = draft.languages(packs, clipping, &facts);
    let order = dates::Order::of(clipping, &facts, &language, &words);
    let dates = dates::choose(clipping, &page, &facts, &linked, &dated, (first, last), title_line, &order, &words);
    let title = title_line
        .map(|at| &page.lines[at])
        .map(|line| Quoted {
            text: page.text(line).to_string(),
            start: Some(line.source.start),
            end: Some(line.source.end),
        })
        .or_else(|| titles.first().map(|text| Quoted { text: text.clone(), start: None, end: None }));
    let (clean, map) = draft.builder.finish();
    let mut issues = Vec::new();
    if clean.trim().is_empty() {
        let message = "no story was found: every line of the document is furniture";
        issues.push(Issue::new(Severity::Note, "clean.empty", &clipping.path, message).of(&clipping.id));
    }
    let document = Document {
        id: clipping.id.clone(),
        path: clipping.path.clone(),
        paths: clipping.paths.clone(),
        external_id: clipping.external_id.clone(),
        url: dates::address(clipping, &facts).or_else(|| clipping.given.url.clone()),
        sha256: clipping.sha256.clone(),
        bytes: clipping.bytes,
        media_type: clipping.media_type.clone(),
        encoding: clipping.encoding.clone(),
        language,
        languages: language::shares(&draft.shares),
        title,
        outlet: outlet(clipping, &facts, &linked),
        byline: linked.author.clone().map(|text| Quoted { text, start: None, end: None }),
        dateline: None,
        published: dates.published,
        updated: dates.updated,
        blocks: draft.blocks,
        duplicate_of: None,
        similar_to: Vec::new(),
        countries: Vec::new(),
        notes: Vec::new(),
        extra: clipping.extra.clone(),
        text: clipping.text.clone(),
    };
    (Article { document, clean, blocks: draft.clean, map }, issues)
}

/// Blocks and cleaned text under way.
struct Draft<'a> {
    builder: Builder<'a>,
    blocks: Vec<Block>,
    /// Words of each block as a reader sees them.
    words: Vec<String>,
    clean: Vec<CleanBlock>,
    /// For each clean block its place in `blocks`.
    origin: Vec<usize>,
    shares: Vec<(String, usize)>,
}

impl<'a> Draft<'a> {
    fn new(source: &'a str) -> Self {
        Self {
            builder: Builder::new(source),
            blocks: Vec::new(),
            words: Vec::new(),
            clean: Vec::new(),
            origin: Vec::new(),
            shares: Vec::new(),
        }
    }

    fn furniture(&mut self, span: Span, kind: BlockKind, reason: &str) {
        self.blocks.push(Block {
            kind,
            start: span.start,
            end: span.end,
            language: language::UNDETERMINED.to_string(),
            story: 0,
            reason: Some(reason.to_string()),
        });
        self.words.push(String::new());
    }

    fn line(&mut self, page: &Page, line: &Line, verdict: &judge::Verdict) {
        let text = page.text(line);
        self.blocks.push(Block {
            kind: verdict.kind,
            start: line.source.start,
            end: line.source.end,
            language: language::UNDETERMINED.to_string(),
            story: verdict.story,
            reason: verdict.reason.map(str::to_string),
        });
        self.words.push(text.to_string());
        if verdict.kind.is_furniture() || verdict.again {
            return;
        }
        let start = self.builder.position();
        write(&mut self.builder, page, line.visible);
        let span = CleanSpan::new(start, self.builder.position());
        self.builder.replace(Span::new(line.source.end, line.source.end), "\n\n");
        self.origin.push(self.blocks.len() - 1);
        self.clean.push(CleanBlock {
            kind: verdict.kind,
            span,
            language: language::UNDETERMINED.to_string(),
            story: verdict.story,
        });
    }

    /// Identifies the language of the document and of every block; returns the document's.
    fn languages(&mut self, packs: &Packs, clipping: &Clipping, facts: &html::Facts) -> String {
        let story: Vec<&str> = self.origin.iter().map(|at| self.words[*at].as_str()).collect();
        let mut main = language::identify(&story.join("\n"), packs).0;
        if main == language::UNDETERMINED {
            let told = clipping.given.language.as_deref().or(facts.language.as_deref()).unwrap_or("");
            let code = told.split(['-', '_']).next().unwrap_or("").to_ascii_lowercase();
            if packs.get(&code).is_some() && story.iter().any(|t| t.chars().any(char::is_alphabetic)) {
                main = code;
            }
        }
        for (block, words) in self.blocks.iter_mut().zip(&self.words) {
            let letters = words.chars().filter(|c| c.is_alphabetic()).count();
            let (own, sure) = language::identify(words, packs);
            let foreign = own != language::UNDETERMINED && (own == main || (letters >= 20 && sure >= 40));
            block.language = match (foreign, letters) {
                (true, _) => own,
                (false, 0) => language::UNDETERMINED.to_string(),
                (false, _) => main.clone(),
            };
            if !block.kind.is_furniture() {
                self.shares.push((block.language.clone(), letters));
            }
        }
        for (clean, at) in self.clean.iter_mut().zip(&self.origin) {
            clean.language.clone_from(&self.blocks[*at].language);
        }
        main
    }
}

/// Titles stated beside the text, best first.
fn titles(
    clipping: &Clipping,
    facts: &html::Facts,
    linked: &html::Linked,
    entities: &html::Entities,
) -> Vec<String> {
    let meta = |key: &str| facts.metas.iter().find(|m| m.key == key).map(|m| m.value.trim().to_string());
    let head = facts.title.map(|span| entities.decode(span.of(&clipping.text)));
    let head = head.map(|t| t.split_whitespace().collect::<Vec<_>>().join(" "));
    // A page's title often ends with the name of the site.
    let short = head.as_deref().and_then(|t| {
        let cut = [" | ", " - ", " – ", " — ", " :: ", " » "].iter().filter_map(|sign| t.rfind(sign)).max()?;
        t.get(..cut).map(str::to_string)
    });
    [clipping.given.title.clone(), meta("og:title"), linked.headline.clone(), meta("twitter:title"), head, short]
        .into_iter()
        .flatten()
        .filter(|t| !t.is_empty())
        .collect()
}

/// The newspaper, agency or site.
fn outlet(clipping: &Clipping, facts: &html::Facts, linked: &html::Linked) -> Option<String> {
    let meta = |key: &str| facts.metas.iter().find(|m| m.key == key).map(|m| m.value.trim().to_string());
    [clipping.given.outlet.clone(), meta("og:site_name"), linked.outlet.clone(), meta("application-name")]
        .into_iter()
        .flatten()
        .find(|name| !name.is_empty())
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
