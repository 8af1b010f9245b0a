//! Merge over findings built by hand: one test for each thing that merge decides.

mod kit;

use kit::{document, person, record};
use model::{Dossier, Findings, Status};

fn packs() -> lang::Packs {
    let sounds = "# Source: own\n#: from\tto\nch\tk\nou\tu\nph\tf\nth\tt\nx\ts\ny\ti\n";
    lang::Packs::parse([("world/transliteration.tsv", sounds)]).expect("good tables")
}

/// Merges, and again in the other order: the same bytes.
fn merged(findings: Vec<Findings>) -> Dossier {
    let packs = packs();
    let one = merge::dossier(findings.clone(), &merge::Options::default(), &packs);
    let mut turned = findings;
    turned.reverse();
    let two = merge::dossier(turned, &merge::Options::default(), &packs);
    assert_eq!(merge::view(&one), merge::view(&two), "the order of the documents must not matter");
    assert_eq!(one, two);
    one
}

fn of_type<'a>(dossier: &'a Dossier, kind: &str) -> Vec<&'a model::Record> {
    dossier.records.iter().filter(|r| r.kind_of.name() == kind).collect()
}

/// Name pairs `a|country|rank|portfolio` = or ≠ the same.
#[test]
fn people_across_documents() {
    let same = [
        ("Nguyễn Bắc Son|VN|minister|ict", "Nguyen Bac Son|VN|minister|ict"),
        ("Szijjártó Péter|HU|minister|foreign", "Peter Szijjarto|HU|minister|foreign"),
        ("Szijjártó Péter|HU|minister|foreign", "Peter Szijjártó|HU|minister|foreign"),
        ("Choi Ki-young|KR|minister|science", "Choi Kiyoung|KR|minister|science"),
        ("Ki-young Choi|KR|minister|science", "Choi Ki Young|KR|minister|science"),
        ("Hun Sen|KH|prime_minister", "Hun Xen|KH|prime_minister"),
        ("Bounthavy Sisavath|LA|minister|ict", "Bun-tha-vi Xi-xa-vát|LA|minister|ict"),
        ("Julio Quispe Maldonado|PE|minister|energy", "Julio Quispe|PE|minister|energy"),
        ("Grace Wanjiru Njoroge|KE|minister|health", "Grace Njoroge|KE|minister|health"),
        ("Sigrún Halldórsdóttir|IS|minister|food", "Sigrun Halldorsdottir|IS|minister|food"),
        ("Phạm Bình Minh|VN|minister|foreign", "Phạm Bình Minh|VN|deputy_prime_minister"),
        ("Suharto|ID|president", "Suharto|ID|president"),
    ];
    let different = [
        ("Nguyễn Mạnh Hùng|VN|minister|ict", "Nguyễn Mạnh Hưng|VN|minister|ict"),
        ("Lê Hữu Tuấn|VN|minister|environment", "Lê Hữu Tuân|VN|minister|environment"),
        ("Trần Văn An|VN|minister|trade", "Trần Văn Ân|VN|minister|trade"),
        ("Kim Min|KR|minister|trade", "Kim Min|KP|minister|trade"),
        ("Nguyen Van Hung|VN|minister|culture", "Nguyen Van Hang|VN|minister|culture"),
        ("Kim Jong-un|KP|president", "Kim Jong-il|KP|president"),
        ("Julio Quispe Maldonado|PE|minister|energy", "Julio Quispe|PE|ambassador"),
        ("Hun Sen|KH|prime_minister", "Hun Manet|KH|prime_minister"),
        ("Suharto|ID|president", "Suharto|ID|ambassador"),
        ("Lý Sơn|VN|minister|trade", "Ly Son|VN|mayor|paris"),
    ];
    let people = |(one, two): (&str, &str)| {
        let mut a = document("en/a.txt", "2019-01-01", &["x"]);
        let mut b = document("vi/b.txt", "2019-02-01", &["y"]);
        person(&mut a, one);
        person(&mut b, two);
        let dossier = merged(vec![a, b]);
        dossier.entities.iter().filter(|e| e.kind_of == model::EntityType::Person).count()
    };
    for pair in same {
        assert_eq!(people(pair), 1, "{pair:?}");
    }
    for pair in different {
        assert_eq!(people(pair), 2, "{pair:?}");
    }
}

