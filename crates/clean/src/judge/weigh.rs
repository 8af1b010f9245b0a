//! The weight of a line: how much it speaks for a story or against one.

use super::{Brief, Sign};
use crate::page::{Line, Page, hint};
use crate::parts;
use crate::stated::Stated;
use model::BlockKind;
use std::collections::HashMap;

/// Looks at every line by itself and for its like on the page.
pub(super) fn signs(page: &Page, brief: &Brief) -> Vec<Sign> {
    let mut first: HashMap<&str, usize> = HashMap::new();
    for (at, line) in page.lines.iter().enumerate() {
        first.entry(page.text(line)).or_insert(at);
    }
    let mut out: Vec<Sign> = Vec::with_capacity(page.lines.len());
    for (at, line) in page.lines.iter().enumerate() {
        let text = page.text(line);
        let doubled = at > 0 && page.text(&page.lines[at - 1]) == text;
        let shape = &line.shape;
        out.push(Sign {
            said: brief.furniture.of(text).filter(|said| {
                let long = match said.kind {
                    BlockKind::Promotion | BlockKind::Footer | BlockKind::Comment => 240,
                    _ => 160,
                };
                said.whole || shape.mass <= long || shape.stops <= 1 && shape.mass <= 240
            }),
            repeated: first.get(text).is_some_and(|first| *first < at),
            doubled,
            twin: page.lines.get(at + 1).is_some_and(|next| page.text(next) == text),
            credited: shape.mass <= 320 && parts::is_credited(text, brief.furniture),
            image: is_image_name(text),
            stamp: brief.stamps.get(at).copied().unwrap_or(false),
            sentence: shape.letters * 2 > shape.digits * 3
                && (shape.stops > 0 && (shape.words >= 5 || (shape.caseless && shape.mass >= 25))
                    // Thai, Lao and others end sentences with a blank.
                    || shape.caseless && shape.mass >= 90 && shape.bars == 0),
        });
    }
    out
}

/// Whether a line is the file name of a picture, perhaps in brackets.
pub(crate) fn is_image_name(text: &str) -> bool {
    let text = text.trim_matches(|c: char| c == '[' || c == ']' || c == '(' || c == ')' || c.is_whitespace());
    let Some((name, ending)) = text.rsplit_once('.') else { return false };
    let ending = ending.trim_end_matches([']', ')']);
    !name.is_empty()
        && text.len() <= 200
        && ["jpg", "jpeg", "png", "gif", "webp", "svg", "bmp", "tif", "tiff", "avif", "heic", "jfif"]
            .iter()
            .any(|e| ending.eq_ignore_ascii_case(e))
        && (name.split_whitespace().count() <= 1
            || name.split_whitespace().next().is_some_and(|w| w.ends_with(':'))
            || name.bytes().any(|b| b.is_ascii_digit() || b == b'_') && name.split_whitespace().count() <= 4)
}

/// Weighs every line.
pub(super) fn weights(page: &Page, signs: &[Sign]) -> Vec<i64> {
    let mut weights: Vec<i64> = page.lines.iter().zip(signs).map(|(line, sign)| alone(page, line, sign)).collect();
    let support = if page.markup { support(page, &weights) } else { vec![0; page.lines.len()] };
    company(page, signs, &support, &mut weights);
    if page.markup {
        neighbours(page, signs, &support, &mut weights);
    }
    sections(page, signs, &mut weights);
    teasers(page, signs, &mut weights);
    weights
}

/// Fewest items that make a list of teasers.
const TEASERS: usize = 3;

/// A headline printed twice (its picture's text and its link), one short paragraph, the next headline twice, and so on: a list
/// of other stories, however much its paragraphs look like one.
fn teasers(page: &Page, signs: &[Sign], weights: &mut [i64]) {
    let headline = |at: usize| signs[at].doubled && signs[at].said.is_none() && page.lines[at].shape.mass <= 200;
    let mut items: Vec<usize> = Vec::new();
    let mut at = 0;
    while at < signs.len() {
        let item = headline(at)
            && at + 1 < signs.len()
            && !signs[at + 1].twin
            && page.lines[at + 1].shape.mass <= 450
            && signs.get(at + 2).is_none_or(|next| next.twin || next.said.is_some());
        if item {
            items.push(at + 1);
            at += 2;
        } else if signs[at].twin && !signs[at].doubled {
            at += 1;
        } else {
            sink(&items, weights);
            items.clear();
            at += 1;
        }
    }
    sink(&items, weights);
}

