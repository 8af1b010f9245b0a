//! Every format that the README lists, from bytes made here.

mod common;

use common::{assert_lines, line, shown};
use std::io::Write as _;

#[test]
fn text_markdown_and_markup() {
    assert_lines(&shown("a.txt", b"Talks were held."), &["a.txt plain utf-8 [] \"Talks were held.\""]);
    assert_lines(
        &shown("a.txt", b" date 2020-02-27 Talks"),
        &["a.txt plain utf-8 [2020-02-27] \" date 2020-02-27 Talks\""],
    );
    assert_lines(&shown("a.md", b"---\ntitle: Talks\n---\n# Talks"), &["a.md markdown utf-8 [Talks] \"---"]);
    assert_lines(&shown("a.txt", b"<html><p>Talks</p></html>"), &["a.txt html utf-8 [] \"<html>"]);
    assert_lines(&shown("a.xhtml", b"<?xml version='1.0'?><html/>"), &["a.xhtml html utf-8 [] \"<?xml"]);
    assert_lines(&shown("a.txt", b"date 2020-02-27\n<html><p>T</p></html>"), &["a.txt html utf-8 [2020-02-27] \"date"]);
}

#[test]
fn json_in_its_four_shapes() {
    let lines = b"\xef\xbb\xbf{\"id\":7,\"text\":\"Talks\",\"title\":\"T\",\"url\":\"u\",\"published\":\"2020\",\"language\":\"en\",\"outlet\":\"O\",\"page\":3}\r\n\n{\"html\":\"<p>x\",\"title\":null}\n";
    assert_lines(
        &shown("a.jsonl", lines),
        &[
            "a.jsonl#1 plain utf-8 record [7 · T · u · 2020 · en · O] {\"page\":3} \"Talks\"",
            "a.jsonl#3 html utf-8 record [] \"<p>x\"",
        ],
    );
    let array = b"[ {\"text\":\"a ] , {\"}, 5, {\"text\":\"b\"} ]";
    assert_lines(
        &shown("a.json", array),
        &["a.json#1 plain", "error load.json a.json: element 2: ", "a.json#3 plain utf-8 record [] \"b\""],
    );
    assert_lines(&shown("a.json", b"{\n\"text\":\"Talks\"\n}"), &["a.json plain utf-8 [] \"Talks\""]);
    let service =
        b"{\n\"status\":\"ok\",\"articles\":[{\"content\":\"Talks\",\"publishedAt\":\"2020\",\"source\":\"S\"}]}";
    assert_lines(
        &shown("a.json", service),
        &["a.json#1 plain utf-8 record [2020 · S] {\"publishedAt\":\"2020\",\"source\":\"S\"} \"Talks\""],
    );
    let wide: Vec<u8> =
        "\u{feff}{\"text\":\"é\"}\n{\"text\":\"b\"}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_lines(&shown("a.jsonl", &wide), &["a.jsonl#1 plain utf-8 record [] \"é\"", "a.jsonl#2"]);
}

#[test]
fn ids_come_from_the_line_alone() {
    let id = |bytes: &[u8], at: usize| {
        let input = Box::new(std::io::Cursor::new(bytes.to_vec()));
        match load::read_stream("a", input, &load::Options::default()).nth(at) {
            Some(load::Loaded::Clipping(c)) => c.id,
            other => panic!("{other:?}"),
        }
    };
    let short = b"{\"text\":\"a\"}\n{\"text\":\"b\"}";
    let long = b"{\"text\":\"a\"}\r\n{\"text\":\"b\"}\n{\"text\":\"a\"}\n";
    assert_eq!((id(short, 0), id(short, 1)), (id(long, 0), id(long, 1)));
    assert_eq!(id(long, 0), id(long, 2), "the same bytes are the same document");
    assert_eq!(id(b"Talks", 0), load::from_text("b.txt", "Talks").id);
}

