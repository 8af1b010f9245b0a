//! `cargo xtask quality [--raise] [--errors] [--out DIR]`: the demo against its keys, and the ratchet.

use anyhow::Context;
use chancery_tests::{demo, ratchet, score::table};
use std::path::PathBuf;

/// Prints the tables; fails where a figure fell. `--raise` writes the figures of now.
pub fn run(args: &[String]) -> anyhow::Result<bool> {
    let has = |flag: &str| args.iter().any(|a| a == flag);
    let given = args.iter().position(|a| a == "--out").and_then(|at| args.get(at + 1)).map(PathBuf::from);
    let out = given.unwrap_or_else(|| std::env::temp_dir().join(format!("chancery-quality-{}", std::process::id())));
    let score = demo::score(&out)?;
    println!("{}", table::report(&score));
    if has("--errors") {
        score.cases.iter().for_each(|case| println!("{case}"));
    }
    if !has("--out") {
        let _ = std::fs::remove_dir_all(&out);
    }
    let (file, cases) = (demo::root().join("tests/quality.toml"), demo::root().join("tests/quality.cases.txt"));
    let now = ratchet::figures(&score);
    if has("--raise") {
        std::fs::write(&file, ratchet::write(&now)).with_context(|| format!("{}", file.display()))?;
        std::fs::write(&cases, score.cases.join("\n") + "\n").with_context(|| format!("{}", cases.display()))?;
        println!("wrote {} and {}", file.display(), cases.display());
        return Ok(true);
    }
    let held = ratchet::parse(&std::fs::read_to_string(&file).unwrap_or_default());
    let (fell, rose) = ratchet::compare(&held, &now);
    if rose > 0 {
        println!("{rose} figures rose; `cargo xtask quality --raise` holds them");
    }
    if !fell.is_empty() {
        let before = std::fs::read_to_string(&cases).unwrap_or_default();
        let (worse, better) = ratchet::changed(&before, &score.cases);
        fell.iter().for_each(|line| eprintln!("fell: {line}"));
        worse.iter().for_each(|case| eprintln!("wrong now:  {case}"));
        better.iter().for_each(|case| eprintln!("right now:  {case}"));
    }
    Ok(fell.is_empty())
}