fn sink(items: &[usize], weights: &mut [i64]) {
    if items.len() >= TEASERS {
        for item in items {
            weights[*item] = weights[*item].min(-20);
        }
    }
}

/// For each line how much text stands in the element that holds it.
fn support(page: &Page, weights: &[i64]) -> Vec<i64> {
    let mut sums = vec![0i64; page.elements.len()];
    let holders: Vec<usize> = page.lines.iter().map(|line| holder(page, line)).collect();
    for (at, holder) in holders.iter().enumerate() {
        if weights[at] > 0 {
            sums[*holder] += weights[at];
            sums[page.elements[*holder].parent] += weights[at] / 2;
        }
    }
    holders.iter().map(|holder| sums[*holder].max(sums[page.elements[*holder].parent] / 2)).collect()
}

/// In markup, what stands in the same element as much text is part of it: headings, lists, code, short paragraphs.
fn neighbours(page: &Page, signs: &[Sign], support: &[i64], weights: &mut [i64]) {
    for (at, line) in page.lines.iter().enumerate() {
        if weights[at] >= 0
            || support[at] < 300
            || signs[at].said.is_some_and(|s| s.kind != BlockKind::Caption)
            || line.has(hint::AWAY | hint::METADATA | hint::BYLINE)
            || signs[at].stamp && !line.has(hint::TABLE)
        {
            continue;
        }
        let linked = line.link_percent();
        weights[at] = match () {
            () if line.has(hint::CODE) => 0,
            () if linked < 50 || linked < 90 && signs[at].sentence => -2,
            () if support[at] >= 800 && line.has(hint::LIST) => weights[at].max(-5),
            () => weights[at],
        };
    }
}

/// The story with the short lines around it that stand in the same element as its first and last line.
pub(super) fn extended(page: &Page, weights: &[i64], story: (usize, usize)) -> (usize, usize) {
    let (mut first, mut last) = story;
    if first == last {
        return story;
    }
    let near = |at: usize, other: usize| {
        (-2..=0).contains(&weights[at]) && holder(page, &page.lines[at]) == holder(page, &page.lines[other])
    };
    while last < weights.len() && near(last, story.1 - 1) {
        last += 1;
    }
    while first > 0 && near(first - 1, story.0) && !page.lines[first - 1].has(hint::TOP_HEADING) {
        first -= 1;
    }
    (first, last)
}

/// The element that holds the blocks among which a line stands.
fn holder(page: &Page, line: &Line) -> usize {
    let up = |at: usize| page.elements[at].parent;
    if line.has(hint::LIST | hint::QUOTE | hint::TABLE) {
        up(up(line.element))
    } else if line.has(hint::PARAGRAPH | hint::HEADING | hint::CODE) {
        up(line.element)
    } else {
        line.element
    }
}

/// Weighs the lines again by the story's text as the page states it a second time, where that text is the whole story.
pub(super) fn by_stated(page: &Page, stated: &Stated, story: (usize, usize), weights: &mut [i64]) -> bool {
    let shares: Vec<Option<u32>> = page.lines.iter().map(|line| stated.percent(page.text(line))).collect();
    let letters = |line: &Line| line.shape.letters as usize;
    let found: usize = page.lines.iter().zip(&shares).filter(|(_, s)| **s >= Some(80)).map(|(l, _)| letters(l)).sum();
    let chosen: usize = page.lines[story.0..story.1].iter().filter(|l| l.shape.stops > 0).map(letters).sum();
    if found * 10 < stated.letters * 8 || stated.letters * 10 < chosen * 6 {
        return false;
    }
    for ((weight, line), share) in weights.iter_mut().zip(&page.lines).zip(&shares) {
        match share {
            Some(80..) => *weight = (*weight).max(i64::from(line.shape.mass)) + 40,
            Some(0..=20) => *weight = (*weight).min(0) - i64::from(line.shape.mass.min(200)) / 2 - 10,
            _ => {}
        }
    }
    true
}

