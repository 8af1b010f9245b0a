//! Which organisations, places and events without a key are one: by folded name, country and kind.

use super::{Node, Union};
use lang::fold;
use model::EntityType;
use std::collections::{BTreeMap, BTreeSet};

/// Joins everything that is no person in `union`, with the reason.
pub(super) fn join(nodes: &[Node<'_>], members: &[usize], union: &mut Union) {
    let mut named: BTreeMap<(EntityType, String), BTreeSet<usize>> = BTreeMap::new();
    for &at in members {
        for form in forms(&nodes[at]) {
            named.entry((nodes[at].entity.kind_of, form)).or_default().insert(at);
        }
    }
    for group in named.into_values().filter(|g| g.len() > 1) {
        // Those that agree in country and kind first, then the vague ones, where they can only mean one.
        let mut exact: BTreeMap<(Option<&str>, Option<&str>), usize> = BTreeMap::new();
        for &at in &group {
            let key = (nodes[at].entity.country.as_deref(), kind(&nodes[at]));
            match exact.get(&key) {
                Some(&first) if agree(nodes, union, first, at) => {
                    union.join(first, at, "same name, country and kind".into())
                }
                Some(_) => {}
                None => {
                    exact.insert(key, at);
                }
            }
        }
        for (&(country, kind), &at) in &exact {
            let fits = |(c, k): &(Option<&str>, Option<&str>)| {
                (country.is_none() || c.is_none() || *c == country) && (kind.is_none() || k.is_none() || *k == kind)
            };
            let own = union.root(at);
            let near = exact.iter().filter(|(key, other)| **other != at && fits(key));
            let mut others: BTreeSet<usize> = near.map(|(_, other)| union.root(*other)).collect();
            others.remove(&own);
            if let (1, Some(&other)) = (others.len(), others.first())
                && agree(nodes, union, at, other)
            {
                union.join(at, other, "same name, and nothing else of that name".into());
            }
        }
    }
}

fn kind<'a>(node: &Node<'a>) -> Option<&'a str> {
    node.entity.kind.as_deref().filter(|_| node.entity.kind_of == EntityType::Organisation)
}

/// Two with different keys are two.
fn agree(nodes: &[Node<'_>], union: &mut Union, a: usize, b: usize) -> bool {
    let (a, b) = (union.root(a), union.root(b));
    match (union.keys.get(&a).or(nodes[a].entity.key.as_ref()), union.keys.get(&b).or(nodes[b].entity.key.as_ref())) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    }
}

/// The names under which others may know it: the main name, and other spellings of two words or more.
fn forms(node: &Node<'_>) -> BTreeSet<String> {
    let tidy = |text: &str| {
        let words: Vec<String> =
            fold(text).split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_string).collect();
        words.join(" ")
    };
    let mut out: BTreeSet<String> =
        node.entity.names.iter().map(|n| tidy(&n.text)).filter(|f| f.contains(' ')).collect();
    out.insert(tidy(&node.entity.name));
    out.retain(|f| !f.is_empty());
    out
}
