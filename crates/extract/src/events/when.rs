//! Status, date, deadline, place and confidence of a fact.

use super::build::{FAMILY, Member, Teller};
use super::clause::Clause;
use super::lexemes::Tag;
use super::rules::{Makes, Rule};
use super::scene::Scene;
use super::words::Class;
use crate::names::What;
use crate::text::Sentence;
use crate::time::{Kind, TimeExpr};
use model::{Basis, Confidence, DateValue, Place, RecordType, Status};
use std::ops::Range;

impl Teller<'_, '_> {
    pub(super) fn status(
        &self,
        kind: RecordType,
        rule: &Rule,
        clause: &Clause,
        embed: Option<Status>,
        date: &Option<DateValue>,
    ) -> Status {
        let said = clause.judged.status;
        let forced = rule.status;
        if said == Some(Status::Negated) || embed == Some(Status::Negated) {
            return Status::Negated;
        }
        if let Some(forced) = forced {
            return match said {
                Some(Status::Hypothetical) if FAMILY.contains(&kind) => Status::Hypothetical,
                _ => forced,
            };
        }
        if embed == Some(Status::Hypothetical) {
            return Status::Hypothetical;
        }
        if let Some(said) = said {
            match (said, embed) {
                (Status::Ongoing | Status::Planned, Some(inner)) if inner != Status::Occurred => return inner,
                // A word that only says that it is over: the date tells whether it is background.
                (Status::Occurred, _) => {}
                _ => return said,
            }
        }
        let embed = embed.filter(|_| said.is_none());
        let past = date.as_ref().is_some_and(|d| self.is_background(d));
        if clause.participle && (past || kind == RecordType::Agreement) {
            return Status::Historical;
        }
        if let Some(inner) = embed.filter(|_| clause.trigger.tag != Tag::Done) {
            return inner;
        }
        if past && matches!(kind, RecordType::Agreement | RecordType::Visit | RecordType::Meeting) {
            return Status::Historical;
        }
        if matches!(
            kind,
            RecordType::Meeting | RecordType::Visit | RecordType::Agreement | RecordType::Aid | RecordType::Activity
        ) && date.as_ref().is_some_and(|d| self.is_ahead(d))
        {
            return Status::Planned;
        }
        match clause.trigger.tag {
            Tag::Infinitive if clause.inside.is_some() || clause.inherited => Status::Planned,
            _ => Status::Occurred,
        }
    }

    /// Whether a date lies well before the story: background.
    pub(super) fn is_background(&self, date: &DateValue) -> bool {
        let published = &self.view.text.article.document.published;
        match (date.bounds().latest, published.bounds().earliest) {
            (Some(day), Some(printed)) => printed.ordinal() - day.ordinal() > 60,
            (Some(_), None) => date.edtf.as_ref().is_some_and(|e| e.len() == 4),
            _ => false,
        }
    }

    pub(super) fn is_ahead(&self, date: &DateValue) -> bool {
        let published = &self.view.text.article.document.published;
        matches!((date.bounds().earliest, published.bounds().latest), (Some(day), Some(printed)) if day > printed)
    }

