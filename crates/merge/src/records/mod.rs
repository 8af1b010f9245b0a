//! Records of all documents in, one record for each fact out.

mod alike;
mod dates;
mod fact;
mod fuse;
mod groups;
mod ledger;
mod parties;
mod sayings;

use crate::OfficeTable;
use crate::duplicates::Copies;
use crate::identity::Identity;
use fact::Fact;
use model::{Findings, Record};

/// Joins the records of all documents. Their ids must already be those of the dossier; `findings` keep their documents.
pub(crate) fn join(
    records: Vec<Vec<Record>>,
    findings: &[Findings],
    copies: &Copies,
    identity: &Identity,
    offices: &OfficeTable,
) -> Vec<Record> {
    let mut facts: Vec<Fact> = Vec::new();
    for (document, (records, one)) in records.into_iter().zip(findings).enumerate() {
        let mut own: Vec<Fact> = records.into_iter().map(|r| Fact::of(r, document, one, identity)).collect();
        own.sort_by(|a, b| place(a).cmp(&place(b)));
        fact::acquaint(&mut own);
        facts.append(&mut own);
    }
    dates::years(&mut facts, identity, offices);
    let groups = groups::groups(&mut facts, copies);
    let mut out = fuse::records(&facts, &groups, findings, identity);
    let published = findings.iter().map(|f| (f.document.id.as_str(), &f.document.published)).collect();
    for record in &mut out {
        dates::close_open(record, &published);
    }
    ledger::link(&mut out, identity);
    out.sort_by_cached_key(|r| (r.date.earliest.is_none(), r.date.earliest.clone(), r.id.clone()));
    out
}

fn place(fact: &Fact) -> (usize, usize, &'static str, &str) {
    let first = fact.record.evidence.first();
    (first.map_or(0, |e| e.start), first.map_or(0, |e| e.end), fact.kind_of().name(), &fact.record.id)
}

/// A record with nothing in it, for tests.
#[cfg(test)]
pub(crate) fn empty(kind_of: model::RecordType, status: model::Status) -> Record {
    Record {
        id: "r-0".into(),
        kind_of,
        kind: None,
        status,
        track: "government".into(),
        parties: Vec::new(),
        said_by: None,
        countries: Vec::new(),
        date: model::DateValue::unknown(),
        reported: model::Reported::default(),
        place: None,
        what: String::new(),
        language: String::new(),
        label: std::collections::BTreeMap::new(),
        topics: Vec::new(),
        agreement: None,
        value: None,
        deadline: None,
        about: Vec::new(),
        conflicts: Vec::new(),
        evidence: Vec::new(),
        confidence: model::Confidence::Guess,
        rule: String::new(),
        plover: None,
        cameo: Vec::new(),
        aliases: Vec::new(),
        reasons: Vec::new(),
    }
}
