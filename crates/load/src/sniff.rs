//! The first bytes of an input and its name -> its format. The content decides; the name only settles what content leaves
//! open.

use crate::{decode, table};

/// How many bytes are looked at.
pub(crate) const HEAD_BYTES: usize = 1 << 16;

/// What an input is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Empty,
    Binary,
    /// A kind of file that is known and not read; the word names it for the message.
    Unsupported(&'static str),
    Text,
    Markdown,
    Html,
    /// One JSON object a line.
    JsonLines,
    /// One array of objects.
    JsonArray,
    /// One object over several lines.
    JsonObject,
    /// CSV or TSV with a header.
    Table,
    /// RSS or Atom.
    Feed,
    Mail,
    Pdf,
    Gzip,
    Zstd,
    Tar,
    /// A zip archive, or a document that is one (DOCX).
    Zip,
    Warc,
}

impl Format {
    /// Whether many documents come out of it, so that they have to be handed over while it is read.
    pub(crate) fn streams(self) -> bool {
        matches!(
            self,
            Self::JsonLines
                | Self::JsonArray
                | Self::Table
                | Self::Feed
                | Self::Gzip
                | Self::Zstd
                | Self::Tar
                | Self::Zip
                | Self::Warc
        )
    }
}

/// Recognises an input. `head` holds its first bytes, all of them where `is_whole`.
pub(crate) fn format(name: &str, head: &[u8], is_whole: bool) -> Format {
    if head.is_empty() && is_whole {
        return Format::Empty;
    }
    if let Some(format) = magic(head) {
        return format;
    }
    if looks_binary(head) {
        return Format::Binary;
    }
    let text = decode::decode(head, None, true).text;
    text_format(name, &text, is_whole)
}

/// The format of something already known to be text.
pub(crate) fn text_format(name: &str, text: &str, is_whole: bool) -> Format {
    let words = text.trim_start();
    if words.is_empty() && is_whole {
        return Format::Empty;
    }
    let ending = extension(name);
    if is_feed(words) {
        return Format::Feed;
    }
    if words.starts_with('{')
        && let Some(format) = json(&ending, words, is_whole)
    {
        return format;
    }
    if words.starts_with('[') && words[1..].trim_start().starts_with(['{', ']']) {
        return Format::JsonArray;
    }
    if is_mail(&ending, text) {
        return Format::Mail;
    }
    if table::delimiter(&ending, words).is_some() {
        return Format::Table;
    }
    match ending.as_str() {
        "jsonl" | "ndjson" => return Format::JsonLines,
        "html" | "htm" | "xhtml" | "shtml" if has_tag(words) => return Format::Html,
        "md" | "markdown" | "mdown" => return Format::Markdown,
        _ => {}
    }
    if opens_with_markup(words) { Format::Html } else { Format::Text }
}

/// The name's ending in lower case, without the dot.
pub(crate) fn extension(name: &str) -> String {
    let own = name.rsplit(['/', '!']).next().unwrap_or(name);
    own.rsplit_once('.').map_or_else(String::new, |(_, ending)| ending.to_ascii_lowercase())
}

/// Formats that say what they are in their first bytes.
fn magic(head: &[u8]) -> Option<Format> {
    const KNOWN: &[(&[u8], Format)] = &[
        (b"\x1f\x8b", Format::Gzip),
        (b"\x28\xb5\x2f\xfd", Format::Zstd),
        (b"PK\x03\x04", Format::Zip),
        (b"PK\x05\x06", Format::Zip),
        (b"WARC/", Format::Warc),
        (b"%PDF-", Format::Pdf),
        (b"\x89PNG\r\n", Format::Binary),
        (b"\xff\xd8\xff", Format::Binary),
        (b"GIF8", Format::Binary),
        (b"RIFF", Format::Binary),
        (b"\x7fELF", Format::Binary),
        (b"OggS", Format::Binary),
        (b"ID3", Format::Binary),
        (b"wOF2", Format::Binary),
        (b"SQLite format 3\0", Format::Binary),
        (b"PAR1", Format::Binary),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Format::Unsupported("an old Office file; save it as DOCX or text")),
        (b"{\\rtf", Format::Unsupported("RTF; save it as DOCX or text")),
        (b"BZh9", Format::Unsupported("bzip2; unpack it first")),
        (b"\xfd7zXZ\0", Format::Unsupported("xz; unpack it first")),
        (b"7z\xbc\xaf\x27\x1c", Format::Unsupported("7z; unpack it first")),
        (b"Rar!\x1a\x07", Format::Unsupported("RAR; unpack it first")),
    ];
    if head.get(257..262) == Some(b"ustar") {
        return Some(Format::Tar);
    }
    KNOWN.iter().find(|(start, _)| head.starts_with(start)).map(|(_, format)| *format)
}

/// Whether the first element is that of a feed.
fn is_feed(words: &str) -> bool {
    let mut rest = words;
    while let Some(end) =
        ["<?", "<!--", "<!"].iter().find(|start| rest.starts_with(**start)).map(|start| match *start {
            "<?" => "?>",
            "<!--" => "-->",
            _ => ">",
        })
    {
        let Some(at) = rest.find(end) else { return false };
        rest = rest[at + end.len()..].trim_start();
    }
    ["<rss", "<feed", "<rdf:RDF", "<atom:feed"]
        .iter()
        .any(|start| rest.strip_prefix(start).is_some_and(|r| r.starts_with(|c: char| c == '>' || c.is_whitespace())))
}

