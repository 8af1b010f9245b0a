//! One pack row changed in a copy: the review page shows exactly the line that it moves.

use chancery::show;
use chancery_tests::{
    demo,
    review::{self, Line},
};
use lang::Packs;
use pipeline::Stage;
use std::fs;
use std::path::{Path, PathBuf};

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("the folder can be made");
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &target);
        } else if path.extension().is_none_or(|e| e != "new") {
            fs::copy(&path, &target).expect("the file can be copied");
        }
    }
}

#[test]
fn a_changed_pack_row_is_found() {
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("review");
    let _ = fs::remove_dir_all(&root);
    for folder in ["lang", "world"] {
        copy(&demo::root().join("data").join(folder), &root.join(folder));
    }
    let sample = root.join("lang/en/samples/note.txt");
    fs::create_dir_all(sample.parent().expect("a folder")).expect("the folder can be made");
    fs::write(&sample, "Minister of Health Ana Costa of Portugal visited Nairobi on 3 August 2021.\n")
        .expect("written");
    let view = |packs: &Packs| show::view(&sample, Stage::Extract, packs).expect("the sample is there");
    let before = view(&Packs::from_dir(&root).expect("the copy parses"));
    fs::write(root.join("lang/en/samples/note.txt.extract.snap"), format!("---\nsource: x\n---\n{before}"))
        .expect("written");

    let dates = root.join("lang/en/dates.tsv");
    let text = fs::read_to_string(&dates).expect("the table is there");
    let row = text.lines().find(|l| l.starts_with("month\taugust|")).expect("one row knows the month");
    fs::write(&dates, text.replacen(row, &row.replace("august|", "augustus|"), 1)).expect("written");
    let after = view(&Packs::from_dir(&root).expect("the copy parses"));
    assert_ne!(before, after);
    fs::write(root.join("lang/en/samples/note.txt.extract.snap.new"), format!("---\nsource: x\n---\n{after}"))
        .expect("written");

    let pending = review::pending(&root);
    assert_eq!(pending.len(), 1);
    let lines = review::compare(&pending[0].old, &pending[0].new);
    let gone: Vec<&Line> = lines
        .iter()
        .filter(|l| matches!(l, Line::Gone(text) if text.contains("3 August 2021") && text.contains("date")))
        .collect();
    assert!(!gone.is_empty(), "the date's line is in the review: {lines:?}");
    let page = review::page(&pending);
    assert!(page.contains("<mark>") && page.contains("3 August 2021"), "{page}");
}
