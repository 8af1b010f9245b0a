//! Bad input through the built binary: a clear line, the right exit code, everything else still processed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const STORY: &str = "Portugal's Minister of Health Ana Costa held talks with Kenyan Minister of Health Jane Mwangi in Nairobi \
                     on 3 May 2021. The two ministers spoke about the training of nurses and the supply of vaccines.\n";

struct Bench {
    root: PathBuf,
}

impl Bench {
    fn new(name: &str) -> Self {
        let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&root);
        fs::create_dir_all(root.join("in")).expect("the folder can be made");
        Self { root }
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        fs::write(self.root.join("in").join(name), bytes).expect("the file can be written");
        self
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    fn chancery(&self, args: &[&str]) -> (i32, String) {
        let output: Output = Command::new(env!("CARGO_BIN_EXE_chancery"))
            .args(args)
            .current_dir(&self.root)
            .output()
            .expect("the binary starts");
        (output.status.code().expect("it was not killed"), String::from_utf8_lossy(&output.stderr).into_owned())
    }

    fn run(&self) -> (i32, String) {
        self.chancery(&["run", "in", "--out", "out"])
    }

    fn rows(&self, file: &str) -> Vec<serde_json::Value> {
        let text = fs::read_to_string(self.root.join("out").join(file)).expect("the file was written");
        text.lines().map(|l| serde_json::from_str(l).expect("a line of JSON")).collect()
    }

    /// The issue codes of a path, and whether the good story beside it was read.
    fn issues(&self, path: &str) -> Vec<String> {
        let rows = self.rows("issues.jsonl");
        let here = rows.iter().filter(|r| r["path"].as_str().is_some_and(|p| p.starts_with(path)));
        here.map(|r| format!("{} {}", r["severity"].as_str().unwrap_or("?"), r["code"].as_str().unwrap_or("?")))
            .collect()
    }

    fn documents(&self) -> Vec<String> {
        self.rows("documents.jsonl").iter().filter_map(|r| r["path"].as_str().map(str::to_string)).collect()
    }
}

#[test]
fn nothing_to_read() {
    let bench = Bench::new("nothing");
    let (code, err) = bench.run();
    assert_eq!(code, 1, "{err}");
    assert!(err.contains("no input"), "{err}");
    assert!(!bench.path("out").exists());
    let (code, err) = bench.chancery(&["run", "missing", "--out", "out"]);
    assert_eq!(code, 1, "{err}");
    assert!(err.contains("missing"), "{err}");
    assert_eq!(bench.chancery(&["run"]).0, 2);
    assert_eq!(bench.chancery(&["run", "in", "--jobs", "0"]).0, 2);
    assert_eq!(bench.chancery(&["run", "in", "--packs", "missing"]).0, 2);
}

#[test]
fn a_missing_input_beside_a_good_one() {
    let bench = Bench::new("beside");
    bench.file("good.txt", STORY);
    let (code, err) = bench.chancery(&["run", "missing", "in", "--out", "out"]);
    assert_eq!(code, 3, "{err}");
    assert_eq!(bench.documents(), ["good.txt"]);
    assert_eq!(bench.issues("missing"), ["error load.missing"]);
}

#[test]
fn odd_files_are_told_and_the_good_one_is_read() {
    let mut state = 88_172_645_463_325_252_u64;
    let noise: Vec<u8> = (0..40_000)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            u8::try_from(state & 255).expect("masked")
        })
        .collect();
    let bench = Bench::new("odd");
    bench
        .file("empty.txt", "")
        .file("good.txt", STORY)
        .file("noise.bin", noise)
        .file("nul.txt", "The harbour was closed on Monday.\0 It opens again tomorrow, the port authority of the city said.\n")
        .file("broken.txt", ["The caf\u{e9} \u{2014} na\u{ef}ve, d\u{e9}j\u{e0}, r\u{e9}sum\u{e9} \u{2014} was full. ".as_bytes(), b"A broken \xff byte, then \xe2\x82 half a sign, said the mayor.\n"].concat())
        .file("georgian.txt", "\u{10e1}\u{10d0}\u{10e5}\u{10d0}\u{10e0}\u{10d7}\u{10d5}\u{10d4}\u{10da}\u{10dd}\u{10e1} \u{10db}\u{10d8}\u{10dc}\u{10d8}\u{10e1}\u{10e2}\u{10e0}\u{10d8} \u{10e8}\u{10d4}\u{10ee}\u{10d5}\u{10d3}\u{10d0} \u{10d9}\u{10dd}\u{10da}\u{10d4}\u{10d2}\u{10d0}\u{10e1} \u{10d7}\u{10d1}\u{10d8}\u{10da}\u{10d8}\u{10e1}\u{10e8}\u{10d8}.\n".repeat(5));
    let (code, err) = bench.run();
    assert!(code == 0 || code == 3, "{code} {err}");
    assert!(bench.documents().contains(&"good.txt".to_string()));
    for path in ["empty.txt", "noise.bin", "nul.txt", "broken.txt", "georgian.txt"] {
        assert!(!bench.issues(path).is_empty(), "{path} has no issue; {err}");
        assert!(err.contains(path), "{path} is not told: {err}");
    }
    assert!(bench.issues("georgian.txt").contains(&"note extract.no_language_pack".to_string()), "{err}");
    assert!(!err.contains("panicked"), "{err}");
    let records = bench.rows("records.jsonl");
    assert!(records.iter().any(|r| r["type"] == "meeting"), "the good story gives its meeting");
}

