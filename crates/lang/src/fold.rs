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
            '\u{111}' | '\u{f0}' => out.push('d'),
            '\u{142}' => out.push('l'),
            '\u{f8}' => out.push('o'),
            '\u{131}' => out.push('i'),
            '\u{df}' => out.push_str("ss"),
            '\u{e6}' => out.push_str("ae"),
            '\u{153}' => out.push_str("oe"),
            '\u{fe}' => out.push_str("th"),
            c => out.push(even(c)),
        }
    }
    out
}

/// Whether a word carries marks that folding would remove.
pub fn has_marks(text: &str) -> bool {
    !text.is_ascii()
        && text.nfd().any(|c| {
            is_combining_mark(c)
                || matches!(
                    c,
                    '\u{111}'
                        | '\u{110}'
                        | '\u{142}'
                        | '\u{141}'
                        | '\u{f8}'
                        | '\u{d8}'
                        | '\u{df}'
                        | '\u{153}'
                        | '\u{e6}'
                )
        })
}

fn even(c: char) -> char {
    match c {
        '’' | '‘' | '\u{2bc}' | '´' | '`' => '\'',
        '‐' | '‑' | '–' | '—' | '−' => '-',
        '“' | '”' | '«' | '»' => '"',
        '\u{a0}' | '\u{202f}' => ' ',
        c => c,
    }
}
