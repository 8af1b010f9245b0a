//! The promises that every dossier keeps, checked without trusting what wrote it.

use model::{Dossier, Span};
use std::collections::{BTreeMap, BTreeSet};

/// What is broken, one line each; empty where all promises are kept.
pub fn faults(dossier: &Dossier) -> Vec<String> {
    let mut faults = Vec::new();
    let documents: BTreeMap<&str, &model::Document> = dossier.documents.iter().map(|d| (d.id.as_str(), d)).collect();
    let entities: BTreeSet<&str> = dossier.entities.iter().map(|e| e.id.as_str()).collect();
    let records: BTreeSet<&str> =
        dossier.records.iter().flat_map(|r| std::iter::once(&r.id).chain(&r.aliases)).map(String::as_str).collect();
    unique("document", dossier.documents.iter().map(|d| d.id.as_str()), &mut faults);
    unique("entity", dossier.entities.iter().map(|e| e.id.as_str()), &mut faults);
    unique("mention", dossier.mentions.iter().map(|m| m.id.as_str()), &mut faults);
    unique("record", dossier.records.iter().map(|r| r.id.as_str()), &mut faults);
    let mut known = |what: &str, owner: &str, id: &str, there: bool| {
        if !there {
            faults.push(format!("{owner}: {what} {id} is not there"));
        }
    };
    for record in &dossier.records {
        let people = record.parties.iter().flat_map(|p| [&p.entity, &p.organisation]).flatten().chain(&record.said_by);
        let placed = record.place.iter().filter_map(|p| p.entity.as_ref());
        people.chain(placed).for_each(|e| known("entity", &record.id, e, entities.contains(e.as_str())));
        record.about.iter().for_each(|r| known("record", &record.id, r, records.contains(r.as_str())));
    }
    for mention in &dossier.mentions {
        mention.entity.iter().for_each(|e| known("entity", &mention.id, e, entities.contains(e.as_str())));
    }
    for document in &dossier.documents {
        document.duplicate_of.iter().chain(&document.similar_to).for_each(|d| {
            known("document", &document.id, d, documents.contains_key(d.as_str()));
        });
    }
    for document in &dossier.documents {
        blocks(document, &mut faults);
    }
    for record in &dossier.records {
        if record.evidence.is_empty() {
            faults.push(format!("{}: no evidence", record.id));
        }
        for evidence in &record.evidence {
            let span = Span::new(evidence.start, evidence.end);
            quote(&record.id, documents.get(evidence.document.as_str()), span, &evidence.quote, &mut faults);
        }
    }
    for mention in &dossier.mentions {
        let span = Span::new(mention.start, mention.end);
        quote(&mention.id, documents.get(mention.document.as_str()), span, &mention.text, &mut faults);
    }
    for evidence in dossier.entities.iter().flat_map(|e| e.roles.iter().flat_map(|r| &r.evidence)) {
        let document = documents.get(evidence.document.as_str());
        let span = Span::new(evidence.start, evidence.end);
        if document.is_none_or(|d| span.of(&d.text) != evidence.quote) {
            faults.push(format!("{}: the quote is not the text {}..{}", evidence.finding, span.start, span.end));
        }
    }
    order(dossier, &mut faults);
    faults
}

fn unique<'a>(what: &str, ids: impl Iterator<Item = &'a str>, faults: &mut Vec<String>) {
    let mut seen = BTreeSet::new();
    ids.filter(|id| !seen.insert(*id)).for_each(|id| faults.push(format!("{what} {id} is there twice")));
}

fn blocks(document: &model::Document, faults: &mut Vec<String>) {
    let mut last = 0;
    for block in &document.blocks {
        if block.start < last || block.end < block.start || document.text.get(block.start..block.end).is_none() {
            faults
                .push(format!("{}: block {}..{} is out of order or off the text", document.id, block.start, block.end));
        }
        if block.kind.is_furniture() && block.reason.is_none() {
            faults.push(format!("{}: furniture {}..{} has no reason", document.id, block.start, block.end));
        }
        last = block.end.max(last);
    }
}

fn quote(owner: &str, document: Option<&&model::Document>, span: Span, words: &str, faults: &mut Vec<String>) {
    let Some(document) = document else {
        faults.push(format!("{owner}: evidence in a document that is not there"));
        return;
    };
    if span.is_empty() || span.of(&document.text) != words {
        faults.push(format!("{owner}: the quote is not the text {}..{} of {}", span.start, span.end, document.path));
    }
    if document.in_furniture(span) {
        faults.push(format!("{owner}: evidence {}..{} of {} lies in furniture", span.start, span.end, document.path));
    }
}

fn order(dossier: &Dossier, faults: &mut Vec<String>) {
    let mut told = |what: &str, sorted: bool| {
        if !sorted {
            faults.push(format!("{what} are not in the order of the contract"));
        }
    };
    told("entities", dossier.entities.is_sorted_by_key(|e| e.id.as_str()));
    told("mentions", dossier.mentions.is_sorted_by_key(|m| (m.document.as_str(), m.start, m.end, m.kind_of.as_str())));
    let by_date = |r: &model::Record| (r.date.earliest.is_none(), r.date.earliest.clone(), r.id.clone());
    told("records", dossier.records.is_sorted_by_key(by_date));
}
