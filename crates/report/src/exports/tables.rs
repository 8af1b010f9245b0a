//! The flat tables that CSV writes and that other columnar formats can take: one observation a row.

use crate::case::Case;
use model::{DateValue, Document, Record};
use std::collections::{BTreeMap, BTreeSet};

/// A column.
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its Frictionless type.
    pub kind: &'static str,
    /// One line for the codebook.
    pub meaning: String,
    /// The table whose `id` it holds.
    pub refers: Option<&'static str>,
}

/// A table with all cells as text.
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// One line for the codebook.
    pub meaning: &'static str,
    /// The primary key, where one column is enough.
    pub key: Option<&'static str>,
    /// Columns.
    pub fields: Vec<Field>,
    /// Rows, each as long as `fields`.
    pub rows: Vec<Vec<String>>,
}

/// All tables, in the order of the codebook.
pub fn all(case: &Case) -> Vec<Table> {
    vec![
        documents(case),
        records(case),
        parties(case),
        evidence(case),
        life(case),
        offices(case),
        figures(case),
        super::panel::table(case),
    ]
}

/// A column that refers to no other table.
pub fn field(name: &str, kind: &'static str, meaning: &str) -> Field {
    Field { name: name.to_string(), kind, meaning: meaning.to_string(), refers: None }
}

fn id_of(name: &str, table: &'static str, meaning: &str) -> Field {
    Field { refers: Some(table), ..field(name, "string", meaning) }
}

fn date_fields(stem: &str, meaning: &str) -> Vec<Field> {
    vec![
        field(stem, "string", &format!("{meaning}, EDTF (ISO 8601-2)")),
        field(&format!("{stem}_earliest"), "date", "first possible day"),
        field(&format!("{stem}_latest"), "date", "last possible day"),
        field(&format!("{stem}_basis"), "string", "stated, resolved, inferred or unknown"),
    ]
}

fn date_cells(date: Option<&DateValue>) -> Vec<String> {
    let Some(date) = date.filter(|d| d.is_known()) else { return vec![String::new(); 4] };
    let basis = serde_json::to_value(date.basis).ok().and_then(|v| v.as_str().map(str::to_string));
    vec![opt(&date.edtf), opt(&date.earliest), opt(&date.latest), basis.unwrap_or_default()]
}

fn opt(text: &Option<String>) -> String {
    text.clone().unwrap_or_default()
}

fn documents(case: &Case) -> Table {
    let mut fields = vec![
        field("id", "string", "id of the document"),
        field("path", "string", "path relative to the input"),
        field("language", "string", "ISO 639-1, or 639-3"),
        field("title", "string", "headline"),
        field("outlet", "string", "newspaper, agency or site"),
    ];
    fields.extend(date_fields("published", "publication date"));
    fields.extend([
        field("url", "string", "address of the page"),
        field("countries", "string", "ISO 3166-1 alpha-2 codes of the countries that act, parted by |"),
        id_of("duplicate_of", "documents", "the fuller copy of the same story"),
        field("records", "integer", "facts with evidence in this document"),
        field("bytes", "integer", "length of the document's own bytes"),
        field("sha256", "string", "SHA-256 of these bytes"),
    ]);
    let mut counts: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for record in &case.dossier.records {
        for evidence in &record.evidence {
            counts.entry(&evidence.document).or_default().insert(&record.id);
        }
    }
    let row = |d: &Document| {
        let mut row = vec![d.id.clone(), d.path.clone(), d.language.clone(), case.title(d), opt(&d.outlet)];
        row.extend(date_cells(Some(&d.published)));
        let n = counts.get(d.id.as_str()).map_or(0, BTreeSet::len);
        row.extend([
            opt(&d.url),
            d.countries.join("|"),
            opt(&d.duplicate_of),
            n.to_string(),
            d.bytes.to_string(),
            d.sha256.clone(),
        ]);
        row
    };
    let rows = case.dossier.documents.iter().map(row).collect();
    Table { name: "documents", meaning: "one row a document", key: Some("id"), fields, rows }
}

