//! Entities and chunks from what was settled.

use super::body::{Body, Key};
use super::grammar::Grammar;
use super::raw::{Phrase, Raw};
use super::scan::Scan;
use super::settle::{Settled, Who, sorted};
use super::title::Title;
use super::{Chunk, Group, Names, What};
use lang::fold;
use model::{Entity, EntityName, EntityType};
use std::collections::BTreeMap;
use std::ops::Range;

/// Builds the entities and chunks of a document.
pub(super) fn names(
    scan: &Scan<'_>,
    phrases: &[Phrase],
    settled: &Settled,
    refers: &[Option<Who>],
    language: &str,
) -> Names {
    let mut writer = Writer { scan, settled, language, out: Names::default(), index: BTreeMap::new() };
    for (at, phrase) in phrases.iter().enumerate() {
        writer.phrase(phrase, settled.who[at], refers[at]);
    }
    for entity in &mut writer.out.entities {
        entity.names.sort();
        entity.names.dedup();
    }
    writer.out
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Identity {
    Person(usize),
    Body(usize),
    Country(String),
    Place(usize),
}

pub(super) struct Writer<'a> {
    pub(super) scan: &'a Scan<'a>,
    pub(super) settled: &'a Settled,
    pub(super) language: &'a str,
    pub(super) out: Names,
    pub(super) index: BTreeMap<Identity, usize>,
}

