//! Dossier in, files for people and programs out: one HTML page, Markdown, and flat tables for other tools.
//!
//! The page is self-contained: no network request, one style and one script behind a content security policy by hash,
//! readable without the script. Every statement links to the marked words of its source. What is absent here: rules, word
//! lists, files to read, and the clock (the day that decides what is overdue is an argument).
//!
//! ```
//! let packs = lang::Packs::parse([
//!     ("lang/en/interface.tsv", "# Source: example\n#: key\ttext\nsection.sources\tSources\n"),
//! ]).unwrap();
//! let page = report::html(&model::Dossier::default(), &report::Options::default(), &packs);
//! assert!(page.starts_with("<!DOCTYPE html>") && page.contains("Sources"));
//! ```

mod brief;
mod case;
mod exports;
mod html;
mod ledger;
mod markdown;
mod markup;
mod sentence;
mod view;
mod words;

pub use exports::EXPORTS;

use case::Case;
use lang::Packs;
use model::{Day, Dossier};
use std::io;
use std::path::Path;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// How the report is spread over files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Layout {
    /// One page; a site of several pages is not written yet.
    #[default]
    Auto,
    /// One page.
    Page,
}

/// What the reader asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Language of the interface, one that has `interface.tsv` in its pack.
    pub language: String,
    /// The country whose side is taken, ISO 3166-1 alpha-2; the one in most records where absent.
    pub focus: Option<String>,
    /// The day that decides what is overdue; the latest publication date where absent.
    pub as_of: Option<Day>,
    /// Formats to write under `exports/`, of [`EXPORTS`].
    pub exports: Vec<String>,
    /// Leave out full texts and cut quotes, so that the dossier may be passed on.
    pub share: bool,
    /// How the report is spread over files.
    pub layout: Layout,
    /// Shown under "how it was made".
    pub tool_version: String,
    /// Measured precision of each confidence, already written for reading: (confidence, figure).
    pub precision: Vec<(String, String)>,
    /// Begin CSV files with a byte order mark, which Excel needs.
    pub excel: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            language: "en".to_string(),
            focus: None,
            as_of: None,
            exports: vec!["csv".to_string()],
            share: false,
            layout: Layout::Auto,
            tool_version: env!("CARGO_PKG_VERSION").to_string(),
            precision: Vec::new(),
            excel: false,
        }
    }
}

/// Writes `report/index.html`, `report.md` and `exports/…` below `out`.
///
/// # Errors
/// A name in `options.exports` that is not in [`EXPORTS`] (before anything is written), or a file that cannot be written.
pub fn write(dossier: &Dossier, options: &Options, packs: &Packs, out: &Path) -> io::Result<()> {
    if let Some(name) = options.exports.iter().find(|e| !EXPORTS.contains(&e.as_str())) {
        let known = EXPORTS.join(", ");
        let message = format!("unknown export `{name}`: expected one of {known}");
        return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
    }
    let case = Case::new(dossier, options, packs);
    std::fs::create_dir_all(out.join("report"))?;
    std::fs::write(out.join("report").join("index.html"), html::page(&case))?;
    std::fs::write(out.join("report.md"), markdown::report(&case))?;
    exports::write(&case, &out.join("exports"))
}

/// The page of `report/index.html`.
pub fn html(dossier: &Dossier, options: &Options, packs: &Packs) -> String {
    html::page(&Case::new(dossier, options, packs))
}

/// The text of `report.md`.
pub fn markdown(dossier: &Dossier, options: &Options, packs: &Packs) -> String {
    markdown::report(&Case::new(dossier, options, packs))
}

/// The registers without any markup, one fact a line: what snapshots show.
pub fn view(dossier: &Dossier, options: &Options, packs: &Packs) -> String {
    view::registers(&Case::new(dossier, options, packs))
}
