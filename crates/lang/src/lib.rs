//! Language packs: text files in, tables and matchers out.
//!
//! A pack is a folder of tab-separated tables and plain lists; this crate parses and checks them, folds words into lookup
//! keys, cuts text into tokens, and matches phrases. What is absent: documents, stages, and what a list is used for. A stage
//! compiles the tables it needs once, through [`Packs::compiled`].
//!
//! ```
//! let packs = lang::Packs::parse([
//!     ("lang/en/pack.txt", "name = English\n"),
//!     ("lang/en/titles.tsv", "# Source: example\n#: form\trank\nminister\tminister\nprime minister\thead_of_government\n"),
//! ]).unwrap();
//! let table = packs.get("en").unwrap().table("titles").unwrap();
//! assert_eq!(table.rows[1].get("rank"), "head_of_government");
//!
//! let mut lexicon = lang::Lexicon::default();
//! let mut phrases = lang::Phrases::default();
//! for row in &table.rows {
//!     phrases.insert(&mut lexicon, row.get("form"), true, row.get("rank").to_string());
//! }
//! let text = "Prime Minister Ito";
//! let tokens = lang::tokens(text, &lexicon);
//! let (length, rank) = phrases.longest(&tokens, 0).unwrap();
//! assert_eq!((length, rank.as_str()), (2, "head_of_government"));
//! ```

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
