//! The order of the stages: documents in, a dossier out.
//!
//! ```text
//! sources --load--> Clipping --clean--> Article --extract--> Findings --merge--> Dossier
//! ```
//! load, clean and extract run in parallel over documents, in windows of bounded size, so that order is kept and memory is
//! bounded; merge sees the whole. A panic in one document becomes an [`Issue`] and the run goes on. What is absent here: any
//! file format, any word of any language, arguments, printing, and the writing of files.

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
