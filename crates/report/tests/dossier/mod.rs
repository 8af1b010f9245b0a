//! A small dossier by hand: two documents, nested and crossing quotes, a conflict, an overdue promise, hostile text.

use model::*;

pub const TEXT: &str = "Title here\nMinister Ito met Mr Wanjiru in Nairobi on 14 March 2023 and signed a pact. Kenya will train 500 nurses by the end of 2023.\n<script>alert(1)</script> \u{202e}evil\u{202c} =cmd\nRead also: other news";
pub const PAGE: &str =
    "<html><body><p>Le Ministre <b>Ito</b> a re&ccedil;u M. Wanjiru &agrave; Nairobi.</p></body></html>";

fn at(text: &str, words: &str) -> (usize, usize) {
    let start = text.find(words).expect("the words stand in the text");
    (start, start + words.len())
}

fn block(text: &str, words: &str, kind: BlockKind) -> Block {
    let (start, end) = at(text, words);
    let reason = kind.is_furniture().then(|| "list of headlines".to_string());
    Block { kind, start, end, language: "en".to_string(), story: 1, reason }
}

pub fn document(id: &str, path: &str, text: &str, language: &str, published: &str) -> Document {
    Document {
        id: id.to_string(),
        path: path.to_string(),
        paths: vec![path.to_string()],
        external_id: None,
        url: Some("javascript:alert(1)".to_string()),
        sha256: String::new(),
        bytes: text.len() as u64,
        media_type: if text.starts_with('<') { "text/html" } else { "text/plain" }.to_string(),
        encoding: "utf-8".to_string(),
        language: language.to_string(),
        languages: Vec::new(),
        title: Some(Quoted { text: "</script><b>Title</b> & more".to_string(), start: None, end: None }),
        outlet: Some("VNA".to_string()),
        byline: None,
        dateline: None,
        published: DateValue::new(published, Basis::Stated, None, Vec::new()),
        updated: None,
        blocks: Vec::new(),
        duplicate_of: None,
        similar_to: Vec::new(),
        countries: Vec::new(),
        notes: Vec::new(),
        extra: Default::default(),
        text: text.to_string(),
    }
}

pub fn evidence(document: &Document, kind: RecordType, words: &str) -> Evidence {
    let (start, end) = at(&document.text, words);
    Evidence {
        finding: finding_id(&document.id, start, end, kind.name()),
        document: document.id.clone(),
        start,
        end,
        quote: words.to_string(),
        words: None,
        context: None,
        language: document.language.clone(),
    }
}

pub fn record(
    id: &str,
    kind_of: RecordType,
    kind: &str,
    status: Status,
    date: &str,
    evidence: Vec<Evidence>,
) -> Record {
    let party = |entity: &str, text: &str, country: &str| Party {
        entity: Some(entity.to_string()),
        text: text.to_string(),
        office: Some("minister".to_string()),
        country: Some(country.to_string()),
        role: "participant".to_string(),
        basis: Basis::Stated,
        ..Party::default()
    };
    Record {
        id: id.to_string(),
        kind_of,
        kind: Some(kind.to_string()),
        status,
        track: "government".to_string(),
        parties: vec![party("e-1", "Minister Ito", "JP"), party("e-2", "Mr Wanjiru", "KE")],
        said_by: None,
        countries: vec!["JP".to_string(), "KE".to_string()],
        date: DateValue::new(date, Basis::Stated, None, Vec::new()),
        reported: Reported::default(),
        place: Some(Place { name: "Nairobi".to_string(), basis: Basis::Stated, ..Place::default() }),
        what: evidence.first().map(|e| e.quote.clone()).unwrap_or_default(),
        language: "en".to_string(),
        label: Default::default(),
        topics: vec!["health".to_string()],
        agreement: None,
        value: None,
        deadline: None,
        about: Vec::new(),
        conflicts: Vec::new(),
        evidence,
        confidence: Confidence::Sure,
        rule: "en/test.rule".to_string(),
        plover: Some(Plover { event: "CONSULT".to_string(), mode: None }),
        cameo: Vec::new(),
        aliases: Vec::new(),
        reasons: Vec::new(),
    }
}

fn person(id: &str, name: &str, country: &str) -> Entity {
    Entity {
        id: id.to_string(),
        kind_of: EntityType::Person,
        name: name.to_string(),
        names: vec![EntityName { text: format!("{name} <i>"), language: "en".to_string() }],
        country: Some(country.to_string()),
        wikidata: None,
        kind: None,
        parent: None,
        key: None,
        roles: vec![Role { title: "=Minister".to_string(), seen: vec!["2023-03-14".to_string()], ..Role::default() }],
        reasons: Vec::new(),
    }
}

