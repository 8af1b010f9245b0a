//! Registers: one row a fact, with its words, its sources and everything it rests on.

use super::{Page, lang, shown};
use crate::case::Register;
use crate::ledger;
use crate::sentence;
use maud::{Markup, html};
use model::{Basis, DateValue, Evidence, Record, RecordType};

const LADDER: [&str; 6] = ["planned", "initialled", "signed", "approved", "ratified", "in_force"];

impl<'a> Page<'_, 'a> {
    /// A register as one table, folded away where it is not for every reader.
    pub fn register(&self, register: Register, records: &[&'a Record]) -> Markup {
        let note = self.case.tongue().find(&format!("note.{}", register.key())).is_some();
        let folded = matches!(register, Register::Courtesies | Register::Doubtful);
        let mut groups: Vec<(Option<RecordType>, Vec<&Record>)> = Vec::new();
        if register == Register::Others {
            for kind in RecordType::ALL {
                let of: Vec<&Record> = records.iter().copied().filter(|r| r.kind_of == *kind).collect();
                if !of.is_empty() {
                    groups.push((Some(*kind), of));
                }
            }
        } else {
            groups.push((None, records.to_vec()));
        }
        let tables = html! { @for (kind, of) in &groups {
            @if let Some(kind) = kind { h3 { (self.say(|t| t.word("type", kind.name()))) " " span.n { (of.len()) } } }
            (self.table(register, of))
        } };
        html! {
            @if note { p.note { (self.t(&format!("note.{}", register.key()))) } }
            @if folded { details.fold { summary { (self.say(|t| t.count("fold.show", records.len()))) } (tables) } }
            @else { (tables) }
        }
    }

    fn table(&self, register: Register, records: &[&'a Record]) -> Markup {
        let columns = match register {
            Register::Figures => ["col.number", "col.date", "col.figure", "col.value", "col.sources"],
            Register::Ledger => ["col.number", "col.date", "col.fact", "col.deadline", "col.sources"],
            _ => ["col.number", "col.date", "col.fact", "col.status", "col.sources"],
        };
        html! {
            table.register.of-facts {
                thead { tr { @for key in columns { th scope="col" { (self.t(key)) } } } }
                tbody { @for record in records { (self.row(register, record)) } }
            }
        }
    }

    fn row(&self, register: Register, record: &'a Record) -> Markup {
        let case = self.case;
        let number = case.number(&record.id);
        let last = record.date.latest.as_deref().or(record.date.earliest.as_deref()).unwrap_or("9999");
        let aside = match register {
            Register::Ledger => self.deadline(record),
            Register::Figures => self.figure(record),
            _ => self.pill(record),
        };
        html! {
            tr id=(record.id) data-k=(record.kind_of.name()) data-c=(record.countries.join(" ")) {
                td { (number) }
                td data-v=(last) { (self.date(&record.date)) }
                td {
                    p { (self.say(|t| sentence::label(case, t, record))) }
                    @if let Some(agreement) = &record.agreement { (self.ladder(record, agreement)) }
                    @if register == Register::Ledger { (self.follow(record)) }
                    @for evidence in record.evidence.iter().take(1) { (self.quote(evidence)) }
                    (self.more(record))
                }
                td { (aside) }
                td { (case.sources(record)) }
            }
        }
    }

    /// A date with how it is known.
    pub fn date(&self, date: &DateValue) -> Markup {
        let part = date.part.as_deref();
        html! {
            (self.say(|t| t.date(date)))
            @if let Some(part) = part { " " (self.say(|t| t.word("part", part))) }
            @if date.basis != Basis::Unknown { small { (self.basis(date.basis)) } }
        }
    }

    fn basis(&self, basis: Basis) -> Markup {
        let key = match basis {
            Basis::Stated => "basis.stated",
            Basis::Resolved => "basis.resolved",
            Basis::Inferred => "basis.inferred",
            Basis::Unknown => "basis.unknown",
        };
        self.t(key)
    }

    fn pill(&self, record: &Record) -> Markup {
        html! { span class={ "pill s-" (record.status.name()) } { (self.say(|t| t.word("status", record.status.name()))) } }
    }

    fn deadline(&self, record: &'a Record) -> Markup {
        let (state, _) = ledger::state(self.case, record);
        html! {
            span class={ "pill l-" (state.key()) } { (self.t(&format!("ledger.{}", state.key()))) }
            @if let Some(deadline) = ledger::deadline(record) {
                p.due { (self.say(|t| t.fill("ledger.by", &[("date", &t.date(deadline))]))) }
            }
        }
    }

    fn follow(&self, record: &'a Record) -> Markup {
        let (_, follow) = ledger::state(self.case, record);
        html! { @if !follow.is_empty() {
            ul.follow { @for other in follow {
                li { (self.say(|t| t.date(&other.date))) ": " (self.say(|t| sentence::label(self.case, t, other))) " " (self.number(other)) }
            } }
        } }
    }

    fn figure(&self, record: &'a Record) -> Markup {
        let Some(value) = &record.value else { return self.pill(record) };
        let previous = value.previous.as_deref().and_then(|id| self.case.record(id));
        html! {
            strong.value { (self.say(|t| sentence::value(t, value))) }
            @if let Some(kind) = &record.kind { span.pill { (self.say(|t| t.word("kind", kind))) } }
            @if let Some(before) = previous { @if let Some(was) = &before.value {
                p.due { (self.say(|t| t.fill("figure.from", &[("value", &sentence::value(t, was))]))) " " (self.number(before)) }
            } }
            @if let Some(by) = value.by.as_ref().filter(|d| d.is_known()) {
                p.due { (self.say(|t| t.fill("ledger.by", &[("date", &t.date(by))]))) }
            }
            @if let Some(at) = value.as_of.as_ref().filter(|d| d.is_known()) {
                p.due { (self.say(|t| t.fill("asof", &[("date", &t.date(at))]))) }
            }
            @if let Some(who) = value.said_by.as_deref().or(record.said_by.as_deref()) {
                p.due { (self.say(|t| t.fill("figure.said", &[("who", &self.case.name(t, who))]))) }
            }
        }
    }

    /// The steps of an agreement: those evidenced are filled in, dated and linked.
    fn ladder(&self, record: &Record, agreement: &model::Agreement) -> Markup {
        let step = |name: &str| agreement.life.iter().rev().find(|s| s.step == name);
        let further = agreement.life.iter().filter(|s| !LADDER.contains(&s.step.as_str()));
        let reached = LADDER.iter().rposition(|name| step(name).is_some() || agreement.status == *name);
        html! {
            @if reached.is_some() || agreement.life.iter().any(|s| s.step != "existing") {
                ol.ladder {
                    @for (at, name) in LADDER.iter().enumerate() {
                        @let life = step(name);
                        @let done = life.is_some() || agreement.status == *name;
                        @if done || reached.is_some_and(|r| at == 2 || at > r.max(1)) {
                            li class=(if done { "on" } else { "off" }) {
                                span.step { (self.say(|t| t.word("step", name))) }
                                @if done { span.vh { " " (self.t("ladder.done")) } } @else { span.vh { " " (self.t("ladder.open")) } }
                                @if let Some(life) = life { (self.step(record, life)) }
                            }
                        }
                    }
                    @for life in further { li.on.further { span.step { (self.say(|t| t.word("step", &life.step))) } (self.step(record, life)) } }
                }
            }
        }
    }

    fn step(&self, record: &Record, life: &model::LifeStep) -> Markup {
        let evidence = life.evidence.first().or(record.evidence.first().map(|e| &e.finding));
        let place = life.place.as_ref().map(|p| p.name.as_str());
        html! { @if life.date.is_known() || place.is_some() {
            " " small { @match evidence {
                Some(finding) => a href={ "#" (finding) } { (self.say(|t| t.date(&life.date))) },
                None => (self.say(|t| t.date(&life.date))),
            } @if let Some(place) = place { ", " bdi { (shown(place)) } } }
        } }
    }

    /// A quote in its own language, leading to its mark in the source, with its source below.
    pub fn quote(&self, evidence: &Evidence) -> Markup {
        let document = self.case.document(&evidence.document);
        let language = match evidence.language.as_str() {
            "" => document.map_or("und", |d| d.language.as_str()),
            own => own,
        };
        html! {
            blockquote lang=(lang(language)) { a href={ "#" (evidence.finding) } { (shown(&self.case.quote(evidence))) } }
            @if let Some(document) = document {
                p { cite lang=(lang(&document.language)) { (shown(&self.case.title(document))) }
                    @if let Some(outlet) = &document.outlet { ", " bdi { (shown(outlet)) } }
                    ", " (self.say(|t| t.date(&document.published)))
                }
            }
        }
    }

    /// The number of a record, leading to its row.
    pub fn number(&self, record: &Record) -> Markup {
        html! { a.ref href={ "#" (record.id) } { (self.case.number(&record.id)) } }
    }

    /// Everything else a record holds, folded.
    fn more(&self, record: &'a Record) -> Markup {
        let case = self.case;
        let others = record.evidence.len().saturating_sub(1);
        html! {
            details {
                summary { (self.t("more")) @if others > 0 { " \u{b7} " (self.say(|t| t.count("more.quotes", others))) } }
                @for evidence in record.evidence.iter().skip(1) { (self.quote(evidence)) }
                @if !record.parties.is_empty() { p { @for (at, party) in record.parties.iter().enumerate() {
                    @if at > 0 { "; " }
                    (self.say(|t| t.word("role", &party.role))) ": " (self.say(|t| sentence::party_name(case, t, party)))
                    (self.known_by(party.basis, party.reason.as_deref()))
                } } }
                @if let Some(place) = record.place.as_ref().filter(|p| p.basis != Basis::Stated || p.country.is_some()) { p {
                    (self.t("slot.place")) ": " bdi { (shown(&place.name)) }
                    @if let Some(code) = &place.country { ", " (self.say(|t| case.country(t, code))) }
                    (self.known_by(place.basis, place.reason.as_deref()))
                } }
                @if let Some(reason) = &record.date.reason { p { (self.t("slot.date")) ": " span lang="en" { (shown(reason)) } } }
                @if let Some(who) = &record.said_by { p { (self.t("slot.said_by")) ": " (self.say(|t| case.name(t, who))) } }
                @if !record.about.is_empty() { p { (self.t("slot.about")) @for other in record.about.iter().filter_map(|id| case.record(id)) {
                    " " (self.number(other))
                } } }
                p { @for topic in &record.topics { (self.say(|t| t.topic(topic))) " \u{b7} " }
                    (self.say(|t| t.word("confidence", record.confidence.name())))
                    @if !record.track.is_empty() && record.track != "government" { " \u{b7} " (self.say(|t| t.word("track", &record.track))) }
                    @if !record.rule.is_empty() { " \u{b7} " code { (shown(&record.rule)) } } }
                @for reason in record.reasons.iter().take(6) { p lang="en" { (shown(reason)) } }
            }
        }
    }

    /// How a slot is known, where the words do not simply say it.
    fn known_by(&self, basis: Basis, reason: Option<&str>) -> Markup {
        html! {
            @if basis != Basis::Stated { ", " (self.basis(basis)) }
            @if let Some(reason) = reason { " (" span lang="en" { (shown(reason)) } ")" }
        }
    }

    /// Records on which sources disagree.
    pub fn conflicts(&self) -> Option<(usize, Markup)> {
        let records: Vec<&Record> = self.case.counted().filter(|r| !r.conflicts.is_empty()).collect();
        let all = || records.iter().flat_map(|r| &r.evidence);
        (!records.is_empty()).then(|| {
            let list = html! { @for record in &records {
                article.conflict {
                    h3 { (self.say(|t| sentence::label(self.case, t, record))) " " (self.number(record)) }
                    @for conflict in &record.conflicts {
                        p.slot { (self.say(|t| t.word("conflict", conflict.slot.split('.').next().unwrap_or("")))) }
                        ul { @for value in &conflict.values { li {
                            strong { bdi { (self.say(|t| conflict_value(t, &conflict.slot, &value.value))) } }
                            @for finding in &value.evidence {
                                @match all().find(|e| &e.finding == finding) {
                                    Some(evidence) => (self.quote(evidence)),
                                    None => { " " a href={ "#" (finding) } { (shown(finding)) } },
                                }
                            }
                        } } }
                    }
                }
            } };
            (records.len(), list)
        })
    }
}

fn conflict_value(tongue: &crate::words::Tongue, slot: &str, value: &str) -> String {
    match slot.split('.').next_back().unwrap_or(slot) {
        "date" | "deadline" | "edtf" | "by" | "as_of" | "signed" => tongue.edtf(value),
        "number" | "low" | "high" => tongue.number(value),
        "status" => tongue.word("status", value),
        _ => value.to_string(),
    }
}
