//! A panic in one document ends the reading of that document, not the run.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Runs `work`; a panic becomes its message. Nothing of `work` is used after a panic, so no broken state can be seen.
pub fn guarded<R>(work: impl FnOnce() -> R) -> Result<R, String> {
    let before = GUARDED.replace(true);
    let result = catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(before);
    result.map_err(|panic| {
        let text = panic.downcast_ref::<&str>().map(|s| (*s).to_string());
        text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "no message".to_string())
    })
}

/// Keeps the trace of a guarded panic off standard error: it is told as an issue instead. Call it at the start; further calls do nothing.
pub fn silence_guarded_panics() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(install);
}

fn install() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if !GUARDED.get() {
            usual(info);
        }
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_its_message() {
        silence_guarded_panics();
        assert_eq!(guarded(|| 2), Ok(2));
        assert_eq!(guarded(|| -> u8 { panic!("at {}", 3) }), Err("at 3".to_string()));
    }
}
