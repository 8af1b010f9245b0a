//! From phrases to people, bodies and countries: who is the same, what belongs to which country, whom a short name means.

use super::body::{Body, Key};
use super::grammar::Gender;
use super::people::{NameWords, People};
use super::raw::{Phrase, Raw};
use super::scan::Scan;
use super::title::Title;
use lang::fold;
use std::collections::BTreeMap;
use std::ops::Range;

/// What a phrase was found to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    /// A person, by index; `short`: bound to a fuller name elsewhere.
    Person { person: usize, short: bool },
    /// A body, by index; `short`: bound to one named elsewhere.
    Body { body: usize, short: bool },
    /// Not settled here.
    Open,
}

/// An organisation or event of the document.
#[derive(Debug, Clone)]
pub(super) struct BodyFacts {
    /// Its kind.
    pub kind: String,
    /// Its country.
    pub country: Option<String>,
    /// What makes it one.
    pub key: Key,
    /// Folded words, for those that have no other key.
    pub words: String,
    /// Whether the country was worked out.
    pub worked_out: bool,
}

/// All that is settled about a document's names.
#[derive(Debug, Default)]
pub(super) struct Settled {
    /// The people.
    pub people: People,
    /// Country of each person.
    pub countries: Vec<Option<String>>,
    /// Why a country was given that no title states.
    pub reasons: Vec<Option<&'static str>>,
    /// The bodies.
    pub bodies: Vec<BodyFacts>,
    /// For each phrase, who it is.
    pub who: Vec<Who>,
    /// The country where it happens: of the dateline, else of the place named first.
    pub home: Option<String>,
    /// Countries by how often the document speaks of them, most often first.
    pub lands: Vec<(String, usize)>,
}

/// Settles the phrases of a document.
pub(super) fn settle(scan: &Scan<'_>, phrases: &[Phrase]) -> Settled {
    let mut out = Settled { who: vec![Who::Open; phrases.len()], ..Settled::default() };
    out.lands = lands(scan, phrases);
    let dateline = scan.text.article.document.dateline.as_ref().and_then(|d| d.country.clone());
    out.home = dateline.or_else(|| {
        let first = phrases.iter().find_map(|p| match &p.raw {
            Raw::Place { place, acts: false } => Some(scan.grammar.places[*place].country.clone()),
            _ => None,
        });
        first.filter(|c| out.lands.iter().take(2).any(|(l, _)| l == c))
    });
    out.name_people(scan, phrases);
    out.countries = vec![None; out.people.len()];
    out.reasons = vec![None; out.people.len()];
    out.stated_countries(phrases);
    out.name_bodies(scan, phrases);
    out.work_out_countries(scan, phrases);
    out.place_bodies(scan, phrases);
    out
}

/// Countries by number of mentions.
fn lands(scan: &Scan<'_>, phrases: &[Phrase]) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut count = |iso2: &str| *counts.entry(iso2.to_string()).or_default() += 1;
    for phrase in phrases {
        match &phrase.raw {
            Raw::Country(c) | Raw::Demonym(c) => count(&scan.grammar.countries[*c].iso2),
            Raw::Place { place, .. } => count(&scan.grammar.places[*place].country),
            Raw::Group(_, list) => list.iter().for_each(|c| count(c)),
            Raw::Body(body) => body.country.iter().for_each(|c| count(c)),
            Raw::Role(title) => title.country.iter().for_each(|c| count(c)),
            Raw::Person { titles, .. } => titles.iter().filter_map(|t| t.country.as_ref()).take(1).for_each(|c| count(c)),
            Raw::Pronoun(_) | Raw::Capitals { .. } => {}
        }
    }
    let mut out: Vec<_> = counts.into_iter().collect();
    out.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    out
}

