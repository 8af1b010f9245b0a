//! An output folder and keys in, figures out.

pub mod count;
pub mod document;
pub mod edtf;
mod entities;
pub mod evaluate;
pub mod key;
pub mod merging;
pub mod names;
pub mod output;
pub mod pairing;
pub mod slots;
pub mod source;
pub mod table;

pub use evaluate::{Score, evaluate};
pub use key::Key;
pub use output::Output;
