//! The rows of `data/lang/xx/cases/time.tsv` and `figures.tsv`: whole sentences with a publication date.
//!
//! `time`: every expression with a value, in order, `; ` between them: EDTF, then part of the day, then the kind unless it is a
//! point. `figures`: every claim: number or `low..high`, qualifier, unit or currency. `-` is none. A row whose `wanted` cell
//! is not empty is known to fail; it may pass, and at most one row in twenty may be so marked.

mod sample;

use extract::time::Kind;
use std::path::Path;

fn packs() -> lang::Packs {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    lang::Packs::from_dir(&root).expect("the packs of the repository parse")
}

fn times(article: &model::Article, grammar: &extract::Grammar) -> String {
    let text = extract::Text::new(article, grammar);
    let all = extract::time::expressions(&text, grammar, &mut Vec::new());
    let shown = all.iter().filter_map(|t| {
        let mut out = t.value.edtf.clone()?;
        if let Some(part) = &t.value.part {
            out.push_str(&format!(" {part}"));
        }
        if t.kind != Kind::Point {
            out.push_str(&format!(" {:?}", t.kind).to_lowercase());
        }
        Some(out)
    });
    shown.collect::<Vec<_>>().join("; ")
}

fn figures(article: &model::Article, grammar: &extract::Grammar) -> String {
    let text = extract::Text::new(article, grammar);
    let times = extract::time::expressions(&text, grammar, &mut Vec::new());
    let all = extract::figures::figures(&text, grammar, &times, &mut Vec::new());
    let shown = all.iter().filter(|f| f.is_claim).map(|f| {
        let number = f
            .number
            .clone()
            .unwrap_or_else(|| format!("{}..{}", f.low.as_deref().unwrap_or("?"), f.high.as_deref().unwrap_or("?")));
        let parts = [Some(number), f.qualifier.clone(), f.currency.clone().or(f.unit.clone())];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    });
    shown.collect::<Vec<_>>().join("; ")
}

fn run(name: &str, read: fn(&model::Article, &extract::Grammar) -> String) {
    let packs = packs();
    let grammars = packs.compiled::<extract::Grammars>();
    let mut report = String::new();
    for language in packs.languages().map(|p| p.code.clone()) {
        let path = format!("{}/../../data/lang/{language}/cases/{name}.tsv", env!("CARGO_MANIFEST_DIR"));
        let Ok(table) = std::fs::read_to_string(&path) else { continue };
        let table = lang::Table::parse(&path, &table).expect("a table of cases parses");
        let grammar = grammars.get(&language, &packs).expect("a pack has a grammar");
        let (mut wanted, mut wrong) = (0, 0);
        for row in &table.rows {
            let article = sample::article(row.get("text"), &language, row.get("published"));
            let got = read(&article, grammar);
            let expected = if row.get("expected") == "-" { "" } else { row.get("expected") };
            if !row.get("wanted").is_empty() {
                wanted += 1;
            } else if got != expected {
                wrong += 1;
                report.push_str(&format!(
                    "{language}/{name}:{} {}\n  want {expected}\n  got  {got}\n",
                    row.line,
                    row.get("text")
                ));
            }
        }
        assert!(wanted * 20 <= table.rows.len(), "{language}: {wanted} rows marked as wanted");
        println!("{language} {name}: {} rows, {wrong} wrong, {wanted} wanted", table.rows.len());
    }
    assert!(report.is_empty(), "\n{report}");
}

#[test]
fn times_of_sentences() {
    run("time", times);
}

#[test]
fn figures_of_sentences() {
    run("figures", figures);
}

#[test]
fn tables_are_sound() {
    let packs = packs();
    let grammars = packs.compiled::<extract::Grammars>();
    for pack in packs.languages() {
        let errors = grammars.get(&pack.code, &packs).map_or(&[][..], |g| g.time.errors());
        assert!(errors.is_empty(), "{}: {errors:?}", pack.code);
    }
}