/// Whether the text opens with the headers of a mail, and not those of a scraper: only mail has these.
fn is_mail(ending: &str, text: &str) -> bool {
    let block = text.split("\n\n").next().unwrap_or("").split("\r\n\r\n").next().unwrap_or("");
    let mut names = Vec::new();
    for line in block.lines() {
        if line.starts_with([' ', '\t']) && !names.is_empty() {
            continue;
        }
        match line.split_once(':') {
            Some((name, _)) if !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') => {
                names.push(name.to_ascii_lowercase());
            }
            _ => return false,
        }
    }
    let has = |name: &str| names.iter().any(|n| n == name);
    let transport =
        ["mime-version", "message-id", "received", "return-path", "content-transfer-encoding", "dkim-signature"];
    let count = transport.iter().filter(|name| has(name)).count();
    let is_letter = has("from") && (has("to") || has("subject") || has("date"));
    (ending == "eml" && !names.is_empty()) || (count >= 1 && is_letter)
}

/// Control characters that text does not hold. Random bytes have one in ten, no encoding of text one in fifty.
fn looks_binary(head: &[u8]) -> bool {
    let wide = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") || head.starts_with(b"\0\0\xfe\xff");
    if wide || decode::unmarked_utf16(head).is_some() {
        return false;
    }
    let controls = head.iter().filter(|b| matches!(b, 0..=8 | 14..=26 | 28..=31 | 127)).count();
    let limit = if std::str::from_utf8(head).is_ok() { 10 } else { 25 };
    controls * limit > head.len()
}

fn json(ending: &str, words: &str, is_whole: bool) -> Option<Format> {
    let is_lines = matches!(ending, "jsonl" | "ndjson");
    let (line, is_cut) = match words.split_once('\n') {
        Some((line, _)) => (line, false),
        None => (words, !is_whole),
    };
    let starts_object = words[1..].trim_start().starts_with(['"', '}']);
    if is_lines || (is_cut && starts_object && ending != "json") {
        return Some(Format::JsonLines);
    }
    if serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(line).is_ok() {
        return Some(Format::JsonLines);
    }
    starts_object.then_some(Format::JsonObject)
}

/// Names of elements that begin a page or a fragment of one.
const ELEMENTS: &[&str] = &[
    "!doctype", "html", "head", "body", "meta", "title", "div", "p", "article", "section", "main", "h1", "h2", "h3",
    "table", "span", "br", "ul", "ol", "img", "a", "b", "strong", "em", "i", "script", "style", "link", "header",
    "center", "font", "figure", "nav", "?xml", "!--",
];

fn element(text: &str) -> Option<&'static str> {
    let rest = text.strip_prefix('<')?;
    ELEMENTS.iter().copied().find(|element| {
        rest.get(..element.len()).is_some_and(|start| start.eq_ignore_ascii_case(element))
            && (*element == "!--" || !rest[element.len()..].starts_with(|c: char| c.is_ascii_alphanumeric()))
    })
}

/// Whether the text is markup from its first sign on.
pub(crate) fn opens_with_markup(words: &str) -> bool {
    let Some(first) = element(words.trim_start()) else { return false };
    matches!(first, "!doctype" | "html" | "head" | "body" | "?xml" | "meta") || has_tag(&words[1..])
}

fn has_tag(text: &str) -> bool {
    text.match_indices('<').any(|(at, _)| {
        let rest = &text[at..];
        let rest = if let Some(name) = rest.strip_prefix("</") { format!("<{}", head_of(name)) } else { head_of(rest) };
        element(&rest).is_some()
    })
}

fn head_of(text: &str) -> String {
    text.chars().take(12).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_first_name_second() {
        let rows: &[(&str, &[u8], Format)] = &[
            ("a.txt", b"", Format::Empty),
            ("a.txt", b" \n\n", Format::Empty),
            ("a.txt", b"Talks were held.", Format::Text),
            ("a.txt", b"<!DOCTYPE html><p>x</p>", Format::Html),
            ("a", b"<p>Talks</p>", Format::Html),
            ("a.html", b"Talks were held.", Format::Text),
            ("a.html", b"Saved page <div>Talks</div>", Format::Html),
            ("a.txt", b"<VNA> Talks were held.", Format::Text),
            ("a.md", b"# Talks", Format::Markdown),
            ("a.txt", b"{\"text\":\"x\"}\n{\"text\":\"y\"}", Format::JsonLines),
            ("a.json", b"{\n \"text\": \"x\"\n}", Format::JsonObject),
            ("a.json", b"[\n {\"text\": \"x\"}]", Format::JsonArray),
            ("a.txt", b"[Photo] {x}", Format::Text),
            ("a.jsonl", b"broken\n{\"text\":\"y\"}", Format::JsonLines),
            ("a.txt", b"\x89PNG\r\n\x1a\n", Format::Binary),
            ("a.txt", b"t\0a\0l\0k\0s\0 \0w\0e\0r\0e\0", Format::Text),
        ];
        for (name, head, expected) in rows {
            assert_eq!(format(name, head, true), *expected, "{name} {}", String::from_utf8_lossy(head));
        }
    }
}
