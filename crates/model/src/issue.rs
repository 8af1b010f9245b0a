//! What could not be read or was left out, with the reason.

use serde::{Deserialize, Serialize};

/// How bad an issue is; only `error` changes the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The input, or a part of it, could not be read.
    Error,
    /// Read, but something is doubtful or lost.
    Warning,
    /// Worth knowing.
    Note,
}

/// One line of `issues.jsonl`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Issue {
    /// The document, where one came to be.
    pub document: Option<String>,
    /// The path of the input, relative to INPUT.
    pub path: String,
    /// The stage that saw it: load, clean, extract, merge, report.
    pub stage: String,
    /// How bad it is.
    pub severity: Severity,
    /// A stable code, `stage.word`.
    pub code: String,
    /// One sentence: what was expected, what was found, what to do.
    pub message: String,
    /// First byte of the place in the decoded source.
    pub start: Option<usize>,
    /// One past its last byte.
    pub end: Option<usize>,
}

impl Issue {
    /// An issue of a stage about a path; the stage is the part of `code` before its dot.
    pub fn new(severity: Severity, code: &str, path: &str, message: impl Into<String>) -> Self {
        let stage = code.split('.').next().unwrap_or(code).to_string();
        Self {
            document: None,
            path: path.to_string(),
            stage,
            severity,
            code: code.to_string(),
            message: message.into(),
            start: None,
            end: None,
        }
    }

    /// The same issue, tied to a document.
    pub fn of(mut self, document: &str) -> Self {
        self.document = Some(document.to_string());
        self
    }

    /// The same issue, tied to a place in the decoded source.
    pub fn at(mut self, span: crate::Span) -> Self {
        (self.start, self.end) = (Some(span.start), Some(span.end));
        self
    }
}
