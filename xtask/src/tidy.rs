//! `cargo xtask tidy [--fix]`: the house rules that no compiler checks.

use anyhow::Context;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Which crates of the workspace a crate may use; everything else is refused.
const MAY_USE: &[(&str, &[&str])] = &[
    ("chancery-model", &[]),
    ("chancery-lang", &["chancery-model"]),
    ("chancery-data", &["chancery-lang"]),
    ("chancery-load", &["chancery-model"]),
    ("chancery-clean", &["chancery-lang", "chancery-model"]),
    ("chancery-extract", &["chancery-lang", "chancery-model"]),
    ("chancery-merge", &["chancery-lang", "chancery-model"]),
    ("chancery-report", &["chancery-lang", "chancery-model"]),
];

/// Libraries that only some crates may use.
const ONLY_FOR: &[(&str, &[&str])] = &[
    ("clap", &["chancery", "xtask"]),
    ("clap_complete", &["chancery", "xtask"]),
    ("anyhow", &["chancery", "xtask", "chancery-tests"]),
    ("rayon", &["chancery-pipeline"]),
];

/// Prints what breaks a rule; with `--fix` sorts the data files first.
pub fn run(root: &Path, args: &[String]) -> anyhow::Result<bool> {
    let fix = args.iter().any(|a| a == "--fix");
    let mut faults = Vec::new();
    dependencies(root, &mut faults)?;
    let languages = names(&root.join("data/lang"));
    for file in files(&root.join("crates"), &["rs"]) {
        if file.components().any(|c| c.as_os_str() == "src") {
            source(root, &file, &languages, &mut faults)?;
        }
    }
    for folder in ["data/encodings", "data/lang", "data/world"] {
        for file in files(&root.join(folder), &["tsv"]) {
            let aside =
                file.components().any(|c| matches!(c.as_os_str().to_str(), Some("samples" | "cases" | "sentences")));
            if !aside {
                table(root, &file, fix, &mut faults)?;
            }
        }
    }
    crate::rules::check(root, languages.iter(), &mut faults);
    snapshots(root, &mut faults);
    faults.iter().for_each(|fault| eprintln!("{fault}"));
    println!(
        "tidy: {}",
        if faults.is_empty() { "all in order".to_string() } else { format!("{} faults", faults.len()) }
    );
    Ok(faults.is_empty())
}

fn dependencies(root: &Path, faults: &mut Vec<String>) -> anyhow::Result<()> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--no-deps", "--format-version", "1", "--offline"])
        .current_dir(root)
        .output()
        .context("cargo metadata")?;
    let metadata: Value = serde_json::from_slice(&output.stdout).context("cargo metadata")?;
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let name = package["name"].as_str().unwrap_or_default();
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            let used = dependency["name"].as_str().unwrap_or_default();
            let own = used == "chancery" || used.starts_with("chancery-");
            let dev = dependency["kind"] == "dev";
            if let Some((_, may)) = MAY_USE.iter().find(|(n, _)| *n == name)
                && own
                && !dev
                && !may.contains(&used)
            {
                faults
                    .push(format!("{name} uses {used}: a stage knows only the crates before it (see ARCHITECTURE.md)"));
            }
            if let Some((_, may)) = ONLY_FOR.iter().find(|(n, _)| *n == used)
                && !dev
                && !may.contains(&name)
            {
                faults.push(format!("{name} uses {used}, which is only for {}", may.join(", ")));
            }
        }
    }
    Ok(())
}

/// A literal of a source file: its line, its content, and the code around it.
struct Literal {
    line: usize,
    text: String,
    before: String,
    after: String,
}

/// The string and character literals outside comments and tests.
fn literals(text: &str) -> Vec<Literal> {
    let text = text.split("\n#[cfg(test)]\nmod ").next().unwrap_or(text);
    let chars: Vec<char> = text.chars().collect();
    let (mut out, mut at, mut line) = (Vec::new(), 0, 1);
    let is = |i: usize, word: &str| word.chars().enumerate().all(|(k, c)| chars.get(i + k) == Some(&c));
    let around =
        |from: usize, to: usize| -> String { chars[from.min(chars.len())..to.min(chars.len())].iter().collect() };
    while at < chars.len() {
        let start = at;
        if is(at, "//") {
            while at < chars.len() && chars[at] != '\n' {
                at += 1;
            }
            continue;
        } else if is(at, "/*") {
            while at < chars.len() && !is(at, "*/") {
                line += usize::from(chars[at] == '\n');
                at += 1;
            }
            at += 2;
            continue;
        } else if chars[at] == 'r' && (is(at + 1, "\"") || is(at + 1, "#\"") || is(at + 1, "##\"")) {
            let hashes = chars[at + 1..].iter().take_while(|c| **c == '#').count();
            let close = format!("\"{}", "#".repeat(hashes));
            at += 2 + hashes;
            let begin = at;
            while at < chars.len() && !is(at, &close) {
                at += 1;
            }
            out.push(Literal {
                line,
                text: around(begin, at),
                before: around(start.saturating_sub(120), start),
                after: around(at + 1, at + 12),
            });
            line += chars[start..at.min(chars.len())].iter().filter(|c| **c == '\n').count();
            at += close.len();
            continue;
        } else if chars[at] == '"' {
            at += 1;
            while at < chars.len() && chars[at] != '"' {
                at += if chars[at] == '\\' { 2 } else { 1 };
            }
            out.push(Literal {
                line,
                text: around(start + 1, at),
                before: around(start.saturating_sub(120), start),
                after: around(at + 1, at + 12),
            });
            line += chars[start..at.min(chars.len())].iter().filter(|c| **c == '\n').count();
        } else if chars[at] == '\'' && chars.get(at + 2) == Some(&'\'') && chars.get(at + 1) != Some(&'\\') {
            out.push(Literal { line, text: around(at + 1, at + 2), before: String::new(), after: String::new() });
            at += 2;
        } else if is(at, "'\\") {
            at += 2;
            while at < chars.len() && chars[at] != '\'' {
                at += 1;
            }
        } else if chars[at] == '\n' {
            line += 1;
        }
        at += 1;
    }
    out
}

