//! Files for other programs, each a projection of the records. What a format cannot hold is said in its module.

mod csv;
mod ftm;
mod gexf;
mod ics;
mod panel;
mod plover;
mod tables;

use crate::case::Case;
use std::io;
use std::path::Path;

/// Names of the formats that can be written.
pub const EXPORTS: &[&str] = &["csv", "ftm", "gexf", "ics", "plover"];

/// Writes the formats asked for below a folder.
pub fn write(case: &Case, folder: &Path) -> io::Result<()> {
    for name in &case.options.exports {
        let files = match name.as_str() {
            "csv" => csv::files(case),
            "ftm" => vec![("ftm/entities.ftm.json".to_string(), ftm::lines(case))],
            "gexf" => vec![("gexf/network.gexf".to_string(), gexf::graph(case))],
            "ics" => vec![("ics/calendar.ics".to_string(), ics::calendar(case))],
            "plover" => vec![("plover/events.jsonl".to_string(), plover::lines(case))],
            _ => Vec::new(),
        };
        for (path, text) in files {
            let path = folder.join(path);
            if let Some(parent) = path.parent() {
                std::fs::create_dir_all(parent)?;
            }
            std::fs::write(path, text)?;
        }
    }
    Ok(())
}
