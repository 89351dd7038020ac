//! Patches: what an edit changed, as whole records before and after. Found by comparing two documents,
//! so reversing one is mechanical. Knows nothing of intents.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use ts_rs::TS;

use crate::document::{Journey, Label};
use crate::format::record::{node_value, read_node};
use crate::id::{JourneyId, NodeId};

/// Every record that differs between two documents.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(transparent)]
#[ts(as = "Vec<Change>")]
pub struct Patch {
    /// Changes, each record at most once.
    pub changes: Vec<Change>,
}

/// One record before and after.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Change {
    /// Which record.
    pub key: Key,
    /// What it was; none means it was not there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub before: Option<Value>,
    /// What it is; none means it is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub after: Option<Value>,
}

/// Names a record of the document.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS,
)]
#[serde(tag = "record", rename_all = "snake_case")]
pub enum Key {
    /// The journey's own id, name and note.
    Head,
    /// One section of the settings.
    Setting {
        /// Its name.
        section: String,
    },
    /// One node.
    Node {
        /// Its id.
        id: NodeId,
    },
    /// All edges that start at one node, by port.
    Edges {
        /// The node.
        node: NodeId,
    },
    /// A section of the layout that is no map, or whose presence changed.
    Layout {
        /// Its name.
        section: String,
    },
    /// One entry of a section of the layout, as a node's position.
    LayoutEntry {
        /// The section's name.
        section: String,
        /// The entry's name.
        entry: String,
    },
    /// A field of the file that this build does not know.
    Extra {
        /// Its name.
        field: String,
    },
}

impl Patch {
    /// Returns what changed from one document to another.
    pub fn between(before: &Journey, after: &Journey) -> Self {
        let mut patch = Self::default();
        if (&before.id, &before.name, &before.note) != (&after.id, &after.name, &after.note) {
            patch.push(Key::Head, Some(head(before)), Some(head(after)));
        }
        patch.fields(&before.settings, &after.settings, |section| Key::Setting { section });
        for (id, old, new) in differing(&before.nodes, &after.nodes) {
            let key = Key::Node { id: id.clone() };
            patch.push(key, old.map(|it| node_value(it)), new.map(|it| node_value(it)));
        }
        for (node, old, new) in differing(&before.edges, &after.edges) {
            let value = |ports: &BTreeMap<_, _>| json!(ports);
            patch.push(Key::Edges { node: node.clone() }, old.map(value), new.map(value));
        }
        patch.layout(&before.layout, &after.layout);
        patch.fields(&before.extra, &after.extra, |field| Key::Extra { field });
        patch
    }

    /// Returns the patch that takes this one back.
    pub fn reversed(&self) -> Self {
        let back = |change: &Change| Change {
            key: change.key.clone(),
            before: change.after.clone(),
            after: change.before.clone(),
        };
        Self { changes: self.changes.iter().rev().map(back).collect() }
    }

    /// Returns whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Returns the document with every record as it is after the patch.
    pub fn apply(&self, journey: &Journey) -> Journey {
        let mut journey = journey.clone();
        for Change { key, after, .. } in &self.changes {
            let after = after.clone();
            match key {
                Key::Head => set_head(&mut journey, after),
                Key::Setting { section } => put(&mut journey.settings, section, after),
                Key::Node { id } => match after {
                    Some(Value::Object(fields)) => {
                        journey.put(id.clone(), read_node(fields).0);
                    }
                    _ => {
                        journey.nodes.remove(id);
                    }
                },
                Key::Edges { node } => {
                    match after.and_then(|ports| serde_json::from_value(ports).ok()) {
                        Some(ports) => journey.edges.insert(node.clone(), ports),
                        None => journey.edges.remove(node),
                    };
                }
                Key::Layout { section } => put(&mut journey.layout, section, after),
                Key::LayoutEntry { section, entry } => {
                    if let Some(Value::Object(entries)) = journey.layout.get_mut(section) {
                        put(entries, entry, after);
                    }
                }
                Key::Extra { field } => put(&mut journey.extra, field, after),
            }
        }
        journey
    }

    fn push(&mut self, key: Key, before: Option<Value>, after: Option<Value>) {
        self.changes.push(Change { key, before, after });
    }

    fn fields(
        &mut self,
        before: &Map<String, Value>,
        after: &Map<String, Value>,
        key: impl Fn(String) -> Key,
    ) {
        let gone_or_changed =
            before.iter().filter(|(name, value)| after.get(*name) != Some(*value));
        let come = after.keys().filter(|name| !before.contains_key(*name));
        let mut names: Vec<&String> = gone_or_changed.map(|(name, _)| name).chain(come).collect();
        names.sort_unstable();
        for name in names {
            let value = |map: &Map<String, Value>| map.get(name).cloned();
            self.push(key(name.clone()), value(before), value(after));
        }
    }

    /// A section that is a map on both sides changes entry by entry, so that moving ten boxes is ten records.
    fn layout(&mut self, before: &Map<String, Value>, after: &Map<String, Value>) {
        let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        for name in names {
            match (before.get(name), after.get(name)) {
                (Some(Value::Object(old)), Some(Value::Object(new))) => {
                    self.fields(old, new, |entry| Key::LayoutEntry {
                        section: name.clone(),
                        entry,
                    });
                }
                (old, new) if old != new => {
                    let key = Key::Layout { section: name.clone() };
                    self.push(key, old.cloned(), new.cloned());
                }
                _ => {}
            }
        }
    }
}

/// Returns the entries of two maps that differ, in the order of their keys, which both maps are walked in.
fn differing<'a, K: Ord, V: PartialEq>(
    before: &'a BTreeMap<K, V>,
    after: &'a BTreeMap<K, V>,
) -> Vec<(&'a K, Option<&'a V>, Option<&'a V>)> {
    let (mut old, mut new) = (before.iter().peekable(), after.iter().peekable());
    let mut differing = Vec::new();
    loop {
        let order = match (old.peek(), new.peek()) {
            (Some((one, _)), Some((other, _))) => one.cmp(other),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => return differing,
        };
        let gone = old.next_if(|_| order.is_le());
        let come = new.next_if(|_| order.is_ge());
        let (gone, come) = (gone.unzip(), come.unzip());
        if let Some(key) = gone.0.or(come.0).filter(|_| gone.1 != come.1) {
            differing.push((key, gone.1, come.1));
        }
    }
}

fn head(journey: &Journey) -> Value {
    json!({ "id": journey.id, "name": journey.name, "note": journey.note })
}

fn set_head(journey: &mut Journey, head: Option<Value>) {
    let head = head.unwrap_or_default();
    let label = |name: &str| Label::deserialize(&head[name]).unwrap_or_default();
    (journey.name, journey.note) = (label("name"), label("note"));
    journey.id = JourneyId::deserialize(&head["id"]).unwrap_or_default();
}

fn put(map: &mut Map<String, Value>, key: &str, value: Option<Value>) {
    match value {
        Some(value) => map.insert(key.to_owned(), value),
        None => map.remove(key),
    };
}
