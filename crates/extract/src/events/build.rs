//! From clauses to records: parts, countries, status, date, place, evidence.

use super::Grammar;
use super::clause::{Clause, clauses};
use super::rules::{Makes, Part, Rule};
use super::scene::{Scene, dyad, is_both};
use super::view::{Phrase, View};
use super::words::Class;
use super::{lexemes::Tag, measure};
use crate::names::Group;
use crate::text::Sentence;
use model::{Basis, Confidence, Record, RecordType, Status};
use std::collections::{BTreeMap, BTreeSet};

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
    pub(super) grammar: &'v Grammar,
    pub(super) scenes: BTreeMap<u32, Scene>,
    pub(super) dyads: BTreeMap<u32, BTreeSet<String>>,
    pub(super) last_subject: BTreeMap<u32, usize>,
    /// What each story is about, from its head and its first sentences.
    pub(super) subjects: BTreeMap<u32, Vec<String>>,
    /// Stories in which a visit was told.
    pub(super) visits: BTreeSet<u32>,
    /// For each record, the tokens where its content and its trigger start.
    pub(super) anchors: Vec<(usize, usize)>,
    /// The opening line of a list whose items may follow.
    pub(super) opening: Option<super::items::Opening>,
    pub(super) out: Vec<Record>,
}

/// How many tokens of a story tell what it is about.
const HEAD: usize = 80;

/// Types that are nothing but talk: without somebody who speaks there is no fact.
fn talks_only(kind: RecordType) -> bool {
    FAMILY.contains(&kind) || kind == RecordType::Assessment
}

pub(super) const FAMILY: &[RecordType] =
    &[RecordType::Commitment, RecordType::Plan, RecordType::Proposal, RecordType::Request, RecordType::Directive];

