//! One sentence as the event grammar sees it: noun phrases, function words, times, figures.

use super::pattern::is_skippable;
use super::words::{Class, Words};
use crate::names::{Chunk, Group, Names, What};
use crate::time::TimeExpr;
use crate::{Text, figures::Figure};
use lang::{Break, Shape};
use std::ops::Range;

/// The whole text with what was found in it, token by token.
pub struct View<'a> {
    /// The text.
    pub text: &'a Text<'a>,
    /// Names of the text.
    pub names: &'a Names,
    /// Time expressions.
    pub times: &'a [TimeExpr],
    /// Figures.
    pub figures: &'a [Figure],
    /// For each token, the chunk that covers it.
    chunk_of: Vec<u32>,
    /// For each token, the time expression that covers it.
    time_of: Vec<u32>,
    /// For each token, the figure that covers it.
    figure_of: Vec<u32>,
    /// For each token, classes of the function word that starts there, and its length.
    class_of: Vec<(Class, u8)>,
}

const NONE: u32 = u32::MAX;

impl<'a> View<'a> {
    /// Prepares a text.
    pub fn new(
        text: &'a Text<'a>,
        words: &Words,
        names: &'a Names,
        times: &'a [TimeExpr],
        figures: &'a [Figure],
    ) -> Self {
        let count = text.tokens.len();
        let (mut chunk_of, mut time_of, mut figure_of) = (vec![NONE; count], vec![NONE; count], vec![NONE; count]);
        for (at, chunk) in names.chunks.iter().enumerate() {
            chunk_of[chunk.tokens.start.min(count)..chunk.tokens.end.min(count)]
                .fill(u32::try_from(at).unwrap_or(NONE));
        }
        for (at, time) in times.iter().enumerate() {
            time_of[time.tokens.start.min(count)..time.tokens.end.min(count)].fill(u32::try_from(at).unwrap_or(NONE));
        }
        for (at, figure) in figures.iter().enumerate() {
            figure_of[figure.tokens.start.min(count)..figure.tokens.end.min(count)]
                .fill(u32::try_from(at).unwrap_or(NONE));
        }
        // `US$2 billion` names a currency, not a country.
        for figure in figures.iter().filter(|f| f.currency.is_some()) {
            chunk_of[figure.tokens.start.min(count)..figure.tokens.end.min(count)].fill(NONE);
        }
        let class_of = (0..count).map(|at| words.at(text, at)).collect();
        Self { text, names, times, figures, chunk_of, time_of, figure_of, class_of }
    }

    /// The chunk that covers a token.
    pub fn chunk_at(&self, token: usize) -> Option<usize> {
        self.chunk_of.get(token).filter(|c| **c != NONE).map(|c| *c as usize)
    }

    /// The time expression that covers a token.
    pub fn time_at(&self, token: usize) -> Option<usize> {
        self.time_of.get(token).filter(|c| **c != NONE).map(|c| *c as usize)
    }

    /// One past the figure that covers a token.
    pub fn figure_end(&self, token: usize) -> Option<usize> {
        let at = self.figure_of.get(token).filter(|f| **f != NONE)?;
        Some(self.figures[*at as usize].tokens.end)
    }

