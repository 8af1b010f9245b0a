//! WARC and WET -> one document a page. A page's own bytes are what the server sent as its body, without the transfer's
//! chunks and compression, so that a saved copy of the same page is the same document.

use crate::budget::Context;
use crate::document::Origin;
use crate::lines::{self, Line};
use crate::read::{Flow, Sink, member};
use model::Issue;
use model::Severity;
use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;

/// A header line is not longer than this.
const LINE_BYTES: u64 = 1 << 16;
/// How many header lines a record may have.
const HEADER_LINES: usize = 1000;

/// Reads the records of a WARC file. `path#7` is its seventh record of any type.
pub(crate) fn records(name: &str, input: &mut dyn BufRead, context: &Context, out: &mut Sink) -> Flow {
    let mut line = Vec::new();
    let mut number = 0u64;
    loop {
        // Between records stand two line breaks; anything else is told once and skipped to the next record.
        let mut is_told = false;
        loop {
            match lines::next(input, &mut line, LINE_BYTES) {
                Ok(Line::End) => return ControlFlow::Continue(()),
                Ok(Line::Full) if line.starts_with(b"WARC/") => break,
                Ok(Line::Full) if line.trim_ascii().is_empty() => {}
                Ok(_) if is_told => {}
                Ok(_) => {
                    is_told = true;
                    let message = format!(
                        "after record {number}: expected a record, found other bytes (a wrong length?); skipped to the next"
                    );
                    out.error("load.warc", name, message)?;
                }
                Err(error) => return context.stopped(name, &format!("after record {number}: "), &error, out),
            }
        }
        number += 1;
        let place = format!("record {number}: ");
        let headers = match headers(input) {
            Ok(headers) => headers,
            Err(error) => return context.stopped(name, &place, &error, out),
        };
        let Some(length) = value(&headers, "content-length").and_then(|v| v.parse::<u64>().ok()) else {
            out.error("load.warc", name, format!("{place}no valid Content-Length, skipped to the next record"))?;
            continue;
        };
        let kind = value(&headers, "warc-type").unwrap_or("").to_ascii_lowercase();
        let wanted = matches!(kind.as_str(), "response" | "resource" | "conversion");
        let limit = context.options.document_bytes;
        if wanted && length <= limit {
            let mut bytes = Vec::new();
            match (&mut *input).take(length).read_to_end(&mut bytes) {
                Ok(read) if (read as u64) < length => {
                    let error = io::Error::from(io::ErrorKind::UnexpectedEof);
                    return context.stopped(name, &place, &error, out);
                }
                Ok(_) => page(name, number, &headers, &bytes, context, out)?,
                Err(error) => return context.stopped(name, &place, &error, out),
            }
        } else {
            if wanted {
                out.error("load.too-large", name, format!("{place}{length} bytes, more than the limit of {limit}"))?;
            }
            match io::copy(&mut (&mut *input).take(length), &mut io::sink()) {
                Ok(read) if read < length => {
                    let error = io::Error::from(io::ErrorKind::UnexpectedEof);
                    return context.stopped(name, &place, &error, out);
                }
                Ok(_) => {}
                Err(error) => return context.stopped(name, &place, &error, out),
            }
        }
        if context.is_spent() {
            return ControlFlow::Continue(());
        }
    }
}

type Headers = Vec<(String, String)>;

/// Header lines up to the blank one, names in lower case.
fn headers(input: &mut dyn BufRead) -> io::Result<Headers> {
    let mut out: Headers = Vec::new();
    let mut line = Vec::new();
    while out.len() < HEADER_LINES {
        match lines::next(input, &mut line, LINE_BYTES)? {
            Line::End => return Err(io::ErrorKind::UnexpectedEof.into()),
            Line::TooLong(_) => {}
            Line::Full if line.is_empty() => break,
            Line::Full => {
                let words = String::from_utf8_lossy(&line);
                match (words.split_once(':'), out.last_mut()) {
                    (_, Some((_, value))) if words.starts_with([' ', '\t']) => {
                        value.push(' ');
                        value.push_str(words.trim());
                    }
                    (Some((name, value)), _) => out.push((name.trim().to_ascii_lowercase(), value.trim().to_string())),
                    _ => {}
                }
            }
        }
    }
    Ok(out)
}

fn value<'a>(headers: &'a Headers, name: &str) -> Option<&'a str> {
    headers.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
}