fn source(root: &Path, file: &Path, languages: &BTreeSet<String>, faults: &mut Vec<String>) -> anyhow::Result<()> {
    let text = fs::read_to_string(file)?;
    let shown = file.strip_prefix(root).unwrap_or(file).display();
    // A test module of its own lies in a file or folder named so.
    if file.components().any(|c| c.as_os_str() == "tests" || c.as_os_str() == "tests.rs") {
        return Ok(());
    }
    for literal in literals(&text) {
        let odd: String = literal.text.chars().filter(|c| !c.is_ascii() && c.is_alphabetic()).take(8).collect();
        if !odd.is_empty() {
            faults.push(format!(
                "{shown}:{}: a literal holds {odd:?}: words of a language belong in data/lang",
                literal.line
            ));
        }
        if languages.contains(&literal.text) {
            let (before, after) = (literal.before.trim_end(), literal.after.trim_start());
            let near = literal.before.rsplit(['\n', ';', '{']).next().unwrap_or_default().to_lowercase();
            let compares = before.ends_with("==")
                || before.ends_with("!=")
                || after.starts_with("==")
                || after.starts_with("=>")
                || after.starts_with('|');
            if compares && (near.contains("lang") || near.contains("code ")) {
                faults.push(format!(
                    "{shown}:{}: compares with the language code {:?}: give the pack a setting instead",
                    literal.line, literal.text
                ));
            }
        }
    }
    Ok(())
}

/// Source line, column line, rows sorted within each run between comments, no row twice, no more cells than columns.
fn table(root: &Path, file: &Path, fix: bool, faults: &mut Vec<String>) -> anyhow::Result<()> {
    let text = fs::read_to_string(file)?;
    let shown = file.strip_prefix(root).unwrap_or(file).display().to_string();
    if !text.starts_with("# Source") {
        faults.push(format!("{shown}:1: expected `# Source: ...`"));
    }
    if !text.lines().any(|l| l.starts_with("#:")) {
        faults.push(format!("{shown}: expected a line `#: column<TAB>column`"));
    }
    if text.contains('\r') || text.lines().any(|l| l.ends_with(' ')) || !text.ends_with('\n') {
        faults.push(format!("{shown}: blanks at the end of a line, or no line end at the end"));
    }
    let columns = text.lines().find_map(|l| l.strip_prefix("#:")).map_or(1, |l| l.split('\t').count());
    let mut runs: Vec<Vec<&str>> = vec![Vec::new()];
    for (at, line) in text.lines().enumerate() {
        let comment = line.starts_with("# ") || line.starts_with("#:") || line == "#" || line.trim().is_empty();
        if comment || runs.last().is_some_and(|r| r.first().is_some_and(|l| l.starts_with("# "))) {
            runs.push(Vec::new());
        }
        if !comment && line.split('\t').count() > columns {
            faults.push(format!("{shown}:{}: expected at most {columns} cells", at + 1));
        }
        if let Some(run) = runs.last_mut() {
            run.push(line);
            if comment {
                runs.push(Vec::new());
            }
        }
    }
    let mut sorted = runs.clone();
    for run in &mut sorted {
        run.sort_unstable();
        run.dedup();
    }
    if sorted != runs {
        if fix {
            let lines: Vec<&str> = sorted.into_iter().flatten().collect();
            fs::write(file, lines.join("\n") + "\n")?;
        } else {
            faults.push(format!("{shown}: rows are not sorted or stand twice; `cargo xtask tidy --fix` sorts them"));
        }
    }
    Ok(())
}

/// Snapshots whose sample is gone.
fn snapshots(root: &Path, faults: &mut Vec<String>) {
    for file in files(&root.join("data/lang"), &["snap"]) {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let sample = name.rsplitn(3, '.').nth(2).map(|n| file.with_file_name(n));
        if sample.is_none_or(|s| !s.is_file()) {
            faults.push(format!("{}: its sample is gone", file.strip_prefix(root).unwrap_or(&file).display()));
        }
    }
}

fn names(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter(|e| e.path().is_dir()).map(|e| e.file_name().to_string_lossy().into_owned()).collect()
}

fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            out.extend(files(&path, endings));
        } else if path.extension().and_then(|e| e.to_str()).is_some_and(|e| endings.contains(&e)) {
            out.push(path);
        }
    }
    out.sort();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_are_found_outside_comments_and_tests() {
        let code = "let a = \"x\"; // \"no\"\nlet b = '\\n'; if lang == \"vi\" { r#\"y\"# }\n\n#[cfg(test)]\nmod tests { \"z\" }";
        let found: Vec<(usize, String)> = literals(code).into_iter().map(|l| (l.line, l.text)).collect();
        assert_eq!(found, [(1, "x".into()), (2, "vi".into()), (2, "y".into())]);
    }
}
