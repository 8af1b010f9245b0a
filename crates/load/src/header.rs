//! The metadata that a scraper put before a text -> what it says, with its place.
//!
//! Three shapes are known: words glued to the first line (` date 2020-02-27 At the meeting`), lines of `Key: value`, and
//! front matter between `---` or `+++`. The keys are the field names of these formats, not words of a language's text.

use crate::keys::{Field, field};
use model::{Given, Span};
use serde_json::{Map, Value};

/// Front matter and header lines end within this many bytes, or there are none.
const HEADER_BYTES: usize = 1 << 16;
/// A longer line is a paragraph.
const LINE_BYTES: usize = 2000;

/// Reads the header of a text, if it has one, into `given` and `extra`. Where `is_record`, one line of `Key: value` is not
/// enough: a record of one sentence may look like that.
pub(crate) fn read(text: &str, is_record: bool, given: &mut Given, extra: &mut Map<String, Value>) {
    let mut found = Header { text, given, extra, end: None };
    let start = text.len() - text.trim_start().len();
    let mut after = found.front_matter(start).or_else(|| found.glued(start)).unwrap_or(start);
    if after == start || found.end.is_some() {
        after = found.lines(after, is_record).unwrap_or(after);
    }
    if let Some(end) = found.end {
        debug_assert!(end <= after);
        given.header = Some(Span::new(start, end).trim(text));
    }
}

struct Header<'a> {
    text: &'a str,
    given: &'a mut Given,
    extra: &'a mut Map<String, Value>,
    end: Option<usize>,
}