impl Writer<'_> {
    pub(super) fn grammar(&self) -> &Grammar {
        self.scan.grammar
    }

    fn phrase(&mut self, phrase: &Phrase, who: Who, refers: Option<Who>) {
        match (&phrase.raw, who) {
            (Raw::Person { name, titles, .. }, Who::Person { person, short }) => {
                self.person(phrase, name.clone(), titles, person, short);
            }
            (Raw::Capitals { name, .. }, Who::Person { person, short }) => {
                self.person(phrase, name.clone(), &[], person, short);
            }
            (Raw::Role(title), _) => self.role(phrase, title, refers),
            (Raw::Pronoun(_), _) => {
                let entity = self.referred(refers);
                let mut chunk = self.chunk(phrase, What::Group, entity, "names.pronoun");
                chunk.group = Some(Group::Pronoun);
                chunk.country = entity.and_then(|e| self.out.entities[e].country.clone());
                chunk.resolved = true;
                self.out.chunks.push(chunk);
            }
            (Raw::Body(body), who) => self.body(phrase, body, who, refers),
            (Raw::Country(c), _) => {
                let entity = self.country(*c, Some(phrase.tokens.clone()));
                let chunk = self.chunk(phrase, What::Country, Some(entity), "countries.name");
                self.land(chunk, *c);
            }
            (Raw::Demonym(c), _) => {
                let chunk = self.chunk(phrase, What::Demonym, None, "countries.demonym");
                self.land(chunk, *c);
            }
            (Raw::Place { place, acts }, _) => self.place(phrase, *place, *acts),
            (Raw::Group(group, countries), _) => {
                let mut chunk = self.chunk(phrase, What::Group, None, "groups.phrase");
                chunk.group = Some(*group);
                chunk.country = countries.first().cloned();
                chunk.countries = countries.clone();
                if *group == Group::Side
                    && let Some(c) = self.grammar().countries.iter().position(|c| Some(&c.iso2) == countries.first())
                {
                    chunk.entity = Some(self.country(c, None));
                }
                self.out.chunks.push(chunk);
            }
            _ => {}
        }
    }

    fn land(&mut self, mut chunk: Chunk, country: usize) {
        chunk.country = Some(self.grammar().countries[country].iso2.clone());
        self.out.chunks.push(chunk);
    }

    pub(super) fn chunk(&self, phrase: &Phrase, what: What, entity: Option<usize>, rule: &str) -> Chunk {
        Chunk {
            tokens: phrase.tokens.clone(),
            name: phrase.tokens.clone(),
            title: None,
            what,
            entity,
            country: None,
            countries: Vec::new(),
            group: None,
            rank: None,
            organisation: None,
            resolved: false,
            rule: format!("{}/{rule}", self.language),
        }
    }

    pub(super) fn entity(&mut self, identity: Identity, kind: EntityType, name: &str) -> usize {
        if let Some(at) = self.index.get(&identity) {
            return *at;
        }
        let at = self.out.entities.len();
        self.out.entities.push(Entity {
            id: format!("#{at}"),
            kind_of: kind,
            name: name.to_string(),
            names: Vec::new(),
            country: None,
            wikidata: None,
            kind: None,
            parent: None,
            key: None,
            roles: Vec::new(),
            reasons: Vec::new(),
        });
        self.index.insert(identity, at);
        at
    }

    pub(super) fn spell(&mut self, entity: usize, tokens: Range<usize>) {
        let text = tidy(self.scan.text.words(tokens));
        if !text.is_empty() {
            self.out.entities[entity].names.push(EntityName { text, language: self.language.to_string() });
        }
    }

    fn person(&mut self, phrase: &Phrase, name: Range<usize>, titles: &[Title], person: usize, short: bool) {
        let words = tidy(self.scan.text.words(name.clone()));
        let entity = self.entity(Identity::Person(person), EntityType::Person, &words);
        let country = self.settled.countries[person].clone();
        let fuller = words.chars().count() > self.out.entities[entity].name.chars().count();
        let marked = lang::has_marks(&words) && fold(&words) == fold(&self.out.entities[entity].name);
        if fuller && !short || marked {
            self.out.entities[entity].name = words;
        }
        self.spell(entity, name.clone());
        self.out.entities[entity].country = country.clone();
        if let Some(reason) = self.settled.reasons[person] {
            let reason = format!("country by {reason}");
            if !self.out.entities[entity].reasons.contains(&reason) {
                self.out.entities[entity].reasons.push(reason);
            }
        }
        let rule = match titles.first().filter(|t| !t.rank.is_empty()) {
            Some(title) => format!("titles.{}", title.rank),
            None => "names.person".to_string(),
        };
        let mut chunk = self.chunk(phrase, What::Person, Some(entity), &rule);
        chunk.name = name;
        chunk.country = country.clone();
        chunk.resolved = short;
        for title in titles.iter().filter(|t| !t.rank.is_empty()) {
            if title.counterpart {
                self.copied_role(entity, title, country.as_deref(), phrase.tokens.clone());
                chunk.title = title_span(title);
                continue;
            }
            let organisation = self.office_body(title, country.as_deref());
            self.role_of(entity, title, organisation, country.as_deref(), phrase.tokens.clone());
            if chunk.rank.is_none() {
                chunk.rank = Some(title.rank.clone());
                chunk.title = title_span(title);
                chunk.organisation = organisation;
            }
        }
        if chunk.rank.is_none() {
            chunk.rank = self.out.entities[entity].roles.first().and_then(|r| r.rank.clone());
            let id = self.out.entities[entity].roles.iter().find_map(|r| r.organisation.clone());
            chunk.organisation = id.and_then(|id| id.strip_prefix('#').and_then(|n| n.parse().ok()));
        }
        self.out.chunks.push(chunk);
    }

    fn referred(&mut self, refers: Option<Who>) -> Option<usize> {
        match refers? {
            Who::Person { person, .. } => {
                let name = String::new();
                Some(
                    self.index
                        .get(&Identity::Person(person))
                        .copied()
                        .unwrap_or_else(|| self.entity(Identity::Person(person), EntityType::Person, &name)),
                )
            }
            Who::Body { body, .. } => Some(self.body_entity(body, None)),
            Who::Open => None,
        }
    }

    fn role(&mut self, phrase: &Phrase, title: &Title, refers: Option<Who>) {
        let entity = self.referred(refers);
        let rule = format!("titles.{}", title.rank);
        let mut chunk = self.chunk(phrase, What::Role, entity, &rule);
        chunk.title = title_span(title);
        chunk.rank = Some(title.rank.clone());
        chunk.resolved = true;
        chunk.country = title.country.clone();
        if let Some(Who::Person { person, .. }) = refers {
            chunk.country = chunk.country.or(self.settled.countries[person].clone());
            let held = entity.map(|e| &self.out.entities[e].roles);
            if title.counterpart {
                chunk.rank = held.and_then(|r| r.first()?.rank.clone()).or(Some("minister".to_string()));
            }
            let id = held.and_then(|r| r.iter().find_map(|r| r.organisation.clone()));
            chunk.organisation = id.and_then(|id| id.strip_prefix('#').and_then(|n| n.parse().ok()));
        } else if title.country.is_some() {
            chunk.organisation = self.office_body(title, title.country.as_deref());
        }
        self.out.chunks.push(chunk);
    }

    fn body(&mut self, phrase: &Phrase, body: &Body, who: Who, refers: Option<Who>) {
        let who = if who == Who::Open { refers.unwrap_or(Who::Open) } else { who };
        let Who::Body { body: at, short } = who else {
            let mut chunk = self.chunk(phrase, What::Organisation, None, &format!("organisations.{}", body.kind));
            chunk.resolved = true;
            return self.out.chunks.push(chunk);
        };
        let entity = self.body_entity(at, Some(body));
        if body.key != Key::Refers {
            if self.out.entities[entity].names.is_empty() {
                self.out.entities[entity].name = tidy(self.scan.text.words(body.name.clone()));
            }
            self.spell(entity, body.name.clone());
        }
        let what = if body.kind == "event" { What::Event } else { What::Organisation };
        let mut chunk = self.chunk(phrase, what, Some(entity), &format!("organisations.{}", body.kind));
        chunk.name = body.name.clone();
        chunk.country = self.out.entities[entity].country.clone();
        chunk.resolved = short;
        self.out.chunks.push(chunk);
    }

    pub(super) fn body_entity(&mut self, at: usize, said: Option<&Body>) -> usize {
        let facts = self.settled.bodies[at].clone();
        if let Some(entity) = self.index.get(&Identity::Body(at)) {
            return *entity;
        }
        let key = match (&facts.key, &facts.country) {
            (Key::Known(org), _) => Some(format!("org:{}", self.grammar().orgs[*org].id)),
            (Key::Ministry(ids), Some(c)) => Some(ministry_key(c, ids)),
            (Key::National(national), Some(c)) => Some(format!("{national}:{c}")),
            _ => None,
        };
        let name = match (said, &facts.key) {
            (Some(body), _) => tidy(self.scan.text.words(body.name.clone())),
            (None, Key::Ministry(ids)) => self.ministry_name(ids, None),
            (None, Key::Known(org)) => self.grammar().orgs[*org].name.clone(),
            _ => facts.words.clone(),
        };
        let entity = match key.as_ref().and_then(|k| self.out.entities.iter().position(|e| e.key.as_ref() == Some(k))) {
            Some(entity) => entity,
            None => {
                let kind = if facts.kind == "event" { EntityType::Event } else { EntityType::Organisation };
                self.entity(Identity::Body(at), kind, &name)
            }
        };
        self.index.insert(Identity::Body(at), entity);
        let row = &mut self.out.entities[entity];
        row.kind = Some(facts.kind.clone()).filter(|k| k != "event");
        row.country = facts.country.clone().or(row.country.take());
        row.key = key;
        if facts.worked_out {
            row.reasons.push("country worked out from the document".to_string());
            row.reasons.dedup();
        }
        if let Key::Known(org) = facts.key {
            self.known(entity, org);
        }
        entity
    }

    fn country(&mut self, c: usize, tokens: Option<Range<usize>>) -> usize {
        let land = self.grammar().countries[c].clone();
        let at = self.entity(Identity::Country(land.iso2.clone()), EntityType::Country, &land.name);
        let row = &mut self.out.entities[at];
        row.country = Some(land.iso2.clone());
        row.key = Some(format!("country:{}", land.iso2));
        row.wikidata = land.wikidata;
        if let Some(tokens) = tokens {
            self.spell(at, tokens);
        }
        at
    }

    fn place(&mut self, phrase: &Phrase, place: usize, acts: bool) {
        let row = self.grammar().places[place].clone();
        if acts && let Some(c) = self.grammar().countries.iter().position(|c| c.iso2 == row.country) {
            let entity = self.country(c, None);
            let mut chunk = self.chunk(phrase, What::Country, Some(entity), "places.capital-acts");
            chunk.resolved = true;
            return self.land(chunk, c);
        }
        let at = self.entity(Identity::Place(place), EntityType::Place, &row.name);
        self.spell(at, phrase.tokens.clone());
        let entity = &mut self.out.entities[at];
        entity.country = Some(row.country.clone()).filter(|c| !c.is_empty());
        entity.kind = Some(row.kind.clone());
        entity.key = Some(format!("place:{}", row.id));
        let mut chunk = self.chunk(phrase, What::Place, Some(at), "places.name");
        chunk.country = Some(row.country);
        self.out.chunks.push(chunk);
    }
}

pub(super) fn ministry_key(country: &str, ids: &[String]) -> String {
    format!("ministry:{country}:{}", sorted(ids).join("+"))
}

fn title_span(title: &Title) -> Option<Range<usize>> {
    let start = title.core.iter().map(|r| r.start).min()?;
    let end = title.core.iter().map(|r| r.end).max()?;
    Some(start..end)
}

pub(super) fn tidy(words: &str) -> String {
    words.replace('\u{ad}', "").split_whitespace().collect::<Vec<_>>().join(" ")
}
