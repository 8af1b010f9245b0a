//! Markup into tokens with byte ranges, in linear time whatever the damage. No tree is built here.

use memchr::{memchr, memmem};
use model::Span;

/// One token of markup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Token {
    /// Text between tags, entities not decoded.
    Text(Span),
    /// `<name attributes>`.
    Open { name: Span, attributes: Span },
    /// `</name>`.
    Close { name: Span },
    /// The content of an element whose content is no markup, with the element's name and attributes.
    Raw { name: Span, attributes: Span, content: Span },
}

/// Elements whose content is no markup.
const RAW: [&str; 9] = ["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "svg"];

/// Walks over the tokens of a page.
pub(crate) struct Tokens<'a> {
    source: &'a str,
    at: usize,
    /// A raw element waiting for its content: its tag's name and attributes.
    raw: Option<(Span, Span)>,
    /// Closing signs known to be absent from here on, so that damage is not searched twice.
    no_comment_end: bool,
    no_quote: [bool; 2],
    no_raw_end: Vec<String>,
}

impl<'a> Tokens<'a> {
    /// Starts at the beginning.
    pub fn new(source: &'a str) -> Self {
        Self { source, at: 0, raw: None, no_comment_end: false, no_quote: [false; 2], no_raw_end: Vec::new() }
    }

    /// Content of a raw element up to its end tag; to the next tag where it never closes.
    fn raw_content(&mut self, name: Span, attributes: Span) -> Token {
        let bytes = self.source.as_bytes();
        let wanted = name.of(self.source).to_ascii_lowercase();
        let mut from = self.at;
        if !self.no_raw_end.contains(&wanted) {
            while let Some(found) = memmem::find(&bytes[from..], b"</") {
                let open = from + found;
                let after = open + 2 + wanted.len();
                let same = bytes.get(open + 2..after).is_some_and(|b| b.eq_ignore_ascii_case(wanted.as_bytes()));
                if same && bytes.get(after).is_none_or(|b| !b.is_ascii_alphanumeric()) {
                    let content = Span::new(self.at, open);
                    self.at = memchr(b'>', &bytes[open..]).map_or(bytes.len(), |end| open + end + 1);
                    return Token::Raw { name, attributes, content };
                }
                from = open + 2;
            }
            self.no_raw_end.push(wanted.clone());
        }
        // It never closes: a script swallows the rest as browsers have it, anything else is taken to be closed at once.
        let end = if wanted == RAW[0] || wanted == RAW[1] { bytes.len() } else { self.at };
        let content = Span::new(self.at, end);
        self.at = end;
        Token::Raw { name, attributes, content }
    }

    /// One past the `>` that ends the tag whose attributes start at `from`.
    fn tag_end(&mut self, from: usize) -> usize {
        let bytes = self.source.as_bytes();
        let mut at = from;
        let mut after_equals = false;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'>' => return at + 1,
                b'"' | b'\'' if after_equals => {
                    let slot = usize::from(*byte == b'\'');
                    let close = if self.no_quote[slot] { None } else { memchr(*byte, &bytes[at + 1..]) };
                    match close {
                        Some(found) => at += found + 2,
                        None => {
                            self.no_quote[slot] = true;
                            at += 1;
                        }
                    }
                    after_equals = false;
                    continue;
                }
                b'=' => after_equals = true,
                b if b.is_ascii_whitespace() => {}
                _ => after_equals = false,
            }
            at += 1;
        }
        bytes.len()
    }

    /// Skips a comment, a declaration or a processing instruction that starts here.
    fn declaration(&mut self) {
        let bytes = self.source.as_bytes();
        let rest = &bytes[self.at..];
        if rest.starts_with(b"<!--") && !self.no_comment_end {
            // `<!-->` is a whole comment.
            if rest.starts_with(b"<!-->") {
                self.at += 5;
                return;
            }
            if let Some(end) = memmem::find(&rest[4..], b"-->") {
                self.at += 4 + end + 3;
                return;
            }
            self.no_comment_end = true;
        }
        self.at += memchr(b'>', rest).map_or(rest.len(), |end| end + 1);
    }
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        if let Some((name, attributes)) = self.raw.take() {
            return Some(self.raw_content(name, attributes));
        }
        let bytes = self.source.as_bytes();
        let mut text = self.at;
        loop {
            if self.at >= bytes.len() {
                return (text < bytes.len()).then(|| {
                    self.at = bytes.len();
                    Token::Text(Span::new(text, bytes.len()))
                });
            }
            let next = memchr(b'<', &bytes[self.at..]).map_or(bytes.len(), |found| self.at + found);
            let opens = match bytes.get(next + 1) {
                Some(b'!' | b'?') => true,
                Some(b'/') => bytes.get(next + 2).is_some_and(u8::is_ascii_alphabetic),
                Some(b) => b.is_ascii_alphabetic(),
                None => false,
            };
            if !opens {
                self.at = (next + 1).min(bytes.len());
                continue;
            }
            if text < next {
                self.at = next;
                return Some(Token::Text(Span::new(text, next)));
            }
            self.at = next;
            if matches!(bytes[next + 1], b'!' | b'?') {
                self.declaration();
                text = self.at;
                continue;
            }
            let close = bytes[next + 1] == b'/';
            let from = next + 1 + usize::from(close);
            let mut end = from;
            while bytes.get(end).is_some_and(|b| !b.is_ascii_whitespace() && !matches!(b, b'>' | b'/')) {
                end += 1;
            }
            let name = Span::new(from, end);
            if close {
                self.at = memchr(b'>', &bytes[end..]).map_or(bytes.len(), |found| end + found + 1);
                return Some(Token::Close { name });
            }
            let after = self.tag_end(end);
            let attributes = Span::new(end, after.saturating_sub(1).max(end));
            self.at = after;
            if RAW.iter().any(|raw| raw.eq_ignore_ascii_case(name.of(self.source))) {
                let closed = attributes.of(self.source).ends_with('/') && name.of(self.source).len() == 3;
                if !closed {
                    self.raw = Some((name, attributes));
                    return self.next();
                }
            }
            return Some(Token::Open { name, attributes });
        }
    }
}

