//! Which language a text is in: scripts that settle the matter settle it, small words and letters decide between the rest.
//!
//! Tables: `world/scripts.tsv` (ranges of letters) and `langid.tsv` of each pack (scripts, frequent words, telling letters).

use lang::{Compile, Packs, lower};
use model::LanguageShare;
use std::collections::{BTreeMap, HashMap};

/// The code for a text of which nothing can be said.
pub const UNDETERMINED: &str = "und";

/// What tells languages apart.
struct Profiles {
    codes: Vec<String>,
    /// Ranges of letters, sorted, with the number of their script.
    ranges: Vec<(u32, u32, usize)>,
    /// Languages of each script.
    of_script: Vec<Vec<usize>>,
    /// Words with languages and weights.
    words: HashMap<String, Vec<(usize, u32)>>,
    letters: HashMap<char, Vec<usize>>,
    /// The script whose letters others borrow, if there is one.
    borrowed: Option<usize>,
}

impl Compile for Profiles {
    fn compile(packs: &Packs) -> Self {
        let mut scripts: Vec<String> = Vec::new();
        let mut ranges = Vec::new();
        for row in packs.world().rows("scripts") {
            let number = |column| u32::from_str_radix(row.get(column), 16).unwrap_or(0);
            let name = row.get("script").to_string();
            let script = scripts.iter().position(|s| *s == name).unwrap_or_else(|| {
                scripts.push(name);
                scripts.len() - 1
            });
            ranges.push((number("first"), number("last"), script));
        }
        ranges.sort_unstable();
        let mut all = Self {
            codes: Vec::new(),
            ranges,
            of_script: vec![Vec::new(); scripts.len()],
            words: HashMap::new(),
            letters: HashMap::new(),
            borrowed: None,
        };
        all.borrowed = all.script('\u{4e00}');
        for pack in packs.languages() {
            let rows = pack.rows("langid");
            if rows.is_empty() {
                continue;
            }
            let at = all.codes.len();
            all.codes.push(pack.code.clone());
            for row in rows {
                let entry = row.get("entry");
                match row.get("kind") {
                    "script" => {
                        if let Some(script) = scripts.iter().position(|s| s == entry) {
                            all.of_script[script].push(at);
                        }
                    }
                    "word" => all.words.entry(lower(entry)).or_default().push((at, 0)),
                    "bare" => all.words.entry(lower(entry)).or_default().push((at, 1)),
                    "letters" => entry.chars().for_each(|c| all.letters.entry(c).or_default().push(at)),
                    _ => {}
                }
            }
        }
        all.learn_tables(packs);
        for owners in all.words.values_mut() {
            let count = u32::try_from(owners.len()).unwrap_or(1);
            for (_, weight) in owners.iter_mut() {
                *weight = if *weight == 0 { 60 / count } else { 30 / count };
            }
        }
        all
    }
}

/// Tables whose words, too, are words of their language, and the column that holds them.
const WORDS_OF: [(&str, &str); 5] =
    [("topics", "form"), ("portfolios", "forms"), ("titles", "form"), ("words", "form"), ("lexemes", "forms")];

impl Profiles {
    /// Learns the vocabulary of the field from the other tables of the packs that have a list of small words.
    fn learn_tables(&mut self, packs: &Packs) {
        for (at, code) in self.codes.iter().enumerate() {
            let Some(pack) = packs.get(code) else { continue };
            for (table, column) in WORDS_OF {
                for form in pack.rows(table).iter().flat_map(|row| row.list(column)) {
                    let form = form.split_once(':').map_or(form, |(_, form)| form);
                    for word in
                        form.split(|c: char| !c.is_alphabetic() && !is_mark(c)).filter(|w| w.chars().count() >= 3)
                    {
                        let owners = self.words.entry(lower(word)).or_default();
                        if owners.iter().all(|(owner, _)| *owner != at) {
                            owners.push((at, 1));
                        }
                    }
                }
            }
        }
    }

    fn script(&self, c: char) -> Option<usize> {
        let point = u32::from(c);
        if c.is_ascii() && !c.is_ascii_alphabetic() {
            return None;
        }
        let at = self.ranges.partition_point(|(first, ..)| *first <= point);
        let (_, last, script) = self.ranges.get(at.checked_sub(1)?)?;
        (point <= *last).then_some(*script)
    }
}

/// At most so many letters of a text are looked at.
const ENOUGH: usize = 4_000;

