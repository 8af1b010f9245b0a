//! Who takes part: the noun phrases around a trigger and their roles, both sides, the other side, nouns and their owners.

use super::build::{Member, Teller, agent};
use super::clause::Clause;
use super::lexemes::Tag;
use super::rules::{Part, Rule};
use super::scene::{Scene, is_both};
use super::view::Phrase;
use super::words::Class;
use crate::names::{Group, What};
use crate::text::Sentence;
use model::{Basis, EntityType};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

impl Teller<'_, '_> {
    /// Where the noun phrase of a nominal trigger starts, over determiners and small words.
    pub(super) fn noun_start(&self, clause: &Clause, sentence: &Sentence) -> usize {
        let mut at = clause.trigger.start;
        while let Some((class, start)) = self.view.class_before(at, sentence.tokens.start) {
            if !class.has(Class::DET) || class.any(Class::PREPOSITIONS) {
                break;
            }
            at = start;
        }
        at
    }

    /// Whether a noun only names the occasion of the sentence: `during the talks`, `after a meeting with X`.
    pub(super) fn is_occasion(&self, clause: &Clause, sentence: &Sentence) -> bool {
        self.rule(clause).nominal
            && self
                .view
                .class_before(self.noun_start(clause, sentence), sentence.tokens.start)
                .is_some_and(|(c, _)| c.any(Class::DURING.with(Class::CLAUSE).with(Class::OTHER)))
    }

    pub(super) fn agreement_noun(
        &self,
        clause: &Clause,
        range: &Range<usize>,
        sentence: &Sentence,
    ) -> Option<(Range<usize>, String)> {
        let nouns = &self.grammar.nouns;
        let text = self.view.text;
        // `the memorandum that both signed`: the noun stands before the relative word.
        let relative =
            self.view.class_before(clause.left, sentence.tokens.start).is_some_and(|(c, _)| c.has(Class::REL));
        let ends = self.rule(clause).step.as_deref().is_some_and(|s| matches!(s, "in_force" | "expired"));
        let nominal = self.rule(clause).nominal;
        if clause.participle || clause.judged.passive || relative || nominal || ends || agent(clause).is_some() {
            let before = nouns.agreements(text, sentence.tokens.start..clause.trigger.start);
            if let Some(found) = before.into_iter().next_back() {
                return Some(found);
            }
        }
        nouns
            .agreements(text, clause.trigger.start..range.end)
            .into_iter()
            .next()
            .or_else(|| nouns.agreements(text, range.start..clause.trigger.start).into_iter().next_back())
    }

