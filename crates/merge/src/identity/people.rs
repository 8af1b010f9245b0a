//! Which people of different documents are one: name keys, country, office; in four passes from sure to likely.

use super::spelling::{Sounds, Spelling, close, skeleton};
use super::{Node, Union};
use std::collections::{BTreeMap, BTreeSet};

/// How many of one key are compared pairwise; beyond that only neighbours in sorted order are.
const CROWD: usize = 60;

/// A person as known so far.
#[derive(Debug, Clone, Default)]
struct Person {
    names: BTreeSet<Spelling>,
    countries: BTreeSet<String>,
    offices: BTreeSet<(String, String)>,
    languages: BTreeSet<String>,
    documents: BTreeMap<usize, Vec<String>>,
}

impl Person {
    fn of(node: &Node<'_>) -> Self {
        let mut names: BTreeSet<Spelling> = [Spelling::of(&node.entity.name)].into();
        let full = names.first().is_some_and(Spelling::is_full);
        // Short forms count only inside their document; a person known by one word only keeps that word.
        names.extend(node.entity.names.iter().map(|n| Spelling::of(&n.text)).filter(Spelling::is_full));
        if !full && names.iter().any(Spelling::is_full) {
            names.retain(Spelling::is_full);
        }
        Self {
            documents: [(node.document, names.iter().map(Spelling::exact_key).collect())].into(),
            names,
            countries: node.entity.country.iter().cloned().collect(),
            offices: node.offices.clone(),
            languages: [node.language.to_string()].into(),
        }
    }

    fn take(&mut self, other: &Self) {
        self.names.extend(other.names.iter().cloned());
        self.countries.extend(other.countries.iter().cloned());
        self.offices.extend(other.offices.iter().cloned());
        self.languages.extend(other.languages.iter().cloned());
        for (document, names) in &other.documents {
            self.documents.entry(*document).or_default().extend(names.iter().cloned());
        }
    }

    fn same_office(&self, other: &Self) -> bool {
        self.offices.intersection(&other.offices).next().is_some()
    }

    fn offices_allow(&self, other: &Self) -> bool {
        self.offices.is_empty() || other.offices.is_empty() || self.same_office(other)
    }

    fn same_country(&self, other: &Self) -> bool {
        self.countries.intersection(&other.countries).next().is_some()
    }

    /// Nothing forbids that the two are one: country, marks, and being named side by side.
    fn may_be(&self, other: &Self) -> bool {
        if !self.countries.is_empty() && !other.countries.is_empty() && !self.same_country(other) {
            return false;
        }
        let lenient = self.languages.is_disjoint(&other.languages) && self.same_office(other);
        let agree = |a: &Spelling, b: &Spelling| !a.same_letters(b) || a.marks_agree(b, lenient);
        if !self.names.iter().all(|a| other.names.iter().all(|b| agree(a, b))) {
            return false;
        }
        // Two that one document kept apart stay apart, unless it spells them alike.
        let (few, many) = if self.documents.len() <= other.documents.len() { (self, other) } else { (other, self) };
        few.documents.iter().all(|(document, names)| {
            many.documents.get(document).is_none_or(|others| names.iter().any(|n| others.contains(n)))
        })
    }
}

#[derive(Clone, Copy)]
enum Pass {
    Exact,
    Letters,
    Part,
    Sounds,
}

impl Pass {
    fn keys(self, person: &Person, sounds: &Sounds) -> BTreeSet<String> {
        let full = person.names.iter().filter(|n| n.is_full());
        match self {
            Pass::Exact => person.names.iter().map(Spelling::exact_key).collect(),
            Pass::Letters => full.map(Spelling::letters_key).collect(),
            Pass::Sounds => full.map(|n| skeleton(&sounds.of(n))).filter(|k| k.len() > 3).collect(),
            Pass::Part => full
                .flat_map(|n| {
                    let words = &n.bare[..n.bare.len().min(6)];
                    let pairs = |i: usize| (i + 1..words.len()).map(move |j| (i, j));
                    (0..words.len()).flat_map(pairs).map(|(i, j)| {
                        let (a, b) = (&words[i], &words[j]);
                        if a < b { format!("{a} {b}") } else { format!("{b} {a}") }
                    })
                })
                .collect(),
        }
    }

    /// Whether nothing forbids the join.
    fn allows(self, a: &Person, b: &Person, sounds: &Sounds) -> bool {
        a.may_be(b) || (matches!(self, Pass::Sounds) && spelled_twice(a, b, sounds))
    }

    /// Why two people under one key are one; nothing if they are not.
    fn fits(self, a: &Person, b: &Person, sounds: &Sounds) -> Option<&'static str> {
        if !self.allows(a, b, sounds) {
            return None;
        }
        let any =
            |test: &dyn Fn(&Spelling, &Spelling) -> bool| a.names.iter().any(|x| b.names.iter().any(|y| test(x, y)));
        let full = |x: &Spelling, y: &Spelling| x.is_full() && y.is_full();
        match self {
            Pass::Exact => {
                let same = |x: &Spelling, y: &Spelling| x.exact_key() == y.exact_key();
                if any(&|x, y| same(x, y) && full(x, y)) {
                    return Some("same name");
                }
                (any(&same) && a.same_country(b) && a.same_office(b)).then_some("same single name, country and office")
            }
            Pass::Letters => {
                let same = |x: &Spelling, y: &Spelling| full(x, y) && x.same_letters(y);
                if any(&|x, y| same(x, y) && x.words.len() > 2) || (any(&same) && a.offices_allow(b)) {
                    return Some("same letters, one without marks, in another order or parted otherwise");
                }
                None
            }
            Pass::Sounds => {
                let sounded = |x: &Spelling, y: &Spelling| {
                    let (p, q) = (sounds.of(x), sounds.of(y));
                    full(x, y) && (p == q || ((x.hyphens() > 0) != (y.hyphens() > 0) && close(&p, &q)))
                };
                (spelled_twice(a, b, sounds) || (a.same_country(b) && a.same_office(b) && any(&sounded)))
                    .then_some("same sounds written by the habits of another language")
            }
            Pass::Part => {
                let part = |x: &Spelling, y: &Spelling| full(x, y) && (x.is_part_of(y) || y.is_part_of(x));
                (a.same_country(b) && a.same_office(b) && any(&part))
                    .then_some("one name is a part of the other, same country and office")
            }
        }
    }
}

