//! Clauses: where each trigger's clause starts and ends, who its subject is, what stands behind it.

use super::rules::{Makes, Rules, Trigger};
use super::status::Judgement;
use super::view::{Phrase, View};
use super::words::Class;
use super::{Grammar, lexemes::Tag};
use crate::names::{Group, What};
use crate::text::Sentence;
use model::{RecordType, Status};
use std::ops::Range;

/// A trigger with its surroundings.
#[derive(Debug, Clone)]
pub struct Clause {
    /// The trigger.
    pub trigger: Trigger,
    /// Its verb group, up to the trigger.
    pub group: Range<usize>,
    /// First token that belongs to the clause.
    pub left: usize,
    /// One past the last.
    pub right: usize,
    /// The subject.
    pub subject: Option<Phrase>,
    /// Whether the subject was taken over from an earlier verb, or stands before a relative word.
    pub inherited: bool,
    /// Phrases behind the trigger, up to `right`.
    pub behind: Vec<Phrase>,
    /// Phrases before the trigger in the clause that have a preposition.
    pub before: Vec<Phrase>,
    /// Index (in the sentence) of the clause in whose content this one lies.
    pub inside: Option<usize>,
    /// Status and voice.
    pub judged: Judgement,
    /// Whether the subject stands behind the verb (`said Minister X`).
    pub inverted: bool,
    /// Whether it is a participle behind its noun (`the memorandum signed in 2014`).
    pub participle: bool,
}

/// All clauses of a sentence, in order of their triggers.
pub fn clauses(view: &View<'_>, sentence: &Sentence, grammar: &Grammar) -> Vec<Clause> {
    let triggers = triggers(view, sentence, grammar);
    let mut out: Vec<Clause> = Vec::new();
    let mut objects: Vec<usize> = Vec::new();
    for (at, trigger) in triggers.iter().enumerate() {
        let rule = &grammar.rules.rules[trigger.rule];
        let floor = at.checked_sub(1).map_or(sentence.tokens.start, |p| triggers[p].end);
        // A verb group never reaches into a name.
        let floor = (floor..trigger.start).rev().find(|t| view.chunk_at(*t).is_some()).map_or(floor, |t| t + 1);
        let group = grammar.cues.group_start(view.text, trigger.start, floor)..trigger.start;
        let (boundary, kind) = boundary(view, sentence, group.start);
        let phrases = view.phrases(boundary..group.start);
        let modifies = |p: &Phrase| grammar.modifiers_behind && is_modifier(view, p, boundary, &triggers, grammar);
        let free = |p: &&Phrase| !p.prep.any(Class::PREPOSITIONS) && !objects.contains(&p.tokens.start) && !modifies(p);
        let mut subject = phrases.iter().rev().find(free).cloned();
        let mut inherited = false;
        let noun = rule.nominal || trigger.tag == Tag::Noun;
        let touching = |p: &Phrase| p.tokens.end == group.start;
        // A participle right behind its noun or an infinitive has no subject of its own unless one touches it.
        let finite_before =
            out.iter().any(|c: &Clause| c.subject.is_some() && !c.inherited && !is_noun(grammar, &c.trigger));
        let linked = group.start.checked_sub(1).filter(|t| *t >= sentence.tokens.start).is_some_and(|t| {
            matches!(view.sign(t), "," | ";")
                || view.class_before(t + 1, sentence.tokens.start).is_some_and(|(c, _)| c.has(Class::AND))
        });
        let participle = trigger.tag == Tag::Done
            && group.is_empty()
            && !noun
            && !(linked && finite_before)
            && subject.as_ref().is_none_or(|s| !touching(s) && !only_adverbs(view, s.tokens.end, group.start, grammar));
        if participle {
            let by_comma = subject.as_ref().is_some_and(|s| coordinated(view, s, group.start, sentence));
            if !by_comma {
                subject = None;
            }
        }
        // A participle that opens the sentence speaks of the subject behind its comma: `Arrived on Monday, the delegation …`.
        if subject.is_none() && trigger.tag == Tag::Done && out.is_empty() && trigger.start <= sentence.tokens.start + 1
        {
            let ahead = view.phrases(trigger.end..sentence.tokens.end.min(trigger.end + 25));
            let behind_comma =
                |p: &&Phrase| !p.prep.any(Class::PREPOSITIONS) && p.start > 0 && view.sign(p.start - 1) == ",";
            if let Some(found) = ahead.iter().find(behind_comma) {
                subject = Some(found.clone());
                inherited = true;
            }
        }
        if subject.is_none() && kind.has(Class::REL) {
            let before = view.phrases(sentence.tokens.start..boundary.saturating_sub(1));
            subject = before.last().filter(|p| boundary - p.tokens.end <= 3).cloned();
            inherited = true;
        }
        if subject.is_none() && !rule.own {
            subject = out.iter().rev().find(|c| c.subject.is_some() && !c.inverted).and_then(|c| c.subject.clone());
            inherited = true;
        }
        // A gerund behind a preposition belongs to what stands before it.
        let after_preposition =
            view.class_before(group.start, sentence.tokens.start).is_some_and(|(c, _)| c.any(Class::PREPOSITIONS));
        inherited |= trigger.tag == Tag::Gerund && group.is_empty() && after_preposition;
        let left = match &subject {
            Some(s) if !inherited && s.tokens.end <= trigger.start => s.start.min(s.tokens.start),
            _ => group.start,
        };
        let mut judged = grammar.cues.judge(
            view.text,
            trigger.tag,
            group.start..trigger.end,
            boundary..group.start,
            trigger.end..(trigger.end + 4).min(sentence.tokens.end),
        );
        if kind.has(Class::IF) && judged.status != Some(Status::Negated) {
            judged.status = Some(Status::Hypothetical);
        }
        out.push(Clause {
            trigger: trigger.clone(),
            group,
            left,
            right: sentence.tokens.end,
            subject,
            inherited,
            behind: Vec::new(),
            before: phrases.into_iter().filter(|p| p.prep.any(Class::PREPOSITIONS)).collect(),
            inside: None,
            judged,
            inverted: false,
            participle,
        });
        // What directly follows a verb is its object, not the subject of a later verb, unless that verb follows at once.
        let next = triggers.get(at + 1).map_or(sentence.tokens.end, |t| t.start);
        if rule.makes != Makes::Speech && !noun {
            let behind = view.phrases(trigger.end..next);
            if let Some(first) = behind.first().filter(|p| {
                !p.prep.any(Class::PREPOSITIONS)
                    && p.start <= trigger.end + 2
                    && (trigger.end..p.start).all(|t| view.sign(t).is_empty())
                    && !starts_clause(view, p.tokens.end, next, grammar)
                    && !(triggers.get(at + 1).is_some_and(|t| t.tag == Tag::Plain) && p.tokens.end == next)
            }) {
                objects.push(first.tokens.start);
            }
        }
    }
    bounds(view, sentence, grammar, &mut out);
    for at in 0..out.len() {
        let next = out.get(at + 1).map_or(out[at].right, |c| c.trigger.start.min(out[at].right));
        predicate(view, grammar, &mut out[at], next);
    }
    out
}

