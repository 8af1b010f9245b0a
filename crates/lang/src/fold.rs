//! Lookup keys. The text itself keeps its letters; these are thrown away after the lookup.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Composed and in lower case; marks are kept. `ʼ’‘` become `'`.
///
/// ```
/// assert_eq!(lang::lower("Bô\u{323} TRƯỞNG"), "bộ trưởng");
/// ```
pub fn lower(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfc().flat_map(char::to_lowercase).filter(|c| *c != '\u{ad}').map(even).collect()
}

/// In lower case, without marks, width evened out, letters that only look marked spelled plain.
///
/// ```
/// assert_eq!(lang::fold("Đặng Szijjártó Łódź"), "dang szijjarto lodz");
/// ```
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.nfkd().flat_map(char::to_lowercase) {
        match c {
            c if is_combining_mark(c) || c == '\u{ad}' => {}
            'đ' | 'ð' => out.push('d'),
            'ł' => out.push('l'),
            'ø' => out.push('o'),
            'ı' => out.push('i'),
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'þ' => out.push_str("th"),
            c => out.push(even(c)),
        }
    }
    out
}

/// Whether a word carries marks that folding would remove.
pub fn has_marks(text: &str) -> bool {
    !text.is_ascii()
        && text.nfd().any(|c| is_combining_mark(c) || matches!(c, 'đ' | 'Đ' | 'ł' | 'Ł' | 'ø' | 'Ø' | 'ß' | 'œ' | 'æ'))
}

fn even(c: char) -> char {
    match c {
        '’' | '‘' | 'ʼ' | '´' | '`' => '\'',
        '‐' | '‑' | '–' | '—' | '−' => '-',
        '“' | '”' | '«' | '»' => '"',
        '\u{a0}' | '\u{202f}' => ' ',
        c => c,
    }
}
