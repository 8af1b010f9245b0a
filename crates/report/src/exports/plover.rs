//! One PLOVER event a line. Figures, and records without a PLOVER root, are left out; agreements keep no ladder here.

use crate::case::Case;
use model::{Party, Record};
use serde_json::{Value, json};

/// JSON lines.
pub fn lines(case: &Case) -> String {
    let mut out = String::new();
    for record in &case.dossier.records {
        if let Some(plover) = &record.plover {
            out.push_str(&event(case, record, plover).to_string());
            out.push('\n');
        }
    }
    out
}

fn event(case: &Case, record: &Record, plover: &model::Plover) -> Value {
    let target = |p: &&Party| matches!(p.role.as_str(), "recipient" | "beneficiary" | "host");
    let actor = |p: &Party| {
        let name = p.entity.as_deref().and_then(|e| case.entity(e)).map_or(p.text.as_str(), |e| e.name.as_str());
        json!({"name": name, "country": p.country, "entity": p.entity})
    };
    let (recipients, actors): (Vec<&Party>, Vec<&Party>) = record.parties.iter().partition(target);
    let texts: Vec<Value> = record
        .evidence
        .iter()
        .map(|e| json!({"document": e.document, "start": e.start, "end": e.end, "text": case.quote(e)}))
        .collect();
    json!({
        "id": record.id, "event_type": plover.event, "event_mode": plover.mode, "status": record.status.name(),
        "date": record.date.edtf, "earliest": record.date.earliest, "latest": record.date.latest,
        "actors": actors.into_iter().map(actor).collect::<Vec<_>>(),
        "recipients": recipients.into_iter().map(actor).collect::<Vec<_>>(),
        "countries": record.countries, "location": record.place.as_ref().map(|p| &p.name), "contexts": record.topics,
        "cameo": record.cameo, "confidence": record.confidence.name(), "sources": texts,
    })
}