/// The attributes of a tag as (name, value), in order; values are not decoded.
pub(crate) fn attributes(source: &str, span: Span) -> impl Iterator<Item = (&str, Span)> {
    let bytes = source.as_bytes();
    let end = span.end.min(bytes.len());
    let mut at = span.start;
    std::iter::from_fn(move || {
        while at < end && (bytes[at].is_ascii_whitespace() || bytes[at] == b'/') {
            at += 1;
        }
        if at >= end {
            return None;
        }
        let start = at;
        at += 1;
        while at < end && !bytes[at].is_ascii_whitespace() && bytes[at] != b'=' && bytes[at] != b'/' {
            at += 1;
        }
        let name = Span::new(start, at).of(source);
        let mut next = at;
        while next < end && bytes[next].is_ascii_whitespace() {
            next += 1;
        }
        if next >= end || bytes[next] != b'=' {
            return Some((name, Span::new(at, at)));
        }
        at = next + 1;
        while at < end && bytes[at].is_ascii_whitespace() {
            at += 1;
        }
        if at < end && (bytes[at] == b'"' || bytes[at] == b'\'') {
            let from = at + 1;
            let close = memchr(bytes[at], &bytes[from..end]).map_or(end, |found| from + found);
            at = (close + 1).min(end);
            return Some((name, Span::new(from, close)));
        }
        let from = at;
        while at < end && !bytes[at].is_ascii_whitespace() {
            at += 1;
        }
        Some((name, Span::new(from, at)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(source: &str) -> String {
        Tokens::new(source)
            .map(|token| match token {
                Token::Text(t) => format!("text {:?}", t.of(source)),
                Token::Open { name, attributes } => {
                    format!("<{} {:?}>", name.of(source), attributes.of(source).trim())
                }
                Token::Close { name } => format!("</{}>", name.of(source)),
                Token::Raw { name, content, .. } => format!("raw {} {:?}", name.of(source), content.of(source)),
            })
            .collect::<Vec<_>>()
            .join(", ")
    }

    #[test]
    fn tokens_keep_their_places() {
        assert_eq!(show("<p class='a>b'>x < y</p>"), r#"<p "class='a>b'">, text "x < y", </p>"#);
        assert_eq!(
            show("a<!-- <b> -->c<script>if (a</b) {}</script>d"),
            r#"text "a", text "c", raw script "if (a</b) {}", text "d""#
        );
        assert_eq!(show("<script>never"), r#"raw script "never""#);
        assert_eq!(show("<!-- open <p>x"), r#"text "x""#);
        assert_eq!(show("<a href=\"x>y"), r#"<a "href=\"x">, text "y""#);
        assert_eq!(show("<"), r#"text "<""#);
    }

    #[test]
    fn attributes_in_every_dress() {
        let source = r#" a="1 2" b='3' c=4 d e = "5"/"#;
        let all: Vec<_> =
            attributes(source, Span::new(0, source.len())).map(|(n, v)| format!("{n}={}", v.of(source))).collect();
        assert_eq!(all.join(","), "a=1 2,b=3,c=4,d=,e=5");
    }
}
