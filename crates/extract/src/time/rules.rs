//! The rows of `dates.tsv` as one automaton a symbol.

use super::meaning::{Meaning, Node, Sem, Slot};
use super::pattern::{Check, Digits, Item, Step, expand};
use lang::{Lexicon, Shape, Token};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What leads from one state to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Edge {
    Symbol(u8, Option<Slot>),
    Number(Digits, Option<Slot>),
    Check(Check),
}

#[derive(Debug, Clone, Default)]
pub(super) struct State {
    /// Word id, whether a capital is asked for, whether it must touch; next state. Sorted.
    pub(super) words: Vec<((u32, bool, bool), u32)>,
    pub(super) edges: Vec<((Edge, bool), u32)>,
    pub(super) ends: Vec<Arc<Meaning>>,
}

/// All symbols of a language.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    names: BTreeMap<String, u8>,
    pub(super) roots: Vec<u32>,
    pub(super) states: Vec<State>,
    /// By word id: the symbols that may start with it.
    first_words: Vec<u128>,
    first_numbers: u128,
    /// What is wrong with the table, one message a row.
    pub errors: Vec<String>,
}

/// One reading: where it ends, how good it is (low is good), what it means.
#[derive(Debug, Clone)]
pub struct Reading {
    /// One past its last token.
    pub end: usize,
    /// Sum of the ranks of its rules.
    pub rank: i32,
    /// What it means.
    pub sem: Sem,
}

impl Rules {
    /// Compiles rows of (symbol, pattern, meaning).
    pub fn compile<'a>(rows: impl IntoIterator<Item = (&'a str, &'a str, &'a str)>, lexicon: &mut Lexicon) -> Self {
        let rows: Vec<_> = rows.into_iter().collect();
        let mut rules = Self::default();
        for (symbol, _, _) in &rows {
            let next = u8::try_from(rules.names.len()).unwrap_or(u8::MAX);
            rules.names.entry((*symbol).to_string()).or_insert(next);
        }
        if rules.names.len() > 128 {
            rules.errors.push("more than 128 symbols".to_string());
            return Self { errors: rules.errors, ..Self::default() };
        }
        for _ in 0..rules.names.len() {
            rules.roots.push(u32::try_from(rules.states.len()).unwrap_or(0));
            rules.states.push(State::default());
        }
        for (symbol, pattern, meaning) in rows {
            let read = expand(pattern).and_then(|all| Meaning::parse(symbol, meaning).map(|m| (all, Arc::new(m))));
            let (all, meaning) = match read {
                Ok(read) => read,
                Err(error) => {
                    rules.errors.push(format!("{symbol} `{pattern}`: {error}"));
                    continue;
                }
            };
            let root = rules.roots[usize::from(rules.names[symbol])];
            for steps in all {
                if let Err(error) = rules.enter(root, &steps, &meaning, lexicon) {
                    rules.errors.push(format!("{symbol} `{pattern}`: {error}"));
                    break;
                }
            }
        }
        for state in &mut rules.states {
            state.words.sort_unstable();
        }
        rules.find_first(lexicon);
        rules
    }

    fn enter(
        &mut self,
        root: u32,
        steps: &[Step],
        meaning: &Arc<Meaning>,
        lexicon: &mut Lexicon,
    ) -> Result<(), String> {
        let mut at = root;
        for (item, glued) in steps {
            let fresh = u32::try_from(self.states.len()).unwrap_or(0);
            let state = &mut self.states[at as usize];
            let next = match item {
                Item::Word(word) => {
                    let key = (lexicon.learn(&lang::lower(word)), word.chars().any(char::is_uppercase), *glued);
                    match state.words.iter().find(|(k, _)| *k == key) {
                        Some((_, next)) => *next,
                        None => {
                            state.words.push((key, fresh));
                            fresh
                        }
                    }
                }
                item => {
                    let edge = match item {
                        Item::Symbol(name, slot) => {
                            let Some(symbol) = self.names.get(name) else {
                                return Err(format!("there is no symbol `{name}`"));
                            };
                            Edge::Symbol(*symbol, Slot::named(slot))
                        }
                        Item::Number(digits, slot) => Edge::Number(digits.clone(), Slot::named(slot)),
                        Item::Check(check) => Edge::Check(*check),
                        Item::Word(_) => continue,
                    };
                    let key = (edge, *glued);
                    match state.edges.iter().find(|(k, _)| *k == key) {
                        Some((_, next)) => *next,
                        None => {
                            state.edges.push((key, fresh));
                            fresh
                        }
                    }
                }
            };
            if next == fresh {
                self.states.push(State::default());
            }
            at = next;
        }
        self.states[at as usize].ends.push(meaning.clone());
        Ok(())
    }

    /// Which symbols may start with which word: a fixed point over the symbols that start symbols.
    fn find_first(&mut self, lexicon: &Lexicon) {
        let count = self.roots.len();
        let mut words: Vec<Vec<u32>> = vec![Vec::new(); count];
        let mut numbers = vec![false; count];
        let mut starts: Vec<Vec<u8>> = vec![Vec::new(); count];
        for symbol in 0..count {
            let mut stack = vec![self.roots[symbol]];
            while let Some(at) = stack.pop() {
                let state = &self.states[at as usize];
                words[symbol].extend(state.words.iter().map(|((id, _, _), _)| *id));
                for ((edge, _), next) in &state.edges {
                    match edge {
                        Edge::Symbol(inner, _) => starts[symbol].push(*inner),
                        Edge::Number(..) => numbers[symbol] = true,
                        Edge::Check(_) => stack.push(*next),
                    }
                }
            }
        }
        let mut reach: Vec<u128> = (0..count).map(|s| 1u128 << s).collect();
        for _ in 0..count {
            for symbol in 0..count {
                for inner in &starts[symbol] {
                    reach[symbol] |= reach[usize::from(*inner)];
                }
            }
        }
        for (name, symbol) in &self.names {
            let symbol = usize::from(*symbol);
            if starts[symbol].iter().any(|inner| reach[usize::from(*inner)] >> symbol & 1 == 1) {
                self.errors.push(format!("`{name}` may start with itself: the matcher would not end"));
            }
        }
        self.first_words = vec![0; lexicon.len() + 1];
        for (symbol, reach) in reach.iter().enumerate() {
            for inner in (0..count).filter(|i| reach >> i & 1 == 1) {
                for word in &words[inner] {
                    if let Some(mask) = self.first_words.get_mut(*word as usize) {
                        *mask |= 1 << symbol;
                    }
                }
                self.first_numbers |= u128::from(numbers[inner]) << symbol;
            }
        }
    }

    /// The number of a symbol.
    pub fn symbol(&self, name: &str) -> Option<u8> {
        self.names.get(name).copied()
    }

    /// Whether a symbol may start with a token.
    pub fn may_start(&self, symbol: u8, token: &Token) -> bool {
        let mut mask = self.first_words.get(token.word as usize).copied().unwrap_or(0);
        if token.shape == Shape::Number {
            mask |= self.first_numbers;
        }
        mask >> symbol & 1 == 1
    }
}

