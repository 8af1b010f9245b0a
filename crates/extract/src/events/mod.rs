//! Events: the facts that clauses carry.
//!
//! A sentence becomes a row of triggers (`verbs`), each with its subject, the phrases behind it, its status and its borders
//! ([`clause`]). A trigger with the parts it needs becomes a record ([`build`]); what a clause leaves out (both sides, the
//! date, the other country) comes from the scene, the meeting that is being told ([`scene`]), and says so in its basis.
//!
//! Tables read: `endings lexemes words status verbs agreements eventnouns topics` of the pack, `topics` of the world.

mod build;
mod clause;
mod items;
mod lexemes;
mod measure;
mod nouns;
mod parts;
mod pattern;
mod rules;
mod scene;
mod status;
mod view;
mod when;
mod words;
mod write;

pub use view::View;

use crate::{Text, figures::Figure, names::Names, time::TimeExpr};
use lang::{Lexicon, Pack};
use model::{BlockKind, Record};

/// The compiled tables.
#[derive(Debug, Default)]
pub struct Grammar {
    lexemes: lexemes::Lexemes,
    rules: rules::Rules,
    cues: status::Cues,
    words: words::Words,
    nouns: nouns::Nouns,
    /// Whether adverbs may stand between subject and verb (`adverbs = between` in `pack.txt`).
    adverbs_ok: bool,
    /// Whether a base form behind a determiner is a noun (`base-nouns = yes`): `the delay`.
    base_nouns: bool,
    /// Whether nouns take a country as modifier behind them without a preposition (`modifiers = behind`).
    modifiers_behind: bool,
}

impl Grammar {
    /// Compiles the tables of a pack and of the world.
    pub fn compile(pack: &Pack, world: &Pack, lexicon: &mut Lexicon) -> Self {
        let mut lexemes = lexemes::Lexemes::compile(pack, lexicon);
        let rules = rules::Rules::compile(pack, &mut lexemes, lexicon);
        Self {
            rules,
            lexemes,
            cues: status::Cues::compile(pack, lexicon),
            words: words::Words::compile(pack, lexicon),
            nouns: nouns::Nouns::compile(pack, world, lexicon),
            adverbs_ok: pack.setting("adverbs") != "never",
            base_nouns: pack.setting("base-nouns") == "yes",
            modifiers_behind: pack.setting("modifiers") == "behind",
        }
    }
}

/// Finds the facts of a text.
pub fn records(
    text: &Text<'_>,
    grammar: &crate::Grammar,
    names: &mut Names,
    times: &[TimeExpr],
    figures: &[Figure],
) -> Vec<Record> {
    let grammar = &grammar.events;
    let view = View::new(text, &grammar.words, names, times, figures);
    let mut teller = build::Teller::new(&view, grammar);
    for (at, sentence) in text.sentences.iter().enumerate() {
        let told = match sentence.kind {
            BlockKind::Body | BlockKind::Quote | BlockKind::List | BlockKind::Subtitle => true,
            BlockKind::Title => false,
            _ => false,
        };
        if told {
            teller.sentence(at, sentence);
        }
    }
    teller.finish()
}
