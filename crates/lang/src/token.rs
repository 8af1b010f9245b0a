//! Cutting text into tokens: runs of letters, runs of digits, single signs. One rule for every language with spaces.

use crate::{Lexicon, fold, has_marks, lower};
use model::CleanSpan;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Letters, perhaps with digits after them (`5G` is a number, `G20` a word).
    Word,
    /// Begins with a digit.
    Number,
    /// One sign.
    Sign,
}

/// How a word is capitalised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// All small, or no letters with case.
    Lower,
    /// First letter capital.
    Title,
    /// All capital, two letters or more.
    Upper,
    /// Capitals inside.
    Mixed,
}

/// What stands before a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Break {
    /// Nothing: it touches the token before.
    None,
    /// A blank.
    Space,
    /// A line break.
    Line,
    /// A blank line, or the start of the text.
    Block,
}

/// One token of the cleaned text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Its bytes.
    pub span: CleanSpan,
    /// Its id in the lexicon by lower-case form with marks; 0 if the lexicon does not know it.
    pub word: u32,
    /// Its id by folded form; 0 if unknown.
    pub bare: u32,
    /// What it is made of.
    pub shape: Shape,
    /// Its capitals.
    pub case: Case,
    /// Whether it carries marks (then only the marked form may match).
    pub marked: bool,
    /// What stands before it.
    pub before: Break,
}

impl Token {
    /// Whether the first letter is a capital.
    pub fn is_capital(&self) -> bool {
        self.case != Case::Lower && self.shape == Shape::Word
    }

    /// Its letters in the text.
    pub fn of<'a>(&self, text: &'a str) -> &'a str {
        self.span.of(text)
    }
}

/// Cuts a text into tokens and looks each up.
///
/// An apostrophe between letters goes with the shorter side: `l'` + `Iran`, `Iran` + `'s`. Everything else that is neither
/// letter nor digit is a token by itself; blanks are none. A soft hyphen is part of its word.
pub fn tokens(text: &str, lexicon: &Lexicon) -> Vec<Token> {
    let mut out = Vec::with_capacity(text.len() / 5);
    let mut before = Break::Block;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}' {
            before = match (c, before) {
                ('\n', Break::Line | Break::Block) => Break::Block,
                ('\n', _) => Break::Line,
                (_, Break::None) => Break::Space,
                (_, before) => before,
            };
            at += c.len_utf8();
            continue;
        }
        let end = token_end(text, at, c);
        out.push(token(text, CleanSpan::new(at, end), c, before, lexicon));
        before = Break::None;
        at = end;
    }
    out
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || c == '\u{ad}' || unicode_normalization::char::is_combining_mark(c)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '\u{2bc}' | '‘')
}

/// The suffixes that go with the apostrophe before them.
const TAILS: [&str; 7] = ["s", "t", "re", "ve", "ll", "d", "m"];

fn token_end(text: &str, at: usize, first: char) -> usize {
    let run = |from: usize, test: fn(char) -> bool| {
        text[from..].char_indices().find(|(_, c)| !test(*c)).map_or(text.len(), |(i, _)| from + i)
    };
    if is_letter(first) {
        let end = run(at, |c| is_letter(c) || c.is_numeric());
        let mut rest = text[end..].chars();
        if let (Some(mark), Some(next)) = (rest.next(), rest.next())
            && is_apostrophe(mark)
            && is_letter(next)
            && end - at <= 9
            && tail_end(text, end + mark.len_utf8()).is_none()
        {
            return end + mark.len_utf8();
        }
        return end;
    }
    if first.is_numeric() {
        return run(at, |c| c.is_numeric() || is_letter(c));
    }
    let end = at + first.len_utf8();
    if is_apostrophe(first)
        && at > 0
        && text[..at].chars().next_back().is_some_and(is_letter)
        && let Some(tail) = tail_end(text, end)
    {
        return tail;
    }
    end
}

/// Where a tail such as the `s` of `Iran's` ends, if one starts here.
fn tail_end(text: &str, at: usize) -> Option<usize> {
    let end = text[at..].char_indices().find(|(_, c)| !is_letter(*c)).map_or(text.len(), |(i, _)| at + i);
    TAILS.contains(&&text[at..end]).then_some(end)
}

fn token(text: &str, span: CleanSpan, first: char, before: Break, lexicon: &Lexicon) -> Token {
    let words = span.of(text);
    let shape = match first {
        c if is_letter(c) => Shape::Word,
        c if c.is_numeric() => Shape::Number,
        _ => Shape::Sign,
    };
    let case = match shape {
        Shape::Word => case_of(words),
        _ => Case::Lower,
    };
    let key = lower(words);
    let marked = has_marks(words);
    let bare = if words.is_ascii() { lexicon.id(&key) } else { lexicon.id(&fold(words)) };
    Token { span, word: lexicon.id(&key), bare, shape, case, marked, before }
}

fn case_of(word: &str) -> Case {
    let (mut letters, mut capitals, mut first) = (0, 0, false);
    for c in word.chars().filter(|c| c.is_alphabetic()) {
        if c.is_uppercase() {
            capitals += 1;
            first |= letters == 0;
        }
        letters += 1;
    }
    match (capitals, first) {
        (0, _) => Case::Lower,
        (n, true) if n == letters && letters > 1 => Case::Upper,
        (1, true) => Case::Title,
        _ => Case::Mixed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> String {
        let tokens = tokens(text, &Lexicon::default());
        tokens.iter().map(|t| t.of(text)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn apostrophes_go_with_the_shorter_side() {
        assert_eq!(cut("l’Iran's d'ici, Iran’s"), "l’ Iran 's d' ici , Iran ’s");
        assert_eq!(cut("5G, 10.5% (G20) Di-Lella"), "5G , 10 . 5 % ( G20 ) Di - Lella");
    }
}
