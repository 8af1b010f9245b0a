//! Words that refer back: `the Minister`, `son homologue`, `he`, `the ministry`.

use super::body::Key;
use super::grammar::{Gender, Mark};
use super::raw::{Phrase, Raw};
use super::scan::Scan;
use super::settle::{Settled, Who, sorted};
use super::title::Title;

/// An office that a person was given in the text, for the words that refer to it.
#[derive(Debug, Clone)]
struct Held {
    person: usize,
    rank: String,
    portfolios: Vec<String>,
}

/// Whom each phrase refers to, by index of phrase; persons for offices and pronouns, bodies for `the ministry`.
pub(super) fn references(scan: &Scan<'_>, phrases: &[Phrase], settled: &Settled) -> Vec<Option<Who>> {
    let mut out = vec![None; phrases.len()];
    let mut state = State { held: Vec::new(), subjects: Vec::new(), named: Vec::new(), other: None };
    let (mut sentence, mut first) = (usize::MAX, true);
    let mut story = 0;
    for (at, phrase) in phrases.iter().enumerate() {
        let here = scan.text.sentence_of(phrase.tokens.start);
        if here != sentence {
            sentence = here;
            first = true;
            let now = scan.text.sentences[here].story;
            if now != story {
                state = State { held: Vec::new(), subjects: Vec::new(), named: Vec::new(), other: None };
                story = now;
            }
        }
        let mut person = None;
        match (&phrase.raw, settled.who[at]) {
            (Raw::Person { titles, .. }, Who::Person { person: p, .. }) => {
                person = Some(p);
                for title in titles.iter().filter(|t| !t.rank.is_empty()) {
                    state.held.push(Held {
                        person: p,
                        rank: title.rank.clone(),
                        portfolios: sorted(&title.portfolios),
                    });
                }
            }
            (_, Who::Person { person: p, .. }) => person = Some(p),
            (Raw::Role(title), _) => person = state.office(title, phrases, settled, at),
            (Raw::Pronoun(gender), _) => person = state.pronoun(*gender, settled),
            (Raw::Body(body), _) if body.key == Key::Refers => out[at] = state.body(body.own, &body.kind, settled, at),
            _ => {}
        }
        if let Some(p) = person {
            if settled.who[at] == Who::Open {
                out[at] = Some(Who::Person { person: p, short: true });
            }
            let subject = first && subject_place(scan, phrase);
            state.note(p, subject);
        }
        let names_actor = person.is_some() || matches!(phrase.raw, Raw::Group(..) | Raw::Body(_) | Raw::Country(_));
        first &= !names_actor;
    }
    out
}

/// Whether a phrase can be the subject: no preposition before it.
fn subject_place(scan: &Scan<'_>, phrase: &Phrase) -> bool {
    let at = phrase.tokens.start;
    !(scan.mark_before(at, Mark::Locative) || scan.mark_before(at, Mark::Of) || scan.mark_before(at, Mark::To))
}

struct State {
    held: Vec<Held>,
    /// Subjects of sentences, latest last.
    subjects: Vec<usize>,
    /// People in order of mention, latest last.
    named: Vec<usize>,
    /// The last subject before the present one.
    other: Option<usize>,
}

impl State {
    fn note(&mut self, person: usize, subject: bool) {
        if subject {
            if self.subjects.last().is_some_and(|p| *p != person) {
                self.other = self.subjects.last().copied();
            }
            self.subjects.push(person);
        }
        self.named.push(person);
    }