#[test]
fn tables_by_header() {
    let csv = b"id,title,text,url\n1,T,\"Talks, long\nand \"\"short\"\"\",u\n2,,b\n";
    assert_lines(
        &shown("a.csv", csv),
        &[
            "a.csv#1 plain utf-8 record [1 · T · u] \"Talks, long\\nand \\\"short\\\"\"",
            "warning load.ragged a.csv#2: row 2",
            "a.csv#2 plain utf-8 record [2] \"b\"",
        ],
    );
    assert_lines(
        &shown("dump", b"Title\tContent\tRegion\nT\tTalks\tAsia\n"),
        &["dump#1 plain utf-8 record [T] {\"Region\":\"Asia\"} \"Talks\""],
    );
    assert_lines(
        &shown("a.csv", b"text;note;note\nTalks;1;2"),
        &[
            "warning load.columns a.csv: two columns",
            "a.csv#1 plain utf-8 record [] {\"note\":\"1\",\"note#3\":\"2\"} \"Talks\"",
        ],
    );
    assert_lines(
        &shown("a.csv", b"name,age\nX,4\n"),
        &["error load.columns a.csv: expected a column text or html, found name, age"],
    );
    let latin = b"text,title\ncaf\xe9 ouvert \xe0 Gen\xe8ve,T";
    assert_lines(&shown("a.csv", latin), &["a.csv#1 plain utf-8 record [T] \"café ouvert à Genève\""]);
}

#[test]
fn feeds_give_an_item_a_document() {
    let rss = b"<?xml version='1.0'?><rss version='2.0'><channel><title>Daily</title><language>en</language>\
        <item><title>Talks &amp; more</title><link>http://a.example/1</link><guid>g1</guid><pubDate>Thu, 27 Feb 2020</pubDate>\
        <description><![CDATA[<p>They met.</p>]]></description></item><item><title>Two</title><description>Plain</description></item></channel></rss>";
    assert_lines(
        &shown("a.xml", rss),
        &[
            "a.xml#1 html utf-8 record [g1 · Talks & more · http://a.example/1 · Thu, 27 Feb 2020 · en · Daily] \"<p>They met.</p>\"",
            "a.xml#2 plain utf-8 record [Two · en · Daily] \"Plain\"",
        ],
    );
    let atom = b"<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='fr'><title>Jour</title><link href='http://b.example'/>\
        <entry><id>e1</id><title>Visite</title><link rel='self' href='x'/><link href='http://b.example/1'/><updated>2020-02-27</updated>\
        <author><name>A</name></author><content type='xhtml'><div><p>Ils se sont vus.</p></div></content></entry></feed>";
    assert_lines(
        &shown("a.atom", atom),
        &[
            "a.atom#1 html utf-8 record [e1 · Visite · http://b.example/1 · 2020-02-27 · fr · Jour] {\"author\":\"A\"} \"<div><p>Ils se sont vus.</p></div>\"",
        ],
    );
    assert_lines(
        &shown("a.xml", &rss[..300]),
        &["a.xml#1 html", "error load.xml a.xml: broken XML at byte 296 after 1 items"],
    );
    assert_lines(&shown("a.xml", &rss[..296]), &["a.xml#1 html", "error load.cut a.xml: the file ends inside item 2"]);
}

#[test]
fn mail_with_an_attachment() {
    let mail = b"From: Press <press@a.example>\r\nSubject: =?utf-8?Q?Visite_=C3=A0_Gen=C3=A8ve?=\r\nDate: Thu, 27 Feb 2020 10:00:00 +0000\r\nMessage-ID: <m1>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n\
        --b\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nRe=E7u.\r\n\
        --b\r\nContent-Type: text/html; name=release.html\r\nContent-Disposition: attachment; filename=../release.html\r\n\r\n<p>Talks</p>\r\n\
        --b\r\nContent-Type: image/png; name=logo.png\r\nContent-Disposition: inline; filename=logo.png\r\n\r\nx\r\n--b--\r\n";
    assert_lines(
        &shown("a.eml", mail),
        &[
            "a.eml plain windows-1252 [<m1> · Visite à Genève · Thu, 27 Feb 2020 10:00:00 +0000] {\"from\":\"Press <press@a.example>\"} \"Reçu.",
            "a.eml!/release.html html utf-8 [] \"<p>Talks</p>",
            "note load.attachment a.eml!/logo.png: image/png, left out",
        ],
    );
    assert_lines(
        &shown("a.txt", b"Title: T\nDate: 2020-02-27\nFrom: X\n\nText"),
        &["a.txt plain utf-8 [T · 2020-02-27]"],
    );
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_ustar();
        // Written by hand: the builder refuses paths that climb.
        header.as_mut_bytes()[..name.len()].copy_from_slice(name.as_bytes());
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        header.set_cksum();
        builder.append(&header, *bytes).expect("memory");
    }
    builder.into_inner().expect("memory")
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("memory");
        writer.write_all(bytes).expect("memory");
    }
    writer.finish().expect("memory").into_inner()
}

