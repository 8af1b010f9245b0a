//! Tasks of those who work on Chancery. Thin: what a task does beyond calling others lies in its own file.

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

const TASKS: &[(&str, &str)] = &[
    ("pipeline", "read clippings (default: data/clippings) and write the dossier to out/"),
];

fn main() -> ExitCode {
    let mut args = std::env::args_os().skip(1);
    let task = args.next().map(|t| t.to_string_lossy().into_owned()).unwrap_or_default();
    let rest: Vec<OsString> = args.collect();
    match task.as_str() {
        "pipeline" => {
            let clippings = root().join("data/clippings");
            let args = std::iter::once(OsString::from("cargo xtask pipeline")).chain(rest);
            chancery::cli::pipeline(args, &clippings)
        }
        "" | "help" | "--help" | "-h" => {
            println!("cargo xtask TASK\n");
            TASKS.iter().for_each(|(name, what)| println!("  {name:<10} {what}"));
            ExitCode::SUCCESS
        }
        other => {
            eprintln!("xtask: no task `{other}`; `cargo xtask` lists them");
            ExitCode::from(2)
        }
    }
}

/// The workspace.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}
