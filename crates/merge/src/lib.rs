//! [`Findings`](model::Findings) of all documents in, one [`Dossier`] out: who is who, which pages are copies, which reports tell
//! one event, in which year, and what is said against it.
//!
//! What is absent here: markup (but for skipping tags when runs of words are counted), files, and the words of any language.
//!
//! ```
//! let packs = lang::Packs::parse([]).unwrap();
//! let dossier = merge::dossier(Vec::new(), &merge::Options::default(), &packs);
//! assert!(dossier.records.is_empty());
//! ```

#[doc = include_str!("../README.md")]
#[cfg(doctest)]
struct Readme;

mod bind;
mod codes;
mod duplicates;
mod identity;
mod labels;
mod lines;
mod offices;
mod records;
mod shingles;
mod view;

pub use duplicates::SAMPLED_ABOVE;
pub use offices::{OfficeRow, OfficeTable};
pub use view::view;

use lang::Packs;
use model::{Day, Dossier, Findings, Issue, Record, Severity};
use std::collections::BTreeSet;

/// What the caller may choose.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Who held which office when. `None`: the table of the packs (`world/offices.tsv`); an empty table: none.
    pub offices: Option<OfficeTable>,
    /// The day that decides what is overdue; `None`: the latest publication date. Only the report uses it.
    pub as_of: Option<Day>,
}

/// Joins what the documents say. Does not depend on their order; cannot fail.
pub fn dossier(mut findings: Vec<Findings>, options: &Options, packs: &Packs) -> Dossier {
    findings.sort_by(|a, b| a.document.id.cmp(&b.document.id).then_with(|| a.document.path.cmp(&b.document.path)));
    findings.dedup_by(|later, first| later.document.id == first.document.id);
    let copies = duplicates::find(&findings);
    lines::set_aside(&mut findings, &copies);
    let identity = identity::resolve(&findings, packs);
    let mut out = Dossier::default();
    let mut records = Vec::with_capacity(findings.len());
    for (at, one) in findings.iter_mut().enumerate() {
        bind::mentions(&mut one.mentions, at, &identity);
        bind::records(&mut one.records, at, &identity);
        out.mentions.append(&mut one.mentions);
        out.issues.append(&mut one.issues);
        records.push(std::mem::take(&mut one.records));
    }
    let offices = options.offices.clone().unwrap_or_else(|| OfficeTable::of(packs));
    out.records = records::join(records, &findings, &copies, &identity, &offices);
    let labels = packs.compiled::<labels::Labels>();
    for record in &mut out.records {
        codes::derive(record);
        record.label = labels.of(record, &identity);
    }
    mark_copies(&mut findings, &copies, &mut out.issues);
    out.documents = findings.into_iter().map(|f| f.document).collect();
    countries(&mut out);
    out.entities = identity.entities;
    out
}

fn mark_copies(findings: &mut [Findings], copies: &duplicates::Copies, issues: &mut Vec<Issue>) {
    let ids: Vec<String> = findings.iter().map(|f| f.document.id.clone()).collect();
    for (copy, (root, reason)) in &copies.of {
        let (own, fuller) = (&findings[*copy].document, &findings[*root].document);
        let message = format!("copy of {}: {reason}; its records were joined to those of the fuller copy", fuller.path);
        issues.push(Issue::new(Severity::Note, "merge.duplicate", &own.path, message).of(&own.id));
    }
    for (at, one) in findings.iter_mut().enumerate() {
        one.document.duplicate_of = copies.of.get(&at).map(|(root, _)| ids[*root].clone());
        let mut like: Vec<String> =
            copies.like.get(&at).into_iter().flatten().map(|other| ids[*other].clone()).collect();
        like.sort();
        one.document.similar_to = like;
    }
}

/// The countries of a document are those of its records.
fn countries(dossier: &mut Dossier) {
    let mut all: std::collections::BTreeMap<&str, BTreeSet<&str>> = std::collections::BTreeMap::new();
    for Record { countries, evidence, .. } in &dossier.records {
        for one in evidence {
            all.entry(&one.document).or_default().extend(countries.iter().map(String::as_str));
        }
    }
    for document in &mut dossier.documents {
        let own = all.get(document.id.as_str());
        document.countries = own.into_iter().flatten().map(|c| (*c).to_string()).collect();
    }
}
