//! What a reader sees of a stretch of source: markup is left out, references to characters are read.

use lang::Packs;
use model::Span;
use std::collections::BTreeMap;

/// Character references by name, from `world/entities.tsv`.
pub struct References(BTreeMap<String, String>);

impl lang::Compile for References {
    fn compile(packs: &Packs) -> Self {
        let letters = |points: &str| -> Option<String> {
            points.split(['|', ' ', '+']).map(|p| u32::from_str_radix(p, 16).ok().and_then(char::from_u32)).collect()
        };
        let rows = packs.world().rows("entities").iter();
        Self(rows.filter_map(|r| Some((r.get("name").to_string(), letters(r.get("points"))?))).collect())
    }
}

/// A piece of a source block and what a reader sees of it.
#[derive(Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its place in the source.
    pub at: Span,
    /// What is seen; `None` where it is the source itself.
    pub seen: Option<String>,
}

/// Cuts a block into pieces: plain text, and in markup tags and references.
pub fn pieces(source: &str, block: Span, marked_up: bool, references: &References) -> Vec<Piece> {
    if !marked_up {
        return vec![Piece { at: block, seen: None }];
    }
    let (text, mut out, mut at, mut plain) = (block.of(source), Vec::new(), 0, 0);
    let bytes = text.as_bytes();
    while let Some(found) = text.get(at..).and_then(|t| t.find(['<', '&'])) {
        let here = at + found;
        let end = if bytes.get(here) == Some(&b'<') { tag(text, here) } else { reference(text, here) };
        let Some(end) = end else {
            at = here + 1;
            continue;
        };
        if plain < here {
            out.push(Piece { at: Span::new(block.start + plain, block.start + here), seen: None });
        }
        let words = text.get(here..end).unwrap_or("");
        let seen = if words.starts_with('<') { between(words) } else { decode(words, references) };
        out.push(Piece { at: Span::new(block.start + here, block.start + end), seen: Some(seen) });
        (at, plain) = (end, end);
    }
    if plain < text.len() {
        out.push(Piece { at: Span::new(block.start + plain, block.end), seen: None });
    }
    out
}

/// What a reader sees of a part of the pieces' block.
pub fn seen(source: &str, pieces: &[Piece], part: Span) -> String {
    let first = pieces.partition_point(|p| p.at.end <= part.start);
    let mut out = String::new();
    for piece in pieces.iter().skip(first).take_while(|p| p.at.start < part.end) {
        match &piece.seen {
            None => out.push_str(Span::new(piece.at.start.max(part.start), piece.at.end.min(part.end)).of(source)),
            Some(seen) if piece.at.start >= part.start => out.push_str(seen),
            Some(_) => {}
        }
    }
    out
}

/// The end of a tag, comment, script or style that begins at `here`.
fn tag(text: &str, here: usize) -> Option<usize> {
    let rest = text.get(here..)?;
    if let Some(comment) = rest.strip_prefix("<!--") {
        return Some(comment.find("-->").map_or(text.len(), |e| here + 4 + e + 3));
    }
    let letter = rest.as_bytes().get(1).copied().unwrap_or(b' ');
    if !(letter.is_ascii_alphabetic() || matches!(letter, b'/' | b'!' | b'?')) {
        return None;
    }
    let close = here + rest.find('>')? + 1;
    for name in ["script", "style"] {
        let opened = rest.get(1..=name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name));
        if opened {
            let end = format!("</{name}");
            let body = text.get(close..)?;
            let found = body.as_bytes().windows(end.len()).position(|w| w.eq_ignore_ascii_case(end.as_bytes()));
            let after = found.and_then(|f| body.get(f..)?.find('>').map(|e| close + f + e + 1));
            return Some(after.unwrap_or(text.len()));
        }
    }
    Some(close)
}

/// White space in place of tags that part lines; nothing for those within a line.
fn between(tag: &str) -> String {
    let name: String = tag.trim_start_matches(['<', '/']).chars().take_while(char::is_ascii_alphanumeric).collect();
    let line = [
        "br",
        "p",
        "div",
        "li",
        "tr",
        "td",
        "th",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "table",
        "section",
        "figcaption",
    ];
    if line.iter().any(|l| l.eq_ignore_ascii_case(&name)) { "\n".to_string() } else { String::new() }
}

fn reference(text: &str, here: usize) -> Option<usize> {
    let name = text.get(here + 1..)?;
    let length = name.bytes().take(32).take_while(|b| b.is_ascii_alphanumeric() || *b == b'#').count();
    (length > 0 && name.as_bytes().get(length) == Some(&b';')).then_some(here + length + 2)
}

fn decode(words: &str, references: &References) -> String {
    let name = words.trim_start_matches('&').trim_end_matches(';');
    let number = name.strip_prefix('#').and_then(|n| match n.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => n.parse().ok(),
    });
    match number {
        Some(number) => char::from_u32(number).unwrap_or('\u{fffd}').to_string(),
        None => references.0.get(name).cloned().unwrap_or_else(|| words.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_sees_no_markup() {
        let references = References(BTreeMap::from([("eacute".to_string(), "\u{e9}".to_string())]));
        for (source, shown) in [
            ("a <b>bold</b> caf&eacute; &#x2014; 1 < 2 &amp", "a bold caf\u{e9} \u{2014} 1 < 2 &amp"),
            ("one<br>two<!-- no --><script>x<y</script>!", "one\ntwo!"),
            ("<style>p{}", ""),
            ("&unknown; <", "&unknown; <"),
        ] {
            let all = Span::new(0, source.len());
            assert_eq!(seen(source, &pieces(source, all, true, &references), all), shown);
        }
    }
}
