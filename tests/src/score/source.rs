//! The decoded text of one document: characters and bytes, finding quotes, the text of HTML without its tags.
//!
//! Spans here are in characters, as in the scripts that this scorer must agree with.

use serde_json::Value;
use std::cell::OnceCell;
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;

/// A half-open range of characters.
pub type Chars = (usize, usize);

const INLINE: &str = " a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span \
    strike strong sub sup time tt u var wbr ";

/// The decoded source text of one document.
pub struct Source {
    /// Its characters.
    pub chars: Vec<char>,
    starts: Vec<usize>,
    html: bool,
    loose: OnceCell<(Vec<char>, Vec<usize>)>,
    readable: OnceCell<BTreeSet<usize>>,
}

impl Source {
    /// A source over a text.
    pub fn new(text: &str, html: bool) -> Self {
        let mut starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        starts.push(text.len());
        Self { chars: text.chars().collect(), starts, html, loose: OnceCell::new(), readable: OnceCell::new() }
    }

    /// The characters of a span as text.
    pub fn slice(&self, (start, end): Chars) -> String {
        self.chars.get(start..end).unwrap_or_default().iter().collect()
    }

    fn index(&self, offset: &Value) -> Option<usize> {
        let offset = usize::try_from(offset.as_u64()?).ok()?;
        self.starts.binary_search(&offset).ok()
    }

    /// The characters of an object with byte offsets `start` and `end`.
    pub fn span(&self, item: &Value) -> Option<Chars> {
        let (start, end) = (self.index(&item["start"])?, self.index(&item["end"])?);
        (start < end).then_some((start, end))
    }

    /// All places of a quote: exact, else with blanks, quote marks and tags evened out.
    pub fn find(&self, needle: &str) -> Vec<Chars> {
        if needle.trim().is_empty() {
            return Vec::new();
        }
        let wanted: Vec<char> = needle.chars().collect();
        let found = places(&self.chars, &wanted);
        if !found.is_empty() {
            return found.into_iter().map(|at| (at, at + wanted.len())).collect();
        }
        let (text, index) = self.loose.get_or_init(|| loose(pieces(&self.chars, self.html)));
        for form in [needle.to_string(), needle.nfc().collect(), needle.nfd().collect()] {
            let wanted = even(&form);
            let found = places(text, &wanted);
            if !found.is_empty() && !wanted.is_empty() {
                return found.into_iter().map(|at| (index[at], index[at + wanted.len() - 1] + 1)).collect();
            }
        }
        Vec::new()
    }

    /// The places of a line or block of furniture: whole lines first, else any place at word borders.
    pub fn lines(&self, needle: &str) -> Vec<Chars> {
        let found = self.find(needle);
        let fits = |line: bool| -> Vec<Chars> {
            let whole = |s: &&Chars| self.border(s.0, false, line) && self.border(s.1, true, line);
            found.iter().filter(whole).copied().collect()
        };
        let whole = fits(true);
        if whole.is_empty() { fits(false) } else { whole }
    }

    fn border(&self, mut at: usize, forward: bool, line: bool) -> bool {
        loop {
            let index = if forward { Some(at) } else { at.checked_sub(1) };
            let Some(char) = index.and_then(|i| self.chars.get(i)) else { return true };
            if line && matches!(char, ' ' | '\t' | '\r' | '\u{a0}') {
                at = if forward { at + 1 } else { at - 1 };
                continue;
            }
            return if line { matches!(char, '\n' | '<' | '>') } else { !char.is_alphanumeric() };
        }
    }

    /// The readable characters within spans: no blanks, no markup.
    pub fn cover(&self, spans: &[Chars]) -> BTreeSet<usize> {
        let all = self.readable.get_or_init(|| {
            pieces(&self.chars, self.html).into_iter().filter(|(c, _)| !c.is_whitespace()).map(|(_, at)| at).collect()
        });
        spans.iter().filter(|s| s.0 < s.1).flat_map(|(start, end)| all.range(start..end).copied()).collect()
    }
}

/// Whether a document is HTML.
pub fn looks_html(path: &str, media_type: Option<&str>, text: &str) -> bool {
    let lower = path.to_lowercase();
    let begin: String = text.trim_start().chars().take(40).collect::<String>().to_lowercase();
    match media_type {
        Some(kind) => kind.contains("html"),
        None => {
            [".html", ".htm", ".xhtml"].iter().any(|e| lower.ends_with(e))
                || begin.starts_with("<!doctype html")
                || begin.starts_with("<html")
        }
    }
}

/// A text with blanks, quote marks and zero-width signs evened out.
pub fn even(text: &str) -> Vec<char> {
    let (chars, _) = loose(text.chars().map(|c| (c, 0)).collect());
    let text: String = chars.into_iter().collect();
    text.trim().chars().collect()
}

fn places(text: &[char], wanted: &[char]) -> Vec<usize> {
    if wanted.is_empty() {
        return Vec::new();
    }
    text.windows(wanted.len()).enumerate().filter(|(_, w)| *w == wanted).map(|(at, _)| at).collect()
}

fn loose(items: Vec<(char, usize)>) -> (Vec<char>, Vec<usize>) {
    let (mut out, mut index) = (Vec::new(), Vec::new());
    for (char, at) in items {
        if matches!(char, '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}') {
            continue;
        }
        let even = match char {
            c if c.is_whitespace() => ' ',
            '\u{2018}' | '\u{2019}' | '\u{2bc}' | '\u{b4}' | '`' => '\'',
            '\u{201c}' | '\u{201d}' | '\u{ab}' | '\u{bb}' => '"',
            '\u{2013}' | '\u{2014}' | '\u{2010}' | '\u{2011}' | '\u{2212}' => '-',
            c => c,
        };
        if even == ' ' && out.last() == Some(&' ') {
            continue;
        }
        out.push(even);
        index.push(at);
    }
    (out, index)
}

