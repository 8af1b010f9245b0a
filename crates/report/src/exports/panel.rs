//! The dyad-month panel: for each pair of countries and month, how many facts of each type and status.

use super::tables::{Table, field};
use crate::case::Case;
use model::{DateValue, Record, RecordType, Status};
use std::collections::{BTreeMap, BTreeSet};

/// Dyad by month: counts by type and by status. Zero where documents of that month were read, blank where none were.
pub fn table(case: &Case) -> Table {
    let mut fields = vec![
        field("country_a", "string", "ISO 3166-1 alpha-2, the first by code"),
        field("country_b", "string", "ISO 3166-1 alpha-2"),
        field("month", "yearmonth", "month of the event; records whose month is not known are left out"),
        field("documents", "integer", "documents published in that month"),
        field("records", "integer", "facts of this pair in that month, doubtful ones left out"),
    ];
    fields.extend(RecordType::ALL.iter().map(|k| field(k.name(), "integer", "facts of this type")));
    fields
        .extend(Status::ALL.iter().map(|s| field(&format!("status_{}", s.name()), "integer", "facts of this status")));
    let mut published: BTreeMap<String, usize> = BTreeMap::new();
    for month in case.dossier.documents.iter().filter_map(|d| month(&d.published)) {
        *published.entry(month).or_default() += 1;
    }
    let mut dyads: BTreeMap<(&str, &str), BTreeMap<String, Vec<&Record>>> = BTreeMap::new();
    for record in case.counted() {
        for (at, a) in record.countries.iter().enumerate() {
            for b in record.countries.iter().skip(at + 1) {
                let months = dyads.entry((a.min(b), a.max(b))).or_default();
                if let Some(month) = month(&record.date) {
                    months.entry(month).or_default().push(record);
                }
            }
        }
    }
    let span = months_between(published.keys().next(), published.keys().next_back());
    let mut rows = Vec::new();
    for ((a, b), by_month) in &dyads {
        let months: BTreeSet<&String> = span.iter().chain(by_month.keys()).collect();
        for month in months {
            let read = published.get(month).copied().unwrap_or(0);
            let records = by_month.get(month).map_or(&[][..], Vec::as_slice);
            let count = |n: usize| if n == 0 && read == 0 { String::new() } else { n.to_string() };
            let mut row =
                vec![(*a).to_string(), (*b).to_string(), month.clone(), read.to_string(), count(records.len())];
            row.extend(RecordType::ALL.iter().map(|k| count(records.iter().filter(|r| r.kind_of == *k).count())));
            row.extend(Status::ALL.iter().map(|s| count(records.iter().filter(|r| r.status == *s).count())));
            rows.push(row);
        }
    }
    Table { name: "panel", meaning: "one row a pair of countries and a month", key: None, fields, rows }
}

/// The month of a date, where both bounds lie in one.
fn month(date: &DateValue) -> Option<String> {
    let (first, last) = (date.earliest.as_deref()?, date.latest.as_deref()?);
    (first.get(..7)? == last.get(..7)?).then(|| first.get(..7).map(str::to_string)).flatten()
}

/// All months from one to another, at most a hundred years.
fn months_between(first: Option<&String>, last: Option<&String>) -> Vec<String> {
    let read = |m: &String| Some(m.get(..4)?.parse::<i32>().ok()? * 12 + m.get(5..7)?.parse::<i32>().ok()? - 1);
    match (first.and_then(read), last.and_then(read)) {
        (Some(a), Some(b)) => {
            (a..=b.min(a + 1200)).map(|m| format!("{:04}-{:02}", m.div_euclid(12), m.rem_euclid(12) + 1)).collect()
        }
        _ => Vec::new(),
    }
}
