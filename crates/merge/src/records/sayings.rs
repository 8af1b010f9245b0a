//! Whether two figures, gifts or sayings of different documents are one: by number, deadline, subject and words.

use super::alike::{
    Likeness, Tie, count, kinds_meet, overlap, same_kind, same_kind_or_none, same_words, shared_people, topics,
};
use super::fact::Fact;
use model::RecordType;
use std::collections::BTreeSet;

pub(super) fn unit(fact: &Fact) -> Option<String> {
    let value = fact.record.value.as_ref()?;
    value.currency.clone().or_else(|| value.unit.as_ref().map(|u| lang::fold(u)))
}

/// Units that can be one: equal, or words of two languages.
fn units_meet(a: &Fact, b: &Fact) -> bool {
    let money = |f: &Fact| f.record.value.as_ref().and_then(|v| v.currency.clone());
    match (unit(a), unit(b)) {
        (Some(x), Some(y)) => {
            x == y || (a.record.language != b.record.language && money(a).is_none() && money(b).is_none())
        }
        (x, y) => x == y,
    }
}

/// Numbers: the same, or (as a disagreement) within a quarter of each other.
fn numbers(a: &Fact, b: &Fact) -> Option<bool> {
    let (x, y) = (a.number()?, b.number()?);
    if x == y {
        return Some(true);
    }
    let whole = |text: &str| text.split('.').next().and_then(|n| n.parse::<u128>().ok());
    let (x, y) = (whole(&x)?, whole(&y)?);
    let (low, high) = (x.min(y), x.max(y));
    (low >= 5 && high <= low.saturating_mul(5) / 4).then_some(false)
}

fn times_meet(a: &Fact, b: &Fact) -> bool {
    let of = |f: &Fact| {
        let value = f.record.value.as_ref();
        (value.and_then(|v| v.as_of.clone()), value.and_then(|v| v.by.clone()))
    };
    let meets = |x: Option<model::DateValue>, y: Option<model::DateValue>| match (x, y) {
        (Some(x), Some(y)) => x.bounds().overlaps(y.bounds()),
        _ => true,
    };
    let ((at, by), (at2, by2)) = (of(a), of(b));
    // A target and a count are two things.
    by.is_some() == by2.is_some() && meets(at, at2) && meets(by, by2)
}

pub(super) fn figure(a: &Fact, b: &Fact, tie: Tie) -> Option<Likeness> {
    let about = a.record.about.iter().any(|id| b.record.about.contains(id));
    if !units_meet(a, b) || !times_meet(a, b) || !same_kind_or_none(a, b) || !(tie == Tie::Linked || about) {
        return None;
    }
    let (topic, apart) = topics(a, b);
    let titled = if a.record.language == b.record.language { overlap(&a.title, &b.title) } else { 0 };
    match numbers(a, b)? {
        true if !apart || about => Some(Likeness {
            score: 300 + 20 * count(topic) + titled,
            reason: "the same number for the same thing".into(),
        }),
        // A disagreement is only seen where both count the same thing about one event.
        false if about && !apart && (unit(a) == unit(b) || topic > 0) => Some(Likeness {
            score: 50 + 20 * count(topic) + titled,
            reason: "another number for the same thing of one event".into(),
        }),
        _ => None,
    }
}

pub(super) fn aid(a: &Fact, b: &Fact, tie: Tie) -> Option<Likeness> {
    if a.record.status != b.record.status && !(a.is_done() && b.is_done()) {
        return None;
    }
    if a.lands != b.lands
        || a.lands.len() < 2
        || givers(a).is_disjoint(&givers(b)) && !givers(a).is_empty() && !givers(b).is_empty()
    {
        return None;
    }
    promise(a, b, tie)
}

/// Countries of those who act.
fn givers(fact: &Fact) -> BTreeSet<&str> {
    let acts = |role: &str| matches!(role, "actor" | "speaker" | "participant" | "host");
    fact.record.parties.iter().filter(|p| acts(&p.role)).filter_map(|p| p.country.as_deref()).collect()
}

/// Promises, proposals, requests, judgements, activities, plans.
pub(super) fn saying(a: &Fact, b: &Fact, tie: Tie) -> Option<Likeness> {
    let actors = givers(a);
    if !actors.is_empty() && actors.is_disjoint(&givers(b)) && !givers(b).is_empty() {
        return None;
    }
    promise(a, b, tie)
}

/// The substance: number, deadline, subject, words.
fn promise(a: &Fact, b: &Fact, tie: Tie) -> Option<Likeness> {
    let (topic, apart) = topics(a, b);
    let text = same_words(a, b);
    let deadline = |f: &Fact| f.record.deadline.as_ref().map(model::DateValue::bounds).filter(|d| d.latest.is_some());
    let due = match (deadline(a), deadline(b)) {
        (Some(x), Some(y)) => Some(x.latest == y.latest || x.overlaps(y)),
        _ => None,
    };
    let number = match (a.number(), b.number()) {
        (Some(_), Some(_)) => Some(numbers(a, b) == Some(true) && units_meet(a, b)),
        _ => (!a.numbers.is_disjoint(&b.numbers)).then_some(true),
    };
    let told = shared_people(a, b) > 0 || a.people.is_empty() || b.people.is_empty();
    let kinds = kinds_meet(a, b) && (same_kind_or_none(a, b) || a.kind_of() == RecordType::Aid);
    let linked = tie == Tie::Linked;
    let counted = number == Some(true) && (linked || due == Some(true));
    if !told || !kinds || due == Some(false) || (apart && text < 60 && !counted) {
        return None;
    }
    if number == Some(false) {
        let near = linked && topic > 0 && numbers(a, b) == Some(false) && units_meet(a, b);
        return near.then(|| Likeness { score: 40, reason: "another number for the same thing of one event".into() });
    }
    let strong = text >= 60
        || (number == Some(true) && (topic > 0 || due == Some(true) || linked))
        || (due == Some(true) && topic > 0)
        || (linked && topic > 0 && (text >= 30 || (a.record.language != b.record.language && same_kind(a, b))));
    strong.then(|| Likeness {
        score: text
            + 100 * u32::from(number == Some(true))
            + 60 * u32::from(due == Some(true))
            + 30 * count(topic)
            + 20 * u32::from(same_kind(a, b)),
        reason: match (number, due) {
            (Some(true), _) => "the same actor, subject and number".into(),
            (_, Some(true)) => "the same actor, subject and deadline".into(),
            _ if text >= 60 => "the same actor in nearly the same words".into(),
            _ => "the same actor and subject in reports of one event".into(),
        },
    })
}
