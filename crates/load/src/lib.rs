#![doc = include_str!("../README.md")]

mod archive;
#[cfg_attr(not(feature = "archives"), allow(dead_code))]
mod budget;
mod decode;
mod document;
#[cfg(feature = "archives")]
mod docx;
mod feed;
mod header;
mod json;
mod keys;
mod legacy;
mod lines;
mod mail;
mod pdf;
mod read;
mod sniff;
mod table;
mod view;
mod walk;
mod warc;
#[cfg(feature = "feeds")]
mod xml;

pub use document::{from_text, join};
pub use legacy::Encodings;
pub use view::view;

use model::{Clipping, Issue};
use std::fmt;
use std::io::BufRead;
use std::path::{Path, PathBuf};

/// What load may spend on one input before it gives an issue instead, and the encodings it knows beside the usual ones.
#[derive(Debug, Clone)]
pub struct Options {
    /// The largest single document in bytes; a larger one is left out with an issue.
    pub document_bytes: u64,
    /// The most bytes that one source may unpack to.
    pub unpacked_bytes: u64,
    /// The most unpacked bytes for each packed byte, once `unpacked_free` bytes are out.
    pub unpacked_ratio: u64,
    /// Unpacked bytes of one source before the ratio is looked at.
    pub unpacked_free: u64,
    /// How deep archives may lie inside archives.
    pub depth: u32,
    /// Encodings that only a table reads; none by default.
    pub encodings: Encodings,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            document_bytes: 256 << 20,
            unpacked_bytes: 256 << 30,
            unpacked_ratio: 200,
            unpacked_free: 64 << 20,
            depth: 4,
            encodings: Encodings::default(),
        }
    }
}

/// One thing that load hands over.
#[derive(Debug, Clone, PartialEq)]
pub enum Loaded {
    /// A document.
    Clipping(Box<Clipping>),
    /// Something that could not be read or is doubtful.
    Issue(Issue),
}

/// One input file, listed but not yet read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Source {
    /// Path relative to INPUT with `/` between its parts; the file's name where INPUT is a file.
    pub name: String,
    /// Where the file lies.
    pub file: PathBuf,
    /// Its size in bytes when it was listed.
    pub bytes: u64,
    /// Set where the walk met something that cannot be read as a file; reading the source gives just this.
    pub trouble: Option<Issue>,
}

/// Why an INPUT could not be opened at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadError {
    /// The path as given.
    pub path: PathBuf,
    /// What was wrong, and what to do.
    pub message: String,
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.message)
    }
}

impl std::error::Error for LoadError {}

/// Lists the files of INPUT, sorted by path, without reading them.
///
/// # Errors
/// When there is nothing at `input`. What cannot be read below a folder becomes an issue of its source.
pub fn open(input: &Path, options: &Options) -> Result<Vec<Source>, LoadError> {
    walk::sources(input, options)
}

/// Reads the documents of one source, one after the other, in bounded memory.
pub fn read(source: &Source, options: &Options) -> Box<dyn Iterator<Item = Loaded> + Send> {
    read::source(source, options)
}

/// Reads JSONL, or whatever else the bytes turn out to be, from a stream such as standard input.
pub fn read_stream(
    name: &str,
    input: Box<dyn BufRead + Send>,
    options: &Options,
) -> Box<dyn Iterator<Item = Loaded> + Send> {
    read::stream(name, input, options)
}
