//! The dossier as people read it in snapshots: one fact a line, ASCII columns first, source text last.

use model::{Dossier, Record};
use std::fmt::Write as _;

/// A readable view: documents, entities, records with their evidence. No ids but those of the entities of parties, by name.
pub fn view(dossier: &Dossier) -> String {
    let mut out = String::new();
    let path = |id: &str| dossier.documents.iter().find(|d| d.id == id).map_or(String::from("?"), |d| d.path.clone());
    let name = |id: &Option<String>| {
        let entity = id.as_ref().and_then(|id| dossier.entities.iter().find(|e| e.id == *id));
        entity.map_or(String::new(), |e| e.name.clone())
    };
    for document in &dossier.documents {
        let copy = document.duplicate_of.as_ref().map_or(String::new(), |d| format!("  copy of {}", path(d)));
        let near: Vec<String> = document.similar_to.iter().map(|d| path(d)).collect();
        let near = if near.is_empty() { String::new() } else { format!("  like {}", near.join(", ")) };
        let _ = writeln!(out, "document  {}  [{}]{copy}{near}", document.path, document.countries.join(" "));
        for block in document.blocks.iter().filter(|b| b.reason.as_ref().is_some_and(|r| r.contains("documents of"))) {
            let words = document.text.get(block.start..block.end).unwrap_or("");
            let _ = writeln!(out, "  set aside  {}  «{}»", block.kind.name(), one_line(words));
        }
    }
    for entity in &dossier.entities {
        let names: Vec<&str> = entity.names.iter().map(|n| n.text.as_str()).filter(|n| *n != entity.name).collect();
        let land = entity.country.as_deref().unwrap_or("--");
        let kind = entity.kind_of.name();
        let _ = writeln!(out, "{kind}  {land}  «{}»{}", entity.name, listed("  also ", &names));
        for role in &entity.roles {
            let rank = role.rank.as_deref().unwrap_or("?");
            let body = name(&role.organisation);
            let _ = writeln!(out, "  {rank}  {}  «{}»  {body}", role.seen.join(" "), one_line(&role.title));
        }
        for reason in &entity.reasons {
            let _ = writeln!(out, "  because  {reason}");
        }
    }
    for record in &dossier.records {
        record_lines(&mut out, record, &path, &name);
    }
    out
}

fn record_lines(
    out: &mut String,
    record: &Record,
    path: &dyn Fn(&str) -> String,
    name: &dyn Fn(&Option<String>) -> String,
) {
    let kind = record.kind.as_deref().unwrap_or("-");
    let date = record.date.edtf.as_deref().unwrap_or("?");
    let _ = writeln!(
        out,
        "{}/{kind}  {}  {date}  {}  {}  [{}]",
        record.kind_of.name(),
        record.status.name(),
        record.confidence.name(),
        record.countries.join(" "),
        record.topics.join(" ")
    );
    for party in &record.parties {
        let who = if party.entity.is_some() { name(&party.entity) } else { party.text.clone() };
        let _ = writeln!(out, "  {}  {}  «{}»", party.role, party.country.as_deref().unwrap_or("--"), one_line(&who));
    }
    if let Some(value) = &record.value {
        let number = value.number.as_deref().unwrap_or("?");
        let _ = writeln!(out, "  value  {number}  {}", value.unit.as_deref().unwrap_or("-"));
    }
    if let Some(agreement) = &record.agreement {
        for step in &agreement.life {
            let _ = writeln!(out, "  step  {}  {}", step.step, step.date.edtf.as_deref().unwrap_or("?"));
        }
    }
    if let Some(deadline) = record.deadline.as_ref().and_then(|d| d.edtf.as_ref()) {
        let _ = writeln!(out, "  deadline  {deadline}");
    }
    for conflict in &record.conflicts {
        let values: Vec<String> =
            conflict.values.iter().map(|v| format!("{} ({})", v.value, v.evidence.len())).collect();
        let _ = writeln!(out, "  conflict  {}  {}", conflict.slot, values.join(" | "));
    }
    if !record.about.is_empty() {
        let _ = writeln!(out, "  about  {}", record.about.len());
    }
    for reason in &record.reasons {
        let _ = writeln!(out, "  because  {reason}");
    }
    for evidence in &record.evidence {
        let words = evidence.words.as_deref().unwrap_or(&evidence.quote);
        let _ = writeln!(
            out,
            "  {}  {}..{}  «{}»",
            path(&evidence.document),
            evidence.start,
            evidence.end,
            one_line(words)
        );
    }
}

fn listed(head: &str, words: &[&str]) -> String {
    if words.is_empty() { String::new() } else { format!("{head}«{}»", words.join("» «")) }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
