//! Events: the facts that clauses carry.
//!
//! Tables read: `verbs status topics` of the pack, `topics` of the world.

use crate::{Text, figures::Figure, names::Names, time::TimeExpr};
use lang::{Lexicon, Pack};
use model::Record;

/// The compiled tables.
#[derive(Debug, Default)]
pub struct Grammar {}

impl Grammar {
    /// Compiles the tables of a pack and of the world.
    pub fn compile(_pack: &Pack, _world: &Pack, _lexicon: &mut Lexicon) -> Self {
        Self::default()
    }
}

/// Finds the facts of a text.
pub fn records(
    _text: &Text<'_>,
    _grammar: &crate::Grammar,
    _names: &mut Names,
    _times: &[TimeExpr],
    _figures: &[Figure],
) -> Vec<Record> {
    Vec::new()
}
