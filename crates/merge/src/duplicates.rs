//! Which documents print the same wire story: an exact index of four-word runs, judged by containment.
//!
//! A copy that was cut, edited or given another headline shares most of its runs with the fuller one. A story inside a
//! round-up does so too, but there it does not open the page or stands beside other stories: that is likeness, not copy.

use crate::shingles::shingles;
use model::Findings;
use std::collections::{BTreeMap, BTreeSet};

/// Above so many documents only one run in eight is kept (the manifest says so).
pub const SAMPLED_ABOVE: usize = 100_000;
/// Runs that stand in more documents than this tell little; only neighbours are compared.
const COMMON: usize = 40;
/// A text with fewer runs is compared only whole.
const SHORT: usize = 8;

/// What was found; positions count in the findings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Copies {
    /// Copy → the fuller text and the reason.
    pub of: BTreeMap<usize, (usize, String)>,
    /// Pairs that share a part of their text, both ways.
    pub like: BTreeMap<usize, BTreeSet<usize>>,
}

impl Copies {
    /// The fullest copy of the story that a document prints: itself where it is none.
    pub fn root(&self, document: usize) -> usize {
        self.of.get(&document).map_or(document, |(root, _)| *root)
    }
}

struct Text {
    runs: Vec<u64>,
    size: usize,
}

/// Two texts and what they share.
struct Pair {
    shared: usize,
    /// Where the first shared run stands in each, in percent of its length.
    opens: (usize, usize),
}

/// Compares all documents.
pub(crate) fn find(findings: &[Findings]) -> Copies {
    let sampled = findings.len() > SAMPLED_ABOVE;
    let texts: Vec<Text> = findings
        .iter()
        .map(|f| {
            let mut runs = shingles(&f.document);
            if sampled {
                runs.retain(|r| r % 8 == 0);
            }
            let size = runs.iter().collect::<BTreeSet<_>>().len();
            Text { runs, size }
        })
        .collect();
    let pairs = pairs(&texts);
    judge(&texts, &pairs, findings)
}

fn pairs(texts: &[Text]) -> BTreeMap<(usize, usize), Pair> {
    // (run, document, position of its first occurrence)
    let mut index: Vec<(u64, usize, usize)> = Vec::new();
    for (document, text) in texts.iter().enumerate() {
        let mut own: Vec<(u64, usize, usize)> =
            text.runs.iter().enumerate().map(|(at, r)| (*r, document, at)).collect();
        own.sort_unstable();
        own.dedup_by_key(|(run, _, _)| *run);
        index.append(&mut own);
    }
    index.sort_unstable();
    let mut out: BTreeMap<(usize, usize), Pair> = BTreeMap::new();
    for group in index.chunk_by(|a, b| a.0 == b.0).filter(|g| g.len() > 1) {
        let reach = if group.len() > COMMON { 2 } else { group.len() };
        for (i, &(_, a, x)) in group.iter().enumerate() {
            for &(_, b, y) in group.iter().skip(i + 1).take(reach) {
                let percent = |at: usize, text: &Text| at * 100 / text.runs.len().max(1);
                let opens = (percent(x, &texts[a]), percent(y, &texts[b]));
                let pair = out.entry((a, b)).or_insert(Pair { shared: 0, opens });
                pair.shared += 1;
                pair.opens = (pair.opens.0.min(opens.0), pair.opens.1.min(opens.1));
            }
        }
    }
    out
}

fn judge(texts: &[Text], pairs: &BTreeMap<(usize, usize), Pair>, findings: &[Findings]) -> Copies {
    // The part of the smaller text that stands in the other, in percent.
    let share = |shared: usize, of: usize| shared * 100 / texts[of].size.max(1);
    let fuller = |a: usize, b: usize| {
        let day = |d: usize| findings[d].document.published.earliest.clone().unwrap_or_else(|| "9".to_string());
        let key = |d: usize| (std::cmp::Reverse(texts[d].size), day(d), findings[d].document.id.clone());
        if key(a) <= key(b) { (a, b) } else { (b, a) }
    };
    let mut inside: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut strong: Vec<(usize, usize, usize)> = Vec::new();
    let mut copies = Copies::default();
    for (&(a, b), pair) in pairs {
        let (full, cut) = fuller(a, b);
        let contained = share(pair.shared, cut);
        let whole = texts[cut].size >= SHORT || (contained == 100 && texts[cut].size * 2 > texts[full].size);
        if contained >= 55 && whole {
            strong.push((full, cut, contained));
            inside.entry(full).or_default().push(cut);
        } else if pair.shared >= 24 || (pair.shared >= SHORT && contained >= 20) {
            alike(&mut copies, a, b);
        }
    }
    let round_up = |full: usize| {
        let parts: Vec<usize> = inside.get(&full).map_or(Vec::new(), |p| p.iter().copied().take(40).collect());
        let apart = |a: usize, b: usize| {
            let pair = pairs.get(&(a.min(b), a.max(b)));
            pair.is_none_or(|p| share(p.shared, a).max(share(p.shared, b)) < 15)
        };
        let small = |d: usize| texts[d].size * 10 < texts[full].size * 8;
        parts.iter().enumerate().any(|(i, &a)| small(a) && parts[i + 1..].iter().any(|&b| small(b) && apart(a, b)))
    };
    let rounds: BTreeMap<usize, bool> = inside.keys().map(|&full| (full, round_up(full))).collect();
    // The fullest first, so that every copy finds the root of its story.
    strong.sort_by_key(|&(full, cut, contained)| (std::cmp::Reverse(contained), full, cut));
    let mut parent: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for (full, cut, contained) in strong {
        let pair = &pairs[&(full.min(cut), full.max(cut))];
        let opens_full = if full < cut { pair.opens.0 } else { pair.opens.1 };
        let small = texts[cut].size * 2 < texts[full].size;
        if rounds.get(&full).copied().unwrap_or(false) && texts[cut].size * 10 < texts[full].size * 8
            || (small && opens_full > 12)
        {
            alike(&mut copies, full, cut);
            continue;
        }
        let known = parent.get(&cut).copied();
        let better = known.is_none_or(|(other, _)| fuller(full, other).0 == full);
        if better {
            parent.insert(cut, (full, contained));
        }
    }
    for &cut in parent.keys() {
        let (mut root, contained) = parent[&cut];
        let mut steps = 0;
        while let Some(&(next, _)) = parent.get(&root).filter(|_| steps < 64) {
            root = next;
            steps += 1;
        }
        let reason = format!("{contained} in 100 of its runs of four words stand in the fuller copy");
        if root != cut {
            copies.of.insert(cut, (root, reason));
        }
    }
    // Copies of one story are not also said to be like each other.
    let roots: BTreeMap<usize, usize> = copies.like.keys().map(|&d| (d, copies.root(d))).collect();
    for (document, others) in &mut copies.like {
        others.retain(|other| roots.get(document) != roots.get(other));
    }
    copies.like.retain(|_, others| !others.is_empty());
    copies
}

fn alike(copies: &mut Copies, a: usize, b: usize) {
    copies.like.entry(a).or_default().insert(b);
    copies.like.entry(b).or_default().insert(a);
}
