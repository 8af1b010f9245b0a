//! Entities of single documents in, entities of the dossier out, with the reason of every join.
//!
//! Equal keys are one. People are compared by spelling, country and office ([`people`]), everything else by name, country
//! and kind ([`bodies`]). What is absent here: records, and any word of a language.

mod bodies;
mod fuse;
mod people;
mod spelling;

use lang::Packs;
use model::{Entity, EntityType, Findings};
use std::collections::{BTreeMap, BTreeSet};

pub(crate) use spelling::Spelling;

/// An entity of one document.
struct Node<'a> {
    document: usize,
    language: &'a str,
    entity: &'a Entity,
    /// Rank and what it is over: two people with a pair in common hold one office.
    offices: BTreeSet<(String, String)>,
}

/// Disjoint sets with the reasons of their joins.
#[derive(Default)]
struct Union {
    parent: Vec<usize>,
    reasons: BTreeMap<usize, BTreeSet<String>>,
    keys: BTreeMap<usize, String>,
}

impl Union {
    fn root(&mut self, mut at: usize) -> usize {
        while self.parent[at] != at {
            self.parent[at] = self.parent[self.parent[at]];
            at = self.parent[at];
        }
        at
    }

    fn join(&mut self, a: usize, b: usize, reason: String) {
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return;
        }
        let (low, high) = (a.min(b), a.max(b));
        self.parent[high] = low;
        let mut all = self.reasons.remove(&high).unwrap_or_default();
        all.insert(reason);
        self.reasons.entry(low).or_default().extend(all);
        if let Some(key) = self.keys.remove(&high) {
            self.keys.entry(low).or_insert(key);
        }
    }
}

/// The entities of the dossier and the way to them from the ids of each document.
#[derive(Default)]
pub(crate) struct Identity {
    /// Sorted by id.
    pub entities: Vec<Entity>,
    ids: Vec<BTreeMap<String, String>>,
    at: BTreeMap<String, usize>,
    /// Organisation and rank → people who held that office.
    holders: BTreeMap<(String, String), Vec<usize>>,
}

impl Identity {
    /// The dossier's id for an id of a document (by its position in the findings).
    pub fn id(&self, document: usize, local: &str) -> Option<String> {
        self.ids.get(document)?.get(local).cloned()
    }

    /// All who held the office of a role.
    pub fn holders(&self, role: &model::Role) -> impl Iterator<Item = &Entity> {
        let key = (role.organisation.clone().unwrap_or_default(), role.rank.clone().unwrap_or_default());
        self.holders.get(&key).into_iter().flatten().map(|at| &self.entities[*at])
    }

    /// An entity by its id in the dossier.
    pub fn get(&self, id: &str) -> Option<&Entity> {
        self.at.get(id).map(|at| &self.entities[*at])
    }
}

/// Finds out who is who across documents.
pub(crate) fn resolve(findings: &[Findings], packs: &Packs) -> Identity {
    let mut nodes = Vec::new();
    for (document, one) in findings.iter().enumerate() {
        for entity in &one.entities {
            let offices = offices(entity, &one.entities);
            nodes.push(Node { document, language: &one.document.language, entity, offices });
        }
    }
    let mut union = Union { parent: (0..nodes.len()).collect(), ..Union::default() };
    let mut keyed: BTreeMap<(EntityType, &str), usize> = BTreeMap::new();
    for (at, node) in nodes.iter().enumerate() {
        let Some(key) = &node.entity.key else { continue };
        union.keys.insert(at, key.clone());
        match keyed.get(&(node.entity.kind_of, key.as_str())) {
            Some(&first) => union.join(first, at, format!("same key {key}")),
            None => {
                keyed.insert((node.entity.kind_of, key), at);
            }
        }
    }
    let (people, bodies): (Vec<usize>, Vec<usize>) =
        (0..nodes.len()).partition(|at| nodes[*at].entity.kind_of == EntityType::Person);
    people::join(&nodes, &people, &mut union, &packs.compiled::<spelling::Sounds>());
    bodies::join(&nodes, &bodies, &mut union);
    fuse::entities(&nodes, &mut union, findings)
}

/// What a person's offices are over: the portfolio, else the organisation by key or name, else nothing but the rank.
fn offices(entity: &Entity, all: &[Entity]) -> BTreeSet<(String, String)> {
    let mut out = BTreeSet::new();
    for role in &entity.roles {
        let Some(rank) = &role.rank else { continue };
        if let Some(portfolio) = role.portfolio.as_deref().filter(|p| !p.is_empty()) {
            out.extend(portfolio.split('+').map(|p| (rank.clone(), p.to_string())));
            continue;
        }
        let body = role.organisation.as_ref().and_then(|id| all.iter().find(|e| e.id == *id));
        let over = body.map(|e| e.key.clone().unwrap_or_else(|| lang::fold(&e.name))).unwrap_or_default();
        out.insert((rank.clone(), over));
    }
    out
}
