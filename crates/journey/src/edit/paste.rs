//! Copied nodes and imported documents: JSON from elsewhere that becomes part of the draft.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::draft::place;
use super::{EditError, Position};
use crate::document::{Journey, Node};
use crate::format::{self, compact};
use crate::id::{NodeId, PortName};

/// Adds the nodes of a fragment, the edges between them, and their boxes.
pub(super) fn paste(
    draft: &mut Journey,
    fragment: &Value,
    ids: &BTreeMap<NodeId, NodeId>,
    offset: Position,
) -> Result<(), EditError> {
    let Value::Object(fields) = fragment else {
        let reason = "found no nodes to paste; expected a map with nodes and edges".to_owned();
        return Err(EditError::NotAJourney { reason });
    };
    let mut file = fields.clone();
    file.insert("format".to_owned(), format::FORMAT.into());
    file.entry("version").or_insert_with(|| format::VERSION.into());
    let copy = whole(&Value::Object(file))?;
    let new_id = |id: &NodeId| ids.get(id).unwrap_or(id).clone();
    for (id, node) in &copy.nodes {
        let id = new_id(id);
        let mut node = Node::clone(node);
        follow_steps(&mut node.config, &copy, ids);
        if draft.put(id.clone(), node).is_some() {
            return Err(EditError::NodeExists { node: id });
        }
        let position =
            copy.layout.get("nodes").and_then(|nodes| nodes.get(&*id_of(&copy, &id, ids)));
        if let Some((x, y)) = position.and_then(|at| Some((at["x"].as_f64()?, at["y"].as_f64()?))) {
            place(draft, &id, Some(Position { x: x + offset.x, y: y + offset.y }));
        }
    }
    for (from, ports) in copy.edges {
        let inside = |id: &NodeId| copy.nodes.contains_key(id);
        let kept: BTreeMap<PortName, NodeId> = ports
            .into_iter()
            .filter(|(_, to)| inside(&from) && inside(to))
            .map(|(port, to)| (port, new_id(&to)))
            .collect();
        if !kept.is_empty() {
            draft.edges.insert(new_id(&from), kept);
        }
    }
    Ok(())
}

/// Reads a whole document.
pub(super) fn whole(document: &Value) -> Result<Journey, EditError> {
    let read = format::read(compact(document).as_bytes());
    let (journey, _) =
        read.map_err(|error| EditError::NotAJourney { reason: error.to_string() })?;
    Ok(journey)
}

/// Lets references to copied steps follow to the copies.
fn follow_steps(config: &mut Map<String, Value>, copy: &Journey, ids: &BTreeMap<NodeId, NodeId>) {
    let events = config.get_mut("events").and_then(Value::as_array_mut);
    for event in events.into_iter().flatten() {
        let step = event.get("step").and_then(Value::as_str).map(NodeId::from);
        if let Some(new) =
            step.filter(|step| copy.nodes.contains_key(step)).and_then(|it| ids.get(&it))
        {
            event["step"] = json!(new);
        }
    }
}

fn id_of(copy: &Journey, new: &NodeId, ids: &BTreeMap<NodeId, NodeId>) -> String {
    let old = ids.iter().find(|(old, id)| *id == new && copy.nodes.contains_key(old));
    old.map_or(new, |(old, _)| old).to_string()
}
