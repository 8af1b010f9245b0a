//! What became of a promise: kept, open, due, overdue, called off, judged by the other records and one given day.

use crate::case::Case;
use model::{Record, RecordType, Status};

/// The state of a promise on the day of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// A source reports it done.
    Done,
    /// Under way.
    Ongoing,
    /// The deadline is past and no source reports it done.
    Overdue,
    /// The day lies within the deadline's bounds.
    Due,
    /// The deadline is ahead.
    Open,
    /// No deadline is given.
    Undated,
    /// Called off, denied or rejected.
    Dropped,
}

impl State {
    /// Its key in the interface.
    pub fn key(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Ongoing => "ongoing",
            Self::Overdue => "overdue",
            Self::Due => "due",
            Self::Open => "open",
            Self::Undated => "undated",
            Self::Dropped => "dropped",
        }
    }
}

/// The state of a promise and the records that speak of it: those about it and those it is about.
pub fn state<'a>(case: &Case<'a>, record: &'a Record) -> (State, Vec<&'a Record>) {
    let mut follow: Vec<&Record> = case.answers(&record.id).to_vec();
    follow.extend(record.about.iter().filter_map(|id| case.record(id)));
    follow.sort_by_key(|r| case.number(&r.id));
    follow.dedup_by_key(|r| r.id.as_str());
    follow.retain(|r| r.kind_of != RecordType::Figure && r.id != record.id);
    let later = |r: &&Record| case.answers(&record.id).iter().any(|a| a.id == r.id);
    let carried_out = |r: &Record| {
        r.status == Status::Occurred
            && !matches!(
                r.kind_of,
                RecordType::Commitment
                    | RecordType::Setback
                    | RecordType::Assessment
                    | RecordType::Meeting
                    | RecordType::Visit
                    | RecordType::Request
                    | RecordType::Proposal
            )
    };
    let dropped = |r: &&&Record| r.kind_of == RecordType::Setback;
    let state = if record.status == Status::Negated || follow.iter().filter(|r| later(r)).any(|r| dropped(&r)) {
        State::Dropped
    } else if matches!(record.status, Status::Occurred | Status::Historical)
        || follow.iter().filter(|r| later(r)).any(|r| carried_out(r))
    {
        State::Done
    } else if record.status == Status::Ongoing {
        State::Ongoing
    } else {
        by_deadline(case, record)
    };
    (state, follow)
}

/// By when: the deadline of the record, or of its value.
pub fn deadline(record: &Record) -> Option<&model::DateValue> {
    let of_value = record.value.as_ref().and_then(|v| v.by.as_ref());
    record.deadline.as_ref().filter(|d| d.is_known()).or(of_value).filter(|d| d.is_known())
}

fn by_deadline(case: &Case, record: &Record) -> State {
    let Some(bounds) = deadline(record).map(model::DateValue::bounds) else { return State::Undated };
    let (Some(day), Some(last)) = (case.as_of, bounds.latest) else {
        return if bounds.latest.is_some() { State::Open } else { State::Undated };
    };
    match bounds.earliest {
        _ if last < day => State::Overdue,
        Some(first) if first <= day && last.ordinal() - first.ordinal() <= 31 => State::Due,
        _ => State::Open,
    }
}
