//! The output folder: written aside, then renamed, so that nobody ever sees half a run.

use crate::cli::Usage;
use anyhow::Context;
use model::Dossier;
use serde::Serialize;
use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// A folder that is being written beside its target.
pub struct Folder {
    target: PathBuf,
    aside: PathBuf,
    done: bool,
}

impl Folder {
    /// Makes an empty folder beside `target`.
    ///
    /// # Errors
    /// A target that exists, is not empty, and was not written by Chancery: it is never replaced.
    pub fn beside(target: &Path) -> anyhow::Result<Self> {
        let target = match fs::canonicalize(target) {
            Ok(real) => {
                refuse_foreign(&real)?;
                real
            }
            Err(_) => {
                let parent = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
                fs::create_dir_all(parent).with_context(|| format!("--out {}", target.display()))?;
                let name = target
                    .file_name()
                    .ok_or_else(|| Usage(format!("--out {}: expected a folder", target.display())))?;
                fs::canonicalize(parent).with_context(|| format!("{}", parent.display()))?.join(name)
            }
        };
        let aside = sibling(&target, "new");
        let _ = fs::remove_dir_all(&aside);
        fs::create_dir(&aside).with_context(|| format!("--out {}: cannot write beside it", target.display()))?;
        Ok(Self { target, aside, done: false })
    }

    /// Where to write until [`Folder::commit`].
    pub fn path(&self) -> &Path {
        &self.aside
    }

    /// Puts the written folder in the place of the target.
    ///
    /// # Errors
    /// Where the system refuses to rename; the earlier folder then stands as before.
    pub fn commit(mut self) -> anyhow::Result<()> {
        let old = sibling(&self.target, "old");
        let _ = fs::remove_dir_all(&old);
        let there = self.target.exists();
        if there {
            fs::rename(&self.target, &old).with_context(|| format!("cannot replace {}", self.target.display()))?;
        }
        if let Err(error) = fs::rename(&self.aside, &self.target) {
            if there {
                let _ = fs::rename(&old, &self.target);
            }
            return Err(error).with_context(|| format!("cannot write {}", self.target.display()));
        }
        self.done = true;
        let _ = fs::remove_dir_all(&old);
        Ok(())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if !self.done {
            let _ = fs::remove_dir_all(&self.aside);
        }
    }
}

fn sibling(target: &Path, word: &str) -> PathBuf {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    target.with_file_name(format!(".{name}.{word}-{}", std::process::id()))
}

fn refuse_foreign(target: &Path) -> anyhow::Result<()> {
    let refuse = |why: &str| {
        let text = format!("--out {}: {why}; choose another folder", target.display());
        Err(Usage(text).into())
    };
    if !target.is_dir() {
        return refuse("this is a file");
    }
    let empty = fs::read_dir(target).with_context(|| format!("--out {}", target.display()))?.next().is_none();
    if empty || is_output(target) {
        return Ok(());
    }
    refuse("this folder holds something that chancery did not write, so it is not replaced")
}

/// Whether a folder was written by Chancery.
pub fn is_output(folder: &Path) -> bool {
    let text = fs::read_to_string(folder.join("manifest.json")).unwrap_or_default();
    let manifest: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
    manifest["tool"] == "chancery"
}

/// Writes rows as JSON, one a line.
///
/// # Errors
/// Where the file cannot be written.
pub fn write_rows<T: Serialize>(file: &Path, rows: impl IntoIterator<Item = T>) -> anyhow::Result<()> {
    let mut out = BufWriter::new(fs::File::create(file).with_context(|| format!("{}", file.display()))?);
    for row in rows {
        serde_json::to_writer(&mut out, &row)?;
        out.write_all(b"\n")?;
    }
    out.flush().with_context(|| format!("{}", file.display()))
}

/// Writes the five files of a dossier.
///
/// # Errors
/// Where a file cannot be written.
pub fn write_dossier(folder: &Path, dossier: &Dossier) -> anyhow::Result<()> {
    write_rows(&folder.join("documents.jsonl"), &dossier.documents)?;
    write_rows(&folder.join("entities.jsonl"), &dossier.entities)?;
    write_rows(&folder.join("mentions.jsonl"), &dossier.mentions)?;
    write_rows(&folder.join("records.jsonl"), &dossier.records)?;
    write_rows(&folder.join("issues.jsonl"), &dossier.issues)
}

/// Reads the five files of a dossier.
///
/// # Errors
/// A file that is missing or a line that is not in the form of the contract.
pub fn read_dossier(folder: &Path) -> anyhow::Result<Dossier> {
    fn rows<T: serde::de::DeserializeOwned>(folder: &Path, name: &str) -> anyhow::Result<Vec<T>> {
        let file = folder.join(name);
        let text = fs::read_to_string(&file).with_context(|| format!("{}", file.display()))?;
        let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        lines
            .map(|(at, line)| serde_json::from_str(line).with_context(|| format!("{}:{}", file.display(), at + 1)))
            .collect()
    }
    Ok(Dossier {
        documents: rows(folder, "documents.jsonl")?,
        entities: rows(folder, "entities.jsonl")?,
        mentions: rows(folder, "mentions.jsonl")?,
        records: rows(folder, "records.jsonl")?,
        issues: rows(folder, "issues.jsonl")?,
    })
}
