//! The steps of one document, each with its name and when it was made: what undo and redo take, and what a list of
//! them shows.

use journey::document::Label;
use journey::history::{History, Labels};
use journey::patch::Patch;
use serde::Serialize;
use store::Millis;
use ts_rs::TS;

/// A step that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Dated {
    /// What it did, for people.
    pub label: Label,
    /// When it was made first: milliseconds since 1970, UTC.
    pub at: Millis,
}

/// Every step of a document: those that hold, and those that were taken back since the last new one.
#[derive(Clone, Debug, Default)]
pub(super) struct Past {
    history: History,
    done: Vec<Dated>,
    undone: Vec<Dated>,
}

impl Past {
    /// Adds a step that was made; a patch that changes nothing is no step.
    pub(super) fn push(&mut self, label: Label, patch: Patch, at: Millis) {
        if patch.is_empty() {
            return;
        }
        self.history.push(label.clone(), patch);
        self.done.push(Dated { label, at });
        self.undone.clear();
    }

    /// Returns the patch that takes the last step back, or none when there is no step.
    pub(super) fn undo(&mut self) -> Option<Patch> {
        self.undone.extend(self.done.pop());
        self.history.undo()
    }

    /// Returns the patch that makes the last undone step again, or none when there is none.
    pub(super) fn redo(&mut self) -> Option<Patch> {
        self.done.extend(self.undone.pop());
        self.history.redo()
    }

    /// Returns the labels for the menu.
    pub(super) fn labels(&self) -> Labels {
        self.history.labels()
    }

    /// Returns the steps that hold, oldest first.
    pub(super) fn done(&self) -> &[Dated] {
        &self.done
    }

    /// Returns the steps that were taken back, the next to be made again first.
    pub(super) fn undone(&self) -> Vec<Dated> {
        self.undone.iter().rev().cloned().collect()
    }
}