#[test]
fn people_kept_apart_in_one_document_stay_apart() {
    let mut a = document("vi/a.txt", "2019-01-01", &["x"]);
    person(&mut a, "Nguyễn Văn Hùng|VN|minister|ict");
    person(&mut a, "Nguyễn Văn Hưng|VN|deputy_minister|ict");
    let mut b = document("en/b.txt", "2019-01-02", &["y"]);
    person(&mut b, "Nguyen Van Hung|VN|minister|ict");
    let dossier = merged(vec![a, b]);
    let view = merge::view(&dossier);
    assert!(view.contains("person  VN  «Nguyễn Văn Hùng»  also «Nguyen Van Hung»"), "{view}");
    assert!(view.contains("person  VN  «Nguyễn Văn Hưng»\n"), "{view}");
    // Without an office nothing says which of the two it is.
    let mut c = document("vi/a.txt", "2019-01-01", &["x"]);
    person(&mut c, "Nguyễn Văn Hùng|VN");
    person(&mut c, "Nguyễn Văn Hưng|VN");
    let mut d = document("en/b.txt", "2019-01-02", &["y"]);
    person(&mut d, "Nguyen Van Hung|VN");
    assert_eq!(merged(vec![c, d]).entities.len(), 3);
}

const STORY: [&str; 6] = [
    "The agriculture ministers of the two countries met in the capital on Monday to speak about the coming season.",
    "Twenty five thousand tonnes of fertiliser will be delivered before the rains, said the visiting minister after the talks.",
    "A joint committee on irrigation is to be set up and will meet for the first time in the spring of next year.",
    "The host thanked her guest for keeping up shipments although prices on the world market had nearly doubled.",
    "Farmers in the river valley have waited for the deliveries since the last harvest failed in several provinces.",
    "The delegation travels to the north on Wednesday, where it will look at rice fields and a research station.",
];

#[test]
fn copies_point_at_the_fuller_text_and_round_ups_do_not() {
    let full = document("en/full.txt", "2022-06-06", &STORY);
    let cut = document(
        "en/cut.txt",
        "2022-06-07",
        &["Another headline stands above this cut copy today", STORY[0], STORY[1]],
    );
    let other: Vec<String> =
        (0..40).map(|n| format!("filler{n} alpha{n} beta{n} gamma{n} delta{n} words of another story")).collect();
    let mut lines: Vec<&str> = other.iter().map(String::as_str).collect();
    lines.extend(STORY);
    let round = document("en/round.txt", "2022-06-08", &lines);
    let unlike = document(
        "en/unlike.txt",
        "2022-06-06",
        &["Nothing of all this was told by the paper that prints other things."],
    );
    let dossier = merged(vec![full, cut, round, unlike]);
    let find = |path: &str| dossier.documents.iter().find(|d| d.path == path).expect("there");
    assert_eq!(find("en/cut.txt").duplicate_of.as_ref(), Some(&find("en/full.txt").id));
    assert_eq!(find("en/full.txt").duplicate_of, None);
    assert_eq!(find("en/round.txt").duplicate_of, None);
    assert!(find("en/full.txt").similar_to.contains(&find("en/round.txt").id));
    assert!(find("en/unlike.txt").similar_to.is_empty());
}

#[test]
fn lines_of_a_site_are_set_aside_with_what_rested_on_them() {
    let page = |n: usize| {
        let own: Vec<String> = (0..30).map(|w| format!("word{n}x{w}")).collect();
        let (own, more) = (own[..15].join(" "), own[15..].join(" "));
        let mut findings =
            document(&format!("en/{n}.txt"), "2022-06-06", &[&own, &more, "Ministers meet in Ruritania next week"]);
        let who = person(&mut findings, "Ana Costa|PT|minister|trade");
        record(&mut findings, "meeting/talks|planned||PT ES|", &[&who], 2);
        record(&mut findings, "assessment/praise|occurred||PT ES|", &[&who], 0);
        findings
    };
    let two = merged(vec![page(1), page(2)]);
    assert_eq!(of_type(&two, "meeting").iter().map(|r| r.evidence.len()).sum::<usize>(), 2);
    let dossier = merged(vec![page(1), page(2), page(3)]);
    assert!(of_type(&dossier, "meeting").is_empty());
    assert_eq!(of_type(&dossier, "assessment").len(), 3);
    assert_eq!(dossier.issues.len(), 3);
    let block = &dossier.documents[0].blocks[2];
    assert!(block.kind.is_furniture() && block.reason.is_some());
}

