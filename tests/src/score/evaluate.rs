//! All documents of a key against an output: figures by name, and the cases behind them.

use super::count::{Counts, Share, list, strings, text};
use super::document::{Fault, Part, Scored, cut};
use super::key::{Key, TYPES, Topics};
use super::merging::{self, Verdict};
use super::output::{Output, id};
use super::slots::{self, Slots};
use super::source::best;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Rules that may never be broken.
pub const HARD: [&str; 8] =
    ["missing", "quotes", "text", "furniture", "own_furniture", "mentions", "must_not_pairs", "must_not_quotes"];

/// What came of it.
#[derive(Default)]
pub struct Score {
    /// Figures by name; none where nothing was asked.
    pub metrics: BTreeMap<String, Option<f64>>,
    /// One row a document: shares (language, published, title), counts by name, gold, predicted, broken rules.
    pub rows: Vec<Row>,
    /// Counts by type of record.
    pub types: Vec<(&'static str, Counts)>,
    /// Figures of slots.
    pub slots: Slots,
    /// Broken rules.
    pub faults: Vec<Fault>,
    /// Rules across documents.
    pub merged: Vec<Verdict>,
    /// What was missed and what was false, a line each, sorted: what the ratchet shows when a figure falls.
    pub cases: Vec<String>,
    /// Records right and wrong by confidence.
    pub confidence: BTreeMap<String, Counts>,
    /// What is wrong with the key or the output itself.
    pub notes: Vec<String>,
}

/// The figures of one document.
pub struct Row {
    /// Its file.
    pub file: String,
    /// Everything but the records.
    pub part: Part,
    /// The records.
    pub records: Counts,
    /// The records, types of promises taken as one.
    pub lenient: Counts,
    /// How many rules it breaks.
    pub hard: usize,
}

/// Scores an output against a key whose documents lie under `docs`.
pub fn evaluate(output: &Output, key: &Key, docs: &Path, topics: &Topics) -> Score {
    let mut score = Score { notes: output.notes.clone(), ..Score::default() };
    let scored: Vec<Scored<'_>> =
        key.documents.iter().map(|d| Scored::new(d, output, docs, &mut score.notes)).collect();
    let order: Vec<String> = scored.iter().map(|s| s.file.clone()).collect();
    let scored: BTreeMap<String, Scored<'_>> = scored.into_iter().map(|s| (s.file.clone(), s)).collect();
    let skipped = covered_duplicates(key, &scored);
    let mut faults = check_evidence(output);
    let (mut total, mut types) = (Part::default(), BTreeMap::<&str, Counts>::new());
    let (mut records, mut lenients, mut unions) = (Counts::default(), Counts::default(), Vec::new());
    for document in order.iter().filter(|f| !skipped.contains(*f)).map(|f| &scored[f]) {
        let (part, outcome) = (document.part(), document.outcome(false));
        let hard = document.hard(&outcome);
        let counts = outcome.counts(&document.golds, &document.preds, None);
        let lenient = document.outcome(true).counts(&document.golds, &document.preds, None);
        records.add(counts);
        lenients.add(lenient);
        part.shares.iter().for_each(|(name, share)| total.shares.entry(name).or_default().add(*share));
        part.counts.iter().for_each(|(name, counts)| total.counts.entry(name).or_default().add(*counts));
        for kind in TYPES {
            types.entry(kind).or_default().add(outcome.counts(&document.golds, &document.preds, Some(kind)));
        }
        for i in &outcome.right {
            let j = outcome.pairs[i];
            slots::compare(&document.golds[*i], document.preds[j], output, document.gold, topics, &mut score.slots);
            unions.push(best(&document.spans[*i], &document.pred_spans[j]).1);
        }
        cases(document, &outcome, &mut score);
        let broken = hard.iter().filter(|f| f.0 != "soft").count();
        faults.extend(hard);
        score.rows.push(Row { file: document.file.clone(), part, records: counts, lenient, hard: broken });
    }
    score.cases.sort();
    score.merged = merging::check(&key.merge, output, &scored);
    let soft = faults.iter().filter(|f| f.0 == "soft").count();
    faults.retain(|f| f.0 != "soft");
    score.faults = faults;
    score.types = TYPES.iter().map(|t| (*t, types.get(t).copied().unwrap_or_default())).collect();
    total.counts.insert("records", records);
    total.counts.insert("records.lenient", lenients);
    fill(&mut score, &total, &unions, soft);
    score
}

fn fill(score: &mut Score, total: &Part, unions: &[f64], soft: usize) {
    let mut put = |name: String, value: Option<f64>| {
        score.metrics.insert(name, value);
    };
    let put_counts = |name: &str, counts: Counts, put: &mut dyn FnMut(String, Option<f64>)| {
        put(format!("{name}.p"), counts.p());
        put(format!("{name}.r"), counts.r());
        put(format!("{name}.f1"), counts.f1());
    };
    total.shares.iter().for_each(|(name, share)| put((*name).to_string(), share.value()));
    total.counts.iter().for_each(|(name, counts)| put_counts(name, *counts, &mut put));
    score.types.iter().for_each(|(name, counts)| put_counts(&format!("type.{name}"), *counts, &mut put));
    score.slots.shares.iter().for_each(|(name, share)| put(format!("slot.{name}"), share.value()));
    score.slots.counts.iter().for_each(|(name, counts)| put_counts(&format!("slot.{name}"), *counts, &mut put));
    let mean = (!unions.is_empty()).then(|| unions.iter().sum::<f64>() / unions.len() as f64);
    put("records.quote_iou".to_string(), mean);
    put("soft.must_not_quotes".to_string(), Some(soft as f64));
    for rule in HARD {
        put(format!("hard.{rule}"), Some(score.faults.iter().filter(|f| f.0 == rule).count() as f64));
    }
    put("hard.violations".to_string(), Some(score.faults.len() as f64));
    for kind in ["all", "same_record", "same_entity", "different_entity", "duplicate", "conflict"] {
        let mut share = Share::default();
        score.merged.iter().filter(|m| kind == "all" || m.0 == kind).for_each(|m| share.ask(m.1));
        put(format!("merge.{kind}"), share.value());
    }
}

/// Writes down what was missed and what was false, and how far each confidence can be trusted.
fn cases(document: &Scored<'_>, outcome: &super::pairing::Outcome, score: &mut Score) {
    for i in &outcome.missed {
        let gold = &document.golds[*i];
        let (kind, quote) = (gold["type"].as_str().unwrap_or_default(), text(&gold["quote"]).unwrap_or_default());
        score.cases.push(format!("missed {} {kind}: {}", document.file, cut(quote, 110)));
    }
    let right: BTreeSet<usize> = outcome.pairs.values().copied().collect();
    for (j, record) in document.preds.iter().enumerate() {
        let wrong = outcome.false_.contains(&j);
        if right.contains(&j) || wrong {
            let confidence = record["confidence"].as_str().unwrap_or_default().to_string();
            score.confidence.entry(confidence).or_default().add(Counts::new(
                usize::from(!wrong),
                usize::from(wrong),
                0,
            ));
        }
        if wrong {
            let (kind, rule) =
                (record["type"].as_str().unwrap_or_default(), record["rule"].as_str().unwrap_or_default());
            let own = list(&record["evidence"]).into_iter().find(|e| e["document"] == document.id.as_str());
            let quote = own
                .and_then(|e| text(&e["quote"]))
                .unwrap_or_default()
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ");
            score.cases.push(format!("false  {} {kind} {rule}: {}", document.file, cut(&quote, 110)));
        }
    }
}

/// Violations of the quote rule over the whole output, and evidence in the tool's own furniture.
fn check_evidence(output: &Output) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut own: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for document in &output.documents {
        own.insert(id(document), output.source(document).cover(&output.furniture(document)));
    }
    let mut look = |name: &str, item: &Value, quote: Option<&str>, own_rule: bool, needed: bool| {
        let document = text(&item["document"]).unwrap_or_default();
        let Some(row) = output.document(document) else {
            faults.push(("quotes", name.to_string(), "evidence of an unknown document".to_string()));
            return;
        };
        let source = output.source(row);
        match source.span(item) {
            Some(span) if quote == Some(source.slice(span).as_str()) || (quote.is_none() && !needed) => {
                if own_rule && !source.cover(&[span]).is_disjoint(&own[document]) {
                    faults.push(("own_furniture", name.to_string(), cut(&source.slice(span), 60)));
                }
            }
            _ => {
                let words = cut(quote.unwrap_or_default(), 40);
                let what = format!("{words:?} is not [{}..{}] of {}", item["start"], item["end"], row["path"]);
                faults.push(("quotes", name.to_string(), what));
            }
        }
    };
    let mut bare = Vec::new();
    for record in &output.records {
        let name = format!("{} {}", id(record), record["type"].as_str().unwrap_or_default());
        let evidence = list(&record["evidence"]);
        if evidence.is_empty() {
            bare.push(("quotes", name.clone(), "no evidence".to_string()));
        }
        evidence.iter().for_each(|e| look(&name, e, e["quote"].as_str(), true, true));
    }
    for entity in &output.entities {
        for role in list(&entity["roles"]) {
            list(&role["evidence"]).iter().for_each(|e| look(id(entity), e, e["quote"].as_str(), false, true));
        }
    }
    for mention in output.mentions.values().flatten() {
        look(text(&mention["entity"]).unwrap_or_default(), mention, text(&mention["text"]), true, false);
    }
    faults.extend(bare);
    faults
}

/// The files that key and tool both call duplicates and that have no record of their own.
fn covered_duplicates(key: &Key, scored: &BTreeMap<String, Scored<'_>>) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for rule in &key.merge {
        let files = strings(&rule["duplicate"]);
        for file in &files {
            let Some(document) = scored.get(file).filter(|d| d.row.is_some() && d.preds.is_empty()) else { continue };
            let of = document.row.and_then(|r| text(&r["duplicate_of"])).unwrap_or_default();
            if files
                .iter()
                .any(|other| other != file && scored.get(other).is_some_and(|o| o.id == of && !of.is_empty()))
            {
                out.insert(file.clone());
            }
        }
    }
    out
}
