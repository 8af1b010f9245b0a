//! Organisations and named events: known ones, ministries by their field, national bodies by their country, others by the
//! word that heads their name.

use super::grammar::{Atom, Head, Mark};
use super::scan::Scan;
use lang::{Break, Shape};
use std::ops::Range;

/// What tells two bodies apart or makes them one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    /// A row of `data/world/organisations.tsv`.
    Known(usize),
    /// A ministry by the ids of its fields.
    Ministry(Vec<String>),
    /// A body that a country has one of (`government`, `parliament`).
    National(String),
    /// Only its words.
    Words,
    /// A mere `the ministry`: refers to one named before. The kind is all it tells.
    Refers,
}

/// An organisation or event as the words give it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Body {
    /// All its tokens, a country before or behind included.
    pub tokens: Range<usize>,
    /// The tokens of its name.
    pub name: Range<usize>,
    /// `ministry government company igo event …`.
    pub kind: String,
    /// Its country.
    pub country: Option<String>,
    /// What it is.
    pub key: Key,
    /// `his`, `son` stands before it.
    pub own: bool,
}

impl Scan<'_> {
    /// The organisation or event that starts at a token, a country in front of it included.
    pub fn body(&self, at: usize) -> Option<Body> {
        let limit = self.limit.get(at).copied()?;
        let (mut here, mut country, mut own) = (at, None, false);
        if let Some(n) = self.mark(at, Mark::Own) {
            here += n;
            own = true;
        }
        let ahead = self.demonym(here).map(|(n, c)| (n, c, false));
        let ahead = ahead.or_else(|| self.country(here).map(|(n, c)| (n, c, true)));
        if let Some((n, c, named)) = ahead.filter(|_| !own && self.longest_body(here) == 0)
            && !(named && self.grammar.bare_complements)
        {
            let mut next = here + n;
            let bound = self.possessive(next);
            next += usize::from(bound);
            if next < limit && (bound || self.text.tokens[next].before < Break::Line) && !self.is(next, "-") {
                let parsed = self.plain_body(next).filter(|b| b.country.is_none());
                // `Vietnam Airlines Corporation`: the country is part of the name unless a demonym or `'s` says otherwise.
                if let Some(mut body) = parsed.filter(|b| named <= bound || b.key != Key::Words) {
                    country.replace(self.grammar.countries[c].iso2.clone());
                    if !bound {
                        body.name.start = here;
                    }
                    body.tokens.start = at;
                    body.country = match &body.key {
                        Key::Known(_) if body.kind == "igo" => return None,
                        _ => country,
                    };
                    if body.key == Key::Refers {
                        body.key = self.national_of(body.name.clone()).unwrap_or(Key::Refers);
                    }
                    return Some(body);
                }
            }
        }
        let mut body = self.plain_body(here)?;
        body.own = own;
        if own {
            body.tokens.start = at;
        }
        here = body.tokens.end;
        // A country behind it: `of Cuba`, `du Maroc`, `Việt Nam`, `vietnamien`.
        if body.country.is_none() && !matches!(&body.key, Key::Known(_)) {
            if let Some((n, c)) = self.demonym(here).filter(|_| self.grammar.demonym_after && self.small(here)) {
                body.country = Some(self.grammar.countries[c].iso2.clone());
                body.tokens.end = here + n;
                body.name.end = here + n;
            } else {
                let tie = self.tie(here);
                let inner = self.past_articles(here + tie.unwrap_or(0));
                if tie.is_some() || self.grammar.bare_complements && body.key != Key::Words || self.is(here, "(") {
                    let inner = inner + usize::from(self.is(here, "("));
                    if let Some((n, c)) = self.country(inner).filter(|_| inner < limit) {
                        let closed = !self.is(here, "(") || self.is(inner + n, ")");
                        if closed {
                            body.country = Some(self.grammar.countries[c].iso2.clone());
                            body.tokens.end = inner + n + usize::from(self.is(here, "("));
                            // `Samsung of Korea`: the country is no part of a name of its own.
                            if !self.is(here, "(") && (body.key != Key::Words || tie.is_none()) {
                                body.name.end = inner + n;
                            }
                        }
                    }
                }
            }
        }
        if body.key == Key::Words && body.country.is_none() {
            body.country = self.country_inside(body.name.clone());
        }
        if body.key == Key::Refers {
            let national = self.national_of(body.name.clone());
            if national.is_some() && body.country.is_none() && !own {
                return None;
            }
            body.key = national.unwrap_or(Key::Refers);
        }
        Some(body)
    }

    /// The country of the place or demonym that stands in a name, if all of them agree.
    fn country_inside(&self, name: Range<usize>) -> Option<String> {
        let mut lands: Vec<&str> = name
            .filter_map(|t| {
                self.longest(t, |a| match a {
                    Atom::Country(c) | Atom::Demonym(c) => Some(self.grammar.countries[c].iso2.as_str()),
                    Atom::Place(p) => Some(self.grammar.places[p].country.as_str()),
                    _ => None,
                })
            })
            .map(|(_, c)| c)
            .collect();
        lands.sort_unstable();
        lands.dedup();
        match lands.as_slice() {
            [one] => Some((*one).to_string()),
            _ => None,
        }
    }

    /// The key of a national body (`government`) whose head word stands among some tokens.
    fn national_of(&self, tokens: Range<usize>) -> Option<Key> {
        tokens.into_iter().find_map(|t| {
            self.longest(t, |a| match a {
                Atom::Head(h) => Some(self.grammar.heads[h].key.clone()).filter(|k| !k.is_empty()),
                _ => None,
            })
            .map(|(_, key)| Key::National(key))
        })
    }

    /// A body before a rank: `Samsung CEO`, `National Assembly Chairman`. Known ones and national ones only.
    pub fn body_before(&self, at: usize) -> Option<Body> {
        let body = self.plain_body(at).filter(|b| b.key != Key::Refers)?;
        (self.rank(body.tokens.end).is_some()
            || self.possessive(body.tokens.end)
            || self.mark(body.tokens.end, Mark::Deputy).is_some())
        .then_some(body)
    }

    /// Length of the longest known organisation or heading word at a token.
    pub fn longest_body(&self, at: usize) -> usize {
        self.longest(at, |a| matches!(a, Atom::Org(_) | Atom::Head(_)).then_some(())).map_or(0, |(n, ())| n)
    }

    fn plain_body(&self, at: usize) -> Option<Body> {
        let known = self.known(at);
        if known.as_ref().is_some_and(|k| k.name.len() > 1 && self.is_leading(at)) {
            return known;
        }
        let headed = self.headed(at).or_else(|| self.closed(at));
        match (known, headed) {
            (Some(k), Some(h)) => Some(if h.tokens.end > k.tokens.end && h.key != Key::Refers { h } else { k }),
            (known, headed) => known.or(headed),
        }
    }

    /// Whether a word that leads names of bodies stands here.
    fn is_leading(&self, at: usize) -> bool {
        self.hits(at).any(|(_, a)| matches!(a, Atom::Head(h) if self.grammar.heads[h].position != "after"))
    }

    fn known(&self, at: usize) -> Option<Body> {
        let (n, org) = self.longest(at, |a| match a {
            Atom::Org(o) => Some(o),
            _ => None,
        })?;
        let row = &self.grammar.orgs[org];
        let mut end = at + n;
        if row.kind == "event" {
            end = self.past_year(end);
        }
        Some(Body {
            tokens: at..end,
            name: at..end,
            kind: row.kind.clone(),
            country: row.country.clone(),
            key: Key::Known(org),
            own: false,
        })
    }

    /// Behind a year that belongs to the name of an event.
    pub fn past_year(&self, at: usize) -> usize {
        let year = at < self.len()
            && self.text.tokens[at].shape == Shape::Number
            && self.word(at).len() == 4
            && self.word(at).bytes().all(|b| b.is_ascii_digit())
            && self.text.tokens[at].before < Break::Line;
        at + usize::from(year)
    }

    /// A name that its head word leads: `Ministry of Health`, `Bộ Y tế`, `Chambre de commerce`.
    fn headed(&self, at: usize) -> Option<Body> {
        let (n, h) = self.longest(at, |a| match a {
            Atom::Head(h) if self.grammar.heads[h].position != "after" => Some(h),
            _ => None,
        })?;
        let head = &self.grammar.heads[h];
        let from = at + n;
        let body = |end: usize, key: Key| Body {
            tokens: at..end,
            name: at..end,
            kind: head.kind.clone(),
            country: None,
            key,
            own: false,
        };
        if head.kind == "ministry" {
            return self.ministry(at, from, head);
        }
        if !head.key.is_empty() {
            // In small letters it must be a particular one: `the government`, or one of a country (the caller looks).
            let led = self.mark_before(at, Mark::Article) || self.mark_before(at, Mark::Own);
            let particular = self.capital(at) || head.bare && led;
            return Some(body(from, if particular { Key::National(head.key.clone()) } else { Key::Refers }));
        }
        let end = self.name_behind(from, head, self.capital(at));
        let end = if head.kind == "event" { self.past_year(end) } else { end };
        if end > from || n > 2 && self.capital(at) {
            return Some(body(end, Key::Words));
        }
        head.bare.then(|| body(from, Key::Refers))
    }

    fn ministry(&self, at: usize, from: usize, head: &Head) -> Option<Body> {
        let mut here = from;
        let mut country = None;
        if self.grammar.demonym_after
            && let Some((n, c)) = self.demonym(here).filter(|_| self.small(here))
        {
            country = Some(self.grammar.countries[c].iso2.clone());
            here += n;
        }
        let tie = self.tie(here);
        let inner = self.past_articles(here + tie.unwrap_or(0));
        let made = |end: usize, ids: Vec<String>, country: Option<String>| Body {
            tokens: at..end,
            name: at..end,
            kind: head.kind.clone(),
            country,
            key: Key::Ministry(super::settle::sorted(&ids)),
            own: false,
        };
        if tie.is_some() || self.grammar.bare_complements {
            if let Some((end, ids)) = self.fields(inner, false) {
                let rest = self.field_tail(end);
                let ids = if rest > end { vec![self.open_id(inner..rest)] } else { ids };
                return Some(made(rest, ids, country));
            }
            if self.capital(inner)
                && self.capital(at)
                && self.country(inner).is_none()
                && let Some(end) = self.capital_words(inner)
            {
                return Some(made(end, vec![self.open_id(inner..end)], country));
            }
        }
        let refers =
            head.bare && (self.small(at) || self.mark_before(at, Mark::Article) || self.mark_before(at, Mark::Own));
        (refers || country.is_some()).then(|| Body { key: Key::Refers, ..made(here, Vec::new(), country) })
    }
}