#[test]
fn archives_keep_the_path_inside() {
    let jsonl = b"{\"text\":\"a\"}\n{\"text\":\"b\"}\n";
    assert_lines(&shown("a.jsonl.gz", &gzip(jsonl)), &["a.jsonl.gz#1 plain", "a.jsonl.gz#2 plain"]);
    let members: &[(&str, &[u8])] =
        &[("x/a.txt", b"Talks"), ("../../etc/passwd", b"root"), ("b.html", b"<p>Talks</p>"), (".DS_Store", b"\0\0")];
    let inside = ["!/x/a.txt plain utf-8 [] \"Talks\"", "!/b.html html utf-8"];
    for (name, bytes) in [("a.tar", tar(members)), ("a.tgz", gzip(&tar(members))), ("a.zip", zip(members))] {
        let found = shown(name, &bytes);
        let expected = [
            format!("{name}{}", inside[0]),
            format!("error load.path {name}: the member \"../../etc/passwd\" points outside"),
            format!("{name}{}", inside[1]),
            format!("note load.hidden {name}!/.DS_Store"),
        ];
        assert_lines(&found, &expected.iter().map(String::as_str).collect::<Vec<_>>());
    }
    let inner = zip(&[("a.jsonl", jsonl)]);
    assert_lines(
        &shown("b.zip", &zip(&[("a.zip", &inner)])),
        &["b.zip!/a.zip!/a.jsonl#1 plain", "b.zip!/a.zip!/a.jsonl#2"],
    );
}

#[test]
fn zstd_frames() {
    // Two frames of stored blocks, a skippable frame between: written by hand, for the decoder's crate needs no encoder.
    let frame = |bytes: &[u8]| {
        let mut out = vec![0x28, 0xb5, 0x2f, 0xfd, 0x20, u8::try_from(bytes.len()).expect("short")];
        let block = u32::try_from(bytes.len()).expect("short") << 3 | 1;
        out.extend_from_slice(&block.to_le_bytes()[..3]);
        out.extend_from_slice(bytes);
        out
    };
    let skipped = [0x50, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 9, 9];
    let all = [frame(b"{\"text\":\"a\"}\n"), skipped.to_vec(), frame(b"{\"text\":\"b\"}\n")].concat();
    assert_lines(&shown("a.jsonl.zst", &all), &["a.jsonl.zst#1 plain utf-8 record [] \"a\"", "a.jsonl.zst#2"]);
    assert_lines(
        &shown("a.jsonl.zst", &all[..all.len() - 3]),
        &["a.jsonl.zst#1", "error load.cut a.jsonl.zst: line 2"],
    );
}