fn page(name: &str, number: u64, record: &Headers, bytes: &[u8], context: &Context, out: &mut Sink) -> Flow {
    let mut origin = Origin::new(&format!("{name}#{number}"));
    let address = value(record, "warc-target-uri").map(|uri| uri.trim_matches(['<', '>']).to_string());
    origin.external_id = value(record, "warc-record-id").map(|id| id.trim_matches(['<', '>']).to_string());
    origin.given.url = address.clone();
    if let Some(date) = value(record, "warc-date") {
        origin.extra.insert("warc-date".to_string(), date.into());
    }
    let kind = value(record, "content-type").unwrap_or("");
    let mut media = kind.to_string();
    let body = if kind.starts_with("application/http") {
        let mut rest = bytes;
        let mut line = Vec::new();
        let status = match lines::next(&mut rest, &mut line, LINE_BYTES) {
            Ok(Line::Full) => String::from_utf8_lossy(&line).into_owned(),
            _ => String::new(),
        };
        let code = status.split_whitespace().nth(1).unwrap_or("");
        if !code.starts_with('2') {
            return ControlFlow::Continue(());
        }
        let http = headers(&mut rest).unwrap_or_default();
        media = value(&http, "content-type").unwrap_or("").to_string();
        origin.charset = charset(&media);
        match transferred(rest, &http, context) {
            Ok(body) => body,
            Err(error) => return out.error("load.warc", &origin.path, format!("the body cannot be read, {error}")),
        }
    } else {
        origin.charset = charset(kind);
        bytes.to_vec()
    };
    let kind = media.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    let is_text = kind.is_empty()
        || ["text/html", "text/plain", "application/xhtml+xml", "application/pdf", "text/markdown"]
            .contains(&kind.as_str());
    if !is_text {
        return ControlFlow::Continue(());
    }
    if body.trim_ascii().is_empty() {
        return out.issue(Issue::new(Severity::Note, "load.empty", &origin.path, "the page is empty"));
    }
    let hint = if kind.contains("html") { "page.html" } else { "page.txt" };
    member(hint, &mut body.as_slice(), origin, context, out)
}

fn charset(media: &str) -> Option<String> {
    let lower = media.to_ascii_lowercase();
    let rest = lower.split("charset=").nth(1)?;
    let label: String = rest.trim_matches(['"', '\'', ' ']).chars().take_while(|c| !"; \"'".contains(*c)).collect();
    (!label.is_empty()).then_some(label)
}

/// Undoes the chunks and the compression of an HTTP body. Crawlers often undo them and leave the headers as they were, so
/// a body that does not look encoded is taken as it is.
fn transferred(body: &[u8], http: &Headers, context: &Context) -> io::Result<Vec<u8>> {
    let is_chunked = value(http, "transfer-encoding").is_some_and(|v| v.to_ascii_lowercase().contains("chunked"));
    let body = if is_chunked { chunks(body).unwrap_or_else(|| body.to_vec()) } else { body.to_vec() };
    match value(http, "content-encoding").map(str::to_ascii_lowercase).as_deref() {
        Some("gzip" | "x-gzip") if body.starts_with(b"\x1f\x8b") => inflated(&body, context),
        Some("br") => Err(io::Error::other("it is compressed with brotli, which is not read")),
        _ => Ok(body),
    }
}

#[cfg(feature = "archives")]
fn inflated(body: &[u8], context: &Context) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    let limit = context.options.document_bytes;
    let decoder = flate2::read::MultiGzDecoder::new(body);
    crate::budget::Unpacked { input: decoder, context }.take(limit + 1).read_to_end(&mut out)?;
    if out.len() as u64 > limit {
        return Err(io::Error::other(format!("it unpacks to more than the limit of {limit} bytes for one document")));
    }
    Ok(out)
}

#[cfg(not(feature = "archives"))]
fn inflated(_: &[u8], _: &Context) -> io::Result<Vec<u8>> {
    Err(io::Error::other("gzip is not part of this build; build with the feature archives"))
}

/// The joined chunks, or nothing where the bytes are not chunks.
fn chunks(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    loop {
        let end = body.iter().position(|b| *b == b'\n')?;
        let size = std::str::from_utf8(&body[..end]).ok()?;
        let size = usize::from_str_radix(size.split(';').next()?.trim(), 16).ok()?;
        body = &body[end + 1..];
        if size == 0 {
            return Some(out);
        }
        // A body that was cut off keeps what came.
        out.extend_from_slice(&body[..size.min(body.len())]);
        body = body.get(size..).unwrap_or(&[]);
        body = body.strip_prefix(b"\r\n").or_else(|| body.strip_prefix(b"\n")).unwrap_or(body);
        if body.is_empty() {
            return Some(out);
        }
    }
}
