//! A readable view of findings for snapshots and `show`: one mention or fact a line, ASCII columns first, source text last.

use model::{Findings, Record};
use std::fmt::Write as _;

/// The view. Offsets are bytes of the decoded source.
pub fn view(findings: &Findings) -> String {
    let mut out = String::new();
    for mention in &findings.mentions {
        let entity = mention.entity.as_deref().and_then(|id| findings.entities.iter().find(|e| e.id == id));
        let about = match entity {
            Some(e) => format!("{}{}", e.id, e.country.as_deref().map(|c| format!("@{c}")).unwrap_or_default()),
            None => mention.value.clone().unwrap_or_else(|| "-".to_string()),
        };
        line(&mut out, mention.start, mention.end, &[&mention.kind_of, &about, &mention.rule], &mention.text);
    }
    for entity in &findings.entities {
        for role in &entity.roles {
            let columns = [
                role.rank.as_deref().unwrap_or("-"),
                role.portfolio.as_deref().unwrap_or("-"),
                role.country.as_deref().unwrap_or("-"),
            ];
            let _ = writeln!(out, "{}  office  {}  «{}»: «{}»", entity.id, columns.join("  "), entity.name, role.title);
        }
    }
    for record in &findings.records {
        fact(&mut out, record);
    }
    for issue in &findings.issues {
        let _ = writeln!(out, "issue  {}  {}", issue.code, issue.message);
    }
    out
}

fn line(out: &mut String, start: usize, end: usize, columns: &[&str], text: &str) {
    let _ = writeln!(out, "{start}..{end}  {}  «{}»", columns.join("  "), shown(text));
}

fn fact(out: &mut String, record: &Record) {
    let parties: Vec<String> = record
        .parties
        .iter()
        .map(|p| {
            let who = p.entity.as_deref().unwrap_or("group");
            format!("{}:{who}{}", p.role, p.country.as_deref().map(|c| format!("@{c}")).unwrap_or_default())
        })
        .collect();
    let date = record.date.edtf.as_deref().unwrap_or("-");
    let due = record.deadline.as_ref().and_then(|d| d.edtf.as_deref()).map(|d| format!("  by={d}")).unwrap_or_default();
    let place = record.place.as_ref().map(|p| format!("  in=«{}»", shown(&p.name))).unwrap_or_default();
    let said = record.said_by.as_deref().map(|s| format!("  said={s}")).unwrap_or_default();
    let step = record.agreement.as_ref().map(|a| format!("  step={}", a.status)).unwrap_or_default();
    let value = record.value.as_ref().map(|v| {
        let number = v.number.clone().unwrap_or_else(|| format!("{:?}-{:?}", v.low, v.high));
        let unit = v.currency.as_deref().or(v.unit.as_deref()).unwrap_or("-");
        format!("  value={number} {}", shown(unit))
    });
    let kind = record.kind.as_deref().unwrap_or("-");
    let evidence = &record.evidence[0];
    let columns = [
        format!("{}/{kind}", record.kind_of.name()),
        record.status.name().to_string(),
        record.confidence.name().to_string(),
        record.countries.join(","),
        format!("{date}{due}{place}{said}{step}{}", value.unwrap_or_default()),
        parties.join(" "),
        record.topics.join(","),
        record.rule.clone(),
    ];
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    line(out, evidence.start, evidence.end, &columns, evidence.words.as_deref().unwrap_or(&evidence.quote));
}

/// Line breaks and invisible characters escaped.
fn shown(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' => "\\n".to_string(),
            c if c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{ad}' | '\u{feff}') => {
                format!("\\u{{{:x}}}", u32::from(c))
            }
            c => c.to_string(),
        })
        .collect()
}