#[test]
fn only_furniture_is_a_note() {
    let bench = Bench::new("furniture");
    bench.file("menu.html", "<html><body><nav><ul><li><a href=/>Home</a><li><a href=/w>World</a><li><a href=/s>Sport</a></ul></nav><footer>Copyright 2020 Daily News. All rights reserved.</footer></body></html>");
    let (code, err) = bench.run();
    assert_eq!(code, 0, "{err}");
    assert!(bench.rows("records.jsonl").is_empty());
    assert!(!bench.issues("menu.html").is_empty(), "{err}");
}

#[test]
fn a_line_of_fifty_megabytes() {
    let bench = Bench::new("long");
    let mut line = "The ministers met and spoke of trade ".repeat(50 * 1024 * 1024 / 37);
    line.push('\n');
    bench.file("long.txt", line).file("good.txt", STORY);
    let (code, err) = bench.run();
    assert!(code == 0 || code == 3, "{code} {err}");
    assert!(bench.documents().contains(&"good.txt".to_string()));
    assert!(err.contains("long.txt"), "{err}");
}

#[test]
fn an_unreadable_folder_is_told() {
    let bench = Bench::new("locked");
    bench.file("good.txt", STORY);
    let locked = bench.path("in/locked");
    fs::create_dir_all(&locked).expect("the folder can be made");
    fs::write(locked.join("a.txt"), STORY).expect("the file can be written");
    lock(&locked);
    if fs::read_dir(&locked).is_ok() {
        eprintln!("skipped: this user may read every folder");
        return;
    }
    let (code, err) = bench.run();
    unlock(&locked);
    assert_eq!(code, 3, "{err}");
    assert_eq!(bench.documents(), ["good.txt"]);
    assert!(err.contains("locked"), "{err}");
}

#[cfg(unix)]
fn mode(folder: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(mode)).expect("own folder");
}

fn lock(folder: &Path) {
    #[cfg(unix)]
    mode(folder, 0o000);
}

fn unlock(folder: &Path) {
    #[cfg(unix)]
    mode(folder, 0o755);
}

#[test]
fn a_folder_of_somebody_else_is_not_replaced() {
    let bench = Bench::new("foreign");
    bench.file("good.txt", STORY);
    fs::create_dir_all(bench.path("out")).expect("the folder can be made");
    fs::write(bench.path("out/thesis.doc"), "years of work").expect("the file can be written");
    let (code, err) = bench.run();
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("not replaced"), "{err}");
    assert!(bench.path("out/thesis.doc").exists());
    fs::remove_file(bench.path("out/thesis.doc")).expect("it is there");
    assert_eq!(bench.run().0, 0);
    assert_eq!(bench.run().0, 0, "an own folder is replaced");
    let left: Vec<_> = fs::read_dir(&bench.root).expect("it is there").flatten().map(|e| e.file_name()).collect();
    assert_eq!(left.len(), 2, "nothing is left aside: {left:?}");
}

#[test]
fn stages_chain_by_until_and_from() {
    let bench = Bench::new("chain");
    bench.file("a.txt", STORY).file("b.txt", STORY.replace("Nairobi", "Mombasa"));
    assert_eq!(bench.run().0, 0);
    let whole = fs::read(bench.path("out/records.jsonl")).expect("written");
    for (until, file) in [
        ("load", "clippings.jsonl"),
        ("clean", "articles.jsonl"),
        ("extract", "findings.jsonl"),
        ("merge", "records.jsonl"),
    ] {
        let dir = format!("out-{until}");
        assert_eq!(bench.chancery(&["run", "in", "--until", until, "--out", &dir]).0, 0);
        let (code, err) = bench.chancery(&["run", "--from", &format!("{dir}/{file}"), "--out", "out"]);
        assert_eq!(code, 0, "{until}: {err}");
        assert_eq!(fs::read(bench.path("out/records.jsonl")).expect("written"), whole, "from {until}");
    }
}

#[test]
fn a_stage_line_that_is_not_one_is_told() {
    let bench = Bench::new("lines");
    fs::write(bench.path("lines.jsonl"), "{\"kind\":\"clipping\"}\nnot json\n\n").expect("written");
    let (code, err) = bench.chancery(&["clean", "lines.jsonl"]);
    assert_eq!(code, 3, "{err}");
    assert_eq!(err.matches("load.stage_line").count(), 2, "{err}");
}
