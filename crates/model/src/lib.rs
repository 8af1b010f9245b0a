//! The types that pass between the stages of Chancery, and their serde form, which is the contract of the output folder.
//!
//! What is absent here: files, markup, threads, and any human language by name.
//!
//! ```text
//! bytes --load--> Clipping --clean--> Article --extract--> Findings --merge--> Dossier --report--> files
//! ```
//!
//! Two coordinate spaces have two types: [`Span`] counts bytes of the decoded source text, [`CleanSpan`] bytes of the
//! cleaned text; [`TextMap`] is the only way from the second to the first.
//!
//! ```
//! use model::{Builder, Span};
//! let source = "Minister&nbsp;Ito spoke.";
//! let mut builder = Builder::new(source);
//! builder.keep(Span::new(0, 8));
//! builder.replace(Span::new(8, 14), " ");
//! builder.keep(Span::new(14, source.len()));
//! let (clean, map) = builder.finish();
//! assert_eq!(clean, "Minister Ito spoke.");
//! let ito = model::CleanSpan::new(9, 12);
//! assert_eq!(map.to_source(ito).of(source), "Ito");
//! ```

mod article;
mod clipping;
mod date;
mod dossier;
mod id;
mod issue;
mod record;
mod span;

pub use article::{Article, Block, BlockKind, CleanBlock, Dateline, Document, LanguageShare, Quoted, TextNote};
pub use clipping::{Clipping, Given};
pub use date::{Basis, Bounds, DateValue, Day};
pub use dossier::{Dossier, Entity, EntityName, EntityType, Findings, Mention, Role};
pub use id::{document_id, finding_id, hex_digest, hex16};
pub use issue::{Issue, Severity};
pub use record::{
    Agreement, At, Confidence, Conflict, ConflictValue, Context, Evidence, LifeStep, Party, Place, Plover, Record,
    RecordType, Reported, Status, Validity, Value,
};
pub use span::{Builder, CleanSpan, Span, TextMap};

/// The version of the contract that every output file follows.
pub const SCHEMA: u32 = 1;
