//! Joined entities of many documents become one row: best name, all spellings, offices with dates and evidence.

use super::{Identity, Node, Spelling, Union};
use model::{Entity, EntityName, EntityType, Findings, Role, hex16};
use std::collections::{BTreeMap, BTreeSet};

/// Builds the rows, their ids, and the way from the ids of each document.
pub(super) fn entities(nodes: &[Node<'_>], union: &mut Union, findings: &[Findings]) -> Identity {
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for at in 0..nodes.len() {
        let root = union.root(at);
        groups.entry(root).or_default().push(at);
    }
    let mut named: Vec<(Seed, Vec<usize>, Vec<String>)> = groups
        .into_iter()
        .map(|(root, members)| {
            let reasons = union.reasons.get(&root).cloned().unwrap_or_default().into_iter().collect();
            (seed(nodes, &members), members, reasons)
        })
        .collect();
    named.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.cmp(&b.1)));
    let mut ids: Vec<BTreeMap<String, String>> = vec![BTreeMap::new(); findings.len()];
    let mut last: Option<(Seed, usize)> = None;
    let mut rows = Vec::new();
    for (seed, members, reasons) in named {
        // Two that could not be joined though name, country and type are the same: told apart by their order.
        let count = match &last {
            Some((before, count)) if *before == seed => count + 1,
            _ => 0,
        };
        let mut parts: Vec<&str> = seed.iter().map(String::as_str).collect();
        let ordinal = count.to_string();
        if count > 0 {
            parts.push(&ordinal);
        }
        let id = format!("e-{}", hex16(&parts));
        for &at in &members {
            ids[nodes[at].document].insert(nodes[at].entity.id.clone(), id.clone());
        }
        last = Some((seed, count));
        rows.push((id, members, reasons));
    }
    let mut entities: Vec<Entity> =
        rows.into_iter().map(|(id, members, reasons)| row(id, &members, reasons, nodes, &ids, findings)).collect();
    entities.sort_by(|a, b| a.id.cmp(&b.id));
    let at = entities.iter().enumerate().map(|(at, e)| (e.id.clone(), at)).collect();
    let mut holders: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
    for (at, entity) in entities.iter().enumerate() {
        let offices: BTreeSet<(String, String)> =
            entity.roles.iter().filter_map(|r| Some((r.organisation.clone()?, r.rank.clone()?))).collect();
        for office in offices {
            holders.entry(office).or_default().push(at);
        }
    }
    Identity { entities, ids, at, holders }
}

/// What an id is made of: the key, else the type, the country and the smallest name.
type Seed = Vec<String>;