/// What the words between a trigger and the next one add to its status: the verb that tells what becomes of a noun
/// (lexeme `happen`: `the signing … is to take place`), and a condition behind what is only planned (`will lend … if`).
fn predicate(view: &View<'_>, grammar: &Grammar, clause: &mut Clause, next: usize) {
    let rule = &grammar.rules.rules[clause.trigger.rule];
    let free = |t: &usize| view.chunk_at(*t).is_none();
    let noun = rule.nominal || clause.trigger.tag == Tag::Noun;
    if let Some(set) = grammar.lexemes.find("happen").filter(|_| noun && clause.judged.status.is_none()) {
        let found = (clause.trigger.end..next).filter(free).find_map(|t| {
            let (_, tag) = grammar.lexemes.at(set, &view.text.tokens, t).into_iter().next_back()?;
            Some((t, tag))
        });
        if let Some((verb, tag)) = found {
            let group = grammar.cues.group_start(view.text, verb, clause.trigger.end)..verb;
            let nothing = verb..verb;
            clause.judged.status = grammar.cues.judge(view.text, tag, group, nothing.clone(), nothing).status;
        }
    }
    let ahead = matches!(clause.judged.status, Some(Status::Planned | Status::Proposed))
        || matches!(clause.trigger.tag, Tag::Future | Tag::Conditional);
    let condition = |t: usize| view.class(t).0.has(Class::IF);
    if ahead && (clause.trigger.end..next).filter(free).any(condition) {
        clause.judged.status = Some(Status::Hypothetical);
    }
}

/// Whether a country right behind an unknown noun only says whose it is: `ngành y tế [Nhật Bản]`, in languages where nouns
/// take their modifiers behind them and without a preposition.
fn is_modifier(view: &View<'_>, phrase: &Phrase, floor: usize, triggers: &[Trigger], grammar: &Grammar) -> bool {
    let Some(before) = phrase.start.checked_sub(1).filter(|t| *t >= floor) else { return false };
    let token = &view.text.tokens[before];
    let (start, end) = (phrase.start, before + 1);
    view.chunk(phrase.chunks[0]).what == What::Country
        && token.shape == lang::Shape::Word
        && token.case == lang::Case::Lower
        && view.chunk_at(before).is_none()
        && view.time_at(before).is_none()
        && view.class_before(start, floor).is_none()
        && grammar.cues.group_start(view.text, start, before) == start
        && triggers.iter().all(|t| t.end != end)
}

