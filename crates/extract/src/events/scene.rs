//! The scene: which meeting is being told, between whom; what "the two sides" are.

use super::view::View;
use crate::names::{Group, What};
use model::{DateValue, Place};
use std::collections::{BTreeMap, BTreeSet};

/// A meeting, visit or signing that the text is telling.
#[derive(Debug, Clone, Default)]
pub struct Scene {
    /// Chunks of those who take part.
    pub parties: Vec<usize>,
    /// Their countries.
    pub countries: BTreeSet<String>,
    /// When.
    pub date: Option<DateValue>,
    /// Where.
    pub place: Option<Place>,
    /// Whether it still lies ahead: what is told as done did not happen there.
    pub ahead: bool,
    /// Whether a meeting was told, not only a visit or a signing.
    pub met: bool,
}

/// The two countries that a story is about before anybody has met: those that are named most, where only two are named
/// clearly more often than the rest.
pub fn dyad(view: &View<'_>, story: u32) -> BTreeSet<String> {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for sentence in view.text.sentences.iter().filter(|s| s.story == story) {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let Some(chunk) = view.chunk_at(at) else {
                at += 1;
                continue;
            };
            at = view.chunk(chunk).tokens.end.max(at + 1);
            if view.chunk(chunk).what == What::Event {
                continue;
            }
            if let Some(country) = view.country(chunk) {
                let entry = counts.entry(country).or_insert((0, at));
                entry.0 += if sentence.kind == model::BlockKind::Title { 3 } else { 1 };
            }
        }
    }
    let mut ranked: Vec<(&str, (usize, usize))> = counts.into_iter().collect();
    ranked.sort_by(|a, b| b.1.0.cmp(&a.1.0).then(a.1.1.cmp(&b.1.1)));
    let clear = match ranked.as_slice() {
        [_, second, third, ..] => second.1.0 > third.1.0,
        [_, _] => true,
        _ => false,
    };
    if clear { ranked.iter().take(2).map(|(c, _)| (*c).to_string()).collect() } else { BTreeSet::new() }
}

/// Whether a chunk means both parties of the scene.
pub fn is_both(view: &View<'_>, chunk: usize) -> bool {
    matches!(view.group(chunk), Some(Group::BothSides | Group::BothCountries | Group::BothMinistries))
}
