//! Makes each edit on a draft, consequence by consequence, in plain order.

use serde_json::{Map, Value, json};

use super::consequence::{
    bridge_neighbours, carry_edges, remove_edges_of, remove_end_mark, remove_position,
};
use super::paste::{paste, whole};
use super::{Edit, EditError, Position, Wires, pointer};
use crate::connect::may_connect;
use crate::document::{Journey, Label, Node};
use crate::format::record::{node_value, read_node};
use crate::id::{NodeId, PortName};
use crate::kind::Kind;

/// Makes an edit on a draft, which is thrown away when it fails.
pub(super) fn make(draft: &mut Journey, edit: &Edit) -> Result<(), EditError> {
    match edit {
        Edit::AddNode { id, kind, name, config, position } => {
            add_node(draft, id, kind, name, config)?;
            place(draft, id, *position);
            Ok(())
        }
        Edit::RemoveNodes { nodes, wires } => remove_nodes(draft, nodes, *wires),
        Edit::SetField { node, pointer, value } => set_field(draft, node, pointer, value),
        Edit::SetConfig { node, pointer, value } => set_config(draft, node, pointer, value),
        Edit::SetSetting { pointer, value } => {
            pointer::set(&mut draft.settings, pointer, value.as_ref())
        }
        Edit::SetLayout { pointer, value } => {
            pointer::set(&mut draft.layout, pointer, value.as_ref())
        }
        Edit::Connect { from, port, to } => connect(draft, from, port, to),
        Edit::Disconnect { from, port } => disconnect(draft, from, port).map(|_| ()),
        Edit::Reconnect { from, port, new_from, new_port, to } => {
            disconnect(draft, from, port)?;
            connect(draft, new_from, new_port, to)
        }
        Edit::MarkEnd { node, port } => mark_end(draft, node, port),
        Edit::UnmarkEnd { node, port } => {
            existing(draft, node)?;
            remove_end_mark(draft, node, port);
            Ok(())
        }
        Edit::InsertOnEdge { from, port, id, kind, position } => {
            insert_on_edge(draft, from, port, id, kind)?;
            place(draft, id, *position);
            Ok(())
        }
        Edit::Rename { name } => {
            draft.extra.remove("name");
            draft.name = name.clone();
            Ok(())
        }
        Edit::SetNote { note } => {
            draft.extra.remove("note");
            draft.note = note.clone();
            Ok(())
        }
        Edit::Move { positions } => {
            for (node, &position) in positions {
                existing(draft, node)?;
                place(draft, node, Some(position));
            }
            Ok(())
        }
        Edit::Paste { fragment, ids, offset } => paste(draft, fragment, ids, *offset),
        Edit::Import { document } => {
            *draft = whole(document)?;
            Ok(())
        }
        Edit::Together { edits } => edits.iter().try_for_each(|edit| make(draft, edit)),
    }
}

fn add_node(
    draft: &mut Journey,
    id: &NodeId,
    kind: &str,
    name: &Label,
    fields: &Map<String, Value>,
) -> Result<(), EditError> {
    if id.as_str().is_empty() {
        let (field, expected) = ("id".to_owned(), "an id that is not empty".to_owned());
        return Err(EditError::BadValue { field, expected });
    }
    if draft.nodes.contains_key(id) {
        return Err(EditError::NodeExists { node: id.clone() });
    }
    let unknown = || EditError::UnknownKind { kind: kind.to_owned() };
    let mut config = Kind::default_config(kind).ok_or_else(unknown)?;
    config.extend(fields.clone());
    let (kind, name) = (kind.to_owned(), name.clone());
    draft.put(id.clone(), Node { kind, name, config, ..Node::default() });
    Ok(())
}

fn remove_nodes(draft: &mut Journey, nodes: &[NodeId], wires: Wires) -> Result<(), EditError> {
    for id in nodes {
        existing(draft, id)?;
        if wires == Wires::Heal {
            bridge_neighbours(draft, id);
        }
        remove_edges_of(draft, id);
        remove_position(draft, id);
        draft.nodes.remove(id);
    }
    Ok(())
}

