//! Whether two records tell one fact, and why. Reports of one event are joined by who, where and when; sayings only where the
//! words themselves are strongly alike.

use super::fact::{Fact, When, when};
use super::sayings::{aid, figure, saying, unit};
use model::{RecordType, Status};
use std::collections::BTreeSet;

/// How strongly two records look like one fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Likeness {
    /// Higher is surer; only compared.
    pub score: u32,
    /// Why.
    pub reason: String,
}

/// How two documents stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tie {
    /// Nothing is known.
    None,
    /// They report one event.
    Linked,
    /// One document.
    Same,
    /// One is a copy of the other.
    Copy,
}

/// Judges two records of one type.
pub(crate) fn alike(a: &Fact, b: &Fact, tie: Tie) -> Option<Likeness> {
    if a.kind_of() != b.kind_of() {
        return None;
    }
    if tie == Tie::Copy {
        let text = overlap(&a.words, &b.words);
        return (text >= 60)
            .then(|| Likeness { score: 1000 + text, reason: "the same words in a copy of the story".into() });
    }
    if !statuses_meet(a, b, tie) || contradict(a, b) {
        return None;
    }
    if tie == Tie::Same {
        return repeated(a, b);
    }
    match a.kind_of() {
        RecordType::Meeting | RecordType::Visit => event(a, b),
        RecordType::Agreement => agreement(a, b, tie),
        RecordType::Relation | RecordType::Setback => turn(a, b),
        RecordType::Figure => figure(a, b, tie),
        RecordType::Aid => aid(a, b, tie),
        _ => saying(a, b, tie),
    }
}

/// What is done, what is ahead, and what is denied are not one thing within a document; over time a plan comes true.
fn statuses_meet(a: &Fact, b: &Fact, tie: Tie) -> bool {
    let (x, y) = (a.record.status, b.record.status);
    if x == y {
        return true;
    }
    let done = |s: Status| matches!(s, Status::Occurred | Status::Historical | Status::Ongoing);
    if tie == Tie::Same {
        return false;
    }
    if done(x) && done(y) {
        return true;
    }
    let comes_true = matches!(a.kind_of(), RecordType::Meeting | RecordType::Visit | RecordType::Agreement);
    let (ahead, after) = if done(y) { (a, b) } else { (b, a) };
    comes_true
        && ahead.record.status == Status::Planned
        && done(after.record.status)
        && ahead.published.is_none_or(|p| after.day().is_none_or(|d| p <= d.plus(1)))
        // What is told as done before the day it was planned for is something else.
        && after.published.is_none_or(|p| ahead.bounds.earliest.is_none_or(|d| d <= p))
}

/// Whether the two name different people, or different acting bodies, for one country, or different countries.
pub(crate) fn contradict(a: &Fact, b: &Fact) -> bool {
    let apart = |x: &std::collections::BTreeMap<String, BTreeSet<String>>,
                 y: &std::collections::BTreeMap<String, BTreeSet<String>>| {
        x.iter().any(|(land, who)| y.get(land).is_some_and(|others| who.is_disjoint(others)))
    };
    if apart(&a.people, &b.people) {
        return true;
    }
    if a.people.is_empty() && b.people.is_empty() && apart(&a.bodies, &b.bodies) {
        return true;
    }
    let (few, many) = if a.lands.len() <= b.lands.len() { (&a.lands, &b.lands) } else { (&b.lands, &a.lands) };
    !few.is_subset(many)
}

pub(super) fn shared_people(a: &Fact, b: &Fact) -> usize {
    a.persons().intersection(&b.persons()).count()
}

/// How much of the smaller set stands in the other, in percent.
pub(super) fn overlap<T: Ord>(a: &BTreeSet<T>, b: &BTreeSet<T>) -> u32 {
    let least = a.len().min(b.len());
    if least == 0 { 0 } else { u32::try_from(a.intersection(b).count() * 100 / least).unwrap_or(0) }
}

pub(super) fn topics(a: &Fact, b: &Fact) -> (usize, bool) {
    let x: BTreeSet<&String> = a.record.topics.iter().collect();
    let y: BTreeSet<&String> = b.record.topics.iter().collect();
    let shared = x.intersection(&y).count();
    (shared, shared == 0 && !x.is_empty() && !y.is_empty())
}

/// Places: `Some(true)` the same, `Some(false)` different ones, `None` one is not named.
fn place(a: &Fact, b: &Fact) -> Option<bool> {
    let (x, y) = (a.record.place.as_ref()?, b.record.place.as_ref()?);
    if x.country.is_some() && y.country.is_some() && x.country != y.country {
        return Some(false);
    }
    if x.entity.is_some() && x.entity == y.entity || lang::fold(&x.name) == lang::fold(&y.name) {
        return Some(true);
    }
    None
}

/// Which kinds can be two words for one event.
pub(super) fn kinds_meet(a: &Fact, b: &Fact) -> bool {
    let class = |kind: &str| match kind {
        "call" => 1,
        "reception" => 2,
        "attendance" => 3,
        "expelled" | "rejected" => 4,
        "cancelled" | "postponed" | "suspended" => 5,
        "establishment" => 6,
        "upgrade" => 7,
        "anniversary" => 8,
        _ => 0,
    };
    match (&a.record.kind, &b.record.kind) {
        (Some(x), Some(y)) => x == y || class(x) == class(y),
        _ => true,
    }
}

