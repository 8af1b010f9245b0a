//! Rows of `data/lang/*/cases/clean.tsv`, and what must hold for every document, however damaged.

use model::{Article, Clipping};
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data")
}

fn packs() -> lang::Packs {
    lang::Packs::from_dir(&root()).expect("the packs of the project parse")
}

fn clip(text: &str, media_type: &str) -> Clipping {
    Clipping { text: text.to_string(), media_type: media_type.to_string(), ..Clipping::default() }
}

/// Blocks in order, no two of them overlapping, cleaned text carried by the source.
fn check(article: &Article) {
    let text = &article.document.text;
    let mut end = 0;
    for block in &article.document.blocks {
        assert!(block.start >= end && block.end >= block.start, "blocks overlap at {}", block.start);
        assert!(text.get(block.start..block.end).is_some(), "{}..{} cuts a letter", block.start, block.end);
        assert_eq!(block.kind.is_furniture(), block.reason.is_some());
        end = block.end;
    }
    for block in &article.blocks {
        assert!(!block.kind.is_furniture());
        let at = article.source(block.span);
        assert!(!block.span.of(&article.clean).is_empty() && !article.document.in_furniture(at));
    }
}

#[test]
fn cases_of_every_language() {
    let packs = packs();
    let mut wrong = Vec::new();
    for pack in packs.languages() {
        let path = root().join("lang").join(&pack.code).join("cases/clean.tsv");
        let Ok(table) = std::fs::read_to_string(&path) else { continue };
        for line in table.lines().filter(|l| !l.starts_with('#')) {
            let mut cells = line.split('\t');
            let (text, expected) = (cells.next().unwrap_or(""), cells.nth(1).unwrap_or(""));
            let (article, _) = clean::article(&clip(&text.replace('¶', "\n"), "text/plain"), &packs);
            check(&article);
            let kinds: Vec<&str> = article.document.blocks.iter().map(|b| b.kind.name()).collect();
            if kinds.join(" ") != expected {
                wrong.push(format!("{}: {expected}\n  found {}\n  {text}", pack.code, kinds.join(" ")));
            }
            if article.document.language != pack.code {
                wrong.push(format!("{}: taken for {}: {text}", pack.code, article.document.language));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn our_clippings_hold_together() {
    let packs = packs();
    let mut folders = vec![root().join("clippings")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("the demo clippings").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let Ok(text) = std::fs::read_to_string(&path) else { continue };
            let html = path.extension().is_some_and(|e| e == "html");
            let (article, issues) = clean::article(&clip(&text, if html { "text/html" } else { "text/plain" }), &packs);
            check(&article);
            assert!(issues.is_empty() && article.document.language != "und", "{}", path.display());
        }
    }
}

#[test]
fn markup_keeps_its_places() {
    let packs = packs();
    let page = "<html><head><title>Port deal signed | The Post</title><meta property=\"article:published_time\" \
                content=\"2021-06-03T16:20:00+02:00\"></head><body><nav><a href=/>Home</a></nav><article><h1>Port deal \
                signed</h1><p>The minister&nbsp;said on <b>Tuesday</b> that the port\n of Sines would be rebuilt, and \
                that work would start in the spring.</p><p>Caf&eacute;s near the quay will stay open &amp; busy, she \
                added, while the cranes are replaced one after the other.</p></article><script>var a = '<p>no</p>';\
                </script></body></html>";
    let (article, _) = clean::article(&clip(page, "text/html"), &packs);
    check(&article);
    assert!(article.clean.contains("Cafés near the quay will stay open & busy"), "{}", article.clean);
    assert!(article.clean.contains("said on Tuesday that the port of Sines"), "{}", article.clean);
    assert_eq!(article.document.published.edtf.as_deref(), Some("2021-06-03T16:20+02:00"));
    let at = article.clean.find("Cafés").expect("kept");
    assert_eq!(article.source(model::CleanSpan::new(at, at + "Cafés".len())).of(page), "Caf&eacute;s");
    assert_eq!(article.document.title.map(|t| t.text).as_deref(), Some("Port deal signed"));
}

#[test]
fn a_record_is_a_story() {
    let packs = packs();
    for text in ["Read more", "Kenya and Japan signed a pact.", "2019", "© photo.jpg"] {
        let clipping = Clipping { record: true, ..clip(text, "text/plain") };
        let (article, _) = clean::article(&clipping, &packs);
        assert_eq!(article.document.blocks.iter().map(|b| b.kind.name()).collect::<Vec<_>>(), ["body"], "{text}");
    }
}

#[test]
fn damage_is_survived_in_linear_time() {
    let packs = packs();
    let many = |piece: &str, times: usize| piece.repeat(times);
    let pages = [
        many("<div>", 100_000),
        many("<div><p>", 50_000) + "A sentence that stands at the bottom of it all, and it is a long one.",
        many("<b", 200_000),
        many("<a href=\"", 100_000),
        many("<!-- ", 100_000),
        many("</div>", 100_000),
        many("&", 300_000),
        many("&amp", 100_000),
        "<script>".to_string() + &many("x</scrip", 100_000),
        many("<table><tr><td>", 30_000),
        many("<ul><li>", 50_000),
        format!("<img src=\"data:image/png;base64,{}\">", many("QUJD", 500_000)),
        many("<p>word", 100_000),
        many("<title>", 20_000),
        many("<style>", 20_000),
    ];
    for page in pages {
        let (article, _) = clean::article(&clip(&page, "text/html"), &packs);
        check(&article);
    }
    for text in
        [many("word\n", 200_000), many("word ", 400_000), many("(", 300_000), many("\u{202e}\n", 1000), String::new()]
    {
        let (article, _) = clean::article(&clip(&text, "text/plain"), &packs);
        check(&article);
    }
}
