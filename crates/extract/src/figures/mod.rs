//! Figures: numbers with units, currencies and qualifiers.
//!
//! Tables read: `numbers` of the pack, `units` and `currencies` of the world.

use crate::{Text, time::TimeExpr};
use lang::{Lexicon, Pack};
use model::Issue;
use std::ops::Range;

/// One number of the text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Figure {
    /// Qualifier, number, scale, unit or currency: all its tokens.
    pub tokens: Range<usize>,
    /// Decimal digits with a point (`5000000`, `2.4`); null for a range.
    pub number: Option<String>,
    /// Lower end of a range (`between 3 and 5`).
    pub low: Option<String>,
    /// Upper end of a range.
    pub high: Option<String>,
    /// more_than at_least nearly about up_to less_than.
    pub qualifier: Option<String>,
    /// Unit as written (`5G subscribers` gives `subscribers`), `percent` for per cent.
    pub unit: Option<String>,
    /// ISO 4217 code.
    pub currency: Option<String>,
    /// The tokens of the noun phrase that is counted, unit included (`5G subscribers`).
    pub what: Option<Range<usize>>,
    /// Whether it is an ordinal (`the third`), kept apart.
    pub is_ordinal: bool,
    /// Whether it is a claim worth a record: has a unit, a currency, a percent sign or a counted noun, and is no name, article
    /// number, page, phone number, clock time or edition.
    pub is_claim: bool,
    /// The rule, `en/numbers.scale`.
    pub rule: String,
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

/// Finds the figures of a text; dates are not figures.
pub fn figures(
    _text: &Text<'_>,
    _grammar: &crate::Grammar,
    _times: &[TimeExpr],
    _issues: &mut Vec<Issue>,
) -> Vec<Figure> {
    Vec::new()
}
