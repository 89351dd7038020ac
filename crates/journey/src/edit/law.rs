//! Undo and redo, whatever the edits.
