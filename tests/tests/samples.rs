//! What each stage makes of the small samples of each language, as a person reads it; one snapshot a stage beside the sample.

use chancery::show;
use chancery_tests::demo;
use pipeline::Stage;
use std::path::{Path, PathBuf};

/// The samples of all languages, sorted.
fn samples() -> Vec<PathBuf> {
    let languages = std::fs::read_dir(demo::root().join("data/lang")).expect("the packs are there").flatten();
    let folders = languages.map(|l| l.path().join("samples")).filter(|f| f.is_dir());
    let mut out: Vec<PathBuf> = folders
        .flat_map(|f| std::fs::read_dir(f).expect("a folder").flatten().map(|e| e.path()).collect::<Vec<_>>())
        .collect();
    out.retain(|p| p.extension().is_some_and(|e| e == "txt" || e == "html"));
    out.sort();
    out
}

fn assert_view(folder: &Path, name: &str, view: &str) {
    let mut settings = insta::Settings::new();
    settings.set_snapshot_path(folder);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, view));
}

fn all(stage: Stage) {
    let packs = pipeline::built_in_packs().expect("the packs parse");
    let samples = samples();
    assert!(samples.len() >= 3, "every language that is served has samples");
    for sample in samples {
        let name = sample.file_name().expect("a file").to_string_lossy().into_owned();
        let view = show::view(&sample, stage, &packs).expect("the sample is there");
        assert_view(sample.parent().expect("a folder"), &format!("{name}.{}", stage.name()), &view);
    }
}

#[test]
fn load() {
    all(Stage::Load);
}

#[test]
fn clean() {
    all(Stage::Clean);
}

#[test]
fn extract() {
    all(Stage::Extract);
}

#[test]
fn merge() {
    all(Stage::Merge);
}

#[test]
fn report() {
    all(Stage::Report);
}

#[test]
fn demo_dossier() {
    let packs = pipeline::built_in_packs().expect("the packs parse");
    let view = show::view(&demo::clippings(), Stage::Merge, &packs).expect("the demo is there");
    assert_view(&demo::root().join("tests/snapshots"), "demo.merge", &view);
}
