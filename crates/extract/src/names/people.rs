//! Which names of a document are one person's: full names introduce, shorter ones bind to them.

use super::grammar::Gender;
use super::scan::Scan;
use lang::{Shape, fold, has_marks, lower};
use std::collections::BTreeMap;
use std::ops::Range;

/// The words of a name, folded two ways.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NameWords {
    folded: Vec<String>,
    lower: Vec<String>,
    marked: bool,
}

impl NameWords {
    /// Reads the words of some tokens; a hyphen parts two.
    pub fn of(scan: &Scan<'_>, tokens: Range<usize>) -> Self {
        let words = tokens.filter(|t| scan.text.tokens[*t].shape == Shape::Word).map(|t| scan.word(t));
        let words: Vec<&str> = words.collect();
        Self {
            folded: words.iter().map(|w| fold(w)).collect(),
            lower: words.iter().map(|w| lower(w)).collect(),
            marked: words.iter().any(|w| has_marks(w)),
        }
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.folded.len()
    }

    /// Whether word `a` of one may be word `b` of the other: equal, or equal without marks where one name has none.
    fn same(&self, a: usize, other: &Self, b: usize) -> bool {
        self.folded[a] == other.folded[b] && (self.lower[a] == other.lower[b] || !self.marked || !other.marked)
    }

    fn equals(&self, other: &Self) -> bool {
        let joined = |n: &Self| n.folded.concat();
        let marks = !self.marked || !other.marked || self.lower.concat() == other.lower.concat();
        if joined(self) == joined(other) && marks {
            return true;
        }
        // The same words in another order (family name first or last).
        let (mut a, mut b) = (self.folded.clone(), other.folded.clone());
        a.sort();
        b.sort();
        let (mut c, mut d) = (self.lower.clone(), other.lower.clone());
        c.sort();
        d.sort();
        self.len() > 1 && a == b && (c == d || !self.marked || !other.marked)
    }

    /// How well this shorter name fits a longer one: 0 not at all, more for the words one is called by.
    fn fit(&self, full: &Self) -> u32 {
        if self.len() >= full.len() {
            // A double family name or a middle name that only one of the two has.
            return 0;
        }
        let inside = |from: usize| (0..self.len()).all(|i| self.same(i, full, from + i));
        let last = full.len() - self.len();
        if inside(last) {
            return 4;
        }
        if inside(0) {
            return if full.len() > 2 { 2 } else { 3 };
        }
        if (1..last).any(inside) {
            return 1;
        }
        // First and last word with others left out between.
        let ends = self.len() == 2 && self.same(0, full, 0) && self.same(1, full, full.len() - 1);
        u32::from(ends) * 4
    }
}

/// The people of one document.
#[derive(Debug, Default)]
pub(super) struct People {
    /// All spellings of each person, the fullest first.
    pub forms: Vec<Vec<NameWords>>,
    /// What is known of the gender of each.
    pub genders: Vec<Gender>,
    /// Whether words said so (an honorific, an article), not a given name.
    told: Vec<bool>,
    exact: BTreeMap<String, Vec<usize>>,
    words: BTreeMap<String, Vec<usize>>,
}

impl People {
    /// Number of people.
    pub fn len(&self) -> usize {
        self.forms.len()
    }

    /// Enters a full name; the person it already belongs to, or a new one. `gender` by words, `guess` by the given name.
    pub fn add(&mut self, name: NameWords, gender: Gender, guess: Gender) -> usize {
        let person = match self.find_equal(&name) {
            Some(person) => {
                if !self.forms[person].contains(&name) {
                    self.forms[person].push(name);
                }
                person
            }
            None => {
                self.index(&name, self.forms.len());
                self.forms.push(vec![name]);
                self.genders.push(guess);
                self.told.push(false);
                self.forms.len() - 1
            }
        };
        self.tell(person, gender);
        person
    }

    /// Notes a gender that words tell.
    pub fn tell(&mut self, person: usize, gender: Gender) {
        if gender != Gender::Unknown && !self.told[person] {
            self.genders[person] = gender;
            self.told[person] = true;
        }
    }

    /// Whether a gender that words tell may be this person's.
    pub fn may_be(&self, person: usize, gender: Gender) -> bool {
        !self.told[person] || self.genders[person].fits(gender)
    }

    fn index(&mut self, name: &NameWords, person: usize) {
        let mut key = name.folded.clone();
        key.sort();
        self.exact.entry(key.concat()).or_default().push(person);
        self.exact.entry(name.folded.concat()).or_default().push(person);
        for word in &name.folded {
            let list = self.words.entry(word.clone()).or_default();
            if list.last() != Some(&person) {
                list.push(person);
            }
        }
    }

    /// The person with exactly this name.
    pub fn find_equal(&self, name: &NameWords) -> Option<usize> {
        let mut key = name.folded.clone();
        key.sort();
        let lists = [self.exact.get(&key.concat()), self.exact.get(&name.folded.concat())];
        lists.into_iter().flatten().flatten().copied().find(|p| self.forms[*p].iter().any(|f| f.equals(name)))
    }

    /// The one person of whose name this is the end (`Quispe Maldonado`), if there is exactly one.
    pub fn find_end(&self, name: &NameWords) -> Option<usize> {
        let found = self.find_short(name);
        let [one] = found.as_slice() else { return None };
        self.forms[*one].iter().any(|f| name.fit(f) == 4).then_some(*one)
    }

    /// The people that a shorter name may mean, the best fitting only.
    pub fn find_short(&self, name: &NameWords) -> Vec<usize> {
        let Some(list) = name.folded.last().and_then(|w| self.words.get(w)) else { return Vec::new() };
        let mut best = (0, Vec::new());
        // A word that stands in very many names tells nobody.
        for person in list.iter().take(64) {
            let fit = self.forms[*person].iter().map(|f| name.fit(f)).max().unwrap_or(0);
            if fit > best.0 {
                best = (fit, vec![*person]);
            } else if fit == best.0 && fit > 0 && !best.1.contains(person) {
                best.1.push(*person);
            }
        }
        best.1
    }
}
