//! Facts into groups that tell one thing: candidates by shared keys, the surest pairs first, and never two of one document that
//! were kept apart there.

use super::alike::{Likeness, Tie, alike, contradict};
use super::fact::Fact;
use crate::duplicates::Copies;
use model::{Day, RecordType};
use std::collections::{BTreeMap, BTreeSet};

/// How many neighbours in time a fact is compared with under each key.
const REACH: usize = 24;

/// A group of facts, by position, with the reasons of its joins.
#[derive(Debug, Clone, Default)]
pub(crate) struct Group {
    pub members: Vec<usize>,
    pub reasons: BTreeSet<String>,
}

/// Groups all facts. `facts` are ordered by document id and place; the result does not depend on any other order.
pub(crate) fn groups(facts: &mut [Fact], copies: &Copies) -> Vec<Group> {
    let mut sets = Sets::new(facts.len());
    let mut by_document: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, fact) in facts.iter().enumerate() {
        by_document.entry(fact.document).or_default().push(at);
    }
    // A copy's facts go with those of the fuller text.
    for (copy, (root, _)) in &copies.of {
        let none = Vec::new();
        let (of_copy, of_root) = (by_document.get(copy).unwrap_or(&none), by_document.get(root).unwrap_or(&none));
        sets.best_first(facts, pairs_of_copies(facts, of_copy, of_root));
    }
    let event = |f: &Fact| {
        use RecordType::{Agreement, Meeting, Relation, Setback, Visit};
        matches!(f.kind_of(), Meeting | Visit | Agreement | Relation | Setback)
    };
    let within: Vec<Pair> = candidates(facts, |_| true)
        .into_iter()
        .filter(|&(i, j)| facts[i].document == facts[j].document)
        .filter_map(|(i, j)| Some(Pair { likeness: alike(&facts[i], &facts[j], Tie::Same)?, i, j }))
        .collect();
    sets.best_first(facts, within);
    let across = |facts: &[Fact], ties: &Ties, wanted: &dyn Fn(&Fact) -> bool| -> Vec<Pair> {
        candidates(facts, wanted)
            .into_iter()
            .filter(|&(i, j)| facts[i].document != facts[j].document)
            .filter_map(|(i, j)| {
                let tie = ties.between(facts[i].document, facts[j].document);
                Some(Pair { likeness: alike(&facts[i], &facts[j], tie)?, i, j })
            })
            .collect()
    };
    let pairs = across(facts, &Ties::default(), &event);
    sets.best_first(facts, pairs);
    let ties = Ties::of(facts, &mut sets, copies);
    // With the documents tied to each other, agreements and sayings that were not enough by themselves.
    let pairs = across(facts, &ties, &|f| !matches!(f.kind_of(), RecordType::Figure));
    sets.best_first(facts, pairs);
    // A figure is about a fact: where these became one, so may their figures.
    rename(facts, &mut sets);
    let pairs = across(facts, &ties, &|f| f.kind_of() == RecordType::Figure);
    sets.best_first(facts, pairs);
    sets.finish()
}

/// Points `about` and `previous` at one id for each group.
fn rename(facts: &mut [Fact], sets: &mut Sets) {
    let mut new: BTreeMap<String, String> = BTreeMap::new();
    for at in 0..facts.len() {
        let root = sets.root(at);
        new.insert(facts[at].record.id.clone(), facts[root].record.id.clone());
    }
    for fact in facts {
        for id in &mut fact.record.about {
            if let Some(other) = new.get(id) {
                id.clone_from(other);
            }
        }
    }
}

struct Pair {
    likeness: Likeness,
    i: usize,
    j: usize,
}

fn pairs_of_copies(facts: &[Fact], copy: &[usize], root: &[usize]) -> Vec<Pair> {
    let mut out = Vec::new();
    for &i in copy {
        for &j in root {
            if let Some(likeness) = alike(&facts[i], &facts[j], Tie::Copy) {
                out.push(Pair { likeness, i: i.min(j), j: i.max(j) });
            }
        }
    }
    out
}

