//! Lists the pack files, so that adding a language adds files and touches no code.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn main() {
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let mut files = Vec::new();
    for folder in ["encodings", "lang", "world"] {
        walk(&root.join(folder), &mut files);
    }
    files.sort();
    let mut out = String::from(
        "/// Path below `data/` and text of every pack file, sorted by path.\npub static FILES: &[(&str, &str)] = &[\n",
    );
    for file in &files {
        let name = file.strip_prefix(&root).expect("walked from the root").to_string_lossy().replace('\\', "/");
        println!("cargo::rerun-if-changed={}", file.display());
        writeln!(out, "    ({name:?}, include_str!({:?})),", file.display().to_string()).expect("a string grows");
    }
    out.push_str("];\n");
    let target = PathBuf::from(std::env::var("OUT_DIR").expect("cargo sets it")).join("files.rs");
    std::fs::write(target, out).expect("OUT_DIR can be written");
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    println!("cargo::rerun-if-changed={}", folder.display());
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if path.is_dir() {
            if !["samples", "cases", "sentences", "_template"].contains(&name.as_str()) {
                walk(&path, files);
            }
        } else if name.ends_with(".tsv") || name.ends_with(".txt") {
            files.push(path);
        }
    }
}
