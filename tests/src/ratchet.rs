//! Figures that may rise: `tests/quality.toml`, its comparison with a score, and its rewriting.
//!
//! The file holds `"name" = 0.123` lines under `[figures]` and the cases that are known to be wrong, one a line, in
//! `tests/quality.cases.txt` beside it, so that a fall can name what changed.

use crate::score::Score;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// Figures that are held.
const HELD: &[&str] = &[
    "countries.f1",
    "furniture.f1",
    "language",
    "merge.all",
    "organisations.f1",
    "people.country",
    "people.f1",
    "people.role",
    "published",
    "records.f1",
    "records.lenient.f1",
    "records.p",
    "records.r",
    "slot.countries",
    "slot.date",
    "slot.kind",
    "slot.place",
    "slot.status",
    "slot.value.number",
    "title",
    "type.agreement.r",
    "type.meeting.r",
];

/// Counts of faults that may not rise.
const HELD_LOW: &[&str] = &["hard.violations"];

/// Figures in thousandths by name.
pub type Figures = BTreeMap<String, i64>;

fn thousandths(value: Option<f64>) -> i64 {
    value.map_or(0, |v| (v * 1000.0).round() as i64)
}

/// The held figures of a score.
pub fn figures(score: &Score) -> Figures {
    let names = HELD.iter().chain(HELD_LOW);
    names.map(|n| ((*n).to_string(), thousandths(score.metrics.get(*n).copied().flatten()))).collect()
}

/// Reads the file.
pub fn parse(text: &str) -> Figures {
    let mut out = Figures::new();
    for line in text.lines() {
        let Some((name, value)) = line.split_once('=') else { continue };
        let value = value.trim().parse::<f64>().ok();
        out.insert(name.trim().trim_matches('"').to_string(), thousandths(value));
    }
    out
}

/// Writes the file.
pub fn write(figures: &Figures) -> String {
    let mut out = String::from(
        "# What the demo clippings score against their keys. Figures may rise, a fall fails `cargo xtask quality` and the tests.\n\
         # `cargo xtask quality --raise` writes new ones; lower one by hand only with the reason in the commit.\n\n[figures]\n",
    );
    for (name, value) in figures {
        let _ = writeln!(
            out,
            "\"{name}\" = {}{}.{:03}",
            if *value < 0 { "-" } else { "" },
            value.abs() / 1000,
            value.abs() % 1000
        );
    }
    out
}

/// Lines about figures that fell, and how many rose.
pub fn compare(held: &Figures, now: &Figures) -> (Vec<String>, usize) {
    let (mut fell, mut rose) = (Vec::new(), 0);
    for (name, was) in held {
        let is = now.get(name).copied().unwrap_or(0);
        let worse = if HELD_LOW.contains(&name.as_str()) { is > *was } else { is < *was };
        if worse {
            fell.push(format!("{name} was {}.{:03}, is {}.{:03}", was / 1000, was % 1000, is / 1000, is % 1000));
        } else if is != *was {
            rose += 1;
        }
    }
    (fell, rose)
}

/// Cases that are wrong now and were not before, and those that are right now.
pub fn changed(before: &str, now: &[String]) -> (Vec<String>, Vec<String>) {
    let before: BTreeSet<&str> = before.lines().collect();
    let now: BTreeSet<&str> = now.iter().map(String::as_str).collect();
    let worse = now.difference(&before).map(|c| (*c).to_string()).collect();
    (worse, before.difference(&now).map(|c| (*c).to_string()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fall_is_told_and_a_rise_is_not() {
        let held = parse("[figures]\n\"records.f1\" = 0.500\n\"hard.violations\" = 2.000\n");
        let worse = parse("\"records.f1\" = 0.499\n\"hard.violations\" = 3.000");
        assert_eq!(compare(&held, &worse).0.len(), 2);
        let better = parse("\"records.f1\" = 0.7\n\"hard.violations\" = 0");
        assert_eq!(compare(&held, &better), (Vec::new(), 2));
        assert_eq!(parse(&write(&held)), held);
    }
}
