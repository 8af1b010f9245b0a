//! Lines that repeat across the pages of one site are furniture: blocks are relabelled, and what rested on them is withdrawn.

use crate::duplicates::Copies;
use crate::shingles::block_words;
use model::{BlockKind, Document, Findings, Issue, Severity, Span};
use std::collections::{BTreeMap, BTreeSet};

/// In how many stories of a site a line must stand.
const PAGES: usize = 3;

/// Relabels repeated lines and withdraws records and mentions that rest on them.
pub(crate) fn set_aside(findings: &mut [Findings], copies: &Copies) {
    let mut seen: BTreeMap<(String, String), BTreeSet<usize>> = BTreeMap::new();
    let mut lines: Vec<Vec<(usize, (String, String))>> = Vec::new();
    for (at, one) in findings.iter().enumerate() {
        let document = &one.document;
        let site = site(document);
        let mut own = Vec::new();
        // A page of one or two paragraphs has no furniture to find.
        if document.blocks.iter().filter(|b| !b.kind.is_furniture()).count() > 2 {
            for (index, block) in document.blocks.iter().enumerate().filter(|(_, b)| may_repeat(b.kind)) {
                let line = block_words(document, block).join(" ");
                if !line.is_empty() {
                    seen.entry((site.clone(), line.clone())).or_default().insert(copies.root(at));
                    own.push((index, (site.clone(), line)));
                }
            }
        }
        lines.push(own);
    }
    for (one, own) in findings.iter_mut().zip(lines) {
        let repeated: Vec<(usize, usize)> = own
            .iter()
            .filter_map(|(index, key)| seen.get(key).map(|d| (*index, d.len())))
            .filter(|(_, pages)| *pages >= PAGES)
            .collect();
        // A page whose every line stands elsewhere is a copy that was not recognised; it keeps its text.
        if repeated.is_empty() || repeated.len() == own.len() {
            continue;
        }
        relabel(one, &repeated);
    }
}

fn relabel(one: &mut Findings, repeated: &[(usize, usize)]) {
    let blocks = &mut one.document.blocks;
    let middle = blocks.len() / 2;
    let mut spans = Vec::new();
    for &(index, pages) in repeated {
        let block = &mut blocks[index];
        block.kind = if index < middle { BlockKind::Navigation } else { BlockKind::Footer };
        block.story = 0;
        block.reason = Some(format!("line repeated in {pages} documents of one site"));
        spans.push(block.span());
    }
    let rests = |start: usize, end: usize| spans.iter().any(|s| s.overlaps(Span::new(start, end)));
    let before = one.records.len();
    one.records.retain(|r| !r.evidence.iter().any(|e| rests(e.start, e.end)));
    let gone = before - one.records.len();
    one.mentions.retain(|m| !rests(m.start, m.end));
    for record in &mut one.records {
        record.parties.retain(|p| p.at.is_empty() || p.at.iter().any(|a| !rests(a.start, a.end)));
    }
    let message = format!(
        "{} lines repeat in other documents of the site and were set aside; {gone} records that rested on them were withdrawn",
        repeated.len()
    );
    let issue = Issue::new(Severity::Note, "merge.repeated_line", &one.document.path, message);
    one.issues.push(issue.of(&one.document.id).at(spans[0]));
}

fn may_repeat(kind: BlockKind) -> bool {
    !kind.is_furniture() && !matches!(kind, BlockKind::Title | BlockKind::Dateline | BlockKind::Byline)
}

/// The host of the address, else the outlet, else the folder.
fn site(document: &Document) -> String {
    let host = document.url.as_deref().and_then(|url| {
        let rest = url.split_once("//").map_or(url, |(_, rest)| rest);
        rest.split(['/', '?', '#']).next().filter(|h| h.contains('.'))
    });
    if let Some(host) = host {
        return host.trim_start_matches("www.").to_lowercase();
    }
    if let Some(outlet) = &document.outlet {
        return lang::fold(outlet);
    }
    document.path.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_string())
}
