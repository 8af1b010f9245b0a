//! Every document's text, with the words that carry facts marked and what was set aside shown with its reason.
//!
//! Each finding has one `<mark>` whose text is its quote. Marks nest; two that cross cannot, so the second is repeated below
//! its paragraph.

use super::{Page, lang, shown};
use crate::markup::{self, Piece, References};
use maud::{Markup, PreEscaped, html};
use model::{Block, BlockKind, Document, Evidence, Span};
use std::collections::{BTreeMap, BTreeSet};

/// How deep marks may nest before they are repeated below instead.
const DEEPEST: usize = 16;

/// A stretch to mark, and where its number leads.
struct Cited<'a> {
    evidence: &'a Evidence,
    target: &'a str,
    number: Option<usize>,
}

impl Cited<'_> {
    fn span(&self) -> Span {
        Span::new(self.evidence.start, self.evidence.end)
    }
}

impl<'a> Page<'_, 'a> {
    /// The section of sources.
    pub fn sources(&self) -> Markup {
        let mut cited: BTreeMap<&str, Vec<Cited>> = BTreeMap::new();
        let mut known: BTreeSet<&str> = BTreeSet::new();
        let roles = self
            .case
            .dossier
            .entities
            .iter()
            .flat_map(|e| e.roles.iter().flat_map(move |r| r.evidence.iter().map(move |v| (e, v))));
        for record in &self.case.dossier.records {
            for evidence in record.evidence.iter().filter(|e| known.insert(&e.finding)) {
                let number = Some(self.case.number(&record.id));
                cited.entry(&evidence.document).or_default().push(Cited { evidence, target: &record.id, number });
            }
        }
        for (entity, evidence) in roles {
            if !evidence.finding.is_empty() && known.insert(&evidence.finding) {
                cited.entry(&evidence.document).or_default().push(Cited { evidence, target: &entity.id, number: None });
            }
        }
        let none = Vec::new();
        html! { @for document in &self.case.dossier.documents {
            (self.source(document, cited.get(document.id.as_str()).unwrap_or(&none)))
        } }
    }

    fn source(&self, document: &'a Document, cited: &[Cited]) -> Markup {
        let url = document.url.as_deref().filter(|u| u.starts_with("https://") || u.starts_with("http://"));
        let copy_of = document.duplicate_of.as_deref().and_then(|id| self.case.document(id));
        let others = document.paths.iter().filter(|p| **p != document.path);
        let language = document.language.as_str();
        html! {
            article.source id=(document.id) {
                h3 lang=(lang(language)) { bdi { (shown(&self.case.title(document))) } }
                p.src {
                    @if let Some(outlet) = &document.outlet { bdi { (shown(outlet)) } " \u{b7} " }
                    (self.say(|t| t.date(&document.published)))
                    @if document.published.is_known() { " (" (self.say(|t| t.word("basis", basis(document.published.basis)))) ")" }
                    " \u{b7} " (self.say(|t| t.word("language", language)))
                    " \u{b7} " code { (shown(&document.path)) } @for path in others { " = " code { (shown(path)) } }
                    @if let Some(url) = url { " \u{b7} " a href=(url) rel="noreferrer noopener" { (shown(&crate::case::cut(url, 80))) } }
                }
                @if let Some(copy) = copy_of { p.note { (self.t("source.copy")) " " a href={ "#" (copy.id) } { bdi { (shown(&self.case.title(copy))) } } } }
                @if self.case.options.share { (self.quotes_only(cited)) }
                @else { details.text open[!cited.is_empty()] {
                    summary { (self.t("source.text")) " \u{b7} " (self.say(|t| t.count("source.cited", cited.len()))) }
                    div lang=(lang(language)) { (self.text(document, cited)) }
                } }
            }
        }
    }

    /// Only the quotes, where full texts stay at home.
    fn quotes_only(&self, cited: &[Cited]) -> Markup {
        html! { @for one in cited { p.b { mark id=(one.evidence.finding) { (shown(&self.case.quote(one.evidence))) } (back(&[one])) } } }
    }

    fn text(&self, document: &'a Document, cited: &[Cited]) -> Markup {
        let references = self.case.packs.compiled::<References>();
        let marked_up = document.media_type.contains("html") || document.media_type.contains("xml");
        let whole = [Block {
            kind: BlockKind::Body,
            start: 0,
            end: document.text.len(),
            language: document.language.clone(),
            story: 1,
            reason: None,
        }];
        let mut blocks: Vec<&Block> = document.blocks.iter().filter(|b| b.start < b.end).collect();
        if blocks.is_empty() {
            blocks.extend(&whole);
        }
        blocks.sort_by_key(|b| (b.start, b.end));
        let mut waiting: Vec<&Cited> = cited.iter().collect();
        waiting.sort_by_key(|c| (c.span().start, std::cmp::Reverse(c.span().end), &c.evidence.finding));
        let mut placed: BTreeSet<&str> = BTreeSet::new();
        let mut out = String::new();
        let mut at = 0;
        while let Some(block) = blocks.get(at) {
            if block.kind.is_furniture() {
                let run = blocks
                    .iter()
                    .skip(at)
                    .take_while(|b| b.kind.is_furniture() && b.reason == block.reason && b.kind == block.kind)
                    .count();
                let set_aside = blocks.get(at..at + run).unwrap_or(&[]);
                out.push_str(&self.set_aside(document, set_aside, marked_up, &references).into_string());
                at += run;
                continue;
            }
            let pieces = markup::pieces(&document.text, block.span(), marked_up, &references);
            let inside: Vec<&Cited> = waiting
                .iter()
                .copied()
                .filter(|c| block.span().contains(c.span()) && !placed.contains(c.evidence.finding.as_str()))
                .collect();
            placed.extend(inside.iter().map(|c| c.evidence.finding.as_str()));
            out.push_str(&paragraph(document, block, &pieces, &inside).into_string());
            at += 1;
        }
        let left: Vec<&Cited> = waiting.into_iter().filter(|c| !placed.contains(c.evidence.finding.as_str())).collect();
        out.push_str(&repeated(&left).into_string());
        PreEscaped(out)
    }

    fn set_aside(&self, document: &Document, blocks: &[&Block], marked_up: bool, references: &References) -> Markup {
        let Some(first) = blocks.first() else { return html! {} };
        let text = |b: &Block| {
            markup::seen(&document.text, &markup::pieces(&document.text, b.span(), marked_up, references), b.span())
        };
        html! {
            details.aside {
                summary { (self.t("source.aside")) ": " (self.say(|t| t.word("block", first.kind.name())))
                    @if let Some(reason) = &first.reason { " \u{2014} " span lang="en" { (shown(reason)) } } }
                @for block in blocks { p { (shown(text(block).trim())) } }
            }
        }
    }
}

