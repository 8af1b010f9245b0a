#![doc = include_str!("../README.md")]

mod assemble;
mod dates;
mod furniture;
mod html;
mod judge;
mod language;
mod page;
mod parts;
mod plain;
mod shape;
mod stamp;
mod stated;

pub use language::identify;

use lang::Packs;
use model::{Article, Clipping, Issue};

/// Cleans one clipping. Text never fails: what is wrong with it becomes an issue beside the article.
pub fn article(clipping: &Clipping, packs: &Packs) -> (Article, Vec<Issue>) {
    assemble::article(clipping, packs)
}

/// A readable view of an article: what is known of the document, then one block a line.
pub fn view(article: &Article) -> String {
    assemble::view(article)
}