fn is_noun(grammar: &Grammar, trigger: &Trigger) -> bool {
    grammar.rules.rules[trigger.rule].nominal || trigger.tag == Tag::Noun
}

fn starts_clause(view: &View<'_>, from: usize, next: usize, grammar: &Grammar) -> bool {
    grammar.cues.group_start(view.text, next, from) == from && next > from
}

fn only_adverbs(view: &View<'_>, from: usize, to: usize, grammar: &Grammar) -> bool {
    to > from
        && to - from <= 6
        && (from..to).all(|t| {
            let (class, _) = view.class(t);
            view.sign(t) == "," || view.time_at(t).is_some() || (class.is_empty() && view.sign(t).is_empty())
        })
        && (view.sign(from) == "," && view.sign(to - 1) == ","
            || view.time_at(from).is_some()
            || grammar.adverbs_ok && to - from <= 2 && view.sign(from).is_empty())
}

fn coordinated(view: &View<'_>, subject: &Phrase, verb: usize, sentence: &Sentence) -> bool {
    let before = verb.checked_sub(1).filter(|t| *t >= sentence.tokens.start);
    let class = before.map_or(Class::default(), |t| view.class(t).0);
    let _ = subject;
    class.has(Class::AND) || before.is_some_and(|t| view.sign(t) == ",")
}

/// Triggers of a sentence, longest first, without overlaps.
fn triggers(view: &View<'_>, sentence: &Sentence, grammar: &Grammar) -> Vec<Trigger> {
    let mut out: Vec<Trigger> = Vec::new();
    let mut at = sentence.tokens.start;
    while at < sentence.tokens.end {
        let named = view.chunk_at(at).is_some_and(|c| {
            let chunk = view.chunk(c);
            matches!(chunk.what, What::Person | What::Role | What::Organisation | What::Event | What::Group)
        });
        if named {
            at += 1;
            continue;
        }
        let noun = grammar.base_nouns
            && view.class_before(at, sentence.tokens.start).is_some_and(|(c, start)| {
                let possessor = c.has(Class::OF) && view.text.tokens[start].before == lang::Break::None;
                possessor || (c.has(Class::DET) && !c.any(Class::PREPOSITIONS))
            });
        match grammar.rules.at(&grammar.lexemes, view, at, sentence.tokens.end, noun) {
            Some(trigger) => {
                at = trigger.end.max(at + 1);
                // `the signed contents`: an adjective.
                let adjective = trigger.tag == Tag::Done
                    && trigger.end == trigger.start + 1
                    && view
                        .class_before(trigger.start, sentence.tokens.start)
                        .is_some_and(|(c, _)| c.has(Class::DET) && !c.any(Class::PREPOSITIONS));
                if adjective && view.chunk_at(trigger.start - 1).is_none() {
                    continue;
                }
                if grammar.rules.rules[trigger.rule].makes != Makes::Nothing {
                    out.push(trigger);
                }
            }
            None => at += 1,
        }
    }
    out
}

/// Where the clause of a verb begins: behind the last stop, "that", "who" or clause word before it.
fn boundary(view: &View<'_>, sentence: &Sentence, verb: usize) -> (usize, Class) {
    let mut at = verb;
    while at > sentence.tokens.start {
        let token = at - 1;
        if matches!(view.sign(token), ";" | ":" | "." | "?" | "!") {
            return (at, Class::default());
        }
        if view.chunk_at(token).is_none() {
            let (class, length) = view.class(token);
            if length > 0 && class.any(Class::THAT.with(Class::REL).with(Class::CLAUSE).with(Class::IF)) {
                return (token + length, class);
            }
        }
        at = token;
    }
    (sentence.tokens.start, Class::default())
}

