//! A record of one document with what is needed to compare it.

use crate::identity::Identity;
use crate::shingles::words;
use model::{Bounds, Day, EntityType, Findings, Record, RecordType, Span, Status};
use std::collections::{BTreeMap, BTreeSet};

/// A record before merging.
#[derive(Debug, Clone)]
pub(crate) struct Fact {
    pub record: Record,
    /// Position of its document in the findings.
    pub document: usize,
    /// Publication day of the document.
    pub published: Option<Day>,
    /// People among the parties, by country (empty where unknown).
    pub people: BTreeMap<String, BTreeSet<String>>,
    /// Organisations that act themselves, by country.
    pub bodies: BTreeMap<String, BTreeSet<String>>,
    /// Countries of the record.
    pub lands: BTreeSet<String>,
    /// First and last day as far as the source says.
    pub bounds: Bounds,
    /// Month and day of a date whose year is not printed.
    pub masked: Option<(u8, u8)>,
    /// Words of the quote, folded.
    pub words: BTreeSet<String>,
    /// Words of the title of the agreement or of what is counted.
    pub title: BTreeSet<String>,
    /// Numbers of two digits or more that its words carry: its own, and those of the figures that are about it.
    pub numbers: BTreeSet<String>,
    /// Whether its words hold those of two or more facts of the same type: then it is the head of a list.
    pub is_list: bool,
}

impl Fact {
    /// Prepares a record whose ids are already those of the dossier.
    pub fn of(record: Record, document: usize, findings: &Findings, identity: &Identity) -> Self {
        let (mut people, mut bodies): (BTreeMap<_, BTreeSet<_>>, BTreeMap<_, BTreeSet<_>>) = Default::default();
        for party in &record.parties {
            let Some(entity) = party.entity.as_ref().and_then(|id| identity.get(id)) else { continue };
            let land = party.country.clone().or_else(|| entity.country.clone()).unwrap_or_default();
            match entity.kind_of {
                EntityType::Person => people.entry(land).or_default().insert(entity.id.clone()),
                EntityType::Organisation => bodies.entry(land).or_default().insert(entity.id.clone()),
                _ => false,
            };
        }
        let lands = record.countries.iter().cloned().collect();
        let edtf = record.date.edtf.as_deref().unwrap_or("");
        let quote =
            record.evidence.iter().map(|e| e.words.as_deref().unwrap_or(&e.quote)).collect::<Vec<_>>().join(" ");
        let title = record.agreement.as_ref().and_then(|a| a.title.clone());
        let title = title.or_else(|| record.value.as_ref().and_then(|v| v.what.clone())).unwrap_or_default();
        Self {
            document,
            published: findings.document.published.earliest.as_deref().and_then(Day::parse),
            people,
            bodies,
            lands,
            bounds: record.date.bounds(),
            masked: masked(edtf),
            words: words(&quote).into_iter().collect(),
            title: words(&title).into_iter().collect(),
            numbers: BTreeSet::new(),
            is_list: false,
            record,
        }
    }

    /// Where its words stand.
    pub fn span(&self) -> Span {
        self.record.evidence.first().map_or(Span::default(), |e| Span::new(e.start, e.end))
    }

    /// Type.
    pub fn kind_of(&self) -> RecordType {
        self.record.kind_of
    }

    /// All people among the parties.
    pub fn persons(&self) -> BTreeSet<&str> {
        self.people.values().flatten().map(String::as_str).collect()
    }

    /// The number, without idle zeros behind a point.
    pub fn number(&self) -> Option<String> {
        let number = self.record.value.as_ref()?.number.as_deref()?;
        Some(if number.contains('.') { number.trim_end_matches('0').trim_end_matches('.') } else { number }.to_string())
    }

    /// Where it stands in an order of time: its date, else its report.
    pub fn day(&self) -> Option<Day> {
        self.bounds.earliest.or(self.bounds.latest).or(self.published)
    }

    /// Whether it is told as done.
    pub fn is_done(&self) -> bool {
        matches!(self.record.status, Status::Occurred | Status::Historical | Status::Ongoing)
    }
}

