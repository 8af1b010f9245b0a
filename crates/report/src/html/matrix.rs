//! Tables of counts: partner by type, partner by year, topic by year. Every cell leads to its facts.

use super::Page;
use maud::{Markup, html};
use model::{Record, RecordType};
use std::collections::{BTreeMap, BTreeSet};

/// Rows shown before the rest is folded away.
const ROWS: usize = 30;

/// A row of a matrix: its head, the start of its anchors, and the records in each column.
pub struct Line<'a> {
    head: Markup,
    anchor: String,
    cells: BTreeMap<String, Vec<&'a Record>>,
}

impl<'a> Page<'_, 'a> {
    /// Partner by type, and partner by year.
    pub fn matrices(&self) -> Markup {
        let by_type = self.partner_lines(|r| vec![r.kind_of.name().to_string()]);
        let by_year = self.partner_lines(|r| year(r).into_iter().collect());
        let types: Vec<(String, Markup)> = RecordType::ALL
            .iter()
            .filter(|k| by_type.iter().any(|l| l.cells.contains_key(k.name())))
            .map(|k| (k.name().to_string(), self.say(|t| t.word("type", k.name()))))
            .collect();
        html! {
            (self.matrix("matrix.type", &by_type, &types))
            (self.matrix("matrix.year", &by_year, &columns(&by_year)))
        }
    }

    /// Topic by year.
    pub fn topics(&self) -> Option<Markup> {
        let lines = self.topic_lines();
        (!lines.is_empty()).then(|| self.matrix("matrix.topic", &lines, &columns(&lines)))
    }

    /// Rows for every partner of the focus country.
    pub fn partner_lines(&self, key: impl Fn(&Record) -> Vec<String>) -> Vec<Line<'a>> {
        let all = self.case.all_partners().into_iter();
        all.map(|(code, records)| Line {
            head: self.say(|t| self.case.partner(t, &code)),
            anchor: format!("x-{code}"),
            cells: cells(&records, &key),
        })
        .filter(|l| !l.cells.is_empty())
        .collect()
    }

    fn matrix(&self, caption: &str, lines: &[Line<'a>], columns: &[(String, Markup)]) -> Markup {
        let most = lines.iter().flat_map(|l| l.cells.values().map(Vec::len)).max().unwrap_or(1);
        html! {
            div.scroll tabindex="0" role="region" aria-label=(self.plain(caption)) data-a=[self.id(caption)] { table.matrix {
                caption { (self.t(caption)) }
                thead { tr { td {} @for (key, head) in columns { th scope="col" { @if key.is_empty() { (self.t("date.undated")) } @else { (head) } } } th scope="col" { (self.t("total")) } } }
                tbody { @for line in lines.iter().take(ROWS) { tr {
                    th scope="row" { (line.head) }
                    @for (key, _) in columns { (self.cell(line, key, most)) }
                    td.total { (line.total()) }
                } } }
            } }
            @if lines.len() > ROWS { p.note { (self.say(|t| t.count("matrix.more", lines.len() - ROWS))) } }
        }
    }

    fn cell(&self, line: &Line<'a>, key: &str, most: usize) -> Markup {
        let Some(records) = line.cells.get(key) else { return html! { td {} } };
        let level = 1 + (records.len() * 4).div_ceil(most.max(1)).min(4);
        let target = match records.as_slice() {
            [only] => only.evidence.first().map_or_else(|| only.id.clone(), |e| e.finding.clone()),
            _ => line.target().to_string(),
        };
        html! { td class={ "h" (level) } { a href={ "#" (target) } { (records.len()) } } }
    }
}

impl<'a> Line<'a> {
    fn total(&self) -> usize {
        let all: BTreeSet<&str> = self.cells.values().flatten().map(|r| r.id.as_str()).collect();
        all.len()
    }

    /// The anchor of the row's entry in the index.
    pub fn target(&self) -> &str {
        &self.anchor
    }

    /// The head of the row.
    pub fn head(&self) -> &Markup {
        &self.head
    }

    /// The records of each column.
    pub fn lists(&self) -> impl Iterator<Item = (&str, &[&'a Record])> {
        self.cells.iter().map(|(k, r)| (k.as_str(), r.as_slice()))
    }
}

/// The year of a record for counting: the last it can fall in.
pub fn year(record: &Record) -> Option<String> {
    crate::words::years(&record.date).map(|(_, last)| last.to_string())
}

fn cells<'a>(records: &[&'a Record], key: impl Fn(&Record) -> Vec<String>) -> BTreeMap<String, Vec<&'a Record>> {
    let mut out: BTreeMap<String, Vec<&Record>> = BTreeMap::new();
    for record in records {
        for key in key(record) {
            out.entry(key).or_default().push(record);
        }
    }
    out
}

fn columns(lines: &[Line]) -> Vec<(String, Markup)> {
    let keys: BTreeSet<&String> = lines.iter().flat_map(|l| l.cells.keys()).collect();
    keys.into_iter().map(|k| (k.clone(), html! { (k) })).collect()
}

impl<'a> Page<'_, 'a> {
    /// Rows for every topic, for the index.
    pub fn topic_lines(&self) -> Vec<Line<'a>> {
        let mut by: BTreeMap<&str, Vec<&Record>> = BTreeMap::new();
        for record in self.case.counted() {
            for topic in &record.topics {
                by.entry(topic).or_default().push(record);
            }
        }
        let line = |(topic, records): (&str, Vec<&'a Record>)| Line {
            head: self.say(|t| t.topic(topic)),
            anchor: format!("x-t-{topic}"),
            cells: cells(&records, |r| vec![year(r).unwrap_or_default()]),
        };
        let mut lines: Vec<Line> = by.into_iter().map(line).collect();
        lines.sort_by_cached_key(|l| (std::cmp::Reverse(l.total()), l.anchor.clone()));
        lines
    }
}
