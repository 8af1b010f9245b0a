//! PLOVER and CAMEO, derived from a finished record, never the other way.
//!
//! Roots follow the PLOVER manual: what is planned or offered is an agreement to do it; what is denied or only possible has none.
//! CAMEO codes follow the codebook of 2012, of which only the parts that cooperation needs are used.

use model::{Plover, Record, RecordType, Status};

/// Fills `plover` and `cameo`.
pub(crate) fn derive(record: &mut Record) {
    record.plover = plover(record);
    record.cameo = if record.plover.is_some() { cameo(record) } else { Vec::new() };
}

fn plover(record: &Record) -> Option<Plover> {
    use RecordType as T;
    if matches!(record.status, Status::Negated | Status::Hypothetical) {
        return None;
    }
    let kind = record.kind.as_deref().unwrap_or("");
    let ahead = matches!(record.status, Status::Planned | Status::Proposed);
    let root = match (record.kind_of, kind) {
        (T::Figure, _) | (T::Assessment, "review") | (T::Relation, "anniversary") => return None,
        (T::Meeting | T::Visit | T::Agreement | T::Activity | T::Aid, _) if ahead => "AGREE",
        (T::Meeting | T::Visit, _) => "CONSULT",
        (T::Commitment | T::Plan | T::Proposal, _) => "AGREE",
        (T::Request | T::Directive, _) => "REQUEST",
        (T::Assessment, "concern" | "criticism") => "ACCUSE",
        (T::Agreement | T::Relation | T::Assessment, _) => "SUPPORT",
        (T::Activity, _) => "COOPERATE",
        (T::Aid, _) => "AID",
        (T::Setback, "expelled") => "SANCTION",
        (T::Setback, _) => "REJECT",
    };
    let mode = match (record.kind_of, kind) {
        (T::Meeting, "call") => Some("phone"),
        (T::Visit, _) | (T::Meeting, "courtesy_call") => Some("visit"),
        (T::Meeting, "summit" | "committee") => Some("third-party"),
        (T::Meeting, _) => Some("meet"),
        (T::Aid, "loan" | "grant") => Some("economic"),
        (T::Aid, "relief") => Some("humanitarian"),
        _ => None,
    };
    Some(Plover { event: root.to_string(), mode: mode.filter(|_| !ahead || root == "CONSULT").map(str::to_string) })
}

fn cameo(record: &Record) -> Vec<String> {
    use RecordType as T;
    let kind = record.kind.as_deref().unwrap_or("");
    let ahead = matches!(record.status, Status::Planned | Status::Proposed);
    let code = match (record.kind_of, kind) {
        (T::Meeting | T::Visit, _) if ahead => "036",
        (T::Agreement, _) if ahead => "030",
        (T::Aid, _) if ahead => "033",
        (T::Activity, _) if ahead => "031",
        (T::Meeting, "call") => "041",
        (T::Meeting, "courtesy_call" | "reception") => "043",
        (T::Meeting, "talks" | "working_session" | "committee") => "046",
        (T::Meeting, _) => "040",
        (T::Visit, _) => "042",
        (T::Agreement, _) => "057",
        (T::Commitment | T::Plan, _) => "030",
        (T::Proposal, "invitation") => "036",
        (T::Proposal, _) => "010",
        (T::Request, _) => "020",
        (T::Directive, _) => "010",
        (T::Assessment, "criticism") => "111",
        (T::Assessment, "concern") => "110",
        (T::Assessment, _) => "051",
        (T::Activity, "investment") => "061",
        (T::Activity, _) => "060",
        (T::Aid, "relief") => "073",
        (T::Aid, "loan" | "grant") => "071",
        (T::Aid, _) => "070",
        (T::Relation, "establishment") => "054",
        (T::Relation, _) => "050",
        (T::Setback, "expelled") => "161",
        (T::Setback, "rejected") => "120",
        (T::Setback, _) => "129",
        (T::Figure, _) => return Vec::new(),
    };
    vec![code.to_string()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roots() {
        let of = |kind_of, kind: &str, status| {
            let mut record = crate::records::empty(kind_of, status);
            record.kind = Some(kind.to_string());
            derive(&mut record);
            record.plover.map_or("-".to_string(), |p| p.event)
        };
        use RecordType as T;
        assert_eq!(of(T::Meeting, "talks", Status::Occurred), "CONSULT");
        assert_eq!(of(T::Meeting, "talks", Status::Planned), "AGREE");
        assert_eq!(of(T::Agreement, "treaty", Status::Occurred), "SUPPORT");
        assert_eq!(of(T::Agreement, "treaty", Status::Negated), "-");
        assert_eq!(of(T::Aid, "grant", Status::Hypothetical), "-");
        assert_eq!(of(T::Assessment, "criticism", Status::Occurred), "ACCUSE");
        assert_eq!(of(T::Figure, "actual", Status::Occurred), "-");
    }
}
