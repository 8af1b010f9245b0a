//! Who shares facts with whom, as GEXF 1.3: nodes are entities, the weight of an edge is the number of shared facts.
//! Dates, statuses and quotes are left out.

use crate::case::Case;
use model::RecordType;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// The graph.
pub fn graph(case: &Case) -> String {
    let mut edges: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut nodes: BTreeSet<&str> = BTreeSet::new();
    for record in case.counted().filter(|r| r.kind_of != RecordType::Figure) {
        let actors: BTreeSet<&str> =
            record.parties.iter().filter_map(|p| p.entity.as_deref()).filter(|e| case.entity(e).is_some()).collect();
        for (at, a) in actors.iter().enumerate() {
            nodes.insert(a);
            for b in actors.iter().skip(at + 1) {
                *edges.entry((a, b)).or_default() += 1;
            }
        }
    }
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n\
         <graph defaultedgetype=\"undirected\">\n<attributes class=\"node\"><attribute id=\"type\" title=\"type\" type=\"string\"/>\
         <attribute id=\"country\" title=\"country\" type=\"string\"/></attributes>\n<nodes>\n",
    );
    for entity in nodes.iter().filter_map(|id| case.entity(id)) {
        let country = entity.country.as_deref().unwrap_or("");
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "<node id=\"{}\" label=\"{}\"><attvalues><attvalue for=\"type\" value=\"{}\"/><attvalue for=\"country\" value=\"{}\"/></attvalues></node>",
            xml(&entity.id),
            xml(&entity.name),
            entity.kind_of.name(),
            xml(country)
        );
    }
    out.push_str("</nodes>\n<edges>\n");
    for (at, ((a, b), weight)) in edges.iter().enumerate() {
        let _ = writeln!(out, "<edge id=\"{at}\" source=\"{}\" target=\"{}\" weight=\"{weight}\"/>", xml(a), xml(b));
    }
    out.push_str("</edges>\n</graph>\n</gexf>\n");
    out
}

fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if (c < ' ' && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}') => {
                out.push('\u{fffd}')
            }
            c => out.push(c),
        }
    }
    out
}