/// One meeting in three languages.
fn report(path: &str, published: &str, date: &str, hospitals: &str) -> Findings {
    let lines = [
        format!("{path} talks of ministers"),
        format!("{path} signs"),
        format!("{path} grants"),
        format!("{path} beds"),
    ];
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let mut out = document(path, published, &lines);
    let host = person(&mut out, "Grace Wanjiru Njoroge|KE|minister|health");
    let guest = person(&mut out, "Kenji Morimoto|JP|minister|health");
    let deputy = person(&mut out, "Daniel Kiprono Rotich|KE|vice_president");
    record(&mut out, &format!("meeting/talks|occurred|{date}|JP KE|health"), &[&host, &guest], 0);
    record(&mut out, &format!("meeting/courtesy_call|occurred|{date}|JP KE|"), &[&deputy, &guest], 0);
    let kind = "agreement/memorandum_of_cooperation|occurred";
    record(&mut out, &format!("{kind}|{date}|JP KE|telemedicine|step=signed"), &[], 1);
    let aid = record(&mut out, "aid/grant|planned||JP KE|health|n=2400000000", &[&guest], 2);
    let about = format!("n={hospitals}_{} about={aid}", &path[..2]);
    record(&mut out, &format!("figure/target|planned||KE|health|{about}"), &[], 3);
    out
}

#[test]
fn one_event_in_three_languages_with_a_disagreement() {
    let dossier = merged(vec![
        report("en/1.txt", "2023-03-15", "2023-03-14", "38"),
        report("fr/1.txt", "2023-03-15", "2023-03-14", "38"),
        report("vi/1.txt", "2023-03-15", "", "40"),
    ]);
    let view = merge::view(&dossier);
    for kind in ["agreement", "aid", "figure"] {
        assert_eq!(of_type(&dossier, kind).len(), 1, "{kind}\n{view}");
        assert_eq!(of_type(&dossier, kind)[0].evidence.len(), 3, "{kind}\n{view}");
    }
    let meetings = of_type(&dossier, "meeting");
    assert_eq!(meetings.len(), 2, "the courtesy call stays apart\n{view}");
    assert!(meetings.iter().all(|m| m.date.edtf.as_deref() == Some("2023-03-14") && m.evidence.len() == 3), "{view}");
    let figure = of_type(&dossier, "figure")[0];
    assert_eq!(figure.value.as_ref().and_then(|v| v.number.as_deref()), Some("38"));
    let sides: Vec<&str> = figure.conflicts[0].values.iter().map(|v| v.value.as_str()).collect();
    assert_eq!((figure.conflicts[0].slot.as_str(), sides), ("value.number", vec!["38", "40"]));
}

#[test]
fn dates_one_day_apart_are_a_conflict_of_one_meeting() {
    let meet = |path: &str, date: &str| {
        let mut out = document(path, "2023-09-10", &[&format!("They met {date}")]);
        let a = person(&mut out, "Kwabena Asante-Boateng|GH|minister|fisheries");
        let b = person(&mut out, "Sigrún Halldórsdóttir|IS|minister|fisheries");
        record(&mut out, &format!("meeting/talks|occurred|{date}|GH IS|fisheries|at=Reykjavik"), &[&a, &b], 0);
        out
    };
    let dossier = merged(vec![meet("en/6.txt", "2023-09-05"), meet("fr/6.txt", "2023-09-06")]);
    assert_eq!(dossier.records.len(), 1);
    assert_eq!(dossier.records[0].conflicts[0].slot, "date");
    let apart = merged(vec![meet("en/6.txt", "2023-09-05"), meet("fr/6.txt", "2023-09-09")]);
    assert_eq!(apart.records.len(), 2);
}

#[test]
fn other_people_make_another_meeting() {
    let meet = |path: &str, guest: &str| {
        let mut out = document(path, "2019-05-03", &[&format!("They met {path}")]);
        let a = person(&mut out, "Nguyễn Mạnh Hùng|VN|minister|ict");
        let b = person(&mut out, guest);
        record(&mut out, "meeting/talks|occurred|2019-05-02|CU VN|ict|at=Hanoi", &[&a, &b], 0);
        out
    };
    let dossier = merged(vec![
        meet("en/1.txt", "Jorge Perdomo|CU|minister|ict"),
        meet("vi/1.txt", "Lianys Torres|CU|ambassador"),
    ]);
    assert_eq!(dossier.records.len(), 2);
}