/// The weight of a line by itself.
fn alone(page: &Page, line: &Line, sign: &Sign) -> i64 {
    let shape = &line.shape;
    let mass = i64::from(shape.mass);
    let mut weight = if !page.markup && !shape.caseless && mass > 800 && shape.mass / shape.stops.max(1) > 500 {
        // A menu or a table run together: much text, hardly a stop.
        -60
    } else if sign.sentence {
        let whole = mass.min(700);
        if shape.ended { whole } else { whole * 7 / 10 }
    } else if mass >= 160 && shape.capital_percent() < 50 {
        mass / 3
    } else {
        -(if page.markup { 10 } else { 14 } + i64::from(shape.bars) * 6).min(60)
    };
    if page.markup {
        let links = line.link_percent();
        if links > 60 && weight > 0 {
            weight = -(mass / 2).min(60);
        } else if links > 35 {
            weight = weight.min(weight / 4);
        }
        if line.has(hint::AWAY) {
            weight = if weight > 0 { -(weight / 3).min(80) } else { weight * 2 };
        } else if line.has(hint::PARAGRAPH) && weight > 0 {
            weight += 25;
        } else if line.has(hint::HEADING | hint::LIST) && weight < 0 {
            weight += 6;
        }
        if line.has(hint::BODY) && !line.has(hint::AWAY) {
            weight += 20;
        }
    }
    if sign.image {
        weight = -4;
    }
    if sign.stamp {
        weight = -30;
    }
    if sign.repeated && weight > 0 {
        weight = if mass < 200 { -40 } else { 0 };
    }
    if sign.credited && weight > 0 && !(page.markup && shape.mass > 160) {
        weight = 0;
    }
    match sign.said {
        None => {}
        Some(said) => match said.kind {
            BlockKind::Caption => weight = weight.min(0),
            BlockKind::Byline => weight = weight.min(if shape.words <= 9 { -10 } else { weight }),
            BlockKind::Footer | BlockKind::Comment if said.whole => weight = -120,
            _ if said.whole => weight = weight.min(-40),
            _ => weight = weight.min(-30),
        },
    }
    weight
}

/// Sentences in company weigh in full, single short ones between lines that are none are teasers.
fn company(page: &Page, signs: &[Sign], support: &[i64], weights: &mut [i64]) {
    let count = signs.len();
    let good: Vec<bool> = (0..count).map(|at| signs[at].sentence && weights[at] > 0).collect();
    let mut at = 0;
    while at < count {
        if !good[at] {
            at += 1;
            continue;
        }
        let mut end = at;
        let mut mass = 0;
        while end < count && good[end] {
            mass += page.lines[end].shape.mass;
            end += 1;
        }
        // Where the tags are lost, a story's paragraphs stand more often between lines that are none.
        let percent = match (end - at, mass) {
            (1, 0..=170) => {
                if page.markup {
                    20
                } else {
                    35
                }
            }
            (1, 0..=350) | (2, 0..=260) => {
                if page.markup {
                    50
                } else {
                    75
                }
            }
            _ => 100,
        };
        for line in at..end {
            if support[line] < 500 {
                weights[line] = weights[line] * percent / 100;
            }
        }
        at = end;
    }
}

/// Headings of lists of other stories, of comments and of footers weigh on what follows, the less the more text comes.
fn sections(page: &Page, signs: &[Sign], weights: &mut [i64]) {
    let mut left = 0i64;
    let mut before = 0i64;
    let mut commented = false;
    for at in 0..signs.len() {
        // What readers wrote below a story weighs little, however much it is.
        let comments = signs[at].said.is_some_and(|s| s.kind == BlockKind::Comment);
        commented |= comments && before >= 800 && page.lines[at].shape.mass <= 90;
        before += weights[at].max(0);
        if commented && weights[at] > 0 {
            weights[at] /= 15;
        }
        if let Some(said) = signs[at].said
            && said.whole
            && matches!(said.kind, BlockKind::Related | BlockKind::Comment)
            && page.lines[at].shape.mass <= 40
        {
            left = left.max(if said.kind == BlockKind::Comment { 500 } else { 260 });
        } else if weights[at] > 0 && left > 0 {
            let taken = left.min(weights[at]);
            left -= taken;
            weights[at] -= taken;
        }
    }
}
