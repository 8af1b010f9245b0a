//! Writing a record out: the tokens that carry it, lists of promises, parties, agreements, the scene it leaves.

use super::build::{Member, Teller};
use super::clause::Clause;
use super::lexemes::Tag;
use super::rules::Rule;
use super::scene::{Scene, is_both};
use super::view::View;
use super::words::Class;
use crate::names::{Group, What};
use crate::text::Sentence;
use model::{
    Agreement, At, Basis, Bounds, Confidence, Context, DateValue, Evidence, LifeStep, Party, Place, Record, RecordType,
    Reported, Status, finding_id,
};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

impl Teller<'_, '_> {
    /// The tokens that carry the fact.
    pub(super) fn evidence_range(&self, at: usize, all: &[Clause], sentence: &Sentence) -> Range<usize> {
        let clause = &all[at];
        let mut start = clause.left.min(clause.trigger.start);
        let first = all[..at].iter().all(|c| c.trigger.start >= start || self.rule(c).nominal);
        if first && clause.inside.is_none_or(|i| i > at) && !clause.inherited {
            start = sentence.tokens.start;
        }
        let mut end = clause.right.max(clause.trigger.end);
        // A passive without an agent speaks of what stands before it.
        if clause.judged.passive && (clause.subject.is_none() || clause.inherited) {
            let stop = (sentence.tokens.start..clause.group.start)
                .rev()
                .find(|t| matches!(self.view.sign(*t), "," | ";" | ":"));
            start = stop.map_or(sentence.tokens.start, |t| t + 1).min(start);
        }
        // A noun's fact ends with its complements: `At a meeting with X in Y on Z, …`.
        if self.rule(clause).nominal {
            end = end.min(self.noun_end(clause, end)).max(clause.trigger.end);
            let head = |t: usize| self.view.sign(t).is_empty() && self.view.chunk_at(t).is_none();
            if (sentence.tokens.start..clause.trigger.start).all(head)
                && clause.trigger.start - sentence.tokens.start <= 6
            {
                start = sentence.tokens.start;
            }
        }
        // Speech behind its content is no part of it.
        if let Some(later) = clause.inside.filter(|i| *i > at) {
            let stop = if all[later].inverted { all[later].group.start } else { all[later].left };
            end = end.min(stop.max(clause.trigger.end));
        }
        while end > clause.trigger.end && matches!(self.view.sign(end - 1), "," | ";" | "." | ":") {
            end -= 1;
        }
        while start < clause.trigger.start
            && (matches!(self.view.sign(start), "," | ";" | "-" | "–" | "*" | "+" | "•" | "\"" | "“" | "«")
                || self.view.chunk_at(start).is_none() && self.view.class(start).0.has(Class::AND))
        {
            start += self.view.class(start).1.max(1);
        }
        start..end
    }

    /// Whether nothing but names, places and times follows a verb of promising (`…, the minister promised in Suva today`).
    pub(super) fn is_empty_content(&self, clause: &Clause) -> bool {
        (clause.trigger.end..clause.right).all(|t| {
            self.view.chunk_at(t).is_some()
                || self.view.time_at(t).is_some()
                || !self.view.class(t).0.is_empty()
                || !self.view.sign(t).is_empty()
        })
    }

    pub(super) fn is_before(&self, record: &Record, clause: &Clause, sentence: &Sentence) -> bool {
        let start = self.view.text.article.source(self.view.text.span(sentence.tokens.clone())).start;
        let here = self.view.text.article.source(self.view.text.span(clause.trigger.start..clause.trigger.end)).start;
        let evidence = &record.evidence[0];
        start <= evidence.start && evidence.start < here
    }

    pub(super) fn has_money(&self, range: &Range<usize>) -> bool {
        self.view.figures.iter().any(|f| f.currency.is_some() && range.contains(&f.tokens.start))
    }

    pub(super) fn has_figure(&self, range: &Range<usize>) -> bool {
        self.view.figures.iter().any(|f| f.is_claim && range.contains(&f.tokens.start))
    }

    /// The items of a list of promises: parted by `;`, or by a comma or "and" before an infinitive.
    pub(super) fn pieces(&self, clause: &Clause, range: &Range<usize>) -> Vec<Range<usize>> {
        let view = self.view;
        let act = self.grammar.lexemes.find("act");
        let acts = |token: usize| {
            act.is_some_and(|set| {
                self.grammar
                    .lexemes
                    .at(set, &view.text.tokens, token)
                    .iter()
                    .any(|(_, tag)| matches!(tag, Tag::Infinitive | Tag::Plain))
            })
        };
        let mut starts = Vec::new();
        let mut at = clause.trigger.end;
        let mut from = at;
        while at < range.end {
            let hard = view.sign(at) == ";";
            let soft = view.sign(at) == "," || view.chunk_at(at).is_none() && view.class(at).0.has(Class::AND);
            if hard || soft {
                let mut next = at + 1.max(view.class(at).1);
                for _ in 0..4 {
                    let (class, length) = view.class(next);
                    if next < range.end && length > 0 && class.any(Class::AND.with(Class::INFINITIVE)) {
                        next += length;
                    }
                }
                let begun = hard || (from..at).any(acts);
                if next < range.end && (hard || acts(next)) && begun {
                    starts.push((at, at + 1));
                    from = next;
                    at = next;
                    continue;
                }
            }
            at += 1;
        }
        let mut out = Vec::new();
        let mut start = range.start;
        for (stop, next) in starts {
            out.push(start..stop);
            start = next;
        }
        out.push(start..range.end);
        let trimmed = out.into_iter().map(|mut r| {
            while r.start < r.end && (matches!(view.sign(r.start), "," | ";") || view.class(r.start).0.has(Class::AND))
            {
                r.start += 1;
            }
            r
        });
        trimmed.filter(|r| r.len() >= 2).collect()
    }

