//! Identifiers made from content, so that they survive new sources and new runs.

use sha2::{Digest, Sha256};

/// The SHA-256 of some bytes in 64 hexadecimal digits.
pub fn hex_digest(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        out.push(char::from_digit(u32::from(byte >> 4), 16).unwrap_or('0'));
        out.push(char::from_digit(u32::from(byte & 15), 16).unwrap_or('0'));
    }
    out
}

/// The first 16 hexadecimal digits of the SHA-256 of some parts, joined by a unit separator.
pub fn hex16(parts: &[&str]) -> String {
    let mut digest = hex_digest(parts.join("\u{1f}").as_bytes());
    digest.truncate(16);
    digest
}

/// The id of a document from the SHA-256 of the record's own bytes.
pub fn document_id(sha256: &str) -> String {
    format!("d-{}", sha256.get(..16).unwrap_or(sha256))
}

/// The id of a finding: document, start, end and type of record.
pub fn finding_id(document: &str, start: usize, end: usize, kind: &str) -> String {
    format!("f-{}", hex16(&[document, &start.to_string(), &end.to_string(), kind]))
}
