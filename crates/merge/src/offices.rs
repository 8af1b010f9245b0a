//! Who held which office when: a table of the packs or of the user, tab-separated.

use lang::{Packs, fold};
use model::Bounds;

/// One row: a person held an office in an interval.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeRow {
    /// Name as written.
    pub name: String,
    /// ISO 3166-1 alpha-2; empty where the table does not say.
    pub country: String,
    /// Rank or title; shown in reasons, not compared.
    pub office: String,
    /// First and last day; an open side is `None`.
    pub held: Bounds,
    /// Where the row stands, such as `offices.tsv:12`.
    pub source: String,
}

/// Who held which office when.
///
/// ```
/// let table = merge::OfficeTable::parse("Ana Costa\tPT\tminister\t2015-11-26\t2019-10-26\n").unwrap();
/// assert_eq!(table.rows[0].held.latest.unwrap().to_string(), "2019-10-26");
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OfficeTable {
    /// Rows in file order.
    pub rows: Vec<OfficeRow>,
}

impl OfficeTable {
    /// Reads `name country office from to`, tab-separated; `#` begins a comment, `from` and `to` are EDTF (a year, a month or a
    /// day) or empty where the office began or ended at an unknown day.
    ///
    /// # Errors
    /// The first line that is not such a row.
    pub fn parse(text: &str) -> Result<Self, lang::PackError> {
        let mut rows = Vec::new();
        for (at, line) in text.lines().enumerate() {
            let line = line.trim_end_matches('\r').trim_start_matches('\u{feff}');
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
            let error = |message: &str| lang::PackError::new("offices.tsv", at + 1, message);
            let (Some(name), Some(country)) = (cells.first().filter(|n| !n.is_empty()), cells.get(1)) else {
                return Err(error("expected name, country, office, from and to, parted by tabs"));
            };
            let cell = |at: usize| cells.get(at).copied().unwrap_or("");
            let bounds = |edtf: &str| match edtf {
                "" | ".." => Ok(Bounds { earliest: None, latest: None }),
                edtf => Bounds::of(edtf).ok_or_else(|| error("expected from and to as YYYY, YYYY-MM or YYYY-MM-DD")),
            };
            let held = Bounds { earliest: bounds(cell(3))?.earliest, latest: bounds(cell(4))?.latest };
            rows.push(OfficeRow {
                name: (*name).to_string(),
                country: country.to_uppercase(),
                office: cell(2).to_string(),
                held,
                source: format!("offices.tsv:{}", at + 1),
            });
        }
        Ok(Self { rows })
    }

    /// The table of the packs, `world/offices.tsv`; rows that cannot be read are left out.
    pub fn of(packs: &Packs) -> Self {
        let read = |row: &lang::Row| {
            let mut one = Self::parse(&row.cells().join("\t")).ok()?.rows.pop()?;
            one.source = format!("world/offices.tsv:{}", row.line);
            Some(one)
        };
        Self { rows: packs.world().rows("offices").iter().filter_map(read).collect() }
    }

    /// Rows of a person by name (without marks, in any order) and country.
    pub(crate) fn rows_of<'a>(
        &'a self,
        names: &'a [String],
        country: Option<&'a str>,
    ) -> impl Iterator<Item = &'a OfficeRow> {
        self.rows.iter().filter(move |row| {
            let fits = row.country.is_empty() || country.is_none_or(|c| c == row.country);
            fits && names.iter().any(|n| words(n) == words(&row.name))
        })
    }
}

fn words(name: &str) -> Vec<String> {
    let mut out: Vec<String> =
        fold(name).split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_string).collect();
    out.sort();
    out
}
