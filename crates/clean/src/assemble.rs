//! From a judged page to the article: blocks, cleaned text, title, dates.

use crate::furniture::Furniture;
use crate::page::{Line, Page};
use crate::parts::{self, Gazetteer};
use crate::stamp::StampWords;
use crate::stated::Stated;
use crate::{dates, html, judge, language, plain};
use lang::Packs;
use model::{
    Article, Block, BlockKind, Builder, CleanBlock, CleanSpan, Clipping, Dateline, Document, Issue, Quoted, Severity,
    Span,
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
    let gazetteer = packs.compiled::<Gazetteer>();
    let brief = judge::Brief {
        furniture: &furniture,
        titles: &titles,
        gazetteer: &gazetteer,
        words: &words,
        stamps: &stamps,
        stated: stated.as_ref(),
        record: clipping.record,
    };
    let verdicts = judge::lines(&page, &brief);
    let first = verdicts.iter().position(|v| v.kind == BlockKind::Body).unwrap_or(0);
    let last = verdicts.iter().rposition(|v| v.kind == BlockKind::Body).map_or(0, |at| at + 1);
    let title_line = verdicts.iter().position(|v| v.kind == BlockKind::Title);

    let mut draft = Draft::new(source);
    if let Some(header) = clipping.given.header.filter(|h| !h.is_empty()) {
        draft.furniture(header.trim(source), BlockKind::Metadata, "metadata header");
    }
    let mut filed: Option<(Dateline, Span)> = None;
    let mut opened = 0;
    for (at, (line, verdict)) in page.lines.iter().zip(&verdicts).enumerate() {
        let text = page.text(line);
        if !matches!(verdict.kind, BlockKind::Body | BlockKind::List | BlockKind::Quote | BlockKind::Subtitle) {
            draft.line(&page, line, verdict);
            continue;
        }
        let mut rest = line.visible;
        if verdict.story > opened
            && let Some(found) = parts::dateline(text, &gazetteer, &words)
        {
            opened = verdict.story;
            let head = Span::new(rest.start, rest.start + found.length).trim(&page.visible);
            let span = page.source(head);
            draft.furniture(span, BlockKind::Dateline, "");
            if filed.is_none() {
                let dateline = Dateline {
                    place: found.place,
                    country: found.country,
                    agency: found.agency,
                    start: span.start,
                    end: span.end,
                };
                filed = Some((dateline, head));
            }
            rest = Span::new(rest.start + found.length, rest.end);
        }
        let ends =
            verdicts[at + 1..].iter().find(|v| v.kind == BlockKind::Body).is_none_or(|v| v.story > verdict.story);
        let signed =
            if ends || text.ends_with("./.") { parts::signature(rest.of(&page.visible), &gazetteer) } else { None };
        let kept = Span::new(rest.start, signed.map_or(rest.end, |length| rest.start + length));
        draft.part(&page, kept.trim(&page.visible), verdict);
        if kept.end < rest.end {
            let sign = Span::new(kept.end, rest.end).trim(&page.visible);
            draft.furniture(page.source(sign), BlockKind::Footer, "signature of the agency");
        }
    }
    let language = draft.languages(packs, clipping, &facts);
    let order = dates::Order::of(clipping, &facts, &language, &words);
    let filing = filed.as_ref().and_then(|(_, head)| dates::filing(&page, *head, &words));
    let found = dates::Found { page: &page, facts: &facts, linked: &linked, dated: &dated, filing };
    let dates = dates::choose(clipping, &found, (first, last), title_line, &order, &words);
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
        byline: byline(&page, &verdicts, &facts, &linked),
        dateline: filed.map(|(dateline, _)| dateline),
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

    /// A stretch that is not written.
    fn furniture(&mut self, span: Span, kind: BlockKind, reason: &str) {
        self.blocks.push(Block {
            kind,
            start: span.start,
            end: span.end,
            language: language::UNDETERMINED.to_string(),
            story: u32::from(!kind.is_furniture()),
            reason: kind.is_furniture().then(|| reason.to_string()),
        });
        self.words.push(String::new());
    }

    fn line(&mut self, page: &Page, line: &Line, verdict: &judge::Verdict) {
        self.part(page, line.visible, verdict);
    }

    /// A line or what is left of it.
    fn part(&mut self, page: &Page, visible: Span, verdict: &judge::Verdict) {
        let text = visible.of(&page.visible);
        let source = page.source(visible);
        if text.is_empty() {
            return;
        }
        self.blocks.push(Block {
            kind: verdict.kind,
            start: source.start,
            end: source.end,
            language: language::UNDETERMINED.to_string(),
            story: verdict.story,
            reason: verdict.reason.map(str::to_string),
        });
        self.words.push(text.to_string());
        if verdict.kind.is_furniture() || verdict.again || verdict.kind == BlockKind::Byline {
            return;
        }
        let start = self.builder.position();
        write(&mut self.builder, page, visible);
        let span = CleanSpan::new(start, self.builder.position());
        self.builder.replace(Span::new(source.end, source.end), "\n\n");
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
        let told = clipping.given.language.as_deref().or(facts.language.as_deref()).unwrap_or("");
        let code = told.split(['-', '_']).next().unwrap_or("").to_ascii_lowercase();
        // Only a short text needs to be told: what pages say of themselves is often wrong.
        let text = story.join("\n");
        let hint = if text.len() < 400 { code.as_str() } else { "" };
        let mut main = language::identify_told(&text, hint, packs).0;
        if main == language::UNDETERMINED {
            if packs.get(&code).is_some() && story.iter().any(|t| t.chars().any(char::is_alphabetic)) {
                main = code;
            }
        }
        for (block, words) in self.blocks.iter_mut().zip(&self.words) {
            let letters = words.chars().filter(|c| c.is_alphabetic()).count();
            // Menu entries are too short to tell.
            let told = letters >= 20 || !block.kind.is_furniture();
            let (own, sure) = if told { language::identify(words, packs) } else { (main.clone(), 0) };
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
fn titles(clipping: &Clipping, facts: &html::Facts, linked: &html::Linked, entities: &html::Entities) -> Vec<String> {
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

/// Who wrote the story: a line that says so, else what the markup states.
fn byline(page: &Page, verdicts: &[judge::Verdict], facts: &html::Facts, linked: &html::Linked) -> Option<Quoted> {
    if let Some(at) = verdicts.iter().position(|v| v.kind == BlockKind::Byline) {
        let line = &page.lines[at];
        return Some(Quoted {
            text: page.text(line).to_string(),
            start: Some(line.source.start),
            end: Some(line.source.end),
        });
    }
    let meta = facts.metas.iter().find(|m| m.key == "author" && !m.value.trim().is_empty() && !m.value.contains("://"));
    let text = linked.author.clone().or_else(|| meta.map(|m| m.value.trim().to_string()))?;
    Some(Quoted { text, start: None, end: None })
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
