//! Fields of government: known ones from the tables, open ones by their capitals, and lists of both.

use super::grammar::{Atom, Mark};
use super::scan::Scan;
use lang::{Break, fold};
use std::ops::Range;

/// The most fields one office may name.
const MOST: usize = 7;

impl Scan<'_> {
    /// A list of known fields: `Health, Labour and Welfare`. `ahead`: it stands before the rank or the word for a ministry.
    /// Returns one past it and the ids in order.
    pub fn fields(&self, at: usize, ahead: bool) -> Option<(usize, Vec<String>)> {
        let (n, first) = self.portfolio(at)?;
        let mut ids = vec![self.grammar.portfolios[first].id.clone()];
        let mut end = at + n;
        let capital = self.capital(at);
        while ids.len() < MOST && end < self.limit[at] {
            let Some((next, n, id, comma)) = self.next_field(end, capital) else { break };
            // `Health and Education Minister X` after `Minister of`: the last field belongs to the next office.
            let stop = next + n;
            if !ahead
                && (self.rank(stop).is_some()
                    && self.tie(stop).is_none()
                    && self.capital(stop)
                    && !self.grammar.bare_complements
                    || self.is_ministry_word(stop))
            {
                break;
            }
            if comma && !self.list_goes_on(stop, capital) {
                break;
            }
            ids.push(self.grammar.portfolios[id].id.clone());
            end = stop;
        }
        Some((end, ids))
    }

    /// The next field of a list: its first token, length, index, and whether a comma parted it.
    fn next_field(&self, end: usize, capital: bool) -> Option<(usize, usize, usize, bool)> {
        let comma = self.comma(end);
        let mut next = end + usize::from(comma);
        if self.is(end, "&") || self.is(end, "-") && capital {
            next += 1;
        }
        next += self.mark(next, Mark::And).unwrap_or(0);
        let joined = next > end;
        next += self.tie(next).unwrap_or(0);
        next = self.past_articles(next);
        let (n, id) = self.portfolio(next)?;
        let bare = joined || next == end && self.capital(next) && self.text.tokens[next].before < Break::Line;
        (bare && (!capital || self.capital(next))).then_some((next, n, id, comma))
    }

    /// Whether a list with commas is closed by `and` or goes on in the same way; a lone `A, B` may be two things.
    fn list_goes_on(&self, end: usize, capital: bool) -> bool {
        let mut end = end;
        for _ in 0..MOST {
            if self.mark(end, Mark::And).is_some() {
                return self.next_field(end, capital).is_some();
            }
            match self.next_field(end, capital) {
                Some((next, n, _, true)) => end = next + n,
                _ => return self.comma(end) && self.mark(end + 1, Mark::And).is_some(),
            }
        }
        false
    }

    /// Words behind a known field that still belong to its name: capitalised vocabulary of fields, in languages where a tie
    /// leads the field. Returns one past them.
    pub fn field_tail(&self, at: usize) -> usize {
        let mut end = at;
        while end < self.limit[at - 1] {
            let word = |t: usize| self.capital(t) && self.grammar.is_field_word(self.text.tokens[t].word);
            let joined = self.mark(end, Mark::And).map_or(0, |n| n + usize::from(self.tie(end + n).is_some()));
            let next = self.past_articles(end + joined);
            if next >= self.limit[at - 1]
                || !word(next)
                || self.text.tokens[next].before >= Break::Line
                || self.given(next).is_some()
                || self.country(next).is_some()
                || self.rank(next).is_some()
                || self.is_ministry_word(next)
                || self.longest_body(next) > 1
            {
                break;
            }
            end = next + 1;
        }
        end
    }

    /// Capitalised words between a country and a rank: `Bangladesh's [Expatriates' Welfare] Minister`.
    pub fn open_ahead(&self, at: usize) -> Option<usize> {
        for end in at..(at + 7).min(self.limit[at]) {
            if end > at && self.rank(end).is_some() {
                return Some(end);
            }
            let and = end > at && (self.comma(end) || self.mark(end, Mark::And).is_some());
            if !self.capital(end) && !and && !self.possessive(end) || self.mark(end, Mark::NotName).is_some() {
                return None;
            }
        }
        None
    }

    /// An open field after `Minister of`: capitalised words up to where a name begins. Returns one past it.
    pub fn open_field(&self, at: usize) -> Option<usize> {
        let limit = self.limit.get(at).copied()?.min(at + 12);
        let mut words = Vec::new();
        let mut end = at;
        while end < limit {
            let mut next = end;
            if end > at {
                next += self.mark(next, Mark::And).unwrap_or(0);
                next += self.tie(next).unwrap_or(0);
                next = self.past_articles(next);
            }
            if next >= limit
                || !self.capital(next)
                || next > at && self.text.tokens[next].before >= Break::Line
                || self.mark(next, Mark::NotName).is_some()
                || self.country(next).is_some()
                || self.rank(next).is_some_and(|_| next > at)
            {
                break;
            }
            words.push(next..next + 1);
            end = next + 1;
            while self.is(end, "-") && self.touches(end) && end + 1 < limit && self.touches(end + 1) {
                end += 2;
            }
            if let Some(last) = words.last_mut() {
                last.end = end;
            }
        }
        if words.is_empty() {
            return None;
        }
        let begins = (1..words.len()).find(|w| self.given(words[*w].start).is_some());
        let known = words.iter().rposition(|w| self.grammar.is_field_word(self.text.tokens[w.start].word));
        let cut = match (begins, known) {
            (Some(name), known) if known.is_none_or(|k| k < name) => name,
            (_, Some(known)) => known + 1,
            _ if words.len() >= 3 => words.len() - 2,
            _ => words.len(),
        };
        words.get(cut.max(1) - 1).map(|w| w.end)
    }

    /// The id of a field that no table knows: its words without marks.
    pub fn open_id(&self, tokens: Range<usize>) -> String {
        let words: Vec<String> = tokens
            .filter(|t| self.text.tokens[*t].shape == lang::Shape::Word)
            .filter(|t| self.mark(*t, Mark::And).is_none() && self.mark(*t, Mark::Of).is_none())
            .filter(|t| self.mark(*t, Mark::Article).is_none())
            .map(|t| fold(self.word(t)))
            .collect();
        words.join("_")
    }

    /// Length of the word for a ministry that leads a name.
    pub fn ministry_word(&self, at: usize) -> Option<usize> {
        self.longest(at, |a| match a {
            Atom::Head(h) => {
                let head = &self.grammar.heads[h];
                (head.kind == "ministry" && head.position != "after").then_some(())
            }
            _ => None,
        })
        .map(|(n, ())| n)
    }

    /// Whether the word for a ministry stands here, leading or closing.
    pub fn is_ministry_word(&self, at: usize) -> bool {
        self.hits(at).any(|(_, a)| matches!(a, Atom::Head(h) if self.grammar.heads[h].kind == "ministry"))
    }
}
