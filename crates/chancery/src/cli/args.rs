//! The options that `chancery run` and `cargo xtask pipeline` share.

use super::Usage;
use anyhow::Context;
use clap::Args;
use lang::Packs;
use model::Day;
use pipeline::Stage;
use std::path::PathBuf;

/// Options of a whole run.
#[derive(Args, Debug, Clone, Default)]
pub struct RunArgs {
    /// Files, folders (read recursively), or `-` for JSONL on standard input
    #[arg(value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// Folder to write; replaced as a whole if an earlier run wrote it
    #[arg(long, value_name = "DIR", default_value = "out")]
    pub out: PathBuf,
    /// Stop after a stage and write its JSONL: load, clean, extract or merge
    #[arg(long, value_name = "STAGE", value_parser = ["load", "clean", "extract", "merge"])]
    pub until: Option<String>,
    /// Resume from a file that `--until` wrote (for merge: the folder)
    #[arg(long, value_name = "FILE", conflicts_with = "inputs")]
    pub from: Option<PathBuf>,
    /// Do not use the cache of unchanged documents
    #[arg(long)]
    pub no_cache: bool,
    /// The country whose side the report takes (ISO 3166-1 alpha-2)
    #[arg(long, value_name = "CC", value_parser = country)]
    pub focus: Option<String>,
    /// A table of offices and their holders, or `none`
    #[arg(long, value_name = "FILE|none")]
    pub offices: Option<String>,
    /// The day that decides what is overdue; default: the latest publication date
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub as_of: Option<String>,
    /// Further formats, parted by commas: csv parquet sqlite xlsx gexf ftm plover ics
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = ["csv", "parquet", "sqlite", "xlsx", "gexf", "ftm", "plover", "ics"])]
    pub export: Vec<String>,
    /// Leave the full source texts out of the report, so that it can be passed on
    #[arg(long)]
    pub share: bool,
    /// How the report is laid out
    #[arg(long, value_name = "NAME", value_parser = ["auto", "page"])]
    pub layout: Option<String>,
    /// The language of the report's own words
    #[arg(long, value_name = "LANG")]
    pub report_language: Option<String>,
    /// Threads and packs
    #[command(flatten)]
    pub packs: PackArgs,
}

/// Options of everything that reads documents.
#[derive(Args, Debug, Clone, Default)]
pub struct PackArgs {
    /// Threads; default: one for each core
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
    /// Read language packs from a folder (with `lang/` and `world/`) instead of those built in
    #[arg(long, value_name = "DIR")]
    pub packs: Option<PathBuf>,
}

impl RunArgs {
    /// The last stage to run.
    pub fn until(&self) -> Stage {
        self.until.as_deref().and_then(Stage::parse).unwrap_or(Stage::Report)
    }
}

impl PackArgs {
    /// The packs asked for.
    pub fn packs(&self) -> anyhow::Result<Packs> {
        match &self.packs {
            Some(dir) => Packs::from_dir(dir).map_err(|e| Usage(format!("--packs {}: {e}", dir.display())).into()),
            None => pipeline::built_in_packs().context("built-in packs"),
        }
    }

    /// How many threads to use.
    pub fn threads(&self) -> usize {
        let cores = || std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
        self.jobs.map_or_else(cores, usize::from)
    }
}

fn country(text: &str) -> Result<String, String> {
    let code = text.to_ascii_uppercase();
    let fits = code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase());
    fits.then_some(code).ok_or_else(|| "expected a code of two letters, such as KE".to_string())
}

fn day(text: &str) -> Result<String, String> {
    Day::parse(text).map(|d| d.to_string()).ok_or_else(|| "expected a day such as 2024-12-31".to_string())
}
