//! `chancery run`: inputs to an output folder.

use crate::cli::{DONE, NOTHING, PARTLY, RunArgs, Usage};
use crate::{folder, inputs, progress::Progress, summary};
use anyhow::{Context, bail};
use folder::Folder;
use lang::Packs;
use model::{Day, Dossier, Issue, SCHEMA, Severity};
use pipeline::{Count, Item, Options, Stage, Step};
use serde_json::json;
use std::fs;
use std::io::{BufWriter, Write};
use std::path::Path;

/// Runs the stages and writes the folder.
///
/// # Errors
/// Wrong use, no input, or a folder that cannot be written. What is wrong with single inputs is an issue, not an error.
pub fn run(args: &RunArgs) -> anyhow::Result<u8> {
    if args.inputs.is_empty() && args.from.is_none() {
        return Err(Usage("expected an INPUT: a file, a folder, or `-` for JSONL; see --help".into()).into());
    }
    let packs = args.packs.packs()?;
    let folder = Folder::beside(&args.out)?;
    in_pool(args.packs.threads(), || write(args, &packs, folder))
}

/// Runs work on a number of threads.
///
/// # Errors
/// Those of the work, and threads that the system refuses.
pub fn in_pool<R: Send>(threads: usize, work: impl FnOnce() -> anyhow::Result<R> + Send) -> anyhow::Result<R> {
    pipeline::on_threads(threads, work).context("cannot start threads")?
}

fn write(args: &RunArgs, packs: &Packs, folder: Folder) -> anyhow::Result<u8> {
    let options = options(args)?;
    let (report_options, later) = report_options(args, packs)?;
    let mut stage_file = match options.until {
        stage @ (Stage::Load | Stage::Clean | Stage::Extract) => {
            Some(BufWriter::new(fs::File::create(folder.path().join(stage.file()))?))
        }
        _ => None,
    };
    let mut failure: Option<anyhow::Error> = None;
    let (mut languages, mut documents) = (std::collections::BTreeMap::new(), Vec::new());
    let mut sink = |item: Item| {
        let row = match &item {
            Item::Clipping(c) => Some((String::new(), c.path.clone(), c.sha256.clone(), c.bytes)),
            Item::Article(a) => Some(input_row(&a.document)),
            Item::Findings(f) => Some(input_row(&f.document)),
            _ => None,
        };
        if let Some((language, path, sha256, bytes)) = row {
            *languages.entry(language).or_insert(0_u64) += 1;
            documents.push(json!({"path": path, "sha256": sha256, "bytes": bytes}));
        }
        if let (Some(out), None) = (&mut stage_file, &failure) {
            let line = pipeline::line(&item, packs).map_err(anyhow::Error::from);
            failure = line.and_then(|line| Ok(writeln!(out, "{line}")?)).err();
        }
    };
    let (flow, early) = match &args.from {
        Some(from) => (resume(from, &options, packs, &mut sink)?, Vec::new()),
        None => {
            let found = inputs::find(&args.inputs, &options.load);
            if found.inputs.is_empty() {
                found.issues.iter().for_each(|i| eprintln!("chancery: {}: {}", i.path, i.message));
                bail!("no input found: nothing was written");
            }
            let progress = Progress::new(found.inputs.len());
            let step = |step: Step| progress.step(step);
            (pipeline::run(found.inputs, &options, packs, &step, &mut sink), found.issues)
        }
    };
    if let Some(failure) = failure {
        return Err(failure.context("cannot write the stage's file"));
    }
    if let Some(mut out) = stage_file {
        out.flush()?;
    }
    let mut issues = early;
    let read = flow.count.clippings + flow.count.articles + flow.count.findings;
    let whole = flow.dossier.is_some();
    let mut dossier = flow.dossier.unwrap_or_default();
    issues.append(&mut dossier.issues);
    issues.extend(flow.issues);
    dossier.issues = issues;
    if read == 0 && dossier.documents.is_empty() && dossier.issues.iter().all(|i| i.severity == Severity::Error) {
        summary::tell_issues(&dossier.issues);
        eprintln!("chancery: no input could be read: nothing was written");
        return Ok(NOTHING);
    }
    for format in later {
        let message = format!("the export `{format}` is not built yet and was left out");
        dossier.issues.push(Issue::new(Severity::Warning, "report.export", "", message));
    }
    if whole {
        folder::write_dossier(folder.path(), &dossier)?;
        for document in &dossier.documents {
            *languages.entry(document.language.clone()).or_insert(0) += 1;
            let (_, path, sha256, bytes) = input_row(document);
            documents.push(json!({"path": path, "sha256": sha256, "bytes": bytes}));
        }
    } else {
        folder::write_file(folder.path(), "issues.jsonl", "issue", &dossier)?;
    }
    if options.until == Stage::Report {
        // Inputs in another order are the same dossier: for reading, documents stand by path.
        dossier.documents.sort_by(|a, b| (&a.path, &a.id).cmp(&(&b.path, &b.id)));
        report::write(&dossier, &report_options, packs, folder.path()).context("cannot write the report")?;
    }
    let manifest = manifest(args, packs, &dossier, flow.count, documents);
    fs::write(folder.path().join("manifest.json"), format!("{manifest:#}\n"))?;
    folder.commit()?;
    summary::tell_issues(&dossier.issues);
    summary::print(&args.out, options.until, &dossier, flow.count, &languages);
    let partly = dossier.issues.iter().any(|i| i.severity == Severity::Error);
    Ok(if partly { PARTLY } else { DONE })
}

