//! Parties of several reports of one fact become one list: each actor once, by the most particular name.

use crate::identity::Identity;
use model::{EntityType, Party};
use std::collections::BTreeMap;

/// Unites parties; those of the leading report come first and keep their order.
pub(super) fn unite<'a>(lists: impl Iterator<Item = &'a [Party]>, identity: &Identity) -> Vec<Party> {
    let mut out: Vec<Party> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for (index, list) in lists.enumerate() {
        for party in list {
            let key = match &party.entity {
                Some(id) => id.clone(),
                // Words for an unnamed group differ from report to report: the leading report speaks.
                None if index > 0 => continue,
                None => format!("{} {}", party.country.as_deref().unwrap_or(""), lang::fold(&party.text)),
            };
            match known.get(&key) {
                Some(&at) => take(&mut out[at], party),
                None => {
                    known.insert(key, out.len());
                    out.push(party.clone());
                }
            }
        }
    }
    drop_covered(&mut out, identity);
    for party in &mut out {
        party.at.sort();
        party.at.dedup();
    }
    out
}

fn take(known: &mut Party, other: &Party) {
    known.at.extend(other.at.iter().cloned());
    known.organisation = known.organisation.take().or_else(|| other.organisation.clone());
    known.office = known.office.take().or_else(|| other.office.clone());
    known.country = known.country.take().or_else(|| other.country.clone());
    if plain(&known.role) && !plain(&other.role) {
        known.role.clone_from(&other.role);
    }
    if other.basis < known.basis {
        known.basis = other.basis;
        known.text.clone_from(&other.text);
        known.reason.clone_from(&other.reason);
    }
}

fn plain(role: &str) -> bool {
    matches!(role, "participant" | "party" | "")
}

/// A country or an organisation is left out where one of its people is a party: these are that party's fields.
fn drop_covered(parties: &mut Vec<Party>, identity: &Identity) {
    let kind = |p: &Party| p.entity.as_ref().and_then(|id| identity.get(id)).map(|e| e.kind_of);
    let people: Vec<(Option<String>, Option<String>)> = parties
        .iter()
        .filter(|p| kind(p) == Some(EntityType::Person))
        .map(|p| (p.country.clone(), p.organisation.clone()))
        .collect();
    let bodies: Vec<Option<String>> =
        parties.iter().filter(|p| kind(p) == Some(EntityType::Organisation)).map(|p| p.country.clone()).collect();
    parties.retain(|party| match kind(party) {
        Some(EntityType::Country) => {
            let land = &party.country;
            land.is_none() || !(people.iter().any(|(l, _)| l == land) || bodies.contains(land))
        }
        Some(EntityType::Organisation) => !people.iter().any(|(_, body)| body.is_some() && *body == party.entity),
        _ => true,
    });
}