pub(super) fn same_kind(a: &Fact, b: &Fact) -> bool {
    a.record.kind.is_some() && a.record.kind == b.record.kind
}

/// Text in one language that says nearly the same.
pub(super) fn same_words(a: &Fact, b: &Fact) -> u32 {
    if a.record.language == b.record.language && a.words.len().min(b.words.len()) >= 4 {
        let both = a.words.union(&b.words).count().max(1);
        return u32::try_from(a.words.intersection(&b.words).count() * 100 / both).unwrap_or(0);
    }
    0
}

/// Lead, headline and body of one document telling one fact twice.
fn repeated(a: &Fact, b: &Fact) -> Option<Likeness> {
    if a.kind_of() == RecordType::Figure {
        let same = a.number().is_some() && a.number() == b.number() && unit(a) == unit(b) && a.lands == b.lands;
        let times = |f: &Fact| {
            let value = f.record.value.clone().unwrap_or_default();
            (value.as_of.and_then(|d| d.edtf), value.by.and_then(|d| d.edtf))
        };
        return (same && times(a) == times(b))
            .then(|| Likeness { score: 300, reason: "the same number told again".into() });
    }
    let dated = matches!(when(a, b, 400), When::Same | When::Near | When::Unknown)
        && (a.bounds == b.bounds || a.record.date.edtf.is_none() || b.record.date.edtf.is_none());
    if !dated || !kinds_meet(a, b) || place(a, b) == Some(false) {
        return None;
    }
    let text = overlap(&a.words, &b.words);
    let due = |f: &Fact| f.record.deadline.as_ref().and_then(|d| d.latest.clone());
    let nested = a.span().contains(b.span()) || b.span().contains(a.span());
    let numbered = a.numbers.is_empty() || b.numbers.is_empty() || !a.numbers.is_disjoint(&b.numbers);
    let timed = due(a).is_none() || due(b).is_none() || due(a) == due(b);
    if nested && numbered && timed && !a.is_list && !b.is_list && a.record.kind == b.record.kind {
        return Some(Likeness { score: 250, reason: "one clause inside the other tells the same".into() });
    }
    if same_words(a, b) >= 50 && text >= 75 && same_kind_or_none(a, b) {
        return Some(Likeness { score: 200 + text, reason: "the same words again in one document".into() });
    }
    let (shared, apart) = topics(a, b);
    let both = shared_people(a, b);
    let all = both >= 2 && (both == a.persons().len() || both == b.persons().len());
    match a.kind_of() {
        RecordType::Meeting if all && same_kind_or_none(a, b) && a.record.part_of_day() == b.record.part_of_day() => {
            Some(Likeness { score: 150, reason: "the same people, kind and day again in one document".into() })
        }
        RecordType::Visit
            if both >= 1
                && same_kind_or_none(a, b)
                && a.lands == b.lands
                && (text >= 50 || place(a, b) == Some(true)) =>
        {
            Some(Likeness { score: 140, reason: "the same visitor and days again in one document".into() })
        }
        RecordType::Agreement => {
            let titled = a.title.is_empty() || b.title.is_empty() || overlap(&a.title, &b.title) >= 60;
            let step = |f: &Fact| f.record.agreement.as_ref().map(|x| x.status.clone());
            let exact = same_kind(a, b) && step(a) == step(b) && titled && !apart && a.lands == b.lands;
            (exact && (shared > 0 || text >= 50))
                .then(|| Likeness { score: 140, reason: "the same agreement again in one document".into() })
        }
        RecordType::Setback if both >= 1 && same_kind(a, b) && text >= 40 => {
            Some(Likeness { score: 130, reason: "the same setback again in one document".into() })
        }
        _ => None,
    }
}

pub(super) fn same_kind_or_none(a: &Fact, b: &Fact) -> bool {
    a.record.kind.is_none() || b.record.kind.is_none() || a.record.kind == b.record.kind
}

trait PartOfDay {
    fn part_of_day(&self) -> Option<&str>;
}

impl PartOfDay for model::Record {
    fn part_of_day(&self) -> Option<&str> {
        self.date.part.as_deref()
    }
}

