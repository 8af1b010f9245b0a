//! Character references: `&eacute;`, `&#233;`, `&#xe9;`.

use lang::{Compile, Packs};
use std::collections::BTreeMap;

/// The named references of `data/world/entities.tsv`.
pub(crate) struct Entities {
    names: BTreeMap<String, String>,
}

impl Compile for Entities {
    fn compile(packs: &Packs) -> Self {
        let mut names = BTreeMap::new();
        for row in packs.world().rows("entities") {
            let text: String = row
                .list("points")
                .filter_map(|p| u32::from_str_radix(p, 16).ok()?.try_into().ok())
                .collect::<Vec<char>>()
                .into_iter()
                .collect();
            names.insert(row.get("name").to_string(), text);
        }
        for (name, text) in [("amp", "&"), ("lt", "<"), ("gt", ">"), ("quot", "\""), ("nbsp", "\u{a0}")] {
            names.entry(name.to_string()).or_insert_with(|| text.to_string());
        }
        Self { names }
    }
}

/// The longest name of a character reference in HTML.
const LONGEST: usize = 33;

impl Entities {
    /// Reads the reference at the start of `text`, which begins with `&`: its length in bytes and what it stands for.
    pub fn read(&self, text: &str) -> Option<(usize, String)> {
        let rest = text.strip_prefix('&')?;
        if let Some(digits) = rest.strip_prefix('#') {
            let (radix, digits, lead) = match digits.strip_prefix(['x', 'X']) {
                Some(hex) => (16, hex, 3),
                None => (10, digits, 2),
            };
            let length = digits.bytes().take(9).take_while(|b| char::from(*b).is_digit(radix)).count();
            let number = u32::from_str_radix(digits.get(..length)?, radix).ok()?;
            let semicolon = usize::from(digits.as_bytes().get(length) == Some(&b';'));
            return Some((lead + length + semicolon, numbered(number).to_string()));
        }
        let length = rest.bytes().take(LONGEST).take_while(u8::is_ascii_alphanumeric).count();
        let name = rest.get(..length)?;
        let closed = rest.as_bytes().get(length) == Some(&b';');
        let found = self.names.get(name)?;
        // Without its semicolon only the references of old are read, and those are short.
        (closed || (length <= 6 && length >= 2)).then(|| (1 + length + usize::from(closed), found.clone()))
    }

    /// A text with all its references read.
    pub fn decode(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find('&') {
            out.push_str(&rest[..at]);
            let tail = &rest[at..];
            match self.read(tail) {
                Some((length, meaning)) => {
                    out.push_str(&meaning);
                    rest = &tail[length..];
                }
                None => {
                    out.push('&');
                    rest = &tail[1..];
                }
            }
        }
        out.push_str(rest);
        out
    }
}

/// The letter of a number; Windows-1252 for 0x80 to 0x9f, as HTML has it.
fn numbered(number: u32) -> char {
    const WINDOWS: [u16; 32] = [
        0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d, 0x17d,
        0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x9d,
        0x17e, 0x178,
    ];
    let number = match number {
        0x80..=0x9f => u32::from(WINDOWS[(number - 0x80) as usize]),
        0 => 0xfffd,
        n => n,
    };
    char::from_u32(number).unwrap_or('\u{fffd}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_and_the_rest_is_left() {
        let packs = Packs::parse([(
            "world/entities.tsv",
            "# Source: example\n#: name\tpoints\neacute\te9\nNotEqualTilde\t2242|338\n",
        )])
        .expect("a pack");
        let entities = Entities::compile(&packs);
        assert_eq!(
            entities.decode("caf&eacute; &amp; th&#233; &#xE9; &#150; a&b &nosuch; &NotEqualTilde;&"),
            "café & thé é – a&b &nosuch; ≂̸&"
        );
    }
}