impl<'v, 'a> Teller<'v, 'a> {
    /// Starts with nothing told.
    pub fn new(view: &'v View<'a>, grammar: &'v Grammar) -> Self {
        let mut dyads = BTreeMap::new();
        for sentence in &view.text.sentences {
            dyads.entry(sentence.story).or_insert_with(|| dyad(view, sentence.story));
        }
        let mut heads: BTreeMap<u32, std::ops::Range<usize>> = BTreeMap::new();
        for sentence in &view.text.sentences {
            let head = heads.entry(sentence.story).or_insert_with(|| sentence.tokens.clone());
            if sentence.tokens.end < head.start + HEAD {
                head.end = sentence.tokens.end;
            }
        }
        let subjects = heads.into_iter().map(|(story, head)| (story, grammar.nouns.topics(view.text, head))).collect();
        Self {
            view,
            grammar,
            scenes: BTreeMap::new(),
            dyads,
            last_subject: BTreeMap::new(),
            subjects,
            visits: BTreeSet::new(),
            anchors: Vec::new(),
            opening: None,
            out: Vec::new(),
        }
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
            measure::figures(self, first.min(self.out.len().saturating_sub(1)), sentence, &[]);
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
        measure::figures(self, first, sentence, &all);
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
                RecordType::Agreement
                    | RecordType::Aid
                    | RecordType::Meeting
                    | RecordType::Visit
                    | RecordType::Relation
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
                spans.iter().any(|(k, _, s, e, _)| outer.contains(k) && *s <= start && end <= *e)
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
        if let Some((noun, _)) = agreement.as_ref().filter(|(noun, _)| {
            noun.start < range.start && noun.start >= sentence.tokens.start && noun.end + 70 > range.start
        }) {
            range.start = noun.start;
        }
        if rule.needs_event && self.grammar.nouns.events(self.view.text, sentence.tokens.clone()).is_empty() {
            return;
        }
        if rule.needs_figure && !self.has_figure(&range) {
            return;
        }
        if rule.list
            && self.is_empty_content(clause)
            && self.out.iter().rev().take(4).any(|r| self.is_before(r, clause, sentence))
        {
            return;
        }
        let mut members = self.members(rule, at, all, sentence, agreement.as_ref());
        let scene = self.scenes.get(&sentence.story).cloned();
        self.lead_of_delegation(&mut members, sentence, clause);
        self.delegation_of_scene(&mut members, scene.as_ref());
        let wants_actor = rule.slots.iter().any(|(part, _)| *part == Part::Subject);
        if wants_actor
            && members.iter().all(|m| m.role == "recipient" || m.role == "beneficiary")
            && !clause.judged.passive
        {
            let stand_in = speaker.or_else(|| self.last_subject.get(&sentence.story).copied());
            let may = !matches!(
                kind,
                RecordType::Meeting
                    | RecordType::Visit
                    | RecordType::Agreement
                    | RecordType::Relation
                    | RecordType::Plan
            ) && !rule.future;
            if let Some(chunk) = stand_in.filter(|_| may) {
                let role = rule.slots.iter().find(|(p, _)| *p == Part::Subject).map_or("actor", |(_, r)| r).to_string();
                members.insert(
                    0,
                    Member {
                        chunk,
                        role,
                        basis: Basis::Resolved,
                        reason: Some("who speaks, or acted in the sentence before".to_string()),
                        through: None,
                    },
                );
            }
        }
        let event = matches!(
            kind,
            RecordType::Meeting
                | RecordType::Visit
                | RecordType::Agreement
                | RecordType::Relation
                | RecordType::Setback
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
            if !owner && (self.visits.contains(&here) || (!to && !during)) {
                return;
            }
        }
        if kind == RecordType::Meeting && rule.scene {
            let partners: BTreeSet<&str> = members.iter().filter_map(|m| self.view.country(m.chunk)).collect();
            let bodies = members.iter().any(|m| self.is_body(m.chunk));
            let partner = members.iter().filter(|m| m.basis == Basis::Stated).count() >= 1
                && members.len() >= 2
                && !self
                    .other_side(
                        &members.iter().filter_map(|m| self.view.country(m.chunk)).map(str::to_string).collect(),
                        scene.as_ref(),
                        sentence.story,
                    )
                    .unwrap_or_default()
                    .is_empty();
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
            if matches!(kind, RecordType::Agreement | RecordType::Setback | RecordType::Relation) && countries.len() < 2
            {
                countries.extend(self.named(&range));
            }
            let both = members.iter().any(|m| is_both(self.view, m.chunk));
            let partner = members
                .iter()
                .any(|m| matches!(m.role.as_str(), "participant" | "host" | "visitor") && m.basis == Basis::Stated);
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
        let free = rule.free
            && scene.is_none()
            && self.dyads[&sentence.story].len() < 2
            && (rule.anyone || !members.is_empty());
        if rule.two && countries.len() < 2 && !(bodies && !countries.is_empty()) && !free {
            return;
        }
        if countries.is_empty() && !bodies && !free {
            return;
        }
        // What is said in a story of two countries may name one of them only.
        let dyad = &self.dyads[&sentence.story];
        let abroad = talks_only(kind) && dyad.len() == 2 && countries.is_subset(dyad);
        if rule.needs_country && countries.len() < 2 && !abroad {
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
            if status != Status::Planned
                || clause.subject.is_none()
                || clause.inside.is_some_and(|i| matches!(self.rule(&all[i]).makes, Makes::Record(_)))
            {
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
        // What one side alone agrees to is its promise.
        let sides: BTreeSet<&str> = members.iter().flat_map(|m| self.view.countries(m.chunk)).collect();
        if name.as_deref() == Some("joint_agreement")
            && sides.len() == 1
            && members.iter().all(|m| !is_both(self.view, m.chunk) && m.basis == Basis::Stated)
        {
            name = Some("promise".to_string());
        }
        let deadline = self.deadline(kind, status, &range, &date);
        let place = self.place(kind, clause, &range, sentence, scene.as_ref());
        let alone = free && countries.len() < 2;
        let confidence =
            if alone { Confidence::Guess } else { self.confidence(rule, clause, &members, added.is_some()) };
        let pieces = if rule.list { self.pieces(clause, &range) } else { vec![range.clone()] };
        for (number, piece) in pieces.into_iter().enumerate() {
            let context = (number > 0 || clause.inherited || clause.subject.is_none()).then(|| sentence.tokens.clone());
            let mut record = self.record(kind, rule, piece.clone(), context, &members);
            record.kind.clone_from(&name);
            if kind == RecordType::Aid && name.is_none() {
                record.kind = Some(if self.has_money(&range) { "grant" } else { "equipment" }.to_string());
            }
            if kind == RecordType::Visit
                && members.iter().any(|m| self.view.group(m.through.unwrap_or(m.chunk)) == Some(Group::Delegation))
            {
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
                // A verb of cooperation that promises nothing here says nothing about what follows.
                Makes::Record(_) if rule.future && clause.judged.status != Some(Status::Planned) => {}
                Makes::Record(_) => {
                    outer = outer.or(Some(clause));
                    let negated = (clause.judged.status == Some(Status::Negated)).then_some(Status::Negated);
                    // What is cancelled or suspended did not take place.
                    let off = (rule.makes == Makes::Record(RecordType::Setback)).then_some(Status::Planned);
                    embed = embed.or(negated).or(rule.inner).or(off);
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
        // The subject of the outer verb is that of the inner one too.
        let shared = clause.inherited || clause.left < outer.trigger.start;
        if kind == RecordType::Relation && FAMILY.contains(&above) {
            return true;
        }
        if kind == RecordType::Activity {
            return FAMILY.contains(&above) || clause.inherited || matches!(clause.trigger.tag, Tag::Infinitive);
        }
        kind == above && shared && !clause.participle
    }
}

/// The agent right before its verb, in languages that put it there (`do A ký`, signed by A).
pub(super) fn agent(clause: &Clause) -> Option<&Phrase> {
    clause.before.last().filter(|p| p.prep.has(Class::BY) && p.tokens.end == clause.group.start)
}