/// Meetings and visits.
fn event(a: &Fact, b: &Fact) -> Option<Likeness> {
    if !kinds_meet(a, b) || place(a, b) == Some(false) {
        return None;
    }
    let people = shared_people(a, b);
    let (topic, _) = topics(a, b);
    let lands = a.lands == b.lands && a.lands.len() > 1;
    let here = place(a, b) == Some(true);
    let named = !a.people.is_empty() && !b.people.is_empty();
    if named && people == 0 {
        return None;
    }
    let visit = a.kind_of() == RecordType::Visit;
    let time = when(a, b, 10);
    // People who differ on no side, a pair of countries that is the same, and something more where nobody is named.
    let who = people >= 2 || (people == 1 && (lands || visit)) || (lands && (here || topic > 0 || same_kind(a, b)));
    let enough = match time {
        When::Same | When::Overlap => who,
        When::Within => people >= 2 || (people == 1 && lands),
        When::NextDay => people >= 2 || (visit && people == 1),
        When::Near => (people >= 2 || (people == 1 && lands)) && (both_news(a, b) || recalled(a, b)),
        When::Unknown => people >= 2 && (here || topic > 0),
        When::Apart => false,
    };
    if !enough {
        return None;
    }
    let score = 100 * count(people)
        + 60 * u32::from(same_kind(a, b))
        + 50 * u32::from(time == When::Same)
        + 20 * count(topic)
        + 20 * u32::from(here)
        + 15 * u32::from(a.record.date.part.is_some() && a.record.date.part == b.record.date.part)
        + 10 * u32::from(lands);
    let who = match people {
        0 => "the same countries".to_string(),
        1 => "one person in common, none against".to_string(),
        n => format!("{n} people in common"),
    };
    Some(Likeness { score, reason: format!("{who}; {}", say(time)) })
}

/// One report is old news with a day, the other is the news itself, undated.
fn recalled(a: &Fact, b: &Fact) -> bool {
    let (old, news) = if a.record.status == Status::Historical { (a, b) } else { (b, a) };
    old.bounds.earliest.is_some() && old.bounds.earliest == old.bounds.latest && news.record.status == Status::Occurred
}

fn both_news(a: &Fact, b: &Fact) -> bool {
    a.record.status != Status::Historical && b.record.status != Status::Historical
}

fn say(time: When) -> &'static str {
    match time {
        When::Same => "the same date",
        When::Overlap => "dates that overlap",
        When::Within => "a vaguer date that holds the other",
        When::NextDay => "dates one day apart, all else agreeing",
        When::Near => "reported within ten days, one of them undated",
        When::Unknown => "undated",
        When::Apart => "different dates",
    }
}

pub(super) fn count(n: usize) -> u32 {
    u32::try_from(n.min(5)).unwrap_or(0)
}

/// Agreements: the same sides, kind and subject; a planned signing may be followed by the signing.
fn agreement(a: &Fact, b: &Fact, tie: Tie) -> Option<Likeness> {
    let family = |f: &Fact| match f.record.kind.as_deref() {
        None | Some("agreement") => 0,
        Some("memorandum_of_understanding" | "memorandum_of_cooperation") => 1,
        Some("treaty") => 2,
        Some("protocol" | "minutes") => 3,
        Some("letter_of_intent") => 4,
        Some("contract") => 5,
        Some(_) => 6,
    };
    let (x, y) = (family(a), family(b));
    if a.lands.len() < 2 || a.lands != b.lands || (x != y && x != 0 && y != 0) {
        return None;
    }
    let (topic, apart) = topics(a, b);
    let titled = if a.record.language == b.record.language { overlap(&a.title, &b.title) } else { 0 };
    if apart && titled < 60 {
        return None;
    }
    let status = |f: &Fact| f.record.status;
    let one_ahead = (status(a) == Status::Planned) != (status(b) == Status::Planned);
    let time = when(a, b, if one_ahead { 75 } else { 10 });
    let subject = topic > 0 || titled >= 60 || shared_people(a, b) >= 2 || same_words(a, b) >= 40;
    let enough = match time {
        When::Same => subject || (x == y && x != 0) || tie == Tie::Linked,
        When::Overlap | When::NextDay | When::Within => subject && (tie == Tie::Linked || x == y || topic > 0),
        When::Near => {
            subject && both_news(a, b) && (topic > 0 || titled >= 60 || (tie == Tie::Linked && same_kind(a, b)))
        }
        When::Unknown => subject && x == y && (titled >= 60 || topic > 1),
        When::Apart => false,
    };
    if !enough {
        return None;
    }
    let score = 60 * u32::from(same_kind(a, b))
        + 40 * count(topic)
        + titled / 2
        + 50 * u32::from(time == When::Same)
        + 30 * count(shared_people(a, b));
    let tail = if one_ahead { "; planned in one report, signed in the other" } else { "" };
    Some(Likeness { score, reason: format!("an agreement of the same sides on the same subject; {}{tail}", say(time)) })
}

/// Relations established or raised, and things called off.
fn turn(a: &Fact, b: &Fact) -> Option<Likeness> {
    let lands = a.lands == b.lands && a.lands.len() > 1;
    let people = shared_people(a, b);
    if !kinds_meet(a, b) || !(lands || people > 0) {
        return None;
    }
    let time = when(a, b, 10);
    let (topic, apart) = topics(a, b);
    let setback = a.kind_of() == RecordType::Setback;
    let enough = match time {
        When::Same | When::Overlap => !setback || people > 0 || topic > 0,
        When::Within => !setback,
        When::NextDay | When::Near => setback && (people > 0 || (topic > 0 && !apart)),
        _ => false,
    };
    enough.then(|| Likeness {
        score: 100 * count(people) + 40 * count(topic) + 50 * u32::from(time == When::Same),
        reason: format!("the same sides and kind; {}", say(time)),
    })
}
