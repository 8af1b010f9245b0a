//! The noun phrase that a number counts: where it ends, and which of its words is the unit.

use super::number::View;
use super::words::Kind;
use lang::{Break, Shape};
use std::ops::Range;

/// A counted noun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noun {
    /// The whole phrase.
    pub tokens: Range<usize>,
    /// The words of its head.
    pub head: Range<usize>,
    /// Whether it stands for those who act, not for an amount.
    pub acts: bool,
}

const LONGEST: usize = 7;

/// The noun phrase that starts at a token.
pub fn noun(view: &View<'_>, at: usize) -> Option<Noun> {
    let words = &view.words;
    let stops = |i: usize| {
        let token = &view.tokens[i];
        let sign = token.shape == Shape::Sign && !is_hyphen(view, i) && !(i > at && is_initial(view, i));
        let joined = i > at && view.glued(i) && is_hyphen(view, i - 1);
        let number = token.shape == Shape::Number && view.word(i).chars().all(char::is_numeric) && !joined;
        let line = i > at && token.before >= Break::Line;
        let stop = view.find(i, |k| matches!(k, Kind::Stop | Kind::Of | Kind::And | Kind::Rate)).is_some();
        let ending = i > at && words.stop_endings.iter().any(|e| ends(view, i, e)) && token.shape == Shape::Word;
        sign || number || line || ending || stop && view.find(i, |k| *k == Kind::Noun).is_none()
    };
    let mut start = at;
    while let Some((length, _)) = view.find(start, |k| *k == Kind::Adjective) {
        start += length;
    }
    // A known noun may hold a word that would stop the phrase elsewhere.
    let sure = view.find(start, |k| *k == Kind::Noun).map_or(start, |(n, _)| start + n);
    let most = view.end.min(start + LONGEST).max(sure);
    let end = (sure..most).find(|i| stops(*i)).unwrap_or(most);
    if end <= start || view.tokens[start].shape == Shape::Sign {
        return None;
    }
    let opens = words.stop_endings.iter().any(|e| ends(view, start, e));
    if words.head_last && opens && !(start..end).any(|i| ends_any(view, i)) {
        return None;
    }
    let known = (start..end)
        .find_map(|i| view.find(i, |k| matches!(k, Kind::Noun | Kind::Party)).map(|(n, _)| i..(i + n).min(end)));
    let head = match words.head_last {
        true => {
            let plural =
                (start..end).find(|i| words.plurals.iter().any(|e| ends(view, *i, e)) && !view.tokens[*i].is_capital());
            let plural = plural.map(|i| i..i + 1);
            let first = match (plural, known) {
                (Some(a), Some(b)) => Some(if a.start <= b.start { a } else { b }),
                (a, b) => a.or(b),
            };
            first.unwrap_or_else(|| {
                let capital = (start..end).rev().find(|i| view.tokens[*i].shape == Shape::Word && ends_any(view, *i));
                capital.map_or(end - 1..end, |i| i..i + 1)
            })
        }
        false => known.filter(|k| k.start == start).unwrap_or(start..end.min(start + words.width)),
    };
    let mut tokens = at..if words.head_last { head.end } else { end };
    // `tonnes of fertiliser`: what they are belongs to it.
    if let Some((length, _)) =
        view.find(tokens.end, |k| *k == Kind::Of).filter(|_| tokens.end == end || words.head_last)
    {
        let from = tokens.end + length;
        let to = (from..view.end.min(from + 4)).find(|i| stops(*i)).unwrap_or(view.end.min(from + 4));
        if to > from {
            tokens.end = to;
        }
    }
    let acts = view.find(head.start, |k| matches!(k, Kind::Noun | Kind::Party)).is_some_and(|(_, k)| *k == Kind::Party);
    Some(Noun { tokens, head, acts })
}

/// Whether a word has the ending of a plural.
pub fn is_plural(view: &View<'_>, at: usize) -> bool {
    ends_any(view, at)
}

fn ends_any(view: &View<'_>, at: usize) -> bool {
    view.words.plurals.iter().any(|e| ends(view, at, e))
}

fn ends(view: &View<'_>, at: usize, ending: &str) -> bool {
    let word = view.word(at);
    word.len() > ending.len() + 1 && lang::lower(word).ends_with(ending)
}

/// The full stop of an initial such as the first of `U.S.`.
fn is_initial(view: &View<'_>, at: usize) -> bool {
    view.word(at) == "." && view.glued(at) && view.tokens[at - 1].is_capital() && view.word(at - 1).len() == 1
}

fn is_hyphen(view: &View<'_>, at: usize) -> bool {
    matches!(view.word(at), "-" | "‑") && view.glued(at) && view.glued(at + 1)
}
