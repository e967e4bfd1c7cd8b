//! A panic in one article is an error of that article, not the end of the run.

use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
    static MESSAGE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Makes panics inside [`catch`] silent; all others are printed as usual.
pub fn install() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if GUARDED.get() {
            MESSAGE.set(Some(message(info)));
        } else {
            usual(info);
        }
    }));
}

/// Runs `work`.
///
/// # Errors
/// When it panics: the message and its place.
pub fn catch<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    GUARDED.set(true);
    // What `work` borrows is read only: nothing half-written is left behind.
    let outcome = panic::catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(false);
    outcome.map_err(|_| MESSAGE.take().unwrap_or_else(|| "no message".to_owned()))
}

fn message(info: &PanicHookInfo<'_>) -> String {
    let words = info.payload_as_str().unwrap_or("no message");
    info.location().map_or_else(|| words.to_owned(), |at| format!("{words} ({}:{})", at.file(), at.line()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_message() {
        install();
        let error = catch(|| panic!("no {}", "story")).unwrap_err();
        assert!(error.starts_with("no story (") && error.contains("guard.rs:"), "{error}");
        assert_eq!(catch(|| 7), Ok(7));
    }
}
