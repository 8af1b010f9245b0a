//! Encodings that only the tables of `data/encodings` read, through the built binary.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const STORY: &str = "Ngày 3/5/2021, tại Nairobi, Bộ trưởng Bộ Y tế Kenya đã tiếp đoàn đại biểu Bồ Đào Nha. \
                     Hai bên nhất trí mở rộng hợp tác trong lĩnh vực đào tạo điều dưỡng và cung ứng vắc-xin.\n";

fn table(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../data/encodings/{name}.tsv"))
}

/// The bytes of a text by a table; letters that it lacks stand for themselves.
fn encoded(name: &str, text: &str) -> Vec<u8> {
    let rows = fs::read_to_string(table(name)).expect("the table is in the repository");
    let mut codes = BTreeMap::new();
    for (code, letter) in rows.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once('\t')) {
        let code = (0..code.len()).step_by(2).map(|at| u8::from_str_radix(&code[at..at + 2], 16).expect("hexadecimal"));
        codes.insert(letter.chars().next().expect("a letter"), code.collect::<Vec<u8>>());
    }
    let mut out = Vec::new();
    for letter in text.chars() {
        match codes.get(&letter) {
            Some(code) => out.extend(code),
            None => out.push(u8::try_from(u32::from(letter)).expect("ASCII or Latin-1")),
        }
    }
    out
}

fn bench(name: &str, encodings: &[&str]) -> PathBuf {
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&root);
    fs::create_dir_all(root.join("in")).expect("the folder can be made");
    for encoding in encodings {
        fs::write(root.join(format!("in/{encoding}.txt")), encoded(encoding, STORY)).expect("the file can be written");
    }
    root
}

fn documents(root: &Path, more: &[&str]) -> Vec<serde_json::Value> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
    command.args(["run", "in", "--out", "out"]).args(more).current_dir(root);
    let output = command.output().expect("the binary starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let rows = fs::read_to_string(root.join("out/documents.jsonl")).expect("the file was written");
    rows.lines().map(|l| serde_json::from_str(l).expect("a line of JSON")).collect()
}

#[test]
fn old_vietnamese_encodings_are_read() {
    let names = ["tcvn3", "viscii", "vni"];
    let root = bench("old-encodings", &names);
    let found = documents(&root, &[]);
    assert_eq!(found.len(), names.len());
    for (document, name) in found.iter().zip(names) {
        assert_eq!(document["path"], format!("{name}.txt"));
        assert_eq!(document["encoding"], name);
        assert_eq!(document["text"], STORY);
        assert_eq!(document["language"], "vi");
    }
}

#[test]
fn a_folder_of_packs_brings_its_own_encodings() {
    let root = bench("own-encodings", &["tcvn3"]);
    fs::create_dir_all(root.join("packs/lang/en")).expect("the folder can be made");
    fs::create_dir_all(root.join("packs/encodings")).expect("the folder can be made");
    fs::write(root.join("packs/lang/en/pack.txt"), "name = English\n").expect("the file can be written");
    let interface = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/lang/en/interface.tsv");
    fs::copy(interface, root.join("packs/lang/en/interface.tsv")).expect("the table is in the repository");
    assert_ne!(documents(&root, &["--packs", "packs"])[0]["encoding"], "tcvn3");
    for name in ["tcvn3", "syllables"] {
        fs::copy(table(name), root.join(format!("packs/encodings/{name}.tsv"))).expect("the table can be copied");
    }
    assert_eq!(documents(&root, &["--packs", "packs"])[0]["encoding"], "tcvn3");
    fs::write(root.join("packs/encodings/odd.tsv"), "# Source: a test\n#: bytes\ttext\nxyz\tq\n").expect("written");
    documents(&root, &["--packs", "packs"]);
    let issues = fs::read_to_string(root.join("out/issues.jsonl")).expect("the file was written");
    assert!(issues.contains("load.table") && issues.contains("encodings/odd.tsv"), "{issues}");
}
