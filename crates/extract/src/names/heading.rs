//! How far a name goes that a heading word leads or closes.

use super::body::{Body, Key};
use super::grammar::{Atom, Head, Mark};
use super::scan::Scan;
use lang::{Break, Case, Shape};

impl Scan<'_> {
    /// Capitalised words with small ties between them. Returns one past the last.
    pub fn capital_words(&self, at: usize) -> Option<usize> {
        let limit = self.limit.get(at).copied()?.min(at + 12);
        let mut end = None;
        let mut here = at;
        while here < limit {
            let common =
                self.mark(here, Mark::NotName).is_some() && (!self.grammar.bare_complements || self.opens(here));
            let stop = common || self.text.tokens[here].before >= Break::Line && here > at;
            if stop
                || !self.capital(here) && self.text.tokens[here].shape != Shape::Number
                || end.is_none() && !self.capital(here)
            {
                break;
            }
            if here > at && (self.rank(here).is_some() || self.country(here).is_some()) {
                break;
            }
            if self.grammar.bare_complements {
                // A person's name follows its body without a sign between them.
                if here > at && self.given(here).is_some() {
                    break;
                }
                let org = self.longest(here, |a| matches!(a, Atom::Org(_)).then_some(()));
                if let Some((n, ())) = org {
                    return Some(here + n);
                }
            }
            here += 1;
            while self.is(here, "-") && self.touches(here) && here + 1 < limit && self.touches(here + 1) {
                here += 2;
            }
            end = Some(here);
            let mut next = here + self.mark(here, Mark::And).unwrap_or(0);
            next += self.tie(next).unwrap_or(0);
            let next = self.past_articles(next);
            let free = next > here && next < limit && self.capital(next) && self.longest_body(next) == 0;
            if free && self.country(next).is_none() && self.closed(next).is_none() {
                here = next;
            }
        }
        end
    }

    /// What follows a head word and belongs to the name. Returns one past it; `from` where nothing does.
    pub fn name_behind(&self, from: usize, head: &Head, capital: bool) -> usize {
        let limit = self.limit[from - 1].min(from + 14);
        let mut end = from;
        // `Banque africaine`, `Chambre basse`: a demonym or a plain adjective before the tie.
        if self.grammar.demonym_after
            && let Some((n, _)) = self.demonym(end).filter(|_| self.small(end))
            && capital
        {
            end += n;
        }
        // `Chambre de commerce tuniso-portugaise`
        if self.grammar.demonym_after
            && self.small(end)
            && self.is(end + 1, "-")
            && self.touches(end + 1)
            && let Some((n, _)) = self.demonym(end + 2)
        {
            return end + 2 + n;
        }
        for _ in 0..4 {
            let tie = self.tie(end);
            let and = if end > from { self.mark(end, Mark::And) } else { None };
            let mut inner = end + tie.or(and).unwrap_or(0);
            if and.is_some() && tie.is_none() {
                inner += self.tie(inner).unwrap_or(0);
            }
            inner = self.past_articles(inner);
            if let Some(n) = self.mark(inner, Mark::PlaceWord)
                && self.capital(inner + n)
                && inner + n < limit
                && let Some(name) = self.name(inner + n)
            {
                let place = self.longest(inner + n, |a| matches!(a, Atom::Place(_)).then_some(()));
                end = place.map_or(name.end, |(m, ())| inner + n + m);
                break;
            }
            let more = end == from || self.capital(inner) && self.given(inner).is_none();
            let bound = tie.is_some() || and.is_some() || self.grammar.bare_complements && more;
            if inner >= limit || self.text.tokens[inner].before >= Break::Line {
                break;
            }
            let country = self.country(inner).map(|(n, _)| inner + n);
            if let Some(stop) = country {
                // The country of a body is no part of its name, except behind a name (`Bank of Ghana`).
                if tie.is_some() && end == from && head.kind != "ministry" && capital {
                    end = stop;
                }
                break;
            }
            let field = self.fields(inner, false).filter(|_| capital || self.capital(inner)).map(|(stop, _)| stop);
            let words = self.capital(inner).then(|| self.capital_words(inner)).flatten();
            let words = words.filter(|_| capital || tie.is_none() || head.position != "both");
            let Some(stop) = field.max(words).filter(|_| bound || end == from && self.capital(from) && capital) else {
                break;
            };
            if and.is_some() && field.is_none() {
                break;
            }
            end = stop;
            if self.grammar.bare_complements {
                end = self.field_syllables(end);
            }
            if self.grammar.demonym_after
                && let Some((n, _)) = self.demonym(end).filter(|_| self.small(end))
            {
                end += n;
                break;
            }
        }
        end
    }

    /// Small syllables behind a capitalised one that belong to it (`An toàn thông tin`): vocabulary of fields.
    fn field_syllables(&self, at: usize) -> usize {
        let mut end = at;
        while end < self.limit[at - 1]
            && self.small(end)
            && end < at + 5
            && self.grammar.is_field_pair(self.text.tokens[end - 1].word, self.text.tokens[end].word)
            && self.mark(end, Mark::And).is_none()
        {
            end += 1;
        }
        end
    }

    /// A name that its head word closes: `Transport Ministry`, `Stanford University`, `ASEAN Summit 2023`.
    pub fn closed(&self, at: usize) -> Option<Body> {
        let closing = |t: usize| {
            self.longest(t, |a| match a {
                Atom::Head(h) if self.grammar.heads[h].position != "before" => Some(h),
                _ => None,
            })
        };
        if let Some((end, ids)) = self.fields(at, true)
            && let Some((n, h)) = closing(end).filter(|(_, h)| self.grammar.heads[*h].kind == "ministry")
            && (self.capital(end) || self.capital(at))
        {
            let kind = self.grammar.heads[h].kind.clone();
            return Some(Body {
                tokens: at..end + n,
                name: at..end + n,
                kind,
                country: None,
                key: Key::Ministry(super::settle::sorted(&ids)),
                own: false,
            });
        }
        if !self.capital(at) || self.mark(at, Mark::NotName).is_some() && self.country(at).is_none() {
            return None;
        }
        let limit = self.limit[at].min(at + 10);
        let (mut end, mut found) = (at + 1, None);
        while end < limit && self.text.tokens[end].before < Break::Line {
            if let Some((n, h)) = closing(end)
                && self.capital(end)
            {
                found = Some((end + n, h));
                end += n;
                continue;
            }
            let tie = self.mark(end, Mark::And).or_else(|| self.is(end, "&").then_some(1)).unwrap_or(0);
            if self.is(end, "-") && self.touches(end) {
                end += 1;
            } else if self.capital(end + tie) && end + tie < limit {
                // `Vietnam and Hungary Companies`: two names, not one.
                if self.rank(end + tie).is_some() || tie > 0 && self.country(end + tie).is_some() {
                    break;
                }
                end += tie + 1;
            } else {
                break;
            }
        }
        let (end, h) = found?;
        let head = &self.grammar.heads[h];
        let end = if head.kind == "event" { self.past_year(end) } else { end };
        let shouting = (at..end).all(|t| self.text.tokens[t].case == Case::Upper);
        if shouting && end - at > 3 {
            return None;
        }
        let key = if head.key.is_empty() || end - at > 3 { Key::Words } else { Key::National(head.key.clone()) };
        Some(Body { tokens: at..end, name: at..end, kind: head.kind.clone(), country: None, key, own: false })
    }
}
