//! Counts and shares, and helpers over loosely typed JSON.

use serde_json::Value;
use std::collections::BTreeSet;

/// True positives, false positives, false negatives.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Right.
    pub tp: usize,
    /// Said, not so.
    pub fp: usize,
    /// So, not said.
    pub fn_: usize,
}

impl Counts {
    /// Counts from its three numbers.
    pub fn new(tp: usize, fp: usize, fn_: usize) -> Self {
        Self { tp, fp, fn_ }
    }

    /// Counts of two sets: what was said, and what is so.
    pub fn of<T: Ord>(said: &BTreeSet<T>, so: &BTreeSet<T>) -> Self {
        let tp = said.intersection(so).count();
        Self::new(tp, said.len() - tp, so.len() - tp)
    }

    /// Adds other counts.
    pub fn add(&mut self, other: Self) {
        self.tp += other.tp;
        self.fp += other.fp;
        self.fn_ += other.fn_;
    }

    /// Precision.
    pub fn p(self) -> Option<f64> {
        ratio(self.tp, self.tp + self.fp)
    }

    /// Recall.
    pub fn r(self) -> Option<f64> {
        ratio(self.tp, self.tp + self.fn_)
    }

    /// Their harmonic mean.
    pub fn f1(self) -> Option<f64> {
        ratio(2 * self.tp, 2 * self.tp + self.fp + self.fn_)
    }
}

/// How many of a number of questions were answered rightly.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    /// Right answers.
    pub right: usize,
    /// Questions.
    pub asked: usize,
}

impl Share {
    /// Takes note of an answer.
    pub fn ask(&mut self, right: bool) {
        self.right += usize::from(right);
        self.asked += 1;
    }

    /// Adds another share.
    pub fn add(&mut self, other: Self) {
        self.right += other.right;
        self.asked += other.asked;
    }

    /// Right of asked.
    pub fn value(self) -> Option<f64> {
        ratio(self.right, self.asked)
    }
}

/// A quotient; nothing where the divisor is zero.
pub fn ratio(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// A list whatever was given: null is empty, one thing is a list of one.
pub fn list(value: &Value) -> Vec<&Value> {
    match value {
        Value::Null => Vec::new(),
        Value::Array(items) => items.iter().collect(),
        one => vec![one],
    }
}

/// The strings of such a list; a null in it is told apart by [`list`].
pub fn strings(value: &Value) -> Vec<String> {
    list(value).into_iter().filter_map(|v| v.as_str().map(str::to_string)).collect()
}

/// A string or nothing; an empty string is nothing.
pub fn text(value: &Value) -> Option<&str> {
    value.as_str().filter(|t| !t.is_empty())
}

/// Whether something is required; it is unless it says `false`.
pub fn required(value: &Value) -> bool {
    value["required"].as_bool().unwrap_or(true)
}
