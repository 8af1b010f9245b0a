//! Entities and mentions, what extract hands over, and the dossier that merge makes of it.

use crate::{Document, Evidence, Issue, Record};
use serde::{Deserialize, Serialize};

/// What an entity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum EntityType {
    Person,
    Organisation,
    Country,
    Place,
    Event,
}

impl EntityType {
    /// The word used in the output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Country => "country",
            Self::Place => "place",
            Self::Event => "event",
        }
    }
}

/// One spelling of an entity's name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EntityName {
    /// The spelling.
    pub text: String,
    /// Language of the text it stood in.
    pub language: String,
}

/// An office held, with the words that say so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Role {
    /// The title as written.
    pub title: String,
    /// Language-neutral rank: minister, deputy_minister, prime_minister, ambassador, …
    pub rank: Option<String>,
    /// Language-neutral portfolio ids of `data/world/portfolios.tsv`, joined by `+`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub portfolio: Option<String>,
    /// Entity id of the organisation.
    pub organisation: Option<String>,
    /// Country of the office.
    pub country: Option<String>,
    /// Dates (EDTF) on which the office was seen held.
    pub seen: Vec<String>,
    /// former, acting, designate; null for the holder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standing: Option<String>,
    /// The words that say so.
    pub evidence: Vec<Evidence>,
}

/// One line of `entities.jsonl`; inside [`Findings`] the same form with ids that count only within the document (`#0`, `#1`, …).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// `e-…`, or `#n` before merging.
    pub id: String,
    /// What it is.
    #[serde(rename = "type")]
    pub kind_of: EntityType,
    /// The best name.
    pub name: String,
    /// All spellings, sorted.
    pub names: Vec<EntityName>,
    /// ISO 3166-1 alpha-2; null for international bodies and where unknown.
    pub country: Option<String>,
    /// Wikidata id, as a fact of the data files; never for people by name alone.
    pub wikidata: Option<String>,
    /// ministry company igo agency party media university government parliament embassy other; for places city region venue.
    pub kind: Option<String>,
    /// Entity id of the body it is part of.
    pub parent: Option<String>,
    /// A language-neutral key where the data files or the grammar give one: `country:VN`, `org:who`, `ministry:VN:health`,
    /// `place:hanoi`. Two entities with equal keys are one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// Offices.
    pub roles: Vec<Role>,
    /// Why spellings were joined.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<String>,
}

/// One line of `mentions.jsonl`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// `m-…`.
    pub id: String,
    /// Document id.
    pub document: String,
    /// Entity id, null for dates and figures.
    pub entity: Option<String>,
    /// person organisation country place event date figure office.
    #[serde(rename = "type")]
    pub kind_of: String,
    /// First byte in the source.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The source between them, byte for byte.
    pub text: String,
    /// The rule that found it.
    pub rule: String,
    /// What was read: EDTF of a date, number and unit of a figure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// What extract hands over: all that one document says, with ids that count only within it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Findings {
    /// The document.
    pub document: Document,
    /// Who and what is named.
    pub entities: Vec<Entity>,
    /// Where.
    pub mentions: Vec<Mention>,
    /// The facts; each has exactly one evidence.
    pub records: Vec<Record>,
    /// What could not be read.
    pub issues: Vec<Issue>,
}

/// What merge hands over: everything of the output folder that is not a report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
pub struct Dossier {
    /// Rows of `documents.jsonl`.
    pub documents: Vec<Document>,
    /// Rows of `entities.jsonl`.
    pub entities: Vec<Entity>,
    /// Rows of `mentions.jsonl`.
    pub mentions: Vec<Mention>,
    /// Rows of `records.jsonl`.
    pub records: Vec<Record>,
    /// Rows of `issues.jsonl`.
    pub issues: Vec<Issue>,
}