fn records(case: &Case) -> Table {
    let mut fields = vec![
        field("id", "string", "id of the record"),
        field("number", "integer", "running number in the report"),
        field("type", "string", "one of the fourteen types"),
        field("kind", "string", "the kind within the type"),
        field("status", "string", "what became of the thing, not of the saying"),
        field("track", "string", "government, parliament, party, military, subnational, business, civil"),
        field("countries", "string", "ISO 3166-1 alpha-2 codes, parted by |"),
    ];
    fields.extend(date_fields("date", "when it happened"));
    fields.extend([
        field("reported_first", "date", "first report"),
        field("reported_last", "date", "last report"),
        field("place", "string", "place as named"),
        field("place_country", "string", "ISO 3166-1 alpha-2"),
        field("what", "string", "the source's own words"),
        field("language", "string", "language of what"),
        field("label", "string", "one sentence made from the slots by templates"),
        field("topics", "string", "topic ids, parted by |"),
        field("agreement_status", "string", "last step evidenced"),
        field("agreement_title", "string", "title or subject as written"),
    ]);
    fields.extend(date_fields("deadline", "by when"));
    fields.extend([
        field("said_by", "string", "entity id of who says it"),
        field("about", "string", "ids of the records it is about, parted by |"),
        field("sources", "integer", "independent sources: copies of one story count once"),
        field("findings", "integer", "places of evidence"),
        field("conflicts", "string", "slots on which sources disagree, parted by |"),
        field("confidence", "string", "sure, likely or guess"),
        field("rule", "string", "the rule that made it"),
        field("plover", "string", "PLOVER event"),
        field("plover_mode", "string", "PLOVER mode"),
        field("cameo", "string", "CAMEO codes, parted by |"),
    ]);
    let row = |r: &Record| {
        let mut row = vec![
            r.id.clone(),
            case.number(&r.id).to_string(),
            r.kind_of.name().to_string(),
            opt(&r.kind),
            r.status.name().to_string(),
            r.track.clone(),
            r.countries.join("|"),
        ];
        row.extend(date_cells(Some(&r.date)));
        let place = r.place.as_ref();
        let agreement = r.agreement.as_ref();
        row.extend([
            opt(&r.reported.first),
            opt(&r.reported.last),
            place.map(|p| p.name.clone()).unwrap_or_default(),
            place.map(|p| opt(&p.country)).unwrap_or_default(),
            r.what.clone(),
            r.language.clone(),
            crate::sentence::label(case, case.tongue(), r),
            r.topics.join("|"),
            agreement.map(|a| a.status.clone()).unwrap_or_default(),
            agreement.map(|a| opt(&a.title)).unwrap_or_default(),
        ]);
        row.extend(date_cells(r.deadline.as_ref()));
        let slots: Vec<&str> = r.conflicts.iter().map(|c| c.slot.as_str()).collect();
        row.extend([
            opt(&r.said_by),
            r.about.join("|"),
            case.sources(r).to_string(),
            r.evidence.len().to_string(),
            slots.join("|"),
            r.confidence.name().to_string(),
            r.rule.clone(),
            r.plover.as_ref().map(|p| p.event.clone()).unwrap_or_default(),
            r.plover.as_ref().map(|p| opt(&p.mode)).unwrap_or_default(),
            r.cameo.join("|"),
        ]);
        row
    };
    let rows = case.dossier.records.iter().map(row).collect();
    Table { name: "records", meaning: "one row a fact, doubtful ones included", key: Some("id"), fields, rows }
}

/// ISO 3166-1 alpha-3, UN M49 and Correlates of War codes of a country, as far as `world/countries.tsv` has them.
fn codes(case: &Case, country: Option<&str>) -> [String; 3] {
    let rows = case.packs.world().rows("countries").iter();
    let row = country.and_then(|code| rows.into_iter().find(|r| r.get("iso2") == code));
    ["iso3", "m49", "cow"].map(|column| row.map(|r| r.get(column).to_string()).unwrap_or_default())
}

fn parties(case: &Case) -> Table {
    let fields = vec![
        id_of("record", "records", "the fact"),
        field("n", "integer", "running number within the record"),
        field("entity", "string", "entity id; empty for an unnamed group"),
        field("name", "string", "best name of the entity"),
        field("text", "string", "the words that name it"),
        field("organisation", "string", "entity id of the organisation a person speaks for"),
        field("office", "string", "rank of the office held"),
        field("country", "string", "ISO 3166-1 alpha-2"),
        field("iso3", "string", "ISO 3166-1 alpha-3"),
        field("m49", "string", "UN M49"),
        field("cow", "string", "Correlates of War number"),
        field("role", "string", "host, visitor, participant, party, signatory and so on"),
        field("basis", "string", "stated, resolved or inferred"),
    ];
    let mut rows = Vec::new();
    for record in &case.dossier.records {
        for (at, party) in record.parties.iter().enumerate() {
            let name = party.entity.as_deref().and_then(|e| case.entity(e)).map(|e| e.name.clone()).unwrap_or_default();
            let [iso3, m49, cow] = codes(case, party.country.as_deref());
            let basis = serde_json::to_value(party.basis).ok().and_then(|v| v.as_str().map(str::to_string));
            rows.push(vec![
                record.id.clone(),
                (at + 1).to_string(),
                opt(&party.entity),
                name,
                party.text.clone(),
                opt(&party.organisation),
                opt(&party.office),
                opt(&party.country),
                iso3,
                m49,
                cow,
                party.role.clone(),
                basis.unwrap_or_default(),
            ]);
        }
    }
    Table { name: "parties", meaning: "one row an actor of a fact", key: None, fields, rows }
}