impl Header<'_> {
    /// ` date 2020-02-27 At the meeting, …`: a key and a value without white space before the first words of the text.
    fn glued(&mut self, start: usize) -> Option<usize> {
        let mut at = start;
        loop {
            let rest = &self.text[at..];
            let Some(key) = rest.split(|c: char| c.is_whitespace() || c == ':').next().filter(|k| k.len() <= 9) else {
                break;
            };
            let gap = rest[key.len()..].trim_start_matches(':');
            let words = gap.trim_start_matches([' ', '\t']);
            let value = words.split_whitespace().next().filter(|_| !words.starts_with(['\n', '\r'])).unwrap_or("");
            let from = at + (rest.len() - words.len());
            let span = Span::new(from, from + value.len());
            let has_colon = gap.len() < rest.len() - key.len();
            match field(key) {
                // With a colon it is a header line, and `lines` reads it.
                _ if has_colon => break,
                Some(Field::Published) if is_iso_date(value) => self.set(Field::Published, key, span),
                Some(Field::Url) if value.starts_with("http://") || value.starts_with("https://") => {
                    self.set(Field::Url, key, span);
                }
                _ => break,
            }
            let end = self.with_clock(span.end);
            if end > span.end && self.given.published_at == Some(span) {
                self.set(Field::Published, key, Span::new(from, end));
            }
            self.end = Some(end);
            at = end + (self.text[end..].len() - self.text[end..].trim_start().len());
        }
        self.end.map(|_| at)
    }

    /// Takes in a time of day that follows a glued date.
    fn with_clock(&self, end: usize) -> usize {
        let rest = self.text.get(end..).unwrap_or("");
        let Some(word) = rest.strip_prefix(' ').and_then(|r| r.split_whitespace().next()) else { return end };
        let is_clock = word.len() >= 5
            && word.as_bytes()[2] == b':'
            && word.bytes().enumerate().all(|(n, b)| if n % 3 == 2 { b == b':' } else { b.is_ascii_digit() });
        if is_clock { end + 1 + word.len() } else { end }
    }

    /// Lines of `Key: value` at the top, with or without blank lines between them.
    fn lines(&mut self, start: usize, is_record: bool) -> Option<usize> {
        let mut rows: Vec<(Option<Field>, &str, Span)> = Vec::new();
        let mut end = start;
        let mut sure_end = None;
        let mut sure_rows = 0;
        let mut is_block_start = true;
        for line in lines_from(self.text, start) {
            let words = line.of(self.text).trim_end_matches(['\n', '\r']);
            if line.end > start + HEADER_BYTES {
                break;
            }
            if words.trim().is_empty() {
                // Rows of unknown keys count only in a block that ends here.
                if rows.len() > sure_rows {
                    (sure_rows, sure_end) = (rows.len(), Some(end));
                }
                is_block_start = true;
                continue;
            }
            if !rows.is_empty() && !is_block_start && is_rule(words) {
                (sure_rows, sure_end) = (rows.len(), Some(line.end));
                break;
            }
            let Some((key, value)) = key_value(words) else { break };
            let known = field(&key_name(key));
            if known.is_none() && (is_block_start || rows.len() < 2 || words.len() > 200) {
                break;
            }
            let from = line.start + (value.as_ptr() as usize - words.as_ptr() as usize);
            rows.push((known, key, Span::new(from, from + value.len()).trim(self.text)));
            end = line.start + words.len();
            is_block_start = false;
            if known.is_some() {
                (sure_rows, sure_end) = (rows.len(), Some(end));
            }
        }
        let known = rows[..sure_rows].iter().filter(|(field, ..)| field.is_some()).count();
        let is_strong =
            rows.first().is_some_and(|(key, _, value)| key.is_some_and(|key| fits(key, value.of(self.text))));
        if known < 1 + usize::from(is_record) || !(is_strong || known >= 2) {
            return None;
        }
        for (known, key, value) in &rows[..sure_rows] {
            self.set(known.unwrap_or(Field::Other), key, *value);
        }
        self.end = sure_end;
        sure_end
    }

    /// YAML between lines of `---`, or TOML between `+++`; only the flat part of either is read, the rest is kept as text.
    fn front_matter(&mut self, start: usize) -> Option<usize> {
        let mut lines = lines_from(self.text, start);
        let fence = lines.next()?.of(self.text).trim_end();
        let sign = match fence {
            "---" => ':',
            "+++" => '=',
            _ => return None,
        };
        let mut rows: Vec<(String, Span, Vec<String>)> = Vec::new();
        for line in lines {
            let words = line.of(self.text).trim_end();
            if line.end > start + HEADER_BYTES {
                return None;
            }
            if words == fence || (words == "..." && sign == ':') {
                if rows.is_empty() {
                    return None;
                }
                for (key, value, items) in rows {
                    let known = field(&key_name(&key)).unwrap_or(Field::Other);
                    match items.is_empty() {
                        true => self.set(known, &key, value),
                        false => {
                            self.extra.insert(key, Value::from(items));
                        }
                    }
                }
                self.end = Some(line.start + words.len());
                return self.end;
            }
            if words.trim().is_empty() || words.trim_start().starts_with('#') {
                continue;
            }
            let is_inner = words.starts_with([' ', '\t', '-', ']', '}']);
            if is_inner {
                let item = words.trim().trim_start_matches("- ").trim();
                rows.last_mut()?.2.push(unquoted(item).to_string());
                continue;
            }
            let (key, value) = words.split_once(sign)?;
            if key.trim().is_empty() || key.len() > 60 {
                return None;
            }
            let from = line.start + key.len() + 1;
            let span = Span::new(from, from + value.len()).trim(self.text);
            let bare = unquoted(span.of(self.text));
            let inside = span.start + usize::from(bare.len() < span.len());
            let span = Span::new(inside, inside + bare.len());
            let list = bare.strip_prefix('[').and_then(|b| b.strip_suffix(']'));
            let items = list.map_or_else(Vec::new, |l| l.split(',').map(|i| unquoted(i.trim()).to_string()).collect());
            rows.push((key.trim().trim_matches('"').to_string(), span, items));
        }
        None
    }

    fn set(&mut self, field: Field, key: &str, value: Span) {
        let words = value.of(self.text);
        if words.is_empty() {
            return;
        }
        let slot = match field {
            Field::Title => &mut self.given.title,
            Field::Url => &mut self.given.url,
            Field::Language => &mut self.given.language,
            Field::Outlet if words.starts_with("http") && self.given.url.is_none() => &mut self.given.url,
            Field::Outlet => &mut self.given.outlet,
            Field::Published => {
                // What the container says goes before what its text says.
                if self.given.published.is_none() || self.given.published_at.is_some() {
                    self.given.published = Some(words.to_string());
                    self.given.published_at = Some(value);
                }
                return;
            }
            Field::Other => {
                let name = key.trim_matches(['*', '_', '#', ' ']).to_lowercase();
                self.extra.entry(name).or_insert_with(|| Value::from(words));
                return;
            }
        };
        if slot.is_none() {
            *slot = Some(words.to_string());
        }
    }
}

/// The lines of a text from a place on, each with its line break.
fn lines_from(text: &str, start: usize) -> impl Iterator<Item = Span> + '_ {
    let mut at = start;
    text[start..].split_inclusive('\n').map(move |line| {
        let span = Span::new(at, at + line.len());
        at = span.end;
        span
    })
}

fn key_value(line: &str) -> Option<(&str, &str)> {
    if line.len() > LINE_BYTES || line.starts_with(' ') {
        return None;
    }
    let (key, value) = line.split_once(':')?;
    let name = key.trim_matches(['*', '_', '#', ' ']);
    let fits = !name.is_empty()
        && name.len() <= 24
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || " _-".contains(c));
    fits.then_some((key, value.trim_start_matches(['*', '_'])))
}

/// A key as the table has it: lower case, blanks for the signs between words.
fn key_name(key: &str) -> String {
    key.trim_matches(['*', '_', '#', ' ']).to_ascii_lowercase().replace(['_', '-'], " ")
}

/// Whether a value may stand behind its key where no other line of a header is there to confirm it.
fn fits(field: Field, value: &str) -> bool {
    let words = value.split_whitespace().count();
    match field {
        Field::Title => words > 0,
        Field::Url => value.contains("://") || value.starts_with("www."),
        Field::Published => value.bytes().any(|b| b.is_ascii_digit()) && words <= 12,
        Field::Language => (1..=3).contains(&words),
        Field::Outlet => (1..=8).contains(&words) && !value.ends_with('.'),
        Field::Other => false,
    }
}

