//! The packs, compiled for reading: one grammar for each language, each with its own lexicon.

use crate::{events, figures, names, time};
use lang::{Compile, Lexicon, Pack, Packs};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The grammar of one language.
pub struct Grammar {
    /// ISO 639 code.
    pub language: String,
    /// Every word that some table of the language knows.
    pub lexicon: Lexicon,
    /// Titles, names, countries, organisations, places.
    pub names: names::Grammar,
    /// Dates and times.
    pub time: time::Grammar,
    /// Numbers, units, currencies.
    pub figures: figures::Grammar,
    /// Verbs, status words, topics.
    pub events: events::Grammar,
}

/// All grammars, each compiled when the first text of its language comes.
pub struct Grammars(BTreeMap<String, OnceLock<Grammar>>);

impl Grammars {
    /// The grammar of a language, made from the packs that these grammars were announced by.
    pub fn get(&self, language: &str, packs: &Packs) -> Option<&Grammar> {
        let pack = packs.get(language)?;
        Some(self.0.get(language)?.get_or_init(|| Grammar::compile(pack, packs)))
    }
}

impl Compile for Grammars {
    fn compile(packs: &Packs) -> Self {
        let told = packs.languages().filter(|pack| !pack.rows("verbs").is_empty());
        Self(told.map(|pack| (pack.code.clone(), OnceLock::new())).collect())
    }
}

impl Grammar {
    fn compile(pack: &Pack, packs: &Packs) -> Self {
        let mut lexicon = Lexicon::default();
        let names = names::Grammar::compile(pack, packs.world(), &mut lexicon);
        let time = time::Grammar::compile(pack, packs.world(), &mut lexicon);
        let figures = figures::Grammar::compile(pack, packs.world(), &mut lexicon);
        let events = events::Grammar::compile(pack, packs.world(), &mut lexicon);
        Self { language: pack.code.clone(), lexicon, names, time, figures, events }
    }
}
