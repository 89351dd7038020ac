//! History: labeled steps that can be taken back and made again. Holds patches, never documents.

use std::sync::Arc;

use crate::document::Label;
use crate::patch::Patch;

/// The steps of one document. A copy shares them, so a change can be worked out on the side.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    done: Vec<Arc<Step>>,
    undone: Vec<Arc<Step>>,
}

/// One gesture.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What it did, for people.
    pub label: Label,
    /// What it changed.
    pub patch: Patch,
}

/// What undo and redo would do next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    /// The label of the step that undo takes back.
    pub undo: Option<Label>,
    /// The label of the step that redo makes again.
    pub redo: Option<Label>,
}

impl History {
    /// Adds a step that was made; what was undone before can no longer be redone.
    ///
    /// A patch that changes nothing is no step.
    pub fn push(&mut self, label: impl Into<Label>, patch: Patch) {
        if !patch.is_empty() {
            self.done.push(Arc::new(Step { label: label.into(), patch }));
            self.undone.clear();
        }
    }

    /// Returns the patch that takes the last step back, or none when there is no step.
    pub fn undo(&mut self) -> Option<Patch> {
        let step = self.done.pop()?;
        let patch = step.patch.reversed();
        self.undone.push(step);
        Some(patch)
    }

    /// Returns the patch that makes the last undone step again, or none when there is none.
    pub fn redo(&mut self) -> Option<Patch> {
        let step = self.undone.pop()?;
        let patch = step.patch.clone();
        self.done.push(step);
        Some(patch)
    }

    /// Returns the labels for the menu.
    pub fn labels(&self) -> Labels {
        let label = |steps: &[Arc<Step>]| steps.last().map(|step| step.label.clone());
        Labels { undo: label(&self.done), redo: label(&self.undone) }
    }

    /// Returns the steps made so far, oldest first.
    pub fn steps(&self) -> &[Arc<Step>] {
        &self.done
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{Edit, apply};
    use crate::notation::journey;

    #[test]
    fn a_new_step_forgets_what_was_undone() {
        let start = journey("entry -> end");
        let rename = |name: &str| {
            let name = crate::document::Label::Plain(name.to_owned());
            apply(&start, &Edit::Rename { name }).unwrap().1
        };
        let mut history = History::default();
        history.push("Nothing", Patch::default());
        assert_eq!(history.labels(), Labels::default());
        history.push("One", rename("one"));
        history.push("Two", rename("two"));
        assert!(history.undo().is_some());
        let both = Labels { undo: Some("One".into()), redo: Some("Two".into()) };
        assert_eq!(history.labels(), both);
        history.push("Three", rename("three"));
        assert!(history.redo().is_none());
        let labels: Vec<&str> = history.steps().iter().map(|step| step.label.text("en")).collect();
        assert_eq!(labels, ["One", "Three"]);
    }
}