    pub(super) fn date(
        &self,
        kind: RecordType,
        at: usize,
        all: &[Clause],
        sentence: &Sentence,
        scene: Option<&Scene>,
    ) -> Option<DateValue> {
        let clause = &all[at];
        let best = self
            .view
            .times
            .iter()
            .filter(|t| sentence.tokens.start <= t.tokens.start && t.tokens.end <= sentence.tokens.end)
            .filter(|t| {
                let since = t.kind == Kind::Since && matches!(kind, RecordType::Agreement | RecordType::Relation);
                // `a programme for 2025-2027` tells how long it runs, not when it was signed.
                let term = kind == RecordType::Agreement
                    && t.kind == Kind::Range
                    && t.value.edtf.as_ref().is_some_and(|e| e.len() == 9);
                !term && (since || matches!(t.kind, Kind::Point | Kind::Range | Kind::Set)) && t.value.edtf.is_some()
            })
            .filter_map(|t| Some((self.time_cost(t, at, all, sentence)?, t)))
            .min_by_key(|(cost, _)| *cost);
        let event = matches!(
            kind,
            RecordType::Meeting
                | RecordType::Visit
                | RecordType::Agreement
                | RecordType::Relation
                | RecordType::Setback
                | RecordType::Aid
        );
        if let Some((_, time)) = best.filter(|_| event || kind == RecordType::Activity) {
            return Some(time.value.clone());
        }
        // The occasion of a sentence has the day of the sentence.
        if event && (self.is_occasion(clause, sentence) || kind == RecordType::Visit && self.rule(clause).nominal) {
            let day = self.view.times.iter().find(|t| {
                sentence.tokens.start <= t.tokens.start
                    && t.tokens.end <= sentence.tokens.end
                    && matches!(t.kind, Kind::Point | Kind::Range | Kind::Set)
                    && t.value.edtf.as_ref().is_some_and(|e| e.len() >= 7)
            });
            if let Some(time) = day {
                return Some(time.value.clone());
            }
        }
        let future = matches!(clause.judged.status, Some(Status::Planned | Status::Proposed | Status::Hypothetical));
        if event && future {
            let scene = scene.filter(|s| s.ahead && matches!(kind, RecordType::Meeting | RecordType::Agreement));
            let reason = "the date of the planned meeting or visit that the story tells".to_string();
            let date = scene.and_then(|s| s.date.clone());
            return date.map(|date| DateValue { basis: Basis::Inferred, reason: Some(reason), ..date });
        }
        if kind == RecordType::Relation
            || clause.participle
            || (event && self.rule(clause).nominal && !self.rule(clause).scene)
        {
            return None;
        }
        let date = scene.filter(|s| !s.ahead).and_then(|s| s.date.clone())?;
        let reason = "the date of the meeting or visit that the story tells".to_string();
        Some(DateValue { basis: Basis::Inferred, reason: Some(reason), ..date })
    }

    /// How far a time expression is from a trigger; nothing where it belongs to another.
    pub(super) fn time_cost(&self, time: &TimeExpr, at: usize, all: &[Clause], sentence: &Sentence) -> Option<usize> {
        let clause = &all[at];
        let (start, end) = (time.tokens.start, time.tokens.end);
        let between =
            if start >= clause.trigger.end { clause.trigger.end..start } else { end..clause.trigger.start.max(end) };
        let distance = between.len();
        let crossed = all
            .iter()
            .enumerate()
            .filter(|(i, c)| {
                let rule = self.rule(c);
                let speech = rule.makes == Makes::Speech && end <= clause.trigger.start;
                !speech
                    && *i != at
                    && between.contains(&c.trigger.start)
                    && !rule.weak
                    && !(rule.future && c.judged.status != Some(Status::Planned))
            })
            .count();
        // A time right behind another trigger is that trigger's.
        let claimed = all.iter().enumerate().any(|(i, c)| {
            let close = c.trigger.end <= start
                && start - c.trigger.end <= 1
                && (c.trigger.end..start).all(|t| self.view.sign(t).is_empty());
            i != at
                && close
                && self.rule(c).makes != Makes::Speech
                && !self.rule(c).future
                && !(start >= clause.trigger.end && start - clause.trigger.end <= 1)
        });
        if claimed && all.len() > 1 {
            return None;
        }
        let leading = all.iter().all(|c| end <= c.trigger.start);
        if leading {
            return (!clause.participle).then_some(distance.min(40) + 5 * crossed);
        }
        let inside = clause.left.min(clause.group.start) <= start && start < clause.right.max(clause.trigger.end);
        if !inside {
            // Before the subject, and nothing else told in between.
            return (crossed == 0 && end <= clause.trigger.start && !clause.participle && !self.rule(clause).nominal)
                .then_some(distance + 10);
        }
        if self.rule(clause).nominal
            && start >= self.noun_end(clause, sentence.tokens.end).max(clause.trigger.end + 1)
            && self.rule(clause).makes != Makes::Record(RecordType::Visit)
        {
            return None;
        }
        (crossed == 0 || start < clause.trigger.start).then_some(distance + 15 * crossed)
    }

