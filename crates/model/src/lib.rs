#![doc = include_str!("../README.md")]

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
