//! The demo clippings and their keys, and a whole run over some input.

use crate::score::key::Topics;
use crate::score::{Key, Output, Score, evaluate};
use anyhow::{Context, ensure};
use std::path::{Path, PathBuf};

/// The workspace.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}

/// The demo clippings.
pub fn clippings() -> PathBuf {
    root().join("data/clippings")
}

/// The keys of the demo clippings.
///
/// # Errors
/// A file that is not JSON.
pub fn key() -> anyhow::Result<Key> {
    let folder = root().join("tests/demo");
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)?.flatten().map(|e| e.path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "json"));
    files.sort();
    Key::read(files.iter().map(PathBuf::as_path))
}

/// The topics of the contract.
pub fn topics() -> Topics {
    Topics::read(include_str!("../topics.tsv"))
}

/// Runs everything over an input as the command does.
///
/// # Errors
/// A run that ends with another code than 0.
pub fn run(input: &Path, out: &Path, more: &[&str]) -> anyhow::Result<()> {
    let mut args =
        vec!["chancery".into(), "run".into(), input.as_os_str().to_owned(), "--out".into(), out.as_os_str().to_owned()];
    args.extend(more.iter().map(Into::into));
    let code = chancery::cli::run(args);
    ensure!(code == 0, "the run over {} ended with code {code}", input.display());
    Ok(())
}

/// Runs the demo into a folder and scores it.
///
/// # Errors
/// A run that fails, or a key that cannot be read.
pub fn score(out: &Path) -> anyhow::Result<Score> {
    run(&clippings(), out, &[]).context("the demo")?;
    Ok(evaluate(&Output::read(out), &key()?, &clippings(), &topics()))
}
