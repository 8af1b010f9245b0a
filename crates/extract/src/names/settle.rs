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
    /// For each story, countries by how often it speaks of them, most often first.
    pub lands: BTreeMap<u32, Vec<(String, usize)>>,
}

/// Settles the phrases of a document.
pub(super) fn settle(scan: &Scan<'_>, phrases: &[Phrase]) -> Settled {
    let mut out = Settled { who: vec![Who::Open; phrases.len()], ..Settled::default() };
    let stories: std::collections::BTreeSet<u32> = phrases.iter().map(|p| scan.story(p)).collect();
    for story in stories {
        out.lands.insert(story, lands(scan, phrases.iter().filter(|p| scan.story(p) == story)));
    }
    let dateline = scan.text.article.document.dateline.as_ref().and_then(|d| d.country.clone());
    out.home = dateline.or_else(|| {
        let first = phrases.iter().find_map(|p| match &p.raw {
            Raw::Place { place, acts: false } => Some(scan.grammar.places[*place].country.clone()),
            _ => None,
        });
        first.filter(|c| out.lands.values().any(|lands| lands.iter().take(2).any(|(l, _)| l == c)))
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
fn lands<'p>(scan: &Scan<'_>, phrases: impl Iterator<Item = &'p Phrase>) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut count = |iso2: &str| *counts.entry(iso2.to_string()).or_default() += 1;
    for phrase in phrases {
        match &phrase.raw {
            Raw::Country(c) | Raw::Demonym(c) => count(&scan.grammar.countries[*c].iso2),
            Raw::Place { place, .. } => count(&scan.grammar.places[*place].country),
            Raw::Group(_, list) => list.iter().for_each(|c| count(c)),
            Raw::Body(body) => body.country.iter().for_each(|c| count(c)),
            Raw::Role(title) => title.country.iter().for_each(|c| count(c)),
            Raw::Person { titles, .. } => {
                titles.iter().filter_map(|t| t.country.as_ref()).take(1).for_each(|c| count(c))
            }
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
                    None if *speaks || likely_name(scan, name) => {
                        self.people.add(words, Gender::Unknown, guess(scan, name))
                    }
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

    pub(super) fn enter_body(&mut self, kind: &str, country: Option<String>, key: Key, words: String) -> usize {
        let same = |b: &BodyFacts| b.key == key && b.words == words && (b.country == country || key == Key::Words);
        if let Some(at) = self.bodies.iter().position(same) {
            return at;
        }
        self.bodies.push(BodyFacts { kind: kind.to_string(), country, key, words, worked_out: false });
        self.bodies.len() - 1
    }
}

/// Whether an office is one of an international body.
pub(super) fn international(title: &Title) -> bool {
    title.body.as_ref().is_some_and(|b| b.kind == "igo") || title.rank == "secretary_general"
}

/// Ids of fields in a fixed order.
pub(super) fn sorted(ids: &[String]) -> Vec<String> {
    let mut out = ids.to_vec();
    out.sort();
    out.dedup();
    out
}

pub(super) fn same_key(one: &Key, other: &Key) -> bool {
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
