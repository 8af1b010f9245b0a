//! Links between records: what was called off, what was promised and later done, what was promised again.

use crate::identity::Identity;
use model::{Day, Record, RecordType, Status};
use std::collections::{BTreeMap, BTreeSet};

/// How many days after its deadline (or, without one, after the promise) a deed may still be its fulfilment.
const YEAR: i32 = 366;

/// Fills `about` across documents, with reasons on both sides.
pub(super) fn link(records: &mut [Record], identity: &Identity) {
    let mut by_lands: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, record) in records.iter().enumerate() {
        by_lands.entry(record.countries.join(" ")).or_default().push(at);
    }
    let mut links: Vec<(usize, usize, String, String)> = Vec::new();
    for group in by_lands.values() {
        let mut order: Vec<usize> = group.clone();
        order.sort_by_cached_key(|at| (day(&records[*at]), records[*at].id.clone()));
        setbacks(records, &order, identity, &mut links);
        deeds(records, &order, &mut links);
    }
    for (from, to, here, there) in links {
        let id = records[to].id.clone();
        let source = &mut records[from];
        if !source.about.contains(&id) {
            source.about.push(id);
            source.about.sort();
            source.reasons.push(here);
        }
        if !records[to].reasons.contains(&there) {
            records[to].reasons.push(there);
        }
    }
    repeated(records);
}

fn day(record: &Record) -> Option<Day> {
    let parse = |t: &Option<String>| t.as_deref().and_then(Day::parse);
    parse(&record.date.earliest).or_else(|| parse(&record.reported.first)).or_else(|| parse(&record.date.latest))
}

fn told(record: &Record) -> Option<Day> {
    record.reported.first.as_deref().and_then(Day::parse).or_else(|| day(record))
}

fn people<'a>(record: &'a Record, identity: &Identity) -> BTreeSet<&'a str> {
    let person = |id: &str| identity.get(id).is_some_and(|e| e.kind_of == model::EntityType::Person);
    record.parties.iter().filter_map(|p| p.entity.as_deref()).filter(|id| person(id)).collect()
}

/// A setback is about the planned thing of the same people; that keeps its date and is not done.
fn setbacks(records: &[Record], order: &[usize], identity: &Identity, links: &mut Vec<(usize, usize, String, String)>) {
    for &at in order {
        let setback = &records[at];
        if setback.kind_of != RecordType::Setback || setback.status == Status::Negated {
            continue;
        }
        let own = people(setback, identity);
        let words: BTreeSet<&String> = setback.topics.iter().collect();
        let mut best: Option<(usize, usize)> = None;
        for &other in order {
            let thing = &records[other];
            use RecordType::{Agreement, Meeting, Plan, Visit};
            if thing.status != Status::Planned || !matches!(thing.kind_of, Meeting | Visit | Agreement | Plan) {
                continue;
            }
            // The thing was to come after the setback became known, and was announced before or with it.
            let (Some(known), Some(due)) = (told(setback), day(thing)) else { continue };
            let ahead = due.ordinal() + 31 >= known.ordinal() && due.ordinal() <= known.ordinal() + YEAR;
            let announced = told(thing).is_none_or(|d| d <= known);
            let shared = people(thing, identity).intersection(&own).count();
            let subject = thing.topics.iter().filter(|t| words.contains(t)).count();
            if !ahead || !announced || (shared == 0 && (subject == 0 || !own.is_empty())) {
                continue;
            }
            let visit = usize::from(thing.kind_of == RecordType::Visit);
            let score = shared * 10 + subject * 3 + visit * 2;
            if best.is_none_or(|(top, _)| score > top) {
                best = Some((score, other));
            }
        }
        let already = setback.about.iter().any(|id| order.iter().any(|o| records[*o].id == *id));
        if let Some((_, other)) = best.filter(|_| !already) {
            let kind = setback.kind.as_deref().unwrap_or("setback");
            links.push((
                at,
                other,
                "about the planned thing of the same people that was to follow".to_string(),
                format!("{kind} according to {}", setback.id),
            ));
        }
    }
}

/// Aid or an activity reported as done answers an earlier promise of the same giver on the same subject.
fn deeds(records: &[Record], order: &[usize], links: &mut Vec<(usize, usize, String, String)>) {
    use RecordType::{Activity, Agreement, Aid, Commitment, Plan};
    let promises: Vec<usize> = order
        .iter()
        .copied()
        .filter(|at| {
            records[*at].status == Status::Planned && matches!(records[*at].kind_of, Commitment | Aid | Plan | Activity)
        })
        .collect();
    for &at in order {
        let deed = &records[at];
        if !matches!(deed.kind_of, Aid | Activity | Plan | Agreement)
            || !matches!(deed.status, Status::Occurred | Status::Ongoing)
        {
            continue;
        }
        let Some(when) = told(deed) else { continue };
        let mut best: Option<(usize, usize)> = None;
        for &other in promises.iter().rev().take(200) {
            let promise = &records[other];
            let Some(said) = told(promise) else { continue };
            let due = promise.deadline.as_ref().and_then(|d| d.latest.as_deref()).and_then(Day::parse);
            let until = due.map_or(said.ordinal() + YEAR, |d| d.ordinal() + YEAR);
            let same_source = promise.evidence.iter().any(|e| deed.evidence.iter().any(|o| o.document == e.document));
            if said >= when || when.ordinal() > until || same_source {
                continue;
            }
            let number = |r: &Record| r.value.as_ref().and_then(|v| v.number.clone());
            let numbers = match (number(promise), number(deed)) {
                (Some(x), Some(y)) if x == y => 3,
                (Some(_), Some(_)) => continue,
                _ => 0,
            };
            let subject = promise.topics.iter().filter(|t| deed.topics.contains(t)).count();
            let givers = |r: &Record| -> BTreeSet<String> {
                r.parties.iter().filter(|p| p.role == "actor").filter_map(|p| p.country.clone()).collect()
            };
            let (x, y) = (givers(promise), givers(deed));
            let apart = !x.is_empty() && !y.is_empty() && x.is_disjoint(&y);
            let kind = usize::from(promise.kind_of == deed.kind_of);
            let score = numbers * 2 + subject + kind;
            // A number that is the same, or a subject that is the same beside the same kind of deed.
            if !apart
                && (numbers > 0 || (subject > 0 && kind > 0 && subject >= promise.topics.len().min(2)))
                && best.is_none_or(|(top, _)| score > top)
            {
                best = Some((score, other));
            }
        }
        if let Some((_, other)) = best {
            let day = deed.reported.first.as_deref().unwrap_or("a later report");
            links.push((
                at,
                other,
                format!("what was promised according to {}", records[other].id),
                format!("reported as done on {day} ({})", deed.id),
            ));
        }
    }
}

/// A promise told on several days was repeated.
fn repeated(records: &mut [Record]) {
    for record in records {
        let promise = matches!(record.kind_of, RecordType::Commitment | RecordType::Aid | RecordType::Plan);
        if !promise || record.status != Status::Planned {
            continue;
        }
        if let (Some(first), Some(last)) = (&record.reported.first, &record.reported.last)
            && let (Some(a), Some(b)) = (Day::parse(first), Day::parse(last))
            && b.ordinal() - a.ordinal() > 3
        {
            record.reasons.push(format!("repeated: first reported on {first}, again on {last}"));
        }
    }
}