    /// The noun phrases that play a part.
    pub(super) fn members(
        &self,
        rule: &Rule,
        at: usize,
        all: &[Clause],
        sentence: &Sentence,
        agreement: Option<&(Range<usize>, String)>,
    ) -> Vec<Member> {
        let clause = &all[at];
        let role = |wanted: &Part| rule.slots.iter().find(|(p, _)| p == wanted).map(|(_, r)| r.clone());
        let mut out: Vec<Member> = Vec::new();
        let mut push = |phrase: &Phrase, role: &str, basis: Basis| {
            for chunk in &phrase.chunks {
                if out.iter().all(|m| m.chunk != *chunk) {
                    let basis = if self.view.chunk(*chunk).resolved { Basis::Resolved } else { basis };
                    out.push(Member { chunk: *chunk, role: role.to_string(), basis, reason: None, through: None });
                }
            }
        };
        let passive = clause.judged.passive || clause.participle;
        let subject_role = if passive { role(&Part::Object) } else { role(&Part::Subject) };
        let basis = if clause.inherited { Basis::Resolved } else { Basis::Stated };
        if rule.nominal || clause.trigger.tag == Tag::Noun {
            if let (Some(role), Some(owner)) = (role(&Part::Subject), self.owner(clause, sentence)) {
                push(&owner, &role, Basis::Stated);
            } else if let (Some(role), Some(phrase)) = (role(&Part::Subject), self.subject_near(at, all)) {
                // "Both sides" of a meeting with a partner are that partner and whom the story follows.
                let partner =
                    clause.behind.iter().any(|p| p.prep.has(Class::WITH) && p.start <= clause.trigger.end + 4);
                let both = phrase.chunks.iter().any(|c| is_both(self.view, *c));
                let between = clause
                    .behind
                    .iter()
                    .any(|p| p.prep.has(Class::BETWEEN) && p.start <= clause.trigger.end + 4 && p.chunks.len() >= 2);
                let followed = self
                    .scenes
                    .get(&sentence.story)
                    .and_then(|s| s.parties.iter().find(|c| self.view.chunk(**c).what == What::Person).copied());
                match followed.filter(|_| partner && both) {
                    Some(chunk) => {
                        let tokens = self.view.chunk(chunk).tokens.clone();
                        let start = tokens.start;
                        push(
                            &Phrase { chunks: vec![chunk], tokens, prep: Class::default(), start },
                            &role,
                            Basis::Resolved,
                        );
                    }
                    None if between && both => {}
                    None => push(&phrase, &role, Basis::Resolved),
                }
            }
        } else if let (Some(role), Some(phrase)) = (&subject_role, &clause.subject) {
            push(phrase, role, basis);
        } else if let (Some(role), None, Some(main)) = (role(&Part::Subject), agent(clause), all.get(at + 1))
            && clause.subject.is_none()
            && clause.group.start == sentence.tokens.start
            && matches!(clause.trigger.tag, Tag::Plain | Tag::Gerund)
            && let Some(phrase) = main.subject.as_ref().filter(|s| !main.inherited && s.start > clause.trigger.end)
            && self.view.sign(phrase.start - 1) == ","
        {
            // `Receiving X in Cairo, President Y said`: the subject of the main clause.
            push(phrase, &role, Basis::Resolved);
        }
        // `documents by A and B signed`, where the agent stands before the verb.
        if let (Some(role), Some(phrase)) = (role(&Part::Subject), agent(clause)) {
            push(phrase, &role, Basis::Stated);
        }
        let stop = clause.right.max(clause.trigger.end);
        let mut behind: Vec<Phrase> = clause.behind.clone();
        if let Some((noun, _)) = agreement.filter(|(noun, _)| noun.start < clause.trigger.start) {
            behind.extend(self.view.phrases(noun.end..clause.trigger.start));
        }
        let mut last: Option<Part> = None;
        let nominal = rule.nominal || clause.trigger.tag == Tag::Noun;
        let mut reach = clause.trigger.end;
        for (number, phrase) in behind.iter().enumerate() {
            // A noun's own complements follow it closely; a comma ends them.
            if nominal && (phrase.start > reach + 4 || (reach..phrase.start).any(|t| !view_blank(self.view.sign(t)))) {
                break;
            }
            reach = phrase.tokens.end;
            if phrase.tokens.start >= stop && phrase.tokens.start >= clause.trigger.end && agreement.is_none() {
                break;
            }
            let near = phrase.start <= clause.trigger.end + 3;
            if !phrase.prep.any(Class::PREPOSITIONS) {
                if let Some(role) = role(&Part::Object).filter(|_| number == 0 && near && !passive) {
                    push(phrase, &role, Basis::Stated);
                    last = Some(Part::Object);
                }
                continue;
            }
            let agent = passive && phrase.prep.has(Class::BY);
            if let Some(role) = role(&Part::Subject).filter(|_| agent) {
                push(phrase, &role, Basis::Stated);
                continue;
            }
            let slot = rule.slots.iter().find(|(p, _)| matches!(p, Part::Behind(c) if phrase.prep.any(*c)));
            if let Some((part, role)) = slot {
                push(phrase, role, Basis::Stated);
                last = Some(part.clone());
            } else if phrase.prep.has(Class::WITH)
                && let Some(Part::Behind(class)) = &last
                && class.has(Class::BETWEEN)
                && let Some(role) = role(&Part::Behind(*class))
            {
                // `giữa A với B`, `between A and, on the other side, with B`.
                push(phrase, &role, Basis::Stated);
            }
        }
        for phrase in &clause.before {
            let slot = rule.slots.iter().find(
                |(p, _)| matches!(p, Part::Behind(c) if phrase.prep.any(*c) && c.any(Class::WITH.with(Class::BETWEEN))),
            );
            if let Some((_, role)) = slot.filter(|_| !rule.nominal && phrase.tokens.end <= clause.trigger.start) {
                push(phrase, role, Basis::Stated);
            }
        }
        // `In a telephone call, X told Y`: the noun's partners are those of the main clause.
        if rule.kind.as_deref() == Some("call")
            && nominal
            && out.len() < 2
            && let Some(main) = all.get(at + 1)
        {
            let role = "participant";
            for phrase in main.subject.iter().chain(main.behind.first()) {
                for chunk in phrase
                    .chunks
                    .iter()
                    .filter(|c| matches!(self.view.chunk(**c).what, What::Person | What::Role | What::Group))
                {
                    if out.iter().all(|m| m.chunk != *chunk) {
                        let reason = Some("who speaks to whom in the call".to_string());
                        out.push(Member {
                            chunk: *chunk,
                            role: role.to_string(),
                            basis: Basis::Resolved,
                            reason,
                            through: None,
                        });
                    }
                }
            }
        }
        out
    }

