//! `report.md`: the brief and the registers, with a footnote for every source.

use crate::brief;
use crate::case::{Case, Register, Text};
use crate::ledger;
use crate::sentence;
use model::{EntityType, Record};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The whole text.
pub fn report(case: &Case) -> String {
    let tongue = case.tongue();
    let mut page = Notes { case, out: String::new(), known: BTreeMap::new(), notes: String::new() };
    let title: Text = case.text(|t| match case.focus.as_deref() {
        Some(code) => t.fill("title.focus", &[("country", &case.country(t, code))]),
        None => t.get("title").to_string(),
    });
    page.put(&format!("# {}\n", escape(title.first().map_or("", String::as_str))));
    let as_of = case.as_of.map(|d| tongue.fill("asof", &[("date", &tongue.edtf(&d.to_string()))])).unwrap_or_default();
    let counts = [
        tongue.count("count.documents", case.dossier.documents.len()),
        tongue.count("count.facts", case.counted().count()),
        as_of,
    ];
    page.put(&format!("{}\n", counts.iter().filter(|c| !c.is_empty()).cloned().collect::<Vec<_>>().join(" \u{b7} ")));
    page.put(&format!("## {}\n", tongue.get("section.brief")));
    for (at, record) in brief::chosen(case).into_iter().enumerate() {
        let note = page.note(record);
        let words = brief::words(case, record).map(|w| format!(" \u{201c}{}\u{201d}", escape(&w))).unwrap_or_default();
        page.put(&format!("{}. {}{words}{note}", at + 1, escape(&sentence::sentence(case, tongue, record))));
    }
    page.put("");
    for register in Register::ALL.into_iter().filter(|r| *r != Register::Doubtful) {
        let records = case.register(register);
        if !records.is_empty() {
            page.register(register, &records);
        }
    }
    page.people();
    page.conflicts();
    page.put(&format!("## {}\n", tongue.get("section.made")));
    page.put(&format!("{}\n\n{}\n", tongue.get("made.brief_rule"), tongue.get("made.counting")));
    let notes = std::mem::take(&mut page.notes);
    page.put(&notes);
    page.out
}

struct Notes<'c, 'a> {
    case: &'c Case<'a>,
    out: String,
    known: BTreeMap<String, usize>,
    notes: String,
}

impl<'a> Notes<'_, 'a> {
    fn put(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    /// References to the footnotes of a record, which are written at its first mention.
    fn note(&mut self, record: &Record) -> String {
        let mut out = String::new();
        for evidence in record.evidence.iter().take(4) {
            let next = self.known.len() + 1;
            let number = *self.known.entry(evidence.finding.clone()).or_insert(next);
            if number == next {
                let tongue = self.case.tongue();
                let source = self.case.document(&evidence.document).map_or_else(String::new, |d| {
                    format!(
                        "{}, {}, `{}`",
                        escape(&self.case.title(d)),
                        tongue.date(&d.published),
                        d.path.replace(['`', '\n', '\r'], " ")
                    )
                });
                // Writing to a string cannot fail.
                let _ = writeln!(
                    self.notes,
                    "[^{number}]: \u{201c}{}\u{201d} \u{2014} {source}",
                    escape(&self.case.quote(evidence))
                );
            }
            let _ = write!(out, "[^{number}]");
        }
        out
    }

    fn register(&mut self, register: Register, records: &[&'a Record]) {
        let case = self.case;
        let tongue = case.tongue();
        self.put(&format!("## {} ({})\n", tongue.get(&format!("section.{}", register.key())), records.len()));
        let state = if register == Register::Ledger { "col.deadline" } else { "col.status" };
        let heads: Vec<&str> = ["col.number", "col.date", "col.fact", state].iter().map(|k| tongue.get(k)).collect();
        self.put(&format!("| {} |\n|---|---|---|---|", heads.join(" | ")));
        for record in records {
            let state = match register {
                Register::Ledger => {
                    let word = tongue.get(&format!("ledger.{}", ledger::state(case, record).0.key())).to_string();
                    match ledger::deadline(record) {
                        Some(by) => format!("{word}, {}", tongue.fill("ledger.by", &[("date", &tongue.date(by))])),
                        None => word,
                    }
                }
                Register::Figures => record.value.as_ref().map(|v| sentence::value(tongue, v)).unwrap_or_default(),
                Register::Agreements => record
                    .agreement
                    .as_ref()
                    .map(|a| tongue.word("step", &a.status))
                    .unwrap_or_else(|| tongue.word("status", record.status.name())),
                _ => tongue.word("status", record.status.name()),
            };
            let note = self.note(record);
            let label = escape(&sentence::label(case, tongue, record));
            self.put(&format!(
                "| {} | {} | {label}{note} | {} |",
                case.number(&record.id),
                escape(&tongue.date(&record.date)),
                escape(&state)
            ));
        }
        self.put("");
    }

    fn people(&mut self) {
        let case = self.case;
        let tongue = case.tongue();
        let people: Vec<_> = case
            .dossier
            .entities
            .iter()
            .filter(|e| e.kind_of == EntityType::Person && (!e.roles.is_empty() || !case.records_of(&e.id).is_empty()))
            .collect();
        if people.is_empty() {
            return;
        }
        self.put(&format!("## {} ({})\n", tongue.get("section.people"), people.len()));
        for person in people {
            let titles: Vec<String> = person.roles.iter().map(|r| escape(&r.title)).collect();
            let country = person.country.as_deref().map(|c| case.country(tongue, c)).unwrap_or_default();
            let parts: Vec<String> = [country, titles.join("; ")].into_iter().filter(|p| !p.is_empty()).collect();
            self.put(&format!("- **{}**: {}", escape(&person.name), parts.join(", ")));
        }
        self.put("");
    }

    fn conflicts(&mut self) {
        let case = self.case;
        let tongue = case.tongue();
        let records: Vec<&Record> = case.counted().filter(|r| !r.conflicts.is_empty()).collect();
        if records.is_empty() {
            return;
        }
        self.put(&format!("## {}\n", tongue.get("section.conflicts")));
        for record in records {
            let note = self.note(record);
            self.put(&format!("- {}{note}", escape(&sentence::label(case, tongue, record))));
            for conflict in &record.conflicts {
                let values: Vec<String> = conflict.values.iter().map(|v| escape(&v.value)).collect();
                let slot = tongue.word("conflict", conflict.slot.split('.').next().unwrap_or(""));
                self.put(&format!("    - {slot}: {}", values.join(" / ")));
            }
        }
        self.put("");
    }
}

/// Text that Markdown leaves as it stands, on one line.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in crate::case::visible(&text.split_whitespace().collect::<Vec<_>>().join(" ")).chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '$' => out.extend(['\\', c]),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            c => out.push(c),
        }
    }
    out
}
