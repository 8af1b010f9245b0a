//! Matching the symbols of the rules at places of a text.
//!
//! Top-down, with a memory for each starting point; of several readings of the same words the one with the lowest sum of ranks stays.

use super::meaning::{Sem, Slot};
use super::pattern::Check;
use super::rules::{Edge, Reading, Rules, State, number};
use lang::{Break, Case, Shape, Token};
use std::ops::Range;
use std::sync::Arc;

/// How deep symbols may stand in symbols.
const DEEPEST: u8 = 14;

/// How many tokens behind the start of a reading are remembered.
const REMEMBERED: usize = 24;

/// The readings of one symbol at one place; nothing where there are none.
type Readings = Option<Arc<[Reading]>>;

/// Matches symbols at places of a text.
pub struct Matcher<'a> {
    rules: &'a Rules,
    clean: &'a str,
    tokens: &'a [Token],
    within: Range<usize>,
    start: usize,
    /// Entries of the memory are valid only with the number of this round.
    round: u32,
    memory: Vec<(u32, Readings)>,
    link: Option<u8>,
}

impl<'a> Matcher<'a> {
    /// A matcher over the tokens of a text; it keeps its memory between calls.
    pub fn new(rules: &'a Rules, clean: &'a str, tokens: &'a [Token]) -> Self {
        let memory = vec![(0, None); rules.roots.len() * REMEMBERED];
        Self { rules, clean, tokens, within: 0..0, start: 0, round: 0, memory, link: rules.symbol("link") }
    }

    /// All readings of a symbol that start at a token and stay inside `within`.
    pub fn readings(&mut self, symbol: u8, at: usize, within: Range<usize>) -> Readings {
        self.round = self.round.wrapping_add(1);
        if self.round == 0 {
            self.memory.fill((0, None));
            self.round = 1;
        }
        (self.start, self.within) = (at, within);
        self.symbol(symbol, at, 0)
    }

    fn slot(&self, symbol: u8, at: usize) -> Option<usize> {
        let offset = at.checked_sub(self.start).filter(|o| *o < REMEMBERED)?;
        Some(usize::from(symbol) * REMEMBERED + offset)
    }
}

/// A walk through the states of one symbol.
#[derive(Clone)]
struct Walk {
    state: u32,
    at: usize,
    rank: i32,
    slots: Vec<(Slot, Sem)>,
}

impl Matcher<'_> {
    fn symbol(&mut self, symbol: u8, at: usize, depth: u8) -> Readings {
        let token = self.tokens.get(at).filter(|_| at < self.within.end)?;
        if depth > DEEPEST || !self.rules.may_start(symbol, token) {
            return None;
        }
        let slot = self.slot(symbol, at);
        if let Some((round, known)) = slot.and_then(|s| self.memory.get(s))
            && *round == self.round
        {
            return known.clone();
        }
        let mut found: Vec<Reading> = Vec::new();
        let rules = self.rules;
        let mut stack = vec![Walk { state: rules.roots[usize::from(symbol)], at, rank: 0, slots: Vec::new() }];
        while let Some(walk) = stack.pop() {
            let state = &rules.states[walk.state as usize];
            if walk.at > at {
                for meaning in &state.ends {
                    let rank = walk.rank + meaning.rank;
                    let sem = meaning.apply(&walk.slots);
                    match found.iter_mut().find(|r| r.end == walk.at) {
                        Some(known) if known.rank <= rank => {}
                        Some(known) => *known = Reading { end: walk.at, rank, sem },
                        None => found.push(Reading { end: walk.at, rank, sem }),
                    }
                }
            }
            self.words(state, &walk, &mut stack);
            for ((edge, glued), next) in state.edges.iter().rev() {
                self.edge(edge, *glued, *next, &walk, at, depth, &mut stack);
            }
        }
        found.sort_by_key(|r| r.end);
        let found: Readings = if found.is_empty() { None } else { Some(found.into()) };
        if let Some(entry) = slot.and_then(|s| self.memory.get_mut(s)) {
            *entry = (self.round, found.clone());
        }
        found
    }

    fn words(&self, state: &State, walk: &Walk, stack: &mut Vec<Walk>) {
        let Some(token) = self.tokens.get(walk.at).filter(|t| walk.at < self.within.end && t.word != 0) else { return };
        let from = state.words.partition_point(|((id, _, _), _)| *id < token.word);
        for ((id, capital, glued), next) in &state.words[from..] {
            if *id != token.word {
                break;
            }
            if (!capital || token.case != Case::Lower) && (!glued || token.before == Break::None) {
                stack.push(Walk { state: *next, at: walk.at + 1, rank: walk.rank, slots: walk.slots.clone() });
            }
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn edge(
        &mut self,
        edge: &Edge,
        glued: bool,
        next: u32,
        walk: &Walk,
        start: usize,
        depth: u8,
        stack: &mut Vec<Walk>,
    ) {
        if let Edge::Check(check) = edge {
            if self.check(*check, walk.at, start) {
                stack.push(Walk { state: next, ..walk.clone() });
            }
            return;
        }
        let Some(token) = self.tokens.get(walk.at).filter(|_| walk.at < self.within.end) else { return };
        if glued && token.before != Break::None {
            return;
        }
        match edge {
            Edge::Number(digits, slot) => {
                let Some(value) = number(token, self.clean, digits) else { return };
                let mut slots = walk.slots.clone();
                slots.extend(slot.map(|s| (s, Sem::Int(value))));
                stack.push(Walk { state: next, at: walk.at + 1, rank: walk.rank, slots });
            }
            Edge::Symbol(symbol, slot) => {
                for reading in self.symbol(*symbol, walk.at, depth + 1).iter().flat_map(|r| r.iter()) {
                    let mut slots = walk.slots.clone();
                    slots.extend(slot.map(|s| (s, reading.sem.clone())));
                    stack.push(Walk { state: next, at: reading.end, rank: walk.rank + reading.rank, slots });
                }
            }
            Edge::Check(_) => {}
        }
    }

    fn check(&self, check: Check, at: usize, start: usize) -> bool {
        let here = |i: usize| self.tokens.get(i).filter(|_| self.within.contains(&i));
        let before = start.checked_sub(1).and_then(here);
        match check {
            Check::First => start == self.within.start,
            Check::Last => (at..self.within.end).all(|i| self.tokens[i].shape == Shape::Sign),
            Check::Free => before.is_none_or(|t| !t.is_capital()),
            Check::Closed => here(at).is_none_or(|t| t.shape == Shape::Sign || t.before >= Break::Line),
            Check::Loose => here(at).is_none_or(|t| t.shape != Shape::Number && t.before != Break::None),
            Check::Lone => here(at).is_none_or(|t| !t.is_capital()),
            Check::Linked => here(at).is_none_or(|t| match t.shape {
                Shape::Word => t.before >= Break::Line || self.link.is_some_and(|l| self.rules.may_start(l, t)),
                Shape::Number => false,
                Shape::Sign => true,
            }),
            Check::AfterSmall => before.is_some_and(|t| t.shape == Shape::Word && t.case == Case::Lower),
        }
    }
}
