//! Tasks of those who work on Chancery. Thin: what a task does beyond calling others lies in its own file.

mod quality;

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

const TASKS: &[(&str, &str)] = &[
    ("pipeline", "read clippings (default: data/clippings) and write the dossier to out/"),
    ("quality", "score the demo against its keys; --raise holds new figures, --errors lists the cases, --out DIR keeps the output"),
];

fn main() -> ExitCode {
    let mut args = std::env::args_os().skip(1);
    let task = args.next().map(|t| t.to_string_lossy().into_owned()).unwrap_or_default();
    let rest: Vec<OsString> = args.collect();
    if task == "pipeline" {
        let args = std::iter::once(OsString::from("cargo xtask pipeline")).chain(rest);
        return chancery::cli::pipeline(args, &root().join("data/clippings"));
    }
    let rest: Vec<String> = rest.into_iter().map(|a| a.to_string_lossy().into_owned()).collect();
    let result = match task.as_str() {
        "quality" => quality::run(&rest),
        "" | "help" | "--help" | "-h" => {
            println!("cargo xtask TASK\n");
            TASKS.iter().for_each(|(name, what)| println!("  {name:<10} {what}"));
            Ok(true)
        }
        other => {
            eprintln!("xtask: no task `{other}`; `cargo xtask` lists them");
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// The workspace.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}
