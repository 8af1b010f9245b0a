//! The best supported date of several, what contradicts it, and the date that an undated event gets.

use super::fact::Fact;
use crate::identity::Identity;
use crate::offices::OfficeTable;
use model::{Basis, Bounds, Conflict, ConflictValue, DateValue, Day, EntityType, Record, Status};
use std::collections::{BTreeMap, BTreeSet};

/// The best supported of some dates (with the finding that says each), and the others where they contradict it.
pub(crate) fn best(dates: &[(&DateValue, &str)], slot: &str) -> (DateValue, Option<Conflict>) {
    let mut said: BTreeMap<&str, Vec<(&DateValue, &str)>> = BTreeMap::new();
    for (date, finding) in dates {
        if let Some(edtf) = &date.edtf {
            said.entry(edtf).or_default().push((date, finding));
        }
    }
    let rank = |edtf: &str, all: &[(&DateValue, &str)]| {
        let basis = all.iter().map(|(d, _)| d.basis).min().unwrap_or_default();
        let open = edtf.starts_with("XXXX") || edtf.contains("..");
        (open, basis, width(edtf), std::cmp::Reverse(all.len()), edtf.to_string())
    };
    let Some(winner) = said.iter().min_by_key(|(edtf, all)| rank(edtf, all)).map(|(edtf, _)| (*edtf).to_string())
    else {
        return (DateValue::unknown(), None);
    };
    let mut date = said[winner.as_str()]
        .iter()
        .min_by_key(|(d, f)| (d.basis, *f))
        .map_or_else(DateValue::unknown, |(d, _)| (*d).clone());
    let mut at = date.at.clone();
    for (other, _) in &said[winner.as_str()] {
        at.extend(other.at.iter().cloned());
        date.part = date.part.or_else(|| other.part.clone());
    }
    at.sort();
    at.dedup();
    date.at = at;
    let chosen = date.bounds();
    let against: Vec<&str> = said
        .keys()
        .copied()
        .filter(|edtf| *edtf != winner && !edtf.starts_with("XXXX"))
        .filter(|edtf| Bounds::of(edtf).is_some_and(|b| !b.overlaps(chosen)))
        .collect();
    let side = |edtf: &str| ConflictValue {
        value: edtf.to_string(),
        evidence: said[edtf].iter().map(|(_, f)| (*f).to_string()).collect::<BTreeSet<_>>().into_iter().collect(),
    };
    let conflict = (!against.is_empty()).then(|| Conflict {
        slot: slot.to_string(),
        values: std::iter::once(winner.as_str()).chain(against).map(side).collect(),
    });
    (date, conflict)
}

/// Days that a date leaves open.
fn width(edtf: &str) -> i32 {
    match Bounds::of(edtf) {
        Some(Bounds { earliest: Some(a), latest: Some(b) }) => b.ordinal() - a.ordinal(),
        _ => i32::MAX,
    }
}

/// An event that occurred and has no date was before it was first reported.
pub(crate) fn close_open(record: &mut Record, published: &BTreeMap<&str, &DateValue>) {
    let done = matches!(record.status, Status::Occurred);
    if record.date.edtf.is_some() || !done || record.kind_of == model::RecordType::Figure {
        return;
    }
    // Vague publication dates count by their last day: nothing is narrowed beyond what is known.
    let dates = record.evidence.iter().filter_map(|e| published.get(e.document.as_str()));
    let known = dates
        .filter_map(|d| Some((d.bounds().latest?, d.edtf.as_deref()?.get(..10).or(d.edtf.as_deref())?.to_string())));
    let Some((_, first)) = known.min() else { return };
    let mut at = record.evidence.iter().map(|e| model::At { document: e.document.clone(), start: e.start, end: e.end });
    let part = record.date.part.take();
    record.date = DateValue::new(
        &format!("[..{first}]"),
        Basis::Inferred,
        Some(format!("told as done, not dated; first reported on {first}")),
        at.next().into_iter().collect(),
    );
    record.date.part = part;
}

/// Works out years that are not printed: the only year in which all parties held their offices.
pub(crate) fn years(facts: &mut [Fact], identity: &Identity, table: &OfficeTable) {
    if !facts.iter().any(|f| f.masked.is_some()) {
        return;
    }
    let mut found: BTreeMap<(usize, u32), Vec<(Day, String)>> = BTreeMap::new();
    let story = |_: &Fact| 0;
    for fact in facts.iter_mut() {
        let Some((month, day)) = fact.masked else { continue };
        let Some((year, why)) = year_of(fact, identity, table) else { continue };
        if let Some(date) = Day::new(year, month, day) {
            let key = (fact.document, story(fact));
            settle(fact, date, &why);
            found.entry(key).or_default().push((date, why));
        }
    }
    // What stands in the same document close to a date that was worked out is of the same year.
    for fact in facts.iter_mut() {
        let Some((month, day)) = fact.masked else { continue };
        let known = found.get(&(fact.document, story(fact))).into_iter().flatten();
        let near: BTreeSet<Day> = known
            .filter_map(|(date, _)| {
                Day::new(date.year, month, day).filter(|d| (d.ordinal() - date.ordinal()).abs() <= 45)
            })
            .collect();
        if let (1, Some(&date)) = (near.len(), near.first()) {
            settle(
                fact,
                date,
                &format!("the same document tells of a day in {} worked out from the offices", date.year),
            );
        }
    }
}

