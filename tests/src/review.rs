//! Pending snapshots as one page of HTML that a person who reads the language can judge: old, new, and the source with the
//! changed places marked. No tool but a browser is needed.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// A snapshot that would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    /// Path of the snapshot below the root.
    pub name: String,
    /// Its lines as accepted; none where it is new.
    pub old: Vec<String>,
    /// Its lines now.
    pub new: Vec<String>,
    /// The sample it shows, where that lies beside it.
    pub source: Option<String>,
}

/// A line of the comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// In both.
    Same(String),
    /// Only in the old one.
    Gone(String),
    /// Only in the new one.
    Come(String),
}

/// Finds the pending snapshots (`*.snap.new`) below a folder, sorted by path.
pub fn pending(root: &Path) -> Vec<Pending> {
    let mut files = Vec::new();
    walk(root, &mut files);
    files.sort();
    files.iter().map(|file| read(root, file)).collect()
}

fn walk(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        if path.is_dir() {
            if name != "target" && !name.starts_with('.') {
                walk(&path, out);
            }
        } else if name.ends_with(".snap.new") {
            out.push(path);
        }
    }
}

fn read(root: &Path, file: &Path) -> Pending {
    let old = file.with_extension("");
    let lines = |path: &Path| body(&fs::read_to_string(path).unwrap_or_default());
    let sample = old.file_name().unwrap_or_default().to_string_lossy().into_owned();
    // `visit.txt.extract.snap` shows `visit.txt`.
    let sample = sample.rsplitn(3, '.').nth(2).map(|name| old.with_file_name(name));
    Pending {
        name: old.strip_prefix(root).unwrap_or(&old).to_string_lossy().into_owned(),
        old: lines(&old),
        new: lines(file),
        source: sample.and_then(|path| fs::read_to_string(path).ok()),
    }
}

/// The lines of a snapshot below its header.
fn body(text: &str) -> Vec<String> {
    let rest = text.strip_prefix("---\n").and_then(|t| t.split_once("\n---\n")).map_or(text, |(_, rest)| rest);
    rest.trim_end().lines().map(str::to_string).collect()
}

/// Compares line by line: the longest common lines stay.
pub fn compare(old: &[String], new: &[String]) -> Vec<Line> {
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (old_rest, new_rest) = (&old[head..], &new[head..]);
    let tail = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&old_rest[..old_rest.len() - tail], &new_rest[..new_rest.len() - tail]);
    let mut longest = vec![vec![0_u32; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            longest[i][j] =
                if a[i] == b[j] { longest[i + 1][j + 1] + 1 } else { longest[i + 1][j].max(longest[i][j + 1]) };
        }
    }
    let mut out: Vec<Line> = old[..head].iter().cloned().map(Line::Same).collect();
    let (mut i, mut j) = (0, 0);
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i] == b[j] {
            out.push(Line::Same(a[i].clone()));
            (i, j) = (i + 1, j + 1);
        } else if i < a.len() && (j == b.len() || longest[i + 1][j] >= longest[i][j + 1]) {
            out.push(Line::Gone(a[i].clone()));
            i += 1;
        } else {
            out.push(Line::Come(b[j].clone()));
            j += 1;
        }
    }
    out.extend(old[old.len() - tail..].iter().cloned().map(Line::Same));
    out
}

/// The page.
pub fn page(pending: &[Pending]) -> String {
    let mut out = String::from(
        "<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><title>Review</title><style>\
         body{font:16px/1.5 system-ui,sans-serif;max-width:75rem;margin:2rem auto;padding:0 1rem}\
         pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f6f6f4;padding:.8rem;border-radius:.3rem}\
         del{background:#fbdcd7;text-decoration:none;display:block}ins{background:#d5efd5;text-decoration:none;display:block}\
         mark{background:#ffe680}.k{color:#666}</style><h1>What would change</h1>",
    );
    let _ = write!(
        out,
        "<p>{} snapshots differ. Lines on red are what was accepted, lines on green what comes now; \
        the words that the changed lines speak of are marked in the source below them.</p>",
        pending.len()
    );
    for item in pending {
        let lines = compare(&item.old, &item.new);
        let _ = write!(out, "<h2>{}</h2><pre>", escape(&item.name));
        let near = |at: usize| {
            lines[at.saturating_sub(2)..lines.len().min(at + 3)].iter().any(|l| !matches!(l, Line::Same(_)))
        };
        let mut cut = false;
        for (at, line) in lines.iter().enumerate() {
            match line {
                Line::Same(_) if !near(at) => {
                    if !cut {
                        out.push_str("<span class=\"k\">...</span>\n");
                    }
                    cut = true;
                    continue;
                }
                Line::Same(text) => {
                    let _ = writeln!(out, "{}", escape(text));
                }
                Line::Gone(text) => {
                    let _ = write!(out, "<del>- {}</del>", escape(text));
                }
                Line::Come(text) => {
                    let _ = write!(out, "<ins>+ {}</ins>", escape(text));
                }
            }
            cut = false;
        }
        out.push_str("</pre>");
        if let Some(source) = &item.source {
            let _ = write!(
                out,
                "<details open><summary>The source</summary><pre>{}</pre></details>",
                marked(source, &lines)
            );
        }
    }
    out.push_str("</html>\n");
    out
}

/// The source with the spans that begin changed lines (`12..26`) marked.
fn marked(source: &str, lines: &[Line]) -> String {
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for line in lines {
        if let Line::Gone(text) | Line::Come(text) = line {
            spans.extend(text.split_whitespace().filter_map(span).filter(|(a, b)| source.get(*a..*b).is_some()));
        }
    }
    spans.sort_unstable();
    let (mut out, mut at) = (String::new(), 0);
    for (start, end) in spans {
        if end > at {
            let start = start.max(at);
            let (before, words) = (source.get(at..start).unwrap_or(""), source.get(start..end).unwrap_or(""));
            let _ = write!(out, "{}<mark>{}</mark>", escape(before), escape(words));
            at = end;
        }
    }
    out.push_str(&escape(source.get(at..).unwrap_or("")));
    out
}

fn span(word: &str) -> Option<(usize, usize)> {
    let (start, end) = word.split_once("..")?;
    let (start, end) = (start.parse().ok()?, end.parse().ok()?);
    (start < end).then_some((start, end))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_changed_is_told() {
        let lines = |text: &str| text.split(' ').map(str::to_string).collect::<Vec<_>>();
        let changed = compare(&lines("a b c d e"), &lines("a b x d e f"));
        let shown: Vec<&Line> = changed.iter().filter(|l| !matches!(l, Line::Same(_))).collect();
        assert_eq!(shown, [&Line::Gone("c".into()), &Line::Come("x".into()), &Line::Come("f".into())]);
        let pending =
            Pending { name: "a<b".into(), old: lines("0..3"), new: lines("4..7"), source: Some("one two".into()) };
        let page = page(&[pending]);
        assert!(page.contains("<mark>one</mark> <mark>two</mark>") && page.contains("a&lt;b"));
    }
}
