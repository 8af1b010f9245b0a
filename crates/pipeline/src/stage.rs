//! The stages by name, and the rows that pass between them as lines of JSON.

use lang::Packs;
use model::{Article, Clipping, Document, Dossier, Entity, Findings, Issue, Mention, Record, SCHEMA};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::io::{self, Write};

/// A stage of the pipeline, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Bytes to clippings.
    Load,
    /// Clippings to articles.
    Clean,
    /// Articles to findings.
    Extract,
    /// Findings to the dossier.
    Merge,
    /// The dossier to files for people and programs.
    Report,
}

impl Stage {
    /// All stages, in order.
    pub const ALL: [Stage; 5] = [Stage::Load, Stage::Clean, Stage::Extract, Stage::Merge, Stage::Report];

    /// Its name on the command line and in files.
    pub fn name(self) -> &'static str {
        match self {
            Stage::Load => "load",
            Stage::Clean => "clean",
            Stage::Extract => "extract",
            Stage::Merge => "merge",
            Stage::Report => "report",
        }
    }

    /// Reads such a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.name() == name)
    }

    /// The file that `--until` writes for this stage.
    pub fn file(self) -> &'static str {
        match self {
            Stage::Load => "clippings.jsonl",
            Stage::Clean => "articles.jsonl",
            Stage::Extract => "findings.jsonl",
            Stage::Merge | Stage::Report => "records.jsonl",
        }
    }
}

/// What a line of a stage file holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// From load.
    Clipping(Box<Clipping>),
    /// From clean.
    Article(Box<Article>),
    /// From extract.
    Findings(Box<Findings>),
    /// From merge: a line of `documents.jsonl`.
    Document(Box<Document>),
    /// From merge: a line of `entities.jsonl`.
    Entity(Box<Entity>),
    /// From merge: a line of `mentions.jsonl`.
    Mention(Box<Mention>),
    /// From merge: a line of `records.jsonl`.
    Record(Box<Record>),
    /// From any stage.
    Issue(Box<Issue>),
}

impl Item {
    /// The word for what it is.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Clipping(_) => "clipping",
            Self::Article(_) => "article",
            Self::Findings(_) => "findings",
            Self::Document(_) => "document",
            Self::Entity(_) => "entity",
            Self::Mention(_) => "mention",
            Self::Record(_) => "record",
            Self::Issue(_) => "issue",
        }
    }

    /// Its row as JSON.
    pub fn json(&self) -> serde_json::Result<String> {
        match self {
            Self::Clipping(row) => serde_json::to_string(row),
            Self::Article(row) => serde_json::to_string(row),
            Self::Findings(row) => serde_json::to_string(row),
            Self::Document(row) => serde_json::to_string(row),
            Self::Entity(row) => serde_json::to_string(row),
            Self::Mention(row) => serde_json::to_string(row),
            Self::Record(row) => serde_json::to_string(row),
            Self::Issue(row) => serde_json::to_string(row),
        }
    }

    /// Reads a row of some kind.
    ///
    /// # Errors
    /// A kind that is not known, or a row that has another form.
    pub fn parse(kind: &str, row: &str) -> Result<Self, String> {
        let item = match kind {
            "clipping" => serde_json::from_str(row).map(Self::Clipping),
            "article" => serde_json::from_str(row).map(Self::Article),
            "findings" => serde_json::from_str(row).map(Self::Findings),
            "document" => serde_json::from_str(row).map(Self::Document),
            "entity" => serde_json::from_str(row).map(Self::Entity),
            "mention" => serde_json::from_str(row).map(Self::Mention),
            "record" => serde_json::from_str(row).map(Self::Record),
            "issue" => serde_json::from_str(row).map(Self::Issue),
            other => return Err(format!("expected a kind such as clipping or article, found `{other}`")),
        };
        item.map_err(|e| format!("expected a {kind}: {e}"))
    }
}

/// One line of a stage file: an item with the version of its form and the packs that it was made with.
#[derive(Serialize, Deserialize)]
struct Wire<'a> {
    schema: u32,
    #[serde(default)]
    packs: String,
    kind: String,
    #[serde(borrow)]
    row: &'a RawValue,
}

/// Writes an item made with some packs as a line of a stage file, without its line end.
pub fn line(item: &Item, packs: &Packs) -> serde_json::Result<String> {
    let row = RawValue::from_string(item.json()?)?;
    let packs = packs.hash().chars().take(16).collect();
    serde_json::to_string(&Wire { schema: SCHEMA, packs, kind: item.kind().to_string(), row: &row })
}

/// Reads a line of a stage file.
///
/// # Errors
/// What is wrong with it, in words for the user.
pub fn parse_line(text: &str) -> Result<Item, String> {
    let wire: Wire<'_> =
        serde_json::from_str(text).map_err(|e| format!("expected a line written by a stage of chancery: {e}"))?;
    if wire.schema != SCHEMA {
        return Err(format!("expected schema {SCHEMA}, found {}; run the earlier stages again", wire.schema));
    }
    Item::parse(&wire.kind, wire.row.get())
}

/// The files of a dossier, and the kind of their rows.
pub const FILES: [(&str, &str); 5] = [
    ("documents.jsonl", "document"),
    ("entities.jsonl", "entity"),
    ("mentions.jsonl", "mention"),
    ("records.jsonl", "record"),
    ("issues.jsonl", "issue"),
];

/// Writes the rows of one of the [`FILES`] of a dossier.
///
/// # Errors
/// Where `out` cannot be written.
pub fn write_rows(kind: &str, dossier: &Dossier, out: &mut dyn Write) -> io::Result<()> {
    fn rows<T: Serialize>(rows: &[T], out: &mut dyn Write) -> io::Result<()> {
        for row in rows {
            out.write_all(serde_json::to_string(row)?.as_bytes())?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }
    match kind {
        "document" => rows(&dossier.documents, out),
        "entity" => rows(&dossier.entities, out),
        "mention" => rows(&dossier.mentions, out),
        "record" => rows(&dossier.records, out),
        _ => rows(&dossier.issues, out),
    }
}

/// Takes a dossier apart into items, in the order of its files.
pub fn items(dossier: Dossier) -> impl Iterator<Item = Item> {
    let Dossier { documents, entities, mentions, records, issues } = dossier;
    let documents = documents.into_iter().map(|d| Item::Document(Box::new(d)));
    let entities = entities.into_iter().map(|e| Item::Entity(Box::new(e)));
    let mentions = mentions.into_iter().map(|m| Item::Mention(Box::new(m)));
    let records = records.into_iter().map(|r| Item::Record(Box::new(r)));
    let issues = issues.into_iter().map(|i| Item::Issue(Box::new(i)));
    documents.chain(entities).chain(mentions).chain(records).chain(issues)
}
