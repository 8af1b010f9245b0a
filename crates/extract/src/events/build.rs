//! From clauses to records: parts, countries, status, date, place, evidence.

use super::Grammar;
use super::clause::{Clause, clauses};
use super::rules::{Makes, Part, Rule};
use super::scene::{Scene, dyad, is_both};
use super::view::{Phrase, View};
use super::words::Class;
use super::{lexemes::Tag, measure};
use crate::names::{Group, What};
use crate::text::Sentence;
use crate::time::{Kind, TimeExpr};
use model::{
    Agreement, At, Basis, Bounds, Confidence, Context, DateValue, EntityType, Evidence, LifeStep, Party, Place, Record,
    RecordType, Reported, Status, finding_id,
};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A party before it is written out.
#[derive(Debug, Clone)]
pub struct Member {
    /// Its chunk.
    pub chunk: usize,
    /// Its role.
    pub role: String,
    /// Whether it was worked out.
    pub basis: Basis,
    /// How.
    pub reason: Option<String>,
    /// The words that stand for it where these are not its own.
    pub through: Option<usize>,
}

/// Tells the facts of one document, sentence by sentence.
pub struct Teller<'v, 'a> {
    pub(super) view: &'v View<'a>,
    grammar: &'v Grammar,
    scenes: BTreeMap<u32, Scene>,
    dyads: BTreeMap<u32, BTreeSet<String>>,
    last_subject: BTreeMap<u32, usize>,
    /// Stories in which a visit was told.
    visits: BTreeSet<u32>,
    /// For each record, the tokens where its content and its trigger start.
    anchors: Vec<(usize, usize)>,
    /// The opening line of a list whose items may follow.
    pub(super) opening: Option<super::items::Opening>,
    pub(super) out: Vec<Record>,
}

/// Types that are nothing but talk: without somebody who speaks there is no fact.
fn talks_only(kind: RecordType) -> bool {
    FAMILY.contains(&kind) || kind == RecordType::Assessment
}

const FAMILY: &[RecordType] = &[
    RecordType::Commitment,
    RecordType::Plan,
    RecordType::Proposal,
    RecordType::Request,
    RecordType::Directive,
];

impl<'v, 'a> Teller<'v, 'a> {
    /// Starts with nothing told.
    pub fn new(view: &'v View<'a>, grammar: &'v Grammar) -> Self {
        let mut dyads = BTreeMap::new();
        for sentence in &view.text.sentences {
            dyads.entry(sentence.story).or_insert_with(|| dyad(view, sentence.story));
        }
        Self { view, grammar, scenes: BTreeMap::new(), dyads, last_subject: BTreeMap::new(), visits: BTreeSet::new(), anchors: Vec::new(), opening: None, out: Vec::new() }
    }

    /// All records, in text order.
    pub fn finish(mut self) -> Vec<Record> {
        self.out.sort_by(|a, b| {
            let key = |r: &Record| (r.evidence[0].start, r.evidence[0].end, r.kind_of);
            key(a).cmp(&key(b))
        });
        self.out.dedup_by(|a, b| a.id == b.id);
        self.out
    }

    /// Reads one sentence.
    pub fn sentence(&mut self, _at: usize, sentence: &Sentence) {
        let first = self.out.len();
        if self.item(sentence) {
            measure::figures(self, first.min(self.out.len() - 1), sentence);
            return;
        }
        let all = clauses(self.view, sentence, self.grammar);
        for at in 0..all.len() {
            if let Makes::Record(kind) = self.grammar.rules.rules[all[at].trigger.rule].makes {
                self.tell(kind, at, &all, sentence);
            }
        }
        self.prefer_substance(first);
        self.open_list(sentence, &all, first);
        measure::figures(self, first, sentence);
        let subject = all.iter().find(|c| !c.inherited).and_then(|c| c.subject.as_ref()).and_then(|s| s.chunks.first());
        if let Some(chunk) = subject.filter(|c| self.view.country(**c).is_some()) {
            self.last_subject.insert(sentence.story, *chunk);
        }
    }

