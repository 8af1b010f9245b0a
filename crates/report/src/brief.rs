//! The half page that a minister reads: at most twelve sentences, chosen by points.
//!
//! The rule, which the report prints too: points for the type, for the status, for the highest rank among the people, for
//! the step of an agreement, for each further independent source, for a sure reading, and for an overdue promise. Courtesies,
//! background, doubtful readings and agreements that merely exist stay out; at most four of one type come in; equal points
//! go by the later date, then by number.

use crate::case::{Case, Register};
use crate::ledger::{self, State};
use model::{Confidence, Record, RecordType, Status};
use std::collections::BTreeMap;

/// Sentences at most.
pub const LENGTH: usize = 12;
/// Sentences of one type at most.
const OF_ONE_TYPE: usize = 4;

/// The records of the brief, most points first.
pub fn chosen<'a>(case: &Case<'a>) -> Vec<&'a Record> {
    let mut all: Vec<(u32, &Record)> = case.counted().filter_map(|r| Some((points(case, r)?, r))).collect();
    all.sort_by(|(a, x), (b, y)| {
        b.cmp(a)
            .then_with(|| y.date.latest.cmp(&x.date.latest))
            .then_with(|| case.number(&x.id).cmp(&case.number(&y.id)))
    });
    let mut of_type: BTreeMap<RecordType, usize> = BTreeMap::new();
    let mut out = Vec::new();
    for (_, record) in all {
        let seen = of_type.entry(record.kind_of).or_default();
        *seen += 1;
        if *seen <= OF_ONE_TYPE {
            out.push(record);
        }
        if out.len() == LENGTH {
            break;
        }
    }
    out
}

/// The source's own words beside a sentence that does not carry its substance.
pub fn words(case: &Case, record: &Record) -> Option<String> {
    let titled = record.agreement.as_ref().is_some_and(|a| a.title.is_some());
    let told = titled || matches!(record.kind_of, RecordType::Meeting | RecordType::Visit | RecordType::Figure);
    Some(case.tongue_free(&record.what)).filter(|w| !told && !w.is_empty())
}

/// Points of a record; nothing for one that stays out of the brief.
fn points(case: &Case, record: &Record) -> Option<u32> {
    let exists = record.agreement.as_ref().is_some_and(|a| a.status == "existing");
    if exists || record.status == Status::Historical || Register::of(record) == Register::Courtesies {
        return None;
    }
    let of_type = match record.kind_of {
        RecordType::Agreement | RecordType::Setback => 6,
        RecordType::Relation | RecordType::Aid => 5,
        RecordType::Commitment | RecordType::Visit | RecordType::Meeting => 4,
        RecordType::Plan | RecordType::Figure => 3,
        RecordType::Directive | RecordType::Proposal | RecordType::Request | RecordType::Activity => 2,
        RecordType::Assessment => 1,
    };
    let of_status = match record.status {
        Status::Occurred => 6,
        Status::Ongoing => 5,
        Status::Planned => 4,
        Status::Negated => 3,
        Status::Proposed => 2,
        Status::Hypothetical => 1,
        Status::Historical => 0,
    };
    let of_rank = record.parties.iter().filter_map(|p| p.office.as_deref()).map(|o| rank(case, o)).max().unwrap_or(0);
    let of_step = record.agreement.as_ref().map_or(0, |a| match a.status.as_str() {
        "signed" | "approved" | "ratified" | "in_force" | "terminated" | "suspended" => 3,
        "initialled" | "extended" | "amended" | "expired" => 2,
        _ => 0,
    });
    let of_sources = u32::try_from(case.sources(record).saturating_sub(1).min(3)).unwrap_or(0);
    let of_reading = if record.confidence == Confidence::Sure { 2 } else { 0 };
    let overdue = Register::of(record) == Register::Ledger && ledger::state(case, record).0 == State::Overdue;
    Some(of_type + of_status + of_rank + of_step + of_sources + of_reading + if overdue { 2 } else { 0 })
}

/// How high an office is, 0 to 5, by its place in the order of `world/ranks.tsv`.
fn rank(case: &Case, office: &str) -> u32 {
    let row = case.packs.world().rows("ranks").iter().find(|r| r.get("id") == office);
    match row.and_then(|r| r.get("order").parse().ok()) {
        Some(0..=3) => 5,
        Some(4..=8) => 4,
        Some(9..=13) => 3,
        Some(14..=22) => 2,
        Some(23_u32..) => 1,
        None => 0,
    }
}
