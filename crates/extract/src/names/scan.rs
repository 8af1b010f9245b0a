//! The text beside its atoms: what every parser of a noun phrase asks.

use super::grammar::{Atom, Gender, Grammar, Mark};
use super::raw::Phrase;
use crate::Text;
use lang::{Break, Case, Shape};

/// A text with every atom that starts at each token.
pub(super) struct Scan<'a> {
    pub text: &'a Text<'a>,
    pub grammar: &'a Grammar,
    hits: Vec<(usize, Atom)>,
    starts: Vec<usize>,
    /// One past the last token that a phrase may reach, by token: the end of its sentence.
    pub limit: Vec<usize>,
}

impl<'a> Scan<'a> {
    /// Looks every token up.
    pub fn new(text: &'a Text<'a>, grammar: &'a Grammar) -> Self {
        let (mut hits, mut starts) = (Vec::new(), Vec::with_capacity(text.tokens.len() + 1));
        for at in 0..text.tokens.len() {
            starts.push(hits.len());
            grammar.atoms(text.clean(), &text.tokens, at, &mut hits);
        }
        starts.push(hits.len());
        let mut limit = vec![0; text.tokens.len()];
        for sentence in &text.sentences {
            limit[sentence.tokens.clone()].fill(sentence.tokens.end);
        }
        Self { text, grammar, hits, starts, limit }
    }

    /// The story that a phrase belongs to.
    pub fn story(&self, phrase: &Phrase) -> u32 {
        self.text.sentences[self.text.sentence_of(phrase.tokens.start)].story
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.text.tokens.len()
    }

    /// The atoms at a token that end inside its sentence.
    pub fn hits(&self, at: usize) -> impl Iterator<Item = (usize, Atom)> + '_ {
        let range = if at < self.len() { self.starts[at]..self.starts[at + 1] } else { 0..0 };
        let limit = self.limit.get(at).copied().unwrap_or(0);
        self.hits[range].iter().copied().filter(move |(n, _)| at + n <= limit)
    }

    /// The longest atom at a token that a test accepts.
    pub fn longest<T>(&self, at: usize, test: impl Fn(Atom) -> Option<T>) -> Option<(usize, T)> {
        let mut best: Option<(usize, T)> = None;
        for (length, atom) in self.hits(at) {
            if best.as_ref().is_none_or(|(n, _)| length > *n)
                && let Some(found) = test(atom)
            {
                best = Some((length, found));
            }
        }
        best
    }

    /// Length of the longest atom of any kind at a token, 0 for none.
    pub fn reach(&self, at: usize) -> usize {
        self.hits(at).map(|(n, _)| n).max().unwrap_or(0)
    }

    /// Length of a small word at a token.
    pub fn mark(&self, at: usize, mark: Mark) -> Option<usize> {
        self.longest(at, |atom| (atom == Atom::Mark(mark)).then_some(())).map(|(n, ())| n)
    }

    /// Whether a small word ends just before a token.
    pub fn mark_before(&self, at: usize, mark: Mark) -> bool {
        (1..=4.min(at)).any(|n| self.hits(at - n).any(|(length, atom)| length == n && atom == Atom::Mark(mark)))
    }

    /// Behind any articles that start at a token.
    pub fn past_articles(&self, mut at: usize) -> usize {
        while let Some(n) = self.mark(at, Mark::Article) {
            at += n;
        }
        at
    }

    /// The longest country.
    pub fn country(&self, at: usize) -> Option<(usize, usize)> {
        self.longest(at, |atom| match atom {
            Atom::Country(c) => Some(c),
            _ => None,
        })
    }

    /// The longest demonym.
    pub fn demonym(&self, at: usize) -> Option<(usize, usize)> {
        self.longest(at, |atom| match atom {
            Atom::Demonym(c) => Some(c),
            _ => None,
        })
    }

    /// The longest office.
    pub fn rank(&self, at: usize) -> Option<(usize, usize)> {
        self.longest(at, |atom| match atom {
            Atom::Rank(r) => Some(r),
            _ => None,
        })
    }

    /// The longest known field of government.
    pub fn portfolio(&self, at: usize) -> Option<(usize, usize)> {
        self.longest(at, |atom| match atom {
            Atom::Portfolio(p) => Some(p),
            _ => None,
        })
    }

    /// An honorific.
    pub fn honorific(&self, at: usize) -> Option<(usize, Gender)> {
        let (n, gender) = self.longest(at, |atom| match atom {
            Atom::Honorific(g) => Some(g),
            _ => None,
        })?;
        // `Mr.`: the full stop belongs to it.
        let stop = self.is(at + n, ".") && self.touches(at + n) && at + n < self.limit[at];
        Some((n + usize::from(stop), gender))
    }

    /// Letters of a token; empty past the end.
    pub fn word(&self, at: usize) -> &'a str {
        if at < self.len() { self.text.word(at) } else { "" }
    }

    /// Whether a token reads so.
    pub fn is(&self, at: usize, word: &str) -> bool {
        self.word(at) == word
    }

    /// Whether a token is a comma.
    pub fn comma(&self, at: usize) -> bool {
        matches!(self.word(at), "," | "،" | "，")
    }

    /// Whether no blank stands before a token.
    pub fn touches(&self, at: usize) -> bool {
        at < self.len() && self.text.tokens[at].before == Break::None
    }

    /// Whether a token is an apostrophe with nothing or a tail (`'s`) behind it that touches the token before.
    pub fn possessive(&self, at: usize) -> bool {
        let word = self.word(at);
        self.touches(at)
            && word.starts_with(['\'', '’'])
            && self.text.tokens[at].shape == Shape::Sign
            && word.chars().count() <= 2
    }

    /// Whether a token is a word with a capital.
    pub fn capital(&self, at: usize) -> bool {
        at < self.len() && self.text.tokens[at].is_capital()
    }

    /// Whether a token is a word in small letters.
    pub fn small(&self, at: usize) -> bool {
        at < self.len() && self.text.tokens[at].shape == Shape::Word && self.text.tokens[at].case == Case::Lower
    }

    /// Whether a token is the first word of its sentence.
    pub fn opens(&self, at: usize) -> bool {
        let sentence = &self.text.sentences[self.text.sentence_of(at)];
        (sentence.tokens.start..at).all(|i| self.text.tokens[i].shape == Shape::Sign)
    }
}