/// One document writes a foreign name by its sounds beside its own spelling; the first form seldom repeats the office.
fn spelled_twice(a: &Person, b: &Person, sounds: &Sounds) -> bool {
    let together = a.documents.keys().any(|d| b.documents.contains_key(d));
    let by_sound = |x: &Spelling, y: &Spelling| {
        x.is_full() && y.is_full() && (x.hyphens() > 0) != (y.hyphens() > 0) && sounds.of(x) == sounds.of(y)
    };
    together && a.offices_allow(b) && a.names.iter().any(|x| b.names.iter().any(|y| by_sound(x, y)))
}

/// Joins people in `union`, with the reason.
pub(super) fn join(nodes: &[Node<'_>], members: &[usize], union: &mut Union, sounds: &Sounds) {
    // The same full name with the same marks in the same country: joined at once, so that busy people cost no comparisons.
    let mut plain: BTreeMap<(String, &str), usize> = BTreeMap::new();
    for &node in members {
        let name = Spelling::of(&nodes[node].entity.name);
        let Some(land) = nodes[node].entity.country.as_deref().filter(|_| name.is_full()) else { continue };
        let first = *plain.entry((name.exact_key(), land)).or_insert(node);
        if first != node {
            union.join(first, node, format!("same name ({land})"));
        }
    }
    let mut people: BTreeMap<usize, Person> = BTreeMap::new();
    for &node in members {
        let person = Person::of(&nodes[node]);
        people.entry(union.root(node)).and_modify(|p| p.take(&person)).or_insert(person);
    }
    for pass in [Pass::Exact, Pass::Letters, Pass::Part, Pass::Sounds] {
        let mut buckets: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for (root, person) in &people {
            for key in pass.keys(person, sounds) {
                buckets.entry(key).or_default().insert(*root);
            }
        }
        for bucket in buckets.into_values().filter(|b| b.len() > 1) {
            let mut live: Vec<usize> = bucket.into_iter().map(|r| union.root(r)).collect();
            // An order that does not depend on the order of the documents: by names, then country.
            live.sort_by_cached_key(|r| people.get(r).map(|p| (p.names.clone(), p.countries.clone(), *r)));
            live.dedup();
            settle(pass, &live, &mut people, union, sounds);
        }
    }
}

/// Joins within one bucket. Where a person could be one of two that cannot be one, a shared office decides, else nobody is joined.
fn settle(pass: Pass, live: &[usize], people: &mut BTreeMap<usize, Person>, union: &mut Union, sounds: &Sounds) {
    let get = |people: &BTreeMap<usize, Person>, at: usize| people.get(&at).cloned().unwrap_or_default();
    let known: Vec<Person> = live.iter().map(|r| get(people, *r)).collect();
    let reach = if live.len() > CROWD { 4 } else { live.len() };
    let mut fits: Vec<BTreeMap<usize, &'static str>> = vec![BTreeMap::new(); live.len()];
    for i in 0..live.len() {
        for j in i + 1..live.len().min(i + 1 + reach) {
            if let Some(reason) = pass.fits(&known[i], &known[j], sounds) {
                fits[i].insert(j, reason);
                fits[j].insert(i, reason);
            }
        }
    }
    let rival = |i: usize, j: usize| {
        let torn = |a: usize, b: usize| fits[a].keys().any(|&c| c != b && !known[b].may_be(&known[c]));
        torn(i, j) || torn(j, i)
    };
    let mut pairs = Vec::new();
    for (i, others) in fits.iter().enumerate() {
        for (&j, &reason) in others.range(i + 1..) {
            let contested = rival(i, j);
            if !contested || known[i].same_office(&known[j]) {
                pairs.push((contested, i, j, reason));
            }
        }
    }
    pairs.sort();
    for (contested, i, j, reason) in pairs {
        let (a, b) = (union.root(live[i]), union.root(live[j]));
        let (one, two) = (get(people, a), get(people, b));
        if a == b || !pass.allows(&one, &two, sounds) {
            continue;
        }
        // With two rivals in the same office nothing is proven.
        if contested
            && fits[i].keys().filter(|&&c| known[c].same_office(&known[i]) && !known[c].may_be(&known[j])).count() > 0
        {
            continue;
        }
        let land = one.countries.iter().chain(&two.countries).next().cloned().unwrap_or_default();
        let words = match land.is_empty() {
            true => reason.to_string(),
            false => format!("{reason} ({land})"),
        };
        let (left, right) = (spoken(&one), spoken(&two));
        let pair = if left <= right { (left, right) } else { (right, left) };
        let why = if pair.0 == pair.1 { words } else { format!("«{}» and «{}»: {words}", pair.0, pair.1) };
        union.join(a, b, why);
        let root = union.root(a);
        let mut both = one;
        both.take(&two);
        people.remove(&a);
        people.remove(&b);
        people.insert(root, both);
    }
}

fn spoken(person: &Person) -> String {
    person.names.iter().next().map(|n| n.text.clone()).unwrap_or_default()
}