    pub(super) fn entity(&self, chunk: usize) -> Option<String> {
        self.view.chunk(chunk).entity.map(|e| self.view.names.entities[e].id.clone())
    }

    pub(super) fn party(&self, member: &Member) -> Party {
        let chunk = self.view.chunk(member.chunk);
        let entities = &self.view.names.entities;
        let mut at: Vec<At> = vec![self.view.text.cite(chunk.tokens.clone())];
        if let Some(through) = member.through {
            at.insert(0, self.view.text.cite(self.view.chunk(through).tokens.clone()));
        }
        Party {
            entity: chunk.entity.map(|e| entities[e].id.clone()),
            text: self.view.text.words(chunk.tokens.clone()).split_whitespace().collect::<Vec<_>>().join(" "),
            organisation: chunk.organisation.map(|o| entities[o].id.clone()),
            office: chunk.rank.clone(),
            country: self.view.country(member.chunk).map(str::to_string),
            role: member.role.clone(),
            basis: if chunk.resolved { Basis::Resolved } else { member.basis },
            reason: member.reason.clone(),
            at,
        }
    }

    /// Parties in order, the most particular for each side.
    pub(super) fn parties(&self, members: &[Member]) -> Vec<Party> {
        let mut out: Vec<Party> = Vec::new();
        let specific =
            |m: &Member| matches!(self.view.chunk(m.chunk).what, What::Person | What::Role | What::Organisation);
        for member in members {
            let chunk = self.view.chunk(member.chunk);
            if is_both(self.view, member.chunk) && members.iter().any(|m| m.through == Some(member.chunk)) {
                continue;
            }
            let covered = matches!(chunk.what, What::Country | What::Group | What::Demonym)
                && self.view.country(member.chunk).is_some_and(|country| {
                    members
                        .iter()
                        .any(|m| specific(m) && m.role == member.role && self.view.country(m.chunk) == Some(country))
                });
            let own_office = chunk.what == What::Organisation
                && members.iter().any(|m| {
                    m.chunk != member.chunk
                        && self.view.chunk(m.chunk).organisation.is_some()
                        && self.view.chunk(m.chunk).organisation == chunk.entity
                });
            let party = self.party(member);
            let again = party.entity.is_some() && out.iter().any(|p| p.entity == party.entity);
            if !covered && !own_office && !again {
                out.push(party);
            }
        }
        out
    }

    /// A record over some tokens, with the slots that are the same for every type.
    pub(super) fn record(
        &self,
        kind: RecordType,
        rule: &Rule,
        range: Range<usize>,
        context: Option<Range<usize>>,
        members: &[Member],
    ) -> Record {
        let mut record = blank(self.view, kind, range.clone(), context, &rule.id);
        record.kind = rule.kind.clone();
        record.parties = self.parties(members);
        record.topics = self.topics(range);
        record.track = self.track(members);
        record
    }

    /// The country of whoever acted last in a story.
    pub(super) fn last_country(&self, story: u32) -> Option<String> {
        self.last_subject.get(&story).and_then(|c| self.view.country(*c)).map(str::to_string)
    }

    pub(super) fn topics(&self, range: Range<usize>) -> Vec<String> {
        let nouns = &self.grammar.nouns;
        let text = self.view.text;
        let topics = nouns.topics(text, range.clone());
        if !topics.is_empty() {
            return topics;
        }
        // A clause that names none speaks of what its sentence, else its story is about.
        let sentence = &text.sentences[text.sentence_of(range.start)];
        let topics = nouns.topics(text, sentence.tokens.clone());
        if !topics.is_empty() {
            return topics;
        }
        let mut topics = self.subjects.get(&sentence.story).cloned().unwrap_or_default();
        topics.truncate(2);
        topics
    }

