//! The page, the Markdown and the exports of a small dossier by hand.

mod dossier;

use dossier::dossier;
use lang::Packs;
use model::{Confidence, Day, Status};
use report::{EXPORTS, Options};

fn packs() -> Packs {
    Packs::parse(data::FILES.iter().copied()).expect("the packs are in order")
}

fn page(language: &str) -> String {
    report::html(&dossier(), &Options { language: language.to_string(), ..Options::default() }, &packs())
}

/// The text of the element that opens at `from`, tags left out, references read.
fn text_of(page: &str, id: &str) -> String {
    let open = format!("<mark id=\"{id}\">");
    let start = page.find(&open).unwrap_or_else(|| panic!("no mark {id}")) + open.len();
    let (mut depth, mut at, mut out) = (1, start, String::new());
    while depth > 0 {
        let next = page[at..].find('<').expect("marks are closed") + at;
        out.push_str(&page[at..next]);
        depth += if page[next..].starts_with("<mark") {
            1
        } else if page[next..].starts_with("</mark") {
            -1
        } else {
            0
        };
        at = page[next..].find('>').expect("tags are closed") + next + 1;
    }
    out.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

#[test]
fn every_quote_stands_in_its_mark() {
    let page = page("en");
    for record in dossier().records {
        assert!(page.contains(&format!("<tr id=\"{}\"", record.id)));
        for evidence in record.evidence {
            assert_eq!(text_of(&page, &evidence.finding), evidence.words.unwrap_or(evidence.quote), "{}", record.id);
            assert!(page.contains(&format!("href=\"#{}\"", evidence.finding)));
        }
    }
}

#[test]
fn nothing_hostile_runs() {
    let page = page("en");
    assert_eq!(page.matches("<script").count(), 2, "the page's own script and the table of words");
    assert!(!page.contains("javascript:") && !page.contains("alert(1)</script>") && !page.contains("<i>\""));
    assert!(page.contains("default-src 'none'") && !page.contains(" style=\"") && !page.contains(" onclick"));
    for outside in ["src=\"http", "url(http", "@import", "<link rel=\"stylesheet"] {
        assert!(!page.contains(outside), "{outside}");
    }
}

#[test]
fn a_sentence_of_the_brief_goes_with_its_record() {
    let whole = dossier();
    let brief = |d: &model::Dossier| {
        let view = report::view(d, &Options::default(), &packs());
        view.split("\nbrief\n").nth(1).and_then(|v| v.split("\n\n").next()).expect("there is a brief").to_string()
    };
    let mut without = whole.clone();
    without.records.retain(|r| r.id != "r-3");
    assert!(brief(&whole).contains("signed"));
    assert!(!brief(&without).contains("signed"));
    assert_eq!(brief(&whole).lines().count(), brief(&without).lines().count() + 1);
}

#[test]
fn what_is_overdue_depends_on_the_given_day_alone() {
    let state = |day: Option<&str>| {
        let options = Options { as_of: day.and_then(Day::parse), ..Options::default() };
        let view = report::view(&dossier(), &options, &packs());
        let line = view.lines().skip_while(|l| *l != "ledger").nth(1).expect("the ledger has a row").to_string();
        line.split_whitespace().nth(2).expect("three columns").to_string()
    };
    assert_eq!(state(None), "overdue");
    assert_eq!(state(Some("2023-12-10")), "due");
    assert_eq!(state(Some("2023-06-01")), "open");
    let mut done = dossier();
    let mut answer = done.records[2].clone();
    (answer.id, answer.about, answer.status) = ("r-9".to_string(), vec!["r-4".to_string()], Status::Occurred);
    done.records.push(answer);
    let view = report::view(&done, &Options::default(), &packs());
    assert!(view.lines().skip_while(|l| *l != "ledger").nth(1).expect("a row").contains("done"));
}

#[test]
fn doubtful_readings_are_counted_nowhere() {
    let mut all = dossier();
    for record in &mut all.records {
        record.confidence = Confidence::Guess;
    }
    let view = report::view(&all, &Options::default(), &packs());
    assert!(view.contains("\nbrief\n\ndoubtful\n"), "{view}");
}

#[test]
fn the_interface_speaks_each_language() {
    for (language, word) in [
        ("en", "Meetings and visits"),
        ("fr", "Rencontres et visites"),
        ("vi", "G\u{1eb7}p g\u{1ee1} v\u{e0} chuy\u{1ebf}n th\u{103}m"),
    ] {
        let page = page(language);
        assert!(page.contains(&format!("<html lang=\"{language}\">")));
        let head =
            page.split("<h2 id=\"h-meetings\">").nth(1).and_then(|h| h.split("</h2>").next()).expect("a heading");
        assert!(head.contains(word), "{language}");
    }
}

#[test]
fn every_language_has_every_word() {
    let packs = packs();
    let keys = |code: &str| -> Vec<String> {
        packs.get(code).expect("a pack").rows("interface").iter().map(|r| r.get("key").to_string()).collect()
    };
    let english = keys("en");
    assert!(english.windows(2).all(|w| w[0] < w[1]), "sorted, each once");
    for pack in packs.languages().filter(|p| p.table("interface").is_some()) {
        assert_eq!(keys(&pack.code), english, "{}", pack.code);
        for row in pack.rows("interface") {
            assert!(!row.get("text").is_empty(), "{}: {}", pack.code, row.get("key"));
        }
    }
}

#[test]
fn sharing_leaves_full_texts_out() {
    let options = Options { share: true, ..Options::default() };
    let page = report::html(&dossier(), &options, &packs());
    assert!(!page.contains("Read also: other news") && page.contains("noindex"));
}

#[test]
fn exports_hold_one_row_for_each_record() {
    let out = std::env::temp_dir().join(format!("chancery-report-{}", std::process::id()));
    let options = Options { exports: EXPORTS.iter().map(|e| (*e).to_string()).collect(), ..Options::default() };
    let whole = dossier();
    report::write(&whole, &options, &packs(), &out).expect("the folder can be written");
    let read = |path: &str| std::fs::read_to_string(out.join("exports").join(path)).expect(path);
    let records = read("csv/records.csv");
    assert_eq!(records.lines().filter(|l| l.starts_with("r-")).count(), whole.records.len());
    assert!(read("csv/offices.csv").contains("'=Minister"));
    assert!(read("csv/parties.csv").contains(",JPN,392,"));
    assert!(read("csv/panel.csv").contains("JP,KE,2023-03,"));
    for line in read("ftm/entities.ftm.json").lines().chain(read("plover/events.jsonl").lines()) {
        serde_json::from_str::<serde_json::Value>(line).expect("JSON");
    }
    assert!(read("ics/calendar.ics").contains("DTSTART;VALUE=DATE:20230314\r\n"));
    assert!(read("gexf/network.gexf").contains("source=\"e-1\" target=\"e-2\""));
    let notes = std::fs::read_to_string(out.join("report.md")).expect("report.md");
    assert!(notes.contains("[^1]: ") && !notes.contains("<script>"));
    std::fs::remove_dir_all(&out).expect("it was just written");

    let unknown = Options { exports: vec!["pdf".to_string()], ..Options::default() };
    assert!(report::write(&whole, &unknown, &packs(), &out).is_err());
    assert!(!out.exists());
}

#[test]
fn same_dossier_same_bytes() {
    assert_eq!(page("en"), page("en"));
}