    /// A chunk.
    pub fn chunk(&self, at: usize) -> &'a Chunk {
        &self.names.chunks[at]
    }

    /// Classes of the function word that starts at a token, and how many tokens it has; nothing inside a name.
    pub fn class(&self, token: usize) -> (Class, usize) {
        match self.class_of.get(token) {
            Some((class, length)) if *length > 0 => (*class, usize::from(*length)),
            _ => (Class::default(), 0),
        }
    }

    /// Classes of the function word that ends right before a token, with its first token; longest first.
    pub fn class_before(&self, token: usize, floor: usize) -> Option<(Class, usize)> {
        (1..=4).rev().find_map(|length| {
            let start = token.checked_sub(length).filter(|s| *s >= floor)?;
            let (class, long) = self.class(start);
            (long == length && !class.is_empty()).then_some((class, start))
        })
    }

    /// The sign at a token; empty for words.
    pub fn sign(&self, token: usize) -> &'a str {
        match self.text.tokens.get(token) {
            Some(t) if t.shape == Shape::Sign => self.text.word(token),
            _ => "",
        }
    }

    /// Whether a gap of a pattern may run over a token.
    pub fn may_skip(&self, token: usize) -> bool {
        let this = &self.text.tokens[token];
        this.before < Break::Block && is_skippable(this.shape, self.sign(token))
    }

    /// Whether a chunk can act, sign, meet or be met.
    pub fn can_act(&self, at: usize) -> bool {
        let chunk = self.chunk(at);
        match chunk.what {
            What::Person | What::Role | What::Organisation | What::Country | What::Group => true,
            What::Demonym | What::Place | What::Event => false,
        }
    }

    /// Coordinated noun phrases of a stretch of tokens.
    pub fn phrases(&self, range: Range<usize>) -> Vec<Phrase> {
        let mut out: Vec<Phrase> = Vec::new();
        let mut at = range.start;
        while at < range.end {
            let Some(chunk) = self.chunk_at(at).filter(|c| self.can_act(*c)) else {
                at += 1;
                continue;
            };
            let tokens = self.chunk(chunk).tokens.clone();
            at = tokens.end.max(at + 1);
            // `đoàn đại biểu các cơ quan X`: two nouns side by side are one phrase, the first its head.
            let beside = |last: &Phrase| {
                last.tokens.end == tokens.start
                    && self.chunk(chunk).what == What::Group
                    && last.chunks.iter().all(|c| self.chunk(*c).what == What::Group)
            };
            if let Some(last) = out.last_mut()
                && (self.joins(last.tokens.end, tokens.start) || beside(last))
            {
                last.chunks.push(chunk);
                last.tokens.end = tokens.end;
                continue;
            }
            let (prep, start) = self.preposition(tokens.start, range.start);
            out.push(Phrase { chunks: vec![chunk], tokens, prep, start });
        }
        out.into_iter().flat_map(|phrase| self.closed(phrase, range.start)).collect()
    }

    /// Splits off what only commas join: a list is closed by "and" before its last member (`receiving X, Minister Y said`).
    fn closed(&self, mut phrase: Phrase, floor: usize) -> Vec<Phrase> {
        let tokens = |chunk: usize| self.chunk(chunk).tokens.clone();
        let by_and = |pair: &[usize]| {
            (tokens(pair[0]).end..tokens(pair[1]).start).any(|t| self.class(t).0.has(Class::AND) || self.sign(t) != ",")
                || tokens(pair[0]).end == tokens(pair[1]).start
        };
        let last = phrase.chunks.windows(2).rposition(by_and).map_or(0, |p| p + 1);
        let tail = phrase.chunks.split_off((last + 1).min(phrase.chunks.len()));
        phrase.tokens.end = phrase.chunks.last().map_or(phrase.tokens.end, |c| tokens(*c).end);
        let mut out = vec![phrase];
        for chunk in tail {
            let (prep, start) = self.preposition(tokens(chunk).start, floor);
            out.push(Phrase { chunks: vec![chunk], tokens: tokens(chunk), prep, start });
        }
        out
    }

    /// Whether only commas, "and" and determiners stand between two places, and at least one of the former.
    fn joins(&self, from: usize, to: usize) -> bool {
        let (mut at, mut joined) = (from, false);
        while at < to {
            let (class, length) = self.class(at);
            if class.has(Class::AND) || self.sign(at) == "," || self.is_pair(from, at, to) {
                joined = true;
                at += length.max(1);
            } else if class.has(Class::DET) {
                at += length;
            } else {
                return false;
            }
        }
        joined
    }

    /// Whether a dash joins two countries: `Viet Nam - Laos`.
    fn is_pair(&self, from: usize, at: usize, to: usize) -> bool {
        let country = |t: usize| self.chunk_at(t).is_some_and(|c| self.chunk(c).what == What::Country);
        matches!(self.sign(at), "-" | "–" | "—")
            && at == from
            && to == at + 1
            && from > 0
            && country(from - 1)
            && country(to)
    }

    /// The preposition before a noun phrase (over determiners), with the token where preposition and determiners start.
    fn preposition(&self, token: usize, floor: usize) -> (Class, usize) {
        let mut at = token;
        for _ in 0..4 {
            match self.class_before(at, floor) {
                Some((class, start)) if class.has(Class::DET) && !class.any(Class::PREPOSITIONS) => at = start,
                Some((class, start)) if class.any(Class::PREPOSITIONS) => return (class, start),
                // Adjectives between determiner and name stay invisible: one small word may stand there.
                _ => return (Class::default(), at),
            }
        }
        (Class::default(), at)
    }

    /// The countries that a chunk speaks for.
    pub fn country(&self, at: usize) -> Option<&'a str> {
        let chunk = self.chunk(at);
        chunk.country.as_deref().or_else(|| self.names.entities.get(chunk.entity?)?.country.as_deref())
    }

    /// All countries that a chunk speaks for: several for a group of several (`Vietnamese and Korean businesses`).
    pub fn countries(&self, at: usize) -> impl Iterator<Item = &'a str> {
        let chunk = self.chunk(at);
        let one = self.country(at).filter(|_| chunk.countries.is_empty());
        chunk.countries.iter().map(String::as_str).chain(one)
    }

    /// The kind of group a chunk is.
    pub fn group(&self, at: usize) -> Option<Group> {
        self.chunk(at).group
    }
}

/// Noun phrases joined by "and".
#[derive(Debug, Clone, PartialEq)]
pub struct Phrase {
    /// Its chunks.
    pub chunks: Vec<usize>,
    /// From the first chunk to the last.
    pub tokens: Range<usize>,
    /// Classes of the preposition before it.
    pub prep: Class,
    /// Where preposition and determiners start.
    pub start: usize,
}
