//! JSON pointers (RFC 6901): setting and removing one field of raw fields.

use serde_json::{Map, Value};

use super::EditError;
use crate::format::MAX_DEPTH;

/// Sets the value at a pointer, or removes it; removing what is not there is fine.
///
/// Maps and lists on the way that are not there yet are made, so that a field needs no edit for each level
/// above it. In a list the last part is the index of an item, or of the place after the last, or `-`.
pub(super) fn set(
    fields: &mut Map<String, Value>,
    pointer: &str,
    value: Option<&Value>,
) -> Result<(), EditError> {
    let bad = || EditError::BadPointer { pointer: pointer.to_owned() };
    if value.is_some_and(|value| depth(value) > MAX_DEPTH / 2) {
        return Err(EditError::TooDeep { most: MAX_DEPTH / 2 });
    }
    if pointer.is_empty() {
        *fields = match value {
            None => Map::new(),
            Some(Value::Object(map)) => map.clone(),
            Some(_) => return Err(bad()),
        };
        return Ok(());
    }
    let parts: Vec<String> = parts(pointer).ok_or_else(bad)?;
    let (last, way) = parts.split_last().ok_or_else(bad)?;
    if parts.len() > MAX_DEPTH / 4 {
        return Err(EditError::TooDeep { most: MAX_DEPTH / 4 });
    }
    let mut root = Value::Object(std::mem::take(fields));
    let result = set_in(&mut root, way, last, value).ok_or_else(bad);
    if let Value::Object(map) = root {
        *fields = map;
    }
    result
}

fn set_in(root: &mut Value, way: &[String], last: &str, value: Option<&Value>) -> Option<()> {
    let mut at = root;
    let next = way.iter().skip(1).map(String::as_str).chain([last]);
    for (part, next) in way.iter().zip(next) {
        at = match at {
            Value::Object(map) => {
                if value.is_none() && !map.contains_key(part) {
                    return Some(());
                }
                map.entry(part.as_str()).or_insert_with(|| container(next))
            }
            Value::Array(items) => {
                let index = if part == "-" { items.len() } else { part.parse().ok()? };
                if index == items.len() && value.is_some() {
                    items.push(container(next));
                }
                items.get_mut(index)?
            }
            _ => return None,
        };
    }
    match (at, value) {
        (Value::Object(map), Some(value)) => {
            map.insert(last.to_owned(), value.clone());
        }
        (Value::Object(map), None) => {
            map.remove(last);
        }
        (Value::Array(items), Some(value)) => {
            let index = if last == "-" { items.len() } else { last.parse().ok()? };
            if index == items.len() {
                items.push(value.clone());
            } else {
                *items.get_mut(index)? = value.clone();
            }
        }
        (Value::Array(items), None) => {
            let index: usize = last.parse().ok().filter(|&index| index < items.len())?;
            items.remove(index);
        }
        _ => return None,
    }
    Some(())
}

/// Returns what a part leads into where nothing is yet.
fn container(part: &str) -> Value {
    match part {
        "-" | "0" => Value::Array(Vec::new()),
        _ => Value::Object(Map::new()),
    }
}

fn parts(pointer: &str) -> Option<Vec<String>> {
    let rest = pointer.strip_prefix('/')?;
    Some(rest.split('/').map(|part| part.replace("~1", "/").replace("~0", "~")).collect())
}

fn depth(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or_default(),
        Value::Object(map) => 1 + map.values().map(depth).max().unwrap_or_default(),
        _ => 0,
    }
}