/// The characters of the readable text with their places; a block tag gives a line break.
fn pieces(text: &[char], html: bool) -> Vec<(char, usize)> {
    if !html {
        return text.iter().copied().enumerate().map(|(at, c)| (c, at)).collect();
    }
    let (mut out, mut at) = (Vec::new(), 0);
    while at < text.len() {
        if let Some(end) = markup(text, at) {
            let name_at = at + 1 + usize::from(text.get(at + 1) == Some(&'/'));
            let name: String = text[name_at.min(end)..end].iter().take_while(|c| c.is_ascii_alphanumeric()).collect();
            let block = name.starts_with(|c: char| c.is_ascii_alphabetic())
                && !INLINE.contains(&format!(" {} ", name.to_lowercase()));
            if text[at] == '<' && block {
                out.push(('\n', at));
            }
            at = end;
        } else if let Some((chars, end)) = entity(text, at) {
            out.extend(chars.into_iter().map(|c| (c, at)));
            at = end;
        } else {
            out.push((text[at], at));
            at += 1;
        }
    }
    out
}

fn starts(text: &[char], at: usize, word: &str) -> bool {
    word.chars().enumerate().all(|(i, c)| text.get(at + i).is_some_and(|t| t.eq_ignore_ascii_case(&c)))
}

fn find_from(text: &[char], from: usize, word: &str) -> Option<usize> {
    (from..text.len()).find(|at| starts(text, *at, word))
}

/// The end of a comment, a script or a tag that begins here.
fn markup(text: &[char], at: usize) -> Option<usize> {
    if starts(text, at, "]]>") {
        return Some(at + 3);
    }
    if text[at] != '<' {
        return None;
    }
    if starts(text, at, "<!--")
        && let Some(end) = find_from(text, at + 4, "-->")
    {
        return Some(end + 3);
    }
    if starts(text, at, "<![CDATA[") {
        return Some(at + 9);
    }
    for name in ["head", "script", "style", "noscript", "template"] {
        let after = at + 1 + name.len();
        if starts(text, at + 1, name) && !text.get(after).is_some_and(|c| c.is_alphanumeric() || *c == '_') {
            let mut from = after;
            while let Some(close) = find_from(text, from, &format!("</{name}")) {
                let mut end = close + 2 + name.len();
                while text.get(end).is_some_and(|c| c.is_whitespace()) {
                    end += 1;
                }
                if text.get(end) == Some(&'>') {
                    return Some(end + 1);
                }
                from = close + 1;
            }
        }
    }
    let opens = text.get(at + 1).is_some_and(|c| matches!(c, '!' | '?' | '/') || c.is_ascii_alphabetic());
    let close = opens.then(|| (at + 2..text.len()).find(|i| matches!(text[*i], '<' | '>')))??;
    (text[close] == '>').then_some(close + 1)
}

/// The characters of an entity that begins here, and its end.
fn entity(text: &[char], at: usize) -> Option<(Vec<char>, usize)> {
    if text[at] != '&' {
        return None;
    }
    let number = text.get(at + 1) == Some(&'#');
    let hex = number && matches!(text.get(at + 2), Some('x' | 'X'));
    let begin = at + 1 + usize::from(number) + usize::from(hex);
    let length = text[begin.min(text.len())..]
        .iter()
        .take_while(|c| {
            if hex {
                c.is_ascii_hexdigit()
            } else if number {
                c.is_ascii_digit()
            } else {
                c.is_ascii_alphanumeric()
            }
        })
        .count();
    let name: String = text[begin.min(text.len())..begin.min(text.len()) + length].iter().collect();
    let semicolon = text.get(begin + length) == Some(&';');
    let end = begin + length + usize::from(semicolon);
    let char = if number {
        u32::from_str_radix(&name, if hex { 16 } else { 10 }).ok().and_then(char::from_u32)
    } else {
        let known = super::entities::ENTITIES.binary_search_by(|(n, _)| (*n).cmp(name.as_str()));
        known.ok().map(|i| super::entities::ENTITIES[i].1).filter(|c| semicolon || u32::from(*c) < 256)
    };
    char.map(|c| (vec![c], end))
}

fn meet(one: Chars, other: Chars) -> usize {
    one.1.min(other.1).saturating_sub(one.0.max(other.0))
}

fn shared(one: Chars, other: Chars) -> (f64, f64) {
    let common = meet(one, other);
    if common == 0 {
        return (0.0, 0.0);
    }
    let (a, b) = (one.1 - one.0, other.1 - other.0);
    (common as f64 / a.min(b) as f64, common as f64 / (a + b - common) as f64)
}

/// The best share of the shorter, with the share of the union, over two lists of spans.
pub fn best(ones: &[Chars], others: &[Chars]) -> (f64, f64) {
    let pairs = ones.iter().flat_map(|a| others.iter().map(move |b| shared(*a, *b)));
    pairs.fold((0.0, 0.0), |best, next| if next > best { next } else { best })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_found_through_tags_and_signs() {
        let html = "<head><title>x</title></head><p>The&nbsp;minister\u{2019}s  <b>visit</b></p><script>visit</script>";
        let source = Source::new(html, true);
        let found = source.find("The minister's visit");
        assert_eq!(found.len(), 1);
        assert_eq!(source.slice(found[0]), "The&nbsp;minister\u{2019}s  <b>visit");
        assert_eq!(source.cover(&[(0, html.chars().count())]).len(), "Theminister'svisit".chars().count());
        let text = Source::new("Share\n a line \nno Share here", false);
        assert_eq!(text.lines("Share"), [(0, 5)]);
        assert_eq!(text.lines("a line").len(), 1);
    }
}
