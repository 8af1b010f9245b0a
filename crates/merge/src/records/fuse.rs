//! A group of facts becomes one record: the best supported value in every slot, all evidence, contradictions side by side.

use super::dates;
use super::fact::Fact;
use super::groups::Group;
use super::parties;
use crate::identity::Identity;
use model::{
    Agreement, Confidence, Conflict, ConflictValue, DateValue, Findings, LifeStep, Place, Record, RecordType, Reported,
    Status, Value,
};
use std::collections::{BTreeMap, BTreeSet};

/// Fuses every group and points `about` and `previous` at the new ids.
pub(super) fn records(facts: &[Fact], groups: &[Group], findings: &[Findings], identity: &Identity) -> Vec<Record> {
    let mut new_id: BTreeMap<String, String> = BTreeMap::new();
    let mut out = Vec::with_capacity(groups.len());
    for group in groups {
        let mut members: Vec<&Fact> = group.members.iter().map(|at| &facts[*at]).collect();
        members.sort_by(|a, b| rank(a).cmp(&rank(b)));
        let record = fuse(&members, group, findings, identity);
        for member in &members {
            new_id.insert(member.record.id.clone(), record.id.clone());
        }
        out.push(record);
    }
    for record in &mut out {
        let own = record.id.clone();
        let about: BTreeSet<String> =
            record.about.iter().map(|id| new_id.get(id).unwrap_or(id).clone()).filter(|id| *id != own).collect();
        record.about = about.into_iter().collect();
        if let Some(previous) = record.value.as_mut().and_then(|v| v.previous.as_mut())
            && let Some(id) = new_id.get(previous)
        {
            previous.clone_from(id);
        }
    }
    out
}

/// The leading report first: surest, told as news, most people named, earliest finding.
fn rank(fact: &Fact) -> (Confidence, bool, std::cmp::Reverse<usize>, &str) {
    let record = &fact.record;
    let told = matches!(record.status, Status::Historical | Status::Planned);
    let people = std::cmp::Reverse(fact.persons().len());
    (record.confidence, told, people, finding(fact))
}

fn finding(fact: &Fact) -> &str {
    fact.record.evidence.first().map_or(fact.record.id.as_str(), |e| e.finding.as_str())
}

fn fuse(members: &[&Fact], group: &Group, findings: &[Findings], identity: &Identity) -> Record {
    let lead = members[0];
    let mut record = lead.record.clone();
    let name = members.iter().min_by_key(|m| finding(m)).map_or_else(String::new, |m| m.record.id.clone());
    let aliases: BTreeSet<String> = members.iter().map(|m| m.record.id.clone()).filter(|id| *id != name).collect();
    record.aliases = aliases.into_iter().collect();
    record.id = name;
    record.reported = reported(members, findings);
    if members.len() == 1 {
        record.parties = parties::unite(std::iter::once(lead.record.parties.as_slice()), identity);
        record.countries.sort();
        record.countries.dedup();
        record.topics.truncate(5);
        return record;
    }
    record.kind = kind(members);
    record.status = status(members);
    record.confidence = members.iter().map(|m| m.record.confidence).min().unwrap_or(record.confidence);
    record.parties = parties::unite(members.iter().map(|m| m.record.parties.as_slice()), identity);
    record.said_by = members.iter().find_map(|m| m.record.said_by.clone());
    record.countries =
        members.iter().flat_map(|m| m.lands.iter().cloned()).collect::<BTreeSet<_>>().into_iter().collect();
    record.topics = topics(members);
    record.about = members.iter().flat_map(|m| m.record.about.iter().cloned()).collect();
    record.conflicts = members.iter().flat_map(|m| m.record.conflicts.iter().cloned()).collect();
    let (date, conflict) = dates::best(&dated(members, &record), "date");
    record.date = date;
    record.conflicts.extend(conflict);
    let deadlines: Vec<(&DateValue, &str)> =
        members.iter().filter_map(|m| Some((m.record.deadline.as_ref()?, finding(m)))).collect();
    if !deadlines.is_empty() {
        let (deadline, conflict) = dates::best(&deadlines, "deadline");
        record.deadline = deadline.is_known().then_some(deadline);
        record.conflicts.extend(conflict);
    }
    record.place = place(members, &mut record.conflicts);
    record.value = value(members, &mut record.conflicts);
    record.agreement = agreement(members, identity);
    let days: BTreeMap<&str, Option<&str>> = members
        .iter()
        .map(|m| &findings[m.document].document)
        .map(|d| (d.id.as_str(), d.published.earliest.as_deref()))
        .collect();
    let day = |document: &str| days.get(document).copied().flatten().unwrap_or("~").to_string();
    let mut evidence: Vec<model::Evidence> = members.iter().flat_map(|m| m.record.evidence.iter().cloned()).collect();
    evidence.sort_by_cached_key(|e| (day(&e.document), e.document.clone(), e.start, e.end, e.finding.clone()));
    evidence.dedup();
    let sources: BTreeSet<&str> = evidence.iter().map(|e| e.document.as_str()).collect();
    let mut reasons: BTreeSet<String> = members.iter().flat_map(|m| m.record.reasons.iter().cloned()).collect();
    for reason in &group.reasons {
        reasons.insert(format!("joined {} findings of {} documents: {reason}", evidence.len(), sources.len()));
    }
    record.reasons = reasons.into_iter().collect();
    record.evidence = evidence;
    record
}

