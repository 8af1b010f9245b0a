//! Arguments in, an exit code out.

mod args;
mod filters;
mod read;
mod time;

pub use args::{PackArgs, RunArgs};

use clap::{CommandFactory, Parser, Subcommand};
use std::ffi::OsString;
use std::process::ExitCode;

/// Everything was read.
pub const DONE: u8 = 0;
/// Nothing could be done.
pub const NOTHING: u8 = 1;
/// Wrong use.
pub const USAGE: u8 = 2;
/// Finished, but some inputs could not be read.
pub const PARTLY: u8 = 3;

#[derive(Parser)]
#[command(name = "chancery", version, about = "Turn news clippings into a dossier of quoted, dated facts")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Read clippings and write the dossier: report, tables and all facts with their sources
    Run(RunArgs),
    /// Inputs to clippings: decode files and containers (JSONL out)
    Load(filters::LoadArgs),
    /// Clippings to articles: language, story and furniture, dates (JSONL in and out)
    Clean(filters::FilterArgs),
    /// Articles to findings: names, dates, figures, facts (JSONL in and out)
    Extract(filters::FilterArgs),
    /// Findings to the dossier: one fact once, with all its sources (JSONL in and out)
    Merge(filters::FilterArgs),
    /// The dossier to a folder with the report (JSONL in)
    Report(filters::ReportArgs),
    /// Date expressions, one a line of JSON, to days
    Time(time::TimeArgs),
    /// What a stage makes of one file, for reading
    Show(read::ShowArgs),
    /// Why a fact, a document or an entity is as it is
    Explain(read::ExplainArgs),
    /// Check an output folder: quotes, spans, ids, links
    Verify(read::VerifyArgs),
    /// Every n-th fact with its sentence, to be judged by a person
    Sample(read::SampleArgs),
    /// The fields of the files, with their words
    Schema,
    /// A completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Compare two output folders
    Diff(read::Later),
    /// Score an output folder against a key
    Score(read::Later),
    /// The cache of unchanged documents
    Cache(read::Later),
}

/// Runs the command with the arguments of a process, its name first.
pub fn main(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    ExitCode::from(run(args))
}

/// The same, for callers that want the code as a number.
pub fn run(args: impl IntoIterator<Item = OsString>) -> u8 {
    pipeline::silence_guarded_panics();
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => return usage(&error),
    };
    code(match cli.command {
        Command::Run(args) => crate::run::run(&args),
        Command::Load(args) => filters::load(&args),
        Command::Clean(args) => filters::filter(&args, pipeline::Stage::Clean),
        Command::Extract(args) => filters::filter(&args, pipeline::Stage::Extract),
        Command::Merge(args) => filters::filter(&args, pipeline::Stage::Merge),
        Command::Report(args) => filters::report(&args),
        Command::Time(args) => time::run(&args),
        Command::Show(args) => read::show(&args),
        Command::Explain(args) => read::explain(&args),
        Command::Verify(args) => read::verify(&args),
        Command::Sample(args) => read::sample(&args),
        Command::Schema => read::print(include_str!("../schema.json")),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "chancery", &mut script);
            read::print(&String::from_utf8_lossy(&script))
        }
        Command::Diff(_) => read::later("diff"),
        Command::Score(_) => read::later("score"),
        Command::Cache(_) => read::later("cache"),
    })
}

fn usage(error: &clap::Error) -> u8 {
    let _ = error.print();
    u8::try_from(error.exit_code()).unwrap_or(USAGE)
}

/// Tells an error and turns the result of a command into its exit code.
fn code(result: anyhow::Result<u8>) -> u8 {
    result.unwrap_or_else(|error| {
        eprintln!("chancery: {error:#}");
        if error.downcast_ref::<Usage>().is_some() { USAGE } else { NOTHING }
    })
}

/// Wrong use that only shows after the arguments were parsed.
#[derive(Debug)]
pub struct Usage(pub String);

impl std::fmt::Display for Usage {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for Usage {}

/// Runs `cargo xtask pipeline` with its own defaults: the demo clippings, written to `out/`.
pub fn pipeline(args: impl IntoIterator<Item = OsString>, clippings: &std::path::Path) -> ExitCode {
    #[derive(Parser)]
    #[command(
        name = "cargo xtask pipeline",
        about = "Read clippings (default: the demo clippings) and write the dossier"
    )]
    struct Pipeline {
        #[command(flatten)]
        run: RunArgs,
    }
    pipeline::silence_guarded_panics();
    let mut given = match Pipeline::try_parse_from(args) {
        Ok(given) => given,
        Err(error) => return ExitCode::from(usage(&error)),
    };
    if given.run.inputs.is_empty() && given.run.from.is_none() {
        given.run.inputs.push(clippings.to_path_buf());
    }
    ExitCode::from(code(crate::run::run(&given.run)))
}
