//! Where a person's name ends: a run of capitalised words with the particles, initials and hyphens that names have.

use super::grammar::{Atom, Gender, Mark};
use super::scan::Scan;
use lang::{Break, Case, Shape};
use std::ops::Range;

/// The most words that a name may have; what is longer is a list or a headline.
const LONGEST: usize = 9;

impl Scan<'_> {
    /// The name that starts at a token, if one does.
    pub fn name(&self, at: usize) -> Option<Range<usize>> {
        if !self.name_word(at) || self.mark(at, Mark::Block).is_some() || self.mark(at, Mark::Calendar).is_some() {
            return None;
        }
        // `Le Anh Tuan`: what begins a sentence as a common word may begin a name inside one.
        let name_too = self.given(at).is_some() && self.capital(at + 1) && !self.opens(at);
        if self.mark(at, Mark::NotName).is_some() && !name_too {
            return None;
        }
        let (mut end, mut words) = (self.after_word(at), 1);
        while words < LONGEST && end < self.limit[at] {
            let next = self.particles(end);
            if !self.name_word(next) || self.breaks(end, next) || self.stops(next) {
                break;
            }
            end = self.after_word(next);
            words += 1;
        }
        Some(at..end)
    }

    /// Whether a token can be a word of a name.
    fn name_word(&self, at: usize) -> bool {
        self.capital(at) && !self.word(at).ends_with(['\'', '’'])
            || self.capital(at) && self.word(at).chars().count() <= 3 && self.capital(at + 1) && self.touches(at + 1)
    }

    /// One past a word and all that hangs on it: `Noh-wan`, `J.`, `O'Neill`.
    fn after_word(&self, at: usize) -> usize {
        let limit = self.limit[at];
        let mut end = at + 1;
        if self.word(at).ends_with(['\'', '’']) {
            end += 1;
        }
        if end < limit && self.word(at).chars().count() == 1 && self.is(end, ".") && self.touches(end) {
            return end + 1;
        }
        while end + 1 < limit
            && matches!(self.word(end), "-" | "‐" | "‑" | "'" | "’" | "·")
            && self.touches(end)
            && self.touches(end + 1)
            && self.text.tokens[end + 1].shape == Shape::Word
        {
            end += 2;
        }
        end
    }

    /// Behind the particles that start at a token, if a capitalised word follows them.
    fn particles(&self, at: usize) -> usize {
        let mut end = at;
        for _ in 0..3 {
            let Some(n) = self.mark(end, Mark::Particle).filter(|_| self.small(end)) else { break };
            end += n;
            if matches!(self.word(end), "-" | "'" | "’") && self.touches(end) {
                end += 1;
            }
        }
        if end > at && self.name_word(end) && !self.breaks(at, end) { end } else { at }
    }

    /// Whether a line ends between two words.
    fn breaks(&self, from: usize, to: usize) -> bool {
        (from..=to).any(|t| t < self.len() && self.text.tokens[t].before >= Break::Line)
    }

    /// Whether something else begins here that cannot be part of a name.
    fn stops(&self, at: usize) -> bool {
        self.hits(at).any(|(n, atom)| match atom {
            Atom::Mark(Mark::Calendar | Mark::Block) => true,
            Atom::Rank(_) => self.text.tokens[at].case != Case::Upper && self.word(at).len() > 1,
            Atom::Country(_) | Atom::Org(_) => n > 1,
            _ => false,
        })
    }

    /// The gender that the given name at a token tells, if it is one.
    pub fn given(&self, at: usize) -> Option<Gender> {
        self.longest(at, |atom| match atom {
            Atom::Given(g, _) => Some(g),
            _ => None,
        })
        .map(|(_, g)| g)
        .filter(|_| self.capital(at))
    }

    /// The countries where the names in some tokens are at home; those of the first known one.
    pub fn origins(&self, name: &Range<usize>) -> &[String] {
        name.clone()
            .filter(|t| self.capital(*t))
            .find_map(|t| {
                self.longest(t, |a| match a {
                    Atom::Given(_, o) => Some(self.grammar.origins[o].as_slice()),
                    _ => None,
                })
                .map(|(_, o)| o)
                .filter(|o| !o.is_empty())
            })
            .unwrap_or(&[])
    }

    /// Whether a name has at least two words.
    pub fn is_full(&self, name: &Range<usize>) -> bool {
        self.name_words(name) > 1
    }

    /// How many words a name has; a hyphen does not part them.
    pub fn name_words(&self, name: &Range<usize>) -> usize {
        name.clone().filter(|t| self.capital(*t) && (*t == name.start || !self.touches(*t))).count()
    }
}