/// Pairs worth comparing: under each shared key, the nearest in time.
fn candidates(facts: &[Fact], wanted: impl Fn(&Fact) -> bool) -> BTreeSet<(usize, usize)> {
    let mut buckets: BTreeMap<(RecordType, String), Vec<(Option<Day>, usize)>> = BTreeMap::new();
    for (at, fact) in facts.iter().enumerate().filter(|(_, f)| wanted(f)) {
        let mut keys: BTreeSet<String> = fact.persons().into_iter().map(str::to_string).collect();
        let lands: Vec<&str> = fact.lands.iter().map(String::as_str).collect();
        let lands = lands.join(" ");
        // A report may leave one side unsaid: numbers and single countries bring it to the others.
        keys.extend(fact.numbers.iter().map(|number| format!("n{number}")));
        keys.extend(fact.record.about.iter().cloned());
        // The year keeps the buckets of busy pairs of countries small; neighbours across New Year meet by the second key.
        let day = fact.day();
        let month = |d: Day| i32::from(d.year) * 12 + i32::from(d.month);
        if let Some(day) = day {
            for land in fact.lands.iter().map(String::as_str).chain([lands.as_str()]) {
                keys.insert(format!("{land} m{}", month(day)));
                keys.insert(format!("{land} m{}", month(day) + 1));
            }
        } else {
            keys.insert(format!("{lands} undated"));
        }
        keys.insert(lands);
        for key in keys.into_iter().filter(|k| !k.is_empty()) {
            buckets.entry((fact.kind_of(), key)).or_default().push((day, at));
        }
    }
    let mut out = BTreeSet::new();
    for mut bucket in buckets.into_values() {
        bucket.sort_unstable();
        for (place, &(_, i)) in bucket.iter().enumerate() {
            for &(_, j) in bucket.iter().skip(place + 1).take(REACH) {
                out.insert((i.min(j), i.max(j)));
            }
        }
    }
    out
}

/// Which documents report one event.
#[derive(Default)]
struct Ties {
    events: BTreeMap<usize, BTreeSet<usize>>,
    copies: BTreeMap<usize, usize>,
}

impl Ties {
    fn of(facts: &[Fact], sets: &mut Sets, copies: &Copies) -> Self {
        let mut events: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for (at, fact) in facts.iter().enumerate() {
            let news = fact.record.status != model::Status::Historical;
            if news && matches!(fact.kind_of(), RecordType::Meeting | RecordType::Visit | RecordType::Agreement) {
                let root = sets.root(at);
                events.entry(fact.document).or_default().insert(root);
            }
        }
        Self { events, copies: copies.of.iter().map(|(c, (r, _))| (*c, *r)).collect() }
    }

    fn between(&self, a: usize, b: usize) -> Tie {
        let root = |d: usize| self.copies.get(&d).copied().unwrap_or(d);
        let shared = match (self.events.get(&a), self.events.get(&b)) {
            (Some(x), Some(y)) => !x.is_disjoint(y),
            _ => false,
        };
        if shared || root(a) == root(b) { Tie::Linked } else { Tie::None }
    }
}

/// Disjoint sets of facts that know their documents.
struct Sets {
    parent: Vec<usize>,
    members: BTreeMap<usize, Vec<usize>>,
    reasons: BTreeMap<usize, BTreeSet<String>>,
}

impl Sets {
    fn new(count: usize) -> Self {
        Self {
            parent: (0..count).collect(),
            members: (0..count).map(|at| (at, vec![at])).collect(),
            reasons: BTreeMap::new(),
        }
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.parent[at] != at {
            self.parent[at] = self.parent[self.parent[at]];
            at = self.parent[at];
        }
        at
    }

    /// Joins pairs, the surest first, unless one document or a contradiction stands between the groups.
    fn best_first(&mut self, facts: &[Fact], mut pairs: Vec<Pair>) {
        pairs.sort_by(|a, b| b.likeness.score.cmp(&a.likeness.score).then((a.i, a.j).cmp(&(b.i, b.j))));
        for pair in pairs {
            let (a, b) = (self.root(pair.i), self.root(pair.j));
            if a == b {
                continue;
            }
            let (Some(one), Some(two)) = (self.members.get(&a), self.members.get(&b)) else { continue };
            let in_one = facts[pair.i].document == facts[pair.j].document;
            if !in_one && self.blocked(facts, one, two) {
                continue;
            }
            let (low, high) = (a.min(b), a.max(b));
            self.parent[high] = low;
            let moved = self.members.remove(&high).unwrap_or_default();
            let home = self.members.entry(low).or_default();
            home.extend(moved);
            home.sort_unstable();
            let mut why = self.reasons.remove(&high).unwrap_or_default();
            why.insert(pair.likeness.reason);
            self.reasons.entry(low).or_default().extend(why);
        }
    }

    fn blocked(&self, facts: &[Fact], one: &[usize], two: &[usize]) -> bool {
        let documents: BTreeSet<usize> = one.iter().map(|at| facts[*at].document).collect();
        if two.iter().any(|at| documents.contains(&facts[*at].document)) {
            return true;
        }
        // Large groups are copies of one report: a few of each side stand for all.
        one.iter().take(8).any(|i| two.iter().take(8).any(|j| contradict(&facts[*i], &facts[*j])))
    }

    fn finish(mut self) -> Vec<Group> {
        let members = std::mem::take(&mut self.members);
        members
            .into_iter()
            .map(|(root, members)| Group { members, reasons: self.reasons.remove(&root).unwrap_or_default() })
            .collect()
    }
}
