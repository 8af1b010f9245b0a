//! The best run of lines, and in markup the element that holds it.

use crate::page::Page;

/// First and one past the last line of the story; empty where there is none.
pub(super) fn story(page: &Page, weights: &[i64]) -> (usize, usize) {
    let (first, last) = if page.markup { holder(page, weights) } else { (0, weights.len()) };
    let (a, b) = best(&weights[first..last]);
    (first + a, first + b)
}

/// The run with the largest sum; it begins and ends with a line that speaks for a story.
fn best(weights: &[i64]) -> (usize, usize) {
    let (mut best, mut found) = (0, (0, 0));
    let (mut sum, mut start) = (0i64, 0);
    for (at, weight) in weights.iter().enumerate() {
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

/// Lines of the element that holds the story: the deepest one whose lines weigh nearly as much as those of any other.
fn holder(page: &Page, weights: &[i64]) -> (usize, usize) {
    let mut sums = vec![0i64];
    for weight in weights {
        sums.push(sums.last().copied().unwrap_or(0) + weight);
    }
    let (mut found, mut most) = ((0, weights.len()), i64::MIN);
    for element in &page.elements {
        let (first, last) = (element.first, element.last.max(element.first));
        let sum = sums[last] - sums[first];
        if last > first && sum >= most {
            most = sum;
            found = (first, last);
        }
    }
    found
}