fn evidence(case: &Case) -> Table {
    let fields = vec![
        field("finding", "string", "id of the finding, the anchor in the report"),
        id_of("record", "records", "the fact"),
        id_of("document", "documents", "the source"),
        field("start", "integer", "first byte in the decoded source"),
        field("end", "integer", "one past the last byte"),
        field("language", "string", "language of the quote"),
        field("quote", "string", "what a reader sees of the quote"),
    ];
    let rows = case.dossier.records.iter().flat_map(|record| {
        record.evidence.iter().map(move |e| {
            vec![
                e.finding.clone(),
                record.id.clone(),
                e.document.clone(),
                e.start.to_string(),
                e.end.to_string(),
                e.language.clone(),
                case.quote(e),
            ]
        })
    });
    Table { name: "evidence", meaning: "one row a place of evidence", key: None, fields, rows: rows.collect() }
}

fn life(case: &Case) -> Table {
    let mut fields = vec![
        id_of("record", "records", "the agreement"),
        field("n", "integer", "running number within the agreement"),
        field("step", "string", "planned, initialled, signed and so on"),
    ];
    fields.extend(date_fields("date", "when"));
    fields.extend([field("place", "string", "where"), field("evidence", "string", "finding ids, parted by |")]);
    let mut rows = Vec::new();
    for record in &case.dossier.records {
        for (at, step) in record.agreement.iter().flat_map(|a| &a.life).enumerate() {
            let mut row = vec![record.id.clone(), (at + 1).to_string(), step.step.clone()];
            row.extend(date_cells(Some(&step.date)));
            row.extend([step.place.as_ref().map(|p| p.name.clone()).unwrap_or_default(), step.evidence.join("|")]);
            rows.push(row);
        }
    }
    Table { name: "life", meaning: "one row a step in the life of an agreement", key: None, fields, rows }
}

fn offices(case: &Case) -> Table {
    let fields = vec![
        field("entity", "string", "entity id of the person"),
        field("name", "string", "best name"),
        field("country", "string", "ISO 3166-1 alpha-2 of the office"),
        field("title", "string", "title as written"),
        field("rank", "string", "language-neutral rank"),
        field("portfolio", "string", "language-neutral portfolio ids, joined by +"),
        field("organisation", "string", "entity id of the organisation"),
        field("standing", "string", "former, acting or designate; empty for the holder"),
        field("seen_first", "string", "first date on which the office was seen held"),
        field("seen_last", "string", "last such date"),
    ];
    let mut rows = Vec::new();
    for entity in &case.dossier.entities {
        for role in &entity.roles {
            let seen = |last: bool| {
                if last { role.seen.iter().max() } else { role.seen.iter().min() }.cloned().unwrap_or_default()
            };
            rows.push(vec![
                entity.id.clone(),
                entity.name.clone(),
                opt(&role.country),
                role.title.clone(),
                opt(&role.rank),
                opt(&role.portfolio),
                opt(&role.organisation),
                opt(&role.standing),
                seen(false),
                seen(true),
            ]);
        }
    }
    Table { name: "offices", meaning: "one row an office held by a person", key: None, fields, rows }
}

fn figures(case: &Case) -> Table {
    let mut fields = vec![
        id_of("record", "records", "the figure"),
        field("kind", "string", "actual, target or forecast"),
        field("number", "string", "decimal digits as in the source"),
        field("low", "string", "lower end of a range"),
        field("high", "string", "upper end of a range"),
        field("qualifier", "string", "more_than, at_least, nearly, about, up_to or less_than"),
        field("unit", "string", "unit"),
        field("currency", "string", "ISO 4217"),
        field("what", "string", "what is counted"),
        field("country", "string", "the country it speaks of"),
        field("said_by", "string", "entity id of who said it"),
        field("previous", "string", "record id of the earlier value"),
    ];
    fields.extend(date_fields("as_of", "as of when"));
    fields.extend(date_fields("by", "by when"));
    let mut rows = Vec::new();
    for record in &case.dossier.records {
        let Some(v) = &record.value else { continue };
        let mut row = vec![record.id.clone(), opt(&record.kind)];
        let slots = [
            &v.number,
            &v.low,
            &v.high,
            &v.qualifier,
            &v.unit,
            &v.currency,
            &v.what,
            &v.country,
            &v.said_by,
            &v.previous,
        ];
        row.extend(slots.map(opt));
        row.extend(date_cells(v.as_of.as_ref()));
        row.extend(date_cells(v.by.as_ref()));
        rows.push(row);
    }
    Table { name: "figures", meaning: "one row a number that somebody claims", key: None, fields, rows }
}