fn basis(basis: model::Basis) -> &'static str {
    match basis {
        model::Basis::Stated => "stated",
        model::Basis::Resolved => "resolved",
        model::Basis::Inferred => "inferred",
        model::Basis::Unknown => "unknown",
    }
}

fn paragraph(document: &Document, block: &Block, pieces: &[Piece], cited: &[&Cited]) -> Markup {
    let mut writer = Writer { source: &document.text, pieces, out: String::new(), crossing: Vec::new() };
    writer.write(block.span(), cited, 0);
    let text = PreEscaped(writer.out);
    let language = (block.language != document.language).then(|| lang(&block.language).to_string());
    html! {
        p class={ "b " (block.kind.name()) } lang=[language] { (text) }
        (repeated(&writer.crossing))
    }
}

/// Quotes that found no place of their own in the text.
fn repeated(cited: &[&Cited]) -> Markup {
    html! { @for one in cited {
        p.again { mark id=(one.evidence.finding) { (shown(one.evidence.words.as_deref().unwrap_or(&one.evidence.quote))) } (back(&[*one])) }
    } }
}

/// The numbers of the records that a mark carries.
fn back(cited: &[&Cited]) -> Markup {
    html! { sup { @for one in cited { a href={ "#" (one.target) } {
        @match one.number { Some(n) => (n), None => "\u{2020}" }
    } " " } } }
}

struct Writer<'s, 'c> {
    source: &'s str,
    pieces: &'s [Piece],
    out: String,
    crossing: Vec<&'c Cited<'c>>,
}

impl<'c> Writer<'_, 'c> {
    /// Writes a stretch with its marks, which are sorted by start, the longer first.
    fn write(&mut self, part: Span, cited: &[&'c Cited<'c>], depth: usize) {
        let (mut at, mut next) = (part.start, 0);
        while let Some(one) = cited.get(next).copied() {
            next += 1;
            let span = one.span();
            if span.start < at || span.end > part.end || depth > DEEPEST {
                self.crossing.push(one);
                continue;
            }
            self.plain(Span::new(at, span.start));
            let inner = cited.iter().skip(next).take_while(|c| c.span().start < span.end).count();
            let inside: Vec<&Cited> = cited.get(next..next + inner).unwrap_or(&[]).to_vec();
            next += inner;
            let (nested, crossing): (Vec<&Cited>, Vec<&Cited>) =
                inside.into_iter().partition(|c| c.span().end <= span.end);
            self.crossing.extend(crossing);
            self.out.push_str(&format!("<mark id=\"{}\">", escaped(&one.evidence.finding)));
            match (&one.evidence.words, nested.is_empty()) {
                (Some(words), true) => self.out.push_str(&escaped(&shown(words))),
                _ => self.write(span, &nested, depth + 1),
            }
            self.out.push_str("</mark>");
            if depth == 0 {
                let mut all = vec![one];
                all.extend(nested);
                self.out.push_str(&back(&all).into_string());
            }
            at = span.end;
        }
        self.plain(Span::new(at, part.end));
    }

    fn plain(&mut self, part: Span) {
        if part.start < part.end {
            let seen = markup::seen(self.source, self.pieces, part);
            self.out.push_str(&escaped(&shown(&seen)));
        }
    }
}

fn escaped(text: &str) -> String {
    html! { (text) }.into_string()
}
