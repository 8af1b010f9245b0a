//! Words by lexeme: every form with its tag, from stems and endings or listed.
//!
//! Tables read: `endings` (`build tag endings`), `lexemes` (`lexeme build forms groups`).

use lang::{Lexicon, Pack, Phrases, Token};
use std::collections::BTreeMap;

/// What a form says by itself about time and use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Tag {
    /// Present, third person.
    Present,
    /// Past or past participle.
    Done,
    /// Future.
    Future,
    /// Conditional.
    Conditional,
    /// Gerund or present participle.
    Gerund,
    /// Infinitive, or a base form that is also one.
    Infinitive,
    /// Noun.
    Noun,
    /// A form that says nothing (languages without inflection, function words).
    #[default]
    Plain,
}

impl Tag {
    /// Reads a tag letter: `p d f c g i b n x`.
    pub fn parse(letter: &str) -> Self {
        match letter {
            "p" => Self::Present,
            "d" => Self::Done,
            "f" => Self::Future,
            "c" => Self::Conditional,
            "g" => Self::Gerund,
            "i" | "b" => Self::Infinitive,
            "n" => Self::Noun,
            _ => Self::Plain,
        }
    }
}

/// Named sets of forms.
#[derive(Debug, Default)]
pub struct Lexemes {
    names: BTreeMap<String, usize>,
    sets: Vec<Phrases<Tag>>,
}

impl Lexemes {
    /// Builds all forms of a pack.
    pub fn compile(pack: &Pack, lexicon: &mut Lexicon) -> Self {
        let mut endings: BTreeMap<&str, Vec<(Tag, &str)>> = BTreeMap::new();
        for row in pack.rows("endings") {
            let tag = Tag::parse(row.get("tag"));
            endings.entry(row.get("build")).or_default().extend(row.list("endings").map(|e| (tag, e)));
        }
        let mut out = Self::default();
        for row in pack.rows("lexemes") {
            let mut forms: Vec<(Tag, String)> = Vec::new();
            for build in row.list("build") {
                let (class, stem) = build.split_once(':').unwrap_or(("", build));
                for (tag, ending) in endings.get(class).into_iter().flatten() {
                    forms.push((*tag, format!("{stem}{}", ending.trim_matches('-'))));
                }
            }
            for form in row.list("forms") {
                let (tag, form) = form.split_once(':').unwrap_or(("x", form));
                forms.push((Tag::parse(tag), form.to_string()));
            }
            let sets: Vec<usize> =
                std::iter::once(row.get("lexeme")).chain(row.list("groups")).map(|name| out.set(name)).collect();
            for (tag, form) in &forms {
                for set in &sets {
                    out.sets[*set].insert(lexicon, form, false, *tag);
                }
            }
        }
        out
    }

    fn set(&mut self, name: &str) -> usize {
        if let Some(at) = self.names.get(name) {
            return *at;
        }
        self.names.insert(name.to_string(), self.sets.len());
        self.sets.push(Phrases::default());
        self.sets.len() - 1
    }

    /// The number of a named set; a new empty one where no table names it.
    pub fn named(&mut self, name: &str) -> usize {
        self.set(name)
    }

    /// The number of a set by name, if any table names it.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.names.get(name).copied()
    }

    /// A new set of plain words.
    pub fn words(&mut self, lexicon: &mut Lexicon, forms: &[&str]) -> usize {
        let mut set = Phrases::default();
        for form in forms {
            set.insert(lexicon, form, false, Tag::Plain);
        }
        self.sets.push(set);
        self.sets.len() - 1
    }

    /// All forms of a set that start at a token, as (number of tokens, tag).
    pub fn at(&self, set: usize, tokens: &[Token], at: usize) -> Vec<(usize, Tag)> {
        self.sets[set].all(tokens, at).into_iter().map(|(n, tag)| (n, *tag)).collect()
    }
}

impl Lexemes {
    /// The lexicon numbers of the words that forms of a set can start with.
    pub fn first_words(&self, set: usize) -> Vec<u32> {
        self.sets[set].first_words()
    }
}