fn settle(fact: &mut Fact, date: Day, why: &str) {
    let before = std::mem::take(&mut fact.record.date);
    let edtf = before.edtf.clone().unwrap_or_default();
    let reason = match &before.reason {
        Some(old) => format!("{old}; {why}"),
        None => why.to_string(),
    };
    fact.record.date = DateValue::new(&date.to_string(), Basis::Inferred, Some(reason), before.at);
    fact.record.date.part = before.part;
    fact.record.reasons.push(format!("{edtf} read as {date}: {why}"));
    fact.bounds = fact.record.date.bounds();
    fact.masked = None;
}

/// The one year that fits, with the reasoning.
fn year_of(fact: &Fact, identity: &Identity, table: &OfficeTable) -> Option<(i16, String)> {
    let (month, day) = fact.masked?;
    let (mut low, mut high) = (fact.bounds.earliest, fact.bounds.latest);
    if let (Some(published), true) = (fact.published, fact.is_done()) {
        high = Some(high.map_or(published, |h| h.min(published)));
    }
    let narrowed = |low: Option<Day>, high: Option<Day>| -> BTreeSet<i16> {
        let (Some(low), Some(high)) = (low, high) else { return BTreeSet::new() };
        (low.year..=high.year).filter(|y| Day::new(*y, month, day).is_some_and(|d| low <= d && d <= high)).collect()
    };
    let mut why = Vec::new();
    let mut years: Option<BTreeSet<i16>> = None;
    for id in fact.persons() {
        let Some(entity) = identity.get(id).filter(|e| e.kind_of == EntityType::Person) else { continue };
        let mut names: Vec<String> = entity.names.iter().map(|n| n.text.clone()).collect();
        names.push(entity.name.clone());
        // A person may have held several offices: any of the intervals may be the one.
        let mut own: BTreeSet<i16> = BTreeSet::new();
        let mut sources = BTreeSet::new();
        for row in table.rows_of(&names, entity.country.as_deref()) {
            let from = max(row.held.earliest, low);
            let to = min(row.held.latest, high);
            if from.is_none() || to.is_none() {
                // An open interval proves nothing by itself, but may narrow the others.
                low = max(low, row.held.earliest);
                high = min(high, row.held.latest);
                continue;
            }
            own.extend(narrowed(from, to));
            let show = |d: Option<Day>| d.map_or_else(|| "..".to_string(), |d| d.to_string());
            sources.insert(format!(
                "{} {} {}/{} ({})",
                row.name,
                row.office,
                show(row.held.earliest),
                show(row.held.latest),
                row.source
            ));
        }
        if !sources.is_empty() {
            why.extend(sources);
            years = Some(years.map_or(own.clone(), |all| all.intersection(&own).copied().collect()));
        }
    }
    for (from, to, reason) in succession(fact, identity) {
        low = max(low, from);
        high = min(high, to);
        why.push(reason);
    }
    let bounded = narrowed(low, high);
    let years = match years {
        Some(years) if low.is_some() && high.is_some() => years.intersection(&bounded).copied().collect(),
        Some(years) => years,
        None => bounded,
    };
    let (1, Some(&year)) = (years.len(), years.first()) else { return None };
    if why.is_empty() {
        why.push("the bounds given in the text and the publication date".to_string());
    }
    why.sort();
    Some((year, format!("{year} is the only year that fits: {}", why.join("; "))))
}

fn max(a: Option<Day>, b: Option<Day>) -> Option<Day> {
    a.max(b)
}

fn min(a: Option<Day>, b: Option<Day>) -> Option<Day> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// What the other clippings say of the offices: who held the same office before and after the people of a fact.
fn succession(fact: &Fact, identity: &Identity) -> Vec<(Option<Day>, Option<Day>, String)> {
    let own = fact.persons();
    let mut out = Vec::new();
    for id in &own {
        let Some(person) = identity.get(id) else { continue };
        for role in person.roles.iter().filter(|r| r.standing.is_none() && r.organisation.is_some() && r.rank.is_some())
        {
            let seen = days(&role.seen);
            let Some((&first, &last)) = seen.first().zip(seen.last()) else { continue };
            for other in identity.holders(role).filter(|e| e.id != **id) {
                for held in other
                    .roles
                    .iter()
                    .filter(|r| r.rank == role.rank && r.organisation == role.organisation && r.standing.is_none())
                {
                    let theirs = days(&held.seen);
                    let Some((&begin, &end)) = theirs.first().zip(theirs.last()) else { continue };
                    if end < first {
                        out.push((Some(end), None, format!("{} held the office on {end}", other.name)));
                    } else if begin > last {
                        out.push((None, Some(begin), format!("{} held the office on {begin}", other.name)));
                    }
                }
            }
        }
    }
    out.sort();
    out.dedup();
    out
}

fn days(seen: &[String]) -> Vec<Day> {
    let mut out: Vec<Day> = seen.iter().filter_map(|s| Day::parse(s)).collect();
    out.sort();
    out
}
