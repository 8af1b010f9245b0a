//! Rules of a key across documents: same_record, same_entity, different_entity, duplicate, conflict.

use super::count::{list, strings, text};
use super::document::{Scored, cut};
use super::key::in_family;
use super::names;
use super::output::{Output, id, names as all_names};
use super::slots::{close, numbers};
use super::source::best;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// A rule, whether it is kept, what it is about, and why it is not kept.
pub type Verdict = (&'static str, bool, String, String);

/// Checks every rule; one entry may hold two.
pub fn check(rules: &[Value], output: &Output, scored: &BTreeMap<String, Scored<'_>>) -> Vec<Verdict> {
    let mut out = Vec::new();
    for rule in rules {
        for kind in ["same_record", "same_entity", "different_entity", "duplicate", "conflict"] {
            if rule.get(kind).is_none() {
                continue;
            }
            let (kept, why) = match kind {
                "same_record" => same_record(rule, scored),
                "same_entity" => same_entity(rule, output),
                "different_entity" => different_entity(rule, output),
                "duplicate" => duplicate(rule, output, scored),
                _ => conflict(rule, scored),
            };
            let places = if rule[kind].is_array() { &rule[kind] } else { &rule["same_record"] };
            let shown = list(places).into_iter().map(|p| match p {
                Value::Array(pair) => format!(
                    "{}:{}",
                    pair[0].as_str().unwrap_or_default(),
                    cut(pair[1].as_str().unwrap_or_default(), 25)
                ),
                one => one.as_str().unwrap_or_default().to_string(),
            });
            out.push((kind, kept, shown.collect::<Vec<_>>().join(" = "), if kept { String::new() } else { why }));
        }
    }
    out
}

/// The ids of the entities that a surface stands for: by mention, by name, else by likeness.
fn resolve(output: &Output, surface: &str, kind: Option<&str>) -> BTreeSet<String> {
    let fits = |e: &&Value| kind.is_none_or(|k| e["type"] == k);
    let form = names::joined(surface);
    let mut found = BTreeSet::new();
    for mention in output.mentions.values().flatten() {
        let owner = text(&mention["entity"]).and_then(|id| output.entity(id)).filter(fits);
        if let Some(entity) = owner
            && names::joined(text(&mention["text"]).unwrap_or_default()) == form
        {
            found.insert(id(entity).to_string());
        }
    }
    let all = || output.entities.iter().filter(fits);
    found.extend(all().filter(|e| all_names(e).iter().any(|n| names::joined(n) == form)).map(|e| id(e).to_string()));
    if !found.is_empty() {
        return found;
    }
    let gold = json!({"name": surface});
    if kind != Some("organisation") {
        found.extend(all().filter(|e| names::person_match(&gold, &all_names(e))).map(|e| id(e).to_string()));
    }
    if found.is_empty() && kind != Some("person") {
        let scores: Vec<(f64, String)> =
            all().map(|e| (names::org_match(&gold, &all_names(e), None), id(e).to_string())).collect();
        let top = scores.iter().fold(0.0_f64, |top, (score, _)| top.max(*score));
        found.extend(scores.into_iter().filter(|(score, _)| *score > 0.0 && *score >= top).map(|(_, id)| id));
    }
    found
}

fn places(rule: &Value) -> Vec<(String, String)> {
    let pair = |p: &Value| Some((p[0].as_str()?.to_string(), p[1].as_str()?.to_string()));
    list(rule).into_iter().filter_map(pair).collect()
}

fn same_record(rule: &Value, scored: &BTreeMap<String, Scored<'_>>) -> (bool, String) {
    let kind_fits =
        |said: &str| text(&rule["type"]).is_none_or(|wanted| wanted == said || (in_family(wanted) && in_family(said)));
    let mut common: Option<BTreeSet<String>> = None;
    for (file, quote) in places(&rule["same_record"]) {
        let Some(document) = scored.get(&file).filter(|d| d.row.is_some()) else {
            return (false, format!("{file} has no document in the output"));
        };
        let spans = document.source.find(&quote);
        if spans.is_empty() {
            return (false, format!("quote not found in {file}: {:?}", cut(&quote, 50)));
        }
        let here = document.preds.iter().zip(&document.pred_spans);
        let here =
            here.filter(|(r, items)| best(&spans, items).0 >= 0.5 && kind_fits(r["type"].as_str().unwrap_or_default()));
        let ids: BTreeSet<String> = here.map(|(r, _)| id(r).to_string()).collect();
        common = Some(common.map_or(ids.clone(), |c| c.intersection(&ids).cloned().collect()));
    }
    (common.is_some_and(|c| !c.is_empty()), "no record has evidence at all places".to_string())
}

fn conflict(rule: &Value, scored: &BTreeMap<String, Scored<'_>>) -> (bool, String) {
    let (mut kept, mut values) = (Vec::new(), list(&rule["values"]).into_iter().cloned().collect::<Vec<_>>());
    let own = if rule["conflict"].is_array() { &rule["conflict"] } else { &rule["same_record"] };
    for (file, quote) in places(own) {
        let Some(document) = scored.get(&file) else { continue };
        let spans = document.source.find(&quote);
        for (record, items) in document.preds.iter().zip(&document.pred_spans) {
            if best(&spans, items).0 >= 0.5 {
                kept.extend(numbers(&record["value"]));
                kept.extend(numbers(&record["conflicts"]));
            }
        }
        if rule.get("values").is_none() {
            let here = document.golds.iter().filter(|g| g["value"].is_object() && g["quote"] == quote.as_str());
            values.extend(here.map(|g| g["value"]["number"].clone()));
        }
    }
    let lost: Vec<String> =
        values.iter().filter(|v| !numbers(v).iter().any(|n| close(*n, &kept))).map(ToString::to_string).collect();
    (lost.is_empty(), format!("lost: {}", lost.join(", ")))
}

fn same_entity(rule: &Value, output: &Output) -> (bool, String) {
    let surfaces = strings(&rule["same_entity"]);
    let sets: Vec<(String, BTreeSet<String>)> =
        surfaces.into_iter().map(|s| (s.clone(), resolve(output, &s, text(&rule["type"])))).collect();
    let lost: Vec<&str> = sets.iter().filter(|(_, found)| found.is_empty()).map(|(s, _)| s.as_str()).collect();
    if !lost.is_empty() {
        return (false, format!("no entity for {}", lost.join(", ")));
    }
    let first = sets.first().map(|(_, f)| f.clone()).unwrap_or_default();
    let common: BTreeSet<String> = sets.iter().fold(first, |c, (_, f)| c.intersection(f).cloned().collect());
    let union: BTreeSet<&String> = sets.iter().flat_map(|(_, f)| f).collect();
    let split = sets.iter().any(|(s, f)| names::is_name(s) && *f != common);
    (!common.is_empty() && !split, format!("{} entities instead of one", union.len()))
}

fn different_entity(rule: &Value, output: &Output) -> (bool, String) {
    let surfaces = strings(&rule["different_entity"]);
    let sets: Vec<BTreeSet<String>> =
        surfaces.iter().take(2).map(|s| resolve(output, s, text(&rule["type"]))).collect();
    match sets.as_slice() {
        [one, other] if !one.is_empty() && !other.is_empty() => {
            (one.is_disjoint(other), "they are one entity".to_string())
        }
        _ => (false, "not both are known".to_string()),
    }
}

fn duplicate(rule: &Value, output: &Output, scored: &BTreeMap<String, Scored<'_>>) -> (bool, String) {
    let row = |file: &String| scored.get(file).map_or_else(|| output.find(file), |d| d.row);
    let rows: Option<Vec<&Value>> = strings(&rule["duplicate"]).iter().map(row).collect();
    let Some(rows) = rows else { return (false, "a document is missing".to_string()) };
    let roots: BTreeSet<&str> = rows.iter().map(|r| text(&r["duplicate_of"]).unwrap_or(id(r))).collect();
    let near = rows.iter().any(|a| rows.iter().any(|b| strings(&a["similar_to"]).iter().any(|s| s == id(b))));
    (roots.len() == 1, if near { "only similar_to" } else { "not marked" }.to_string())
}
