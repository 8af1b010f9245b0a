//! The story's text where the page states it a second time (`articleBody` of JSON-LD): a check for every line.

use std::collections::HashSet;

/// Runs of three words of the stated text.
pub(crate) struct Stated {
    runs: HashSet<u64>,
    /// Letters of the stated text.
    pub letters: usize,
}

impl Stated {
    /// Takes note of a text.
    pub fn new(text: &str) -> Self {
        Self { runs: runs(text).into_iter().collect(), letters: text.chars().filter(|c| c.is_alphanumeric()).count() }
    }

    /// Share of a line's word runs that the stated text has, in percent; nothing for a line without a run.
    pub fn percent(&self, line: &str) -> Option<u32> {
        let runs = runs(line);
        let hits = runs.iter().filter(|r| self.runs.contains(r)).count();
        u32::try_from(hits * 100).ok()?.checked_div(u32::try_from(runs.len()).ok()?)
    }
}

/// Hashes of all runs of three words.
fn runs(text: &str) -> Vec<u64> {
    let words: Vec<u64> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(|w| {
            w.chars()
                .flat_map(char::to_lowercase)
                .fold(0xcbf2_9ce4_8422_2325, |h: u64, c| (h ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3))
        })
        .collect();
    words.windows(3).map(|w| w[0].rotate_left(21) ^ w[1].rotate_left(42) ^ w[2]).collect()
}
