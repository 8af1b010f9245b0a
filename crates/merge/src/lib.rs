//! [`Findings`](model::Findings) of all documents in, one [`Dossier`] out.

mod bind;
mod identity;
mod offices;
mod view;

pub use offices::{OfficeRow, OfficeTable};
pub use view::view;

use lang::Packs;
use model::{Day, Dossier, Findings};

/// What the caller may choose.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Who held which office when. `None`: the table of the packs (`world/offices.tsv`); an empty table: none.
    pub offices: Option<OfficeTable>,
    /// The day that decides what is overdue; `None`: the latest publication date.
    pub as_of: Option<Day>,
}

/// Joins what the documents say. Does not depend on their order; cannot fail.
pub fn dossier(mut findings: Vec<Findings>, options: &Options, packs: &Packs) -> Dossier {
    findings.sort_by(|a, b| a.document.id.cmp(&b.document.id));
    let identity = identity::resolve(&findings, packs);
    let mut out = Dossier::default();
    for (at, mut one) in findings.into_iter().enumerate() {
        bind::mentions(&mut one.mentions, at, &identity);
        bind::records(&mut one.records, at, &identity);
        out.mentions.append(&mut one.mentions);
        out.records.append(&mut one.records);
        out.issues.append(&mut one.issues);
        out.documents.push(one.document);
    }
    out.entities = identity.entities;
    let _ = options;
    out
}
