//! Everything a linguist or a desk officer may edit, held as text. Nothing is parsed here.
//!
//! ```
//! let (path, text) = data::FILES[0];
//! assert!(!path.is_empty() && !text.is_empty());
//! ```

include!(concat!(env!("OUT_DIR"), "/files.rs"));
