//! The document: what an admin draws, as it is kept. Facts only; everything else is derived.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

use crate::id::{JourneyId, NodeId, PortName};
use crate::value::Decimal;

/// A journey as it is kept: also an unfinished or a broken one.
///
/// Settings and each node's configuration stay as the JSON they are, so nothing that this build
/// does not understand is lost; [`crate::settings::Settings`] and `Kind` are typed views of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Journey {
    /// Names it across files and versions.
    pub id: JourneyId,
    /// The name people read.
    pub name: Label,
    /// What it is for.
    pub note: Label,
    /// Everything that is no step.
    pub settings: Map<String, Value>,
    /// Steps; shared with the journey as it was before an edit, which leaves most of them as they are.
    pub nodes: BTreeMap<NodeId, Arc<Node>>,
    /// Where each port leads; a port has at most one edge.
    pub edges: BTreeMap<NodeId, BTreeMap<PortName, NodeId>>,
    /// Positions, notes and groups: the picture, which means nothing.
    pub layout: Map<String, Value>,
    /// Fields this build does not know.
    pub extra: Map<String, Value>,
}

impl Journey {
    /// Returns a step.
    pub fn node(&self, id: &NodeId) -> Option<&Node> {
        self.nodes.get(id).map(|node| &**node)
    }

    /// Returns a step to be changed, for this journey alone.
    pub fn node_mut(&mut self, id: &NodeId) -> Option<&mut Node> {
        self.nodes.get_mut(id).map(Arc::make_mut)
    }

    /// Puts a step in; returns the one that was there before.
    pub fn put(&mut self, id: NodeId, node: Node) -> Option<Arc<Node>> {
        self.nodes.insert(id, Arc::new(node))
    }
}

impl Default for JourneyId {
    fn default() -> Self {
        Self::from("jny_new")
    }
}

/// One step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Node {
    /// What it does, as in `branch` or `message`.
    pub kind: String,
    /// The name people read.
    pub name: Label,
    /// Why it is there.
    pub note: Label,
    /// Where in the customer's life it stands.
    pub stage: Option<Stage>,
    /// What one pass costs, in the journey's currency.
    pub cost: Decimal,
    /// What one pass is worth, in the journey's currency.
    pub value: Decimal,
    /// What it asks of the customer, 0–5.
    pub effort: u8,
    /// Its configuration; what is in it depends on the kind.
    pub config: Map<String, Value>,
    /// Ports that are marked "ends here".
    pub ends: BTreeSet<PortName>,
    /// Fields this build does not know, or could not read.
    pub extra: Map<String, Value>,
}

/// A text people read: the same in every language, or one for each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(untagged)]
pub enum Label {
    /// The same in every language.
    Plain(String),
    /// By language ("ja", "en").
    Localized(BTreeMap<String, String>),
}

impl Default for Label {
    fn default() -> Self {
        Self::Plain(String::new())
    }
}

impl From<&str> for Label {
    fn from(text: &str) -> Self {
        Self::Plain(text.to_owned())
    }
}

impl Label {
    /// Returns a text in both languages.
    pub fn both(en: impl Into<String>, ja: impl Into<String>) -> Self {
        let texts = [("en", en.into()), ("ja", ja.into())];
        Self::Localized(texts.map(|(language, text)| (language.to_owned(), text)).into())
    }

    /// Returns the text in this language, else in English, else in any.
    pub fn text(&self, language: &str) -> &str {
        match self {
            Self::Plain(text) => text,
            Self::Localized(texts) => texts
                .get(language)
                .or_else(|| texts.get("en"))
                .or_else(|| texts.values().next())
                .map_or("", String::as_str),
        }
    }

    /// Returns whether there is no text in any language.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Plain(text) => text.is_empty(),
            Self::Localized(texts) => texts.values().all(String::is_empty),
        }
    }
}

/// Where in the customer's life a step stands.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS,
)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// 認知.
    Awareness,
    /// 検討.
    Consideration,
    /// 購入.
    Purchase,
    /// 利用.
    Use,
    /// 支援.
    Support,
    /// 継続.
    Loyalty,
}
