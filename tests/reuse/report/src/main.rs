//! Writes a report of a dossier made elsewhere.

fn main() {
    let interface = "# Source: example\n#: key\ttext\nsection.meetings\tMeetings\n";
    let packs = lang::Packs::parse([("lang/en/interface.tsv", interface)]).expect("a pack that parses");
    let given = std::env::args_os().nth(1).map(std::path::PathBuf::from);
    let out = given.unwrap_or_else(|| std::env::temp_dir().join("reuse-report"));
    report::write(&model::Dossier::default(), &report::Options::default(), &packs, &out).expect("a folder to write");
    println!("{}", out.join("report/index.html").display());
}
