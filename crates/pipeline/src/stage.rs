//! The stages by name, and the rows that pass between them as lines of JSON.

use lang::Packs;
use model::{Article, Clipping, Dossier, Findings, Issue, SCHEMA};
use serde::{Deserialize, Serialize};

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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "row", rename_all = "lowercase")]
pub enum Item {
    /// From load.
    Clipping(Box<Clipping>),
    /// From clean.
    Article(Box<Article>),
    /// From extract.
    Findings(Box<Findings>),
    /// From merge: a line of `documents.jsonl`.
    Document(Box<model::Document>),
    /// From merge: a line of `entities.jsonl`.
    Entity(Box<model::Entity>),
    /// From merge: a line of `mentions.jsonl`.
    Mention(Box<model::Mention>),
    /// From merge: a line of `records.jsonl`.
    Record(Box<model::Record>),
    /// From any stage.
    Issue(Box<Issue>),
}

/// One line of a stage file: an item with the version of its form and the packs that it was made with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// Version of the contract.
    pub schema: u32,
    /// First 16 digits of the packs' hash; empty before a stage has used packs.
    #[serde(default)]
    pub packs: String,
    /// What it holds.
    #[serde(flatten)]
    pub item: Item,
}

impl Line {
    /// A line for an item made with some packs.
    pub fn new(item: Item, packs: &Packs) -> Self {
        Self { schema: SCHEMA, packs: packs.hash().chars().take(16).collect(), item }
    }

    /// Reads a line.
    ///
    /// # Errors
    /// What is wrong with it, in words for the user.
    pub fn parse(text: &str) -> Result<Self, String> {
        let line: Self =
            serde_json::from_str(text).map_err(|e| format!("expected a line written by a stage of chancery: {e}"))?;
        if line.schema != SCHEMA {
            return Err(format!("expected schema {SCHEMA}, found {}; run the earlier stages again", line.schema));
        }
        Ok(line)
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
