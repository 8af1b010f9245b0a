//! Words to numbers, and phrases of words to what they mean.

use crate::{Case, Token, fold, lower, tokens};
use std::collections::HashMap;

/// Numbers for the words that some table knows; 0 is every other word.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    ids: HashMap<String, u32, Fx>,
}

/// A fast hash for short keys (the multiply-and-rotate scheme of FxHash); not for keys that an attacker chooses to collide,
/// since lookups of unknown words never insert.
#[derive(Debug, Clone, Copy, Default)]
pub struct Fx(u64);

impl std::hash::BuildHasher for Fx {
    type Hasher = Self;
    fn build_hasher(&self) -> Self {
        Self(0)
    }
}

impl std::hash::Hasher for Fx {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.write_u64(u64::from_le_bytes(word));
        }
    }
    fn write_u8(&mut self, n: u8) {
        self.write_u64(u64::from(n));
    }
    fn write_u32(&mut self, n: u32) {
        self.write_u64(u64::from(n));
    }
    fn write_u64(&mut self, n: u64) {
        self.0 = (self.0.rotate_left(5) ^ n).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

impl Lexicon {
    /// The number of a key; 0 if unknown.
    pub fn id(&self, key: &str) -> u32 {
        self.ids.get(key).copied().unwrap_or(0)
    }

    /// The number of a key, given one if it is new.
    pub fn learn(&mut self, key: &str) -> u32 {
        if let Some(id) = self.ids.get(key) {
            return *id;
        }
        let id = u32::try_from(self.ids.len() + 1).unwrap_or(0);
        self.ids.insert(key.to_string(), id);
        id
    }

    /// How many words it knows.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether it knows none.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }
}

/// Phrases with their meanings. Marked words match only as marked; a word written without marks also matches a phrase that
/// was entered as `loose`. A word that a phrase writes with a capital must have one in the text.
#[derive(Debug, Clone)]
pub struct Phrases<T> {
    edges: HashMap<(u32, u32), u32, Fx>,
    nodes: u32,
    ends: HashMap<u32, Vec<(u32, T)>, Fx>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self { edges: HashMap::default(), nodes: 1, ends: HashMap::default() }
    }
}

impl<T: Clone> Phrases<T> {
    /// Enters a phrase. `loose`: it may be met without its marks. Capitals of `form` become conditions (first 32 words).
    /// The same form may be entered with several meanings.
    pub fn insert(&mut self, lexicon: &mut Lexicon, form: &str, loose: bool, meaning: T) {
        // A form that ends in an apostrophe (`d'`) is one token only with a letter behind it.
        let padded = format!("{form}a");
        let open = form.ends_with(['\'', '’']);
        let form = if open { padded.as_str() } else { form };
        let mut cut = tokens(form, &Lexicon::default());
        cut.truncate(cut.len() - usize::from(open && cut.len() > 1));
        let mut capitals = 0u32;
        for (at, token) in cut.iter().enumerate().take(32) {
            capitals |= u32::from(token.case != Case::Lower) << at;
        }
        let strict: Vec<u32> = cut.iter().map(|t| lexicon.learn(&lower(t.of(form)))).collect();
        self.path(&strict, capitals, &meaning);
        if loose {
            let bare: Vec<u32> = cut.iter().map(|t| lexicon.learn(&fold(t.of(form)))).collect();
            if bare != strict {
                self.path(&bare, capitals, &meaning);
            }
        }
    }

    fn path(&mut self, words: &[u32], capitals: u32, meaning: &T) {
        if words.is_empty() {
            return;
        }
        let mut node = 0;
        for word in words {
            node = *self.edges.entry((node, *word)).or_insert_with(|| {
                self.nodes += 1;
                self.nodes - 1
            });
        }
        self.ends.entry(node).or_default().push((capitals, meaning.clone()));
    }

    /// All matches that start at a token, shortest first, as (number of tokens, meaning).
    pub fn all<'a>(&'a self, tokens: &[Token], at: usize) -> Vec<(usize, &'a T)> {
        let mut out = Vec::new();
        let mut node = 0;
        for (length, token) in tokens[at..].iter().enumerate() {
            let Some(next) = self.edges.get(&(node, token.word)).filter(|_| token.word != 0) else { break };
            node = *next;
            for (capitals, meaning) in self.ends.get(&node).into_iter().flatten() {
                let fits = (0..=length.min(31)).all(|i| capitals >> i & 1 == 0 || tokens[at + i].case != Case::Lower);
                if fits {
                    out.push((length + 1, meaning));
                }
            }
        }
        out
    }

    /// The longest match that starts at a token.
    pub fn longest<'a>(&'a self, tokens: &[Token], at: usize) -> Option<(usize, &'a T)> {
        let all = self.all(tokens, at);
        let length = all.last()?.0;
        all.into_iter().find(|(n, _)| *n == length)
    }

    /// Whether no phrase was entered.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }
}

impl<T> Phrases<T> {
    /// The lexicon numbers of all first words, sorted.
    pub fn first_words(&self) -> Vec<u32> {
        let mut out: Vec<u32> = self.edges.keys().filter(|(node, _)| *node == 0).map(|(_, word)| *word).collect();
        out.sort_unstable();
        out.dedup();
        out
    }
}