    /// For one fact the type follows substance: a promise whose whole content is an agreement, aid, a meeting, a visit or a
    /// relation is that; a proposal or request keeps what is asked for to itself.
    fn prefer_substance(&mut self, first: usize) {
        let strong = |k: RecordType| {
            matches!(
                k,
                RecordType::Agreement | RecordType::Aid | RecordType::Meeting | RecordType::Visit | RecordType::Relation
            )
        };
        let place = |r: &Record| (r.evidence[0].start, r.evidence[0].end);
        self.anchors.resize(self.out.len(), (0, 0));
        let anchors = std::mem::take(&mut self.anchors);
        let spans: Vec<(RecordType, Status, usize, usize, usize)> = self.out[first..]
            .iter()
            .zip(&anchors[first..])
            .map(|(r, a)| (r.kind_of, r.status, place(r).0, place(r).1, a.1))
            .collect();
        let mut at = 0;
        self.out.retain(|record| {
            at += 1;
            if at <= first {
                return true;
            }
            let content = anchors[at - 1].0;
            let (start, end) = place(record);
            let inner = |outer: &[RecordType]| {
                spans.iter().any(|(k, _, s, e, _)| outer.contains(k) && *s <= start && end <= *e && (*s, *e) != (start, end))
            };
            // The stronger fact stands right where the content starts, but for "to" and the like.
            let holds = spans.iter().any(|(k, status, s, e, trigger)| {
                let first = *trigger >= content && *trigger - content <= 4;
                strong(*k) && *status == Status::Planned && start <= *s && *e <= end && first
            });
            match record.kind_of {
                RecordType::Commitment | RecordType::Plan => !holds,
                k if strong(k) && matches!(record.status, Status::Proposed) => {
                    !inner(&[RecordType::Proposal, RecordType::Request, RecordType::Directive])
                }
                _ => true,
            }
        });
    }

