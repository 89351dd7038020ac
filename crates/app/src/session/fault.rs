//! Places where a test lets a change fail badly, to see that the document survives it. In the product each is nothing.

/// A place on the way of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Point {
    /// While the step is named.
    Label,
    /// While a snapshot is made.
    Snapshot,
    /// While the edit is worked out.
    Apply,
    /// While the history takes it.
    History,
    /// While cards are drawn up.
    Cards,
    /// While the journey is checked.
    Findings,
    /// Right before it is kept.
    Keep,
}

/// Goes on, unless a test wants a document to fail here.
#[cfg(not(test))]
pub(super) fn pass(_point: Point, _document: &str) {}

#[cfg(test)]
pub(super) use armed::{arm, pass};

#[cfg(test)]
mod armed {
    use std::sync::{Mutex, PoisonError};

    use super::Point;

    static ARMED: Mutex<Vec<(Point, String)>> = Mutex::new(Vec::new());

    /// Lets the next change of a document fail at a place.
    pub(in crate::session) fn arm(point: Point, document: &str) {
        let mut armed = ARMED.lock().unwrap_or_else(PoisonError::into_inner);
        armed.push((point, document.to_owned()));
    }

    /// Fails where a test wants it, once.
    pub(in crate::session) fn pass(point: Point, document: &str) {
        let mut armed = ARMED.lock().unwrap_or_else(PoisonError::into_inner);
        let before = armed.len();
        armed.retain(|(at, name)| *at != point || name != document);
        let failing = armed.len() < before;
        drop(armed);
        assert!(!failing, "a test wants this to fail at {point:?}");
    }
}