/// The value of a number token, if it fits. Digits of other scripts count by their value.
pub(super) fn number(token: &Token, clean: &str, digits: &Digits) -> Option<i32> {
    if token.shape != Shape::Number {
        return None;
    }
    let (value, width, rest) = leading(token.of(clean))?;
    let ending = match digits.endings.is_empty() {
        true => rest.is_empty(),
        false => digits.endings.iter().any(|e| *e == lang::lower(rest)),
    };
    (ending && (digits.width == 0 || digits.width == width) && (digits.low..=digits.high).contains(&value))
        .then_some(value)
}

/// Value and width of the digits at the start of a token (at most nine), and the rest of it.
pub fn leading(word: &str) -> Option<(i32, usize, &str)> {
    let (mut value, mut width, mut rest) = (0i32, 0, "");
    for (at, c) in word.char_indices() {
        let Some(digit) = digit(c) else {
            rest = &word[at..];
            break;
        };
        width += 1;
        if width > 9 {
            return None;
        }
        value = value * 10 + digit;
    }
    (width > 0).then_some((value, width, rest))
}

/// The value of a decimal digit of the scripts of living languages, whose ten digits stand in one row.
pub fn digit(c: char) -> Option<i32> {
    const ZEROS: [u32; 14] =
        [0x30, 0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xbe6, 0xc66, 0xe50, 0xed0, 0x1040, 0x17e0, 0xff10];
    let code = u32::from(c);
    ZEROS.iter().find(|z| (**z..**z + 10).contains(&code)).and_then(|z| i32::try_from(code - z).ok())
}

impl Sem {
    /// The node, where it is one.
    pub fn node(&self) -> Option<&Node> {
        match self {
            Self::Node(node) => Some(node),
            Self::Int(_) => None,
        }
    }
}
