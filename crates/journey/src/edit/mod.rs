//! Edits: what a person means to change. An edit works on a clone; what it changed is found by
//! comparison, so nothing here writes its own inverse. A failed edit changes nothing.

mod consequence;
mod draft;
mod label;
mod paste;
mod pointer;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use thiserror::Error;
use ts_rs::TS;

use crate::connect::Refusal;
use crate::document::{Journey, Label};
use crate::id::{NodeId, PortName};
use crate::patch::Patch;

/// One gesture.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(tag = "edit", rename_all = "snake_case")]
pub enum Edit {
    /// Adds a node with the configuration its kind starts with.
    AddNode {
        /// Its id, which must be new.
        id: NodeId,
        /// Its kind.
        kind: String,
        /// Its name.
        #[serde(default)]
        #[ts(optional, as = "Option<_>")]
        name: Label,
        /// Fields of its configuration that differ from the usual ones.
        #[serde(default, skip_serializing_if = "Map::is_empty")]
        #[ts(optional, as = "Option<_>")]
        config: Map<String, Value>,
        /// Where it stands.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        position: Option<Position>,
    },
    /// Removes nodes with their edges.
    RemoveNodes {
        /// The nodes.
        nodes: Vec<NodeId>,
        /// What becomes of the wires that led through them.
        #[serde(default)]
        #[ts(optional, as = "Option<_>")]
        wires: Wires,
    },
    /// Sets or removes a field of a node's record: name, note, stage, cost, value, effort, or an unknown one.
    SetField {
        /// The node.
        node: NodeId,
        /// Where in its record: a JSON pointer, as `/name`.
        pointer: String,
        /// The new value; none removes the field.
        #[serde(default)]
        #[ts(optional)]
        value: Option<Value>,
    },
    /// Sets or removes a field of a node's configuration; edges of ports that vanish follow or go.
    SetConfig {
        /// The node.
        node: NodeId,
        /// Where in its configuration: a JSON pointer; empty means all of it, `/arms/-` appends.
        pointer: String,
        /// The new value; none removes the field.
        #[serde(default)]
        #[ts(optional)]
        value: Option<Value>,
    },
    /// Sets or removes a field of the journey's settings.
    SetSetting {
        /// Where in the settings: a JSON pointer.
        pointer: String,
        /// The new value; none removes the field.
        #[serde(default)]
        #[ts(optional)]
        value: Option<Value>,
    },
    /// Lets a port lead to a node, instead of where it led before.
    Connect {
        /// The node it starts at.
        from: NodeId,
        /// The port.
        port: PortName,
        /// The node it leads to.
        to: NodeId,
    },
    /// Removes the edge of a port.
    Disconnect {
        /// The node it starts at.
        from: NodeId,
        /// The port.
        port: PortName,
    },
    /// Moves an edge to another port, another target, or both.
    Reconnect {
        /// The node the edge starts at.
        from: NodeId,
        /// The port it starts at.
        port: PortName,
        /// The node it then starts at.
        new_from: NodeId,
        /// The port it then starts at.
        new_port: PortName,
        /// The node it then leads to.
        to: NodeId,
    },
    /// Marks a port "ends here"; its edge goes.
    MarkEnd {
        /// The node.
        node: NodeId,
        /// The port.
        port: PortName,
    },
    /// Takes the mark "ends here" away.
    UnmarkEnd {
        /// The node.
        node: NodeId,
        /// The port.
        port: PortName,
    },
    /// Adds a node in the middle of an edge.
    InsertOnEdge {
        /// The node the edge starts at.
        from: NodeId,
        /// The port the edge starts at.
        port: PortName,
        /// The new node's id.
        id: NodeId,
        /// The new node's kind.
        kind: String,
        /// Where the new node stands.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        position: Option<Position>,
    },
    /// Names the journey.
    Rename {
        /// The new name.
        name: Label,
    },
    /// Says what the journey is for.
    SetNote {
        /// The new note.
        note: Label,
    },
    /// Moves boxes.
    Move {
        /// Where each then stands.
        positions: BTreeMap<NodeId, Position>,
    },
    /// Sets or removes a field of the layout, as a note or a group.
    SetLayout {
        /// Where in the layout: a JSON pointer.
        pointer: String,
        /// The new value; none removes the field.
        #[serde(default)]
        #[ts(optional)]
        value: Option<Value>,
    },
    /// Adds copied nodes with the edges between them.
    Paste {
        /// Nodes, edges and positions, as in a file.
        fragment: Value,
        /// The new id of each node; one that is not named keeps its own, which must be free.
        #[serde(default)]
        #[ts(optional, as = "Option<_>")]
        ids: BTreeMap<NodeId, NodeId>,
        /// How far the boxes move.
        #[serde(default)]
        #[ts(optional, as = "Option<_>")]
        offset: Position,
    },
    /// Replaces the whole document by an imported one.
    Import {
        /// The document, as in a file.
        document: Value,
    },
    /// Makes several edits that are one gesture, as adding a step and leading a way to it; all of them or none.
    Together {
        /// The edits, in order; the first one names the step.
        edits: Vec<Edit>,
    },
}

