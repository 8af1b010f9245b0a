//! The stages as filters: JSONL in, JSONL out.

use super::{DONE, NOTHING, PARTLY, PackArgs, RunArgs};
use crate::{inputs, run};
use anyhow::Context;
use clap::Args;
use model::{Dossier, Severity};
use pipeline::{Item, Options, Stage};
use std::io::{BufWriter, Write};
use std::path::PathBuf;

/// Options of `chancery load`.
#[derive(Args)]
pub struct LoadArgs {
    /// Files, folders, or `-` for JSONL on standard input
    #[arg(value_name = "INPUT", required = true)]
    inputs: Vec<PathBuf>,
    #[command(flatten)]
    packs: PackArgs,
}

/// Options of `chancery clean`, `extract` and `merge`.
#[derive(Args)]
pub struct FilterArgs {
    /// Lines of the stage before; default: standard input
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    #[command(flatten)]
    packs: PackArgs,
}

/// Options of `chancery report`.
#[derive(Args)]
pub struct ReportArgs {
    /// Lines of merge, or an output folder; default: standard input
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    #[command(flatten)]
    run: OutArgs,
}

/// Where and how the report is written.
#[derive(Args)]
struct OutArgs {
    /// Folder to write
    #[arg(long, value_name = "DIR", default_value = "out")]
    out: PathBuf,
    /// Further formats, parted by commas
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    export: Vec<String>,
    #[command(flatten)]
    packs: PackArgs,
}

/// Inputs to clippings.
pub fn load(args: &LoadArgs) -> anyhow::Result<u8> {
    let packs = args.packs.packs()?;
    run::in_pool(args.packs.threads(), || {
        let options = Options { until: Stage::Load, ..Options::default() };
        let found = inputs::find(&args.inputs, &options.load);
        if found.inputs.is_empty() {
            crate::summary::tell_issues(&found.issues);
            return Ok(NOTHING);
        }
        let mut out = Lines::new(&packs);
        let flow = pipeline::run(found.inputs, &options, &packs, &|_| {}, &mut |item| out.write(item));
        out.finish(found.issues.into_iter().chain(flow.issues).collect(), None)
    })
}

/// Clean, extract or merge: every line is taken as far as that stage.
pub fn filter(args: &FilterArgs, until: Stage) -> anyhow::Result<u8> {
    let packs = args.packs.packs()?;
    let reader = inputs::open(args.file.as_deref())?;
    let name = args.file.as_deref().map_or("-".to_string(), |f| f.to_string_lossy().into_owned());
    run::in_pool(args.packs.threads(), || {
        let options = Options { until, ..Options::default() };
        let mut out = Lines::new(&packs);
        let items = inputs::items(&name, reader);
        let flow = pipeline::run_items(items, &options, &packs, &|_| {}, &mut |item| out.write(item));
        out.finish(flow.issues, flow.dossier)
    })
}

/// The dossier to a folder.
pub fn report(args: &ReportArgs) -> anyhow::Result<u8> {
    let run_args = RunArgs {
        out: args.run.out.clone(),
        export: args.run.export.clone(),
        packs: args.run.packs.clone(),
        from: Some(args.file.clone().unwrap_or_else(|| PathBuf::from("-"))),
        ..RunArgs::default()
    };
    run::run(&run_args)
}

/// Lines to standard output.
struct Lines<'a> {
    out: BufWriter<std::io::StdoutLock<'static>>,
    packs: &'a lang::Packs,
    failure: Option<std::io::Error>,
}

impl<'a> Lines<'a> {
    fn new(packs: &'a lang::Packs) -> Self {
        Self { out: BufWriter::new(std::io::stdout().lock()), packs, failure: None }
    }

    fn write(&mut self, item: Item) {
        if self.failure.is_none() {
            let line = pipeline::line(&item, self.packs).map_err(std::io::Error::from);
            self.failure = line.and_then(|line| writeln!(self.out, "{line}")).err();
        }
    }

    /// Writes the issues and what was merged, and says how it went. An output that was cut short is never a success.
    fn finish(mut self, issues: Vec<model::Issue>, dossier: Option<Dossier>) -> anyhow::Result<u8> {
        let mut dossier = dossier.unwrap_or_default();
        let issues: Vec<_> = issues.into_iter().chain(std::mem::take(&mut dossier.issues)).collect();
        crate::summary::tell_issues(&issues);
        let partly = issues.iter().any(|i| i.severity == Severity::Error);
        dossier.issues = issues;
        pipeline::items(dossier).for_each(|item| self.write(item));
        let flushed = self.out.flush();
        match self.failure.map_or(flushed, Err) {
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(NOTHING),
            Err(error) => Err(error).context("standard output"),
            Ok(()) => Ok(if partly { PARTLY } else { DONE }),
        }
    }
}