fn is_rule(line: &str) -> bool {
    let words = line.trim();
    words.len() >= 3 && words.bytes().all(|b| b"-=_*".contains(&b))
}

fn unquoted(value: &str) -> &str {
    for quote in ['"', '\''] {
        if value.len() >= 2
            && let Some(inner) = value.strip_prefix(quote).and_then(|v| v.strip_suffix(quote))
        {
            return inner;
        }
    }
    value
}

/// `2020`, `2020-02`, `2020-02-27`, the same with `/`, or a date with a time after `T`.
fn is_iso_date(value: &str) -> bool {
    let day = value.split('T').next().unwrap_or("");
    let parts: Vec<&str> = day.split(['-', '/']).collect();
    let widths: Vec<usize> = parts.iter().map(|p| p.len()).collect();
    let in_range = |part: &str, top: u32| part.parse::<u32>().is_ok_and(|n| (1..=top).contains(&n));
    parts.iter().all(|p| p.bytes().all(|b| b.is_ascii_digit()))
        && matches!(widths.as_slice(), [4, 1 | 2] | [4, 1 | 2, 1 | 2])
        && in_range(parts[0], 9999)
        && in_range(parts[1], 12)
        && parts.get(2).is_none_or(|d| in_range(d, 31))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(text: &str) -> String {
        let (mut given, mut extra) = (Given::default(), Map::new());
        read(text, false, &mut given, &mut extra);
        assert_eq!(given.published_at.map(|s| s.of(text)), given.published.as_deref());
        let shown = [&given.title, &given.url, &given.published, &given.language, &given.outlet];
        let shown: Vec<&str> = shown.iter().map(|v| v.as_deref().unwrap_or("-")).collect();
        let extra: Vec<String> = extra.iter().map(|(k, v)| format!(" {k}={v}")).collect();
        let rest = given.header.map_or(text, |h| &text[h.end..]).trim();
        format!("{}{} | {rest}", shown.join(" "), extra.concat())
    }

    #[test]
    fn headers_become_metadata_and_the_rest_stays_text() {
        let rows = [
            (" date 2020-02-27 At the meeting", "- - 2020-02-27 - - | At the meeting"),
            (" date 2019-09 Working session", "- - 2019-09 - - | Working session"),
            ("date 2019-09-01 10:30 Talks", "- - 2019-09-01 10:30 - - | Talks"),
            ("date 2019-09-01\nTalks", "- - 2019-09-01 - - | Talks"),
            ("date 2019-09-01\nTitle: Talks\n\nText", "Talks - 2019-09-01 - - | Text"),
            ("Date palms grow in Tunisia", "- - - - - | Date palms grow in Tunisia"),
            ("date 12 May the ministers met", "- - - - - | date 12 May the ministers met"),
            (
                "Title: Talks\nURL: https://a.example/x\nDate: 3 May 2019\n\nText",
                "Talks https://a.example/x 3 May 2019 - - | Text",
            ),
            ("Title: Talks\r\nAuthor: A. Writer\r\n\r\nText", "Talks - - - - author=\"A. Writer\" | Text"),
            ("**Title:** Talks\n**Source:** Daily\nText: more", "Talks - - - Daily | Text: more"),
            (
                "Title: Talks\n\nURL Source: http://a.example\n\nMarkdown Content:\nText",
                "Talks http://a.example - - - | Text",
            ),
            ("Title: Talks\nLanguage: fr\nEditor: B\n\nHanoi: text", "Talks - - fr - editor=\"B\" | Hanoi: text"),
            ("Minister: we agree\nText", "- - - - - | Minister: we agree\nText"),
            ("Title: Talks\nDate: 2020-01-02\n---\nText", "Talks - 2020-01-02 - - | Text"),
            (
                "Language: the ministers spoke of it for an hour.\nText",
                "- - - - - | Language: the ministers spoke of it for an hour.\nText",
            ),
            ("Author: A\nText", "- - - - - | Author: A\nText"),
            (
                "---\ntitle: \"Talks: held\"\ndate: 2020-01-02\ntags: [a, 'b']\n---\nText",
                "Talks: held - 2020-01-02 - - tags=[\"a\",\"b\"] | Text",
            ),
            ("+++\ntitle = 'Talks'\n+++\nText", "Talks - - - - | Text"),
            ("---\nTalks were held\n---\nText", "- - - - - | ---\nTalks were held\n---\nText"),
            ("---", "- - - - - | ---"),
            ("", "- - - - - | "),
        ];
        for (text, expected) in rows {
            assert_eq!(view(text), expected, "{text:?}");
        }
    }

    #[test]
    fn one_line_is_no_header_in_a_record() {
        let (mut given, mut extra) = (Given::default(), Map::new());
        read("Date: the ministers will set it later.", true, &mut given, &mut extra);
        assert_eq!((given.header, given.published.clone()), (None, None));
        read(" date 2020-02-27 Talks", true, &mut given, &mut extra);
        assert_eq!(given.published.as_deref(), Some("2020-02-27"));
    }
}
