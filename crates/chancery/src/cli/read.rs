//! Commands that read what a run wrote, or show what a stage would make of a file.

use super::{DONE, NOTHING, PackArgs, USAGE};
use crate::{folder, run, show as showing, verify as verifying};
use clap::Args;
use model::{Dossier, Evidence, Record};
use pipeline::Stage;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;

/// Options of `chancery show`.
#[derive(Args)]
pub struct ShowArgs {
    /// A file or folder
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The stage: load, clean, extract, merge or report
    #[arg(long, default_value = "extract", value_parser = ["load", "clean", "extract", "merge", "report"])]
    stage: String,
    #[command(flatten)]
    packs: PackArgs,
}

/// Options of `chancery explain`.
#[derive(Args)]
pub struct ExplainArgs {
    /// An output folder
    #[arg(value_name = "OUT")]
    out: PathBuf,
    /// The id of a record, a document or an entity, or its beginning
    #[arg(value_name = "ID")]
    id: String,
}

/// Options of `chancery verify`.
#[derive(Args)]
pub struct VerifyArgs {
    /// An output folder
    #[arg(value_name = "OUT")]
    out: PathBuf,
}

/// Options of `chancery sample`.
#[derive(Args)]
pub struct SampleArgs {
    /// An output folder
    #[arg(value_name = "OUT")]
    out: PathBuf,
    /// How many facts
    #[arg(short, default_value_t = 20)]
    n: usize,
}

/// Whatever is given to a command that is not built yet.
#[derive(Args)]
pub struct Later {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
    rest: Vec<String>,
}

/// Says that a command is not built yet.
pub fn later(command: &str) -> anyhow::Result<u8> {
    eprintln!("chancery: `{command}` is not built yet");
    Ok(USAGE)
}

/// Prints a text; a reader that went away is no fault.
pub fn print(text: &str) -> anyhow::Result<u8> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(DONE),
    }
}

/// Prints the view of a stage.
pub fn show(args: &ShowArgs) -> anyhow::Result<u8> {
    let packs = args.packs.packs()?;
    let stage = Stage::parse(&args.stage).unwrap_or(Stage::Extract);
    print(&run::in_pool(args.packs.threads(), || showing::view(&args.file, stage, &packs))?)
}

/// Checks an output folder.
pub fn verify(args: &VerifyArgs) -> anyhow::Result<u8> {
    let dossier = folder::read_dossier(&args.out)?;
    let faults = verifying::faults(&dossier);
    faults.iter().for_each(|fault| eprintln!("{fault}"));
    let counts = format!(
        "{} documents, {} entities, {} mentions, {} records: {}\n",
        dossier.documents.len(),
        dossier.entities.len(),
        dossier.mentions.len(),
        dossier.records.len(),
        if faults.is_empty() { "all promises kept".to_string() } else { format!("{} faults", faults.len()) },
    );
    print(&counts)?;
    Ok(if faults.is_empty() { DONE } else { NOTHING })
}

/// Prints every n-th fact with its sentence.
pub fn sample(args: &SampleArgs) -> anyhow::Result<u8> {
    let dossier = folder::read_dossier(&args.out)?;
    let step = dossier.records.len().div_ceil(args.n.max(1)).max(1);
    print(&dossier.records.iter().step_by(step).map(|r| fact(r, &dossier)).collect::<Vec<_>>().join("\n"))
}

/// Prints all that is known of one row.
pub fn explain(args: &ExplainArgs) -> anyhow::Result<u8> {
    let dossier = folder::read_dossier(&args.out)?;
    let is = |id: &String| id.starts_with(&args.id);
    let mut out: Vec<String> = Vec::new();
    let records = dossier.records.iter().filter(|r| is(&r.id) || r.aliases.iter().any(is));
    out.extend(records.map(|r| fact(r, &dossier)));
    for document in dossier.documents.iter().filter(|d| is(&d.id)) {
        let mut text = format!("{}  {}  {}\n", document.id, document.path, document.language);
        let date = &document.published;
        let reason = date.reason.as_deref().unwrap_or("");
        let _ = writeln!(text, "published {}  {:?}  {reason}", date.edtf.as_deref().unwrap_or("unknown"), date.basis);
        for block in &document.blocks {
            let words: String = block.span().of(&document.text).split_whitespace().collect::<Vec<_>>().join(" ");
            let words: String = words.chars().take(70).collect();
            let reason = block.reason.as_deref().map(|r| format!("  ({r})")).unwrap_or_default();
            let _ = writeln!(text, "{}..{}  {}{reason}  {words}", block.start, block.end, block.kind.name());
        }
        out.push(text);
    }
    for entity in dossier.entities.iter().filter(|e| is(&e.id)) {
        let names: Vec<&str> = entity.names.iter().map(|n| n.text.as_str()).collect();
        let country = entity.country.as_deref().unwrap_or("-");
        let mut text = format!(
            "{}  {}  {}  {country}\n  names  {}\n",
            entity.id,
            entity.kind_of.name(),
            entity.name,
            names.join(" | ")
        );
        for role in &entity.roles {
            let _ = writeln!(
                text,
                "  office  {}  {}",
                role.title,
                role.evidence.iter().map(|e| place(e, &dossier)).collect::<Vec<_>>().join(", ")
            );
        }
        entity.reasons.iter().for_each(|r| text.push_str(&format!("  because  {r}\n")));
        out.push(text);
    }
    if out.is_empty() {
        eprintln!("chancery: nothing in {} has the id {}", args.out.display(), args.id);
        return Ok(NOTHING);
    }
    print(&out.join("\n"))
}

fn place(evidence: &Evidence, dossier: &Dossier) -> String {
    let path = dossier.documents.iter().find(|d| d.id == evidence.document).map_or("?", |d| d.path.as_str());
    format!("{path}:{}..{}", evidence.start, evidence.end)
}

fn fact(record: &Record, dossier: &Dossier) -> String {
    let kind = record.kind.as_deref().unwrap_or("-");
    let mut out = format!(
        "{}  {} {kind}  {}  {}  {}\n  rule  {}\n",
        record.id,
        record.kind_of.name(),
        record.status.name(),
        record.countries.join("-"),
        record.confidence.name(),
        record.rule
    );
    let date = &record.date;
    let reason = date.reason.as_deref().map(|r| format!("  ({r})")).unwrap_or_default();
    let _ = writeln!(out, "  date  {}  {:?}{reason}", date.edtf.as_deref().unwrap_or("unknown"), date.basis);
    for party in &record.parties {
        let reason = party.reason.as_deref().map(|r| format!("  ({r})")).unwrap_or_default();
        let _ = writeln!(
            out,
            "  {}  {}  {}  {:?}{reason}",
            party.role,
            party.text,
            party.country.as_deref().unwrap_or("-"),
            party.basis
        );
    }
    if let Some(spot) = &record.place {
        let _ = writeln!(out, "  place  {}  {:?}", spot.name, spot.basis);
    }
    record.reasons.iter().for_each(|r| out.push_str(&format!("  because  {r}\n")));
    for conflict in &record.conflicts {
        let values: Vec<&str> = conflict.values.iter().map(|v| v.value.as_str()).collect();
        let _ = writeln!(out, "  sources disagree on {}: {}", conflict.slot, values.join(" / "));
    }
    for evidence in &record.evidence {
        let words = evidence.words.as_deref().unwrap_or(&evidence.quote);
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = writeln!(out, "  {}  \"{words}\"", place(evidence, dossier));
    }
    out
}
