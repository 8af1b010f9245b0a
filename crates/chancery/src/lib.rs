//! The command `chancery`, as a library: arguments, progress, files, exit codes. No text logic.
//!
//! `cargo xtask pipeline` and `chancery run` call the same functions here.

pub mod cli;
pub mod folder;
pub mod inputs;
pub mod progress;
pub mod run;
pub mod show;
pub mod summary;
pub mod verify;