fn set_field(
    draft: &mut Journey,
    id: &NodeId,
    pointer: &str,
    value: &Option<Value>,
) -> Result<(), EditError> {
    let field = pointer.split('/').nth(1).unwrap_or_default();
    if matches!(field, "" | "kind" | "config" | "ends") {
        let expected = "an edit of its own".to_owned();
        return Err(EditError::BadValue { field: field.to_owned(), expected });
    }
    let Value::Object(mut fields) = node_value(existing(draft, id)?) else {
        return Err(EditError::NoNode { node: id.clone() });
    };
    pointer::set(&mut fields, pointer, value.as_ref())?;
    let (node, problems) = read_node(fields);
    let at = format!("/{field}");
    if let Some(problem) = problems.iter().find(|it| it.field.as_deref() == Some(&at)) {
        let expected = problem.values.get("expected").cloned().unwrap_or_default();
        return Err(EditError::BadValue { field: field.to_owned(), expected });
    }
    draft.put(id.clone(), node);
    Ok(())
}

fn set_config(
    draft: &mut Journey,
    id: &NodeId,
    pointer: &str,
    value: &Option<Value>,
) -> Result<(), EditError> {
    let before = Kind::read(existing(draft, id)?);
    let node = draft.node_mut(id).ok_or_else(|| EditError::NoNode { node: id.clone() })?;
    node.extra.remove("config");
    pointer::set(&mut node.config, pointer, value.as_ref())?;
    if let (Ok(before), Ok(after)) = (before, Kind::read(node)) {
        carry_edges(draft, id, &before.ports(), &after.ports());
    }
    Ok(())
}

fn connect(
    draft: &mut Journey,
    from: &NodeId,
    port: &PortName,
    to: &NodeId,
) -> Result<(), EditError> {
    may_connect(draft, from, port, to)?;
    remove_end_mark(draft, from, port);
    draft.edges.entry(from.clone()).or_default().insert(port.clone(), to.clone());
    Ok(())
}

fn disconnect(draft: &mut Journey, from: &NodeId, port: &PortName) -> Result<NodeId, EditError> {
    let none = || EditError::NoEdge { node: from.clone(), port: port.clone() };
    let ports = draft.edges.get_mut(from).ok_or_else(none)?;
    let target = ports.remove(port).ok_or_else(none)?;
    if ports.is_empty() {
        draft.edges.remove(from);
    }
    Ok(target)
}

fn mark_end(draft: &mut Journey, id: &NodeId, port: &PortName) -> Result<(), EditError> {
    let kind = Kind::read_leniently(existing(draft, id)?);
    if kind.is_some_and(|(kind, _)| !kind.port_names().contains(port)) {
        return Err(EditError::NoPort { node: id.clone(), port: port.clone() });
    }
    // A port either leads on or ends.
    let _ = disconnect(draft, id, port);
    if let Some(node) = draft.node_mut(id) {
        node.extra.remove("ends");
        node.ends.insert(port.clone());
    }
    Ok(())
}

fn insert_on_edge(
    draft: &mut Journey,
    from: &NodeId,
    port: &PortName,
    id: &NodeId,
    kind: &str,
) -> Result<(), EditError> {
    let target = disconnect(draft, from, port)?;
    add_node(draft, id, kind, &Label::default(), &Map::new())?;
    connect(draft, from, port, id)?;
    let kind = Kind::read_leniently(existing(draft, id)?);
    let first = kind.and_then(|(kind, _)| kind.ports().into_iter().next());
    match first {
        Some(first) => connect(draft, id, &first.name, &target),
        None => Ok(()),
    }
}

/// Returns a node that must be there.
fn existing<'a>(draft: &'a Journey, id: &NodeId) -> Result<&'a Node, EditError> {
    draft.node(id).ok_or_else(|| EditError::NoNode { node: id.clone() })
}

/// Puts a box on the canvas. The layout keeps positions under `nodes`, by node.
pub(super) fn place(draft: &mut Journey, node: &NodeId, position: Option<Position>) {
    if let Some(Position { x, y }) = position {
        let nodes = draft.layout.entry("nodes").or_insert_with(|| json!({}));
        if let Value::Object(nodes) = nodes {
            let place = nodes.entry(node.as_str()).or_insert_with(|| json!({}));
            match place {
                Value::Object(fields) => {
                    fields.insert("x".to_owned(), number(x));
                    fields.insert("y".to_owned(), number(y));
                }
                other => *other = json!({ "x": number(x), "y": number(y) }),
            }
        }
    }
}

/// Returns whole numbers without a point, so that a box moved there and back is the same bytes.
fn number(value: f64) -> Value {
    if value.fract() == 0.0 && value.abs() < 1e15 {
        Value::from(value as i64)
    } else {
        Value::from(value)
    }
}
