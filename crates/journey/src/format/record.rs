//! Journeys and nodes as JSON values and back. What cannot be read stays, raw, under its own name.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::{FORMAT, VERSION, compact};
use crate::document::{Journey, Label, Node};
use crate::finding::{self, Finding};
use crate::id::{JourneyId, NodeId, PortName};

type Fields = Map<String, Value>;

/// Reads the fields of a file of the newest version.
pub(super) fn read_journey(mut file: Fields, findings: &mut Vec<Finding>) -> Journey {
    file.remove("format");
    file.remove("version");
    let mut bad = |field: &str, value: &Value, expected: &str| {
        findings.push(unreadable(field, value, expected));
    };
    let id = take(&mut file, "id", "a text", &mut bad).unwrap_or_default();
    let name = take(&mut file, "name", LABEL, &mut bad).unwrap_or_default();
    let note = take(&mut file, "note", LABEL, &mut bad).unwrap_or_default();
    let settings = take(&mut file, "settings", "a map", &mut bad).unwrap_or_default();
    let layout = take(&mut file, "layout", "a map", &mut bad).unwrap_or_default();
    let edge_fields: Fields = take(&mut file, "edges", "a map", &mut bad).unwrap_or_default();
    let node_fields: Fields = take(&mut file, "nodes", "a map", &mut bad).unwrap_or_default();
    let (edges, odd) = read_edges(edge_fields, findings);
    keep(&mut file, "edges", odd);
    let mut nodes = BTreeMap::new();
    let mut odd = Fields::new();
    for (id, value) in node_fields {
        match value {
            Value::Object(fields) => {
                let id = NodeId::from(id);
                let (node, problems) = read_node(fields);
                let at = |problem: Finding| problem.at(&id);
                findings.extend(problems.into_iter().map(at));
                nodes.insert(id, Arc::new(node));
            }
            other => {
                findings.push(unreadable(&format!("/nodes/{id}"), &other, "a map"));
                odd.insert(id, other);
            }
        }
    }
    keep(&mut file, "nodes", odd);
    Journey { id, name, note, settings, nodes, edges, layout, extra: file }
}

/// Reads one node; a field that cannot be read is kept in `extra` and reported.
pub(crate) fn read_node(mut fields: Fields) -> (Node, Vec<Finding>) {
    let mut problems = Vec::new();
    let mut bad = |field: &str, value: &Value, expected: &str| {
        problems.push(unreadable(field, value, expected));
    };
    let kind = take(&mut fields, "kind", "a text", &mut bad).unwrap_or_default();
    let name = take(&mut fields, "name", LABEL, &mut bad).unwrap_or_default();
    let note = take(&mut fields, "note", LABEL, &mut bad).unwrap_or_default();
    let stages = "one of awareness, consideration, purchase, use, support, loyalty";
    let stage = take(&mut fields, "stage", stages, &mut bad);
    let number = "a number with at most six decimal places";
    let cost = take(&mut fields, "cost", number, &mut bad).unwrap_or_default();
    let value = take(&mut fields, "value", number, &mut bad).unwrap_or_default();
    let config = take(&mut fields, "config", "a map", &mut bad).unwrap_or_default();
    let ends = take(&mut fields, "ends", "a list of port names", &mut bad).unwrap_or_default();
    let effort = match fields.get("effort").map(|value| (value.as_u64(), value)) {
        None => 0,
        Some((Some(effort @ 0..=5), _)) => {
            fields.remove("effort");
            effort as u8
        }
        Some((_, value)) => {
            bad("/effort", value, "a whole number from 0 to 5");
            0
        }
    };
    let extra = fields;
    (Node { kind, name, note, stage, cost, value, effort, config, ends, extra }, problems)
}

/// Returns the findings of fields that could not be read and are still there, raw.
pub(crate) fn unreadable_fields(journey: &Journey) -> Vec<Finding> {
    let mut findings = Vec::new();
    read_journey(journey.extra.clone(), &mut findings);
    for (id, node) in &journey.nodes {
        let (_, problems) = read_node(node.extra.clone());
        findings.extend(problems.into_iter().map(|problem| problem.at(id)));
    }
    findings
}

