//! Phrases that tell what a line is: `furniture.tsv` of every pack.

use lang::{Compile, Packs, lower};
use model::BlockKind;
use std::collections::{HashMap, HashSet};

/// Phrases of all packs. They are kept together: pages mix languages.
pub(crate) struct Furniture {
    whole: HashMap<String, BlockKind>,
    start: HashMap<String, BlockKind>,
    end: HashMap<String, BlockKind>,
    any: HashMap<String, BlockKind>,
    credits: HashSet<String>,
    brackets: HashSet<String>,
    /// Words that begin a phrase that may stand anywhere.
    any_first: HashMap<String, usize>,
}

/// What a phrase said of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Said {
    /// What the line is.
    pub kind: BlockKind,
    /// Whether the phrase is the whole line.
    pub whole: bool,
}

/// The longest phrase, in words.
const LONGEST: usize = 8;

impl Compile for Furniture {
    fn compile(packs: &Packs) -> Self {
        let mut all = Self {
            whole: HashMap::new(),
            start: HashMap::new(),
            end: HashMap::new(),
            any: HashMap::new(),
            credits: HashSet::new(),
            brackets: HashSet::new(),
            any_first: HashMap::new(),
        };
        for pack in packs.languages() {
            for row in pack.rows("furniture") {
                let Some(kind) = kind(row.get("kind")) else { continue };
                for form in row.list("form") {
                    let words = words(form, LONGEST);
                    let key = words.join(" ");
                    let map = match row.get("at") {
                        "credit" => {
                            all.credits.insert(key);
                            continue;
                        }
                        "bracket" => {
                            all.brackets.insert(key);
                            continue;
                        }
                        "start" => &mut all.start,
                        "end" => &mut all.end,
                        "any" => {
                            let first = words.first().cloned().unwrap_or_default();
                            let longest = all.any_first.entry(first).or_default();
                            *longest = (*longest).max(words.len());
                            &mut all.any
                        }
                        _ => &mut all.whole,
                    };
                    map.insert(key, kind);
                }
            }
        }
        all
    }
}

/// The kind of a name in a table.
fn kind(name: &str) -> Option<BlockKind> {
    Some(match name {
        "navigation" => BlockKind::Navigation,
        "related" => BlockKind::Related,
        "sharing" => BlockKind::Sharing,
        "advertisement" => BlockKind::Advertisement,
        "promotion" => BlockKind::Promotion,
        "footer" => BlockKind::Footer,
        "comment" => BlockKind::Comment,
        "metadata" => BlockKind::Metadata,
        "caption" => BlockKind::Caption,
        "byline" => BlockKind::Byline,
        _ => return None,
    })
}

impl Furniture {
    /// Whether words stand before the name of a photographer.
    pub fn is_credit(&self, words: &str) -> bool {
        self.credits.contains(words)
    }

    /// Whether a bracket belongs to a caption: it begins with a word for picture or says who stands where.
    pub fn in_bracket(&self, inner: &str) -> bool {
        let words = words(inner, 5);
        (1..=words.len()).any(|length| {
            self.brackets.contains(&words[..length].join(" "))
                && (length == words.len() || length > 1 || self.credits.contains(&words[0]))
        })
    }

    /// What a line is by the phrases it holds.
    pub fn of(&self, line: &str) -> Option<Said> {
        let short = line.len() <= 400;
        let all = words(line, if short { 80 } else { LONGEST });
        // A count before the phrase (`59 comments`) is no part of it.
        let counted = all.iter().take_while(|w| w.bytes().all(|b| b.is_ascii_digit())).count();
        let words = &all[if counted < all.len() { counted } else { 0 }..];
        if words.is_empty() {
            return None;
        }
        if words.len() <= LONGEST
            && let Some(kind) = self.whole.get(&words.join(" "))
        {
            return Some(Said { kind: *kind, whole: true });
        }
        let mut key = String::new();
        let mut found = None;
        for word in words.iter().take(LONGEST) {
            if !key.is_empty() {
                key.push(' ');
            }
            key.push_str(word);
            found = self.start.get(&key).or(found);
        }
        if let Some(kind) = found {
            return Some(Said { kind: *kind, whole: false });
        }
        if !short {
            return None;
        }
        for length in (1..=LONGEST.min(words.len())).rev() {
            if let Some(kind) = self.end.get(&words[words.len() - length..].join(" ")) {
                return Some(Said { kind: *kind, whole: false });
            }
        }
        for (at, word) in words.iter().enumerate() {
            let Some(longest) = self.any_first.get(word) else { continue };
            for length in (1..=(*longest).min(words.len() - at)).rev() {
                if let Some(kind) = self.any.get(&words[at..at + length].join(" ")) {
                    return Some(Said { kind: *kind, whole: false });
                }
            }
        }
        None
    }
}

/// The first words in small letters of a text; signs part words and are dropped, but a copyright sign is a word.
pub(crate) fn words(text: &str, most: usize) -> Vec<String> {
    let mut out = Vec::new();
    for part in text
        .split(|c: char| !(c.is_alphanumeric() || c == '©' || ('\u{300}'..='\u{36f}').contains(&c) || is_vowel_sign(c)))
    {
        if !part.is_empty() {
            out.push(lower(part));
            if out.len() == most {
                break;
            }
        }
    }
    out
}

/// Marks inside words of the scripts of India and South-East Asia.
fn is_vowel_sign(c: char) -> bool {
    matches!(u32::from(c), 0x900..=0xdff | 0xe00..=0xeff | 0x1000..=0x109f | 0x1780..=0x17ff)
}
