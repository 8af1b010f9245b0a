//! The output folder: written aside, then renamed, so that nobody ever sees half a run.

use crate::cli::Usage;
use anyhow::{Context, anyhow};
use model::Dossier;
use pipeline::Item;
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

/// Writes one of the files of a dossier.
///
/// # Errors
/// Where the file cannot be written.
pub fn write_file(folder: &Path, name: &str, kind: &str, dossier: &Dossier) -> anyhow::Result<()> {
    let file = folder.join(name);
    let write = || -> std::io::Result<()> {
        let mut out = BufWriter::new(fs::File::create(&file)?);
        pipeline::write_rows(kind, dossier, &mut out)?;
        out.flush()
    };
    write().with_context(|| format!("{}", file.display()))
}

/// Writes the five files of a dossier.
///
/// # Errors
/// Where a file cannot be written.
pub fn write_dossier(folder: &Path, dossier: &Dossier) -> anyhow::Result<()> {
    pipeline::FILES.iter().try_for_each(|(name, kind)| write_file(folder, name, kind, dossier))
}

/// Reads the five files of a dossier.
///
/// # Errors
/// A file that is missing or a line that is not in the form of the contract.
pub fn read_dossier(folder: &Path) -> anyhow::Result<Dossier> {
    let mut dossier = Dossier::default();
    for (name, kind) in pipeline::FILES {
        let file = folder.join(name);
        let text = fs::read_to_string(&file).with_context(|| format!("{}", file.display()))?;
        for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            match Item::parse(kind, line).map_err(|e| anyhow!("{}:{}: {e}", file.display(), at + 1))? {
                Item::Document(row) => dossier.documents.push(*row),
                Item::Entity(row) => dossier.entities.push(*row),
                Item::Mention(row) => dossier.mentions.push(*row),
                Item::Record(row) => dossier.records.push(*row),
                Item::Issue(row) => dossier.issues.push(*row),
                _ => {}
            }
        }
    }
    Ok(dossier)
}