/// Lets the facts of one document know the numbers of their figures and which of them are heads of lists.
pub(crate) fn acquaint(facts: &mut [Fact]) {
    // Facts are in order of place, so that those inside another follow it closely; a very long list is not searched to its end.
    const NEAR: usize = 40;
    let figures: Vec<(Span, String, Vec<String>)> = facts
        .iter()
        .filter(|f| f.kind_of() == RecordType::Figure)
        .filter_map(|f| {
            let at = f.record.value.as_ref().and_then(|v| v.at.first()).map(|a| Span::new(a.start, a.end));
            Some((at.unwrap_or(f.span()), f.number()?, f.record.about.clone()))
        })
        .collect();
    for fact in facts.iter_mut() {
        let span = fact.span();
        let from = figures.partition_point(|(at, _, _)| at.start + 4000 < span.start);
        let near = figures[from..].iter().take(NEAR);
        let own = near.filter(|(at, _, about)| span.contains(*at) || about.contains(&fact.record.id));
        fact.numbers = own.map(|(_, number, _)| number.clone()).collect();
        fact.numbers.extend(fact.number());
        fact.numbers.retain(|n| n.len() > 1);
    }
    let spans: Vec<(Span, RecordType)> = facts.iter().map(|f| (f.span(), f.kind_of())).collect();
    for (at, fact) in facts.iter_mut().enumerate() {
        let outer = fact.span();
        let around = spans.iter().skip(at.saturating_sub(NEAR)).take(2 * NEAR);
        let mut inside: Vec<Span> = around
            .filter(|(span, kind)| *kind == fact.kind_of() && outer.contains(*span) && span.len() < outer.len())
            .map(|(span, _)| *span)
            .collect();
        inside.sort();
        fact.is_list = inside.windows(2).any(|w| !w[0].overlaps(w[1]));
    }
}

/// Month and day of `XXXX-MM-DD`.
pub(crate) fn masked(edtf: &str) -> Option<(u8, u8)> {
    let mut parts = edtf.strip_prefix("XXXX-")?.split('-');
    let month = parts.next()?.parse().ok()?;
    let day = parts.next()?.get(..2)?.parse().ok()?;
    Some((month, day))
}

/// How two dates stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum When {
    /// The same day, or the same range.
    Same,
    /// Ranges with a day in common, neither longer than a quarter.
    Overlap,
    /// One of them is vague (a year) and holds the other.
    Within,
    /// One day apart.
    NextDay,
    /// One or both are not dated, but reported close together.
    Near,
    /// Nothing is known.
    Unknown,
    /// Different times.
    Apart,
}

/// Compares the dates of two facts; `patience` is how many days an undated report may be off.
pub(crate) fn when(a: &Fact, b: &Fact, patience: i32) -> When {
    match (a.masked, b.masked) {
        (Some(x), Some(y)) => return if x == y { When::Same } else { When::Apart },
        (Some(mask), None) => return masked_against(mask, b),
        (None, Some(mask)) => return masked_against(mask, a),
        (None, None) => {}
    }
    if let (Some(x), Some(y)) = (closed(a.bounds), closed(b.bounds)) {
        if x == y {
            return When::Same;
        }
        if x.0 <= y.1 && y.0 <= x.1 {
            return if x.1 - x.0 <= 92 && y.1 - y.0 <= 92 { When::Overlap } else { When::Within };
        }
        let gap = if x.0 > y.1 { x.0 - y.1 } else { y.0 - x.1 };
        return if gap == 1 && x.1 - x.0 <= 31 && y.1 - y.0 <= 31 { When::NextDay } else { When::Apart };
    }
    let (Some(x), Some(y)) = (anchor(a), anchor(b)) else { return When::Unknown };
    if (x.0 - y.1 > patience) || (y.0 - x.1 > patience) { When::Apart } else { When::Near }
}

fn masked_against((month, day): (u8, u8), other: &Fact) -> When {
    match closed(other.bounds) {
        Some((first, last)) if last - first < 366 => {
            let fits = (first..=last).map(Day::from_ordinal).any(|d| d.month == month && d.day == day);
            match fits {
                true if first == last => When::Same,
                true => When::Overlap,
                false => When::Apart,
            }
        }
        _ => When::Unknown,
    }
}

fn closed(bounds: Bounds) -> Option<(i32, i32)> {
    Some((bounds.earliest?.ordinal(), bounds.latest?.ordinal()))
}

/// The days a fact may lie near: its date, else the day it was reported.
fn anchor(fact: &Fact) -> Option<(i32, i32)> {
    let reported = fact.published.map(|d| (d.ordinal(), d.ordinal()));
    closed(fact.bounds).or(reported).or_else(|| {
        let day = fact.bounds.latest.or(fact.bounds.earliest)?.ordinal();
        Some((day, day))
    })
}
