//! What is broken gives one issue with file, place and cause, and the rest is read.

mod common;

use common::{assert_lines, line, shown, shown_with};
use load::Options;
use std::io::Write as _;

/// Bytes without order, the same on every machine.
fn noise(length: usize, mut state: u64) -> Vec<u8> {
    (0..length)
        .map(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            state.to_be_bytes()[0]
        })
        .collect()
}

#[test]
fn nothing_and_noise() {
    assert_lines(&shown("a.txt", b""), &["note load.empty a.txt: the file is empty"]);
    assert_lines(&shown("a.txt", b" \r\n\t\n"), &["note load.empty a.txt"]);
    for length in [300, 5000, 200_000] {
        assert_lines(&shown("a.txt", &noise(length, 7)), &["error load.binary a.txt: expected text"]);
        assert_lines(&shown("a.html", &noise(length, 8)), &["error load.binary a.html"]);
    }
    assert_lines(&shown("a", b"\x89PNG\r\n\x1a\n"), &["error load.binary"]);
    assert_lines(
        &shown("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        &["error load.format a.doc: this is an old Office file"],
    );
    assert_lines(
        &shown("a.txt", b"Talks\0were held in the capital."),
        &["a.txt plain", "warning load.nul a.txt: the text holds 1"],
    );
}

#[test]
fn broken_utf8_is_read_and_told() {
    let words = "Bộ trưởng đã hội đàm".as_bytes();
    let found = shown("a.txt", &[&words[..words.len() - 1], b"\xff\xe1"].concat());
    assert_lines(&found, &["a.txt plain utf-8 [] \"Bộ trưởng", "warning load.encoding a.txt: "]);
}

#[test]
fn broken_lines_do_not_stop_a_file() {
    let lines =
        b"{\"text\":\"a\"}\n{\"text\":\n[1]\n{\"title\":\"x\"}\n{\"text\":5}\n{\"text\":\"\"}\n{\"text\":\"b\"}";
    assert_lines(
        &shown("a.jsonl", lines),
        &[
            "a.jsonl#1 plain",
            "error load.json a.jsonl: line 2: broken JSON, EOF while parsing a value",
            "error load.json a.jsonl: line 3: expected a JSON object",
            "error load.keys a.jsonl: line 4: expected a key text or html that holds a string, found the keys title",
            "error load.keys a.jsonl: line 5",
            "a.jsonl#6 plain",
            "note load.empty a.jsonl#6",
            "a.jsonl#7 plain",
        ],
    );
    let deep = format!("{{\"text\":\"a\",\"x\":{}1{}}}\n{{\"text\":\"b\"}}", "[".repeat(100_000), "]".repeat(100_000));
    assert_lines(
        &shown("a.jsonl", deep.as_bytes()),
        &["error load.json a.jsonl: line 1: broken JSON, recursion limit", "a.jsonl#2"],
    );
    let array = format!("[{}1{},{{\"text\":\"b\"}}]", "[".repeat(100_000), "]".repeat(100_000));
    assert!(shown("a.json", array.as_bytes()).len() <= 2);
}

#[test]
fn long_lines_within_and_over_the_limit() {
    let long = format!("{{\"text\":\"{}\"}}\n{{\"text\":\"b\"}}\n", "a ".repeat(25 << 20));
    assert_lines(&shown("a.jsonl", long.as_bytes()), &["a.jsonl#1 plain", "a.jsonl#2 plain"]);
    let small = Options { document_bytes: 1 << 20, ..Options::default() };
    assert_lines(
        &shown_with("a.jsonl", long.as_bytes(), &small),
        &["error load.too-large a.jsonl: line 1: 52428", "a.jsonl#2"],
    );
    let text = "a ".repeat(25 << 20);
    assert_lines(&shown("a.txt", text.as_bytes()), &["a.txt plain"]);
    assert_lines(&shown_with("a.txt", text.as_bytes(), &small), &["error load.too-large a.txt"]);
    let csv = format!("title,text\nT,\"{text}");
    assert_lines(
        &shown_with("a.csv", csv.as_bytes(), &small),
        &["error load.cut a.csv: row 0: reading stopped, a row has more than"],
    );
}

#[test]
fn cut_and_growing_archives() {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    for n in 0..2000u32 {
        writeln!(encoder, "{{\"text\":\"{}\"}}", n.wrapping_mul(2_654_435_761)).expect("memory");
    }
    let packed = encoder.finish().expect("memory");
    let found = shown("a.jsonl.gz", &packed[..packed.len() / 2]);
    assert!(found.len() > 100);
    assert_lines(&found[found.len() - 1..], &["error load.cut a.jsonl.gz: line "]);
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..100 {
        encoder.write_all(&[b'a'; 1 << 20]).expect("memory");
    }
    let bomb = encoder.finish().expect("memory");
    assert_lines(&shown("a.txt.gz", &bomb), &["error load.bomb a.txt.gz: reading stopped, it unpacks to more than"]);
    let shallow = Options { depth: 1, ..Options::default() };
    let twice = {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(&packed).expect("memory");
        encoder.finish().expect("memory")
    };
    assert_lines(&shown_with("a.gz.gz", &twice, &shallow), &["error load.depth a.gz.gz: more than 1"]);
    assert_lines(&shown("a.zip", b"PK\x03\x04 broken"), &["error load.cut a.zip: the archive cannot be read"]);
}

#[test]
fn cut_anywhere_nothing_panics() {
    let samples: &[(&str, &[u8])] = &[
        ("a.xml", b"<rss><channel><item><title>a</title><description>&lt;p&gt;b &amp; c</description></item></channel></rss>"),
        ("a.eml", b"From: a\r\nTo: b\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nText\r\n--x--\r\n"),
        ("a.warc", b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: 60\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nTalks\r\n0\r\n\r\n\r\n"),
        ("a.csv", b"id,text\n1,\"a\nb\"\n"),
        ("a.json", b"[{\"text\":\"a\\\"\"},{\"text\":\"b\"}]"),
        ("a.txt", "Title: a\nURL: b\n---\ndate 2020-02-27 é".as_bytes()),
        ("a.md", b"---\ntitle: 'a\ntags:\n  - b\n---\nText"),
    ];
    for (name, bytes) in samples {
        for end in 0..bytes.len() {
            shown(name, &bytes[..end]);
            let mut changed = bytes.to_vec();
            for sign in [0, 0xff, b'<', b'"', b'\n', b':'] {
                changed[end] = sign;
                shown(name, &changed);
            }
        }
    }
}

#[test]
#[cfg(unix)]
fn what_cannot_be_opened() {
    use std::os::unix::fs::symlink;
    let root = std::env::temp_dir().join(format!("chancery-load-bad-{}", std::process::id()));
    std::fs::create_dir_all(root.join("a")).expect("temporary folder");
    std::fs::write(root.join("a/b.txt"), "Talks").expect("temporary file");
    symlink(&root, root.join("a/loop")).expect("temporary link");
    symlink(root.join("none"), root.join("a/dangling")).expect("temporary link");
    let options = Options::default();
    let sources = load::open(&root, &options).expect("it is there");
    std::fs::write(root.join("a/c.txt"), "Talks").expect("temporary file");
    let mut sources = sources;
    let mut gone = sources[0].clone();
    (gone.name, gone.file, gone.trouble) = ("gone.txt".into(), root.join("gone.txt"), None);
    sources.push(gone);
    let found: Vec<String> = sources.iter().flat_map(|s| load::read(s, &options)).map(|l| line(&l)).collect();
    std::fs::remove_dir_all(&root).expect("it was made above");
    assert_lines(
        &found,
        &[
            "a/b.txt plain",
            "error load.unreadable a/dangling: the file could not be looked at, nothing is there",
            "note load.link a/loop",
            "error load.unreadable gone.txt: the file could not be opened",
        ],
    );
}
