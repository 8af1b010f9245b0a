//! The rules: which words carry which fact, and which noun phrases around them play which part.
//!
//! Table read: `verbs` (`rule type kind status slots flags patterns`).
//!
//! * `type`: a type of the contract, or `say` (reported speech), or `none` (looks like a fact and is none).
//! * `status`: forced status; empty where the verb group decides.
//! * `slots`: `S:actor O:recipient with:participant …`: role of the subject, the object, and the phrases behind a preposition.
//! * `flags`: see [`Rule`].
//! * `patterns`: parted by `|`, see [`super::pattern`].

use super::lexemes::{Lexemes, Tag};
use super::pattern::Pattern;
use super::words::Class;
use lang::{Lexicon, Pack};
use model::{RecordType, Status};
use std::collections::{BTreeMap, HashMap};

/// What a rule makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Makes {
    /// A record of a type.
    Record(RecordType),
    /// Nothing, but who says what follows.
    Speech,
    /// Nothing.
    Nothing,
}

/// A part that a noun phrase plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Before the verb.
    Subject,
    /// Right behind it, without preposition.
    Object,
    /// Behind a preposition of these classes.
    Behind(Class),
}

/// One row of `verbs`.
#[derive(Debug)]
pub struct Rule {
    /// `en/meet.hold-talks`.
    pub id: String,
    /// What it makes.
    pub makes: Makes,
    /// The kind of the record.
    pub kind: Option<String>,
    /// Forced status.
    pub status: Option<Status>,
    /// Parts and their roles.
    pub slots: Vec<(Part, String)>,
    /// `list`: what follows is a list, each item a record.
    pub list: bool,
    /// `scene`: without a partner it refers to a meeting told before.
    pub scene: bool,
    /// `two`: only where two countries, or a country and an international body, take part.
    pub two: bool,
    /// `weak`: at most likely; gives way inside another statement.
    pub weak: bool,
    /// `noun`: needs the name of an agreement in the clause.
    pub needs_agreement: bool,
    /// `event`: needs the name of an event (visit, meeting, signing) in the clause: what is cancelled.
    pub needs_event: bool,
    /// `figure`: needs a figure or goods in the clause.
    pub needs_figure: bool,
    /// `country`: needs a country other than the actor's in the clause.
    pub needs_country: bool,
    /// `domestic`: the other side of the scene is not added.
    pub domestic: bool,
    /// `state`: tells of a lasting state; `occurred` becomes `ongoing`.
    pub lasting: bool,
    /// `step=…`: the step of an agreement's life.
    pub step: Option<String>,
    /// `inner=…`: status of facts told inside.
    pub inner: Option<Status>,
    /// `noun-head`: the trigger is a noun; its subject stands behind "of" or before as possessor.
    pub nominal: bool,
    /// `open`: aid whose receiver need not be named.
    pub open: bool,
    /// `free`: a meeting that is told, as a guess, even where no two countries take part and the story is of no two countries.
    pub free: bool,
    /// `anyone`: as `free`, and those who meet need no name that is known.
    pub anyone: bool,
    /// `future`: a promise only where the verb speaks of the future; of one country alone it is a plan.
    pub future: bool,
    /// `own`: looks for its subject in its own clause only, never inherits.
    pub own: bool,
}

/// A hit of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trigger {
    /// Index of the rule.
    pub rule: usize,
    /// First token.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// Form of its head.
    pub tag: Tag,
    /// Token of its head.
    pub head: usize,
}

/// All rules of a language.
#[derive(Debug, Default)]
pub struct Rules {
    /// Rules in table order.
    pub rules: Vec<Rule>,
    patterns: Vec<(usize, Pattern)>,
    by_set: BTreeMap<usize, Vec<usize>>,
    sets_by_word: HashMap<u32, Vec<usize>>,
}

impl Rules {
    /// Compiles the table of a pack.
    pub fn compile(pack: &Pack, lexemes: &mut Lexemes, lexicon: &mut Lexicon) -> Self {
        let mut out = Self::default();
        for row in pack.rows("verbs") {
            let makes = match row.get("type") {
                "say" => Makes::Speech,
                "none" => Makes::Nothing,
                word => match RecordType::parse(word) {
                    Some(kind) => Makes::Record(kind),
                    None => continue,
                },
            };
            let slots = row.get("slots").split_whitespace().filter_map(|slot| {
                let (part, role) = slot.split_once(':')?;
                let part = match part {
                    "S" => Part::Subject,
                    "O" => Part::Object,
                    name => Part::Behind(Class::parse(name)),
                };
                Some((part, role.to_string()))
            });
            let flags: Vec<&str> = row.get("flags").split_whitespace().collect();
            let flag = |name: &str| flags.contains(&name);
            let value =
                |name: &str| flags.iter().find_map(|f| f.strip_prefix(name)?.strip_prefix('=')).map(str::to_string);
            let rule = Rule {
                id: format!("{}/{}", pack.code, row.get("rule")),
                makes,
                kind: Some(row.get("kind").to_string()).filter(|k| !k.is_empty()),
                status: Status::parse(row.get("status")),
                slots: slots.collect(),
                list: flag("list"),
                scene: flag("scene"),
                two: flag("two"),
                weak: flag("weak"),
                needs_agreement: flag("noun"),
                needs_event: flag("event"),
                needs_figure: flag("figure"),
                needs_country: flag("country"),
                domestic: flag("domestic"),
                lasting: flag("state"),
                nominal: flag("noun-head"),
                own: flag("own"),
                open: flag("open"),
                free: flag("free") || flag("anyone"),
                anyone: flag("anyone"),
                future: flag("future"),
                step: value("step"),
                inner: value("inner").and_then(|s| Status::parse(&s)),
            };
            let at = out.rules.len();
            out.rules.push(rule);
            for pattern in row.list("patterns") {
                out.patterns.push((at, Pattern::parse(pattern, lexemes, lexicon)));
            }
        }
        for (at, (_, pattern)) in out.patterns.iter().enumerate() {
            if let Some(set) = pattern.first_set() {
                out.by_set.entry(set).or_default().push(at);
            }
        }
        for set in out.by_set.keys() {
            for word in lexemes.first_words(*set) {
                let sets = out.sets_by_word.entry(word).or_default();
                if !sets.contains(set) {
                    sets.push(*set);
                }
            }
        }
        out
    }

    /// The longest rule at a token, the earlier row where two are of one length.
    /// `noun`: the token stands where only a noun can, so a lone base form is no verb there.
    pub fn at(
        &self,
        lexemes: &Lexemes,
        view: &super::View<'_>,
        at: usize,
        limit: usize,
        noun: bool,
    ) -> Option<Trigger> {
        let sets = self.sets_by_word.get(&view.text.tokens[at].word)?;
        let mut best: Option<Trigger> = None;
        for pattern in sets.iter().flat_map(|set| &self.by_set[set]) {
            let (rule, pattern) = &self.patterns[*pattern];
            let Some(hit) = pattern.matches(lexemes, view, at, limit) else { continue };
            if noun && hit.tag == Tag::Infinitive && hit.head == at && !self.rules[*rule].nominal {
                continue;
            }
            let better = match &best {
                None => true,
                Some(old) => hit.end > old.end || (hit.end == old.end && *rule < old.rule),
            };
            if better {
                best = Some(Trigger { rule: *rule, start: at, end: hit.end, tag: hit.tag, head: hit.head });
            }
        }
        best
    }
}
