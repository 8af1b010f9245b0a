//! Tidy tables as CSV (RFC 4180, `\n` at line ends) with a Frictionless `datapackage.json` as codebook.
//!
//! Cells that a spreadsheet would run as a formula (`= + - @` or a control character in front, and not a number) begin with
//! an apostrophe.

use super::tables::{self, Table};
use crate::case::Case;
use serde_json::{Value, json};

/// All tables and the codebook, as path and text.
pub fn files(case: &Case) -> Vec<(String, String)> {
    let tables = tables::all(case);
    let mark = if case.options.excel { "\u{feff}" } else { "" };
    let mut out: Vec<(String, String)> =
        tables.iter().map(|t| (format!("csv/{}.csv", t.name), format!("{mark}{}", text(t)))).collect();
    out.push(("csv/datapackage.json".to_string(), format!("{:#}\n", package(&tables))));
    out
}

fn text(table: &Table) -> String {
    let mut out = String::new();
    line(&mut out, table.fields.iter().map(|f| f.name.as_str()));
    for row in &table.rows {
        line(&mut out, row.iter().map(String::as_str));
    }
    out
}

fn line<'a>(out: &mut String, cells: impl Iterator<Item = &'a str>) {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            out.push(',');
        }
        let cell = neutral(cell);
        if cell.contains(['"', ',', '\n', '\r']) {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&cell);
        }
    }
    out.push('\n');
}

/// A cell that no spreadsheet runs.
fn neutral(cell: &str) -> String {
    let number =
        cell.strip_prefix('-').is_some_and(|d| !d.is_empty() && d.bytes().all(|b| b.is_ascii_digit() || b == b'.'));
    match cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !number {
        true => format!("'{cell}"),
        false => cell.replace('\0', "\u{fffd}"),
    }
}

fn package(tables: &[Table]) -> Value {
    let resources: Vec<Value> = tables
        .iter()
        .map(|table| {
            let fields: Vec<Value> = table
                .fields
                .iter()
                .map(|f| json!({"name": f.name, "type": f.kind, "description": f.meaning}))
                .collect();
            let mut schema = json!({"fields": fields, "missingValues": [""]});
            if let Some(key) = table.key {
                schema["primaryKey"] = json!(key);
            }
            let foreign: Vec<Value> = table
                .fields
                .iter()
                .filter_map(|f| Some((f.name.as_str(), f.refers?)))
                .map(|(name, to)| json!({"fields": name, "reference": {"resource": to, "fields": "id"}}))
                .collect();
            if !foreign.is_empty() {
                schema["foreignKeys"] = json!(foreign);
            }
            json!({
                "name": table.name, "path": format!("{}.csv", table.name), "profile": "tabular-data-resource",
                "format": "csv", "mediatype": "text/csv", "encoding": "utf-8", "description": table.meaning,
                "schema": schema,
            })
        })
        .collect();
    json!({"name": "chancery-dossier", "profile": "tabular-data-package", "schema_version": model::SCHEMA, "resources": resources})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_do_not_run() {
        for (cell, safe) in [
            ("=1+1", "'=1+1"),
            ("-5", "-5"),
            ("-5+A1", "'-5+A1"),
            ("@x", "'@x"),
            ("+84", "'+84"),
            ("a=b", "a=b"),
            ("", ""),
        ] {
            assert_eq!(neutral(cell), safe);
        }
        let mut out = String::new();
        line(&mut out, ["a,b", "say \"x\"", "plain"].into_iter());
        assert_eq!(out, "\"a,b\",\"say \"\"x\"\"\",plain\n");
    }
}
