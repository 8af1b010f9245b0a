//! Tab-separated tables: `# ` comments, one `#: ` line that names the columns, one entry a line.

use crate::PackError;

/// A parsed table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Path below `data/`.
    pub path: String,
    /// Column names.
    pub columns: Vec<String>,
    /// Entries in file order.
    pub rows: Vec<Row>,
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Line in the file, from 1.
    pub line: usize,
    columns: std::sync::Arc<Vec<String>>,
    cells: Vec<String>,
}

impl Row {
    /// A cell by column name; empty where the row ends early or there is no such column.
    pub fn get(&self, column: &str) -> &str {
        let at = self.columns.iter().position(|c| c == column);
        at.and_then(|at| self.cells.get(at)).map_or("", String::as_str)
    }

    /// The parts of a cell that holds several entries, parted by `|`; no empty parts.
    pub fn list(&self, column: &str) -> impl Iterator<Item = &str> {
        self.get(column).split('|').map(str::trim).filter(|p| !p.is_empty())
    }

    /// All cells, in column order.
    pub fn cells(&self) -> &[String] {
        &self.cells
    }
}

impl Table {
    /// Parses a `.tsv` with a `#: ` line, or a `.txt` list (one column named `line`).
    ///
    /// # Errors
    /// A table without a `#: ` line before its first entry, or a row with more cells than columns.
    pub fn parse(path: &str, text: &str) -> Result<Self, PackError> {
        let mut columns: Option<std::sync::Arc<Vec<String>>> =
            path.ends_with(".txt").then(|| std::sync::Arc::new(vec!["line".to_string()]));
        let mut rows = Vec::new();
        for (at, line) in text.lines().enumerate() {
            let line = line.trim_end_matches('\r');
            if let Some(names) = line.strip_prefix("#:") {
                columns = Some(std::sync::Arc::new(names.split('\t').map(|n| n.trim().to_string()).collect()));
                continue;
            }
            if line.trim().is_empty() || line.starts_with("# ") || line == "#" {
                continue;
            }
            let Some(columns) = &columns else {
                return Err(PackError::new(
                    path,
                    at + 1,
                    "expected a `#: ` line that names the columns before the first entry",
                ));
            };
            let cells: Vec<String> = match columns.len() {
                1 => vec![line.trim().to_string()],
                _ => line.split('\t').map(|c| c.trim().to_string()).collect(),
            };
            if cells.len() > columns.len() {
                let message = format!("expected at most {} cells, found {}", columns.len(), cells.len());
                return Err(PackError::new(path, at + 1, &message));
            }
            rows.push(Row { line: at + 1, columns: columns.clone(), cells });
        }
        let columns = columns.map(|c| c.as_ref().clone()).unwrap_or_default();
        Ok(Self { path: path.to_string(), columns, rows })
    }
}