fn seed(nodes: &[Node<'_>], members: &[usize]) -> Seed {
    let kind = nodes[members[0]].entity.kind_of.name().to_string();
    if let Some(key) = members.iter().filter_map(|at| nodes[*at].entity.key.clone()).min() {
        return vec![kind, key];
    }
    let country = members.iter().filter_map(|at| nodes[*at].entity.country.clone()).min().unwrap_or_default();
    let name = members.iter().map(|at| lang::lower(&nodes[*at].entity.name)).min().unwrap_or_default();
    vec![kind, country, name]
}

fn row(
    id: String,
    members: &[usize],
    reasons: Vec<String>,
    nodes: &[Node<'_>],
    ids: &[BTreeMap<String, String>],
    findings: &[Findings],
) -> Entity {
    let all: Vec<&Entity> = members.iter().map(|at| nodes[*at].entity).collect();
    let global =
        |at: usize, local: &Option<String>| local.as_ref().and_then(|l| ids[nodes[at].document].get(l).cloned());
    let mut names: BTreeSet<EntityName> = all.iter().flat_map(|e| e.names.iter().cloned()).collect();
    if names.is_empty() {
        names.extend(
            members.iter().map(|at| EntityName {
                text: nodes[*at].entity.name.clone(),
                language: nodes[*at].language.to_string(),
            }),
        );
    }
    let mut roles: BTreeMap<RoleKey, Role> = BTreeMap::new();
    for &at in members {
        let dated = findings[nodes[at].document].document.published.edtf.clone();
        for role in &nodes[at].entity.roles {
            let mut role = role.clone();
            role.organisation = global(at, &role.organisation);
            if role.seen.is_empty() {
                role.seen.extend(dated.clone());
            }
            take_role(&mut roles, role);
        }
    }
    Entity {
        id,
        kind_of: all[0].kind_of,
        name: best_name(&all),
        names: names.into_iter().collect(),
        country: most(all.iter().filter_map(|e| e.country.clone())),
        wikidata: all.iter().filter_map(|e| e.wikidata.clone()).min(),
        kind: most(all.iter().filter_map(|e| e.kind.clone())),
        parent: most(members.iter().filter_map(|at| global(*at, &nodes[*at].entity.parent))),
        key: all.iter().filter_map(|e| e.key.clone()).min(),
        roles: roles.into_values().collect(),
        reasons: all
            .iter()
            .flat_map(|e| e.reasons.iter().cloned())
            .chain(reasons)
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect(),
    }
}

type RoleKey = (Option<String>, Option<String>, Option<String>, Option<String>, Option<String>, String);

/// One office in one wording is one role; dates and evidence are united.
fn take_role(roles: &mut BTreeMap<RoleKey, Role>, role: Role) {
    let key = (
        role.organisation.clone(),
        role.rank.clone(),
        role.portfolio.clone(),
        role.country.clone(),
        role.standing.clone(),
        lang::lower(&role.title),
    );
    let Some(known) = roles.get_mut(&key) else {
        let mut role = role;
        role.seen.sort();
        role.seen.dedup();
        role.evidence.sort();
        role.evidence.dedup();
        roles.insert(key, role);
        return;
    };
    known.title = known.title.clone().min(role.title);
    known.seen.extend(role.seen);
    known.seen.sort();
    known.seen.dedup();
    known.evidence.extend(role.evidence);
    known.evidence.sort();
    known.evidence.dedup();
}

/// The most frequent value; the smallest of those that tie.
pub(crate) fn most(values: impl Iterator<Item = String>) -> Option<String> {
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for value in values {
        *count.entry(value).or_default() += 1;
    }
    count.into_iter().max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(&a.0))).map(|(value, _)| value)
}

/// The spelling to show: not spelled by sound (hyphens that others lack), of the most usual letters, then with the most marks.
fn best_name(all: &[&Entity]) -> String {
    let spelled: Vec<Spelling> = all.iter().map(|e| Spelling::of(&e.name)).collect();
    if all[0].kind_of != EntityType::Person {
        return most(all.iter().map(|e| e.name.clone())).unwrap_or_default();
    }
    let full = spelled.iter().any(Spelling::is_full);
    let mut letters: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for name in spelled.iter().filter(|n| !full || n.is_full()) {
        let entry = letters.entry(name.letters_key()).or_insert((0, usize::MAX));
        entry.0 += 1;
        entry.1 = entry.1.min(name.hyphens());
    }
    let rank = |key: &String, &(count, hyphens): &(usize, usize)| {
        (std::cmp::Reverse(hyphens), count, key.len(), std::cmp::Reverse(key.clone()))
    };
    let Some(key) = letters.iter().max_by_key(|(k, v)| rank(k, v)).map(|(k, _)| k.clone()) else {
        return all[0].name.clone();
    };
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for name in spelled.iter().filter(|n| n.letters_key() == key) {
        *count.entry(name.text.as_str()).or_default() += 1;
    }
    let best = count.into_iter().max_by_key(|(text, count)| {
        let name = Spelling::of(text);
        let shouted = text.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
        (!shouted, name.marks(), *count, std::cmp::Reverse(text.to_string()))
    });
    best.map_or_else(|| all[0].name.clone(), |(text, _)| text.to_string())
}