/// Sets where clauses end, what lies behind their triggers, and which lies in the content of which.
fn bounds(view: &View<'_>, sentence: &Sentence, grammar: &Grammar, clauses: &mut [Clause]) {
    let rules: &Rules = &grammar.rules;
    let count = clauses.len();
    for at in 0..count {
        let this = clauses[at].clone();
        let rule = &rules.rules[this.trigger.rule];
        let mut right = sentence.tokens.end;
        if !rule.list
            && let Some(stop) = (this.trigger.end..right).find(|t| view.sign(*t) == ";")
        {
            right = stop;
        }
        for later in &clauses[at + 1..] {
            let mut start = if later.inherited { later.group.start } else { later.left.min(later.group.start) };
            if start < this.trigger.end {
                start = later.group.start;
            }
            if start < this.trigger.end || start >= right {
                continue;
            }
            let before = start.checked_sub(1).filter(|t| *t >= this.trigger.end);
            let joined = before.is_some_and(|t| {
                let (class, _) = view.class(t);
                class.has(Class::AND) || class.has(Class::CLAUSE) || view.sign(t) == "," || view.sign(t) == ";"
            }) || before
                .is_some_and(|t| view.class_before(t + 1, this.trigger.end).is_some_and(|(c, _)| c.has(Class::AND)));
            // A list of infinitives goes on over verbs of its own; a new subject ends it. Where verbs do not inflect, another
            // statement and a word that tells the time end it too.
            let shared = later.inherited || later.left < this.trigger.start;
            let of_list = rule.list
                && match later.trigger.tag {
                    Tag::Infinitive => {
                        (later.inherited || later.subject.is_none())
                            && (later.judged.status.is_none() || later.group.is_empty())
                    }
                    Tag::Plain => {
                        shared && later.judged.status.is_none() && !states(rules.rules[later.trigger.rule].makes)
                    }
                    _ => false,
                };
            if joined && !of_list {
                let mut stop = before.unwrap_or(start);
                if let Some((_, first)) =
                    view.class_before(stop + 1, this.trigger.end).filter(|(c, _)| c.has(Class::AND))
                {
                    stop = first;
                }
                right = stop.max(this.trigger.end);
                break;
            }
        }
        while right > this.trigger.end && matches!(view.sign(right - 1), "," | ";" | "." | ":") {
            right -= 1;
        }
        clauses[at].right = right;
        let next = clauses[at + 1..]
            .iter()
            .map(|c| c.group.start)
            .find(|s| *s >= this.trigger.end)
            .unwrap_or(right)
            .min(right);
        let reach = if rule.makes == Makes::Speech { next } else { right };
        clauses[at].behind = view.phrases(this.trigger.end..reach.max(this.trigger.end));
        let speech = rule.makes == Makes::Speech;
        // `…, said Minister X`: no subject before, one right behind.
        if speech
            && (this.subject.is_none() || this.inherited || quote_before(view, this.group.start, sentence))
            && let Some(first) = clauses[at]
                .behind
                .first()
                .filter(|p| p.start <= this.trigger.end + 1 && !p.prep.any(Class::PREPOSITIONS))
                // `denied that both sides signed`, without a word for "that": it is the subject of what follows.
                .filter(|p| {
                    clauses.get(at + 1).is_none_or(|c| {
                        c.inherited
                            || c.group.start != p.tokens.end
                            || c.subject.as_ref().is_none_or(|s| s.tokens != p.tokens)
                    })
                })
                .cloned()
        {
            clauses[at].subject = Some(first);
            clauses[at].inverted = true;
            clauses[at].inherited = false;
        }
    }
    for at in 0..count {
        let start = clauses[at].trigger.start;
        clauses[at].inside = (0..at).rev().find(|outer| {
            let outer = &clauses[*outer];
            outer.trigger.end <= start && start < outer.right && !outer.inverted
        });
        if clauses[at].inside.is_none() {
            // Speech behind its content: `Vietnam wants …, said Minister X`.
            clauses[at].inside = (at + 1..count).find(|later| {
                let later = &clauses[*later];
                rules.rules[later.trigger.rule].makes == Makes::Speech
                    && (later.inverted || pronoun_subject(view, later))
                    && comma_before(view, later)
            });
        }
    }
}

/// Whether a verb says, asks or judges something: it is no item of a list of promises.
fn states(makes: Makes) -> bool {
    matches!(
        makes,
        Makes::Speech
            | Makes::Record(
                RecordType::Assessment
                    | RecordType::Request
                    | RecordType::Proposal
                    | RecordType::Commitment
                    | RecordType::Directive
            )
    )
}

fn quote_before(view: &View<'_>, token: usize, sentence: &Sentence) -> bool {
    token > sentence.tokens.start && matches!(view.sign(token - 1), "," | "\"" | "”" | "»" | "’")
}

fn pronoun_subject(view: &View<'_>, clause: &Clause) -> bool {
    clause.subject.as_ref().is_some_and(|s| {
        !clause.inherited
            && s.tokens.end == clause.group.start
            && s.chunks.iter().all(|c| {
                view.group(*c) == Some(Group::Pronoun) || matches!(view.chunk(*c).what, What::Person | What::Role)
            })
    })
}

fn comma_before(view: &View<'_>, clause: &Clause) -> bool {
    let start = if clause.inverted { clause.group.start } else { clause.left };
    start.checked_sub(1).is_some_and(|t| matches!(view.sign(t), "," | "\"" | "”" | "»" | "’"))
}