#[test]
fn docx_is_one_document() {
    let part = b"<?xml version='1.0'?><w:document><w:body><w:p><w:r><w:t>Talks were held.</w:t></w:r></w:p></w:body></w:document>";
    let docx = zip(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", part)]);
    assert_lines(&shown("a.docx", &docx), &["a.docx plain utf-8 [] \"Talks were held.\\n\""]);
    assert_lines(
        &shown("a.xlsx", &zip(&[("xl/workbook.xml", b"<x/>")])),
        &["error load.format a.xlsx: this is a spreadsheet"],
    );
}

fn record(kind: &str, media: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:1>\r\nWARC-Target-URI: http://a.example/\r\nWARC-Date: 2020-02-27T00:00:00Z\r\nContent-Type: {media}\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body, b"\r\n\r\n"].concat()
}

#[test]
fn warc_and_wet() {
    let chunked = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=iso-8859-2\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n<p>Talk\xb3\r\n4\r\n</p>\r\n0\r\n\r\n";
    let packed =
        [&b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"[..], &gzip(b"<p>Packed</p>")]
            .concat();
    let missing = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>no</p>";
    let http = "application/http; msgtype=response";
    let records = [
        record("warcinfo", "application/warc-fields", b"software: x"),
        record("request", "application/http; msgtype=request", b"GET / HTTP/1.1\r\n\r\n"),
        record("response", http, chunked),
        record("response", http, &packed),
        record("response", http, missing),
        record("conversion", "text/plain", b"Wet text"),
    ];
    let expected = [
        "#3 html iso-8859-2 [<urn:1> · http://a.example/] {\"warc-date\":\"2020-02-27T00:00:00Z\"} \"<p>Talkł</p>\"",
        "#4 html utf-8 [",
        "#6 plain utf-8 [",
    ];
    let expected: Vec<String> = expected.iter().map(|e| format!("a.warc{}", e.replace("<urn:1>", "urn:1"))).collect();
    let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
    assert_lines(&shown("a.warc", &records.concat()), &expected);
    let each: Vec<u8> = records.iter().flat_map(|r| gzip(r)).collect();
    assert_eq!(shown("a.warc", &each), shown("a.warc", &records.concat()), "a member of gzip for each record");
    let mut wrong = record("conversion", "text/plain", b"one");
    let place = wrong.len() - 7;
    wrong.splice(place..place, *b"surplus words\r\n");
    let all = [wrong, record("conversion", "text/plain", b"two")].concat();
    assert_lines(
        &shown("a.warc", &all),
        &["a.warc#1 plain", "error load.warc a.warc: after record 1", "a.warc#2 plain"],
    );
}

#[test]
fn folders_are_walked_in_order() {
    let root = std::env::temp_dir().join(format!("chancery-load-{}", std::process::id()));
    std::fs::create_dir_all(root.join("b/c")).expect("temporary folder");
    for (name, words) in [("b/c/z.txt", "last"), ("a.txt", "first"), ("b/a.txt", "first"), (".hidden", "x")] {
        std::fs::write(root.join(name), words).expect("temporary file");
    }
    let options = load::Options::default();
    let sources = load::open(&root, &options).expect("it is there");
    let found: Vec<String> = sources.iter().flat_map(|s| load::read(s, &options)).map(|l| line(&l)).collect();
    assert_lines(&found, &["note load.hidden .hidden", "a.txt plain", "b/a.txt plain", "b/c/z.txt plain"]);
    let one = load::open(&root.join("b/a.txt"), &options).expect("it is there");
    assert_eq!(one[0].name, "a.txt");
    let zipped = root.join("x.zip");
    std::fs::write(&zipped, zip(&[("a.txt", b"first")])).expect("temporary file");
    let mut first = None;
    for source in load::open(&zipped, &options).expect("it is there").iter().chain(&one) {
        for loaded in load::read(source, &options) {
            let load::Loaded::Clipping(clipping) = loaded else { panic!("{loaded:?}") };
            match &mut first {
                None => first = Some(*clipping),
                Some(first) => {
                    assert_eq!(first.id, clipping.id);
                    load::join(first, &clipping);
                }
            }
        }
    }
    assert_eq!(first.map(|c| c.paths), Some(vec!["a.txt".to_string(), "x.zip!/a.txt".to_string()]));
    assert!(load::open(&root.join("none"), &options).is_err_and(|e| e.to_string().contains("nothing is there")));
    std::fs::remove_dir_all(&root).expect("it was made above");
}

/// A PDF of one page that shows a line, or nothing.
fn pdf(line: &str) -> Vec<u8> {
    let content = format!("BT /F1 12 Tf 72 720 Td ({line}) Tj ET");
    let parts = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_string(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_string(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_string(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_string(),
    ];
    let mut out = "%PDF-1.4\n".to_string();
    let mut table = "xref\n0 6\n0000000000 65535 f \n".to_string();
    for (index, part) in parts.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", out.len()));
        out.push_str(&format!("{} 0 obj\n{part}\nendobj\n", index + 1));
    }
    let place = out.len();
    out.push_str(&format!("{table}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{place}\n%%EOF\n"));
    out.into_bytes()
}

#[test]
fn pdf_has_its_text_layer_read_where_the_build_can() {
    if cfg!(feature = "pdf") {
        assert_lines(&shown("a.pdf", &pdf("Talks were held.")), &["a.pdf plain utf-8 [] \"Talks were held."]);
        assert_lines(&shown("a.pdf", &pdf("")), &["error load.scan a.pdf"]);
        assert_lines(&shown("a.pdf", &pdf("Talks")[..200]), &["error load.cut a.pdf: the PDF ends too early"]);
    } else {
        assert_lines(&shown("a.pdf", &pdf("Talks")), &["error load.format a.pdf: PDF is not part of this build"]);
    }
}
