//! What a line's letters look like, in any script: mass, sentences, capitals, digits.

/// Counts over one line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Shape {
    /// Letters, weighed so that a line of any script counts like its English translation.
    pub mass: u32,
    /// Words parted by blanks.
    pub words: u32,
    /// Words that begin with a capital.
    pub capitals: u32,
    /// Words wholly in capitals, two letters or more.
    pub shouted: u32,
    /// Digits.
    pub digits: u32,
    /// Letters.
    pub letters: u32,
    /// Marks that end a sentence.
    pub stops: u32,
    /// Commas and the like inside.
    pub commas: u32,
    /// Signs that part the entries of a menu.
    pub bars: u32,
    /// Whether a sentence ends at its end.
    pub ended: bool,
    /// Whether it ends with a colon.
    pub colon: bool,
    /// Whether it is written in a script without capitals.
    pub caseless: bool,
    /// Whether its first letter is a small one.
    pub small_start: bool,
}

/// Marks that end a sentence in some script.
pub(crate) fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '।' | '॥' | '។' | '៕' | '።' | '؟' | '۔' | '．' | '｡')
}

/// Marks that may stand behind the end of a sentence.
fn is_closing(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '」' | '』' | '）' | '*' | '›' | '“' | '\u{200b}' | '\u{200d}'
    )
}

impl Shape {
    /// Counts a line.
    pub fn of(text: &str) -> Self {
        let mut shape = Self::default();
        let mut mass = 0u32;
        let (mut caseless, mut cased) = (0u32, 0u32);
        let (mut in_word, mut word_letters, mut word_capitals) = (false, 0u32, 0u32);
        let mut pending = false;
        let mut first = true;
        for c in text.chars() {
            let blank = c.is_whitespace();
            if pending && (blank || !c.is_ascii()) {
                shape.stops += 1;
            }
            pending = is_stop(c) || (pending && is_closing(c));
            if blank {
                in_word = false;
                shape.shouted += u32::from(word_letters > 1 && word_capitals == word_letters);
                (word_letters, word_capitals) = (0, 0);
                continue;
            }
            if !in_word {
                in_word = true;
                shape.words += 1;
                shape.capitals += u32::from(c.is_uppercase());
            }
            if c.is_ascii_alphabetic() || (!c.is_ascii() && c.is_alphabetic()) {
                shape.letters += 1;
                word_letters += 1;
                if c.is_uppercase() {
                    word_capitals += 1;
                    cased += 1;
                } else if c.is_lowercase() {
                    cased += 1;
                    shape.small_start |= first;
                } else {
                    caseless += 1;
                }
                first = false;
                mass += weight(c);
            } else if c.is_numeric() {
                shape.digits += 1;
                mass += 10;
                first = false;
            } else {
                match c {
                    ',' | ';' | '、' | '，' | '،' | '；' => shape.commas += 1,
                    '|' | '•' | '·' | '›' | '/' | '>' | '→' | '»' => shape.bars += 1,
                    _ => {}
                }
            }
        }
        shape.shouted += u32::from(word_letters > 1 && word_capitals == word_letters);
        shape.stops += u32::from(pending);
        shape.ended = pending;
        shape.colon = text.ends_with([':', '：']);
        shape.caseless = caseless > cased;
        shape.mass = mass / 10;
        shape
    }

    /// Share of words that begin with a capital, in percent.
    pub fn capital_percent(&self) -> u32 {
        self.capitals * 100 / self.words.max(1)
    }
}

/// Ten times the number of Latin letters that say as much as this letter.
fn weight(c: char) -> u32 {
    match u32::from(c) {
        0x3040..=0x30ff => 18,
        0x3400..=0x9fff | 0xf900..=0xfaff | 0x2_0000..=0x3_ffff => 32,
        0xac00..=0xd7af => 25,
        _ => 10,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_any_script_is_weighed_like_its_translation() {
        let english = Shape::of("The two ministers signed an agreement on ports.");
        assert_eq!((english.words, english.stops, english.ended, english.capitals), (8, 1, true, 1));
        let chinese = Shape::of("两国部长签署了港口合作协议。");
        assert!(chinese.ended && chinese.caseless && chinese.mass > 30);
        assert!(Shape::of("He said \"yes.\"").ended);
        assert_eq!(Shape::of("HOME PAGE | NEWS").shouted, 3);
        assert_eq!(Shape::of("1.5 million").stops, 0);
    }
}
