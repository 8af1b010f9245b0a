//! Comparing the slots of a matched pair; a slot that the key lacks is not asked.

use super::count::{Counts, Share, list, strings, text};
use super::edtf::{judge, judge_deadline, read};
use super::key::Topics;
use super::names;
use super::output::{Output, names as all_names};
use super::pairing::assign;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The figures of slots: shares of right answers, and counts where a slot is a set.
#[derive(Default)]
pub struct Slots {
    /// Right answers.
    pub shares: BTreeMap<String, Share>,
    /// Sets.
    pub counts: BTreeMap<String, Counts>,
}

impl Slots {
    fn ask(&mut self, name: &str, right: bool) {
        self.shares.entry(name.to_string()).or_default().ask(right);
    }
}

fn accepted(gold: &Value, slot: &str) -> Vec<String> {
    let mut out: Vec<String> = text(&gold[slot]).map(str::to_string).into_iter().collect();
    out.extend(strings(&gold[format!("{slot}_accept")]));
    out
}

/// Steps of an agreement's life that say no less than the key's word.
fn later(step: &str) -> &'static [&'static str] {
    match step {
        "existing" => &["signed", "approved", "ratified", "in_force", "extended", "amended"],
        "signed" => &["approved", "ratified", "in_force"],
        "planned" => &["initialled"],
        "expired" => &["terminated"],
        _ => &[],
    }
}

/// Adds the slots of one matched pair.
pub fn compare(gold: &Value, record: &Value, output: &Output, document: &Value, topics: &Topics, slots: &mut Slots) {
    let sources: BTreeSet<&str> = list(&record["evidence"]).iter().filter_map(|e| e["document"].as_str()).collect();
    let merged = sources.len() > 1;
    let has = |slot: &str| gold.get(slot).is_some();
    let known = matches!(text(&gold["type"]), Some("meeting" | "visit" | "agreement" | "relation" | "setback"));
    for slot in ["kind", "status"] {
        if text(&gold[slot]).is_some() {
            let said = record[slot].as_str().unwrap_or_default().to_string();
            slots.ask(slot, accepted(gold, slot).contains(&said));
        }
    }
    if has("countries") {
        let a: BTreeSet<String> = strings(&record["countries"]).into_iter().collect();
        let b: BTreeSet<String> = strings(&gold["countries"]).into_iter().collect();
        let optional = strings(&gold["countries_optional"]);
        slots.ask("countries", a.symmetric_difference(&b).all(|c| optional.contains(c)));
    }
    for (land, role) in gold["country_roles"].as_object().into_iter().flatten() {
        let roles = output.land_roles(record, land);
        slots.ask("roles", role.as_str().is_some_and(|r| roles.iter().any(|own| own == r)));
    }
    if has("date") {
        let date = text(&gold["date"]);
        let (strict, loose) = judge(&record["date"], date, &gold["date_accept"], &gold["date_reject"]);
        let dated = strings(&gold["date_accept"]).iter().any(|a| a != "unknown");
        if date.is_some() || dated {
            slots.ask("date", strict);
            slots.ask("date_lenient", loose);
        } else if known && !merged {
            slots.ask("date_unknown", loose);
        }
    }
    if has("place") {
        place(gold, record, output, known && !merged, slots);
    }
    if has("deadline") && (text(&gold["deadline"]).is_some() || read(&record["deadline"]).0.is_some()) {
        slots.ask("deadline", judge_deadline(&record["deadline"], &gold["deadline"], &gold["deadline_accept"]));
    }
    if let Some(status) = text(&gold["agreement_status"]) {
        let said = record["agreement"]["status"].as_str().unwrap_or_default();
        let right = accepted(gold, "agreement_status").iter().any(|s| s == said) || later(status).contains(&said);
        slots.ask("agreement_status", right);
    }
    if gold["value"].is_object() {
        value(gold, record, merged, slots);
    }
    topic(gold, record, merged, topics, slots);
    if !strings(&gold["parties"]).is_empty() {
        parties(gold, record, output, document, merged, slots);
    }
}

fn place(gold: &Value, record: &Value, output: &Output, asked: bool, slots: &mut Slots) {
    let name = if record["place"].is_object() { text(&record["place"]["name"]) } else { text(&record["place"]) };
    let mut found: Vec<String> = Vec::new();
    if let Some(name) = name {
        found.push(name.to_string());
        for entity in output.entities.iter().filter(|e| e["type"] == "place" || e["type"] == "country") {
            let own = all_names(entity);
            if own.iter().any(|n| names::joined(n) == names::joined(name)) {
                found.extend(own);
            }
        }
    }
    let wanted: Vec<String> = accepted(gold, "place").into_iter().filter(|p| p != "unknown").collect();
    let fits = wanted.iter().any(|w| names::place_match(w, &found));
    if text(&gold["place"]).is_some() {
        let open = found.is_empty() && strings(&gold["place_accept"]).iter().any(|p| p == "unknown");
        slots.ask("place", fits || open);
    } else if asked {
        slots.ask("place_unknown", fits || found.is_empty());
    }
}

