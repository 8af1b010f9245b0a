//! Function words by class.
//!
//! Table read: `words` (`form classes`).

use crate::Text;
use lang::{Lexicon, Pack, Phrases};

/// A set of classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Class(u32);

impl Class {
    /// with, together with
    pub const WITH: Self = Self(1);
    /// to, towards (recipient, goal)
    pub const TO: Self = Self(1 << 1);
    /// in, at (place)
    pub const IN: Self = Self(1 << 2);
    /// by (agent)
    pub const BY: Self = Self(1 << 3);
    /// between, among
    pub const BETWEEN: Self = Self(1 << 4);
    /// of, 's
    pub const OF: Self = Self(1 << 5);
    /// for (beneficiary)
    pub const FOR: Self = Self(1 << 6);
    /// from
    pub const FROM: Self = Self(1 << 7);
    /// and, as well as
    pub const AND: Self = Self(1 << 8);
    /// that, to the effect that
    pub const THAT: Self = Self(1 << 9);
    /// who, which
    pub const REL: Self = Self(1 << 10);
    /// if, unless
    pub const IF: Self = Self(1 << 11);
    /// the, a, his
    pub const DET: Self = Self(1 << 12);
    /// during, at the time of
    pub const DURING: Self = Self(1 << 13);
    /// while, when, after: starts a clause of its own
    pub const CLAUSE: Self = Self(1 << 14);
    /// any other preposition
    pub const OTHER: Self = Self(1 << 15);
    /// the infinitive mark, or what opens an item of a list of infinitives
    pub const INFINITIVE: Self = Self(1 << 16);
    /// like, such as: examples are no actors
    pub const LIKE: Self = Self(1 << 17);
    /// All prepositions.
    pub const PREPOSITIONS: Self = Self(
        Self::WITH.0
            | Self::TO.0
            | Self::IN.0
            | Self::BY.0
            | Self::BETWEEN.0
            | Self::OF.0
            | Self::FOR.0
            | Self::FROM.0
            | Self::DURING.0
            | Self::OTHER.0
            | Self::LIKE.0,
    );

    /// Reads class names, parted by `|`.
    pub fn parse(names: &str) -> Self {
        names.split('|').fold(Self(0), |all, name| {
            Self(
                all.0
                    | match name.trim() {
                        "with" => Self::WITH.0,
                        "to" => Self::TO.0,
                        "in" => Self::IN.0,
                        "by" => Self::BY.0,
                        "between" => Self::BETWEEN.0,
                        "of" => Self::OF.0,
                        "for" => Self::FOR.0,
                        "from" => Self::FROM.0,
                        "and" => Self::AND.0,
                        "that" => Self::THAT.0,
                        "rel" => Self::REL.0,
                        "if" => Self::IF.0,
                        "det" => Self::DET.0,
                        "during" => Self::DURING.0,
                        "clause" => Self::CLAUSE.0,
                        "other" => Self::OTHER.0,
                        "infinitive" => Self::INFINITIVE.0,
                        "like" => Self::LIKE.0,
                        _ => 0,
                    },
            )
        })
    }

    /// Whether all classes of `other` are here.
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether any class of `other` is here.
    pub fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Both together.
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// The compiled table.
#[derive(Debug, Default)]
pub struct Words {
    phrases: Phrases<Class>,
}

impl Words {
    /// Compiles the table of a pack.
    pub fn compile(pack: &Pack, lexicon: &mut Lexicon) -> Self {
        let mut phrases = Phrases::default();
        for row in pack.rows("words") {
            phrases.insert(lexicon, row.get("form"), false, Class::parse(row.get("classes")));
        }
        Self { phrases }
    }

    /// Classes of the longest function word that starts at a token, and its length.
    pub fn at(&self, text: &Text<'_>, token: usize) -> (Class, u8) {
        let all = self.phrases.all(&text.tokens, token);
        let Some(length) = all.last().map(|(n, _)| *n) else { return (Class::default(), 0) };
        let class = all.iter().filter(|(n, _)| *n == length).fold(Class::default(), |sum, (_, c)| sum.with(**c));
        (class, u8::try_from(length).unwrap_or(0))
    }
}