fn input_row(document: &model::Document) -> (String, String, String, u64) {
    (document.language.clone(), document.path.clone(), document.sha256.clone(), document.bytes)
}

/// The options of the stages that the arguments ask for.
fn options(args: &RunArgs) -> anyhow::Result<Options> {
    let offices = match args.offices.as_deref() {
        None => None,
        Some("none") => Some(merge::OfficeTable::default()),
        Some(file) => {
            let wrong = |e: &dyn std::fmt::Display| Usage(format!("--offices {file}: {e}"));
            let text = fs::read_to_string(file).map_err(|e| wrong(&e))?;
            Some(merge::OfficeTable::parse(&text).map_err(|e| wrong(&e))?)
        }
    };
    let merge = merge::Options { offices, as_of: args.as_of.as_deref().and_then(Day::parse) };
    Ok(Options { merge, until: args.until(), ..Options::default() })
}

/// The options of the report that the arguments ask for, and the formats that are not built yet.
fn report_options(args: &RunArgs, packs: &Packs) -> anyhow::Result<(report::Options, Vec<String>)> {
    let usual = report::Options::default();
    let language = args.report_language.clone().unwrap_or(usual.language);
    let has_words = |p: &lang::Pack| !p.rows("interface").is_empty();
    if !packs.get(&language).is_some_and(has_words) {
        let known: Vec<&str> = packs.languages().filter(|p| has_words(p)).map(|p| p.code.as_str()).collect();
        return Err(Usage(format!("--report-language {language}: expected one of {}", known.join(", "))).into());
    }
    let layout = match args.layout.as_deref() {
        None | Some("auto") => report::Layout::Auto,
        _ => report::Layout::Page,
    };
    let (exports, later): (Vec<String>, Vec<String>) =
        args.export.iter().cloned().partition(|e| report::EXPORTS.contains(&e.as_str()));
    let precision = packs
        .world()
        .rows("precision")
        .iter()
        .map(|r| (r.get("confidence").to_string(), r.get("precision").to_string()));
    let options = report::Options {
        language,
        focus: args.focus.clone(),
        as_of: args.as_of.as_deref().and_then(Day::parse),
        exports: if args.export.is_empty() { usual.exports } else { exports },
        share: args.share,
        layout,
        tool_version: env!("CARGO_PKG_VERSION").to_string(),
        precision: precision.collect(),
        excel: usual.excel,
    };
    Ok((options, later))
}

/// Goes on from a stage file, or from the folder of a dossier.
fn resume(from: &Path, options: &Options, packs: &Packs, sink: &mut dyn FnMut(Item)) -> anyhow::Result<pipeline::Flow> {
    let whole = |p: &Path| p.file_name().is_some_and(|n| n == "records.jsonl");
    if from.is_dir() || whole(from) {
        let folder = if from.is_dir() { from } else { from.parent().unwrap_or(Path::new(".")) };
        let single = [Stage::Extract, Stage::Clean, Stage::Load]
            .into_iter()
            .map(|s| folder.join(s.file()))
            .find(|f| f.is_file());
        if let Some(file) = single {
            return resume(&file, options, packs, sink);
        }
        let dossier = folder::read_dossier(folder)?;
        return Ok(pipeline::run_items(pipeline::items(dossier), options, packs, &|_| {}, sink));
    }
    let name = from.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let items = inputs::items(&name, inputs::open(Some(from))?);
    let beside = from.with_file_name("issues.jsonl");
    let earlier: Vec<Item> = fs::read_to_string(beside)
        .unwrap_or_default()
        .lines()
        .filter_map(|line| Item::parse("issue", line).ok())
        .collect();
    Ok(pipeline::run_items(earlier.into_iter().chain(items), options, packs, &|_| {}, sink))
}

fn manifest(
    args: &RunArgs,
    packs: &Packs,
    dossier: &Dossier,
    count: Count,
    documents: Vec<serde_json::Value>,
) -> serde_json::Value {
    let shown = |p: &Path| p.to_string_lossy().into_owned();
    json!({
        "schema": SCHEMA,
        "tool": "chancery",
        "version": env!("CARGO_PKG_VERSION"),
        "options": {
            "inputs": args.inputs.iter().map(|p| shown(p)).collect::<Vec<_>>(),
            "until": args.until().name(),
            "from": args.from.as_deref().map(shown),
            "packs": args.packs.packs.as_deref().map(shown),
            "no_cache": args.no_cache,
            "focus": args.focus,
            "offices": args.offices,
            "as_of": args.as_of,
            "export": args.export,
            "share": args.share,
            "layout": args.layout,
            "report_language": args.report_language,
        },
        "packs": {"sha256": packs.hash()},
        "inputs": documents,
        "counts": {
            "load": count.clippings,
            "clean": count.articles,
            "extract": {"documents": count.findings, "records": count.facts},
            "merge": {
                "documents": dossier.documents.len(),
                "entities": dossier.entities.len(),
                "mentions": dossier.mentions.len(),
                "records": dossier.records.len(),
            },
            "issues": dossier.issues.len(),
        },
        "threads": args.packs.threads(),
    })
}
