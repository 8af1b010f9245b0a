//! `cargo xtask quality [--raise] [--errors] [--out DIR]`: the demo against its keys, and the ratchet.

use anyhow::Context;
use chancery_tests::{
    demo, ratchet,
    score::{Score, table},
};
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
        let precision = demo::root().join("data/world/precision.tsv");
        std::fs::write(&precision, self::precision(&score)).with_context(|| format!("{}", precision.display()))?;
        let readme = demo::root().join("README.md");
        let text = std::fs::read_to_string(&readme).with_context(|| format!("{}", readme.display()))?;
        std::fs::write(&readme, in_readme(&text, &score)).with_context(|| format!("{}", readme.display()))?;
        for written in [&file, &cases, &precision, &readme] {
            println!("wrote {}", written.display());
        }
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

/// The measured precision of each confidence, as the report shows it.
fn precision(score: &Score) -> String {
    let mut out = String::from(
        "# Source: measured by `cargo xtask quality --raise` over the demo clippings\n#: confidence\tprecision\n",
    );
    for (name, counts) in &score.confidence {
        let share = counts.p().unwrap_or(0.0);
        out.push_str(&format!("{name}\t{share:.2} ({} of {})\n", counts.tp, counts.tp + counts.fp));
    }
    out
}

/// The README with the figures between its two marks written anew.
fn in_readme(text: &str, score: &Score) -> String {
    const MARKS: (&str, &str) = ("<!-- quality -->", "<!-- /quality -->");
    let get = |name: &str| score.metrics.get(name).copied().flatten().map_or("-".to_string(), |v| format!("{v:.2}"));
    let mut rows = vec![
        (
            "facts found and right: precision, recall, F1".to_string(),
            ["records.p", "records.r", "records.f1"].map(get).join(", "),
        ),
        (
            "people: F1, their office, their country".to_string(),
            ["people.f1", "people.role", "people.country"].map(get).join(", "),
        ),
        ("organisations, countries that act: F1".to_string(), ["organisations.f1", "countries.f1"].map(get).join(", ")),
        ("story told from furniture: F1".to_string(), get("furniture.f1")),
        ("publication date, language, title".to_string(), ["published", "language", "title"].map(get).join(", ")),
        (
            "of the facts found: date, status, place".to_string(),
            ["slot.date", "slot.status", "slot.place"].map(get).join(", "),
        ),
    ];
    for (name, counts) in &score.confidence {
        let share = counts.p().unwrap_or(0.0);
        rows.push((
            format!("facts marked `{name}` that are right"),
            format!("{share:.2} ({} of {})", counts.tp, counts.tp + counts.fp),
        ));
    }
    let lines: Vec<String> = rows.into_iter().map(|(what, figure)| format!("| {what} | {figure} |\n")).collect();
    let Some((before, rest)) = text.split_once(MARKS.0) else { return text.to_string() };
    let Some((_, after)) = rest.split_once(MARKS.1) else { return text.to_string() };
    format!("{before}{}\n| measured on the demo | |\n|---|---|\n{}{}{after}", MARKS.0, lines.concat(), MARKS.1)
}
