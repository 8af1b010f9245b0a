//! The registers without markup, one fact a line: ASCII columns first, words last.

use crate::brief;
use crate::case::{Case, Register};
use crate::ledger;
use crate::sentence;
use std::fmt::Write as _;

/// All registers, the brief first.
pub fn registers(case: &Case) -> String {
    let tongue = case.tongue();
    let mut out = String::new();
    let focus = case.focus.as_deref().unwrap_or("-");
    let as_of = case.as_of.map_or_else(|| "-".to_string(), |d| d.to_string());
    line(&mut out, format_args!("focus {focus}  as of {as_of}  records {}", case.dossier.records.len()));
    line(&mut out, format_args!("\nbrief"));
    for record in brief::chosen(case) {
        line(&mut out, format_args!("  {:>3}  {}", case.number(&record.id), sentence::sentence(case, tongue, record)));
    }
    for register in Register::ALL {
        let records = case.register(register);
        if records.is_empty() {
            continue;
        }
        line(&mut out, format_args!("\n{}", register.key()));
        for record in records {
            let state = match register {
                Register::Ledger => ledger::state(case, record).0.key(),
                _ => record.agreement.as_ref().map_or("-", |a| a.status.as_str()),
            };
            let quote = record.evidence.first().map(|e| crate::case::cut(&case.quote(e), 90)).unwrap_or_default();
            line(
                &mut out,
                format_args!(
                    "  {:>3}  {:<10}  {:<12}  {:<22}  {}  {}  {}  {}  \u{ab}{}\u{bb}",
                    case.number(&record.id),
                    record.status.name(),
                    state,
                    record.date.edtf.as_deref().unwrap_or("-"),
                    record.countries.join(","),
                    case.sources(record),
                    record.kind_of.name(),
                    record.kind.as_deref().unwrap_or("-"),
                    crate::case::visible(&quote),
                ),
            );
        }
    }
    out
}

fn line(out: &mut String, text: std::fmt::Arguments) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{text}");
}