    /// The person who holds an office that stands without a name.
    fn office(&self, title: &Title, phrases: &[Phrase], settled: &Settled, at: usize) -> Option<usize> {
        if title.guest && !title.own {
            return self.guest(title, settled);
        }
        if title.counterpart {
            return self.counterpart(title, settled);
        }
        let wanted = sorted(&title.portfolios);
        let fits = |h: &&Held| {
            // `the Moroccan official`: anybody of that country.
            let rank = h.rank == title.rank || title.rank == "official" && title.country.is_some();
            let fields = wanted.is_empty() || h.portfolios == wanted || h.portfolios.is_empty();
            let land = title.country.is_none() || settled.countries[h.person] == title.country;
            let gender = settled.people.genders[h.person].fits(title.gender);
            rank && fields && land && gender
        };
        let mut found: Vec<usize> = self.held.iter().filter(fits).map(|h| h.person).collect();
        if found.is_empty() {
            // The holder may be named only later (headlines, leads).
            let later =
                phrases.iter().enumerate().skip(at).take(200).find_map(|(i, p)| match (&p.raw, settled.who[i]) {
                    (Raw::Person { titles, .. }, Who::Person { person, .. }) => {
                        let held = titles.iter().map(|t| Held {
                            person,
                            rank: t.rank.clone(),
                            portfolios: sorted(&t.portfolios),
                        });
                        let told = title.country.is_some() || !wanted.is_empty();
                        held.into_iter()
                            .find(|h| told && fits(&h) && settled.countries[person] == title.country)
                            .map(|h| h.person)
                    }
                    _ => None,
                });
            return later;
        }
        // A field that only one of them holds by its words decides.
        if !wanted.is_empty() {
            let exact: Vec<usize> =
                self.held.iter().filter(|h| fits(h) && h.portfolios == wanted).map(|h| h.person).collect();
            if !exact.is_empty() {
                found = exact;
            }
        }
        found.sort_unstable();
        found.dedup();
        if let [one] = found.as_slice() {
            return Some(*one);
        }
        let latest = |list: &[usize]| list.iter().rev().find(|p| found.contains(p)).copied();
        latest(&self.subjects).or_else(|| latest(&self.named))
    }

    /// Somebody who is not of the country where it happens.
    fn guest(&self, title: &Title, settled: &Settled) -> Option<usize> {
        let home = settled.home.as_ref()?;
        let fits = |p: &&usize| {
            let land = settled.countries[**p].as_ref();
            land.is_some_and(|l| l != home && title.country.as_ref().is_none_or(|c| c == l))
                && settled.people.genders[**p].fits(title.gender)
        };
        self.named.iter().rev().find(fits).copied()
    }

    /// The other one: not the subject, of the country that the words give.
    fn counterpart(&self, title: &Title, settled: &Settled) -> Option<usize> {
        let subject = self.subjects.last().copied();
        let held = |p: &usize| self.held.iter().any(|h| h.person == *p);
        let fits = |p: &&usize| {
            Some(**p) != subject
                && held(p)
                && settled.people.genders[**p].fits(title.gender)
                && (title.country.is_none() || settled.countries[**p] == title.country)
                && (title.country.is_some()
                    || subject.is_none_or(|s| {
                        settled.countries[s].is_none() || settled.countries[s] != settled.countries[**p]
                    }))
        };
        self.named.iter().rev().find(fits).copied().or_else(|| {
            // With its country told it may be the subject of the sentence before.
            let p = subject?;
            (title.country.is_some() && settled.countries[p] == title.country).then_some(p)
        })
    }

    fn pronoun(&self, gender: Gender, settled: &Settled) -> Option<usize> {
        let fits = |p: &&usize| settled.people.genders[**p].fits(gender);
        let subject = self.subjects.iter().rev().take(3).find(fits).copied();
        let told = |p: &&usize| settled.people.genders[**p] == gender && gender != Gender::Unknown;
        let last = self.named.iter().rev().take(4).find(told).copied();
        subject.or(last)
    }

    /// The ministry of the subject or of the last minister.
    fn body(&self, own: bool, kind: &str, settled: &Settled, at: usize) -> Option<Who> {
        if !own || kind != "ministry" {
            let before = (0..at).rev().take(40).find_map(|i| match settled.who[i] {
                Who::Body { body, .. } if settled.bodies[body].kind == kind => Some(body),
                _ => None,
            });
            if before.is_some() || kind != "ministry" {
                return before.map(|body| Who::Body { body, short: true });
            }
        }
        let person = self.subjects.last().or(self.named.last()).copied()?;
        let country = &settled.countries[person];
        let fields = self.held.iter().rev().find(|h| h.person == person && !h.portfolios.is_empty());
        let fits = |b: &&super::settle::BodyFacts| {
            b.kind == kind
                && b.country == *country
                && fields.is_none_or(|f| b.key == Key::Ministry(f.portfolios.clone()))
        };
        let mut found = settled.bodies.iter().enumerate().filter(|(_, b)| fits(b)).map(|(i, _)| i);
        let body = found.next().filter(|_| found.next().is_none())?;
        Some(Who::Body { body, short: true })
    }
}
