//! FollowTheMoney entities, one a line: people, organisations, documents, and facts as events.
//!
//! What is lost: spans and quotes but the first, statuses and bases, agreement steps, conflicts. Countries are codes, not
//! entities; doubtful records are left out.

use crate::case::Case;
use crate::sentence;
use model::{Entity, EntityType, Record};
use serde_json::{Map, Value, json};

/// JSON lines.
pub fn lines(case: &Case) -> String {
    let entities = case.dossier.entities.iter().filter_map(|e| entity(case, e));
    let documents = case.dossier.documents.iter().map(|d| {
        let published = d.published.earliest.clone().filter(|_| d.published.earliest == d.published.latest);
        thing(
            &d.id,
            "Article",
            [
                ("title", vec![case.title(d)]),
                ("fileName", vec![d.path.clone()]),
                ("publisher", d.outlet.clone().into_iter().collect()),
                ("publishedAt", published.into_iter().collect()),
                ("sourceUrl", d.url.clone().into_iter().filter(|u| u.starts_with("http")).collect()),
            ],
        )
    });
    let events = case.counted().map(|r| event(case, r));
    let mut out = String::new();
    for row in entities.chain(documents).chain(events) {
        out.push_str(&row.to_string());
        out.push('\n');
    }
    out
}

fn thing<const N: usize>(id: &str, schema: &str, properties: [(&str, Vec<String>); N]) -> Value {
    let mut all = Map::new();
    for (name, values) in properties {
        let values: Vec<String> = values.into_iter().filter(|v| !v.trim().is_empty()).collect();
        if !values.is_empty() {
            all.insert(name.to_string(), json!(values));
        }
    }
    json!({"id": id, "schema": schema, "properties": all})
}

fn country(code: &Option<String>) -> Vec<String> {
    code.iter().map(|c| c.to_ascii_lowercase()).collect()
}

fn entity(case: &Case, entity: &Entity) -> Option<Value> {
    let alias: Vec<String> = entity.names.iter().map(|n| n.text.clone()).filter(|n| *n != entity.name).collect();
    let name = ("name", vec![entity.name.clone()]);
    match entity.kind_of {
        EntityType::Person => {
            let positions = entity.roles.iter().map(|r| r.title.clone()).collect();
            Some(thing(
                &entity.id,
                "Person",
                [name, ("alias", alias), ("country", country(&entity.country)), ("position", positions)],
            ))
        }
        EntityType::Organisation => {
            let public =
                matches!(entity.kind.as_deref(), Some("ministry" | "agency" | "government" | "parliament" | "embassy"));
            let schema = if public { "PublicBody" } else { "Organization" };
            let kind = entity.kind.clone().into_iter().collect();
            let parent =
                entity.parent.as_deref().and_then(|p| case.entity(p)).map(|p| p.name.clone()).into_iter().collect();
            Some(thing(
                &entity.id,
                schema,
                [
                    name,
                    ("alias", alias),
                    ("country", country(&entity.country)),
                    ("classification", kind),
                    ("summary", parent),
                ],
            ))
        }
        _ => None,
    }
}

fn event(case: &Case, record: &Record) -> Value {
    let mut involved: Vec<String> = record
        .parties
        .iter()
        .flat_map(|p| [p.entity.as_deref(), p.organisation.as_deref()])
        .flatten()
        .filter(|id| {
            case.entity(id).is_some_and(|e| matches!(e.kind_of, EntityType::Person | EntityType::Organisation))
        })
        .map(str::to_string)
        .collect();
    involved.sort();
    involved.dedup();
    let quote = record.evidence.first().map(|e| case.quote(e));
    let mut proof: Vec<String> = record.evidence.iter().map(|e| e.document.clone()).collect();
    proof.sort();
    proof.dedup();
    thing(
        &record.id,
        "Event",
        [
            ("name", vec![sentence::label(case, case.tongue(), record)]),
            (
                "keywords",
                [Some(record.kind_of.name().to_string()), record.kind.clone()].into_iter().flatten().collect(),
            ),
            ("startDate", record.date.earliest.clone().into_iter().collect()),
            ("endDate", record.date.latest.clone().into_iter().collect()),
            ("location", record.place.as_ref().map(|p| p.name.clone()).into_iter().collect()),
            ("country", record.countries.iter().map(|c| c.to_ascii_lowercase()).collect()),
            ("involved", involved),
            ("description", quote.into_iter().collect()),
            ("proof", proof),
        ],
    )
}