#[test]
fn odd_texts_do_not_panic() {
    let packs = packs();
    let long = "9".repeat(400);
    let odd = [
        "",
        "31 February 2019 and 13/13/2019, 0000-00-00, 9999-12-31, 99:99",
        "from 12 to 9 September 2019; du 12 au 9 septembre 2019; từ ngày 22 đến 18/12/2019",
        "\u{0663} \u{0645}\u{0627}\u{064a}\u{0648} \u{0662}\u{0660}\u{0661}\u{0669}, \u{0967}\u{0968} 999999999999 years ago in 99999 centuries",
        long.as_str(),
        "1.2.3.4.5.6 1,2,3,4 1 2 3 4 5 6 7 8 9 10 11 12 13",
        "in the in the in the on on on by by by of of of 2019 2019 2019 2019",
        "the first of the first of the first week of the last month of next year of last decade",
    ];
    for text in odd {
        for language in packs.languages().map(|p| p.code.clone()) {
            for published in ["", "2019", "2019-05", "0001-01-01", "9999-12-31", "2019-05-03"] {
                let article = sample::article(text, &language, published);
                let found = extract::findings(&article, &packs);
                for mention in &found.mentions {
                    assert_eq!(mention.text, model::Span::new(mention.start, mention.end).of(text));
                }
            }
        }
    }
}

#[test]
fn impossible_dates_are_issues() {
    let packs = packs();
    let grammars = packs.compiled::<extract::Grammars>();
    let rows = [
        ("en", "They met on 31 February 2019 in Oslo.", "31 February 2019"),
        ("en", "They met on 2019-13-05 in Oslo.", "2019-13-05"),
        ("en", "The fair ran from 12 to 9 September 2019.", "12 to 9 September 2019"),
        ("fr", "Ils se sont vus le 30/02/2019.", "30/02/2019"),
        ("fr", "Ils se sont vus le 12/31/2019.", "12/31/2019"),
        ("vi", "Hai bên gặp nhau ngày 31/4/2019.", "31/4/2019"),
        ("vi", "Hai bên gặp nhau ngày 5/14/2019.", "5/14/2019"),
    ];
    for (language, text, words) in rows {
        let article = sample::article(text, language, "2019-05-03");
        let grammar = grammars.get(language, &packs).expect("a pack has a grammar");
        let read = extract::Text::new(&article, grammar);
        let mut issues = Vec::new();
        let times = extract::time::expressions(&read, grammar, &mut issues);
        assert!(times.iter().all(|t| t.value.edtf.is_none()), "{text}: {times:?}");
        let (start, end) = (issues[0].start.unwrap_or(0), issues[0].end.unwrap_or(0));
        assert_eq!(issues[0].code, "extract.date", "{text}");
        assert!(model::Span::new(start, end).of(text).contains(words), "{text}: {issues:?}");
    }
}

#[test]
fn years_come_from_the_story_itself() {
    let packs = packs();
    let grammars = packs.compiled::<extract::Grammars>();
    let rows = [
        (
            "vi",
            "Hôm nay (3/11), hai đoàn hội đàm. Hai bên hướng tới kỷ niệm 30 năm thiết lập quan hệ (5/2/1980-5/2/2010).",
            "2009-11-03",
            "2009-11-03",
        ),
        (
            "vi",
            "Sáng 8/6, hai bộ trưởng gặp nhau nhân kỷ niệm 50 năm quan hệ ngoại giao (1973-2023).",
            "2023-06-08",
            "",
        ),
        ("en", "The ministers met on September 25 and recalled the accord of 2014.", "XXXX-09-25", ""),
        (
            "fr",
            "Le 4 mars, ils ont fêté le 40e anniversaire des relations diplomatiques (1975-2015).",
            "2015-03-04",
            "",
        ),
    ];
    for (language, text, first, published) in rows {
        let article = sample::article(text, language, "");
        let grammar = grammars.get(language, &packs).expect("a pack has a grammar");
        let read = extract::Text::new(&article, grammar);
        let times = extract::time::expressions(&read, grammar, &mut Vec::new());
        assert_eq!(times[0].value.edtf.as_deref(), Some(first), "{text}");
        let masked = first.starts_with("XXXX");
        assert_eq!(times[0].value.basis == model::Basis::Inferred, !masked, "{text}");
        assert_eq!(times[0].value.earliest.is_none(), masked, "{text}");
        let publication = extract::time::publication(&times).and_then(|p| p.edtf).unwrap_or_default();
        assert_eq!(publication, published, "{text}");
    }
}
