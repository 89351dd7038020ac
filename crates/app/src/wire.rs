//! What goes between the core and the designer: whole documents once, then patches. TypeScript's types come from here.

use std::collections::BTreeMap;

use journey::document::{Journey, Label};
use journey::format;
use journey::id::{JourneyId, NodeId, PortName};
use journey::patch::Patch;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

use crate::card::Card;
use crate::problem::Problem;

/// A document as it is opened.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Opened {
    /// Its id in the workspace.
    pub document: String,
    /// Its revision.
    pub revision: u64,
    /// The file it stands in, without its folder.
    pub file: Option<String>,
    /// What it says.
    pub drawing: Drawing,
    /// Each step as the canvas shows it.
    pub cards: BTreeMap<NodeId, Card>,
    /// The step that undo takes back.
    pub undo: Option<Label>,
    /// The step that redo makes again.
    pub redo: Option<Label>,
    /// What is wrong, or worth a look.
    pub findings: Vec<Problem>,
}

/// A change that was made, and is kept.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Applied {
    /// The revision it made.
    pub revision: u64,
    /// Every record that changed.
    pub patch: Patch,
    /// Every card that changed; null for a step that is gone.
    pub cards: BTreeMap<NodeId, Option<Card>>,
    /// The step that undo takes back.
    pub undo: Option<Label>,
    /// The step that redo makes again.
    pub redo: Option<Label>,
    /// What is wrong, or worth a look.
    pub findings: Vec<Problem>,
}

/// A journey as records, each of which a patch replaces as a whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Drawing {
    /// Names it across files and versions.
    pub id: JourneyId,
    /// The name people read.
    pub name: Label,
    /// What it is for.
    #[serde(default)]
    pub note: Label,
    /// Everything that is no step.
    #[serde(default)]
    pub settings: Map<String, Value>,
    /// Steps, as in the file.
    #[serde(default)]
    #[ts(as = "BTreeMap<NodeId, StepRecord>")]
    pub nodes: BTreeMap<NodeId, Value>,
    /// Where each port leads.
    #[serde(default)]
    pub edges: BTreeMap<NodeId, BTreeMap<PortName, NodeId>>,
    /// Positions, notes and groups.
    #[serde(default)]
    pub layout: Map<String, Value>,
}

/// A step as it stands in the file; what is usual is left out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct StepRecord {
    /// What it does.
    pub kind: String,
    /// The name people read.
    #[ts(optional, as = "Option<Label>")]
    pub name: Label,
    /// Why it is there.
    #[ts(optional, as = "Option<Label>")]
    pub note: Label,
    /// Where in the customer's life it stands.
    #[ts(optional)]
    pub stage: Option<journey::document::Stage>,
    /// What one pass costs.
    #[ts(optional)]
    pub cost: Option<f64>,
    /// What one pass is worth.
    #[ts(optional)]
    pub value: Option<f64>,
    /// What it asks of the customer, 0–5.
    #[ts(optional)]
    pub effort: Option<u8>,
    /// Its configuration.
    #[ts(optional, as = "Option<Map<String, Value>>")]
    pub config: Map<String, Value>,
    /// Ports that are marked "ends here".
    #[ts(optional, as = "Option<Vec<PortName>>")]
    pub ends: Vec<PortName>,
}

impl Drawing {
    /// Returns the records of a journey, as its file has them.
    pub fn of(journey: &Journey) -> Self {
        let edges = journey.edges.clone();
        let file: Map<String, Value> =
            serde_json::from_str(&format::write(journey)).unwrap_or_default();
        let nodes = file.get("nodes").and_then(Value::as_object);
        let nodes = nodes.into_iter().flatten();
        Self {
            id: journey.id.clone(),
            name: journey.name.clone(),
            note: journey.note.clone(),
            settings: journey.settings.clone(),
            nodes: nodes.map(|(id, node)| (NodeId::from(id.clone()), node.clone())).collect(),
            edges,
            layout: journey.layout.clone(),
        }
    }
}