impl Settled {
    fn name_people(&mut self, scan: &Scan<'_>, phrases: &[Phrase]) {
        // Full names first: those with an office or an honorific, the longest before the shorter; then those that look like
        // names.
        let mut full: Vec<(usize, &Range<usize>, Gender)> = Vec::new();
        for (at, phrase) in phrases.iter().enumerate() {
            if let Raw::Person { name, gender, .. } = &phrase.raw
                && scan.is_full(name)
            {
                full.push((at, name, *gender));
            }
        }
        for wide in [true, false] {
            for (at, name, gender) in full.iter().filter(|(_, name, _)| (scan.name_words(name) > 2) == wide) {
                let words = NameWords::of(scan, (*name).clone());
                let longer = if wide { None } else { self.people.find_end(&words) };
                let longer = longer.filter(|p| self.people.may_be(*p, *gender));
                let person = match longer {
                    Some(person) => {
                        self.people.tell(person, *gender);
                        person
                    }
                    None => self.people.add(words, *gender, guess(scan, name)),
                };
                self.who[*at] = Who::Person { person, short: longer.is_some() };
            }
        }
        for (at, phrase) in phrases.iter().enumerate() {
            if let Raw::Capitals { name, speaks } = &phrase.raw
                && scan.is_full(name)
            {
                let words = NameWords::of(scan, name.clone());
                let person = match self.people.find_equal(&words) {
                    Some(person) => person,
                    None if self.people.find_short(&words).len() == 1 => continue,
                    None if *speaks || likely_name(scan, name) => self.people.add(words, Gender::Unknown, guess(scan, name)),
                    None => continue,
                };
                self.who[at] = Who::Person { person, short: false };
            }
        }
        let mut latest: Vec<usize> = vec![0; self.people.len()];
        for (at, phrase) in phrases.iter().enumerate() {
            if let Who::Person { person, .. } = self.who[at] {
                latest[person] = at + 1;
                continue;
            }
            let (name, gender, titled) = match &phrase.raw {
                Raw::Person { name, gender, .. } => (name, *gender, true),
                Raw::Capitals { name, .. } => (name, Gender::Unknown, false),
                _ => continue,
            };
            let words = NameWords::of(scan, name.clone());
            let mut found: Vec<usize> = match self.people.find_equal(&words) {
                Some(person) => vec![person],
                None => self.people.find_short(&words),
            };
            found.retain(|p| self.people.may_be(*p, gender));
            // The one named last before this place; a name that comes only later is taken where it is the only one.
            found.sort_by_key(|p| std::cmp::Reverse(latest[*p]));
            let chosen = match found.as_slice() {
                [] => None,
                [one] => Some(*one),
                [first, second, ..] if latest[*first] > latest[*second] => Some(*first),
                _ => None,
            };
            let person = match chosen {
                Some(person) => {
                    self.who[at] = Who::Person { person, short: true };
                    person
                }
                None if titled => {
                    let person = self.people.add(words, gender, Gender::Unknown);
                    latest.resize(self.people.len(), 0);
                    self.who[at] = Who::Person { person, short: false };
                    person
                }
                None => continue,
            };
            self.people.tell(person, gender);
            latest[person] = at + 1;
        }
    }

    /// Countries that the words state, from any mention of the person.
    fn stated_countries(&mut self, phrases: &[Phrase]) {
        for (at, phrase) in phrases.iter().enumerate() {
            if let (Who::Person { person, .. }, Raw::Person { titles, .. }) = (self.who[at], &phrase.raw) {
                let stated = titles.iter().find_map(|t| t.country.clone());
                let stated = stated.or_else(|| titles.iter().find_map(|t| t.body.as_ref()?.country.clone()));
                let slot = &mut self.countries[person];
                *slot = slot.take().or(stated);
            }
        }
    }

    fn name_bodies(&mut self, scan: &Scan<'_>, phrases: &[Phrase]) {
        for (at, phrase) in phrases.iter().enumerate() {
            if let Raw::Body(body) = &phrase.raw
                && body.key != Key::Refers
            {
                let body = self.body(scan, body);
                self.who[at] = Who::Body { body, short: false };
            }
        }
    }

    /// The entry of a body, a new one where none is equal.
    pub fn body(&mut self, scan: &Scan<'_>, body: &Body) -> usize {
        let words = match body.key {
            Key::Words => fold(scan.text.words(body.name.clone())),
            _ => String::new(),
        };
        self.enter_body(&body.kind, body.country.clone(), body.key.clone(), words)
    }

    fn enter_body(&mut self, kind: &str, country: Option<String>, key: Key, words: String) -> usize {
        let same = |b: &BodyFacts| b.key == key && b.words == words && (b.country == country || key == Key::Words);
        if let Some(at) = self.bodies.iter().position(same) {
            return at;
        }
        self.bodies.push(BodyFacts { kind: kind.to_string(), country, key, words, worked_out: false });
        self.bodies.len() - 1
    }