    pub(super) fn deadline(
        &self,
        kind: RecordType,
        status: Status,
        range: &Range<usize>,
        date: &Option<DateValue>,
    ) -> Option<DateValue> {
        let ahead = matches!(status, Status::Planned | Status::Proposed | Status::Hypothetical)
            && (FAMILY.contains(&kind) || matches!(kind, RecordType::Aid | RecordType::Agreement));
        let inside =
            |t: &&TimeExpr| range.start <= t.tokens.start && t.tokens.end <= range.end && t.value.edtf.is_some();
        let times = || self.view.times.iter().filter(inside);
        if let Some(time) = times().find(|t| t.kind == Kind::Deadline) {
            return Some(time.value.clone());
        }
        if !ahead || !FAMILY.contains(&kind) {
            return None;
        }
        let told = date.as_ref().and_then(|d| d.bounds().latest);
        let published = self.view.text.article.document.published.bounds().latest;
        times()
            .filter(|t| matches!(t.kind, Kind::Point | Kind::Range))
            .find(|t| {
                let latest = t.value.bounds().latest;
                match published.or(told) {
                    Some(day) => latest.is_some_and(|l| l > day),
                    None => t.direction == Some(crate::time::Direction::Future),
                }
            })
            .map(|t| t.value.clone())
    }

    pub(super) fn place(
        &self,
        kind: RecordType,
        clause: &Clause,
        range: &Range<usize>,
        sentence: &Sentence,
        scene: Option<&Scene>,
    ) -> Option<Place> {
        let event = matches!(kind, RecordType::Meeting | RecordType::Visit | RecordType::Agreement);
        if !event && kind != RecordType::Setback {
            return None;
        }
        let make = |chunk: usize| {
            let this = self.view.chunk(chunk);
            Place {
                name: self.view.text.words(this.name.clone()).to_string(),
                entity: self.entity(chunk),
                country: self.view.country(chunk).map(str::to_string),
                basis: Basis::Stated,
                reason: None,
                at: vec![self.view.text.cite(this.tokens.clone())],
            }
        };
        let located = |chunk: &usize| {
            let this = self.view.chunk(*chunk);
            let class =
                self.view.class_before(this.tokens.start, sentence.tokens.start).map_or(Class::default(), |(c, _)| c);
            this.what == What::Place
                && (class.has(Class::IN) || kind == RecordType::Visit && class.any(Class::TO.with(Class::IN)))
        };
        let chunks = |range: Range<usize>| {
            let mut seen: Vec<usize> = range.filter_map(|t| self.view.chunk_at(t)).collect();
            seen.dedup();
            seen.into_iter()
                .filter(located)
                .min_by_key(|c| self.view.chunk(*c).tokens.start.abs_diff(clause.trigger.start))
        };
        if let Some(chunk) = chunks(range.clone()).or_else(|| {
            (!clause.participle)
                .then(|| chunks(sentence.tokens.start..range.start.max(sentence.tokens.start)))
                .flatten()
        }) {
            return Some(make(chunk));
        }
        if kind == RecordType::Visit
            && let Some((chunk, _)) = self.destination(clause, range)
        {
            return Some(make(chunk));
        }
        if clause.participle || kind == RecordType::Visit {
            return None;
        }
        let place = scene.and_then(|s| s.place.clone())?;
        let reason = Some("the place of the meeting or visit that the story tells".to_string());
        Some(Place { basis: Basis::Inferred, reason, ..place })
    }

    pub(super) fn confidence(&self, rule: &Rule, clause: &Clause, members: &[Member], added: bool) -> Confidence {
        let stated = members.iter().any(|m| m.basis == Basis::Stated) && !clause.inherited;
        match (rule.weak, stated, added) {
            (true, true, _) => Confidence::Likely,
            (true, false, _) => Confidence::Guess,
            (false, true, false) => Confidence::Sure,
            (false, ..) => Confidence::Likely,
        }
    }
}
