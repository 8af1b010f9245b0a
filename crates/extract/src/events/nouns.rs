//! Names of agreements and of events inside a clause, and topics.
//!
//! Tables read: `agreements` (`form kind`), `eventnouns` (`form type`), `topics` (`form topic`) of the pack, `topics` (`id parent`) of the world.

use crate::Text;
use lang::{Lexicon, Pack, Phrases};
use std::collections::BTreeMap;
use std::ops::Range;

/// The compiled tables.
#[derive(Debug, Default)]
pub struct Nouns {
    agreements: Phrases<String>,
    events: Phrases<String>,
    topics: Phrases<String>,
    parents: BTreeMap<String, String>,
}

impl Nouns {
    /// Compiles the tables.
    pub fn compile(pack: &Pack, world: &Pack, lexicon: &mut Lexicon) -> Self {
        let mut out = Self::default();
        for row in pack.rows("agreements") {
            out.agreements.insert(lexicon, row.get("form"), false, row.get("kind").to_string());
        }
        for row in pack.rows("eventnouns") {
            out.events.insert(lexicon, row.get("form"), false, row.get("type").to_string());
        }
        for row in pack.rows("topics") {
            out.topics.insert(lexicon, row.get("form"), true, row.get("topic").to_string());
        }
        for row in world.rows("topics") {
            out.parents.insert(row.get("id").to_string(), row.get("parent").to_string());
        }
        out
    }

    /// Agreements named in a stretch: tokens and kind.
    pub fn agreements(&self, text: &Text<'_>, range: Range<usize>) -> Vec<(Range<usize>, String)> {
        hits(&self.agreements, text, range)
    }

    /// Event nouns (visit, meeting, signing) in a stretch: tokens and type.
    pub fn events(&self, text: &Text<'_>, range: Range<usize>) -> Vec<(Range<usize>, String)> {
        hits(&self.events, text, range)
    }

    /// Topics of a stretch, at most five: the most particular, the most often named first, then by place.
    pub fn topics(&self, text: &Text<'_>, range: Range<usize>) -> Vec<String> {
        let mut counts: Vec<(String, usize)> = Vec::new();
        for (_, topic) in hits(&self.topics, text, range) {
            match counts.iter_mut().find(|(t, _)| *t == topic) {
                Some((_, n)) => *n += 1,
                None => counts.push((topic, 1)),
            }
        }
        counts.sort_by(|a, b| b.1.cmp(&a.1));
        let all: Vec<String> = counts.iter().map(|(t, _)| t.clone()).collect();
        counts.retain(|(topic, _)| !all.iter().any(|other| other != topic && self.is_under(other, topic)));
        counts.truncate(5);
        counts.into_iter().map(|(t, _)| t).collect()
    }

    fn is_under(&self, topic: &str, ancestor: &str) -> bool {
        let mut at = topic;
        for _ in 0..8 {
            match self.parents.get(at) {
                Some(parent) if parent == ancestor => return true,
                Some(parent) if !parent.is_empty() => at = parent,
                _ => return false,
            }
        }
        false
    }
}

fn hits(phrases: &Phrases<String>, text: &Text<'_>, range: Range<usize>) -> Vec<(Range<usize>, String)> {
    let mut out = Vec::new();
    let mut at = range.start;
    while at < range.end {
        match phrases.longest(&text.tokens, at) {
            Some((length, meaning)) if at + length <= range.end => {
                out.push((at..at + length, meaning.clone()));
                at += length;
            }
            _ => at += 1,
        }
    }
    out
}
