//! CSV and TSV with a header -> one document a row. A row's own bytes are those between its first sign and its line break.

use crate::budget::Context;
use crate::decode;
use crate::document::{self, Origin};
use crate::json;
use crate::read::{Flow, Sink};
use csv::{ByteRecord, ReaderBuilder};
use model::{Issue, Severity};
use serde_json::{Map, Value};
use std::cell::RefCell;
use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;
use std::rc::Rc;

/// The sign between columns, where the first line is a header that names a column of text.
pub(crate) fn delimiter(ending: &str, words: &str) -> Option<u8> {
    let first = words.lines().next().unwrap_or("");
    let named = matches!(ending, "csv" | "tsv" | "tab");
    if first.len() > 10_000 {
        return None;
    }
    let fields =
        |sign: char| first.split(sign).map(|f| json::canonical(f.trim().trim_matches('"'))).collect::<Vec<_>>();
    let signs = [(',', b','), ('\t', b'\t'), (';', b';'), ('|', b'|')];
    let (sign, byte) = signs
        .into_iter()
        .max_by_key(|(sign, _)| (fields(*sign).iter().filter(|f| f.is_some()).count(), first.matches(*sign).count()))?;
    let found = fields(sign);
    let known = found.iter().filter(|f| f.is_some()).count();
    let has_text = found.iter().any(|f| matches!(f, Some("text" | "html")));
    (named || (has_text && known >= 2 && found.len() == known.max(found.len()) && is_header(first, sign)))
        .then_some(byte)
}

/// A header has short names and no sentences.
fn is_header(line: &str, sign: char) -> bool {
    line.split(sign).all(|field| {
        let name = field.trim().trim_matches('"');
        name.len() <= 40 && !name.ends_with('.') && name.split_whitespace().count() <= 4
    })
}

pub(crate) fn rows(name: &str, input: &mut dyn BufRead, context: &Context, out: &mut Sink) -> Flow {
    let head = match input.fill_buf() {
        Ok(head) => String::from_utf8_lossy(head).into_owned(),
        Err(error) => return context.stopped(name, "", &error, out),
    };
    let ending = crate::sniff::extension(name);
    let sign = delimiter(&ending, head.trim_start_matches('\u{feff}').trim_start()).unwrap_or(b',');
    let seen = Rc::new(RefCell::new(Seen::default()));
    let tee = Tee { input, seen: Rc::clone(&seen), limit: context.options.document_bytes };
    let mut reader = ReaderBuilder::new().delimiter(sign).flexible(true).has_headers(false).from_reader(tee);
    let mut row = ByteRecord::new();
    let mut columns: Vec<String> = Vec::new();
    let mut number = 0u64;
    loop {
        let more = match reader.read_byte_record(&mut row) {
            Ok(more) => more,
            Err(error) => {
                let message = error.to_string();
                let cause = match error.into_kind() {
                    csv::ErrorKind::Io(error) => error,
                    _ => io::Error::other(message),
                };
                return context.stopped(name, &format!("row {number}: "), &cause, out);
            }
        };
        if !more {
            return ControlFlow::Continue(());
        }
        let own = seen.borrow_mut().cut(reader.position().byte());
        let cells: Vec<String> = row.iter().map(|cell| decode::decode(cell, None, false).text).collect();
        if columns.is_empty() {
            columns = header(name, cells, out)?;
            continue;
        }
        number += 1;
        let path = format!("{name}#{number}");
        if cells.len() != columns.len() {
            let message =
                format!("row {number}: expected {} cells, found {}; read by the header", columns.len(), cells.len());
            out.issue(Issue::new(Severity::Warning, "load.ragged", &path, message))?;
        }
        let mut map = Map::new();
        for (at, cell) in cells.into_iter().enumerate() {
            let column = columns.get(at).cloned().unwrap_or_else(|| format!("column {}", at + 1));
            if !cell.is_empty() || matches!(column.as_str(), "text" | "html") {
                map.insert(column, Value::from(cell));
            }
        }
        // An empty cell beside a full one is no second text.
        for (one, other) in [("html", "text"), ("text", "html")] {
            if map.get(one).and_then(Value::as_str) == Some("") && map.contains_key(other) {
                map.remove(one);
            }
        }
        let mut origin = Origin { is_record: true, ..Origin::new(&path) };
        match json::fields(map, &mut origin) {
            Ok((text, media_type)) => out.all(document::from_record(&own, text, media_type, origin))?,
            Err(message) => out.error("load.keys", name, format!("row {number}: {message}"))?,
        }
    }
}

/// The names of the columns, in lower case where they are known; a name that comes again gets a number.
fn header(name: &str, cells: Vec<String>, out: &mut Sink) -> ControlFlow<(), Vec<String>> {
    let mut columns: Vec<String> = Vec::new();
    for (at, cell) in cells.into_iter().enumerate() {
        let own = cell.trim_start_matches('\u{feff}').trim();
        let lower = own.to_ascii_lowercase();
        let own = match json::canonical(&lower) {
            Some(_) => lower,
            None if own.is_empty() => format!("column {}", at + 1),
            None => own.to_string(),
        };
        if columns.contains(&own) {
            let message =
                format!("two columns are named {own:?}; the later one is kept under extra as {own:?}#{}", at + 1);
            out.issue(Issue::new(Severity::Warning, "load.columns", name, message))?;
            columns.push(format!("{own}#{}", at + 1));
        } else {
            columns.push(own);
        }
    }
    if !columns.iter().any(|c| matches!(json::canonical(c), Some("text" | "html"))) {
        let shown = columns.iter().take(8).map(String::as_str).collect::<Vec<_>>().join(", ");
        let message = format!("expected a column text or html, found {shown}; name the columns in the first line");
        out.error("load.columns", name, message)?;
        return ControlFlow::Break(());
    }
    ControlFlow::Continue(columns)
}

/// Bytes that went to the parser and belong to no finished row.
#[derive(Default)]
struct Seen {
    bytes: Vec<u8>,
    /// Where `bytes` begins in the stream.
    start: u64,
}

impl Seen {
    /// The bytes up to a place in the stream, without the line breaks around them.
    fn cut(&mut self, end: u64) -> Vec<u8> {
        let length = usize::try_from(end.saturating_sub(self.start)).unwrap_or(usize::MAX).min(self.bytes.len());
        let own: Vec<u8> = self.bytes.drain(..length).collect();
        self.start += own.len() as u64;
        let first = own.iter().position(|b| !matches!(b, b'\r' | b'\n')).unwrap_or(own.len());
        let last = own.iter().rposition(|b| !matches!(b, b'\r' | b'\n')).map_or(first, |at| at + 1);
        own[first..last].to_vec()
    }
}

struct Tee<'a> {
    input: &'a mut dyn BufRead,
    seen: Rc<RefCell<Seen>>,
    limit: u64,
}

impl Read for Tee<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut seen = self.seen.borrow_mut();
        if seen.bytes.len() as u64 > self.limit {
            let message = format!("a row has more than {} bytes (a quote that is not closed?)", self.limit);
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        }
        let count = self.input.read(buffer)?;
        seen.bytes.extend_from_slice(&buffer[..count]);
        Ok(count)
    }
}
