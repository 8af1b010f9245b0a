//! The demo dossier: promises first, then the ratchet; the same bytes whatever the threads and the order of inputs.

use chancery_tests::{demo, ratchet, score::table};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn scratch(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&path);
    path
}

#[test]
fn promises_are_kept_and_no_figure_falls() {
    let out = scratch("demo");
    let score = demo::score(&out).expect("the demo runs");
    let dossier = chancery::folder::read_dossier(&out).expect("the folder is whole");
    let faults = chancery::verify::faults(&dossier);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let of_key: Vec<&String> = score.notes.iter().filter(|n| n.starts_with("gold")).collect();
    assert!(of_key.is_empty(), "the key and the clippings disagree: {of_key:?}");
    let held = fs::read_to_string(demo::root().join("tests/quality.toml")).unwrap_or_default();
    let (fell, _) = ratchet::compare(&ratchet::parse(&held), &ratchet::figures(&score));
    assert!(fell.is_empty(), "{}\n{}", fell.join("\n"), table::report(&score));
}

/// Every file but the manifest, with its bytes.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    fn walk(root: &Path, at: &Path, out: &mut Vec<(String, Vec<u8>)>) {
        for entry in fs::read_dir(at).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(root, &path, out);
            } else if entry.file_name() != "manifest.json" {
                let name = path.strip_prefix(root).expect("below the root").to_string_lossy().into_owned();
                out.push((name, fs::read(&path).expect("a file")));
            }
        }
    }
    let mut out = Vec::new();
    walk(folder, folder, &mut out);
    out.sort();
    out
}

#[test]
fn same_bytes_for_any_threads() {
    let (one, two) = (scratch("jobs-1"), scratch("jobs-2"));
    demo::run(&demo::clippings(), &one, &["--jobs", "1"]).expect("the demo runs");
    demo::run(&demo::clippings(), &two, &["--jobs", "2"]).expect("the demo runs");
    for (a, b) in files(&one).iter().zip(&files(&two)) {
        assert_eq!(a.0, b.0);
        assert!(a.1 == b.1, "{} differs between one thread and two", a.0);
    }
}

#[test]
fn same_bytes_for_inputs_in_another_order() {
    let (one, two) = (scratch("order-1"), scratch("order-2"));
    let folders = ["en", "fr", "vi"].map(|l| demo::clippings().join(l).to_string_lossy().into_owned());
    let args = |order: [usize; 3]| -> Vec<String> { order.map(|i| folders[i].clone()).to_vec() };
    for (order, out) in [([0, 1, 2], &one), ([2, 0, 1], &two)] {
        let mut all =
            vec!["chancery".to_string(), "run".to_string(), "--out".to_string(), out.to_string_lossy().into_owned()];
        all.extend(args(order));
        assert_eq!(chancery::cli::run(all.into_iter().map(Into::into)), 0);
    }
    for (a, b) in files(&one).iter().zip(&files(&two)) {
        assert_eq!(a.0, b.0);
        if a.0 == "documents.jsonl" || a.0 == "issues.jsonl" {
            let lines = |bytes: &[u8]| -> BTreeSet<String> {
                String::from_utf8_lossy(bytes).lines().map(str::to_string).collect()
            };
            assert_eq!(lines(&a.1), lines(&b.1), "{} differs in more than the order of lines", a.0);
        } else {
            assert!(a.1 == b.1, "{} depends on the order of inputs", a.0);
        }
    }
}

#[test]
fn the_seeds_where_they_are_there() {
    let seeds = demo::root().join("../shared/seeds");
    if !seeds.is_dir() {
        eprintln!("skipped: ../shared/seeds is not there");
        return;
    }
    let out = scratch("seeds");
    demo::run(&seeds, &out, &[]).expect("the seeds run");
    let dossier = chancery::folder::read_dossier(&out).expect("the folder is whole");
    let faults = chancery::verify::faults(&dossier);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert_eq!(dossier.documents.len(), 5);
}
