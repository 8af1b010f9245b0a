//! One sentence per record, made from its slots by templates; no fact is added.

use crate::case::Case;
use crate::words::Tongue;
use model::{EntityType, Party, Record};

/// The record's own label, or a sentence where merge left none in this language.
pub fn label(case: &Case, tongue: &Tongue, record: &Record) -> String {
    let made = record.label.get(&tongue.code).map(|l| l.trim()).filter(|l| !l.is_empty());
    made.map_or_else(|| sentence(case, tongue, record), str::to_string)
}

/// A sentence made from the slots: `say.type.status`, else `say.type`, else `say.any`; with fewer than two
/// parties `….one` is tried before each.
pub fn sentence(case: &Case, tongue: &Tongue, record: &Record) -> String {
    let (type_name, status) = (record.kind_of.name(), record.status.name());
    let actors = parties(case, tongue, record, &[]);
    let step = record.agreement.as_ref().map(|a| tongue.word("step", &a.status)).unwrap_or_default();
    let own_kind = kind(tongue, record);
    let when = tongue.when(&record.date);
    let deadline = crate::ledger::deadline(record).map(|d| tongue.date(d));
    let subject = record.agreement.as_ref().and_then(|a| a.title.clone()).unwrap_or_else(|| topics(tongue, record));
    let destination = record.place.as_ref().map(|p| p.name.clone()).or_else(|| host_country(case, tongue, record));
    let countries: Vec<String> = record.countries.iter().map(|c| case.country(tongue, c)).collect();
    let what = case.tongue_free(&record.what);
    let word = tongue.word("status", status);
    let slots = [
        ("parties", tongue.list(&actors)),
        ("first", actors.first().cloned().unwrap_or_default()),
        ("visitor", tongue.list(&parties(case, tongue, record, &["visitor", "actor", "participant"]))),
        ("host", tongue.list(&parties(case, tongue, record, &["host"]))),
        ("recipient", tongue.list(&parties(case, tongue, record, &["recipient", "beneficiary"]))),
        ("actor", tongue.list(&parties(case, tongue, record, &["actor", "speaker", "party", "signatory"]))),
        ("countries", tongue.list(&countries)),
        ("place", record.place.as_ref().map(|p| p.name.clone()).unwrap_or_default()),
        ("destination", destination.unwrap_or_default()),
        ("kind", own_kind),
        ("status", word),
        ("step", step),
        ("when", when),
        ("deadline", deadline.unwrap_or_default()),
        ("subject", subject),
        ("topics", topics(tongue, record)),
        ("value", record.value.as_ref().map(|v| value(tongue, v)).unwrap_or_default()),
        ("counted", record.value.as_ref().and_then(|v| v.what.clone()).unwrap_or_default()),
        ("thing", record.about.first().and_then(|id| case.record(id)).map(|r| kind(tongue, r)).unwrap_or_default()),
        ("what", what),
    ];
    let slots: Vec<(&str, &str)> = slots.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let mut keys = Vec::new();
    for stem in [format!("say.{type_name}.{status}"), format!("say.{type_name}"), "say.any".to_string()] {
        if actors.len() < 2 {
            keys.push(format!("{stem}.one"));
        }
        keys.push(stem);
    }
    let usable = |template: &&str| needed(template).all(|slot| slots.iter().any(|(k, v)| *k == slot && !v.is_empty()));
    let template = keys.iter().filter_map(|k| tongue.find(k)).find(usable).unwrap_or("{kind}[: {parties}][, {when}]");
    let made = crate::words::fill(template, &slots);
    let mut letters = made.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Slots outside `[…]`, without which a template says nothing.
fn needed(template: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0;
    template.split_inclusive(['[', ']', '}']).filter_map(move |part| {
        let slot = part.split_once('{').and_then(|(_, s)| s.strip_suffix('}')).filter(|_| depth == 0);
        match part.chars().last() {
            Some('[') => depth += 1,
            Some(']') => depth = 0,
            _ => {}
        }
        slot
    })
}

/// The kind of a record, or its type where it has none.
pub fn kind(tongue: &Tongue, record: &Record) -> String {
    match record.kind.as_deref() {
        Some(kind) => {
            let own = format!("kind.{}.{kind}", record.kind_of.name());
            tongue.find(&own).map_or_else(|| tongue.word("kind", kind), str::to_string)
        }
        None => tongue.word("type", record.kind_of.name()),
    }
}

/// Topics for reading, in a row.
pub fn topics(tongue: &Tongue, record: &Record) -> String {
    let names: Vec<String> = record.topics.iter().map(|t| tongue.topic(t)).collect();
    tongue.list(&names)
}

fn host_country(case: &Case, tongue: &Tongue, record: &Record) -> Option<String> {
    let visiting: Vec<&str> =
        record.parties.iter().filter(|p| p.role == "visitor").filter_map(|p| p.country.as_deref()).collect();
    let host = record.countries.iter().find(|c| !visiting.is_empty() && !visiting.contains(&c.as_str()))?;
    Some(case.country(tongue, host))
}

/// Parties with one of the roles, or all for none, each named once.
fn parties(case: &Case, tongue: &Tongue, record: &Record, roles: &[&str]) -> Vec<String> {
    let mut out = Vec::new();
    for party in record.parties.iter().filter(|p| roles.is_empty() || roles.contains(&p.role.as_str())) {
        let name = party_name(case, tongue, party);
        if !out.contains(&name) {
            out.push(name);
        }
    }
    out
}

/// A party for reading: name, office and country.
pub fn party_name(case: &Case, tongue: &Tongue, party: &Party) -> String {
    let entity = party.entity.as_deref().and_then(|id| case.entity(id));
    let name = party.entity.as_deref().filter(|_| entity.is_some()).map(|id| case.name(tongue, id));
    let name = name.unwrap_or_else(|| party.text.split_whitespace().collect::<Vec<_>>().join(" "));
    if entity.is_some_and(|e| matches!(e.kind_of, EntityType::Country)) {
        return name;
    }
    let office = party.office.as_deref().map(|o| tongue.word("rank", o)).unwrap_or_default();
    let country = party.country.as_deref().map(|c| case.country(tongue, c)).unwrap_or_default();
    let country = if name.contains(&country) { String::new() } else { country };
    let key = match (office.is_empty(), country.is_empty()) {
        (false, false) => "party.office",
        (false, true) => "party.rank",
        (true, false) => "party.country",
        (true, true) => return name,
    };
    tongue.fill(key, &[("name", &name), ("office", &office), ("country", &country)])
}

/// A number with its qualifier, unit and currency.
pub fn value(tongue: &Tongue, value: &model::Value) -> String {
    let number = match (&value.number, &value.low, &value.high) {
        (Some(number), _, _) => tongue.number(number),
        (None, Some(low), Some(high)) => {
            tongue.fill("date.range", &[("a", &tongue.number(low)), ("b", &tongue.number(high))])
        }
        (None, low, high) => low.as_ref().or(high.as_ref()).map(|n| tongue.number(n)).unwrap_or_default(),
    };
    let unit = match (value.currency.as_deref(), value.unit.as_deref()) {
        (Some(currency), _) => currency.to_string(),
        (None, Some(unit)) => tongue.find(&format!("unit.{unit}")).unwrap_or(unit).to_string(),
        (None, None) => String::new(),
    };
    let amount = tongue.fill("value.amount", &[("number", &number), ("unit", &unit)]);
    match value.qualifier.as_deref() {
        Some(q) => tongue.fill(&format!("qualifier.{q}"), &[("value", &amount)]),
        None => amount,
    }
}
