//! The best run of lines: the story.

use super::Sign;
use crate::page::{Page, hint};

/// First and one past the last line of the story; empty where there is none.
pub(super) fn story(page: &Page, weights: &[i64]) -> (usize, usize) {
    let (mut best, mut found) = (0, (0, 0));
    let (mut sum, mut start) = (0i64, 0);
    for (at, weight) in weights.iter().enumerate() {
        if page.markup && at > start {
            sum -= border(page, page.lines[at - 1].element, page.lines[at].element);
        }
        if sum <= 0 {
            sum = 0;
            start = at;
        }
        sum += weight;
        if sum > best {
            best = sum;
            found = (start, at + 1);
        }
    }
    found
}

/// Where no line speaks for a story: from the first to the last line that says something and is no furniture by its words.
pub(super) fn fallback(page: &Page, signs: &[Sign]) -> (usize, usize) {
    let good = |at: &usize| {
        let (line, sign) = (&page.lines[*at], &signs[*at]);
        line.shape.mass >= 20
            && sign.said.is_none()
            && !sign.image
            && !sign.stamp
            && !line.has(hint::AWAY)
            && line.link_percent() < 50
    };
    let Some(first) = (0..signs.len()).find(good) else { return (0, 0) };
    let last = (0..signs.len()).rev().find(good).unwrap_or(first);
    // A page that is mostly something else is no story.
    let count = (first..=last).filter(good).count();
    if count * 2 < last - first + 1 { (0, 0) } else { (first, last + 1) }
}

/// How many elements end and begin between two lines of one story without speaking against it.
const FREE: i64 = 5;
/// What every further one costs.
const STEP: i64 = 5;
/// What a border costs at most.
const DEAREST: i64 = 80;

/// What it costs to go from one element to another: the more elements end and begin, the more.
fn border(page: &Page, mut a: usize, mut b: usize) -> i64 {
    let mut steps = 0;
    while a != b {
        if page.elements[a].depth >= page.elements[b].depth {
            a = page.elements[a].parent;
        } else {
            b = page.elements[b].parent;
        }
        steps += 1;
        if steps * STEP > DEAREST + FREE * STEP {
            break;
        }
    }
    ((steps - FREE) * STEP).clamp(0, DEAREST)
}
