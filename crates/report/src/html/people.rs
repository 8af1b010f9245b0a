//! People with their offices over time and their spellings, and organisations.

use super::{Page, shown};
use maud::{Markup, html};
use model::{Entity, EntityType, Record};

/// Numbers of records shown beside a name before the rest is only counted.
const SHOWN: usize = 24;

impl<'a> Page<'_, 'a> {
    /// People, those in most records first; those without office and record folded away.
    pub fn people(&self) -> Option<(usize, Markup)> {
        let all = self.entities(EntityType::Person);
        let (main, rest): (Vec<&Entity>, Vec<&Entity>) =
            all.into_iter().partition(|e| !e.roles.is_empty() || !self.case.records_of(&e.id).is_empty());
        if main.is_empty() && rest.is_empty() {
            return None;
        }
        let share = self.case.options.share;
        let content = html! {
            @if !main.is_empty() { table.register.people {
                thead { tr { @for key in ["col.name", "col.country", "col.offices", "col.facts"] { th scope="col" { (self.t(key)) } } } }
                tbody { @for person in &main { (self.person(person)) } }
            } }
            @if !rest.is_empty() && !share { details.fold { summary { (self.say(|t| t.count("people.also", rest.len()))) }
                p { @for (at, person) in rest.iter().enumerate() { @if at > 0 { ", " } bdi id=(person.id) { (shown(&person.name)) } } } } }
        };
        Some((main.len(), content))
    }

    fn person(&self, person: &'a Entity) -> Markup {
        let records = self.case.records_of(&person.id);
        html! { tr id=(person.id) data-c=(person.country.as_deref().unwrap_or("")) {
            th scope="row" { (self.names(person)) }
            td { @if let Some(code) = &person.country { (self.say(|t| self.case.country(t, code))) } }
            td { @if !person.roles.is_empty() { ul.roles { @for role in &person.roles { li {
                @match role.evidence.first().filter(|e| !e.finding.is_empty()) {
                    Some(evidence) => a href={ "#" (evidence.finding) } lang=(super::lang(&evidence.language)) { (shown(&role.title)) },
                    None => bdi { (shown(&role.title)) },
                }
                @if let Some(standing) = &role.standing { " (" (self.say(|t| t.word("standing", standing))) ")" }
                @if let (Some(first), Some(last)) = (role.seen.iter().min(), role.seen.iter().max()) {
                    " " small { @if first == last { (self.say(|t| t.edtf(first))) }
                        @else { (self.say(|t| t.fill("date.range", &[("a", &t.edtf(first)), ("b", &t.edtf(last))]))) } }
                }
            } } } } }
            td { (self.numbers(records)) }
        } }
    }

    fn names(&self, entity: &Entity) -> Markup {
        let mut variants: Vec<&str> =
            entity.names.iter().map(|n| n.text.as_str()).filter(|n| *n != entity.name).collect();
        variants.sort_unstable();
        variants.dedup();
        html! {
            bdi.name { (shown(&entity.name)) }
            @if !variants.is_empty() { small.variants { @for (at, name) in variants.iter().take(8).enumerate() {
                @if at > 0 { ", " } bdi { (shown(name)) } } } }
        }
    }

    /// Numbers of records, each leading to its row.
    pub fn numbers(&self, records: &[&'a Record]) -> Markup {
        html! {
            span.refs { @for record in records.iter().take(SHOWN) { a href={ "#" (record.id) } { (self.case.number(&record.id)) } " " } }
            @if records.len() > SHOWN { small { (self.say(|t| t.count("more.facts", records.len() - SHOWN))) } }
        }
    }

    /// Organisations that take part in records, and international bodies.
    pub fn organisations(&self) -> Option<(usize, Markup)> {
        let all: Vec<&Entity> = self
            .entities(EntityType::Organisation)
            .into_iter()
            .filter(|e| !self.case.records_of(&e.id).is_empty())
            .collect();
        (!all.is_empty()).then(|| {
            let table = html! { table.register.people {
                thead { tr { @for key in ["col.name", "col.country", "col.kind", "col.facts"] { th scope="col" { (self.t(key)) } } } }
                tbody { @for body in &all { tr id=(body.id) data-c=(body.country.as_deref().unwrap_or("")) {
                    th scope="row" { (self.names(body)) }
                    td { @if let Some(code) = &body.country { (self.say(|t| self.case.country(t, code))) } }
                    td { @if let Some(kind) = &body.kind { (self.say(|t| t.word("body", kind))) }
                        @if let Some(parent) = body.parent.as_deref().and_then(|p| self.case.entity(p)) { " \u{b7} " bdi { (shown(&parent.name)) } } }
                    td { (self.numbers(self.case.records_of(&body.id))) }
                } } }
            } };
            (all.len(), table)
        })
    }

    fn entities(&self, kind: EntityType) -> Vec<&'a Entity> {
        let mut all: Vec<&Entity> = self.case.dossier.entities.iter().filter(|e| e.kind_of == kind).collect();
        all.sort_by_key(|e| (std::cmp::Reverse(self.case.records_of(&e.id).len()), lang::fold(&e.name), e.id.as_str()));
        all
    }
}
