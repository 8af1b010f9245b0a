//! Writes a report of a dossier made elsewhere.

use std::path::Path;

fn main() {
    let interface = "# Source: example\n#: key\ttext\nsection.meetings\tMeetings\n";
    let packs = lang::Packs::parse([("lang/en/interface.tsv", interface)]).expect("a pack that parses");
    let out = std::env::args().nth(1).unwrap_or_else(|| "target/report".to_string());
    report::write(&model::Dossier::default(), &report::Options::default(), &packs, Path::new(&out)).expect("a folder to write");
    println!("{out}/report/index.html");
}
