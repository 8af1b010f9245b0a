//! A fact: the row of `records.jsonl`, the same form before and after merging.

use crate::{Basis, DateValue};
use serde::{Deserialize, Serialize};

/// A place in the source of a document that a value rests on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct At {
    /// Document id.
    pub document: String,
    /// First byte in its decoded source.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[allow(missing_docs)]
        pub enum $name { $(#[serde(rename = $text)] $variant),+ }

        impl $name {
            /// All values, in the order of the contract.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word used in the output.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// Reads the word used in the output.
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

words! {
    /// The fourteen types of facts.
    RecordType {
        Meeting = "meeting", Visit = "visit", Agreement = "agreement", Commitment = "commitment", Plan = "plan",
        Proposal = "proposal", Request = "request", Directive = "directive", Assessment = "assessment",
        Activity = "activity", Aid = "aid", Relation = "relation", Figure = "figure", Setback = "setback",
    }
}

words! {
    /// What became of the thing (not of the saying).
    Status {
        Occurred = "occurred", Ongoing = "ongoing", Planned = "planned", Proposed = "proposed",
        Hypothetical = "hypothetical", Negated = "negated", Historical = "historical",
    }
}

words! {
    /// How far a record can be trusted; the measured precision of each is printed in the report.
    Confidence { Sure = "sure", Likely = "likely", Guess = "guess" }
}

/// An actor of a fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Party {
    /// Entity id; null for an unnamed group.
    pub entity: Option<String>,
    /// The words that name it here.
    pub text: String,
    /// The organisation a person speaks for.
    pub organisation: Option<String>,
    /// Rank of the office held, such as `minister`.
    pub office: Option<String>,
    /// Country it acts for.
    pub country: Option<String>,
    /// participant host visitor signatory party actor recipient speaker beneficiary witness.
    pub role: String,
    /// Where this comes from.
    pub basis: Basis,
    /// How, where it was worked out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The words it rests on.
    pub at: Vec<At>,
}

/// Where it happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Place {
    /// The place as named.
    pub name: String,
    /// Entity id of the place.
    pub entity: Option<String>,
    /// Its country.
    pub country: Option<String>,
    /// Where this comes from.
    pub basis: Basis,
    /// How, where it was worked out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The words it rests on.
    pub at: Vec<At>,
}

/// The words that carry a fact.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Evidence {
    /// `f-…`: id of this finding.
    pub finding: String,
    /// Document id.
    pub document: String,
    /// First byte in the decoded source.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// `text[start..end]`, byte for byte.
    pub quote: String,
    /// What a reader sees, where that differs from the quote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// The sentence or lead clause that names the actor, where the quote does not.
    pub context: Option<Context>,
    /// Language of the quote.
    #[serde(default)]
    pub language: String,
}

/// A wider stretch around a quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Context {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// An agreement as an object with a life.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Agreement {
    /// Its title or subject as written.
    pub title: Option<String>,
    /// The last step evidenced.
    pub status: String,
    /// Its steps.
    pub life: Vec<LifeStep>,
    /// Entity ids of those who signed.
    pub signatories: Vec<String>,
    /// How many documents the words speak of.
    pub count: u32,
    /// Number or reference.
    pub reference: Option<String>,
    /// How long it is valid.
    pub validity: Option<Validity>,
    /// When it was signed.
    pub signed: Option<DateValue>,
}

/// Validity of an agreement in EDTF.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Validity {
    /// From when.
    pub from: Option<String>,
    /// Until when.
    pub to: Option<String>,
}

/// A dated, quoted step in the life of an agreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct LifeStep {
    /// planned initialled signed approved ratified in_force extended amended suspended terminated expired existing.
    pub step: String,
    /// When.
    pub date: DateValue,
    /// Where.
    pub place: Option<Place>,
    /// Finding ids.
    pub evidence: Vec<String>,
}

/// A number that somebody claims.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Value {
    /// Decimal digits, a point as decimal mark, no grouping.
    pub number: Option<String>,
    /// Lower end of a range.
    pub low: Option<String>,
    /// Upper end of a range.
    pub high: Option<String>,
    /// more_than at_least nearly about up_to less_than.
    pub qualifier: Option<String>,
    /// Unit in the words of the source, singular or plural as there; `percent` for per cent.
    pub unit: Option<String>,
    /// ISO 4217 code.
    pub currency: Option<String>,
    /// What is counted.
    pub what: Option<String>,
    /// The country it speaks of.
    pub country: Option<String>,
    /// Entity id of who said it.
    pub said_by: Option<String>,
    /// As of when.
    pub as_of: Option<DateValue>,
    /// By when, for targets and forecasts.
    pub by: Option<DateValue>,
    /// Record id of the earlier value it changes.
    pub previous: Option<String>,
    /// The words it rests on.
    #[serde(default)]
    pub at: Vec<At>,
}

/// A slot on which sources disagree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// Path of the slot, such as `value.number`.
    pub slot: String,
    /// What is said, best supported first.
    pub values: Vec<ConflictValue>,
}

/// One side of a disagreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConflictValue {
    /// The value, in the form of the slot.
    pub value: String,
    /// Finding ids that carry it.
    pub evidence: Vec<String>,
}

/// When the fact was reported, by publication dates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Reported {
    /// First report.
    pub first: Option<String>,
    /// Last report.
    pub last: Option<String>,
}

/// PLOVER root and mode.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Plover {
    /// Root, such as `CONSULT`.
    pub event: String,
    /// Mode, such as `visit`.
    pub mode: Option<String>,
}

/// One fact, with everything it rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// `r-…`, from the smallest finding.
    pub id: String,
    /// One of the fourteen types.
    #[serde(rename = "type")]
    pub kind_of: RecordType,
    /// The kind within the type.
    pub kind: Option<String>,
    /// What became of the thing.
    pub status: Status,
    /// government parliament party military subnational business civil.
    pub track: String,
    /// The actors.
    pub parties: Vec<Party>,
    /// Entity id of who says it, where saying is not the fact.
    pub said_by: Option<String>,
    /// ISO 3166-1 alpha-2 codes of both sides, sorted.
    pub countries: Vec<String>,
    /// When.
    pub date: DateValue,
    /// When it was reported.
    pub reported: Reported,
    /// Where.
    pub place: Option<Place>,
    /// The source's own words, white space tidied.
    pub what: String,
    /// Language of `what`.
    pub language: String,
    /// One sentence per interface language, made from the slots by templates.
    pub label: std::collections::BTreeMap<String, String>,
    /// Topic ids, at most five.
    pub topics: Vec<String>,
    /// The agreement, for agreements.
    pub agreement: Option<Agreement>,
    /// The number, for figures.
    pub value: Option<Value>,
    /// By when, for promises and plans.
    pub deadline: Option<DateValue>,
    /// Record ids this one is about.
    pub about: Vec<String>,
    /// Where sources disagree.
    pub conflicts: Vec<Conflict>,
    /// At least one.
    pub evidence: Vec<Evidence>,
    /// How far it can be trusted.
    pub confidence: Confidence,
    /// The rule that made it, such as `en/meet.had-talks-with`.
    pub rule: String,
    /// Derived PLOVER event.
    pub plover: Option<Plover>,
    /// Derived CAMEO codes.
    pub cameo: Vec<String>,
    /// Ids of its other findings.
    pub aliases: Vec<String>,
    /// Why findings were joined to this record, or why a slot was filled from elsewhere.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<String>,
}
