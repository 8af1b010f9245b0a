//! What became of the thing: read from the form of the verb and the words before it.
//!
//! Table read: `status` (`form effect where`), where effect is `planned proposed hypothetical negated ongoing historical occurred
//! passive neutral` or two of them joined by `+`, and `where` is `before` (in the verb group) or `clause` (anywhere before the verb in its clause) or `after`.

use super::lexemes::Tag;
use crate::Text;
use lang::{Lexicon, Pack, Phrases};
use model::Status;
use std::ops::Range;

/// What a cue says; neither for an adverb or auxiliary that only belongs to the verb group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Effect {
    /// The thing has this status.
    status: Option<Status>,
    /// The verb is passive.
    passive: bool,
}

/// Where a cue counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Right before the verb.
    Before,
    /// Anywhere before the verb in its clause.
    Clause,
    /// Within four words behind the verb.
    After,
}

/// The compiled table.
#[derive(Debug, Default)]
pub struct Cues {
    phrases: Phrases<(Effect, Reach)>,
    /// Whether a particle alone makes a verb passive (`passive = particle` in `pack.txt`).
    plain_passive: bool,
}

impl Cues {
    /// Compiles the table of a pack.
    pub fn compile(pack: &Pack, lexicon: &mut Lexicon) -> Self {
        let mut phrases = Phrases::default();
        for row in pack.rows("status") {
            let mut effect = Effect::default();
            for word in row.get("effect").split('+') {
                effect.passive |= word == "passive";
                effect.status = effect.status.or(Status::parse(word));
            }
            let reach = match row.get("where") {
                "clause" => Reach::Clause,
                "after" => Reach::After,
                _ => Reach::Before,
            };
            phrases.insert(lexicon, row.get("form"), false, (effect, reach));
        }
        Self { phrases, plain_passive: pack.setting("passive") == "particle" }
    }

    /// The cues of a reach that start in a range and end inside it, as (tokens, effect).
    fn within(&self, text: &Text<'_>, range: Range<usize>, reach: Reach) -> Vec<(Range<usize>, Effect)> {
        let mut out = Vec::new();
        let mut at = range.start;
        while at < range.end {
            // A form may count in several places (`before` and `after` the verb), each with its own effect.
            let all = self.phrases.all(&text.tokens, at);
            let here = all.into_iter().filter(|(n, (_, r))| *r == reach && at + n <= range.end);
            match here.max_by_key(|(n, _)| *n) {
                Some((length, (effect, _))) => {
                    out.push((at..at + length, *effect));
                    at += length;
                }
                None => at += 1,
            }
        }
        out
    }

    /// Where the verb group of a verb at `verb` starts: cues of the verb group right before it, unbroken.
    pub fn group_start(&self, text: &Text<'_>, verb: usize, floor: usize) -> usize {
        let mut start = verb;
        while start > floor {
            let Some(longer) = (1..=5).rev().find(|length| {
                start >= floor + length
                    && self
                        .phrases
                        .all(&text.tokens, start - length)
                        .iter()
                        .any(|(n, (_, reach))| n == length && *reach == Reach::Before)
            }) else {
                break;
            };
            start -= longer;
        }
        start
    }

    /// Status and voice of a verb: `group` is its verb group up to the verb, `clause` what stands before it in the clause.
    pub fn judge(
        &self,
        text: &Text<'_>,
        tag: Tag,
        group: Range<usize>,
        clause: Range<usize>,
        after: Range<usize>,
    ) -> Judgement {
        let mut out = Judgement { status: None, passive: false, cue: None, tag };
        let mut weigh = |status: Status, tokens: Range<usize>| {
            let rank = |s: Status| match s {
                Status::Negated => 6,
                Status::Hypothetical => 5,
                Status::Proposed => 4,
                Status::Planned => 3,
                Status::Historical => 2,
                Status::Ongoing => 1,
                Status::Occurred => 0,
            };
            if out.status.is_none_or(|old| rank(status) > rank(old)) {
                out.status = Some(status);
                out.cue = Some(tokens);
            }
        };
        let mut passive = false;
        for (tokens, effect) in self.within(text, group, Reach::Before) {
            passive |= effect.passive;
            if let Some(status) = effect.status {
                weigh(status, tokens);
            }
        }
        let around = self.within(text, clause, Reach::Clause).into_iter().chain(self.within(text, after, Reach::After));
        for (tokens, effect) in around {
            if let Some(status) = effect.status {
                weigh(status, tokens);
            }
        }
        match tag {
            Tag::Future => weigh(Status::Planned, 0..0),
            Tag::Conditional => weigh(Status::Planned, 0..0),
            _ => {}
        }
        out.passive = passive && (tag == Tag::Done || (tag == Tag::Plain && self.plain_passive));
        out
    }
}

/// What the verb group says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// The status, if some word or form says one.
    pub status: Option<Status>,
    /// Whether the verb is passive.
    pub passive: bool,
    /// The words that say so.
    pub cue: Option<Range<usize>>,
    /// The form of the verb.
    pub tag: Tag,
}