#[test]
fn a_planned_signing_becomes_signed() {
    let mut plan = document("en/2.txt", "2022-10-12", &["They are to sign"]);
    let a = person(&mut plan, "Dang Quoc Thinh|VN|minister|education");
    let b = person(&mut plan, "Aigul Nurlanova|KZ|minister|education");
    record(&mut plan, "agreement/agreement|planned|2022-10-20|KZ VN|vocational_training|step=planned", &[&a, &b], 0);
    let mut done = document("vi/2.txt", "2022-10-21", &["Đã ký"]);
    let a = person(&mut done, "Đặng Quốc Thịnh|VN|minister|education");
    let b = person(&mut done, "Aigul Nurlanova|KZ|minister|education");
    record(&mut done, "agreement/agreement|occurred|2022-10-20|KZ VN|vocational_training|step=signed", &[&a, &b], 0);
    let dossier = merged(vec![plan, done]);
    let record = &dossier.records[0];
    assert_eq!((dossier.records.len(), record.status), (1, Status::Occurred));
    let agreement = record.agreement.as_ref().expect("an agreement");
    let steps: Vec<&str> = agreement.life.iter().map(|s| s.step.as_str()).collect();
    assert_eq!((steps, agreement.status.as_str()), (vec!["planned", "signed"], "signed"));
    let names: Vec<&str> = dossier.entities.iter().map(|e| e.name.as_str()).collect();
    assert!(names.contains(&"Đặng Quốc Thịnh"), "{names:?}");
}

#[test]
fn a_visit_called_off_keeps_its_plan() {
    let mut plan = document("fr/4.txt", "2023-05-02", &["Il se rendra"]);
    let a = person(&mut plan, "Karim Jebali|TN|minister|transport");
    record(&mut plan, "visit/working|planned|2023-05-11/2023-05-12|PT TN|transport", &[&a], 0);
    let mut off = document("en/3.txt", "2023-05-09", &["He has called off", "The visit had been scheduled"]);
    let a = person(&mut off, "Karim Jebali|TN|minister|transport");
    record(&mut off, "setback/cancelled|occurred|2023-05-09|PT TN|", &[&a], 0);
    record(&mut off, "visit/official|planned|2023-05-11/2023-05-12|PT TN|transport", &[&a], 1);
    let dossier = merged(vec![plan, off]);
    let view = merge::view(&dossier);
    let (visits, setbacks) = (of_type(&dossier, "visit"), of_type(&dossier, "setback"));
    assert_eq!((visits.len(), setbacks.len()), (1, 1), "{view}");
    assert_eq!(visits[0].status, Status::Planned);
    assert_eq!(setbacks[0].about, [visits[0].id.clone()], "{view}");
}

#[test]
fn a_promise_is_repeated_then_kept() {
    let promise = |path: &str, published: &str| {
        let mut out = document(path, published, &["three million doses"]);
        let a = person(&mut out, "Ratih Kusumawardani|ID|minister|foreign");
        record(&mut out, "aid/relief|planned||FJ ID|vaccines|n=3000000_doses due=2022", &[&a], 0);
        out
    };
    let mut kept = document("en/5.txt", "2023-01-09", &["all were delivered"]);
    record(&mut kept, "aid/relief|occurred|2022-10-04/2022-12-28|FJ ID|vaccines|n=3000000_doses", &[], 0);
    let dossier = merged(vec![promise("en/4.txt", "2022-07-18"), promise("fr/5.txt", "2022-09-23"), kept]);
    let view = merge::view(&dossier);
    let aid = of_type(&dossier, "aid");
    assert_eq!(aid.len(), 2, "{view}");
    let (promise, deed) =
        (aid.iter().find(|r| r.status == Status::Planned), aid.iter().find(|r| r.status == Status::Occurred));
    let (promise, deed) = (promise.expect("planned"), deed.expect("done"));
    assert_eq!(promise.evidence.len(), 2);
    assert_eq!(deed.about, [promise.id.clone()]);
    assert!(promise.reasons.iter().any(|r| r.starts_with("repeated")), "{view}");
    assert!(promise.reasons.iter().any(|r| r.starts_with("reported as done")), "{view}");
}

