//! Lists whose items stand in blocks of their own under an opening line: `The two sides agreed:` and then `- to build …;`.

use super::build::Teller;
use super::clause::Clause;
use super::rules::Makes;
use super::write::blank;
use crate::text::Sentence;
use model::{BlockKind, Confidence, Record};
use std::ops::Range;

/// The opening line that items belong to.
#[derive(Debug, Clone)]
pub struct Opening {
    /// The record of the opening line, whose slots the items take over.
    record: Record,
    /// Its tokens: what names the actors.
    tokens: Range<usize>,
    /// Its story.
    story: u32,
    /// Whether an item may follow: the line before ended with a colon or a semicolon, or was an item with a sign.
    expects: bool,
}

/// Signs that open an item.
const SIGNS: [&str; 7] = ["-", "–", "—", "•", "+", "*", "·"];

impl Teller<'_, '_> {
    /// Reads a sentence as an item of the list that is open, if one is. An item is told by the opening line's verb alone.
    pub(super) fn item(&mut self, sentence: &Sentence) -> bool {
        let Some(mut opening) = self.opening.take().filter(|o| o.story == sentence.story) else { return false };
        let signed = SIGNS.contains(&self.view.sign(sentence.tokens.start));
        if !(signed || sentence.kind == BlockKind::List || opening.expects) {
            return false;
        }
        let stops = |sign: &str| matches!(sign, ";" | "." | "," | ":");
        let mut range = sentence.tokens.clone();
        let closing = self.view.sign(range.end - 1);
        opening.expects = closing == ";";
        while range.start < range.end && SIGNS.contains(&self.view.sign(range.start)) {
            range.start += 1;
        }
        while range.end > range.start && stops(self.view.sign(range.end - 1)) {
            range.end -= 1;
        }
        if range.len() < 2 {
            return false;
        }
        let id = opening.record.id.clone();
        self.out.retain(|r| r.id != id);
        let kind = opening.record.kind_of;
        let told = blank(self.view, kind, range.clone(), Some(opening.tokens.clone()), &opening.record.rule);
        let record = Record {
            topics: self.topics(range),
            confidence: opening.record.confidence.max(Confidence::Likely),
            deadline: None,
            id: told.id,
            what: told.what,
            evidence: told.evidence,
            ..opening.record.clone()
        };
        self.out.push(record);
        self.opening = Some(opening);
        true
    }

    /// Remembers a line that ends with a colon behind a verb that takes a list.
    pub(super) fn open_list(&mut self, sentence: &Sentence, all: &[Clause], first: usize) {
        let ends = sentence.tokens.end.checked_sub(1).is_some_and(|t| self.view.sign(t) == ":");
        let Some(last) = all.last().filter(|_| ends) else { return };
        let rule = self.rule(last);
        if !rule.list || !matches!(rule.makes, Makes::Record(_)) {
            return;
        }
        let made = self.out[first..].iter().rev().find(|r| r.rule == rule.id).cloned();
        self.opening = made.map(|record| Opening {
            record,
            tokens: sentence.tokens.clone(),
            story: sentence.story,
            expects: true,
        });
    }
}
