//! What a person reads at the end of a run.

use model::{Dossier, Issue, RecordType, Severity};
use pipeline::{Count, Stage};
use std::collections::BTreeMap;
use std::path::Path;

/// Tells each issue on standard error, the gravest first, at most forty of them.
pub fn tell_issues(issues: &[Issue]) {
    const MOST: usize = 40;
    let mut sorted: Vec<&Issue> = issues.iter().collect();
    sorted.sort_by_key(|i| i.severity);
    for issue in sorted.iter().take(MOST) {
        let word = match issue.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        let place = if issue.path.is_empty() { String::new() } else { format!("{}: ", issue.path) };
        eprintln!("{word}: {place}{} [{}]", issue.message, issue.code);
    }
    if sorted.len() > MOST {
        eprintln!("and {} more in issues.jsonl", sorted.len() - MOST);
    }
}

/// Prints the summary on standard output.
pub fn print(out: &Path, until: Stage, dossier: &Dossier, count: Count, languages: &BTreeMap<String, u64>) {
    let mut by_count: Vec<(&String, &u64)> = languages.iter().filter(|(l, _)| !l.is_empty()).collect();
    by_count.sort_by_key(|(language, n)| (std::cmp::Reverse(**n), (*language).clone()));
    let spoken: Vec<String> = by_count.iter().map(|(language, n)| format!("{language} {n}")).collect();
    let documents = if until >= Stage::Merge { dossier.documents.len() as u64 } else { languages.values().sum() };
    let spoken = if spoken.is_empty() { String::new() } else { format!(" ({})", spoken.join(", ")) };
    println!("documents  {documents}{spoken}");
    if until >= Stage::Merge {
        let mut types: Vec<(usize, &str)> = RecordType::ALL
            .iter()
            .map(|t| (dossier.records.iter().filter(|r| r.kind_of == *t).count(), t.name()))
            .filter(|(n, _)| *n > 0)
            .collect();
        types.sort_by_key(|(n, name)| (std::cmp::Reverse(*n), *name));
        let types: Vec<String> = types.iter().map(|(n, name)| format!("{name} {n}")).collect();
        let types = if types.is_empty() { String::new() } else { format!(" ({})", types.join(", ")) };
        println!("facts      {}{types}", dossier.records.len());
    } else if until == Stage::Extract {
        println!("facts      {} before merging", count.facts);
    }
    let mut reasons: BTreeMap<(Severity, &str), u64> = BTreeMap::new();
    for issue in &dossier.issues {
        *reasons.entry((issue.severity, &issue.code)).or_default() += 1;
    }
    let reasons: Vec<String> = reasons.iter().map(|((_, code), n)| format!("{code} {n}")).collect();
    let reasons = if reasons.is_empty() { "none".to_string() } else { reasons.join(", ") };
    println!("issues     {reasons}");
    match until {
        Stage::Report => println!("report     {}", out.join("report").join("index.html").display()),
        stage => println!("written    {}", out.join(stage.file()).display()),
    }
}
