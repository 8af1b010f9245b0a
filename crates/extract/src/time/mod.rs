//! Time expressions: days, ranges, months, years, relative words, deadlines, each an honest interval.
//!
//! Tables read: `dates` of the pack.

use crate::Text;
use lang::{Lexicon, Pack};
use model::{DateValue, Day, Issue};
use std::ops::Range;

/// What an expression is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A day, month or year at which something is.
    Point,
    /// From one day to another.
    Range,
    /// `by`, `before`, `d'ici`, `trước`: something is due.
    Deadline,
    /// `since`, `from … on`.
    Since,
    /// `in recent years`, `in the coming time`: no date, but says past or future.
    Vague,
    /// `for five years`: a length.
    Duration,
    /// `the 70th anniversary`: tells a year only by reasoning.
    Anniversary,
    /// Several days named together (`on 3 and 5 May`).
    Set,
}

/// Where a vague or relative expression points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// Before the anchor.
    Past,
    /// At the anchor.
    Present,
    /// After the anchor.
    Future,
}

/// One time expression.
#[derive(Debug, Clone, PartialEq)]
pub struct TimeExpr {
    /// All its tokens, preposition included.
    pub tokens: Range<usize>,
    /// What it is good for.
    pub kind: Kind,
    /// Its value; `at` is already filled in. `edtf` is null for vague ones.
    pub value: DateValue,
    /// Past, present or future of the anchor, where it says so.
    pub direction: Option<Direction>,
    /// Whether it only refers to another date of the text (`the same day`): then `value` is that date.
    pub refers: bool,
    /// The rule, `en/dates.day-month-year`.
    pub rule: String,
}

/// Which reading a bare weekday or month gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Bias {
    /// The nearest, past preferred (news).
    #[default]
    Nearest,
    /// The last one before the anchor.
    Past,
    /// The next one after it.
    Future,
}

/// The compiled tables.
#[derive(Debug, Default)]
pub struct Grammar {}

impl Grammar {
    /// Compiles the tables of a pack and of the world.
    pub fn compile(_pack: &Pack, _world: &Pack, _lexicon: &mut Lexicon) -> Self {
        Self::default()
    }
}

/// Finds and resolves the time expressions of a text, anchored at its publication date where that is known.
pub fn expressions(_text: &Text<'_>, _grammar: &crate::Grammar, _issues: &mut Vec<Issue>) -> Vec<TimeExpr> {
    Vec::new()
}

/// The same for a bare string said on a day (the `chancery time` filter). Offsets are bytes of `text`.
pub fn read(
    _text: &str,
    _language: &str,
    _said: Option<Day>,
    _bias: Bias,
    _packs: &lang::Packs,
) -> Vec<(model::CleanSpan, DateValue)> {
    Vec::new()
}