/// The language of a text, and how sure that is in percent; `und` where nothing can be said.
///
/// ```
/// let packs = lang::Packs::parse([
///     ("world/scripts.tsv", "# Source: example\n#: first\tlast\tscript\n0061\t007A\tlatin\nAC00\tD7AF\thangul\n"),
///     ("lang/en/langid.tsv", "# Source: example\n#: entry\tkind\nlatin\tscript\nthe\tword\nof\tword\n"),
///     ("lang/ko/langid.tsv", "# Source: example\n#: entry\tkind\nhangul\tscript\n"),
/// ]).unwrap();
/// assert_eq!(clean::identify("the price of rice", &packs).0, "en");
/// assert_eq!(clean::identify("쌀값", &packs).0, "ko");
/// assert_eq!(clean::identify("2019", &packs).0, "und");
/// ```
pub fn identify(text: &str, packs: &Packs) -> (String, u32) {
    identify_told(text, "", packs)
}

/// The same with the language that the document is said to be in, which settles what is close.
pub(crate) fn identify_told(text: &str, told: &str, packs: &Packs) -> (String, u32) {
    let profiles = packs.compiled::<Profiles>();
    let none = (UNDETERMINED.to_string(), 0);
    let mut counts = vec![0u32; profiles.of_script.len()];
    let mut scores: BTreeMap<usize, u32> = BTreeMap::new();
    let mut end = text.len();
    let mut letters = 0;
    for (at, c) in text.char_indices() {
        if let Some(script) = profiles.script(c) {
            counts[script] += 1;
            letters += 1;
            if letters > ENOUGH {
                end = at;
                break;
            }
            if !c.is_ascii() {
                let small = c.to_lowercase().next().unwrap_or(c);
                for language in profiles.letters.get(&small).into_iter().flatten() {
                    *scores.entry(*language).or_default() += 12;
                }
            }
        }
    }
    if letters < 2 {
        return none;
    }
    let total: u32 = counts.iter().sum();
    let mut main = (0..counts.len()).max_by_key(|s| (counts[*s], usize::MAX - *s)).unwrap_or(0);
    if Some(main) == profiles.borrowed
        && let Some(other) = (0..counts.len()).filter(|s| *s != main).max_by_key(|s| counts[*s])
        && counts[other] * 12 > total
        && profiles.of_script[other].len() == 1
    {
        main = other;
    }
    let candidates = &profiles.of_script[main];
    if let [only] = candidates.as_slice() {
        return (profiles.codes[*only].clone(), (counts[main] * 100 / total).max(50));
    }
    let mut words = 0u32;
    for word in text[..end].split(|c: char| !c.is_alphabetic() && !is_mark(c)).filter(|w| !w.is_empty()) {
        words += 1;
        if word.len() > 24 {
            continue;
        }
        for (language, weight) in profiles.words.get(&lower(word)).into_iter().flatten() {
            *scores.entry(*language).or_default() += weight;
        }
    }
    if let Some(said) = profiles.codes.iter().position(|code| code == told) {
        let best = scores.values().copied().max().unwrap_or(0);
        let own = scores.entry(said).or_default();
        *own += best / 2 + words;
    }
    let mut ranked: Vec<(u32, usize)> =
        scores.into_iter().filter(|(l, _)| candidates.contains(l)).map(|(l, s)| (s, l)).collect();
    ranked.sort_unstable_by_key(|(score, language)| (u32::MAX - score, *language));
    let Some((best, language)) = ranked.first().copied() else { return none };
    let second = ranked.get(1).map_or(0, |(s, _)| *s);
    if best == second || best * 3 < words {
        return none;
    }
    (profiles.codes[language].clone(), (best - second) * 100 / best)
}

fn is_mark(c: char) -> bool {
    matches!(u32::from(c), 0x300..=0x36f | 0x900..=0x903 | 0x93a..=0x94f | 0x64b..=0x652)
}

/// Shares of languages by letters, largest first; `und` is left out where anything else is known.
pub(crate) fn shares(parts: &[(String, usize)]) -> Vec<LanguageShare> {
    let mut sums: BTreeMap<&str, usize> = BTreeMap::new();
    for (language, letters) in parts {
        *sums.entry(language).or_default() += letters;
    }
    if sums.len() > 1 {
        sums.remove(UNDETERMINED);
    }
    let total: usize = sums.values().sum();
    let mut shares: Vec<(usize, &str)> = sums.into_iter().map(|(language, n)| (n, language)).collect();
    shares.sort_unstable_by_key(|(n, language)| (usize::MAX - n, *language));
    shares
        .into_iter()
        .map(|(n, language)| LanguageShare {
            language: language.to_string(),
            percent: u32::try_from((n * 100 + total / 2) / total.max(1)).unwrap_or(0),
        })
        .filter(|share| share.percent > 0)
        .collect()
}
