//! JSON of many documents -> clippings: one object a line, an array of objects, or a single object.
//!
//! A document's own bytes are those of its line or element, so that a line added to a file changes no other id.

use crate::budget::Context;
use crate::decode;
use crate::document::{self, Origin};
use crate::lines::{self, Line};
use crate::read::{Flow, Sink};
use model::{Issue, Severity};
use serde_json::{Map, Value};
use std::io::{self, BufRead, Read as _};
use std::ops::ControlFlow;

/// One object a line. `path#7` is the document on line 7.
pub(crate) fn json_lines(name: &str, input: &mut dyn BufRead, context: &Context, out: &mut Sink) -> Flow {
    let mut line = Vec::new();
    let mut number = 0u64;
    loop {
        number += 1;
        match lines::next(input, &mut line, context.options.document_bytes) {
            Ok(Line::End) => return ControlFlow::Continue(()),
            Ok(Line::TooLong(length)) => {
                let limit = context.options.document_bytes;
                let message =
                    format!("line {number}: {length} bytes, more than the limit of {limit}; the line is left out");
                out.error("load.too-large", name, message)?;
            }
            Ok(Line::Full) => {
                let bytes = if number == 1 { line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line) } else { &line };
                if !bytes.trim_ascii().is_empty() {
                    object(name, &format!("line {number}"), number, bytes, out)?;
                }
            }
            Err(error) => {
                return context.stopped(name, &format!("line {number}: "), &error, out);
            }
        }
    }
}

/// An array of objects. `path#7` is its seventh element. A broken element is left out and the next is looked for.
pub(crate) fn json_array(name: &str, input: &mut dyn BufRead, context: &Context, out: &mut Sink) -> Flow {
    let mut scan = Scan { input, limit: context.options.document_bytes };
    let mut element = Vec::new();
    let mut number = 0u64;
    loop {
        match scan.next(&mut element) {
            Ok(Found::End) => return ControlFlow::Continue(()),
            Ok(Found::Element) => {
                number += 1;
                object(name, &format!("element {number}"), number, &element, out)?;
            }
            Ok(Found::TooLong) => {
                number += 1;
                let limit = context.options.document_bytes;
                let message = format!("element {number}: more than the limit of {limit} bytes; it is left out");
                out.error("load.too-large", name, message)?;
            }
            Err(error) => {
                return context.stopped(name, &format!("element {}: ", number + 1), &error, out);
            }
        }
    }
}

/// A file that is one object. It may hold an array of documents under one of its keys, as the answers of many services do.
pub(crate) fn json_object(name: &str, bytes: &[u8], out: &mut Sink) -> Flow {
    let decoded = decode::decode(bytes, None, false);
    match serde_json::from_str::<Map<String, Value>>(&decoded.text) {
        Ok(map) => {
            if let Some(elements) = documents(&map) {
                for (index, element) in elements.iter().enumerate() {
                    let number = index as u64 + 1;
                    object(name, &format!("element {number}"), number, element.to_string().as_bytes(), out)?;
                }
                return ControlFlow::Continue(());
            }
            let mut origin = Origin::new(name);
            match fields(map, &mut origin) {
                Ok((text, media_type)) => out.all(document::from_record(bytes, text, media_type, origin)),
                Err(message) => out.error("load.keys", name, message),
            }
        }
        Err(error) => out.error("load.json", name, format!("expected one JSON object or one a line, {error}")),
    }
}

/// The array of documents that an object holds under one of its keys, where it is no document itself.
fn documents(map: &Map<String, Value>) -> Option<&Vec<Value>> {
    if map.contains_key("text") || map.contains_key("html") {
        return None;
    }
    let is_document = |value: &Value| {
        value.as_object().is_some_and(|m| m.keys().any(|key| matches!(canonical(key), Some("text" | "html"))))
    };
    map.values().filter_map(Value::as_array).find(|elements| elements.iter().any(is_document))
}

fn object(name: &str, place: &str, number: u64, bytes: &[u8], out: &mut Sink) -> Flow {
    let decoded = decode::decode(bytes, None, false);
    let map = match serde_json::from_str::<Value>(&decoded.text) {
        Ok(Value::Object(map)) => map,
        Ok(_) => return out.error("load.json", name, format!("{place}: expected a JSON object, found another value")),
        Err(error) => return out.error("load.json", name, format!("{place}: broken JSON, {}", cause(&error))),
    };
    let mut origin = Origin { is_record: true, ..Origin::new(&format!("{name}#{number}")) };
    match fields(map, &mut origin) {
        Ok((text, media_type)) => {
            if decoded.lost > 0 || decoded.encoding != "utf-8" {
                let message =
                    format!("{place}: not valid UTF-8, read as {}; {} places lost", decoded.encoding, decoded.lost);
                out.issue(Issue::new(Severity::Warning, "load.encoding", &origin.path, message))?;
            }
            out.all(document::from_record(bytes, text, media_type, origin))
        }
        Err(message) => out.error("load.keys", name, format!("{place}: {message}")),
    }
}

/// serde_json counts lines within the element, which would mislead here.
fn cause(error: &serde_json::Error) -> String {
    let words = error.to_string();
    match words.rsplit_once(" at line ") {
        Some((what, _)) => format!("{what} at its byte {}", error.column()),
        None => words,
    }
}

