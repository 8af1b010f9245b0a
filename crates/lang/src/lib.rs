#![doc = include_str!("../README.md")]

mod fold;
mod packs;
mod phrases;
mod table;
mod token;

pub use fold::{fold, has_marks, lower};
pub use packs::{Compile, Pack, PackError, Packs};
pub use phrases::{Lexicon, Phrases};
pub use table::{Row, Table};
pub use token::{Break, Case, Shape, Token, tokens};
