//! The country of people and bodies whose words state none: by their ministry, owner, name, elimination, list, dateline.

use super::body::Key;
use super::grammar::Mark;
use super::raw::{Phrase, Raw};
use super::scan::Scan;
use super::settle::{Settled, Who, international, same_key, sorted};
use super::title::Title;

impl Settled {
    /// Gives a country to those whose titles state none.
    pub(super) fn work_out_countries(&mut self, scan: &Scan<'_>, phrases: &[Phrase]) {
        self.by_ministry(phrases);
        self.by_own_ministry(scan, phrases);
        self.by_owner(scan, phrases);
        self.by_name(scan, phrases);
        self.by_elimination(scan, phrases);
        self.by_coordination(scan, phrases);
        self.by_dateline(scan, phrases);
    }

    /// The countries of a phrase's story.
    fn lands(&self, scan: &Scan<'_>, phrase: &Phrase) -> &[(String, usize)] {
        self.lands.get(&scan.story(phrase)).map_or(&[], Vec::as_slice)
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
        let offices = self.offices(phrases);
        for &(_, person, title) in &offices {
            if self.countries[person].is_some() || title.portfolios.is_empty() {
                continue;
            }
            let key = Key::Ministry(sorted(&title.portfolios));
            let mut lands: Vec<&String> =
                self.bodies.iter().filter(|b| same_key(&b.key, &key)).filter_map(|b| b.country.as_ref()).collect();
            lands.sort();
            lands.dedup();
            let held = |c: &String| {
                offices.iter().any(|(_, p, t)| {
                    *p != person && t.portfolios == title.portfolios && self.countries[*p].as_ref() == Some(c)
                })
            };
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
        let mut found = Vec::new();
        for (at, phrase) in phrases.iter().enumerate() {
            let pair: Vec<&String> = self.lands(scan, phrase).iter().take(2).map(|(c, _)| c).collect();
            if pair.len() < 2 {
                continue;
            }
            let (Who::Person { person, short: false }, Raw::Person { name, titles, .. }) = (self.who[at], &phrase.raw)
            else {
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
    fn by_elimination(&mut self, scan: &Scan<'_>, phrases: &[Phrase]) {
        for (story, lands) in self.lands.clone() {
            let [first, second, ..] = lands.as_slice() else { continue };
            // A third country that is spoken of nearly as often leaves it open.
            if lands.get(2).is_some_and(|third| third.1 * 2 > second.1) {
                continue;
            }
            let here = |at: usize| scan.story(&phrases[at]) == story;
            let offices = self.offices(phrases);
            let known =
                |c: &String| offices.iter().any(|(at, p, _)| here(*at) && self.countries[*p].as_ref() == Some(c));
            let other = match (known(&first.0), known(&second.0)) {
                (true, false) => second.0.clone(),
                (false, true) => first.0.clone(),
                _ => continue,
            };
            let open: Vec<usize> = offices
                .iter()
                .filter(|(at, p, t)| here(*at) && self.countries[*p].is_none() && !international(t))
                .map(|(_, p, _)| *p)
                .collect();
            for person in open {
                self.countries[person] = Some(other.clone());
                self.reasons[person] = Some("elimination");
            }
        }
    }

    /// `A, and B` where a third of another country stands in the sentence: the second has the country of the first. Two that
    /// share a plural office (`prime ministers A and B`) are of the two countries of the story.
    fn by_coordination(&mut self, scan: &Scan<'_>, phrases: &[Phrase]) {
        for at in 1..phrases.len() {
            let (Who::Person { person, .. }, Who::Person { person: before, .. }) = (self.who[at], self.who[at - 1])
            else {
                continue;
            };
            let (Raw::Person { titles, name, .. }, Some(land)) = (&phrases[at].raw, self.countries[before].clone())
            else {
                continue;
            };
            if self.countries[person].is_some() || titles.is_empty() || titles.iter().any(international) {
                continue;
            }
            let from = phrases[at - 1].tokens.end;
            let comma = usize::from(scan.comma(from));
            let Some(joined) = scan.mark(from + comma, Mark::And) else { continue };
            let next = from + comma + joined;
            if !(next..next + 3).contains(&phrases[at].tokens.start) {
                continue;
            }
            if titles.iter().any(|t| t.plural) {
                let lands = self.lands(scan, &phrases[at]);
                let other = lands.iter().take(2).map(|(c, _)| c).find(|c| **c != land).cloned();
                let pair = lands.iter().take(2).any(|(c, _)| *c == land);
                if let Some(other) = other.filter(|_| pair) {
                    self.countries[person] = Some(other);
                    self.reasons[person] = Some("pair");
                }
                continue;
            }
            let sentence = scan.text.sentence_of(phrases[at].tokens.start);
            // A window keeps a list of thousands of names linear.
            let window = at.saturating_sub(40)..(at + 40).min(phrases.len());
            let third = window.zip(&phrases[at.saturating_sub(40)..]).any(|(i, p)| {
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
        for (at, person, title) in self.offices(phrases) {
            if !self.lands(scan, &phrases[at]).iter().take(2).any(|(c, _)| *c == home) {
                continue;
            }
            if self.countries[person].is_none() && !international(title) && title.rank != "ambassador" {
                self.countries[person] = Some(home.clone());
                self.reasons[person] = Some("dateline");
            }
        }
    }

    /// Ministries and governments without a country: that of the minister with the same field, of the subject, or the only one.
    pub(super) fn place_bodies(&mut self, scan: &Scan<'_>, phrases: &[Phrase]) {
        let offices = self.offices(phrases);
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
            if facts.country.is_some()
                || !matches!(facts.key, Key::Ministry(_) | Key::National(_))
                || facts.kind == "igo"
            {
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
                for &(_, person, title) in &offices {
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
                self.lands(scan, phrase).iter().any(|(c, _)| *c == home).then_some(home)
            };
            // The only country of the text, unless another body of it is named with its country and this one is not.
            let only = || {
                let [(land, _)] = self.lands(scan, phrase) else { return None };
                let told = self
                    .bodies
                    .iter()
                    .any(|b| b.kind == facts.kind && b.country.as_ref() == Some(land) && b.key != facts.key);
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