/// Publication dates of the first and the last report; a vague one counts by its bounds.
fn reported(members: &[&Fact], findings: &[Findings]) -> Reported {
    let published: Vec<&DateValue> = members.iter().map(|m| &findings[m.document].document.published).collect();
    let day = |date: &&DateValue| date.edtf.as_deref().and_then(|e| e.get(..10)).map(str::to_string);
    let first = |d: &&DateValue| day(d).or_else(|| d.earliest.clone());
    let last = |d: &&DateValue| day(d).or_else(|| d.latest.clone());
    Reported { first: published.iter().filter_map(first).min(), last: published.iter().filter_map(last).max() }
}

/// The most frequent kind, a particular one before a general one.
fn kind(members: &[&Fact]) -> Option<String> {
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for kind in members.iter().filter_map(|m| m.record.kind.as_deref()) {
        *count.entry(kind).or_default() += 1;
    }
    let general = |kind: &str| matches!(kind, "agreement" | "talks" | "official" | "delegation" | "promise");
    let best = count.into_iter().max_by_key(|(kind, n)| (!general(kind), *n, std::cmp::Reverse(*kind)));
    best.map(|(kind, _)| kind.to_string())
}

/// Done if any source reports it as news; else the furthest that is said.
fn status(members: &[&Fact]) -> Status {
    let order = [
        Status::Occurred,
        Status::Ongoing,
        Status::Historical,
        Status::Planned,
        Status::Proposed,
        Status::Hypothetical,
        Status::Negated,
    ];
    let said: BTreeSet<Status> = members.iter().map(|m| m.record.status).collect();
    order.into_iter().find(|s| said.contains(s)).unwrap_or(Status::Occurred)
}

/// Dates that speak of what the record now says: for a thing done, not the day it was planned for.
fn dated<'a>(members: &[&'a Fact], record: &Record) -> Vec<(&'a DateValue, &'a str)> {
    let done = matches!(record.status, Status::Occurred | Status::Historical | Status::Ongoing);
    let said = |m: &&&'a Fact| m.record.date.is_known();
    let own: Vec<&&Fact> = members.iter().filter(|m| !done || m.is_done()).filter(said).collect();
    let all: Vec<&&Fact> = if own.is_empty() { members.iter().filter(said).collect() } else { own };
    all.into_iter().map(|m| (&m.record.date, finding(m))).collect()
}

fn topics(members: &[&Fact]) -> Vec<String> {
    let mut count: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for member in members {
        for (at, topic) in member.record.topics.iter().enumerate() {
            let entry = count.entry(topic).or_insert((0, at));
            entry.0 += 1;
            entry.1 = entry.1.min(at);
        }
    }
    let mut all: Vec<(&str, (usize, usize))> = count.into_iter().collect();
    all.sort_by_key(|(topic, (n, at))| (std::cmp::Reverse(*n), *at, *topic));
    all.into_iter().take(5).map(|(topic, _)| topic.to_string()).collect()
}

fn place(members: &[&Fact], conflicts: &mut Vec<Conflict>) -> Option<Place> {
    let mut said: BTreeMap<String, Vec<(&Place, &str)>> = BTreeMap::new();
    for member in members {
        if let Some(place) = &member.record.place {
            let key = place.entity.clone().unwrap_or_else(|| lang::fold(&place.name));
            said.entry(key).or_default().push((place, finding(member)));
        }
    }
    // The most frequent; an entity of the gazetteer before bare words, stated before worked out.
    let rank = |all: &[(&Place, &str)]| {
        let basis = all.iter().map(|(p, _)| p.basis).min().unwrap_or_default();
        (all[0].0.entity.is_none(), basis, std::cmp::Reverse(all.len()))
    };
    let (key, all) = said.iter().min_by(|a, b| rank(a.1).cmp(&rank(b.1)).then_with(|| a.0.cmp(b.0)))?;
    let mut place = all.iter().min_by_key(|(p, f)| (p.basis, *f)).map(|(p, _)| (*p).clone())?;
    place.at = all.iter().flat_map(|(p, _)| p.at.iter().cloned()).collect::<BTreeSet<_>>().into_iter().collect();
    let others: Vec<(&String, &Vec<(&Place, &str)>)> = said
        .iter()
        .filter(|(k, v)| {
            *k != key && v[0].0.country != place.country && v[0].0.country.is_some() && place.country.is_some()
        })
        .collect();
    if !others.is_empty() {
        let side = |all: &Vec<(&Place, &str)>| ConflictValue {
            value: all[0].0.name.clone(),
            evidence: all.iter().map(|(_, f)| (*f).to_string()).collect(),
        };
        let values = std::iter::once(side(all)).chain(others.into_iter().map(|(_, v)| side(v))).collect();
        conflicts.push(Conflict { slot: "place.name".to_string(), values });
    }
    Some(place)
}

