//! The one way JSON is written: maps sorted by key, two spaces, newline at the end.
//! Does not lean on the order serde_json's maps happen to have.

use serde_json::{Map, Value};

/// Writes a value over several lines, maps sorted by key, with a newline at the end.
pub fn canonical(value: &Value) -> String {
    document(value, &[])
}

/// Writes a value in one line without blanks, maps sorted by key.
pub fn compact(value: &Value) -> String {
    let mut out = String::new();
    write(value, &[], None, &mut out);
    out
}

/// As [`canonical`], with these keys of the outermost map in front, in this order.
pub(super) fn document(value: &Value, first: &[&str]) -> String {
    let mut out = String::new();
    write(value, first, Some(0), &mut out);
    out.push('\n');
    out
}

/// Writes a value; `indent` is the level of indentation, or none for one line.
fn write(value: &Value, first: &[&str], indent: Option<usize>, out: &mut String) {
    let inner = indent.map(|level| level + 1);
    match value {
        Value::Array(items) if items.is_empty() => out.push_str("[]"),
        Value::Object(map) if map.is_empty() => out.push_str("{}"),
        Value::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                begin(index, inner, out);
                write(item, &[], inner, out);
            }
            line(indent, out);
            out.push(']');
        }
        Value::Object(map) => {
            out.push('{');
            for (index, key) in keys(map, first).into_iter().enumerate() {
                begin(index, inner, out);
                out.push_str(&Value::from(key).to_string());
                out.push_str(if indent.is_some() { ": " } else { ":" });
                write(&map[key], &[], inner, out);
            }
            line(indent, out);
            out.push('}');
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            out.push_str(&value.to_string());
        }
    }
}

fn keys<'a>(map: &'a Map<String, Value>, first: &[&str]) -> Vec<&'a str> {
    let rank = |key: &str| first.iter().position(|&name| name == key).unwrap_or(first.len());
    let mut keys: Vec<&str> = map.keys().map(String::as_str).collect();
    keys.sort_unstable_by_key(|&key| (rank(key), key));
    keys
}

fn begin(index: usize, indent: Option<usize>, out: &mut String) {
    if index > 0 {
        out.push(',');
    }
    line(indent, out);
}

fn line(indent: Option<usize>, out: &mut String) {
    if let Some(level) = indent {
        out.push('\n');
        out.extend(std::iter::repeat_n("  ", level));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn maps_are_sorted_and_empty_ones_stay_short() {
        let value = json!({"b": [], "a": {"d": {}, "c": [1, "é\n"]}});
        expect_test::expect![[r#"
            {
              "a": {
                "c": [
                  1,
                  "é\n"
                ],
                "d": {}
              },
              "b": []
            }
        "#]]
        .assert_eq(&canonical(&value));
        assert_eq!(compact(&value), r#"{"a":{"c":[1,"é\n"],"d":{}},"b":[]}"#);
    }
}
