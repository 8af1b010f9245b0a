//! The small tasks: review, new-lang, bench, ci.

use anyhow::{Context, bail, ensure};
use chancery_tests::{demo, review};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

/// Writes the page of pending snapshots.
pub fn review(root: &Path) -> anyhow::Result<bool> {
    let pending = review::pending(root);
    let file = root.join("target/review.html");
    fs::create_dir_all(root.join("target"))?;
    fs::write(&file, review::page(&pending)).with_context(|| format!("{}", file.display()))?;
    println!("{} snapshots would change: {}", pending.len(), file.display());
    Ok(true)
}

/// Makes the folder of a new language: the tables that some full pack has, with their columns and no rows.
pub fn new_lang(root: &Path, args: &[String]) -> anyhow::Result<bool> {
    let Some(code) = args.first().filter(|c| matches!(c.len(), 2 | 3) && c.bytes().all(|b| b.is_ascii_lowercase()))
    else {
        bail!("expected an ISO 639 code: cargo xtask new-lang sw");
    };
    let folder = root.join("data/lang").join(code);
    ensure!(!folder.join("pack.txt").exists(), "{} is there already", folder.display());
    let mut tables: BTreeMap<String, String> = BTreeMap::new();
    for language in fs::read_dir(root.join("data/lang"))?.flatten().filter(|l| l.path().join("pack.txt").is_file()) {
        for entry in fs::read_dir(language.path())?.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.ends_with(".tsv") {
                let text = fs::read_to_string(entry.path())?;
                let columns = text.lines().find(|l| l.starts_with("#:")).unwrap_or("#: entry").to_string();
                tables.entry(name).or_insert(columns);
            }
        }
    }
    fs::create_dir_all(folder.join("samples"))?;
    fs::write(folder.join("pack.txt"), format!("name = {code}\n"))?;
    for (name, columns) in &tables {
        let file = folder.join(name);
        if !file.exists() {
            fs::write(file, format!("# Source: say where the entries come from, with licence and date\n{columns}\n"))?;
        }
    }
    println!("made {}: {} tables to fill; CONTRIBUTING.md says in which order", folder.display(), tables.len());
    Ok(true)
}

/// Documents a second over a generated corpus, with one thread and with two.
pub fn bench(args: &[String]) -> anyhow::Result<bool> {
    let count: usize = args.first().map_or(Ok(2000), |n| n.parse()).context("expected a number of documents")?;
    let root = std::env::temp_dir().join(format!("chancery-bench-{}", std::process::id()));
    let corpus = root.join("in");
    fs::create_dir_all(&corpus)?;
    let mut texts = Vec::new();
    for language in fs::read_dir(demo::clippings())?.flatten() {
        for file in fs::read_dir(language.path())?.flatten() {
            texts.push((file.file_name().to_string_lossy().into_owned(), fs::read_to_string(file.path())?));
        }
    }
    texts.sort();
    ensure!(!texts.is_empty(), "no demo clippings");
    for at in 0..count {
        let (name, text) = &texts[at % texts.len()];
        // Other figures and a number at the end make other documents, so that none is taken for a copy of identical bytes.
        let digit = |c: char| {
            if c.is_ascii_digit() && c != '0' {
                char::from(b'1' + ((c as u8 - b'1') + (at / texts.len()) as u8) % 9)
            } else {
                c
            }
        };
        let varied: String = text.chars().enumerate().map(|(i, c)| if i % 3 == 0 { digit(c) } else { c }).collect();
        fs::write(corpus.join(format!("{at:06}-{name}")), format!("{varied}\n{at}\n"))?;
    }
    let mut seconds = Vec::new();
    for jobs in ["1", "2"] {
        let begun = Instant::now();
        let code = Command::new(std::env::current_exe()?)
            .args(["pipeline", "--jobs", jobs, "--out"])
            .arg(root.join(format!("out-{jobs}")))
            .arg(&corpus)
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .status()?
            .code();
        let took = begun.elapsed().as_secs_f64();
        println!("{jobs} jobs: {took:.2} s, {:.0} documents/s (exit {})", count as f64 / took, code.unwrap_or(-1));
        seconds.push(took);
    }
    println!("one over two: {:.2}", seconds[0] / seconds[1]);
    fs::remove_dir_all(&root)?;
    Ok(true)
}

/// Runs what CI runs.
pub fn ci(root: &Path) -> anyhow::Result<bool> {
    Ok(Command::new("bash").arg(root.join(".ci/run")).current_dir(root).status().context(".ci/run")?.success())
}
