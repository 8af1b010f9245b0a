//! Spellings of a name, compared: with marks and without, in any order, joined or parted, and as other languages write it down.

use lang::{Compile, Packs, fold, has_marks, lower};

/// One spelling with its lookup forms.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spelling {
    /// As written.
    pub text: String,
    /// Words in lower case with their marks, parted at blanks and hyphens, in their order.
    pub words: Vec<String>,
    /// The same without marks.
    pub bare: Vec<String>,
    /// Words parted at blanks only, without marks and hyphens: `bunthavi xixavat`.
    pub whole: Vec<String>,
}

impl Spelling {
    /// Takes a name apart.
    pub fn of(text: &str) -> Self {
        let part = |text: &str, hyphens: bool| -> Vec<String> {
            text.split(|c: char| c.is_whitespace() || c == '.' || c == ',' || (hyphens && c == '-'))
                .map(|w| w.chars().filter(|c| c.is_alphanumeric() || (hyphens && *c == '\'')).collect::<String>())
                .filter(|w| !w.is_empty())
                .collect()
        };
        let words = part(&lower(text), true);
        let bare = words.iter().map(|w| fold(w)).collect();
        Self { text: text.to_string(), bare, whole: part(&fold(text), false), words }
    }

    /// Whether it can stand for a person by itself: two words or more.
    pub fn is_full(&self) -> bool {
        self.words.len() > 1
    }

    /// Words with marks, sorted: equal for the same name in another order.
    pub fn exact_key(&self) -> String {
        sorted(&self.words).join(" ")
    }

    /// All letters without marks, sorted: equal for the same name in another order, joined or parted.
    pub fn letters_key(&self) -> String {
        let mut letters: Vec<char> = self.bare.concat().chars().filter(|c| c.is_alphanumeric()).collect();
        letters.sort_unstable();
        letters.into_iter().collect()
    }

    /// Whether the same letters stand in both, in one order or with the family name at the other end.
    pub fn same_letters(&self, other: &Self) -> bool {
        if sorted(&self.bare) == sorted(&other.bare) {
            return true;
        }
        let plain = |words: &[String]| words.concat().replace('\'', "");
        let wanted = plain(&other.bare);
        (0..self.bare.len()).any(|at| {
            let turned: Vec<String> = self.bare[at..].iter().chain(&self.bare[..at]).cloned().collect();
            plain(&turned) == wanted
        })
    }

    /// Whether no word that carries marks in both is marked differently.
    ///
    /// A word without marks in a name that has marks elsewhere counts as marked (`An` beside `Ân`) unless `lenient` and no
    /// letter is of those that only languages with tones write.
    pub fn marks_agree(&self, other: &Self, lenient: bool) -> bool {
        let (one, two) = (has_marks(&self.text), has_marks(&other.text));
        if !one || !two {
            return true;
        }
        let parted = |s: &Self| {
            let mut pairs: Vec<(String, String)> = s.bare.iter().cloned().zip(s.words.iter().cloned()).collect();
            pairs.sort();
            pairs
        };
        let (a, b) = (parted(self), parted(other));
        if a.len() != b.len() || a.iter().zip(&b).any(|(x, y)| x.0 != y.0) {
            // The letters agree but the words are parted otherwise: compare what is left of the marks as a whole.
            let marks = |s: &Self| {
                let mut all: Vec<char> = s.words.concat().chars().filter(|c| !c.is_ascii()).collect();
                all.sort_unstable();
                all
            };
            return marks(self) == marks(other);
        }
        let lenient = lenient && !self.has_tones() && !other.has_tones();
        a.iter().zip(&b).all(|(x, y)| x.1 == y.1 || (lenient && (has_marks(&x.1) != has_marks(&y.1))))
    }

    /// Whether it has letters of tonal spelling (breve, horn, stroke, and the doubly marked block U+1EA0 to U+1EF9).
    fn has_tones(&self) -> bool {
        self.words.iter().flat_map(|w| w.chars()).any(|c| {
            matches!(
                u32::from(c),
                0x0102 | 0x0103 | 0x0110 | 0x0111 | 0x01A0 | 0x01A1 | 0x01AF | 0x01B0 | 0x1EA0..=0x1EF9
            )
        })
    }

    /// Whether every word of this name stands in the other, which has more, with no contradicting marks.
    pub fn is_part_of(&self, other: &Self) -> bool {
        self.bare.len() < other.bare.len()
            && self.bare.iter().zip(&self.words).all(|(bare, word)| {
                other
                    .bare
                    .iter()
                    .zip(&other.words)
                    .any(|(b, w)| b == bare && (w == word || !has_marks(&self.text) || !has_marks(&other.text)))
            })
    }

    /// Number of letters with marks.
    pub fn marks(&self) -> usize {
        self.words.iter().zip(&self.bare).filter(|(w, b)| w != b).count()
    }