    /// Gives a country to those whose titles state none.
    fn work_out_countries(&mut self, scan: &Scan<'_>, phrases: &[Phrase]) {
        self.by_ministry(phrases);
        self.by_own_ministry(scan, phrases);
        self.by_owner(scan, phrases);
        self.by_name(scan, phrases);
        self.by_elimination(phrases);
        self.by_coordination(scan, phrases);
        self.by_dateline(scan, phrases);
    }

    fn offices<'p>(&self, phrases: &'p [Phrase]) -> Vec<(usize, usize, &'p Title)> {
        let mut out = Vec::new();
        for (at, phrase) in phrases.iter().enumerate() {
            if let (Who::Person { person, .. }, Raw::Person { titles, .. }) = (self.who[at], &phrase.raw) {
                out.extend(titles.iter().map(|t| (at, person, t)));
            }
        }
        out
    }

    /// The ministry of the same field is named with its country.
    fn by_ministry(&mut self, phrases: &[Phrase]) {
        for (_, person, title) in self.offices(phrases) {
            if self.countries[person].is_some() || title.portfolios.is_empty() {
                continue;
            }
            let key = Key::Ministry(sorted(&title.portfolios));
            let mut lands: Vec<&String> =
                self.bodies.iter().filter(|b| same_key(&b.key, &key)).filter_map(|b| b.country.as_ref()).collect();
            lands.sort();
            lands.dedup();
            let held = |c: &String| self.offices(phrases).iter().any(|(_, p, t)| *p != person && t.portfolios == title.portfolios && self.countries[*p].as_ref() == Some(c));
            if let [one] = lands.as_slice()
                && !held(one)
            {
                self.countries[person] = Some((*one).clone());
                self.reasons[person] = Some("ministry");
            }
        }
    }

    /// A minister without field is the subject of a sentence that names the ministry or government of one country first.
    fn by_own_ministry(&mut self, scan: &Scan<'_>, phrases: &[Phrase]) {
        for (at, phrase) in phrases.iter().enumerate() {
            let Who::Person { person, .. } = self.who[at] else { continue };
            let Raw::Person { titles, .. } = &phrase.raw else { continue };
            let bare = titles.iter().any(|t| t.rank == "minister" && t.portfolios.is_empty());
            if self.countries[person].is_some() || !bare || !scan.opens(phrase.tokens.start) {
                continue;
            }
            let sentence = scan.text.sentence_of(phrase.tokens.start);
            let rest = phrases[at + 1..].iter().take_while(|p| scan.text.sentence_of(p.tokens.start) == sentence);
            let lands: Vec<&String> = rest
                .filter_map(|p| match &p.raw {
                    Raw::Body(b) if b.kind == "ministry" => b.country.as_ref(),
                    _ => None,
                })
                .take(2)
                .collect();
            if let [one] = lands.as_slice() {
                self.countries[person] = Some((*one).clone());
                self.reasons[person] = Some("ministry");
            }
        }
    }

    /// `Indonesia …: its foreign minister X`: the country named last before it in the sentence.
    fn by_owner(&mut self, scan: &Scan<'_>, phrases: &[Phrase]) {
        for (at, person, title) in self.offices(phrases) {
            if self.countries[person].is_some() || !title.own || title.counterpart {
                continue;
            }
            let sentence = scan.text.sentence_of(phrases[at].tokens.start);
            let before = phrases[..at].iter().rev().take_while(|p| scan.text.sentence_of(p.tokens.start) == sentence);
            let land = before.take(6).find_map(|p| match &p.raw {
                Raw::Country(c) => Some(scan.grammar.countries[*c].iso2.clone()),
                _ => None,
            });
            if land.is_some() {
                self.countries[person] = land;
                self.reasons[person] = Some("owner");
            }
        }
    }

    /// Names that are at home in exactly one of the two countries of the story.
    fn by_name(&mut self, scan: &Scan<'_>, phrases: &[Phrase]) {
        let pair: Vec<&String> = self.lands.iter().take(2).map(|(c, _)| c).collect();
        if pair.len() < 2 {
            return;
        }
        let mut found = Vec::new();
        for (at, phrase) in phrases.iter().enumerate() {
            let (Who::Person { person, short: false }, Raw::Person { name, titles, .. }) = (self.who[at], &phrase.raw) else {
                continue;
            };
            if self.countries[person].is_some() || titles.is_empty() || titles.iter().any(international) {
                continue;
            }
            let origins = scan.origins(name);
            let home: Vec<&&String> = pair.iter().filter(|c| origins.contains(c)).collect();
            if let [one] = home.as_slice() {
                found.push((person, (**one).clone()));
            }
        }
        for (person, country) in found {
            self.countries[person] = Some(country);
            self.reasons[person] = Some("name");
        }
    }

    /// Two countries in the story, and everybody else with a country belongs to one of them.
    fn by_elimination(&mut self, phrases: &[Phrase]) {
        let [first, second, ..] = self.lands.as_slice() else { return };
        let clear = self.lands.get(2).is_none_or(|third| third.1 * 2 <= second.1);
        if !clear {
            return;
        }
        let pair = [first.0.clone(), second.0.clone()];
        let open: Vec<usize> = {
            let mut open: Vec<usize> = self
                .offices(phrases)
                .iter()
                .filter(|(_, p, t)| self.countries[*p].is_none() && !international(t))
                .map(|(_, p, _)| *p)
                .collect();
            open.sort_unstable();
            open.dedup();
            open
        };
        let known = |c: &String| self.countries.iter().flatten().any(|k| k == c);
        let other = match (known(&pair[0]), known(&pair[1])) {
            (true, false) => pair[1].clone(),
            (false, true) => pair[0].clone(),
            _ => return,
        };
        for person in open {
            self.countries[person] = Some(other.clone());
            self.reasons[person] = Some("elimination");
        }
    }

    /// `A, and B` where a third of another country stands in the sentence: the second has the country of the first. Two that
    /// share a plural office (`prime ministers A and B`) are of the two countries of the story.
    fn by_coordination(&mut self, scan: &Scan<'_>, phrases: &[Phrase]) {
        for at in 1..phrases.len() {
            let (Who::Person { person, .. }, Who::Person { person: before, .. }) = (self.who[at], self.who[at - 1]) else {
                continue;
            };
            let (Raw::Person { titles, name, .. }, Some(land)) = (&phrases[at].raw, self.countries[before].clone()) else {
                continue;
            };
            if self.countries[person].is_some() || titles.is_empty() || titles.iter().any(international) {
                continue;
            }
            let from = phrases[at - 1].tokens.end;
            let comma = usize::from(scan.comma(from));
            let Some(joined) = scan.mark(from + comma, super::grammar::Mark::And) else { continue };
            let next = from + comma + joined;
            if !(next..next + 3).contains(&phrases[at].tokens.start) {
                continue;
            }
            if titles.iter().any(|t| t.plural) {
                let other = self.lands.iter().take(2).map(|(c, _)| c).find(|c| **c != land).cloned();
                let pair = self.lands.iter().take(2).any(|(c, _)| *c == land);
                if let Some(other) = other.filter(|_| pair) {
                    self.countries[person] = Some(other);
                    self.reasons[person] = Some("pair");
                }
                continue;
            }
            let sentence = scan.text.sentence_of(phrases[at].tokens.start);
            let third = phrases.iter().enumerate().any(|(i, p)| {
                let here = i != at && scan.text.sentence_of(p.tokens.start) == sentence;
                let Who::Person { person: p, .. } = self.who[i] else { return false };
                here && self.countries[p].as_ref().is_some_and(|c| *c != land)
            });
            let origins = scan.origins(name);
            if third && (origins.is_empty() || origins.contains(&land)) {
                self.countries[person] = Some(land);
                self.reasons[person] = Some("coordination");
            }
        }
    }

    /// The offices that no country is told of are those of the country that the story was filed from.
    fn by_dateline(&mut self, scan: &Scan<'_>, phrases: &[Phrase]) {
        let document = &scan.text.article.document;
        let Some(home) = document.dateline.as_ref().and_then(|d| d.country.clone()) else { return };
        if !self.lands.iter().take(2).any(|(c, _)| *c == home) {
            return;
        }
        for (_, person, title) in self.offices(phrases) {
            if self.countries[person].is_none() && !international(title) && title.rank != "ambassador" {
                self.countries[person] = Some(home.clone());
                self.reasons[person] = Some("dateline");
            }
        }
    }

    /// Ministries and governments without a country: that of the minister with the same field, of the subject, or the only one.
    fn place_bodies(&mut self, scan: &Scan<'_>, phrases: &[Phrase]) {
        let mut subject: Option<usize> = None;
        let mut nearest: Option<(usize, String)> = None;
        let mut sentence = usize::MAX;
        for (at, phrase) in phrases.iter().enumerate() {
            let here = scan.text.sentence_of(phrase.tokens.start);
            let land = match (&phrase.raw, self.who[at]) {
                (_, Who::Person { person, .. }) => self.countries[person].clone(),
                (Raw::Role(title), _) => title.country.clone(),
                _ => None,
            };
            if let Some(land) = land {
                nearest = Some((here, land));
            }
            if let Who::Person { person, .. } = self.who[at] {
                if here != sentence {
                    subject = Some(person);
                }
                sentence = here;
                continue;
            }
            let (Who::Body { body, .. }, Raw::Body(said)) = (self.who[at], &phrase.raw) else { continue };
            let facts = self.bodies[body].clone();
            if facts.country.is_some() || !matches!(facts.key, Key::Ministry(_) | Key::National(_)) || facts.kind == "igo" {
                continue;
            }
            let mut country = None;
            if let Key::Ministry(_) = &facts.key {
                let mut lands: Vec<String> = self
                    .bodies
                    .iter()
                    .filter(|b| same_key(&b.key, &facts.key))
                    .filter_map(|b| b.country.clone())
                    .collect();
                for (_, person, title) in self.offices(phrases) {
                    if same_key(&Key::Ministry(sorted(&title.portfolios)), &facts.key) {
                        lands.extend(self.countries[person].clone());
                    }
                }
                lands.sort();
                lands.dedup();
                if let [one] = lands.as_slice() {
                    country = Some(one.clone());
                }
            }
            let close = nearest.as_ref().filter(|(s, _)| *s == here).map(|(_, c)| c.clone());
            let speaker = close.or_else(|| subject.and_then(|p| self.countries[p].clone()));
            let country = country.or(if said.own || matches!(facts.key, Key::National(_)) { speaker } else { None });
            let home = || {
                let home = scan.text.article.document.dateline.as_ref()?.country.clone()?;
                self.lands.iter().any(|(c, _)| *c == home).then_some(home)
            };
            // The only country of the text, unless another body of it is named with its country and this one is not.
            let only = || {
                let [(land, _)] = self.lands.as_slice() else { return None };
                let told = self.bodies.iter().any(|b| b.kind == facts.kind && b.country.as_ref() == Some(land) && b.key != facts.key);
                (!told).then(|| land.clone())
            };
            if let Some(country) = country.or_else(home).or_else(only) {
                let body = self.enter_body(&facts.kind, Some(country), facts.key, facts.words);
                self.bodies[body].worked_out = true;
                self.who[at] = Who::Body { body, short: true };
            }
        }
    }
}