fn value(members: &[&Fact], conflicts: &mut Vec<Conflict>) -> Option<Value> {
    let mut said: BTreeMap<String, Vec<(&Value, &str)>> = BTreeMap::new();
    for member in members {
        if let (Some(value), Some(number)) = (&member.record.value, member.number()) {
            said.entry(number).or_default().push((value, finding(member)));
        }
    }
    let lead = members.iter().find_map(|m| m.record.value.clone());
    let Some((number, all)) = said.iter().max_by(|a, b| a.1.len().cmp(&b.1.len()).then_with(|| b.0.cmp(a.0))) else {
        return lead;
    };
    let mut value = all[0].0.clone();
    value.at = all.iter().flat_map(|(v, _)| v.at.iter().cloned()).collect::<BTreeSet<_>>().into_iter().collect();
    for (other, _) in all {
        value.as_of = value.as_of.take().or_else(|| other.as_of.clone());
        value.by = value.by.take().or_else(|| other.by.clone());
        value.country = value.country.take().or_else(|| other.country.clone());
        value.said_by = value.said_by.take().or_else(|| other.said_by.clone());
        value.previous = value.previous.take().or_else(|| other.previous.clone());
    }
    if said.len() > 1 {
        let side = |(number, all): (&String, &Vec<(&Value, &str)>)| ConflictValue {
            value: number.clone(),
            evidence: all.iter().map(|(_, f)| (*f).to_string()).collect::<BTreeSet<_>>().into_iter().collect(),
        };
        let first = side((number, all));
        let rest = said.iter().filter(|(n, _)| *n != number).map(side);
        conflicts
            .push(Conflict { slot: "value.number".to_string(), values: std::iter::once(first).chain(rest).collect() });
    }
    Some(value)
}

/// Steps in the order in which a life goes.
const STEPS: [&str; 12] = [
    "existing",
    "planned",
    "initialled",
    "signed",
    "approved",
    "ratified",
    "in_force",
    "extended",
    "amended",
    "suspended",
    "terminated",
    "expired",
];

/// Where a step stands in the life of an agreement.
fn order(step: &str) -> usize {
    STEPS.iter().position(|s| *s == step).unwrap_or(0)
}

fn agreement(members: &[&Fact], identity: &Identity) -> Option<Agreement> {
    if members[0].kind_of() != RecordType::Agreement {
        return members.iter().find_map(|m| m.record.agreement.clone());
    }
    let all: Vec<(&Agreement, &Fact)> =
        members.iter().filter_map(|m| Some((m.record.agreement.as_ref()?, *m))).collect();
    let mut out = all.first()?.0.clone();
    let mut life: BTreeMap<usize, Vec<LifeStep>> = BTreeMap::new();
    let mut signatories: BTreeSet<String> = BTreeSet::new();
    for (agreement, fact) in &all {
        out.title = out.title.take().or_else(|| agreement.title.clone());
        out.reference = out.reference.take().or_else(|| agreement.reference.clone());
        out.validity = out.validity.take().or_else(|| agreement.validity.clone());
        out.signed = out.signed.take().or_else(|| agreement.signed.clone());
        out.count = out.count.max(agreement.count);
        signatories.extend(agreement.signatories.iter().cloned());
        let mut steps = agreement.life.clone();
        if steps.is_empty() && !agreement.status.is_empty() {
            let evidence = vec![finding(fact).to_string()];
            steps.push(LifeStep {
                step: agreement.status.clone(),
                date: fact.record.date.clone(),
                place: fact.record.place.clone(),
                evidence,
            });
        }
        for step in steps {
            life.entry(order(&step.step)).or_default().push(step);
        }
    }
    // "There is one" says nothing where a step is known.
    if life.len() > 1 {
        life.remove(&order("existing"));
    }
    out.life = life.into_values().filter_map(one_step).collect();
    if let Some(last) = out.life.iter().max_by_key(|s| order(&s.step)) {
        out.status.clone_from(&last.step);
    }
    let is_person = |id: &String| identity.get(id).is_some_and(|e| e.kind_of == model::EntityType::Person);
    let people: BTreeSet<String> = signatories.iter().filter(|id| is_person(id)).cloned().collect();
    out.signatories = if people.is_empty() { signatories } else { people }.into_iter().collect();
    Some(out)
}

/// The same step told several times: the best date, all evidence.
fn one_step(steps: Vec<LifeStep>) -> Option<LifeStep> {
    let dates: Vec<(&DateValue, &str)> =
        steps.iter().map(|s| (&s.date, s.evidence.first().map_or("", String::as_str))).collect();
    let (date, _) = dates::best(&dates, "date");
    let evidence: BTreeSet<String> = steps.iter().flat_map(|s| s.evidence.iter().cloned()).collect();
    let place = steps.iter().find_map(|s| s.place.clone());
    let step = steps.first()?.step.clone();
    Some(LifeStep { step, date, place, evidence: evidence.into_iter().collect() })
}