    /// One past the last token of a noun and its complements.
    pub(super) fn noun_end(&self, clause: &Clause, limit: usize) -> usize {
        let mut reach = clause.trigger.end;
        for phrase in &clause.behind {
            if phrase.start > reach + 4 || (reach..phrase.start).any(|t| !view_blank(self.view.sign(t))) {
                break;
            }
            reach = phrase.tokens.end;
        }
        (reach..limit).find(|t| matches!(self.view.sign(*t), "," | ";" | ":")).unwrap_or(limit.max(reach))
    }

    /// The possessor of a noun: `X's visit`, `visite de X`.
    pub(super) fn owner(&self, clause: &Clause, sentence: &Sentence) -> Option<Phrase> {
        let before = self.view.phrases(sentence.tokens.start..clause.trigger.start);
        if let Some(last) = before.last()
            && clause.trigger.start - last.tokens.end <= 3
            && (last.tokens.end..clause.trigger.start)
                .any(|t| self.view.class(t).0.has(Class::OF) && self.view.text.tokens[t].before == lang::Break::None)
        {
            return Some(last.clone());
        }
        clause.behind.iter().find(|p| p.prep.has(Class::OF) && p.start <= clause.trigger.end + 4).cloned()
    }

    /// The subject of the clause after a noun, else of the one before.
    pub(super) fn subject_near(&self, at: usize, all: &[Clause]) -> Option<Phrase> {
        let own = |c: &&Clause| c.subject.is_some() && !c.inherited && !c.participle && !self.rule(c).nominal;
        let next = all[at + 1..].iter().find(own).and_then(|c| c.subject.clone());
        // `At the meeting with X, both sides …` with a main verb that no rule knows.
        let behind = || {
            let clause = &all[at];
            let phrases = self.view.phrases(clause.trigger.end..clause.right.max(clause.trigger.end));
            phrases.into_iter().find(|p| !p.prep.any(Class::PREPOSITIONS) && self.view.sign(p.start - 1) == ",")
        };
        let before = || all[..at].iter().rev().find(own).and_then(|c| c.subject.clone());
        next.or_else(behind).or_else(before)
    }

