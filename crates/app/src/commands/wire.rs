//! What commands ask and answer, where it is not a document itself.

use std::collections::{BTreeMap, BTreeSet};

use journey::document::Label;
use journey::edit::{Edit, Position};
use journey::id::{NodeId, PortName};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use crate::samples::Sample;
use crate::session::{Dated, Snapshot};

/// A request that needs to say nothing.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, TS)]
pub struct Empty {}

/// An answer that says only that it was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Nothing {}

/// A document of the workspace.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct DocumentRef {
    /// Its id.
    pub document: String,
}

/// A sample.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Pick {
    /// Its id.
    pub sample: String,
}

/// A file as text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Text {
    /// Its name, without its folder.
    pub name: String,
    /// What stands in it.
    pub text: String,
}

/// What to save, and where.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Located {
    /// The document.
    pub document: String,
    /// Whether a place is asked for, even where the journey has one.
    #[serde(default)]
    pub elsewhere: bool,
}

/// Where something was saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Saved {
    /// The file, without its folder.
    pub file: String,
}

/// An edit against a revision.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct EditOf {
    /// The document.
    pub document: String,
    /// The revision it was made against.
    pub revision: u64,
    /// The edit.
    pub edit: Edit,
}

/// Something done to a revision.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Act {
    /// The document.
    pub document: String,
    /// The revision it was made against.
    pub revision: u64,
}

/// A wire that is being drawn.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Wire {
    /// The document.
    pub document: String,
    /// Where it starts.
    pub from: NodeId,
    /// By which port.
    pub port: PortName,
}

/// Steps to copy.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Copied {
    /// The document.
    pub document: String,
    /// The steps.
    pub nodes: BTreeSet<NodeId>,
}

/// Copied steps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Kept {
    /// What the clipboard holds.
    pub text: String,
}

/// Steps to paste.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Pasted {
    /// The document.
    pub document: String,
    /// The revision it is made against.
    pub revision: u64,
    /// What the clipboard holds.
    pub text: String,
    /// How far the boxes move.
    pub offset: Position,
}

/// The steps made so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct History {
    /// Those that hold, oldest first.
    pub steps: Vec<Dated>,
    /// Those that were taken back, the next to be made again first.
    pub undone: Vec<Dated>,
}

/// What the first screen offers.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Gallery {
    /// Samples to start from.
    pub samples: Vec<Sample>,
    /// Journeys of the workspace, the last changed first.
    pub journeys: Vec<Listing>,
}

/// A journey of the workspace.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Listing {
    /// Its id.
    pub document: String,
    /// Its name.
    pub name: Label,
    /// How many steps it has.
    pub steps: u64,
    /// When it was last changed: milliseconds since 1970, UTC.
    pub changed_at: i64,
}

/// What the person prefers.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Preferences {
    /// By key, as the designer kept them.
    pub values: BTreeMap<String, Value>,
    /// Whether this door can ask for files.
    pub dialogs: bool,
}

/// One preference.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Preference {
    /// Its key.
    pub key: String,
    /// Its value.
    pub value: Value,
}

/// The snapshots of a journey.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Snapshots {
    /// The newest first.
    pub snapshots: Vec<Snapshot>,
}

/// A snapshot of a document.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SnapshotRef {
    /// The document.
    pub document: String,
    /// The snapshot's id.
    pub snapshot: String,
}

/// A snapshot to go back to.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Restored {
    /// The document.
    pub document: String,
    /// The revision it is at.
    pub revision: u64,
    /// The snapshot's id.
    pub snapshot: String,
}
