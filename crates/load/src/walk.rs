//! A path -> the files below it, sorted, each with its name relative to INPUT. Nothing is read.

use crate::{LoadError, Options, Source};
use model::{Issue, Severity};
use std::fs;
use std::path::Path;

pub(crate) fn sources(input: &Path, _options: &Options) -> Result<Vec<Source>, LoadError> {
    let meta = fs::metadata(input).map_err(|error| LoadError {
        path: input.to_path_buf(),
        message: format!("expected a file or a folder, {}; check the path", reason(&error)),
    })?;
    let mut found = Vec::new();
    if meta.is_dir() {
        // Only a folder of the path given by the user may be reached through a link; below it links to folders are
        // not followed, so that the walk ends.
        folder(input, "", &mut found);
        found.sort_by(|a, b| a.name.cmp(&b.name));
    } else {
        let name = input.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
        // A pipe that is named by the user is read; one that is met below a folder is not.
        found.push(Source { name, file: input.to_path_buf(), bytes: meta.len(), trouble: None });
    }
    Ok(found)
}

fn folder(root: &Path, prefix: &str, found: &mut Vec<Source>) {
    let mut waiting = vec![(root.to_path_buf(), prefix.to_string())];
    while let Some((path, prefix)) = waiting.pop() {
        let entries = match fs::read_dir(&path) {
            Ok(entries) => entries,
            Err(error) => {
                let message = format!("the folder could not be listed, {}", reason(&error));
                found.push(troubled(&prefix, &path, Severity::Error, "load.unreadable", &message));
                continue;
            }
        };
        for entry in entries {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let message = format!("an entry of the folder could not be read, {}", reason(&error));
                    found.push(troubled(&prefix, &path, Severity::Error, "load.unreadable", &message));
                    continue;
                }
            };
            let own = entry.file_name().to_string_lossy().into_owned();
            let name = if prefix.is_empty() { own.clone() } else { format!("{prefix}/{own}") };
            let at = entry.path();
            let is_link = entry.file_type().is_ok_and(|t| t.is_symlink());
            match fs::metadata(&at) {
                _ if own.starts_with('.') => {
                    found.push(troubled(&name, &at, Severity::Note, "load.hidden", "hidden by its name, left out"));
                }
                Ok(meta) if meta.is_dir() && is_link => {
                    let message = "a link to a folder is not followed; give that folder as an INPUT of its own";
                    found.push(troubled(&name, &at, Severity::Note, "load.link", message));
                }
                Ok(meta) if meta.is_dir() => waiting.push((at, name)),
                Ok(meta) => found.push(file(name, &at, &meta)),
                Err(error) => {
                    let message = format!("the file could not be looked at, {}", reason(&error));
                    found.push(troubled(&name, &at, Severity::Error, "load.unreadable", &message));
                }
            }
        }
    }
}

fn file(name: String, at: &Path, meta: &fs::Metadata) -> Source {
    if !meta.is_file() {
        let message = "neither a file nor a folder (a device, pipe or socket), left out";
        return troubled(&name, at, Severity::Error, "load.special", message);
    }
    Source { name, file: at.to_path_buf(), bytes: meta.len(), trouble: None }
}

fn troubled(name: &str, at: &Path, severity: Severity, code: &str, message: &str) -> Source {
    let trouble = Some(Issue::new(severity, code, name, message));
    Source { name: name.to_string(), file: at.to_path_buf(), bytes: 0, trouble }
}

/// The cause of an input error in words that are the same on every machine, as far as the kind is known.
pub(crate) fn reason(error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => "nothing is there".to_string(),
        ErrorKind::PermissionDenied => "permission was denied".to_string(),
        ErrorKind::UnexpectedEof => "it ends too early (cut off?)".to_string(),
        _ => error.to_string(),
    }
}
