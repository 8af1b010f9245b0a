//! The third column of `dates.tsv`: what a pattern means, as an operation with slots.

use std::sync::Arc;

macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident { $($variant:ident $word:literal $what:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $(#[doc = $what] $variant,)* }
        impl $name {
            /// By the name that the tables use.
            pub fn named(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)* _ => None }
            }
            /// The name that the tables use.
            #[allow(dead_code)]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }
    };
}

vocabulary! {
    /// What a reading fills in.
    Slot {
        Year "year" "A year.",
        Month "month" "A month, 1 to 12.",
        Day "day" "A day of the month.",
        Weekday "weekday" "Monday 0 to Sunday 6.",
        Unit "unit" "A unit of time.",
        N "n" "A count.",
        Sign "sign" "-1 before, 0 now, 1 after.",
        Part "part" "A part of the day.",
        Which "which" "A part of a period: start, mid, end.",
        A "a" "An expression.",
        B "b" "A second expression.",
        Of "of" "The period in which something lies.",
        Easter "easter" "Days after Easter Sunday.",
        Strict "strict" "1 where the end itself is outside.",
        Anniversary "anniversary" "Not read; marks the row.",
    }
}

vocabulary! {
    /// What a pattern means.
    Op {
        Pass "pass" "The one slot that was filled.",
        Date "date" "A calendar date, perhaps partial: year month day weekday part of.",
        Offset "offset" "A period by its distance from now: unit n.",
        Ago "ago" "A distance from now, or from `a`: n unit sign.",
        Span "span" "The last or next n units: n unit sign.",
        Nth "nth" "The n-th unit or weekday of `of`; -1 is the last.",
        Near "near" "A weekday, month or feast by direction: weekday month sign.",
        Within "within" "The date `a` inside the period `of`.",
        Piece "piece" "A part of a period: which of.",
        Range "range" "From `a` to `b`.",
        Set "set" "`a` and `b`.",
        Since "since" "From `a` on.",
        Until "until" "Up to `a`.",
        By "by" "Due by `a`.",
        Before "before" "Due before `a`.",
        After "after" "After `a`.",
        Quarter "quarter" "Quarter n of `of` or year.",
        Half "half" "Half n of `of` or year.",
        Season "season" "Season n (1 spring) of `of` or year.",
        Decade "decade" "Ten years from year.",
        Century "century" "The n-th century.",
        Duration "duration" "A length: n unit.",
        Vague "vague" "Says only before, now, after: sign.",
        Now "now" "The day of speaking, loosely.",
        Same "same" "Refers to the date told before: unit part.",
        Feast "feast" "A feast: month day or easter, year.",
        Clock "clock" "A time of day alone.",
        Anniv "anniv" "An anniversary: n, perhaps `a`.",
        Both "both" "The same date said twice: a b.",
        About "about" "Roughly `a`.",
        Week "week" "The week that holds `a`.",
        Label "label" "A date of the document itself, not of an event: a.",
        Nothing "none" "No date, whatever it looks like.",
    }
}

/// Names of values in the tables: units, parts of periods, parts of the day.
const VALUES: [(&str, i32); 17] = [
    ("day", 0),
    ("week", 1),
    ("month", 2),
    ("quarter", 3),
    ("year", 4),
    ("decade", 5),
    ("century", 6),
    ("half", 7),
    ("fortnight", 8),
    ("start", 1),
    ("mid", 2),
    ("end", 3),
    ("rest", 4),
    ("morning", 1),
    ("afternoon", 2),
    ("evening", 3),
    ("hour", 9),
];

/// What a symbol's reading means: a number, or an operation with its slots.
#[derive(Debug, Clone, PartialEq)]
pub enum Sem {
    /// A number.
    Int(i32),
    /// An operation.
    Node(Arc<Node>),
}

/// An operation with its slots.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Which one.
    pub op: Op,
    slots: Vec<(Slot, Sem)>,
}

impl Node {
    /// A number in a slot.
    pub fn int(&self, slot: Slot) -> Option<i32> {
        self.slots.iter().find_map(|(s, sem)| match sem {
            Sem::Int(n) if *s == slot => Some(*n),
            _ => None,
        })
    }

    /// An operation in a slot.
    pub fn node(&self, slot: Slot) -> Option<&Node> {
        self.slots.iter().find_map(|(s, sem)| sem.node().filter(|_| *s == slot))
    }
}

/// A parsed cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Meaning {
    op: Op,
    slots: Vec<(Slot, Sem)>,
    /// Lower is better.
    pub rank: i32,
}

impl Meaning {
    /// Reads `op slot=value …`, `=value` for a plain number, or nothing for the one slot that the pattern fills.
    ///
    /// # Errors
    /// A word that is no operation, slot or value.
    pub fn parse(_symbol: &str, text: &str) -> Result<Self, String> {
        let mut out = Self { op: Op::Pass, slots: Vec::new(), rank: 0 };
        for word in text.split_whitespace() {
            if let Some(value) = word.strip_prefix('=') {
                out.slots.push((Slot::N, Sem::Int(number(value)?)));
            } else if let Some((slot, value)) = word.split_once('=') {
                if slot == "rank" {
                    out.rank = number(value)?;
                    continue;
                }
                let slot = Slot::named(slot).ok_or_else(|| format!("there is no slot `{slot}`"))?;
                out.slots.push((slot, Sem::Int(number(value)?)));
            } else {
                out.op = Op::named(word).ok_or_else(|| format!("there is no operation `{word}`"))?;
            }
        }
        Ok(out)
    }

    /// The meaning with the slots that a reading filled; what the row says itself comes first.
    pub fn apply(&self, filled: &[(Slot, Sem)]) -> Sem {
        if self.op == Op::Pass {
            let one = self.slots.first().or_else(|| filled.first());
            return one.map_or(Sem::Int(0), |(_, sem)| sem.clone());
        }
        let slots = self.slots.iter().chain(filled).cloned().collect();
        Sem::Node(Arc::new(Node { op: self.op, slots }))
    }
}

fn number(text: &str) -> Result<i32, String> {
    value(text).ok_or_else(|| format!("`{text}` is no value"))
}

/// A value of the tables: an integer, or the name of a unit, of a part of a period or of the day.
pub fn value(text: &str) -> Option<i32> {
    let named = VALUES.iter().find(|(name, _)| *name == text).map(|(_, n)| *n);
    named.or_else(|| text.parse().ok())
}