/// The whole dossier.
pub fn dossier() -> Dossier {
    let mut plain = document("d-1", "a folder/one #1%.txt", TEXT, "en", "2024-03-15");
    plain.blocks = vec![
        block(TEXT, "Title here", BlockKind::Title),
        block(
            TEXT,
            "Minister Ito met Mr Wanjiru in Nairobi on 14 March 2023 and signed a pact. Kenya will train 500 nurses by the end of 2023.",
            BlockKind::Body,
        ),
        block(TEXT, "<script>alert(1)</script> \u{202e}evil\u{202c} =cmd", BlockKind::Body),
        block(TEXT, "Read also: other news", BlockKind::Related),
    ];
    let mut marked = document("d-2", "two.html", PAGE, "fr", "2023-03-16");
    let (start, end) = at(PAGE, "Le Ministre <b>Ito</b> a re&ccedil;u M. Wanjiru &agrave; Nairobi.");
    marked.blocks =
        vec![Block { kind: BlockKind::Body, start, end, language: "fr".to_string(), story: 1, reason: None }];
    let mut french =
        evidence(&marked, RecordType::Meeting, "Le Ministre <b>Ito</b> a re&ccedil;u M. Wanjiru &agrave; Nairobi.");
    french.words = Some("Le Ministre Ito a re\u{e7}u M. Wanjiru \u{e0} Nairobi.".to_string());

    let words = "Minister Ito met Mr Wanjiru in Nairobi on 14 March 2023";
    let mut meeting = record(
        "r-1",
        RecordType::Meeting,
        "talks",
        Status::Occurred,
        "2023-03-14",
        vec![evidence(&plain, RecordType::Meeting, words), french],
    );
    meeting.conflicts = vec![Conflict {
        slot: "date".to_string(),
        values: meeting
            .evidence
            .iter()
            .zip(["2023-03-14", "2023-03-15"])
            .map(|(e, v)| ConflictValue { value: v.to_string(), evidence: vec![e.finding.clone()] })
            .collect(),
    }];
    let nested = evidence(&plain, RecordType::Visit, "in Nairobi");
    let visit = record("r-2", RecordType::Visit, "working", Status::Occurred, "[..2023-03-15]", vec![nested]);
    let crossing = evidence(&plain, RecordType::Agreement, "14 March 2023 and signed a pact");
    let finding = crossing.finding.clone();
    let mut pact = record("r-3", RecordType::Agreement, "agreement", Status::Occurred, "2023-03-14", vec![crossing]);
    pact.agreement = Some(Agreement {
        status: "signed".to_string(),
        count: 1,
        life: vec![LifeStep {
            step: "signed".to_string(),
            date: pact.date.clone(),
            place: None,
            evidence: vec![finding],
        }],
        ..Agreement::default()
    });
    let promise_words = "Kenya will train 500 nurses by the end of 2023.";
    let mut promise = record(
        "r-4",
        RecordType::Commitment,
        "promise",
        Status::Planned,
        "2023-03-14",
        vec![evidence(&plain, RecordType::Commitment, promise_words)],
    );
    promise.deadline = Some(DateValue::new("2023-12", Basis::Stated, None, Vec::new()));
    let mut figure = record(
        "r-5",
        RecordType::Figure,
        "target",
        Status::Planned,
        "2023-03-14",
        vec![evidence(&plain, RecordType::Figure, "500 nurses")],
    );
    figure.value = Some(Value {
        number: Some("500".to_string()),
        unit: Some("nurses".to_string()),
        what: Some("nurses".to_string()),
        ..Value::default()
    });
    let evil = evidence(&plain, RecordType::Assessment, "<script>alert(1)</script> \u{202e}evil\u{202c} =cmd");
    let praise = record("r-6", RecordType::Assessment, "praise", Status::Occurred, "2023-03-14", vec![evil]);
    let mut doubtful = record(
        "r-7",
        RecordType::Plan,
        "launch",
        Status::Planned,
        "2023-03-14",
        vec![evidence(&plain, RecordType::Plan, "Title here")],
    );
    doubtful.confidence = Confidence::Guess;
    Dossier {
        documents: vec![plain, marked],
        entities: vec![person("e-1", "Ito \u{110}\u{1ee9}c", "JP"), person("e-2", "Wanjiru", "KE")],
        mentions: Vec::new(),
        records: vec![meeting, visit, pact, promise, figure, praise, doubtful],
        issues: vec![Issue::new(Severity::Note, "load.empty", "empty.txt", "an empty file: nothing to read")],
    }
}
