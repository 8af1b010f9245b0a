//! Reads documents from a file or folder and prints what each holds.

use load::{Loaded, Options};
use std::path::Path;

fn main() {
    let input = std::env::args().nth(1).unwrap_or_else(|| concat!(env!("CARGO_MANIFEST_DIR"), "/src").to_string());
    let options = Options::default();
    let sources = load::open(Path::new(&input), &options).expect("the input is there");
    for row in sources.iter().flat_map(|source| load::read(source, &options)) {
        match row {
            Loaded::Clipping(clipping) => println!("{} {} {} bytes", clipping.id, clipping.path, clipping.bytes),
            Loaded::Issue(issue) => println!("{}: {}", issue.path, issue.message),
        }
    }
}