    /// Number of hyphens, which grow when a language spells a foreign name by its sounds.
    pub fn hyphens(&self) -> usize {
        self.text.chars().filter(|c| *c == '-' || *c == '‐' || *c == '‑').count()
    }
}

fn sorted(words: &[String]) -> Vec<String> {
    let mut out = words.to_vec();
    out.sort();
    out
}

/// Spelling habits that turn one way of writing sounds down into another: `data/world/transliteration.tsv`, `from to`, the
/// longest first.
pub struct Sounds {
    rules: Vec<(String, String)>,
}

impl Compile for Sounds {
    fn compile(packs: &Packs) -> Self {
        let rows = packs.world().rows("transliteration").iter();
        let mut rules: Vec<(String, String)> =
            rows.map(|r| (r.get("from").to_string(), r.get("to").to_string())).collect();
        rules.sort_by_key(|(from, _)| std::cmp::Reverse(from.len()));
        Self { rules }
    }
}

impl Sounds {
    /// The sounds of each word (hyphens closed), sorted.
    pub fn of(&self, name: &Spelling) -> Vec<String> {
        let mut out: Vec<String> = name.whole.iter().map(|w| self.word(w)).collect();
        out.sort();
        out
    }

    fn word(&self, word: &str) -> String {
        let mut sounds = word.to_string();
        for (from, to) in self.rules.iter().filter(|(from, _)| !from.is_empty()) {
            sounds = match from.strip_suffix('$') {
                Some(tail) => sounds.strip_suffix(tail).map_or(sounds.clone(), |head| format!("{head}{to}")),
                None => sounds.replace(from, to),
            };
        }
        let mut out = String::with_capacity(sounds.len());
        for c in sounds.chars() {
            if !out.ends_with(c) {
                out.push(c);
            }
        }
        out
    }
}

/// The consonants of some sounds: a coarse key under which likely spellings of one name meet.
pub fn skeleton(sounds: &[String]) -> String {
    let mut words: Vec<String> =
        sounds.iter().map(|w| w.chars().filter(|c| !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')).collect()).collect();
    words.sort();
    words.join(" ")
}

/// Whether two sound forms differ by at most one letter in six, word by word.
pub fn close(one: &[String], two: &[String]) -> bool {
    one.len() == two.len()
        && one.iter().zip(two).all(|(a, b)| {
            let length = a.chars().count().max(b.chars().count());
            a == b || (length >= 4 && distance(a, b) <= length.div_ceil(6))
        })
}

/// Levenshtein distance of two words; long words count as far apart.
fn distance(one: &str, two: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().take(40).collect(), two.chars().take(40).collect());
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut before = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let cost = before + usize::from(x != y);
            before = row[j + 1];
            row[j + 1] = cost.min(before + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_marks() {
        let cases = [
            ("Nguyễn Bắc Son", "Nguyen Bac Son", true, true),
            ("Nguyễn Mạnh Hùng", "Nguyễn Mạnh Hưng", true, false),
            ("Lê Hữu Tuấn", "Lê Hữu Tuân", true, false),
            ("Trần Văn An", "Trần Văn Ân", true, false),
            ("Szijjártó Péter", "Péter Szijjártó", true, true),
            ("Choi Ki-young", "Choi Kiyoung", true, true),
            ("Ki Young Choi", "Choi Kiyoung", true, true),
            ("Choi Ki-young", "Choi Ki-jung", false, true),
            ("Vincenzo Di-Lella", "Vincenzo Di Lella", true, true),
            ("Sigrún Halldórsdóttir", "Sigrun Halldorsdottir", true, true),
        ];
        for (one, two, letters, marks) in cases {
            let (a, b) = (Spelling::of(one), Spelling::of(two));
            assert_eq!((a.same_letters(&b), b.same_letters(&a)), (letters, letters), "{one} | {two}");
            assert_eq!((a.marks_agree(&b, false), b.marks_agree(&a, false)), (marks, marks), "{one} | {two}");
            assert_eq!(a.letters_key() == b.letters_key(), letters, "{one} | {two}");
        }
    }

    #[test]
    fn sounds_meet() {
        let table = "# Source: own\n#: from\tto\nph\tf\nou\tu\ny\ti\nx\ts\nth\tt\n";
        let packs = Packs::parse([("world/transliteration.tsv", table)]).expect("a good table");
        let sounds = packs.compiled::<Sounds>();
        let of = |text: &str| sounds.of(&Spelling::of(text));
        assert_eq!(of("Hun Xen"), of("Hun Sen"));
        assert!(close(&of("Bun-tha-vi Xi-xa-vát"), &of("Bounthavy Sisavath")));
        assert!(!close(&of("Hun Sen"), &of("Hun Manet")));
    }
}