/// The keys of the contract, each with other names under which the same thing is met. These count where the contract's own
/// is not there.
const NAMES: &[(&str, &[&str])] = &[
    ("id", &[]),
    ("text", &["body", "content", "article", "article_text", "full_text", "fulltext", "maintext", "raw_text"]),
    ("html", &["content_html", "raw_html", "body_html"]),
    ("title", &["headline"]),
    ("url", &["link"]),
    (
        "published",
        &[
            "date",
            "published_at",
            "publishedat",
            "published_date",
            "publisheddate",
            "pub_date",
            "pubdate",
            "date_published",
            "datepublished",
            "date_publish",
            "publish_date",
            "publication_date",
        ],
    ),
    ("language", &["lang"]),
    ("outlet", &["source", "publisher", "newspaper"]),
];

/// The key of the contract that a column or key stands for.
pub(crate) fn canonical(key: &str) -> Option<&'static str> {
    let key = key.to_ascii_lowercase();
    NAMES.iter().find(|(name, others)| *name == key || others.contains(&key.as_str())).map(|(name, _)| *name)
}

/// Sorts the keys of the contract into `origin`, leaves the unknown ones in `extra`, and returns the text with its media
/// type, or the reason why there is none.
pub(crate) fn fields(mut map: Map<String, Value>, origin: &mut Origin) -> Result<(String, &'static str), String> {
    let keys: Vec<&str> = map.keys().map(String::as_str).take(8).collect();
    let found = if keys.is_empty() { "none".to_string() } else { keys.join(", ") };
    let body = (own(&mut map, "text"), own(&mut map, "html"));
    let (text, html) = match body {
        (None, None) => (other(&mut map, "text", true), None),
        body => body,
    };
    let (text, html) = match (text, html) {
        (None, None) => (None, other(&mut map, "html", true)),
        body => body,
    };
    origin.external_id = own(&mut map, "id");
    let given = &mut origin.given;
    let slots = [
        ("title", &mut given.title),
        ("url", &mut given.url),
        ("published", &mut given.published),
        ("language", &mut given.language),
        ("outlet", &mut given.outlet),
    ];
    for (name, slot) in slots {
        *slot = own(&mut map, name).or_else(|| other(&mut map, name, false));
    }
    let body = match (text, html) {
        (Some(text), None) => Ok((text, "text/plain")),
        (None, Some(html)) => Ok((html, "text/html")),
        (Some(text), Some(html)) if text.trim().is_empty() => Ok((html, "text/html")),
        (Some(text), Some(html)) => {
            // The text is what the source calls the document; the page stays beside it.
            map.insert("html".to_string(), Value::from(html));
            Ok((text, "text/plain"))
        }
        (None, None) => Err(format!("expected a key text or html that holds a string, found the keys {found}")),
    };
    origin.extra = map;
    body
}

/// Takes a key of the contract out of the map. A value of another type stays in it.
fn own(map: &mut Map<String, Value>, name: &str) -> Option<String> {
    match map.get(name)? {
        Value::Null => {
            map.shift_remove(name);
            None
        }
        Value::Number(_) if matches!(name, "text" | "html") => None,
        Value::String(_) | Value::Number(_) => match map.shift_remove(name) {
            Some(Value::String(words)) => Some(words),
            Some(value) => Some(value.to_string()),
            None => None,
        },
        _ => None,
    }
}

/// The value of a key that goes under another name. Unless it is taken, it stays in the map under its own.
fn other(map: &mut Map<String, Value>, name: &str, is_taken: bool) -> Option<String> {
    let (_, others) = NAMES.iter().find(|(own, _)| *own == name)?;
    let key = others
        .iter()
        .find_map(|other| map.iter().find(|(key, value)| key.eq_ignore_ascii_case(other) && value.is_string()))
        .map(|(key, _)| key.clone())?;
    if is_taken {
        return map.shift_remove(&key).and_then(|value| value.as_str().map(str::to_string));
    }
    map.get(&key).and_then(Value::as_str).map(str::trim).filter(|words| !words.is_empty()).map(str::to_string)
}

enum Found {
    Element,
    TooLong,
    End,
}

/// Cuts the elements of one array out of a stream, by brackets and strings alone.
struct Scan<'a> {
    input: &'a mut dyn BufRead,
    limit: u64,
}

impl Scan<'_> {
    fn next(&mut self, element: &mut Vec<u8>) -> io::Result<Found> {
        element.clear();
        let (mut depth, mut in_string, mut is_escaped, mut length) = (0u32, false, false, 0u64);
        for byte in (&mut *self.input).bytes() {
            let byte = byte?;
            if length == 0 && (byte.is_ascii_whitespace() || matches!(byte, b',' | b'[' | 0xef | 0xbb | 0xbf)) {
                continue;
            }
            if length == 0 && byte == b']' {
                return Ok(Found::End);
            }
            length += 1;
            if length <= self.limit {
                element.push(byte);
            }
            match byte {
                _ if is_escaped => is_escaped = false,
                b'\\' if in_string => is_escaped = true,
                b'"' => in_string = !in_string,
                _ if in_string => {}
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            // An element ends with its last bracket; anything that is no object ends at the next comma.
            if depth == 0 && !in_string && matches!(byte, b'}' | b']' | b',') {
                if length > self.limit {
                    element.clear();
                    return Ok(Found::TooLong);
                }
                return Ok(Found::Element);
            }
        }
        if length == 0 { Ok(Found::End) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
    }
}
