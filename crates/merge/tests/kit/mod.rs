//! Findings built by hand from short lines, for tests of merge.

use model::{
    Agreement, Basis, Block, BlockKind, DateValue, Document, Entity, EntityName, EntityType, Evidence, Findings, Party,
    Place, Record, RecordType, Role, Status, Value, finding_id, hex16,
};

/// A document of body lines.
pub fn document(path: &str, published: &str, lines: &[&str]) -> Findings {
    let text = lines.join("\n");
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in lines {
        blocks.push(Block {
            kind: BlockKind::Body,
            start: at,
            end: at + line.len(),
            language: path[..2].to_string(),
            story: 1,
            reason: None,
        });
        at += line.len() + 1;
    }
    let document = Document {
        id: format!("d-{}", hex16(&[path])),
        path: path.to_string(),
        paths: vec![path.to_string()],
        external_id: None,
        url: None,
        sha256: String::new(),
        bytes: 0,
        media_type: "text/plain".into(),
        encoding: "utf-8".into(),
        language: path[..2].to_string(),
        languages: Vec::new(),
        title: None,
        outlet: None,
        byline: None,
        dateline: None,
        published: match published {
            "" => DateValue::unknown(),
            day => DateValue::new(day, Basis::Stated, None, Vec::new()),
        },
        updated: None,
        blocks,
        duplicate_of: None,
        similar_to: Vec::new(),
        countries: Vec::new(),
        notes: Vec::new(),
        extra: serde_json::Map::new(),
        text,
    };
    Findings { document, entities: Vec::new(), mentions: Vec::new(), records: Vec::new(), issues: Vec::new() }
}

/// Adds a person `name|COUNTRY|rank|portfolio`; returns the local id.
pub fn person(findings: &mut Findings, spec: &str) -> String {
    let cells: Vec<&str> = spec.split('|').collect();
    let cell = |at: usize| cells.get(at).copied().filter(|c| !c.is_empty()).map(str::to_string);
    let organisation = cell(3).map(|portfolio| {
        let land = cell(1).unwrap_or_default();
        body(findings, &format!("ministry:{land}:{portfolio}"), &land)
    });
    let id = format!("#{}", findings.entities.len());
    let mut entity = bare(findings, &id, EntityType::Person, cells[0], cell(1));
    if let Some(rank) = cell(2) {
        entity.roles.push(Role {
            title: rank.clone(),
            rank: Some(rank),
            portfolio: cell(3),
            organisation,
            country: cell(1),
            ..Role::default()
        });
    }
    findings.entities.push(entity);
    id
}

/// Adds an organisation with a key.
pub fn body(findings: &mut Findings, key: &str, land: &str) -> String {
    if let Some(known) = findings.entities.iter().find(|e| e.key.as_deref() == Some(key)) {
        return known.id.clone();
    }
    let id = format!("#{}", findings.entities.len());
    let mut entity = bare(findings, &id, EntityType::Organisation, key, Some(land.to_string()));
    entity.key = Some(key.to_string());
    findings.entities.push(entity);
    id
}

fn bare(findings: &Findings, id: &str, kind_of: EntityType, name: &str, country: Option<String>) -> Entity {
    Entity {
        id: id.to_string(),
        kind_of,
        name: name.to_string(),
        names: vec![EntityName { text: name.to_string(), language: findings.document.language.clone() }],
        country,
        wikidata: None,
        kind: None,
        parent: None,
        key: None,
        roles: Vec::new(),
        reasons: Vec::new(),
    }
}

/// Adds a record `type/kind|status|date|countries|topics|extras` with people as parties and the words of a line as quote.
///
/// Extras: `n=38 unit` a number, `due=2024` a deadline, `step=signed` an agreement, `at=Hanoi` a place.
pub fn record(findings: &mut Findings, spec: &str, people: &[&str], line: usize) -> String {
    let cells: Vec<&str> = spec.split('|').map(str::trim).collect();
    let (kind_of, kind) = cells[0].split_once('/').unwrap_or((cells[0], ""));
    let document = &findings.document;
    let block = document.blocks[line].clone();
    let quote = document.text[block.start..block.end].to_string();
    // Facts of one line differ in their first byte, as clauses do.
    let start = block.start;
    let finding = finding_id(&document.id, start + findings.records.len(), block.end, kind_of);
    let id = format!("r-{}", &finding[2..]);
    let date = |edtf: &str| match edtf {
        "" => DateValue::unknown(),
        edtf => DateValue::new(edtf, Basis::Stated, None, Vec::new()),
    };
    let words = |at: usize| -> Vec<String> {
        cells.get(at).copied().unwrap_or("").split_whitespace().map(str::to_string).collect()
    };
    let parties = people.iter().map(|id| {
        let entity = findings.entities.iter().find(|e| e.id == *id).expect("a known person");
        Party {
            entity: Some((*id).to_string()),
            text: entity.name.clone(),
            country: entity.country.clone(),
            organisation: entity.roles.first().and_then(|r| r.organisation.clone()),
            role: "participant".into(),
            ..Party::default()
        }
    });
    let mut record = Record {
        id: id.clone(),
        kind_of: RecordType::parse(kind_of).expect("a type"),
        kind: Some(kind.to_string()).filter(|k| !k.is_empty()),
        status: Status::parse(cells[1]).expect("a status"),
        track: "government".into(),
        parties: parties.collect(),
        said_by: None,
        countries: words(3),
        date: date(cells[2]),
        reported: model::Reported::default(),
        place: None,
        what: quote.clone(),
        language: document.language.clone(),
        label: std::collections::BTreeMap::new(),
        topics: words(4),
        agreement: None,
        value: None,
        deadline: None,
        about: Vec::new(),
        conflicts: Vec::new(),
        evidence: vec![Evidence {
            finding,
            document: document.id.clone(),
            start,
            end: block.end,
            quote,
            words: None,
            context: None,
            language: document.language.clone(),
        }],
        confidence: model::Confidence::Sure,
        rule: "test".into(),
        plover: None,
        cameo: Vec::new(),
        aliases: Vec::new(),
        reasons: Vec::new(),
    };
    for extra in words(5) {
        let (key, value) = extra.split_once('=').expect("key=value");
        match key {
            "n" => {
                let (number, unit) = value.split_once('_').unwrap_or((value, ""));
                record.value = Some(Value {
                    number: Some(number.to_string()),
                    unit: Some(unit.to_string()).filter(|u| !u.is_empty()),
                    ..Value::default()
                });
            }
            "due" => record.deadline = Some(date(value)),
            "step" => {
                record.agreement = Some(Agreement { status: value.to_string(), count: 1, ..Agreement::default() });
            }
            "at" => record.place = Some(Place { name: value.to_string(), ..Place::default() }),
            "about" => record.about.push(value.to_string()),
            other => panic!("unknown extra {other}"),
        }
    }
    findings.records.push(record);
    id
}
