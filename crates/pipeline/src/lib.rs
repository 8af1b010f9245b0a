#![doc = include_str!("../README.md")]

mod guard;
mod run;
mod stage;
mod window;

pub use guard::{guarded, silence_guarded_panics};
pub use run::{Count, Flow, Input, Options, Step, bare_document, merge, run, run_items};
pub use stage::{FILES, Item, Stage, items, line, parse_line, write_rows};
pub use window::{on_threads, ordered};

use lang::{PackError, Packs};

/// The packs that are built in.
///
/// # Errors
/// The first file that cannot be parsed.
pub fn built_in_packs() -> Result<Packs, PackError> {
    Packs::parse(data::FILES.iter().copied())
}
