//! The scorer of `cargo xtask quality`, and helpers of the tests of the whole.
//!
//! [`score`] is a port of the part of the project's scoring scripts that the demo keys need: the same rules, the same figures.

pub mod demo;
pub mod ratchet;
pub mod review;
pub mod score;
