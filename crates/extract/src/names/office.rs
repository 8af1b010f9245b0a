//! The rows of offices: title, rank, field, organisation, and the words that say so.

use super::What;
use super::body::{Body, Key};
use super::output::{Identity, Writer, ministry_key, tidy};
use super::settle::sorted;
use super::title::Title;
use lang::fold;
use model::{Entity, EntityName, EntityType, Evidence, Role};
use std::ops::Range;

impl Writer<'_> {
    /// The office of a counterpart: that of the person named last, in the counterpart's own country.
    pub(super) fn copied_role(&mut self, entity: usize, title: &Title, country: Option<&str>, tokens: Range<usize>) {
        let before = self.out.chunks.iter().rev().take(12).filter(|c| c.what == What::Person).find_map(|c| {
            let other = c.entity.filter(|e| *e != entity)?;
            self.out.entities[other].roles.first().cloned()
        });
        let Some(model) = before else { return };
        let country = title.country.as_deref().or(country);
        let fields: Vec<String> = model.portfolio.iter().flat_map(|p| p.split('+')).map(str::to_string).collect();
        let copy = Title { rank: model.rank.clone().unwrap_or_default(), portfolios: fields, ..title.clone() };
        let organisation = self.office_body(&copy, country);
        self.role_of(entity, &copy, organisation, country, tokens);
        if let Some(role) = self.out.entities[entity].roles.last_mut() {
            role.title = model.title;
        }
    }

    /// The organisation that an office belongs to: the body its words name, or the ministry of its field.
    pub(super) fn office_body(&mut self, title: &Title, country: Option<&str>) -> Option<usize> {
        if let Some(body) = &title.body {
            let at = self
                .settled
                .bodies
                .iter()
                .position(|b| b.key == body.key && (b.country == body.country || b.country.as_deref() == country));
            return match at {
                Some(at) if body.key != Key::Words => Some(self.body_entity(at, None)),
                _ => self.titled_body(body, country),
            };
        }
        let ministerial = matches!(title.rank.as_str(), "minister" | "deputy_minister");
        if !ministerial || title.portfolios.is_empty() {
            return None;
        }
        let country = title.country.as_deref().or(country);
        let key = Key::Ministry(sorted(&title.portfolios));
        let at = self.settled.bodies.iter().position(|b| b.key == key && b.country.as_deref() == country);
        let name = self.ministry_name(&title.portfolios, title.field_words.clone());
        if let Some(at) = at {
            let new = !self.index.contains_key(&Identity::Body(at));
            let entity = self.body_entity(at, None);
            if new && self.out.entities[entity].names.is_empty() {
                self.out.entities[entity].name = name;
            }
            return Some(entity);
        }
        let key = country.map(|c| ministry_key(c, &title.portfolios));
        Some(self.keyed(key, &name, "ministry", country))
    }

    /// A body that only a title names.
    pub(super) fn titled_body(&mut self, body: &Body, country: Option<&str>) -> Option<usize> {
        if body.key == Key::Refers {
            return None;
        }
        let words = tidy(self.scan.text.words(body.name.clone()));
        let country = body.country.as_deref().or(if body.kind == "igo" { None } else { country });
        let entity = match &body.key {
            Key::Known(org) => {
                let at = self.keyed(Some(format!("org:{}", self.grammar().orgs[*org].id)), &words, &body.kind, country);
                self.known(at, *org);
                at
            }
            Key::National(national) => {
                self.keyed(country.map(|c| format!("{national}:{c}")), &words, &body.kind, country)
            }
            Key::Ministry(ids) => self.keyed(country.map(|c| ministry_key(c, ids)), &words, &body.kind, country),
            _ => self.keyed(None, &words, &body.kind, country),
        };
        self.spell(entity, body.name.clone());
        Some(entity)
    }

    /// The entity with a key (or, without one, a name), a new one if there is none.
    pub(super) fn keyed(&mut self, key: Option<String>, name: &str, kind: &str, country: Option<&str>) -> usize {
        let same = |e: &Entity| match &key {
            Some(_) => e.key == key,
            None => e.kind_of == EntityType::Organisation && e.key.is_none() && fold(&e.name) == fold(name),
        };
        if let Some(at) = self.out.entities.iter().position(same) {
            return at;
        }
        let at = self.out.entities.len();
        self.out.entities.push(Entity {
            id: format!("#{at}"),
            kind_of: EntityType::Organisation,
            name: name.to_string(),
            names: Vec::new(),
            country: country.map(str::to_string),
            wikidata: None,
            kind: Some(kind.to_string()),
            parent: None,
            key,
            roles: Vec::new(),
            reasons: Vec::new(),
        });
        at
    }

    pub(super) fn known(&mut self, entity: usize, org: usize) {
        let row = self.grammar().orgs[org].clone();
        let at = &mut self.out.entities[entity];
        at.wikidata = row.wikidata;
        at.country = row.country;
        at.names.push(EntityName { text: row.name.clone(), language: "en".to_string() });
        if row.kind == "igo" {
            at.name = row.name;
        }
    }

    pub(super) fn ministry_name(&self, ids: &[String], words: Option<Range<usize>>) -> String {
        let names: Vec<&str> = ids
            .iter()
            .filter_map(|id| self.grammar().portfolios.iter().find(|p| p.id == *id).map(|p| p.name.as_str()))
            .collect();
        let fields = match names.as_slice() {
            [] => words.map(|w| tidy(self.scan.text.words(w))).unwrap_or_default(),
            [one] => (*one).to_string(),
            [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
        };
        format!("Ministry of {fields}")
    }

    pub(super) fn role_of(
        &mut self,
        entity: usize,
        title: &Title,
        organisation: Option<usize>,
        country: Option<&str>,
        tokens: Range<usize>,
    ) {
        let text = self.scan.title_words(title);
        let at = self.scan.text.article.source(self.scan.text.span(tokens));
        let document = &self.scan.text.article.document;
        let evidence = Evidence {
            finding: model::finding_id(&document.id, at.start, at.end, "office"),
            document: document.id.clone(),
            start: at.start,
            end: at.end,
            quote: at.of(&document.text).to_string(),
            words: None,
            context: None,
            language: self.language.to_string(),
        };
        let organisation = organisation.map(|o| self.out.entities[o].id.clone());
        let international = title.body.as_ref().is_some_and(|b| b.kind == "igo");
        let country = if international { None } else { title.country.clone().or(country.map(str::to_string)) };
        let role = Role {
            portfolio: (!title.portfolios.is_empty()).then(|| sorted(&title.portfolios).join("+")),
            rank: Some(title.rank.clone()).filter(|r| !r.is_empty()),
            organisation,
            country,
            seen: Vec::new(),
            standing: title.standing.clone(),
            evidence: vec![evidence],
            title: text,
        };
        let roles = &mut self.out.entities[entity].roles;
        match roles.iter_mut().find(|r| fold(&r.title) == fold(&role.title) && r.standing == role.standing) {
            Some(old) => old.evidence.extend(role.evidence),
            None => roles.push(role),
        }
    }
}
