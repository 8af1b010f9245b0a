//! The cleaned text as tokens and sentences.

use crate::Grammar;
use lang::{Break, Shape, Token};
use model::{Article, At, BlockKind, CleanSpan};
use std::ops::Range;

/// The most tokens that a sentence holds.
const LONGEST: usize = 600;

/// A sentence: a stretch of tokens inside one block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Index of its block in `article.blocks`.
    pub block: usize,
    /// What the block is.
    pub kind: BlockKind,
    /// The story it belongs to, from 1.
    pub story: u32,
}

/// An article cut into tokens and sentences.
pub struct Text<'a> {
    /// The article.
    pub article: &'a Article,
    /// Tokens of the whole cleaned text.
    pub tokens: Vec<Token>,
    /// Sentences in order.
    pub sentences: Vec<Sentence>,
}

impl<'a> Text<'a> {
    /// Cuts an article with the lexicon of a grammar.
    pub fn new(article: &'a Article, grammar: &Grammar) -> Self {
        let tokens = lang::tokens(&article.clean, &grammar.lexicon);
        let mut sentences = Vec::new();
        let mut at = 0;
        for (block, place) in article.blocks.iter().enumerate() {
            while at < tokens.len() && tokens[at].span.start < place.span.start {
                at += 1;
            }
            let first = at;
            while at < tokens.len() && tokens[at].span.start < place.span.end {
                at += 1;
            }
            let mut push = |tokens: Range<usize>| {
                if !tokens.is_empty() {
                    sentences.push(Sentence { tokens, block, kind: place.kind, story: place.story });
                }
            };
            let mut start = first;
            for i in first..at {
                // A line without an end is no sentence; cut it, or what looks around in a sentence takes quadratic time.
                if i + 1 < at && (i - start >= LONGEST || ends_sentence(&article.clean, &tokens, i, grammar)) {
                    push(start..i + 1);
                    start = i + 1;
                }
            }
            push(start..at);
        }
        Self { article, tokens, sentences }
    }

    /// The cleaned text.
    pub fn clean(&self) -> &'a str {
        &self.article.clean
    }

    /// Letters of a token.
    pub fn word(&self, token: usize) -> &'a str {
        self.tokens[token].span.of(&self.article.clean)
    }

    /// The stretch that some tokens cover; empty for no tokens.
    pub fn span(&self, tokens: Range<usize>) -> CleanSpan {
        match (self.tokens.get(tokens.start), tokens.end.checked_sub(1).and_then(|last| self.tokens.get(last))) {
            (Some(first), Some(last)) if !tokens.is_empty() => CleanSpan::new(first.span.start, last.span.end),
            _ => CleanSpan::default(),
        }
    }

    /// The words of some tokens, as they stand.
    pub fn words(&self, tokens: Range<usize>) -> &'a str {
        self.span(tokens).of(&self.article.clean)
    }

    /// A citation of some tokens.
    pub fn cite(&self, tokens: Range<usize>) -> At {
        self.article.cite(self.span(tokens))
    }

    /// Index of the sentence that holds a token.
    pub fn sentence_of(&self, token: usize) -> usize {
        self.sentences.partition_point(|s| s.tokens.end <= token).min(self.sentences.len().saturating_sub(1))
    }
}

/// Whether a sentence ends after this token: a full stop, question or exclamation mark (closing quotes and brackets behind it
/// belong to it) before a capital or a digit, or a line break before a capital after a closed line. A stop after an initial, an abbreviation of the
/// pack or inside a number ends none.
fn ends_sentence(clean: &str, tokens: &[Token], at: usize, grammar: &Grammar) -> bool {
    let (token, next) = (&tokens[at], &tokens[at + 1]);
    if next.before == Break::Block {
        return true;
    }
    let closes = |t: &Token| matches!(t.of(clean), "\"" | "”" | "»" | "’" | "'" | ")" | "]");
    let mut stop = at;
    while stop > 0 && closes(&tokens[stop]) && tokens[stop].before == Break::None {
        stop -= 1;
    }
    let sign = tokens[stop].of(clean);
    if closes(next) && next.before == Break::None {
        return false;
    }
    let next_opens = next.is_capital()
        || next.shape == Shape::Number
        || (next.shape == Shape::Sign && !matches!(next.of(clean), "," | ";" | ":" | ")" | "." | "%"));
    match sign {
        "!" | "?" | "…" | "。" | "！" | "？" | "।" | "။" | "។" => next_opens,
        "." => {
            if next.before == Break::None && next.shape == Shape::Number {
                return false;
            }
            if stop == 0 || !next_opens {
                return false;
            }
            let word = &tokens[stop - 1];
            if word.shape != Shape::Word || tokens[stop].before != Break::None {
                return true;
            }
            let letters = word.of(clean).chars().count();
            // An initial (`J.`) or a dotted abbreviation (`U.N.`) is no end unless the line ends with it.
            if letters == 1 && word.is_capital() {
                return next.before >= Break::Line;
            }
            !(grammar.names.is_abbreviation(word.word) && next.before < Break::Line)
        }
        _ => {
            next.before == Break::Line && next.is_capital() && token.shape == Shape::Sign && sign != "," && sign != "-"
        }
    }
}
