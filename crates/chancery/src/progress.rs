//! A progress line on standard error, only where that is a terminal and the work is long.

use pipeline::Step;
use std::cell::Cell;
use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

/// Counts steps and redraws one line at most ten times a second, beginning after the first half second.
pub struct Progress {
    inputs: usize,
    read: Cell<usize>,
    documents: Cell<usize>,
    drawn: Cell<Option<Instant>>,
    begun: Instant,
    shown: bool,
}

impl Progress {
    /// Progress over a number of inputs.
    pub fn new(inputs: usize) -> Self {
        Self {
            inputs,
            read: Cell::new(0),
            documents: Cell::new(0),
            drawn: Cell::new(None),
            begun: Instant::now(),
            shown: std::io::stderr().is_terminal(),
        }
    }

    /// Takes note of a step.
    pub fn step(&self, step: Step) {
        match step {
            Step::Input => self.read.set(self.read.get() + 1),
            Step::Document => self.documents.set(self.documents.get() + 1),
            Step::Merging => {}
        }
        let waited = self.drawn.get().map_or(Duration::from_millis(500), |_| Duration::from_millis(100));
        if self.shown && self.drawn.get().unwrap_or(self.begun).elapsed() >= waited {
            self.draw(step == Step::Merging);
        }
    }

    fn draw(&self, merging: bool) {
        const WIDTH: usize = 24;
        let filled = WIDTH * self.read.get().min(self.inputs) / self.inputs.max(1);
        let bar = format!("{}{}", "#".repeat(filled), ".".repeat(WIDTH - filled));
        let what = if merging { ", merging" } else { "" };
        let counts = format!("{}/{} inputs, {} documents{what}", self.read.get(), self.inputs, self.documents.get());
        eprint!("\r[{bar}] {counts} ");
        let _ = std::io::stderr().flush();
        self.drawn.set(Some(Instant::now()));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.drawn.get().is_some() {
            eprint!("\r{}\r", " ".repeat(78));
        }
    }
}
