//! Tasks of those who work on Chancery. Thin: what a task does beyond calling others lies in its own file.

mod quality;
mod rules;
mod tasks;
mod tidy;

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

const TASKS: &[(&str, &str)] = &[
    ("pipeline", "read clippings (default: data/clippings) and write the dossier to out/"),
    (
        "quality",
        "score the demo against its keys; --raise holds new figures, --errors lists the cases, --out DIR keeps the output",
    ),
    ("ci", "run what CI runs"),
    ("tidy", "check the house rules: dependencies, literals, data files, snapshots; --fix sorts data files"),
    ("show", "FILE --stage S: what a stage makes of a file, for reading"),
    ("review", "write target/review.html: the snapshots that would change, for people who read the languages"),
    ("new-lang", "xx: make the folder of a new language"),
    ("bench", "[N]: documents a second over N generated clippings (2000), one thread against two"),
];

fn main() -> ExitCode {
    let mut args = std::env::args_os().skip(1);
    let task = args.next().map(|t| t.to_string_lossy().into_owned()).unwrap_or_default();
    let rest: Vec<OsString> = args.collect();
    if task == "pipeline" {
        let args = std::iter::once(OsString::from("cargo xtask pipeline")).chain(rest);
        return chancery::cli::pipeline(args, &root().join("data/clippings"));
    }
    if task == "show" {
        let args = ["chancery", "show"].map(OsString::from).into_iter().chain(rest);
        return chancery::cli::main(args);
    }
    let rest: Vec<String> = rest.into_iter().map(|a| a.to_string_lossy().into_owned()).collect();
    let result = match task.as_str() {
        "quality" => quality::run(&rest),
        "ci" => tasks::ci(root()),
        "tidy" => tidy::run(root(), &rest),
        "review" => tasks::review(root()),
        "new-lang" => tasks::new_lang(root(), &rest),
        "bench" => tasks::bench(&rest),
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
