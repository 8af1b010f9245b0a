//! Matching predicted records, people and organisations to the key.

use super::count::{Counts, list, required, strings, text};
use super::edtf;
use super::key::in_family;
use super::slots::{close, numbers};
use super::source::{Chars, best};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Best scores first, then as many more as can be placed without losing one: left to right.
pub fn assign(scores: &BTreeMap<(usize, usize), f64>, lefts: usize) -> BTreeMap<usize, usize> {
    let mut order: Vec<((usize, usize), f64)> = scores.iter().map(|(k, s)| (*k, *s)).collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let (mut taken, mut owner) = (BTreeMap::new(), BTreeMap::new());
    for ((left, right), _) in order {
        if !taken.contains_key(&left) && !owner.contains_key(&right) {
            taken.insert(left, right);
            owner.insert(right, left);
        }
    }
    for left in 0..lefts {
        if !taken.contains_key(&left) {
            place(left, scores, &mut taken, &mut owner, &mut BTreeSet::new());
        }
    }
    taken
}

fn place(
    left: usize,
    scores: &BTreeMap<(usize, usize), f64>,
    taken: &mut BTreeMap<usize, usize>,
    owner: &mut BTreeMap<usize, usize>,
    seen: &mut BTreeSet<usize>,
) -> bool {
    let own = scores.range((left, 0)..=(left, usize::MAX)).map(|((_, right), score)| (*right, *score));
    let mut rights: Vec<(usize, f64)> = own.filter(|(right, _)| !seen.contains(right)).collect();
    rights.sort_by(|a, b| b.1.total_cmp(&a.1));
    for (right, _) in rights {
        seen.insert(right);
        let free = match owner.get(&right).copied() {
            None => true,
            Some(other) => place(other, scores, taken, owner, seen),
        };
        if free {
            taken.insert(left, right);
            owner.insert(right, left);
            return true;
        }
    }
    false
}

fn type_fits(gold: &Value, kind: &str, lenient: bool) -> bool {
    let mut kinds = strings(&gold["type_accept"]);
    kinds.extend(text(&gold["type"]).map(str::to_string));
    kinds.iter().any(|k| k == kind) || (lenient && in_family(kind) && kinds.iter().any(|k| in_family(k)))
}

/// How alike two records are beyond their quotes, 0 to 1; it settles ties.
fn kinship(gold: &Value, record: &Value) -> f64 {
    let a: BTreeSet<String> = strings(&gold["countries"]).into_iter().collect();
    let b: BTreeSet<String> = strings(&record["countries"]).into_iter().collect();
    let whole = a.union(&b).count();
    let mut score = if whole == 0 { 1.0 } else { a.intersection(&b).count() as f64 / whole as f64 };
    let one = |yes: bool| f64::from(u8::from(yes));
    score += one(gold["kind"] == record["kind"]);
    score += one(gold["type"] == record["type"]);
    let date = edtf::read(&record["date"]).0;
    score += one(match (&date, text(&gold["date"])) {
        (Some(date), Some(gold)) => edtf::same(date, gold),
        (date, gold) => date.is_none() == gold.is_none(),
    });
    score += one(gold["value"]["number"] == record["value"]["number"]);
    score / 5.0
}

/// What became of the records of one document.
pub struct Outcome {
    /// Gold to predicted.
    pub pairs: BTreeMap<usize, usize>,
    /// Gold that was found and is required.
    pub right: Vec<usize>,
    /// Required gold that was not found.
    pub missed: Vec<usize>,
    /// Predicted that answers nothing.
    pub false_: Vec<usize>,
}

impl Outcome {
    /// Matches gold and predicted records with their spans, one to one.
    pub fn new(
        golds: &[Value],
        spans: &[Vec<Chars>],
        preds: &[&Value],
        pred_spans: &[Vec<Chars>],
        lenient: bool,
    ) -> Self {
        let mut scores = BTreeMap::new();
        for (i, gold) in golds.iter().enumerate() {
            for (j, record) in preds.iter().enumerate() {
                if !type_fits(gold, record["type"].as_str().unwrap_or_default(), lenient) {
                    continue;
                }
                let (shorter, union) = best(&spans[i], &pred_spans[j]);
                if shorter >= 0.5 {
                    let wanted = if required(gold) { 0.1 } else { 0.0 };
                    scores.insert((i, j), union + 0.3 * kinship(gold, record) + wanted);
                }
            }
        }
        let pairs = assign(&scores, golds.len());
        let used: BTreeSet<usize> = pairs.values().copied().collect();
        let covered = |i: usize| {
            let group = &golds[i]["either"];
            !group.is_null()
                && pairs.iter().any(|(k, j)| golds[*k]["either"] == *group && best(&spans[i], &pred_spans[*j]).0 >= 0.5)
        };
        let part = |j: usize| {
            let near: Vec<usize> = (0..golds.len()).filter(|i| best(&spans[*i], &pred_spans[j]).0 >= 0.5).collect();
            let kind = preds[j]["type"].as_str().unwrap_or_default();
            let number = if kind == "figure" { numbers(&preds[j]["value"]["number"]) } else { Vec::new() };
            let restates =
                number.first().is_some_and(|n| near.iter().any(|i| close(*n, &numbers(&golds[*i]["value"]["number"]))));
            let truthy = |v: &Value| !v.is_null() && *v != Value::Bool(false);
            restates
                || near.iter().any(|i| {
                    truthy(&golds[*i]["split"]) && pairs.contains_key(i) && type_fits(&golds[*i], kind, lenient)
                })
        };
        let all = 0..golds.len();
        let missed = all.filter(|i| !pairs.contains_key(i) && required(&golds[*i]) && !covered(*i)).collect();
        let false_ = (0..preds.len()).filter(|j| !used.contains(j) && !part(*j)).collect();
        let right = pairs.keys().copied().filter(|i| required(&golds[*i])).collect();
        Self { pairs, right, missed, false_ }
    }

    /// The counts, of one type if given; a right record counts for the type of the key.
    pub fn counts(&self, golds: &[Value], preds: &[&Value], kind: Option<&str>) -> Counts {
        let is = |row: &Value| kind.is_none_or(|k| row["type"] == k);
        Counts::new(
            self.right.iter().filter(|i| is(&golds[**i])).count(),
            self.false_.iter().filter(|j| is(preds[**j])).count(),
            self.missed.iter().filter(|i| is(&golds[**i])).count(),
        )
    }
}

/// Matches entities; gold that is not required is ignored both ways.
pub fn entities(
    golds: &Value,
    found: &[&Value],
    score: impl Fn(&Value, &Value) -> f64,
) -> (BTreeMap<usize, usize>, Counts) {
    let golds = list(golds);
    let mut scores = BTreeMap::new();
    for (i, gold) in golds.iter().enumerate() {
        for (j, entity) in found.iter().enumerate() {
            let value = score(gold, entity);
            if value > 0.0 {
                scores.insert((i, j), value);
            }
        }
    }
    let pairs = assign(&scores, golds.len());
    let right = pairs.keys().filter(|i| required(golds[**i])).count();
    let missed = (0..golds.len()).filter(|i| !pairs.contains_key(i) && required(golds[*i])).count();
    let counts = Counts::new(right, found.len() - pairs.len(), missed);
    (pairs, counts)
}
