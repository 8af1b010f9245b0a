//! The packs, compiled for reading: one grammar for each language, each with its own lexicon.

use crate::{events, figures, names, time};
use lang::{Compile, Lexicon, Packs};
use std::collections::BTreeMap;

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

/// All grammars.
pub struct Grammars(BTreeMap<String, Grammar>);

impl Grammars {
    /// The grammar of a language.
    pub fn get(&self, language: &str) -> Option<&Grammar> {
        self.0.get(language)
    }
}

impl Compile for Grammars {
    fn compile(packs: &Packs) -> Self {
        let told = packs.languages().filter(|pack| !pack.rows("verbs").is_empty());
        let grammars = told.map(|pack| {
            let mut lexicon = Lexicon::default();
            let names = names::Grammar::compile(pack, packs.world(), &mut lexicon);
            let time = time::Grammar::compile(pack, packs.world(), &mut lexicon);
            let figures = figures::Grammar::compile(pack, packs.world(), &mut lexicon);
            let events = events::Grammar::compile(pack, packs.world(), &mut lexicon);
            let language = pack.code.clone();
            (language.clone(), Grammar { language, lexicon, names, time, figures, events })
        });
        Self(grammars.collect())
    }
}
