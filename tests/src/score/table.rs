//! The figures as tables for reading.

use super::evaluate::{HARD, Score};
use std::fmt::Write as _;

/// A figure in few characters.
pub fn show(value: Option<f64>) -> String {
    value.map_or_else(|| "-".to_string(), |v| format!("{v:.3}"))
}

/// The first column to the left, the others to the right.
fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let head: Vec<String> = head.iter().map(|h| (*h).to_string()).collect();
    let all: Vec<&Vec<String>> = std::iter::once(&head).chain(rows).collect();
    let width = |i: usize| all.iter().filter_map(|r| r.get(i)).map(|c| c.chars().count()).max().unwrap_or(0);
    let mut out = String::new();
    for row in &all {
        let cells = row.iter().enumerate().map(|(i, cell)| match i {
            0 => format!("{cell:<w$}", w = width(0)),
            _ => format!("{cell:>w$}", w = width(i)),
        });
        out.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
        out.push('\n');
    }
    out
}

/// All tables.
pub fn report(score: &Score) -> String {
    let yes = |share: Option<f64>| if share == Some(1.0) { "yes" } else { "NO" }.to_string();
    let mut rows = Vec::new();
    for row in &score.rows {
        let share = |name: &str| yes(row.part.shares.get(name).and_then(|s| s.value()));
        let f1 = |name: &str| show(row.part.counts.get(name).and_then(|c| c.f1()));
        let (r, l) = (row.records, row.lenient);
        rows.push(vec![
            row.file.clone(),
            share("language"),
            share("published"),
            share("title"),
            f1("furniture"),
            f1("people"),
            f1("organisations"),
            f1("countries"),
            (r.tp + r.fn_).to_string(),
            (r.tp + r.fp).to_string(),
            show(r.p()),
            show(r.r()),
            show(r.f1()),
            show(l.f1()),
            row.hard.to_string(),
        ]);
    }
    let head = [
        "document", "lang", "date", "title", "furn", "people", "orgs", "ctry", "gold", "pred", "P", "R", "F1",
        "lenient", "hard",
    ];
    let mut out = table(&head, &rows);
    let get = |name: &str| show(score.metrics.get(name).copied().flatten());
    let three = |name: &str| {
        vec![name.to_string(), get(&format!("{name}.p")), get(&format!("{name}.r")), get(&format!("{name}.f1"))]
    };
    let totals = ["furniture", "people", "organisations", "countries", "records", "records.lenient"].map(three);
    let _ = write!(out, "\n{}", table(&["total", "P", "R", "F1"], &totals));
    let shares = [
        "language",
        "published",
        "published_lenient",
        "title",
        "people.country",
        "people.role",
        "people.rank",
        "records.quote_iou",
    ];
    let _ = writeln!(out, "{}", shares.map(|n| format!("{n} {}", get(n))).join("  "));
    let types: Vec<Vec<String>> = score
        .types
        .iter()
        .filter(|(_, c)| c.tp + c.fp + c.fn_ > 0)
        .map(|(name, c)| {
            let counts = [c.tp + c.fn_, c.tp, c.fn_, c.fp].map(|n| n.to_string());
            std::iter::once((*name).to_string()).chain(counts).chain([c.p(), c.r(), c.f1()].map(show)).collect()
        })
        .collect();
    let _ = write!(out, "\n{}", table(&["type", "gold", "right", "missed", "false", "P", "R", "F1"], &types));
    let mut slots: Vec<Vec<String>> =
        score.slots.shares.iter().map(|(n, s)| vec![n.clone(), show(s.value()), s.asked.to_string()]).collect();
    let sets =
        score.slots.counts.iter().map(|(n, c)| vec![format!("{n} (F1)"), show(c.f1()), (c.tp + c.fn_).to_string()]);
    slots.extend(sets);
    slots.sort();
    let _ = write!(out, "\n{}", table(&["slot", "score", "of"], &slots));
    let confidence: Vec<Vec<String>> = score
        .confidence
        .iter()
        .map(|(name, c)| vec![name.clone(), c.tp.to_string(), c.fp.to_string(), show(c.p())])
        .collect();
    let _ = write!(out, "\n{}", table(&["confidence", "right", "false", "P"], &confidence));
    let hard = HARD.map(|rule| format!("{rule} {}", score.faults.iter().filter(|f| f.0 == rule).count()));
    let _ = writeln!(out, "\nhard rules: {}  violations {}", hard.join("  "), score.faults.len());
    for (rule, who, what) in score.faults.iter().take(20) {
        let _ = writeln!(out, "  {rule}: {who}: {what}");
    }
    if score.faults.len() > 20 {
        let _ = writeln!(out, "  and {} more", score.faults.len() - 20);
    }
    if !score.merged.is_empty() {
        let kept = score.merged.iter().filter(|m| m.1).count();
        let _ = writeln!(out, "merge rules: {kept} of {} kept", score.merged.len());
        for (kind, kept, what, why) in &score.merged {
            let why = if why.is_empty() { String::new() } else { format!(" ({why})") };
            let _ = writeln!(out, "  {} {kind}: {what}{why}", if *kept { "ok " } else { "NO " });
        }
    }
    for note in &score.notes {
        let _ = writeln!(out, "note: {note}");
    }
    out
}