/// Whether an office is one of an international body.
fn international(title: &Title) -> bool {
    title.body.as_ref().is_some_and(|b| b.kind == "igo") || title.rank == "secretary_general"
}

/// Ids of fields in a fixed order.
pub(super) fn sorted(ids: &[String]) -> Vec<String> {
    let mut out = ids.to_vec();
    out.sort();
    out.dedup();
    out
}

fn same_key(one: &Key, other: &Key) -> bool {
    match (one, other) {
        (Key::Ministry(a), Key::Ministry(b)) => sorted(a) == sorted(b),
        _ => one == other,
    }
}

/// The gender that the given name suggests.
fn guess(scan: &Scan<'_>, name: &Range<usize>) -> Gender {
    scan.given(name.start).unwrap_or_default()
}

/// Whether bare capitals look like a person's name: they begin with a given or family name that the tables know, and no word
/// of them is one of a field, body or place.
fn likely_name(scan: &Scan<'_>, name: &Range<usize>) -> bool {
    let other = |t: usize| {
        scan.longest_body(t) > 0 || scan.country(t).is_some() || scan.rank(t).is_some() || scan.portfolio(t).is_some()
    };
    let given = name.clone().any(|t| scan.given(t).is_some() && (t == name.start || scan.touches(t)));
    given && name.clone().skip(1).all(|t| !other(t)) && name.len() <= 8
}