    pub(super) fn rule(&self, clause: &Clause) -> &'v Rule {
        &self.grammar.rules.rules[clause.trigger.rule]
    }

    fn tell(&mut self, kind: RecordType, at: usize, all: &[Clause], sentence: &Sentence) {
        let clause = &all[at];
        let rule = self.rule(clause);
        let (speaker, embed, outer) = self.surroundings(at, all);
        if let Some(outer) = outer
            && self.gives_way(kind, rule, clause, outer)
        {
            return;
        }
        let mut range = self.evidence_range(at, all, sentence);
        if clause.participle && clause.subject.is_none() && talks_only(kind) {
            return;
        }
        if clause.judged.passive && talks_only(kind) && !clause.behind.iter().any(|p| p.prep.has(Class::BY)) {
            return;
        }
        let agreement = match rule.needs_agreement {
            true => match self.agreement_noun(clause, &range, sentence) {
                Some(found) => Some(found),
                None => return,
            },
            false => None,
        };
        if let Some((noun, _)) = agreement.as_ref().filter(|(noun, _)| noun.start < range.start && noun.start >= sentence.tokens.start && noun.end + 70 > range.start) {
            range.start = noun.start;
        }
        if rule.needs_event && self.grammar.nouns.events(self.view.text, sentence.tokens.clone()).is_empty() {
            return;
        }
        if rule.needs_figure && !self.has_figure(&range) {
            return;
        }
        if rule.list && self.is_empty_content(clause) && self.out.iter().rev().take(4).any(|r| self.is_before(r, clause, sentence)) {
            return;
        }
        let mut members = self.members(rule, at, all, sentence, agreement.as_ref());
        let scene = self.scenes.get(&sentence.story).cloned();
        self.lead_of_delegation(&mut members, sentence, clause);
        self.delegation_of_scene(&mut members, scene.as_ref());
        let wants_actor = rule.slots.iter().any(|(part, _)| *part == Part::Subject);
        if wants_actor && members.iter().all(|m| m.role == "recipient" || m.role == "beneficiary") && !clause.judged.passive {
            let stand_in = speaker.or_else(|| self.last_subject.get(&sentence.story).copied());
            let may = !matches!(
                kind,
                RecordType::Meeting | RecordType::Visit | RecordType::Agreement | RecordType::Relation | RecordType::Plan
            ) && !rule.future;
            if let Some(chunk) = stand_in.filter(|_| may) {
                let role = rule.slots.iter().find(|(p, _)| *p == Part::Subject).map_or("actor", |(_, r)| r).to_string();
                members.insert(0, Member {
                    chunk,
                    role,
                    basis: Basis::Resolved,
                    reason: Some("who speaks, or acted in the sentence before".to_string()),
                    through: None,
                });
            }
        }
        let event = matches!(
            kind,
            RecordType::Meeting | RecordType::Visit | RecordType::Agreement | RecordType::Relation | RecordType::Setback
        );
        self.expand_both(&mut members, scene.as_ref(), sentence.story);
        if kind == RecordType::Visit && rule.nominal {
            let here = sentence.story;
            let owner = self.owner(clause, sentence).is_some();
            let during = self
                .view
                .class_before(self.noun_start(clause, sentence), sentence.tokens.start)
                .is_some_and(|(c, _)| c.has(Class::DURING));
            let to = self.destination(clause, &range).is_some();
            if !owner && !to && (!during || self.visits.contains(&here)) {
                return;
            }
        }
        if kind == RecordType::Meeting && rule.scene {
            let partners: BTreeSet<&str> = members.iter().filter_map(|m| self.view.country(m.chunk)).collect();
            let bodies = members.iter().any(|m| self.is_body(m.chunk));
            let partner = members.iter().filter(|m| m.basis == Basis::Stated).count() >= 1
                && members.len() >= 2
                && !self.other_side(&members.iter().filter_map(|m| self.view.country(m.chunk)).map(str::to_string).collect(), scene.as_ref(), sentence.story).unwrap_or_default().is_empty();
            let enough = partners.len() >= 2 || (!partners.is_empty() && (bodies || partner));
            // `At the meeting, both sides …` only refers to the meeting told before.
            let stated = members.iter().any(|m| m.basis == Basis::Stated);
            let told = scene.as_ref().is_some_and(|s| s.met);
            if !enough || (told && !stated) {
                if told || !self.implied(&mut members, sentence) {
                    return;
                }
            }
        }
        let mut countries: BTreeSet<String> =
            members.iter().flat_map(|m| self.view.countries(m.chunk)).map(str::to_string).collect();
        let mut added = None;
        if event {
            if kind == RecordType::Visit {
                countries.extend(self.destination(clause, &range).and_then(|(_, c)| c));
            }
            if matches!(kind, RecordType::Agreement | RecordType::Setback | RecordType::Relation) && countries.len() < 2 {
                countries.extend(self.named(&range));
            }
            let both = members.iter().any(|m| is_both(self.view, m.chunk));
            let partner = members.iter().any(|m| m.role == "participant" && m.basis == Basis::Stated);
            let may = match kind {
                RecordType::Agreement | RecordType::Setback | RecordType::Visit => true,
                RecordType::Meeting => rule.open || (partner && members.len() >= 2),
                _ => false,
            };
            if both || (may && countries.len() < 2) {
                let other = self.other_side(&countries, scene.as_ref(), sentence.story);
                added = other.clone();
                countries.extend(other.into_iter().flatten());
            }
        } else {
            let named = self.named(&range);
            let foreign = named.iter().any(|c| !countries.contains(c));
            let own = self.names_own(&members, &range, clause);
            countries.extend(named);
            let closed = kind == RecordType::Aid && !rule.open && !clause.judged.passive;
            if !foreign && !own && !rule.domestic && !closed && countries.len() < 2 {
                let other = self.other_side(&countries, scene.as_ref(), sentence.story);
                added = other.clone();
                countries.extend(other.into_iter().flatten());
            }
        }
        let bodies = members.iter().any(|m| self.is_body(m.chunk));
        // Where a story is not about two countries, those who meet are told all the same, as a guess.
        let free = rule.free && scene.is_none() && self.dyads[&sentence.story].len() < 2 && (rule.anyone || !members.is_empty());
        if rule.two && countries.len() < 2 && !(bodies && !countries.is_empty()) && !free {
            return;
        }
        if countries.is_empty() && !bodies && !free {
            return;
        }
        if rule.needs_country && countries.len() < 2 {
            return;
        }
        if kind == RecordType::Request && added.is_some() && self.has_figure(&range) {
            return;
        }
        let date = self.date(kind, at, all, sentence, scene.as_ref());
        let embed = embed.filter(|_| !self.is_occasion(clause, sentence));
        let mut status = self.status(kind, rule, clause, embed, &date);
        if status == Status::Occurred && event && self.is_called_off(at, all) {
            status = Status::Planned;
        }
        if rule.lasting && status == Status::Occurred {
            status = Status::Ongoing;
        }
        let mut kind = kind;
        let mut name = rule.kind.clone();
        if rule.future {
            let own: BTreeSet<&str> = members.iter().filter_map(|m| self.view.country(m.chunk)).collect();
            let joint = own.len() >= 2 || members.iter().any(|m| is_both(self.view, m.chunk));
            if status != Status::Planned || clause.subject.is_none() || clause.inside.is_some_and(|i| matches!(self.rule(&all[i]).makes, Makes::Record(_))) {
                return;
            }
            if joint {
                name = Some("joint_plan".to_string());
            } else if countries.len() < 2 || added.is_some() {
                if let Some(other) = added.take() {
                    countries.retain(|c| !other.contains(c));
                }
                kind = RecordType::Plan;
                name = Some("programme".to_string());
            }
        }
        let deadline = self.deadline(kind, status, &range, &date);
        let place = self.place(kind, clause, &range, sentence, scene.as_ref());
        let alone = free && countries.len() < 2;
        let confidence = if alone { Confidence::Guess } else { self.confidence(rule, clause, &members, added.is_some()) };
        let pieces = if rule.list { self.pieces(clause, &range) } else { vec![range.clone()] };
        for (number, piece) in pieces.into_iter().enumerate() {
            let context = (number > 0 || clause.inherited || clause.subject.is_none()).then(|| sentence.tokens.clone());
            let mut record = self.record(kind, rule, piece.clone(), context, &members);
            record.kind.clone_from(&name);
            if kind == RecordType::Aid && name.is_none() {
                record.kind = Some(if self.has_money(&range) { "grant" } else { "equipment" }.to_string());
            }
            if kind == RecordType::Visit && members.iter().any(|m| self.view.group(m.through.unwrap_or(m.chunk)) == Some(Group::Delegation)) {
                record.kind = Some("delegation".to_string());
            }
            record.countries = countries.iter().cloned().collect();
            record.status = status;
            record.date = date.clone().unwrap_or_default();
            record.deadline = deadline.clone();
            record.place = place.clone();
            record.confidence = if number > 0 { confidence.max(Confidence::Likely) } else { confidence };
            record.said_by = speaker.filter(|s| members.iter().all(|m| m.chunk != *s)).and_then(|s| self.entity(s));
            if let Some(other) = &added {
                let others: Vec<&str> = other.iter().map(String::as_str).collect();
                record.reasons.push(format!("the other side ({}) is that of the meeting told", others.join(", ")));
            }
            if let Some((noun, name)) = &agreement {
                record.kind = Some(name.clone());
                record.agreement = Some(self.agreement(rule, noun, &range, &record));
                let topics = self.grammar.nouns.topics(self.view.text, noun.start..range.end.max(noun.end));
                if !topics.is_empty() {
                    record.topics = topics;
                }
            }
            self.anchors.resize(self.out.len(), (0, 0));
            let content = if number == 0 { clause.trigger.end } else { piece.start };
            self.anchors.push((content, clause.trigger.start));
            self.out.push(record);
        }
        if kind == RecordType::Visit {
            self.visits.insert(sentence.story);
        }
        if matches!(kind, RecordType::Meeting | RecordType::Visit | RecordType::Agreement) && countries.len() >= 2 {
            self.set_scene(kind, sentence.story, &members, &countries, date, place, status);
        }
    }

    /// Whether the next verb says that this event was put off or called off: `the visit … has been postponed`.
    fn is_called_off(&self, at: usize, all: &[Clause]) -> bool {
        all.get(at + 1).is_some_and(|next| {
            matches!(self.rule(next).makes, Makes::Record(RecordType::Setback))
                && (next.judged.passive || next.participle)
                && self.rule(&all[at]).makes != Makes::Record(RecordType::Setback)
        })
    }

    /// The speaker, the status that what surrounds the clause gives it, and the clause it lies in.
    fn surroundings<'c>(&self, at: usize, all: &'c [Clause]) -> (Option<usize>, Option<Status>, Option<&'c Clause>) {
        let (mut speaker, mut embed, mut outer) = (None, None, None);
        let mut here = all[at].inside;
        for _ in 0..6 {
            let Some(index) = here else { break };
            let clause = &all[index];
            let rule = self.rule(clause);
            match rule.makes {
                Makes::Speech => {
                    speaker = speaker.or_else(|| clause.subject.as_ref().and_then(|s| s.chunks.first().copied()));
                    embed = embed.or(rule.inner);
                }
                Makes::Record(_) => {
                    outer = outer.or(Some(clause));
                    let negated = (clause.judged.status == Some(Status::Negated)).then_some(Status::Negated);
                    embed = embed.or(negated).or(rule.inner);
                }
                Makes::Nothing => {}
            }
            here = clause.inside.filter(|i| *i != index && *i != at);
        }
        (speaker, embed, outer)
    }

    /// Whether a fact inside another statement is only its content.
    fn gives_way(&self, kind: RecordType, rule: &Rule, clause: &Clause, outer: &Clause) -> bool {
        let Makes::Record(above) = self.rule(outer).makes else { return false };
        let talk = |k: RecordType| FAMILY.contains(&k) || k == RecordType::Assessment;
        if rule.weak {
            return true;
        }
        if talk(kind) && talk(above) {
            return true;
        }
        if kind == RecordType::Relation && clause.inherited && FAMILY.contains(&above) {
            return true;
        }
        if kind == RecordType::Activity {
            return FAMILY.contains(&above) || clause.inherited || matches!(clause.trigger.tag, Tag::Infinitive);
        }
        kind == above && clause.inherited
    }

    /// The tokens that carry the fact.
    fn evidence_range(&self, at: usize, all: &[Clause], sentence: &Sentence) -> Range<usize> {
        let clause = &all[at];
        let mut start = clause.left.min(clause.trigger.start);
        let first = all[..at].iter().all(|c| c.trigger.start >= start || self.rule(c).nominal);
        if first && clause.inside.is_none_or(|i| i > at) && !clause.inherited {
            start = sentence.tokens.start;
        }
        let mut end = clause.right.max(clause.trigger.end);
        // A passive without an agent speaks of what stands before it.
        if clause.judged.passive && (clause.subject.is_none() || clause.inherited) {
            let stop = (sentence.tokens.start..clause.group.start).rev().find(|t| matches!(self.view.sign(*t), "," | ";" | ":"));
            start = stop.map_or(sentence.tokens.start, |t| t + 1).min(start);
        }
        // A noun's fact ends with its complements: `At a meeting with X in Y on Z, …`.
        if self.rule(clause).nominal {
            end = end.min(self.noun_end(clause, end)).max(clause.trigger.end);
            let head = |t: usize| self.view.sign(t).is_empty() && self.view.chunk_at(t).is_none();
            if (sentence.tokens.start..clause.trigger.start).all(head) && clause.trigger.start - sentence.tokens.start <= 6 {
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

    /// Where the noun phrase of a nominal trigger starts, over determiners and small words.
    fn noun_start(&self, clause: &Clause, sentence: &Sentence) -> usize {
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
    fn is_occasion(&self, clause: &Clause, sentence: &Sentence) -> bool {
        self.rule(clause).nominal
            && self
                .view
                .class_before(self.noun_start(clause, sentence), sentence.tokens.start)
                .is_some_and(|(c, _)| c.any(Class::DURING.with(Class::CLAUSE).with(Class::OTHER)))
    }

    fn agreement_noun(&self, clause: &Clause, range: &Range<usize>, sentence: &Sentence) -> Option<(Range<usize>, String)> {
        let nouns = &self.grammar.nouns;
        let text = self.view.text;
        // `the memorandum that both signed`: the noun stands before the relative word.
        let relative = self.view.class_before(clause.left, sentence.tokens.start).is_some_and(|(c, _)| c.has(Class::REL));
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

    /// Whether nothing but names, places and times follows a verb of promising (`…, the minister promised in Suva today`).
    fn is_empty_content(&self, clause: &Clause) -> bool {
        (clause.trigger.end..clause.right).all(|t| {
            self.view.chunk_at(t).is_some()
                || self.view.time_at(t).is_some()
                || !self.view.class(t).0.is_empty()
                || !self.view.sign(t).is_empty()
        })
    }

    fn is_before(&self, record: &Record, clause: &Clause, sentence: &Sentence) -> bool {
        let start = self.view.text.article.source(self.view.text.span(sentence.tokens.clone())).start;
        let here = self.view.text.article.source(self.view.text.span(clause.trigger.start..clause.trigger.end)).start;
        let evidence = &record.evidence[0];
        start <= evidence.start && evidence.start < here
    }

    fn has_money(&self, range: &Range<usize>) -> bool {
        self.view.figures.iter().any(|f| f.currency.is_some() && range.contains(&f.tokens.start))
    }

    fn has_figure(&self, range: &Range<usize>) -> bool {
        self.view.figures.iter().any(|f| f.is_claim && range.contains(&f.tokens.start))
    }

    /// The noun phrases that play a part.
    fn members(
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
                let partner = clause.behind.iter().any(|p| p.prep.has(Class::WITH) && p.start <= clause.trigger.end + 4);
                let both = phrase.chunks.iter().any(|c| is_both(self.view, *c));
                let followed = self.scenes.get(&sentence.story).and_then(|s| s.parties.first().copied());
                match followed.filter(|_| partner && both) {
                    Some(chunk) => {
                        let tokens = self.view.chunk(chunk).tokens.clone();
                        let start = tokens.start;
                        push(&Phrase { chunks: vec![chunk], tokens, prep: Class::default(), start }, &role, Basis::Resolved);
                    }
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
            let slot = rule.slots.iter().find(|(p, _)| {
                matches!(p, Part::Behind(c) if phrase.prep.any(*c) && c.any(Class::WITH.with(Class::BETWEEN)))
            });
            if let Some((_, role)) = slot.filter(|_| !rule.nominal && phrase.tokens.end <= clause.trigger.start) {
                push(phrase, role, Basis::Stated);
            }
        }
        // `In a telephone call, X told Y`: the noun's partners are those of the main clause.
        if rule.kind.as_deref() == Some("call") && nominal && out.len() < 2
            && let Some(main) = all.get(at + 1)
        {
            let role = "participant";
            for phrase in main.subject.iter().chain(main.behind.first()) {
                for chunk in phrase.chunks.iter().filter(|c| matches!(self.view.chunk(**c).what, What::Person | What::Role | What::Group)) {
                    if out.iter().all(|m| m.chunk != *chunk) {
                        let reason = Some("who speaks to whom in the call".to_string());
                        out.push(Member { chunk: *chunk, role: role.to_string(), basis: Basis::Resolved, reason, through: None });
                    }
                }
            }
        }
        out
    }

    /// One past the last token of a noun and its complements.
    fn noun_end(&self, clause: &Clause, limit: usize) -> usize {
        (clause.trigger.end..limit).find(|t| matches!(self.view.sign(*t), "," | ";" | ":")).unwrap_or(limit)
    }

    /// The possessor of a noun: `X's visit`, `visite de X`.
    fn owner(&self, clause: &Clause, sentence: &Sentence) -> Option<Phrase> {
        let before = self.view.phrases(sentence.tokens.start..clause.trigger.start);
        if let Some(last) = before.last()
            && clause.trigger.start - last.tokens.end <= 3
            && (last.tokens.end..clause.trigger.start).any(|t| {
                self.view.class(t).0.has(Class::OF) && self.view.text.tokens[t].before == lang::Break::None
            })
        {
            return Some(last.clone());
        }
        clause.behind.iter().find(|p| p.prep.has(Class::OF) && p.start <= clause.trigger.end + 4).cloned()
    }

    /// The subject of the clause after a noun, else of the one before.
    fn subject_near(&self, at: usize, all: &[Clause]) -> Option<Phrase> {
        let own = |c: &&Clause| c.subject.is_some() && !c.inherited && !c.participle && !self.rule(c).nominal;
        all[at + 1..].iter().find(own).or_else(|| all[..at].iter().rev().find(own)).and_then(|c| c.subject.clone())
    }

    /// Replaces a delegation by the person who leads it, where the sentence names one.
    fn lead_of_delegation(&self, members: &mut [Member], sentence: &Sentence, clause: &Clause) {
        let taken: Vec<usize> = members.iter().map(|m| m.chunk).collect();
        for member in members.iter_mut() {
            if self.view.group(member.chunk) != Some(Group::Delegation) {
                continue;
            }
            let from = self.view.chunk(member.chunk).tokens.start;
            let people = |range: Range<usize>| {
                self.view.phrases(range).into_iter().flat_map(|p| p.chunks).find(|c| {
                    matches!(self.view.chunk(*c).what, What::Person | What::Role) && self.view.chunk(*c).entity.is_some()
                })
            };
            // `a delegation led by X`: the agent behind it, before the verb or as part of the object.
            let led = self.view.phrases(from..clause.right.max(from)).into_iter().find(|p| p.prep.has(Class::BY));
            let led = led.and_then(|p| p.chunks.into_iter().find(|c| self.view.chunk(*c).what == What::Person));
            let leader = led.or_else(|| people(from..clause.trigger.start.max(from))).or_else(|| {
                people(sentence.tokens.start..from).filter(|c| !taken.contains(c))
            });
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
    fn delegation_of_scene(&self, members: &mut [Member], scene: Option<&Scene>) {
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
    fn expand_both(&self, members: &mut Vec<Member>, scene: Option<&Scene>, story: u32) {
        let Some(at) = members.iter().position(|m| is_both(self.view, m.chunk)) else { return };
        let both = members[at].clone();
        let reason = Some("both sides of the meeting told".to_string());
        if let Some(scene) = scene {
            for chunk in &scene.parties {
                if members.iter().all(|m| m.chunk != *chunk) {
                    let (role, through) = (both.role.clone(), Some(both.chunk));
                    members.push(Member { chunk: *chunk, role, basis: Basis::Resolved, reason: reason.clone(), through });
                }
            }
        }
        let _ = story;
    }

    /// A meeting that is only referred to (`At the meeting, X said`): those who act in the story are its parties.
    fn implied(&self, members: &mut Vec<Member>, sentence: &Sentence) -> bool {
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

    fn is_body(&self, chunk: usize) -> bool {
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
    fn named(&self, range: &Range<usize>) -> BTreeSet<String> {
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

    fn is_example(&self, chunk: usize, range: &Range<usize>) -> bool {
        let start = self.view.chunk(chunk).tokens.start;
        self.view.class_before(start, range.start).is_some_and(|(class, from)| {
            // `like A and B`: both are examples.
            let before = from.checked_sub(1).filter(|t| class.has(Class::AND) && *t >= range.start);
            class.has(Class::LIKE) || before.and_then(|t| self.view.chunk_at(t)).is_some_and(|c| self.is_example(c, range))
        })
    }

    /// Whether the clause names the actor's own country apart from the actor.
    fn names_own(&self, members: &[Member], range: &Range<usize>, clause: &Clause) -> bool {
        let own: BTreeSet<&str> = members.iter().filter_map(|m| self.view.country(m.chunk)).collect();
        (clause.trigger.end..range.end).filter_map(|t| self.view.chunk_at(t)).any(|chunk| {
            matches!(self.view.chunk(chunk).what, What::Country | What::Demonym)
                && self.view.country(chunk).is_some_and(|c| own.contains(c))
                && members.iter().all(|m| m.chunk != chunk)
        })
    }

    /// The side that the scene, or the story as a whole, adds.
    fn other_side(&self, own: &BTreeSet<String>, scene: Option<&Scene>, story: u32) -> Option<BTreeSet<String>> {
        let dyad = &self.dyads[&story];
        let countries = scene.map(|s| &s.countries).filter(|c| own.is_subset(c) && c.len() >= 2).unwrap_or(dyad);
        if own.is_subset(countries) && countries.len() == 2 && *own != *countries {
            return Some(countries.difference(own).cloned().collect());
        }
        None
    }

    fn destination(&self, clause: &Clause, range: &Range<usize>) -> Option<(usize, Option<String>)> {
        (clause.trigger.end..range.end).filter_map(|t| self.view.chunk_at(t)).find_map(|chunk| {
            let this = self.view.chunk(chunk);
            let own = clause.subject.as_ref().is_some_and(|s| s.chunks.contains(&chunk));
            (matches!(this.what, What::Place | What::Country) && !own)
                .then(|| (chunk, self.view.country(chunk).map(str::to_string)))
        })
    }

    fn status(
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
        if matches!(kind, RecordType::Meeting | RecordType::Visit | RecordType::Agreement | RecordType::Aid | RecordType::Activity)
            && date.as_ref().is_some_and(|d| self.is_ahead(d))
        {
            return Status::Planned;
        }
        match clause.trigger.tag {
            Tag::Infinitive if clause.inside.is_some() || clause.inherited => Status::Planned,
            _ => Status::Occurred,
        }
    }

    /// Whether a date lies well before the story: background.
    fn is_background(&self, date: &DateValue) -> bool {
        let published = &self.view.text.article.document.published;
        match (date.bounds().latest, published.bounds().earliest) {
            (Some(day), Some(printed)) => printed.ordinal() - day.ordinal() > 60,
            (Some(_), None) => date.edtf.as_ref().is_some_and(|e| e.len() == 4),
            _ => false,
        }
    }

    fn is_ahead(&self, date: &DateValue) -> bool {
        let published = &self.view.text.article.document.published;
        matches!((date.bounds().earliest, published.bounds().latest), (Some(day), Some(printed)) if day > printed)
    }

    fn date(
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
                (since || matches!(t.kind, Kind::Point | Kind::Range | Kind::Set)) && t.value.edtf.is_some()
            })
            .filter_map(|t| Some((self.time_cost(t, at, all, sentence)?, t)))
            .min_by_key(|(cost, _)| *cost);
        let event = matches!(
            kind,
            RecordType::Meeting | RecordType::Visit | RecordType::Agreement | RecordType::Relation | RecordType::Setback | RecordType::Aid
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
            return None;
        }
        if kind == RecordType::Relation || clause.participle || (event && self.rule(clause).nominal && !self.rule(clause).scene) {
            return None;
        }
        let date = scene.and_then(|s| s.date.clone())?;
        let reason = "the date of the meeting or visit that the story tells".to_string();
        Some(DateValue { basis: Basis::Inferred, reason: Some(reason), ..date })
    }

    /// How far a time expression is from a trigger; nothing where it belongs to another.
    fn time_cost(&self, time: &TimeExpr, at: usize, all: &[Clause], sentence: &Sentence) -> Option<usize> {
        let clause = &all[at];
        let (start, end) = (time.tokens.start, time.tokens.end);
        let between = if start >= clause.trigger.end { clause.trigger.end..start } else { end..clause.trigger.start.max(end) };
        let distance = between.len();
        let crossed = all
            .iter()
            .enumerate()
            .filter(|(i, c)| {
                let rule = self.rule(c);
                *i != at && between.contains(&c.trigger.start) && !rule.weak && !(rule.future && c.judged.status != Some(Status::Planned))
            })
            .count();
        // A time right behind another trigger is that trigger's.
        let claimed = all.iter().enumerate().any(|(i, c)| {
            i != at && c.trigger.end <= start && start - c.trigger.end <= 1 && self.rule(c).makes != Makes::Speech && !self.rule(c).future && !(start >= clause.trigger.end && start - clause.trigger.end <= 1)
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
        if self.rule(clause).nominal && start >= self.noun_end(clause, sentence.tokens.end).max(clause.trigger.end + 1)
            && self.rule(clause).makes != Makes::Record(RecordType::Visit)
        {
            return None;
        }
        (crossed == 0 || start < clause.trigger.start).then_some(distance + 15 * crossed)
    }

    fn deadline(
        &self,
        kind: RecordType,
        status: Status,
        range: &Range<usize>,
        date: &Option<DateValue>,
    ) -> Option<DateValue> {
        let ahead = matches!(status, Status::Planned | Status::Proposed | Status::Hypothetical)
            && (FAMILY.contains(&kind) || matches!(kind, RecordType::Aid | RecordType::Agreement));
        let inside = |t: &&TimeExpr| range.start <= t.tokens.start && t.tokens.end <= range.end && t.value.edtf.is_some();
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

    fn place(
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
            let class = self.view.class_before(this.tokens.start, sentence.tokens.start).map_or(Class::default(), |(c, _)| c);
            this.what == What::Place
                && (class.has(Class::IN) || kind == RecordType::Visit && class.any(Class::TO.with(Class::IN)))
        };
        let chunks = |range: Range<usize>| {
            let mut seen: Vec<usize> = range.filter_map(|t| self.view.chunk_at(t)).collect();
            seen.dedup();
            seen.into_iter().filter(located).min_by_key(|c| self.view.chunk(*c).tokens.start.abs_diff(clause.trigger.start))
        };
        if let Some(chunk) = chunks(range.clone()).or_else(|| {
            (!clause.participle).then(|| chunks(sentence.tokens.start..range.start.max(sentence.tokens.start))).flatten()
        }) {
            return Some(make(chunk));
        }
        if kind == RecordType::Visit && let Some((chunk, _)) = self.destination(clause, range) {
            return Some(make(chunk));
        }
        if clause.participle || kind == RecordType::Visit {
            return None;
        }
        let place = scene.and_then(|s| s.place.clone())?;
        let reason = Some("the place of the meeting or visit that the story tells".to_string());
        Some(Place { basis: Basis::Inferred, reason, ..place })
    }

    fn confidence(&self, rule: &Rule, clause: &Clause, members: &[Member], added: bool) -> Confidence {
        let stated = members.iter().any(|m| m.basis == Basis::Stated) && !clause.inherited;
        match (rule.weak, stated, added) {
            (true, true, _) => Confidence::Likely,
            (true, false, _) => Confidence::Guess,
            (false, true, false) => Confidence::Sure,
            (false, ..) => Confidence::Likely,
        }
    }

    /// The items of a list of promises: parted by `;`, or by a comma or "and" before an infinitive.
    fn pieces(&self, clause: &Clause, range: &Range<usize>) -> Vec<Range<usize>> {
        let view = self.view;
        let act = self.grammar.lexemes.find("act");
        let acts = |token: usize| {
            act.is_some_and(|set| {
                self.grammar.lexemes.at(set, &view.text.tokens, token).iter().any(|(_, tag)| matches!(tag, Tag::Infinitive | Tag::Plain))
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
            while r.start < r.end && (matches!(view.sign(r.start), "," | ";") || view.class(r.start).0.has(Class::AND)) {
                r.start += 1;
            }
            r
        });
        trimmed.filter(|r| r.len() >= 2).collect()
    }

    pub(super) fn entity(&self, chunk: usize) -> Option<String> {
        self.view.chunk(chunk).entity.map(|e| self.view.names.entities[e].id.clone())
    }

    fn party(&self, member: &Member) -> Party {
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
    fn parties(&self, members: &[Member]) -> Vec<Party> {
        let mut out: Vec<Party> = Vec::new();
        let specific = |m: &Member| matches!(self.view.chunk(m.chunk).what, What::Person | What::Role | What::Organisation);
        for member in members {
            let chunk = self.view.chunk(member.chunk);
            if is_both(self.view, member.chunk) && members.iter().any(|m| m.through == Some(member.chunk)) {
                continue;
            }
            let covered = matches!(chunk.what, What::Country | What::Group | What::Demonym)
                && self.view.country(member.chunk).is_some_and(|country| {
                    members.iter().any(|m| specific(m) && m.role == member.role && self.view.country(m.chunk) == Some(country))
                });
            let own_office = chunk.what == What::Organisation
                && members.iter().any(|m| {
                    m.chunk != member.chunk && self.view.chunk(m.chunk).organisation.is_some() && self.view.chunk(m.chunk).organisation == chunk.entity
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
        record.topics = self.grammar.nouns.topics(self.view.text, range);
        record.track = self.track(members);
        record
    }

    /// The country of whoever acted last in a story.
    pub(super) fn last_country(&self, story: u32) -> Option<String> {
        self.last_subject.get(&story).and_then(|c| self.view.country(*c)).map(str::to_string)
    }

    pub(super) fn topics(&self, range: Range<usize>) -> Vec<String> {
        self.grammar.nouns.topics(self.view.text, range)
    }

    fn track(&self, members: &[Member]) -> String {
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

    fn agreement(&self, rule: &Rule, noun: &Range<usize>, range: &Range<usize>, record: &Record) -> Agreement {
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
            signatories: record.parties.iter().filter(|p| p.role == "signatory").filter_map(|p| p.entity.clone()).collect(),
            count: 1,
            reference: None,
            validity: None,
            signed: (step == "signed" && date.is_known()).then_some(date),
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn set_scene(
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
        if kind != RecordType::Meeting && old.is_some_and(|o| o.countries.is_superset(countries)) {
            return;
        }
        let date = date.filter(DateValue::is_known).or_else(|| old.and_then(|o| o.date.clone()));
        let place = place.or_else(|| old.and_then(|o| o.place.clone()));
        let parties = members
            .iter()
            .map(|m| m.chunk)
            .filter(|c| !is_both(self.view, *c) && self.view.group(*c) != Some(Group::Pronoun) || self.view.chunk(*c).entity.is_some())
            .collect();
        let met = kind == RecordType::Meeting || old.is_some_and(|o| o.met);
        self.scenes.insert(story, Scene { parties, countries: countries.clone(), date, place, met });
    }
}

/// The agent right before its verb, in languages that put it there (`do A ký`, signed by A).
fn agent(clause: &Clause) -> Option<&Phrase> {
    clause.before.last().filter(|p| p.prep.has(Class::BY) && p.tokens.end == clause.group.start)
}

/// Whether a token is no sign, or one that may stand inside a noun phrase.
fn view_blank(sign: &str) -> bool {
    !matches!(sign, "," | ";" | ":" | "." | "-" | "–" | "—")
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
