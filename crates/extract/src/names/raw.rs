//! Noun phrases as they stand, left to right, longest reading first; who they are is settled later.

use super::Group;
use super::body::{Body, Key};
use super::grammar::{Atom, Gender, Mark};
use super::scan::Scan;
use super::title::Title;
use lang::{Break, Case, Shape};
use std::ops::Range;

/// What a phrase says by itself.
#[derive(Debug, Clone)]
pub(super) enum Raw {
    /// A name with offices or an honorific.
    Person { name: Range<usize>, titles: Vec<Title>, gender: Gender },
    /// An office without a name.
    Role(Box<Title>),
    /// An organisation or event.
    Body(Body),
    /// A country, by index.
    Country(usize),
    /// A demonym, by index of its country.
    Demonym(usize),
    /// A place, by index; `acts`: it stands for its country's government.
    Place { place: usize, acts: bool },
    /// A group with the countries it belongs to.
    Group(Group, Vec<String>),
    /// `he`, `ông`.
    Pronoun(Gender),
    /// Capitalised words that may be a name; `speaks`: a verb of saying follows.
    Capitals { name: Range<usize>, speaks: bool },
}

/// A phrase and its tokens.
#[derive(Debug, Clone)]
pub(super) struct Phrase {
    /// All its tokens.
    pub tokens: Range<usize>,
    /// What it says.
    pub raw: Raw,
}

/// All phrases of a text, in order, without overlap.
pub(super) fn phrases(scan: &Scan<'_>) -> Vec<Phrase> {
    let mut out = Vec::new();
    for sentence in &scan.text.sentences {
        let headline = headline(scan, sentence.tokens.clone());
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            if let Some(n) = scan.mark(at, Mark::Block).filter(|n| *n >= scan.reach(at)) {
                at += n;
                continue;
            }
            let before = out.len();
            scan.phrase(at, headline, &mut out);
            at = out[before..].last().map_or(at + 1, |p: &Phrase| p.tokens.end.max(at + 1));
        }
    }
    out
}

/// How much the capitals of a sentence tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Headline {
    /// Capitals mark names.
    No,
    /// Most words have one; a verb ends a name.
    Title,
    /// Everything is in capitals.
    Shout,
}

fn headline(scan: &Scan<'_>, tokens: Range<usize>) -> Headline {
    let closed = tokens.end.checked_sub(1).is_some_and(|last| scan.is(last, "."));
    let long = |t: &usize| scan.text.tokens[*t].shape == Shape::Word && scan.word(*t).chars().count() > 3;
    let words: Vec<usize> = tokens.filter(long).collect();
    let small = words.iter().filter(|t| scan.small(**t)).count();
    let shouted = words.iter().filter(|t| scan.text.tokens[**t].case == Case::Upper).count();
    match words.len() {
        n if n >= 4 && shouted * 6 >= n * 5 => Headline::Shout,
        n if n >= 4 && !closed && small * 5 <= n => Headline::Title,
        _ => Headline::No,
    }
}