    /// Replaces a delegation by the person who leads it, where the sentence names one.
    pub(super) fn lead_of_delegation(&self, members: &mut [Member], sentence: &Sentence, clause: &Clause) {
        let taken: Vec<usize> = members.iter().map(|m| m.chunk).collect();
        for member in members.iter_mut() {
            if self.view.group(member.chunk) != Some(Group::Delegation) {
                continue;
            }
            let from = self.view.chunk(member.chunk).tokens.start;
            let people = |range: Range<usize>| {
                self.view.phrases(range).into_iter().flat_map(|p| p.chunks).find(|c| {
                    matches!(self.view.chunk(*c).what, What::Person | What::Role)
                        && self.view.chunk(*c).entity.is_some()
                })
            };
            // `a delegation led by X`: the agent behind it, before the verb or as part of the object.
            let led = self.view.phrases(from..clause.right.max(from)).into_iter().find(|p| p.prep.has(Class::BY));
            let led = led.and_then(|p| p.chunks.into_iter().find(|c| self.view.chunk(*c).what == What::Person));
            let leader = led
                .or_else(|| people(from..clause.trigger.start.max(from)))
                .or_else(|| people(sentence.tokens.start..from).filter(|c| !taken.contains(c)));
            if let Some(leader) = leader {
                // A leader whose country nothing tells is that of the body which the delegation comes from.
                let end = self.view.chunk(member.chunk).tokens.end;
                let body = self.view.chunk_at(end).filter(|c| {
                    self.view.country(leader).is_none()
                        && matches!(self.view.chunk(*c).what, What::Organisation | What::Country)
                        && self.view.country(*c).is_some()
                });
                member.through = Some(member.chunk);
                member.chunk = body.unwrap_or(leader);
            }
        }
    }

    /// A delegation that nothing names is that of the guest of the scene.
    pub(super) fn delegation_of_scene(&self, members: &mut [Member], scene: Option<&Scene>) {
        let Some(scene) = scene else { return };
        let known: Vec<String> =
            members.iter().filter_map(|m| self.view.country(m.chunk)).map(str::to_string).collect();
        for member in members.iter_mut() {
            if self.view.group(member.chunk) != Some(Group::Delegation) || self.view.country(member.chunk).is_some() {
                continue;
            }
            let guest = scene.parties.iter().find(|c| {
                self.view.chunk(**c).what == What::Person
                    && self.view.country(**c).is_some_and(|country| known.iter().all(|k| k != country))
            });
            if let Some(guest) = guest.filter(|_| !known.is_empty()) {
                member.through = Some(member.chunk);
                member.chunk = *guest;
                member.basis = Basis::Resolved;
            }
        }
    }

    /// Puts the parties of the scene in the place of "both sides".
    pub(super) fn expand_both(&self, members: &mut Vec<Member>, scene: Option<&Scene>, story: u32) {
        let Some(at) = members.iter().position(|m| is_both(self.view, m.chunk)) else { return };
        let both = members[at].clone();
        let reason = Some("both sides of the meeting told".to_string());
        if let Some(scene) = scene {
            for chunk in &scene.parties {
                if members.iter().all(|m| m.chunk != *chunk) {
                    let (role, through) = (both.role.clone(), Some(both.chunk));
                    members.push(Member {
                        chunk: *chunk,
                        role,
                        basis: Basis::Resolved,
                        reason: reason.clone(),
                        through,
                    });
                }
            }
        }
        let _ = story;
    }

    /// A meeting that is only referred to (`At the meeting, X said`): those who act in the story are its parties.
    pub(super) fn implied(&self, members: &mut Vec<Member>, sentence: &Sentence) -> bool {
        let dyad = &self.dyads[&sentence.story];
        if dyad.len() < 2 {
            return false;
        }
        let mut found: BTreeMap<&str, usize> = BTreeMap::new();
        for (at, chunk) in self.view.names.chunks.iter().enumerate() {
            let here = self.view.text.sentences[self.view.text.sentence_of(chunk.tokens.start)].story == sentence.story;
            if here
                && chunk.what == What::Person
                && chunk.rank.is_some()
                && let Some(country) = self.view.country(at).filter(|c| dyad.contains(*c))
            {
                found.entry(country).or_insert(at);
            }
        }
        if found.len() < 2 {
            return false;
        }
        for chunk in found.into_values() {
            if members.iter().all(|m| self.view.chunk(m.chunk).entity != self.view.chunk(chunk).entity) {
                members.push(Member {
                    chunk,
                    role: "participant".to_string(),
                    basis: Basis::Inferred,
                    reason: Some("speaks in the story of the meeting".to_string()),
                    through: None,
                });
            }
        }
        true
    }

