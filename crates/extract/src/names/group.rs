//! Groups without a name: both sides, a delegation, Turkish and Algerian companies.

use super::Group;
use super::grammar::{Atom, Mark};
use super::raw::{Phrase, Raw};
use super::scan::Scan;

impl Scan<'_> {
    /// A group, with the countries before or behind its word.
    pub fn group(&self, at: usize) -> Option<Phrase> {
        let mut from = at;
        for _ in 0..2 {
            from += self.mark(from, Mark::Article).or(self.mark(from, Mark::Own)).unwrap_or(0);
        }
        let bare = self.group_from(at, at);
        let led = if from > at { self.group_from(at, from) } else { None };
        match (bare, led) {
            (Some(b), Some(l)) => Some(if l.tokens.end > b.tokens.end { l } else { b }),
            (bare, led) => bare.or(led),
        }
    }

    fn group_from(&self, at: usize, from: usize) -> Option<Phrase> {
        let mut here = from;
        let mut countries = Vec::new();
        for _ in 0..4 {
            let land = self.demonym(here).or_else(|| self.country(here).filter(|_| !self.grammar.bare_complements));
            let Some((n, c)) = land else { break };
            countries.push(self.grammar.countries[c].iso2.clone());
            here += n + usize::from(self.possessive(here + n));
            let joined = self.mark(here, Mark::And).unwrap_or(0) + usize::from(self.is(here, "-") || self.comma(here));
            if joined > 0 && (self.demonym(here + joined).is_some() || self.country(here + joined).is_some()) {
                here += joined;
            }
        }
        here += self.mark(here, Mark::Filler).unwrap_or(0);
        let (n, group) = self.group_word(here)?;
        let mut end = here + n;
        let limit = self.limit[at];
        for _ in 0..4 {
            if end >= limit {
                break;
            }
            if let Some((m, c)) = self.demonym(end).filter(|_| self.grammar.demonym_after && self.small(end)) {
                countries.push(self.grammar.countries[c].iso2.clone());
                end += m;
            } else {
                let joined = if countries.is_empty() {
                    self.tie(end)
                } else {
                    self.mark(end, Mark::And).or_else(|| (self.is(end, "-") || self.is(end, "–")).then_some(1))
                };
                let inner = self.past_articles(end + joined.unwrap_or(0));
                let land = self
                    .country(inner)
                    .or_else(|| self.demonym(inner).filter(|_| joined.is_some() && self.grammar.demonym_after));
                let bound = joined.is_some() || self.grammar.bare_complements && countries.is_empty();
                if let Some((m, c)) = land.filter(|_| bound && inner < limit && group != Group::BothSides) {
                    countries.push(self.grammar.countries[c].iso2.clone());
                    end = inner + m;
                } else if joined.is_some()
                    && let Some((m, Group::BothSides | Group::BothCountries)) = self.group_word(inner)
                {
                    end = inner + m;
                    break;
                } else {
                    break;
                }
            }
        }
        countries.dedup();
        if group == Group::Side && countries.is_empty() {
            return None;
        }
        Some(Phrase { tokens: at..end, raw: Raw::Group(group, countries) })
    }

    fn group_word(&self, at: usize) -> Option<(usize, Group)> {
        self.longest(at, |a| match a {
            Atom::Group(g) => Some(g),
            _ => None,
        })
    }
}
