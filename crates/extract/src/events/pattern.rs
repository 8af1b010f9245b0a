//! Trigger patterns: short sequences of words, lexemes and gaps.
//!
//! A pattern is a row of elements: `word`, `one/two` (either), `@lexeme`, `@lexeme.dp` (only these tags), `?word` (may be
//! absent), `*3` (up to three words in between). The first element is never a gap or optional. Underscores join the words of a phrase.

use super::lexemes::{Lexemes, Tag};
use lang::{Lexicon, Shape};

#[derive(Debug)]
enum Element {
    Words { set: usize, tags: Option<Vec<Tag>>, optional: bool },
    Gap(usize),
}

/// A compiled pattern.
#[derive(Debug)]
pub struct Pattern {
    elements: Vec<Element>,
}

/// Where a pattern matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// One past its last token.
    pub end: usize,
    /// Tag of its head: the first form that says something.
    pub tag: Tag,
    /// Token of the head.
    pub head: usize,
}

impl Pattern {
    /// Reads a pattern.
    pub fn parse(text: &str, lexemes: &mut Lexemes, lexicon: &mut Lexicon) -> Self {
        let mut elements = Vec::new();
        for part in text.split_whitespace() {
            if let Some(length) = part.strip_prefix('*').and_then(|n| n.parse().ok()) {
                elements.push(Element::Gap(length));
                continue;
            }
            let (part, optional) = part.strip_prefix('?').map_or((part, false), |rest| (rest, true));
            let element = match part.strip_prefix('@') {
                Some(name) => {
                    let (name, tags) = name.split_once('.').map_or((name, None), |(n, t)| (n, Some(t)));
                    let tags = tags.map(|t| t.chars().map(|c| Tag::parse(&c.to_string())).collect());
                    Element::Words { set: lexemes.named(name), tags, optional }
                }
                None => {
                    let forms: Vec<String> = part.split('/').map(|w| w.replace('_', " ")).collect();
                    let forms: Vec<&str> = forms.iter().map(String::as_str).collect();
                    Element::Words { set: lexemes.words(lexicon, &forms), tags: None, optional }
                }
            };
            elements.push(element);
        }
        Self { elements }
    }

    /// The set of forms that the pattern starts with.
    pub fn first_set(&self) -> Option<usize> {
        match self.elements.first()? {
            Element::Words { set, .. } => Some(*set),
            Element::Gap(_) => None,
        }
    }

    /// The longest match that starts at a token and ends before `limit`.
    pub fn matches(&self, lexemes: &Lexemes, text: &super::View<'_>, at: usize, limit: usize) -> Option<Hit> {
        self.step(lexemes, text, 0, at, limit, None)
    }

    fn step(
        &self,
        lexemes: &Lexemes,
        view: &super::View<'_>,
        element: usize,
        at: usize,
        limit: usize,
        head: Option<(Tag, usize)>,
    ) -> Option<Hit> {
        let Some(this) = self.elements.get(element) else {
            let (tag, head) = head.unwrap_or((Tag::Plain, at.saturating_sub(1)));
            return Some(Hit { end: at, tag, head });
        };
        match this {
            Element::Gap(longest) => {
                let mut next = at;
                for _ in 0..=*longest {
                    if next > limit {
                        return None;
                    }
                    if let Some(hit) = self.step(lexemes, view, element + 1, next, limit, head) {
                        return Some(hit);
                    }
                    // A figure counts as one word, points and blanks inside it and all; the gap may end before what it counts.
                    next = match view.figure_end(next) {
                        Some(end) if end > next => {
                            let inside =
                                (next + 1..end.min(limit)).filter(|t| view.text.tokens[*t].shape == Shape::Word);
                            for counted in inside {
                                if let Some(hit) = self.step(lexemes, view, element + 1, counted, limit, head) {
                                    return Some(hit);
                                }
                            }
                            end
                        }
                        _ if next < limit && view.may_skip(next) => next + 1,
                        _ => return None,
                    };
                }
                None
            }
            Element::Words { set, tags, optional } => {
                if at < limit {
                    let mut forms = lexemes.at(*set, &view.text.tokens, at);
                    forms.reverse();
                    for (length, tag) in forms {
                        if at + length > limit || tags.as_ref().is_some_and(|t| !t.contains(&tag)) {
                            continue;
                        }
                        let head = head.or((tag != Tag::Plain).then_some((tag, at)));
                        if let Some(hit) = self.step(lexemes, view, element + 1, at + length, limit, head) {
                            return Some(hit);
                        }
                    }
                }
                match optional {
                    true => self.step(lexemes, view, element + 1, at, limit, head),
                    false => None,
                }
            }
        }
    }
}

/// Whether a gap may run over a token: words and numbers, no stops.
pub fn is_skippable(shape: Shape, sign: &str) -> bool {
    let possessive = sign.len() > 1 && (sign.starts_with('\'') || sign.starts_with('\u{2019}'));
    shape != Shape::Sign
        || possessive
        || matches!(sign, "-" | "'" | "’" | "\"" | "“" | "”" | "«" | "»" | "&" | "/" | "(" | ")")
}