fn value(gold: &Value, record: &Value, merged: bool, slots: &mut Slots) {
    let (want, have) = (&gold["value"], &record["value"]);
    let mut said = numbers(&have["number"]);
    said.extend(numbers(&record["conflicts"]));
    slots.ask("value.number", numbers(&want["number"]).iter().any(|n| close(*n, &said)));
    if let Some(unit) = text(&want["unit"]) {
        let mut units = vec![unit.to_string()];
        units.extend(strings(&gold["unit_accept"]));
        let fits =
            |u: &String| names::unit_match(u, text(&have["unit"]), text(&have["currency"]), text(&want["currency"]));
        slots.ask("value.unit", units.iter().any(fits));
    }
    for name in ["by", "as_of"] {
        if read(&want[name]).0.is_some() || (read(&have[name]).0.is_some() && !merged) {
            slots.ask(&format!("value.{name}"), judge_deadline(&have[name], &want[name], &Value::Null));
        }
    }
}

fn topic(gold: &Value, record: &Value, merged: bool, topics: &Topics, slots: &mut Slots) {
    let want = topics.of_key(&gold["topics"]);
    if want.is_empty() {
        return;
    }
    let have: BTreeSet<String> = strings(&record["topics"]).iter().map(|t| Topics::ident(t)).collect();
    let both = have.intersection(&want).count();
    let near = have.iter().filter(|h| want.iter().any(|w| topics.near(h, w))).count();
    let reached = want.iter().filter(|w| have.iter().any(|h| topics.near(h, w))).count();
    for (name, right, found) in [("topics", both, both), ("topics_lenient", near, reached)] {
        let extra = if merged { 0 } else { have.len() - right };
        slots.counts.entry(name.to_string()).or_default().add(Counts::new(found, extra, want.len() - found));
    }
}

/// All numbers within a value, however deep; text that reads as a number counts.
pub fn numbers(value: &Value) -> Vec<f64> {
    match value {
        Value::Object(fields) => fields.values().flat_map(numbers).collect(),
        Value::Array(items) => items.iter().flat_map(numbers).collect(),
        Value::Number(number) => number.as_f64().into_iter().collect(),
        Value::String(text) => text.trim().parse().into_iter().collect(),
        _ => Vec::new(),
    }
}

/// Whether a number is among others.
pub fn close(one: f64, others: &[f64]) -> bool {
    others.iter().any(|other| (one - other).abs() <= 1e-6 * one.abs().max(1.0))
}

/// The gold entity that a party's words name, and whether it is a person.
fn party<'a>(surface: &str, document: &'a Value) -> Option<(bool, &'a Value)> {
    let form = names::joined(surface);
    for field in ["people", "organisations"] {
        for item in list(&document[field]) {
            let mut forms: Vec<String> = strings(&item["surfaces"]).iter().map(|s| names::joined(s)).collect();
            forms.push(names::joined(text(&item["name"]).unwrap_or_default()));
            if forms.contains(&form) {
                return Some((field == "people", item));
            }
        }
    }
    None
}

fn parties(gold: &Value, record: &Value, output: &Output, document: &Value, merged: bool, slots: &mut Slots) {
    let found: Vec<Vec<String>> = output
        .parties(record)
        .iter()
        .filter(|e| e["type"] == "person" || e["type"] == "organisation")
        .map(all_names)
        .collect();
    let wanted: Vec<(bool, &Value)> =
        strings(&gold["parties"]).iter().filter_map(|name| party(name, document)).collect();
    let mut scores = BTreeMap::new();
    for (i, (person, gold)) in wanted.iter().enumerate() {
        for (j, forms) in found.iter().enumerate() {
            let score = match person {
                true => 2.0 * f64::from(u8::from(names::person_match(gold, forms))),
                false => names::org_match(gold, forms, None),
            };
            if score > 0.0 {
                scores.insert((i, j), score);
            }
        }
    }
    let right = assign(&scores, wanted.len()).len();
    let extra = if merged { 0 } else { found.len() - right };
    slots.counts.entry("parties".to_string()).or_default().add(Counts::new(right, extra, wanted.len() - right));
}