    pub(super) fn is_body(&self, chunk: usize) -> bool {
        let chunk = self.view.chunk(chunk);
        let names = &self.view.names.entities;
        let body = |at: usize| {
            names.get(at).is_some_and(|e| {
                e.kind_of == EntityType::Organisation && e.country.is_none() && matches!(e.kind.as_deref(), Some("igo"))
            })
        };
        chunk.entity.is_some_and(body) || chunk.organisation.is_some_and(body)
    }

    /// Countries named in a stretch, as actors or adjectives.
    pub(super) fn named(&self, range: &Range<usize>) -> BTreeSet<String> {
        let mut out = BTreeSet::new();
        let mut at = range.start;
        while at < range.end {
            match self.view.chunk_at(at) {
                Some(chunk) => {
                    let this = self.view.chunk(chunk);
                    if !matches!(this.what, What::Place | What::Event) && !self.is_example(chunk, range) {
                        out.extend(self.view.countries(chunk).map(str::to_string));
                    }
                    at = this.tokens.end.max(at + 1);
                }
                None => at += 1,
            }
        }
        out
    }

    pub(super) fn is_example(&self, chunk: usize, range: &Range<usize>) -> bool {
        let start = self.view.chunk(chunk).tokens.start;
        self.view.class_before(start, range.start).is_some_and(|(class, from)| {
            // `like A and B`: both are examples.
            let before = from.checked_sub(1).filter(|t| class.has(Class::AND) && *t >= range.start);
            class.has(Class::LIKE)
                || before.and_then(|t| self.view.chunk_at(t)).is_some_and(|c| self.is_example(c, range))
        })
    }

    /// Whether the clause names the actor's own country apart from the actor.
    pub(super) fn names_own(&self, members: &[Member], range: &Range<usize>, clause: &Clause) -> bool {
        let own: BTreeSet<&str> = members.iter().filter_map(|m| self.view.country(m.chunk)).collect();
        (clause.trigger.end..range.end).filter_map(|t| self.view.chunk_at(t)).any(|chunk| {
            matches!(self.view.chunk(chunk).what, What::Country | What::Demonym)
                && self.view.country(chunk).is_some_and(|c| own.contains(c))
                && members.iter().all(|m| m.chunk != chunk)
        })
    }

    /// The side that the scene, or the story as a whole, adds.
    pub(super) fn other_side(
        &self,
        own: &BTreeSet<String>,
        scene: Option<&Scene>,
        story: u32,
    ) -> Option<BTreeSet<String>> {
        let dyad = &self.dyads[&story];
        let countries = scene.map(|s| &s.countries).filter(|c| own.is_subset(c) && c.len() >= 2).unwrap_or(dyad);
        if own.is_subset(countries) && countries.len() == 2 && *own != *countries {
            return Some(countries.difference(own).cloned().collect());
        }
        None
    }

    pub(super) fn destination(&self, clause: &Clause, range: &Range<usize>) -> Option<(usize, Option<String>)> {
        (clause.trigger.end..range.end).filter_map(|t| self.view.chunk_at(t)).find_map(|chunk| {
            let this = self.view.chunk(chunk);
            let own = clause.subject.as_ref().is_some_and(|s| s.chunks.contains(&chunk));
            (matches!(this.what, What::Place | What::Country) && !own)
                .then(|| (chunk, self.view.country(chunk).map(str::to_string)))
        })
    }
}

/// Whether a token is no sign, or one that may stand inside a noun phrase.
pub(super) fn view_blank(sign: &str) -> bool {
    !matches!(sign, "," | ";" | ":" | "." | "-" | "–" | "—")
}