    pub(super) fn track(&self, members: &[Member]) -> String {
        let kinds: Vec<&str> = members
            .iter()
            .filter_map(|m| {
                let chunk = self.view.chunk(m.chunk);
                let entity = chunk.organisation.or(chunk.entity)?;
                self.view.names.entities.get(entity)?.kind.as_deref()
            })
            .collect();
        let all = |kind: &str| !kinds.is_empty() && kinds.iter().all(|k| *k == kind);
        let groups = members.iter().all(|m| self.view.group(m.chunk) == Some(Group::Businesses));
        match () {
            () if all("party") => "party",
            () if all("parliament") => "parliament",
            () if all("company") || (groups && !members.is_empty()) => "business",
            () if all("military") => "military",
            () => "government",
        }
        .to_string()
    }

    pub(super) fn agreement(
        &self,
        rule: &Rule,
        noun: &Range<usize>,
        range: &Range<usize>,
        record: &Record,
    ) -> Agreement {
        let step = match (record.status, rule.step.as_deref()) {
            (Status::Planned | Status::Proposed | Status::Hypothetical | Status::Negated, _) => "planned",
            (_, Some(step)) => step,
            _ => "signed",
        };
        let end = if noun.start < range.end { range.end } else { noun.end };
        let title = self.view.text.words(noun.start..end).split_whitespace().collect::<Vec<_>>().join(" ");
        let date = record.date.clone();
        Agreement {
            title: Some(title.chars().take(300).collect()),
            status: step.to_string(),
            life: vec![LifeStep {
                step: step.to_string(),
                date: date.clone(),
                place: record.place.clone(),
                evidence: record.evidence.iter().map(|e| e.finding.clone()).collect(),
            }],
            signatories: record
                .parties
                .iter()
                .filter(|p| p.role == "signatory")
                .filter_map(|p| p.entity.clone())
                .collect(),
            count: 1,
            reference: None,
            validity: None,
            signed: (step == "signed" && date.is_known()).then_some(date),
        }
    }

    #[allow(clippy::too_many_arguments)]
    pub(super) fn set_scene(
        &mut self,
        kind: RecordType,
        story: u32,
        members: &[Member],
        countries: &BTreeSet<String>,
        date: Option<DateValue>,
        place: Option<Place>,
        status: Status,
    ) {
        if matches!(status, Status::Historical | Status::Negated | Status::Hypothetical | Status::Proposed) {
            return;
        }
        let old = self.scenes.get(&story);
        // What still lies ahead takes no place from the meeting that is being told.
        if status == Status::Planned && old.is_some_and(|o| !o.ahead) {
            return;
        }
        if kind != RecordType::Meeting && old.is_some_and(|o| o.countries.is_superset(countries)) {
            return;
        }
        let date = date.filter(DateValue::is_known).or_else(|| old.and_then(|o| o.date.clone()));
        let place = place.or_else(|| old.and_then(|o| o.place.clone()));
        let parties = members
            .iter()
            .map(|m| m.chunk)
            .filter(|c| {
                !is_both(self.view, *c) && self.view.group(*c) != Some(Group::Pronoun)
                    || self.view.chunk(*c).entity.is_some()
            })
            .collect();
        let met = kind == RecordType::Meeting || old.is_some_and(|o| o.met);
        self.scenes.insert(
            story,
            Scene { parties, countries: countries.clone(), date, place, ahead: status == Status::Planned, met },
        );
    }
}

/// A record with its evidence and nothing else.
pub(super) fn blank(
    view: &View<'_>,
    kind: RecordType,
    range: Range<usize>,
    context: Option<Range<usize>>,
    rule: &str,
) -> Record {
    let article = view.text.article;
    let document = &article.document;
    let span = article.source(view.text.span(range.clone()));
    let quote = span.of(&document.text).to_string();
    let words = view.text.words(range.clone());
    let what = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let finding = finding_id(&document.id, span.start, span.end, kind.name());
    let context = context.map(|tokens| {
        let span = article.source(view.text.span(tokens));
        Context { start: span.start, end: span.end }
    });
    let language = article
        .blocks
        .get(view.text.sentences[view.text.sentence_of(range.start)].block)
        .map_or(document.language.clone(), |b| b.language.clone());
    let published = Bounds { ..document.published.bounds() };
    let reported = published.latest.filter(|_| document.published.is_known()).map(|d| d.to_string());
    Record {
        id: finding.replacen("f-", "r-", 1),
        kind_of: kind,
        kind: None,
        status: Status::Occurred,
        track: "government".to_string(),
        parties: Vec::new(),
        said_by: None,
        countries: Vec::new(),
        date: DateValue::unknown(),
        reported: Reported { first: reported.clone(), last: reported },
        place: None,
        language: language.clone(),
        label: BTreeMap::new(),
        topics: Vec::new(),
        agreement: None,
        value: None,
        deadline: None,
        about: Vec::new(),
        conflicts: Vec::new(),
        evidence: vec![Evidence {
            finding,
            document: document.id.clone(),
            start: span.start,
            end: span.end,
            words: (quote != words).then(|| what.clone()),
            quote,
            context,
            language,
        }],
        what,
        confidence: Confidence::Likely,
        rule: rule.to_string(),
        plover: None,
        cameo: Vec::new(),
        aliases: Vec::new(),
        reasons: Vec::new(),
    }
}
