//! The best run of lines: the story.

use crate::page::Page;

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