#[test]
fn undated_events_are_before_their_report() {
    let mut out = document("en/1.txt", "2020-02-27", &["They met"]);
    let a = person(&mut out, "Ana Costa|PT|minister|trade");
    record(&mut out, "meeting/talks|occurred||ES PT|", &[&a], 0);
    record(&mut out, "meeting/talks|planned||ES PT|", &[&a], 0);
    let dossier = merged(vec![out]);
    let dates: Vec<Option<&str>> = dossier.records.iter().map(|r| r.date.edtf.as_deref()).collect();
    assert!(dates.contains(&Some("[..2020-02-27]")) && dates.contains(&None), "{dates:?}");
}

#[test]
fn years_from_offices() {
    let story = || {
        let mut out = document("en/1.txt", "", &["On 25 September they met"]);
        let a = person(&mut out, "Ana Costa|PT|minister|trade");
        let b = person(&mut out, "Luis Vega|ES|minister|trade");
        record(&mut out, "meeting/talks|occurred|XXXX-09-25|ES PT|", &[&a, &b], 0);
        out
    };
    let table = "Ana Costa\tPT\tminister\t2016-04-09\t2018-07-23\nLuis Vega\tES\tminister\t2017-01-31\t2018-07-31\n";
    let with = |table: &str| {
        let offices = Some(merge::OfficeTable::parse(table).expect("a good table"));
        let options = merge::Options { offices, ..Default::default() };
        merge::dossier(vec![story()], &options, &packs()).records.remove(0).date
    };
    let date = with(table);
    assert_eq!((date.edtf.as_deref(), date.basis), (Some("2017-09-25"), model::Basis::Inferred));
    assert!(date.reason.is_some_and(|r| r.contains("offices.tsv:1") && r.contains("only year")));
    assert_eq!(with("").edtf.as_deref(), Some("XXXX-09-25"));
    assert_eq!(with("Ana Costa\tPT\tminister\t2016-04-09\t2018-07-23\n").edtf.as_deref(), Some("XXXX-09-25"));
    assert!(merge::OfficeTable::parse("no tabs").is_err());
}

#[test]
fn a_name_spelled_by_sound_beside_its_own_spelling() {
    let mut a = document("vi/a.txt", "2021-11-05", &["x"]);
    person(&mut a, "Bounthavy Sisavath|LA|minister|ict");
    person(&mut a, "Bun-tha-vi Xi-xa-vát|VN");
    let dossier = merged(vec![a]);
    let people: Vec<&str> =
        dossier.entities.iter().filter(|e| e.kind_of == model::EntityType::Person).map(|e| e.name.as_str()).collect();
    assert_eq!(people, ["Bounthavy Sisavath"]);
}

#[test]
fn what_is_told_before_its_planned_day_is_another_thing() {
    let visit = |path: &str, published: &str, spec: &str| {
        let mut out = document(path, published, &[path]);
        let a = person(&mut out, "Karim Jebali|TN|minister|transport");
        record(&mut out, spec, &[&a], 0);
        out
    };
    let plan = visit("fr/4.txt", "2023-05-02", "visit/working|planned|2023-05-11/2023-05-12|PT TN|");
    let before = visit("en/3.txt", "2023-05-09", "visit/working|occurred||PT TN|");
    let after = visit("en/3.txt", "2023-05-13", "visit/working|occurred|2023-05-11/2023-05-12|PT TN|");
    assert_eq!(merged(vec![plan.clone(), before]).records.len(), 2);
    assert_eq!(merged(vec![plan, after]).records.len(), 1);
}

#[test]
fn promises_meet_by_the_numbers_of_their_figures() {
    let promise = |path: &str, spec: &str| {
        let mut out = report(path, "2023-03-15", "2023-03-14", "38");
        let id = record(&mut out, spec, &[], 3);
        record(&mut out, &format!("figure/target|planned||KE||n=500_{} about={id}", &path[..2]), &[], 3);
        out
    };
    let dossier = merged(vec![
        promise("en/1.txt", "commitment/promise|planned||JP KE|training|due=2024"),
        promise("fr/1.txt", "commitment/promise|planned||KE|telemedicine|due=2024-12-31"),
    ]);
    assert_eq!(of_type(&dossier, "commitment").len(), 1, "{}", merge::view(&dossier));
}