/// What becomes of the wires that led through removed nodes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Wires {
    /// They are cut.
    #[default]
    Cut,
    /// What led to a removed node leads on to where its first wired port led.
    Heal,
}

/// A place on the canvas, in its units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Position {
    /// To the right.
    pub x: f64,
    /// Down.
    pub y: f64,
}

/// Why an edit was not made.
#[derive(Clone, Debug, PartialEq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "code")]
pub enum EditError {
    /// There is no such node.
    #[error("found no node \"{node}\"")]
    NoNode {
        /// The node asked for.
        node: NodeId,
    },
    /// There is such a node already.
    #[error("found a node \"{node}\" already; expected a new id")]
    NodeExists {
        /// The id.
        node: NodeId,
    },
    /// This build knows no such kind.
    #[error("found kind \"{kind}\"; expected one that this build knows")]
    UnknownKind {
        /// The kind asked for.
        kind: String,
    },
    /// The port has no edge.
    #[error("port \"{port}\" of node \"{node}\" has no edge")]
    NoEdge {
        /// The node.
        node: NodeId,
        /// The port.
        port: PortName,
    },
    /// The node has no such port.
    #[error("node \"{node}\" has no port \"{port}\"")]
    NoPort {
        /// The node.
        node: NodeId,
        /// The port asked for.
        port: PortName,
    },
    /// The connection is not allowed.
    #[error("{refusal}")]
    Refused {
        /// Why.
        refusal: Refusal,
    },
    /// The pointer leads nowhere.
    #[error("pointer \"{pointer}\" leads nowhere; every part must name a field or an item")]
    BadPointer {
        /// The pointer.
        pointer: String,
    },
    /// The value does not fit the field.
    #[error("field \"{field}\" expects {expected}")]
    BadValue {
        /// The field.
        field: String,
        /// What was expected.
        expected: String,
    },
    /// A value that a file could not hold.
    #[error("value is nested deeper than {most} levels")]
    TooDeep {
        /// Most levels allowed.
        most: usize,
    },
    /// More steps than a file may hold.
    #[error(
        "the journey would have {steps} steps; expected at most {most}, take some out into sub-journeys"
    )]
    TooManySteps {
        /// Steps it would have.
        steps: usize,
        /// Most allowed.
        most: usize,
    },
    /// More bytes than a file may hold.
    #[error(
        "the journey would have {bytes} bytes; expected at most {most}, take some out into sub-journeys"
    )]
    TooLarge {
        /// Bytes it would have.
        bytes: usize,
        /// Most allowed.
        most: usize,
    },
    /// What is pasted or imported is no journey.
    #[error("{reason}")]
    NotAJourney {
        /// What is wrong with it.
        reason: String,
    },
    /// The result would break what every document promises: a fault of this build.
    #[error("edit would break the document: {reason}")]
    Broken {
        /// What would be broken.
        reason: String,
    },
}

impl EditError {
    /// Returns the code that programs switch on.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoNode { .. } => "no_node",
            Self::NodeExists { .. } => "node_exists",
            Self::UnknownKind { .. } => "unknown_kind",
            Self::NoEdge { .. } => "no_edge",
            Self::NoPort { .. } => "no_port",
            Self::Refused { .. } => "refused",
            Self::BadPointer { .. } => "bad_pointer",
            Self::BadValue { .. } => "bad_value",
            Self::TooDeep { .. } => "too_deep",
            Self::TooManySteps { .. } => "too_many_steps",
            Self::TooLarge { .. } => "too_large",
            Self::NotAJourney { .. } => "not_a_journey",
            Self::Broken { .. } => "broken",
        }
    }
}

impl From<Refusal> for EditError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused { refusal }
    }
}

/// Makes an edit: returns the new document and what changed.
pub fn apply(journey: &Journey, edit: &Edit) -> Result<(Journey, Patch), EditError> {
    let mut draft = journey.clone();
    draft::make(&mut draft, edit)?;
    consequence::refuse_what_no_file_holds(journey, &draft, edit)?;
    let patch = Patch::between(journey, &draft);
    consequence::assert_sound(journey, &draft, &patch)?;
    Ok((draft, patch))
}

#[cfg(test)]
pub(crate) mod law;
#[cfg(test)]
mod tests;