/// Returns a journey as the JSON of its file.
pub(crate) fn journey_value(journey: &Journey) -> Value {
    let Journey { id, name, note, settings, nodes, edges, layout, extra } = journey;
    let mut fields = extra.clone();
    let nodes: Fields = nodes.iter().map(|(id, node)| (id.to_string(), node_value(node))).collect();
    let wired = edges.iter().filter(|(_, ports)| !ports.is_empty());
    let edges: Fields = wired.map(|(id, ports)| (id.to_string(), json!(ports))).collect();
    fields.insert("format".to_owned(), FORMAT.into());
    fields.insert("version".to_owned(), VERSION.into());
    put(&mut fields, "id", json!(id), *id == JourneyId::default());
    put(&mut fields, "name", json!(name), *name == Label::default());
    put(&mut fields, "note", json!(note), *note == Label::default());
    for (key, map) in [("settings", settings), ("layout", layout)] {
        put(&mut fields, key, Value::Object(map.clone()), map.is_empty());
    }
    // Single nodes and edges that could not be read stand beside those that could.
    for (key, map) in [("nodes", nodes), ("edges", edges)] {
        let empty = map.is_empty();
        let known = Value::Object(map);
        match fields.get_mut(key) {
            Some(odd @ Value::Object(_)) => merge(odd, known),
            _ => put(&mut fields, key, known, empty),
        }
    }
    for key in ["id", "name", "note", "settings", "nodes", "edges", "layout"] {
        let blank = || match key {
            "id" | "name" | "note" => Value::from(if key == "id" { id.as_str() } else { "" }),
            _ => json!({}),
        };
        fields.entry(key).or_insert_with(blank);
    }
    Value::Object(fields)
}

/// Returns a node as JSON; empty and default fields are left out.
pub(crate) fn node_value(node: &Node) -> Value {
    let Node { kind, name, note, stage, cost, value, effort, config, ends, extra } = node;
    let mut fields = extra.clone();
    put(&mut fields, "kind", json!(kind), kind.is_empty());
    put(&mut fields, "name", json!(name), *name == Label::default());
    put(&mut fields, "note", json!(note), *note == Label::default());
    put(&mut fields, "stage", json!(stage), stage.is_none());
    put(&mut fields, "cost", json!(cost), cost.0 == 0);
    put(&mut fields, "value", json!(value), value.0 == 0);
    put(&mut fields, "effort", json!(effort), *effort == 0);
    put(&mut fields, "config", Value::Object(config.clone()), config.is_empty());
    put(&mut fields, "ends", json!(ends), ends.is_empty());
    Value::Object(fields)
}

const LABEL: &str = "a text, or texts by language";

fn read_edges(
    fields: Fields,
    findings: &mut Vec<Finding>,
) -> (BTreeMap<NodeId, BTreeMap<PortName, NodeId>>, Fields) {
    let (mut edges, mut odd) = (BTreeMap::<_, BTreeMap<_, _>>::new(), Fields::new());
    for (from, value) in fields {
        let Value::Object(ports) = value else {
            findings.push(unreadable(&format!("/edges/{from}"), &value, "a map"));
            odd.insert(from, value);
            continue;
        };
        for (port, target) in ports {
            if let Value::String(target) = target {
                let ports = edges.entry(NodeId::from(from.clone())).or_default();
                ports.insert(PortName::from(port), NodeId::from(target));
            } else {
                let field = format!("/edges/{from}/{port}");
                findings.push(unreadable(&field, &target, "a node's id"));
                let ports = odd.entry(from.as_str()).or_insert_with(|| json!({}));
                ports[port] = target;
            }
        }
    }
    (edges, odd)
}

/// Takes a field out when it can be read; otherwise reports it and lets it stay.
fn take<T: DeserializeOwned>(
    fields: &mut Fields,
    key: &str,
    expected: &str,
    bad: &mut impl FnMut(&str, &Value, &str),
) -> Option<T> {
    let value = fields.get(key)?;
    match T::deserialize(value) {
        Ok(read) => {
            fields.remove(key);
            Some(read)
        }
        Err(_) => {
            bad(&format!("/{key}"), value, expected);
            None
        }
    }
}

fn unreadable(field: &str, value: &Value, expected: &str) -> Finding {
    let mut found = compact(value);
    if found.chars().count() > 40 {
        found = found.chars().take(39).chain(['…']).collect();
    }
    Finding::of(&finding::field_unreadable::TEXT).field(field).expected(&found, expected)
}

/// Writes a field, unless it says nothing; a raw one that could not be read then stays.
fn put(fields: &mut Fields, key: &str, value: Value, is_default: bool) {
    if !is_default {
        fields.insert(key.to_owned(), value);
    }
}

fn keep(fields: &mut Fields, key: &str, odd: Fields) {
    if !odd.is_empty() {
        fields.insert(key.to_owned(), Value::Object(odd));
    }
}

/// Lays `over` on `base`, map by map.
fn merge(base: &mut Value, over: Value) {
    match (base, over) {
        (Value::Object(base), Value::Object(over)) => {
            for (key, value) in over {
                merge(base.entry(key).or_insert(Value::Null), value);
            }
        }
        (base, over) => *base = over,
    }
}
