//! The article of a document as hashes of runs of four words, for finding shared text.

use lang::fold;
use model::{Block, Document};

/// Words of a run.
pub(crate) const RUN: usize = 4;

/// Hashes of all runs of four words of the article blocks, in order; runs go across blocks.
pub(crate) fn shingles(document: &Document) -> Vec<u64> {
    let mut hashes = Vec::new();
    for block in document.blocks.iter().filter(|b| !b.kind.is_furniture()) {
        hashes.extend(block_words(document, block).iter().map(|w| hash(w)));
    }
    runs(&hashes)
}

fn runs(words: &[u64]) -> Vec<u64> {
    let join = |run: &[u64]| run.iter().fold(SEED, |all, w| mix(all.rotate_left(7) ^ w));
    words.windows(RUN.min(words.len()).max(1)).map(join).collect()
}

/// The folded words of a block, without tags.
pub(crate) fn block_words(document: &Document, block: &Block) -> Vec<String> {
    let text = document.text.get(block.start..block.end).unwrap_or("");
    if document.media_type.contains("html") || document.media_type.contains("xml") {
        return words(&without_tags(text));
    }
    words(text)
}

/// Folded words: runs of letters and digits; in scripts that write no blanks every sign is a word.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut open = false;
    for c in fold(text).chars() {
        if is_unspaced(c) {
            out.push(c.to_string());
            open = false;
        } else if c.is_alphanumeric() {
            match out.last_mut().filter(|_| open) {
                Some(word) => word.push(c),
                None => out.push(c.to_string()),
            }
            open = true;
        } else {
            open = false;
        }
    }
    out
}

/// Thai, Lao, Myanmar, Khmer, kana and Han write no blanks between words.
fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c), 0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x3040..=0x30FF | 0x3400..=0x9FFF)
}

/// Drops what stands between angle brackets and evens the commonest character references, so that a page and its text share
/// their runs. Good enough for counting; nothing is cut from it.
fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if rest.starts_with('<') {
            let end = rest.find('>').map_or(rest.len(), |e| e + 1);
            rest = &rest[end..];
            continue;
        }
        let end = rest.char_indices().take(12).find(|(_, c)| *c == ';').map(|(e, _)| e + 1);
        let Some(end) = end else {
            out.push(' ');
            rest = &rest[1..];
            continue;
        };
        out.push_str(&reference(&rest[1..end - 1]));
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// A numbered reference is its sign; a named one for a marked letter begins with that letter; others part words.
fn reference(name: &str) -> String {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => number.parse().ok(),
        };
        return code.and_then(char::from_u32).map_or_else(|| " ".to_string(), |c| c.to_string());
    }
    const MARKS: [&str; 8] = ["acute", "grave", "circ", "uml", "cedil", "tilde", "ring", "caron"];
    match name.chars().next() {
        Some(letter) if MARKS.iter().any(|m| name.len() == m.len() + 1 && name.ends_with(m)) => letter.to_string(),
        _ => " ".to_string(),
    }
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;

fn hash(word: &str) -> u64 {
    word.bytes().fold(SEED, |all, b| (all ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

fn mix(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_and_texts_share_their_words() {
        assert_eq!(
            words(&without_tags("<p>Le pr&eacute;sident l&#8217;a dit&nbsp;: <b>oui</b></p>")),
            words("Le président l’a dit : oui")
        );
        assert_eq!(words("G20 ở 東京"), ["g20", "o", "東", "京"]);
        assert_eq!((runs(&[1, 2]).len(), runs(&[]).len(), runs(&[1, 2, 3, 4, 5]).len()), (1, 0, 2));
    }
}