impl Scan<'_> {
    fn phrase(&self, at: usize, headline: Headline, out: &mut Vec<Phrase>) {
        let before = out.len();
        let office = self.reach(at) > 0;
        if office {
            self.titled(at, headline, out);
        }
        let titled = out.get(before).map_or(0, |p| p.tokens.end);
        let body = self.body(at).filter(|b| b.tokens.end > titled);
        let group = self.group(at).filter(|g| g.tokens.end > titled);
        match (body, group) {
            (Some(b), Some(g))
                if g.tokens.end > b.tokens.end || g.tokens.end == b.tokens.end && b.key == Key::Refers =>
            {
                out.truncate(before);
                out.push(g);
                return;
            }
            (Some(b), _) => {
                out.truncate(before);
                return out.push(Phrase { tokens: b.tokens.clone(), raw: Raw::Body(b) });
            }
            (None, Some(g)) => {
                out.truncate(before);
                return out.push(g);
            }
            _ => {}
        }
        if out.len() > before {
            return;
        }
        if let Some(phrase) = self.honoured(at) {
            return out.push(phrase);
        }
        let known = self.known_name(at);
        if self.capital(at)
            && let Some(name) = self.name(at).filter(|n| known.as_ref().is_none_or(|k| n.end > k.tokens.end))
        {
            let trusted = known.is_none() || self.given(at).is_some() && self.is_full(&name);
            if trusted && headline == Headline::No {
                return out.push(self.appositive(name));
            }
            if known.is_none() {
                return out.push(Phrase { tokens: name.clone(), raw: Raw::Capitals { name, speaks: false } });
            }
        }
        if let Some(known) = known {
            return out.push(known);
        }
        let pronoun = self.longest(at, |a| match a {
            Atom::Pronoun(g) => Some(g),
            _ => None,
        });
        if let Some((n, gender)) = pronoun {
            out.push(Phrase { tokens: at..at + n, raw: Raw::Pronoun(gender) });
        }
    }

    /// An office with the name behind it, or without one.
    fn titled(&self, at: usize, headline: Headline, out: &mut Vec<Phrase>) {
        let Some(first) = self.title(at) else { return };
        let mut titles = vec![first];
        let mut end = titles[0].tokens.end;
        while titles.len() < 4 {
            let Some(next) = self.next_title(end, &titles, 3) else { break };
            end = next.tokens.end;
            titles.push(next);
        }
        let name = self.name_after(end, &titles, headline);
        let Some((name, gender)) = name else {
            let title = titles.swap_remove(0);
            // `his counterpart, Minister X`: the country of the first holds for the second.
            if title.counterpart
                && self.comma(title.tokens.end)
                && let Some(mut phrase) = self.one_person(title.tokens.end + 1)
            {
                if let Raw::Person { titles, .. } = &mut phrase.raw {
                    for t in titles.iter_mut() {
                        t.country = t.country.take().or(title.country.clone());
                    }
                }
                phrase.tokens.start = at;
                return out.push(phrase);
            }
            return self.role(title, out);
        };
        let gender = titles.iter().map(|t| t.gender).find(|g| *g != Gender::Unknown).unwrap_or(gender);
        let plural = titles.iter().any(|t| t.plural);
        let mut tokens = at..name.end;
        self.country_behind(&mut tokens, &mut titles);
        let more = if plural { titles.clone() } else { Vec::new() };
        if !plural && let Some(behind) = self.title_behind(tokens.end) {
            tokens.end = behind.tokens.end;
            titles.push(behind);
        }
        out.push(Phrase { tokens: tokens.clone(), raw: Raw::Person { name, titles, gender } });
        if plural {
            self.more_people(tokens.end, more, out);
        }
    }

    /// One more office behind a name with one: `General X, chief of staff of Y`.
    fn title_behind(&self, at: usize) -> Option<Title> {
        if at >= self.len() || !self.comma(at) || at + 1 >= self.limit[at] {
            return None;
        }
        let title = self.title(at + 1)?;
        let told = !title.portfolios.is_empty() || title.body.is_some() || title.country.is_some();
        let other = title.plural || title.own || title.any || title.counterpart || title.definite;
        let named = self.name_after(title.tokens.end, std::slice::from_ref(&title), Headline::No).is_some();
        let cum = self.next_title(title.tokens.end, std::slice::from_ref(&title), 2).is_some();
        (told && !other && !named && !cum).then_some(title)
    }

    /// A single person with an office, for an apposition.
    fn one_person(&self, at: usize) -> Option<Phrase> {
        let mut out = Vec::new();
        self.titled(at, Headline::No, &mut out);
        if out.is_empty() {
            let name = self.name(at).filter(|n| self.is_full(n) && self.known_name(at).is_none())?;
            let raw = Raw::Person { name: name.clone(), titles: vec![Title::default()], gender: Gender::Unknown };
            return Some(Phrase { tokens: name, raw });
        }
        out.into_iter().next().filter(|p| matches!(p.raw, Raw::Person { .. }))
    }

    /// One more office of the same person: `and`, `kiêm`, or a comma where a name follows.
    fn next_title(&self, at: usize, titles: &[Title], depth: usize) -> Option<Title> {
        let comma = self.comma(at);
        let mut next = at + usize::from(comma);
        let cum = self.mark(next, Mark::Cum);
        let and = self.mark(next, Mark::And);
        next += cum.or(and).unwrap_or(0);
        if next == at
            || next >= self.limit[at.min(self.len() - 1)]
            || titles.iter().any(|t| t.plural || t.any || t.counterpart)
        {
            return None;
        }
        let title = self.title(next)?;
        let foreign =
            title.country.is_some() && titles.iter().any(|t| t.country.is_some() && t.country != title.country);
        if title.own || title.plural || title.counterpart || foreign || title.definite && cum.is_none() {
            return None;
        }
        if cum.is_some() {
            return Some(title);
        }
        // A name must follow the last office, and it must be a new office.
        let named = self.honorific(title.tokens.end).is_some() || self.name(title.tokens.end).is_some();
        let far = depth > 0 && self.next_title(title.tokens.end, titles, depth - 1).is_some();
        (named || far).then_some(title)
    }

    /// The name behind an office, perhaps after a comma or an honorific.
    fn name_after(&self, at: usize, titles: &[Title], headline: Headline) -> Option<(Range<usize>, Gender)> {
        let last = titles.last()?;
        if at >= self.len() || at >= self.limit[at - 1] || last.any || headline == Headline::Shout {
            return None;
        }
        let comma = self.comma(at);
        let bracket = self.is(at, "(") || self.is(at, ":");
        let mut from = at + usize::from(comma);
        if bracket || from >= self.limit[at] {
            return None;
        }
        let honour = self.honorific(from);
        let gender = honour.map_or(Gender::Unknown, |(_, g)| g);
        from += honour.map_or(0, |(n, _)| n);
        let mut name = self.name(from)?;
        if headline == Headline::Title {
            // A verb ends it, capital or not.
            let verb = |t: &usize| self.mark(*t, Mark::Speech).or(self.mark(*t, Mark::Address)).is_some();
            name.end = name.clone().find(verb).unwrap_or(name.end);
            if name.is_empty() {
                return None;
            }
        }
        let closed = self.text.tokens[from].before >= Break::Line;
        if closed || self.reads_otherwise(&name) {
            return None;
        }
        if comma && honour.is_none() && (!self.is_full(&name) || self.title_starts(from)) {
            return None;
        }
        Some((name, gender))
    }

    /// Whether an office starts at a token (so that no name does).
    fn title_starts(&self, at: usize) -> bool {
        self.rank(at).is_some() || self.title(at).is_some_and(|t| t.tokens.end > at + 1)
    }

    /// Whether a name is wholly a country, place or body.
    fn reads_otherwise(&self, name: &Range<usize>) -> bool {
        let whole = self.hits(name.start).any(|(n, a)| {
            let other =
                matches!(a, Atom::Country(_) | Atom::Place(_) | Atom::Demonym(_) | Atom::Org(_) | Atom::Portfolio(_));
            let word = matches!(a, Atom::Head(_));
            other && name.start + n >= name.end || word && n == 1
        });
        whole && !(self.given(name.start).is_some() && self.is_full(name))
            || self.body(name.start).is_some_and(|b| b.tokens.end >= name.end && b.key != Key::Refers)
    }

    /// `X of Chile`, `X (Chile)` behind a name.
    fn country_behind(&self, tokens: &mut Range<usize>, titles: &mut [Title]) {
        let bracket = self.is(tokens.end, "(");
        let tie = if bracket { Some(1) } else { self.tie(tokens.end) };
        let Some(tie) = tie.filter(|_| titles.iter().all(|t| t.country.is_none())) else { return };
        let inner = self.past_articles(tokens.end + tie);
        let Some((n, c)) = self.country(inner) else { return };
        if bracket && !self.is(inner + n, ")") {
            return;
        }
        for title in titles {
            title.country = Some(self.grammar.countries[c].iso2.clone());
        }
        tokens.end = inner + n + usize::from(bracket);
    }

    /// The other people of a plural office: `ministers A of X and B of Y`.
    fn more_people(&self, at: usize, mut titles: Vec<Title>, out: &mut Vec<Phrase>) {
        let mut at = at;
        for _ in 0..12 {
            let comma = usize::from(self.comma(at));
            let and = self.mark(at + comma, Mark::And).unwrap_or(0);
            let from = at + comma + and;
            if from == at {
                break;
            }
            let Some(name) = self.name(from).filter(|n| !self.reads_otherwise(n) && !self.title_starts(n.start)) else {
                break;
            };
            for title in &mut titles {
                title.country = None;
            }
            let mut tokens = name.clone();
            let mut own = titles.clone();
            self.country_behind(&mut tokens, &mut own);
            at = tokens.end;
            out.push(Phrase { tokens, raw: Raw::Person { name, titles: own, gender: Gender::Unknown } });
        }
    }

    /// An office that stands for somebody by itself.
    fn role(&self, title: Title, out: &mut Vec<Phrase>) {
        let tokens = title.tokens.clone();
        if title.plural || title.any {
            let mut tokens = tokens;
            let mut countries: Vec<String> = title.country.into_iter().collect();
            while !countries.is_empty() && countries.len() < 12 {
                let joined = self.mark(tokens.end, Mark::And).or(self.comma(tokens.end).then_some(1));
                let Some(n) = joined else { break };
                let inner = self.past_articles(tokens.end + n + self.tie(tokens.end + n).unwrap_or(0));
                let land = self.country(inner).or_else(|| self.demonym(inner).filter(|_| self.grammar.demonym_after));
                let Some((m, c)) = land else { break };
                countries.push(self.grammar.countries[c].iso2.clone());
                tokens.end = inner + m;
            }
            return out.push(Phrase { tokens, raw: Raw::Group(Group::People, countries) });
        }
        let core = title.core.iter().map(|r| r.start).min().unwrap_or(tokens.start);
        let particular = title.body.as_ref().is_some_and(|b| b.key != Key::Refers);
        let told = title.definite
            || title.own
            || title.country.is_some()
            || self.capital(core)
            || self.grammar.bare_complements;
        if told && (title.alone || title.country.is_some() || !title.portfolios.is_empty() || particular) {
            out.push(Phrase { tokens, raw: Raw::Role(Box::new(title)) });
        }
    }

    /// `Mr X`, `ông X`.
    fn honoured(&self, at: usize) -> Option<Phrase> {
        let (mut n, mut gender) = self.honorific(at)?;
        for _ in 0..2 {
            let Some((m, more)) = self.honorific(at + n) else { break };
            n += m;
            gender = if gender == Gender::Unknown { more } else { gender };
        }
        let name = self.name(at + n).filter(|n| !self.reads_otherwise(n))?;
        if name.clone().all(|t| self.word(t).chars().count() < 2) {
            return None;
        }
        if self.text.tokens[name.start].before >= Break::Line {
            return None;
        }
        let mut phrase = self.appositive(name);
        phrase.tokens.start = at;
        match &mut phrase.raw {
            Raw::Person { gender: g, .. } => *g = if *g == Gender::Unknown { gender } else { *g },
            Raw::Capitals { name, .. } => {
                phrase.raw = Raw::Person { name: name.clone(), titles: Vec::new(), gender };
            }
            _ => {}
        }
        Some(phrase)
    }

    /// A name with the office behind it (`X, the French minister for Y`), or the bare capitals.
    fn appositive(&self, name: Range<usize>) -> Phrase {
        let end = name.end;
        let sign = self.comma(end) || matches!(self.word(end), "(" | "-" | "–" | "—") && !self.touches(end);
        if end < self.len()
            && sign
            && end + 1 < self.limit[end]
            && let Some(title) = self.title(end + 1)
            && !title.plural
            && self.name_after(title.tokens.end, std::slice::from_ref(&title), Headline::No).is_none()
            && (title.definite
                || title.country.is_some()
                || title.any
                || title.own
                || !title.portfolios.is_empty()
                || title.body.is_some())
        {
            let mut titles = vec![title];
            let mut stop = titles[0].tokens.end;
            let and = self.mark(stop, Mark::And).or(self.mark(stop, Mark::Cum)).unwrap_or(0);
            if and > 0
                && let Some(more) = self.title(stop + and)
                && !more.plural
                && !more.definite
                && self.name_after(more.tokens.end, std::slice::from_ref(&more), Headline::No).is_none()
            {
                stop = more.tokens.end;
                titles.push(more);
            }
            let gender = titles[0].gender;
            return Phrase { tokens: name.start..stop, raw: Raw::Person { name, titles, gender } };
        }
        // `Rosa Silva of Portugal`
        if self.is_full(&name) && self.given(name.start).is_some() {
            let mut tokens = name.clone();
            let mut titles = [Title::default()];
            self.country_behind(&mut tokens, &mut titles);
            if tokens.end > name.end {
                return Phrase { tokens, raw: Raw::Person { name, titles: titles.to_vec(), gender: Gender::Unknown } };
            }
        }
        let speaks = self.mark(end, Mark::Speech).is_some() || self.mark_before(name.start, Mark::Speech);
        Phrase { tokens: name.clone(), raw: Raw::Capitals { name, speaks } }
    }

    /// A country, demonym or place.
    fn known_name(&self, at: usize) -> Option<Phrase> {
        let (n, atom) = self.longest(at, |a| match a {
            Atom::Country(_) | Atom::Demonym(_) | Atom::Place(_) => Some(a),
            _ => None,
        })?;
        let tokens = at..at + n;
        let raw = match self.country(at).filter(|(m, _)| *m == n) {
            Some((_, c)) => Raw::Country(c),
            None => match atom {
                Atom::Demonym(c) => Raw::Demonym(c),
                Atom::Place(place) => {
                    if !self.capital(at) {
                        return None;
                    }
                    Raw::Place { place, acts: self.acts(place, &tokens) }
                }
                _ => return None,
            },
        };
        Some(Phrase { tokens, raw })
    }

    /// Whether a capital stands for its government: no preposition of place before it, a small word that is none behind it.
    fn acts(&self, place: usize, tokens: &Range<usize>) -> bool {
        if self.grammar.places[place].kind != "capital" {
            return false;
        }
        let (start, end) = (tokens.start, tokens.end);
        let limit = self.limit[start];
        if self.mark_before(start, Mark::Locative)
            || self.mark_before(start, Mark::Of)
            || self.mark_before(start, Mark::Article)
        {
            return false;
        }
        if self.mark_before(start, Mark::Address) {
            return true;
        }
        let behind = end < limit
            && self.small(end)
            && self.mark(end, Mark::Locative).is_none()
            && self.mark(end, Mark::Of).is_none();
        if self.opens(start) {
            return behind && self.text.tokens[end].before < Break::Line;
        }
        // Between commas a capital is a place (`in Hanoi, Vietnam`); behind a small word it is an actor (`asked Warsaw to`).
        let before = start > 0 && self.small(start - 1);
        before
            && (behind
                || end < limit
                    && !self.capital(end)
                    && self.mark(start - 1, Mark::And).is_none()
                    && self.possessive(end))
            || before
                && self.mark(start - 1, Mark::And).is_none()
                && (end == limit || matches!(self.word(end), "." | "," | "'s"))
    }
}
