//! The scorer in Rust says what the project's scoring script says, where that and Python are there.

use chancery_tests::{demo, score::table::show};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

#[test]
fn both_scorers_agree() {
    let script = demo::root().join("../shared/score/score.py");
    if !script.is_file() || Command::new("python3").arg("--version").output().is_err() {
        eprintln!("skipped: ../shared/score or python3 is not there");
        return;
    }
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("scorer");
    let _ = fs::remove_dir_all(&root);
    fs::create_dir_all(&root).expect("the folder can be made");
    let ours = demo::score(&root.join("out")).expect("the demo runs");
    let key = demo::key().expect("the keys are JSON");
    let whole = serde_json::json!({"documents": key.documents, "merge": key.merge});
    fs::write(root.join("key.json"), whole.to_string()).expect("written");
    let output = Command::new("python3")
        .arg(&script)
        .arg(root.join("out"))
        .arg("--gold")
        .arg(root.join("key.json"))
        .arg("--docs")
        .arg(demo::clippings())
        .arg("--json")
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .output()
        .expect("python3 starts");
    let theirs: serde_json::Value = serde_json::from_slice(&output.stdout).expect("the script prints JSON");
    let metrics = theirs["metrics"].as_object().expect("it prints metrics");
    assert!(metrics.len() > 60, "only {} metrics", metrics.len());
    for (name, value) in metrics {
        let own = ours.metrics.get(name).copied().flatten();
        assert_eq!(show(own), show(value.as_f64()), "{name}");
    }
}
