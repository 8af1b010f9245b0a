//! Figures: numbers with units, currencies and qualifiers.
//!
//! Text goes in, [`Figure`]s come out. What is absent: dates (they are taken as given), and the claim itself: who says it, as
//! of when, about what, is for the events.
//!
//! Tables read: `numbers` of the pack, `units` and `currencies` of the world.

mod decimal;
mod number;
mod phrase;
mod reader;
mod words;

use crate::{Text, time::TimeExpr};
use lang::{Break, Lexicon, Pack};
use model::{Issue, Severity};
use number::View;
use reader::{Read, Reader};
use std::ops::Range;
use words::Words;

/// One number of the text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Figure {
    /// Qualifier, number, scale, unit or currency: all its tokens.
    pub tokens: Range<usize>,
    /// Decimal digits with a point (`5000000`, `2.4`); null for a range.
    pub number: Option<String>,
    /// Lower end of a range (`between 3 and 5`).
    pub low: Option<String>,
    /// Upper end of a range.
    pub high: Option<String>,
    /// more_than at_least nearly about up_to less_than.
    pub qualifier: Option<String>,
    /// Unit as written (`5G subscribers` gives `subscribers`), `percent` for per cent.
    pub unit: Option<String>,
    /// ISO 4217 code.
    pub currency: Option<String>,
    /// The tokens of the noun phrase that is counted, unit included (`5G subscribers`).
    pub what: Option<Range<usize>>,
    /// Whether it is an ordinal (`the third`), kept apart.
    pub is_ordinal: bool,
    /// Whether it is a claim worth a record: has a unit, a currency, a percent sign or a counted noun, and is no name, article
    /// number, page, phone number, clock time or edition.
    pub is_claim: bool,
    /// Whether unit and noun were told with an earlier number and are only meant here (`to 10 million`).
    pub carried: bool,
    /// The rule, `en/numbers.scale`.
    pub rule: String,
}

/// The compiled tables.
#[derive(Debug, Default)]
pub struct Grammar {
    language: String,
    words: Words,
}

impl Grammar {
    /// Compiles the tables of a pack and of the world.
    pub fn compile(pack: &Pack, world: &Pack, lexicon: &mut Lexicon) -> Self {
        Self { language: pack.code.clone(), words: Words::compile(pack, world, lexicon) }
    }
}

/// Finds the figures of a text; dates are not figures.
pub fn figures(text: &Text<'_>, grammar: &crate::Grammar, times: &[TimeExpr], issues: &mut Vec<Issue>) -> Vec<Figure> {
    let mut out: Vec<Figure> = Vec::new();
    let mut next_time = 0;
    for sentence in &text.sentences {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            while times.get(next_time).is_some_and(|t| t.tokens.end <= at) {
                next_time += 1;
            }
            let time = times.get(next_time).map(|t| &t.tokens);
            if let Some(taken) = time.filter(|t| t.start <= at) {
                at = taken.end;
                continue;
            }
            let end = time.map_or(sentence.tokens.end, |t| t.start.min(sentence.tokens.end));
            let view = View { words: &grammar.figures.words, clean: text.clean(), tokens: &text.tokens, end };
            let reader = Reader { view, start: sentence.tokens.start, language: &grammar.figures.language, after: end };
            match reader.figure(at) {
                Read::Figure(figure) => {
                    at = figure.tokens.end.max(at + 1);
                    out.push(*figure);
                }
                Read::Skip(to) => at = to.max(at + 1),
                Read::TooLong(to) => {
                    let place = text.article.source(text.span(at..to));
                    let document = &text.article.document;
                    let message = "a number of more than 40 digits is not read as a figure";
                    let issue = Issue::new(Severity::Note, "extract.figure", &document.path, message);
                    issues.push(issue.of(&document.id).at(place));
                    at = to.max(at + 1);
                }
            }
        }
    }
    carry(&mut out, text);
    out
}

/// A number without noun takes the unit of the number told just before (`from 5 million subscribers to 10 million`).
fn carry(figures: &mut [Figure], text: &Text<'_>) {
    for at in 0..figures.len() {
        let this = &figures[at];
        let bare = this.unit.is_none() && this.currency.is_none() && this.what.is_none() && !this.is_ordinal;
        let big = |n: &Option<String>| n.as_deref().is_some_and(|n| n.len() >= 2 && !n.contains('.') || n.len() >= 5);
        if !bare || !(big(&this.number) || big(&this.high)) || is_year(&this.number) {
            continue;
        }
        let name_before = this
            .tokens
            .start
            .checked_sub(1)
            .is_some_and(|b| text.tokens[b].is_capital() && text.tokens[b].before != Break::Block);
        if name_before || in_brackets(text, &this.tokens) {
            continue;
        }
        let sentence = text.sentence_of(this.tokens.start);
        let source = figures[..at].iter().rev().find(|f| f.is_claim && f.unit.as_deref() != Some("percent"));
        let near = source.filter(|f| text.sentence_of(f.tokens.start) + 1 >= sentence);
        let Some(source) = near.cloned() else { continue };
        let this = &mut figures[at];
        (this.unit, this.currency, this.what) = (source.unit, source.currency, source.what);
        (this.carried, this.is_claim) = (true, true);
    }
}

fn is_year(number: &Option<String>) -> bool {
    number.as_deref().is_some_and(|n| n.len() == 4 && (n.starts_with("19") || n.starts_with("20")))
}

fn in_brackets(text: &Text<'_>, tokens: &Range<usize>) -> bool {
    let sign = |at: Option<usize>| at.and_then(|at| text.tokens.get(at)).map_or("", |t| t.of(text.clean()));
    matches!(sign(tokens.start.checked_sub(1)), "(" | "[") && matches!(sign(Some(tokens.end)), ")" | "]")
}
