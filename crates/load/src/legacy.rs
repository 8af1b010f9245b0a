//! Encodings that no library reads, as tables from `data/encodings`, and the judge that tells their text from all other.
//!
//! A table maps one or two bytes to a letter; a byte without a row is read as windows-1252. The judge counts the words with
//! a letter beyond ASCII that are a beginning and a rime of the list of syllables: text in the encoding is made of them,
//! other text hardly has any.

use model::{Issue, Severity};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How many bytes are looked at before a decision.
const SAMPLE_BYTES: usize = 1 << 18;
/// Fewer fitting words prove nothing.
const LEAST_WORDS: usize = 3;
/// One letter that is frequent in other languages proves nothing, however often it comes.
const LEAST_LETTERS: usize = 3;
/// Of a hundred words with a letter beyond ASCII so many must fit.
const LEAST_PERCENT: usize = 80;

/// Tables of encodings and the syllables that recognise them; empty unless filled by [`Encodings::parse`].
#[derive(Debug, Clone, Default)]
pub struct Encodings(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    tables: Vec<Table>,
    onsets: BTreeSet<String>,
    rimes: BTreeSet<String>,
}

#[derive(Debug)]
struct Table {
    name: String,
    /// A letter for each single byte; nothing where the byte stands for itself.
    single: Vec<Option<char>>,
    /// Letters of two bytes.
    double: BTreeMap<[u8; 2], char>,
}

/// How far a text is made of the syllables.
#[derive(Debug, Clone, Copy, Default)]
struct Verdict {
    /// Words with a letter beyond ASCII that are syllables.
    fit: usize,
    /// All words with a letter beyond ASCII.
    all: usize,
    /// Different letters beyond ASCII in those that fit.
    letters: usize,
}

impl Verdict {
    /// A larger share fits; of equal shares the one of more words.
    fn is_better(self, other: Self) -> bool {
        let (own, its) = (self.fit * other.all.max(1), other.fit * self.all.max(1));
        own > its || (own == its && self.fit > other.fit)
    }
}

/// The first bytes, up to white space.
fn sample(bytes: &[u8]) -> &[u8] {
    if bytes.len() <= SAMPLE_BYTES {
        return bytes;
    }
    let head = &bytes[..SAMPLE_BYTES];
    head.iter().rposition(u8::is_ascii_whitespace).map_or(head, |end| &head[..end])
}

impl Encodings {
    /// Reads the files below `encodings/` out of a list of paths and texts such as `data::FILES`; other files are passed
    /// over. A row that cannot be read is an issue, and the rest counts.
    pub fn parse(files: &[(&str, &str)]) -> (Self, Vec<Issue>) {
        let (mut inner, mut issues) = (Inner::default(), Vec::new());
        for (path, text) in files {
            let Some(name) = path.strip_prefix("encodings/").and_then(|own| own.strip_suffix(".tsv")) else { continue };
            let mut table = Table { name: name.to_string(), single: vec![None; 256], double: BTreeMap::new() };
            let is_syllables = text.lines().any(|line| line.starts_with("#: part"));
            for (index, line) in text.lines().enumerate() {
                let Some((key, value)) = line.split_once('\t').filter(|_| !line.starts_with('#')) else { continue };
                let is_read = match key {
                    "onset" => inner.onsets.insert(value.to_string()),
                    "rime" => inner.rimes.insert(value.to_string()),
                    _ => table.add(key, value).is_some(),
                };
                if !is_read {
                    let message = format!(
                        "line {}: expected one or two bytes in hexadecimal and one letter, or a new part of syllables",
                        index + 1
                    );
                    issues.push(Issue::new(Severity::Warning, "load.table", path, message));
                }
            }
            if !is_syllables {
                inner.tables.push(table);
            }
        }
        (Self(Arc::new(inner)), issues)
    }

    /// The encoding in which the bytes are text of the syllables, and the text; nothing where there is none, or where
    /// `usual`, the text as other means read it, is as good.
    pub(crate) fn decode(&self, bytes: &[u8], usual: &str) -> Option<(String, &str)> {
        let sample = sample(bytes);
        let usual_end = (0..=usual.len().min(SAMPLE_BYTES)).rev().find(|at| usual.is_char_boundary(*at)).unwrap_or(0);
        let before = self.judge(&usual[..usual_end]);
        let judged = self.0.tables.iter().map(|table| (self.judge(&table.decode(sample)), table));
        let (after, table) = judged.reduce(|best, next| if next.0.is_better(best.0) { next } else { best })?;
        let is_sure = after.fit >= LEAST_WORDS
            && after.letters >= LEAST_LETTERS
            && after.fit * 100 >= after.all * LEAST_PERCENT
            && after.is_better(before)
            && after.fit > before.fit;
        is_sure.then(|| (table.decode(bytes), table.name.as_str()))
    }

    /// What the table of an encoding makes of bytes that were guessed to be in it: the text, or nothing where less than
    /// half of it is syllables and the guess must be wrong. The outer nothing says that there is no such table.
    pub(crate) fn confirm(&self, name: &str, bytes: &[u8]) -> Option<Option<String>> {
        let table = self.0.tables.iter().find(|table| table.name == name)?;
        let verdict = self.judge(&table.decode(sample(bytes)));
        Some((verdict.fit * 2 >= verdict.all).then(|| table.decode(bytes)))
    }

    fn judge(&self, text: &str) -> Verdict {
        let (mut verdict, mut letters) = (Verdict::default(), BTreeSet::new());
        for word in text.split(|c: char| !c.is_alphabetic() && !c.is_control()).filter(|w| !w.is_ascii()) {
            let lower = word.to_lowercase();
            verdict.all += 1;
            if self.is_syllable(&lower) {
                verdict.fit += 1;
                letters.extend(lower.chars().filter(|c| !c.is_ascii()));
            }
        }
        verdict.letters = letters.len();
        verdict
    }

    fn is_syllable(&self, word: &str) -> bool {
        // Beginnings have at most three letters.
        let cuts = word.char_indices().map(|(at, _)| at).take(4);
        cuts.into_iter().any(|at| {
            let (onset, rime) = word.split_at(at);
            (onset.is_empty() || self.0.onsets.contains(onset)) && self.0.rimes.contains(rime)
        })
    }
}

impl Table {
    fn add(&mut self, key: &str, value: &str) -> Option<()> {
        let mut letters = value.chars();
        let letter = letters.next().filter(|_| letters.next().is_none())?;
        let byte = |at: usize| u8::from_str_radix(key.get(at..at + 2)?, 16).ok();
        match key.len() {
            2 => self.single[usize::from(byte(0)?)] = Some(letter),
            4 => drop(self.double.insert([byte(0)?, byte(2)?], letter)),
            _ => return None,
        }
        Some(())
    }

    fn decode(&self, bytes: &[u8]) -> String {
        let mut out = String::with_capacity(bytes.len() + bytes.len() / 2);
        let mut at = 0;
        while at < bytes.len() {
            if let Some(pair) = bytes.get(at..at + 2)
                && let Some(letter) = self.double.get(pair)
            {
                out.push(*letter);
                at += 2;
                continue;
            }
            let byte = bytes[at];
            match self.single[usize::from(byte)] {
                Some(letter) => out.push(letter),
                None if byte.is_ascii() => out.push(char::from(byte)),
                None => out.push_str(&encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[byte]).0),
            }
            at += 1;
        }
        out
    }
}
