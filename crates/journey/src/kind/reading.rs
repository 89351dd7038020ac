//! From raw configuration to typed and back. Every field that cannot be read is named, not only the first.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use serde_path_to_error::Segment;

/// A field of a configuration that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigProblem {
    /// Where: a JSON pointer into the configuration.
    pub field: String,
    /// What stands there, as JSON.
    pub found: String,
    /// What was expected.
    pub expected: String,
}

/// Most problems that one configuration reports.
const MOST: usize = 50;

/// Reads a configuration; a field that cannot be read is taken out and reading goes on.
pub(crate) fn read<T: DeserializeOwned + Default>(
    config: &Map<String, Value>,
) -> (T, Vec<ConfigProblem>) {
    let mut value = Value::Object(config.clone());
    let (mut problems, mut removed) = (Vec::new(), Vec::new());
    let mut named = Vec::new();
    while problems.len() < MOST {
        let error = match serde_path_to_error::deserialize::<_, T>(&value) {
            Ok(read) => return (read, problems),
            Err(error) => error,
        };
        let at = pointer(error.path());
        let field = original(&at, &removed);
        let message = error.inner().to_string();
        let found = value.pointer(&at).map(crate::format::compact).unwrap_or_default();
        // What lacks a field that was just taken out of it goes, too, but is no second problem.
        if lacking(&message).is_none_or(|name| !named.contains(&format!("{field}/{name}"))) {
            let expected = expectation(&message);
            problems.push(ConfigProblem { field: field.clone(), found, expected });
        }
        named.push(field);
        if !remove(&mut value, &at, &mut removed) {
            break;
        }
    }
    (T::default(), problems)
}

/// Returns where a field stood before list items in front of it were taken out, last taken first.
fn original(field: &str, removed: &[(String, usize)]) -> String {
    let mut field = field.to_owned();
    for (list, taken) in removed.iter().rev() {
        let rest = field.strip_prefix(list.as_str()).and_then(|rest| rest.strip_prefix('/'));
        let Some(rest) = rest else {
            continue;
        };
        let (index, tail) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        if let Some(index) = index.parse::<usize>().ok().filter(|index| index >= taken) {
            field = format!("{list}/{}{tail}", index + 1);
        }
    }
    field
}

/// Returns a configuration as raw fields.
pub(crate) fn write<T: Serialize>(config: &T) -> Map<String, Value> {
    match serde_json::to_value(config) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}

fn pointer(path: &serde_path_to_error::Path) -> String {
    let mut pointer = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => pointer = format!("{pointer}/{index}"),
            Segment::Map { key } | Segment::Enum { variant: key } => {
                pointer = format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"));
            }
            Segment::Unknown => {}
        }
    }
    pointer
}

/// Takes the value at a pointer out of its map or list; where it is not there, the one around it.
fn remove(value: &mut Value, pointer: &str, taken: &mut Vec<(String, usize)>) -> bool {
    let Some((parent, key)) = pointer.rsplit_once('/') else {
        return false;
    };
    let key = key.replace("~1", "/").replace("~0", "~");
    let removed = match value.pointer_mut(parent) {
        Some(Value::Object(map)) => map.remove(&key).is_some(),
        Some(Value::Array(items)) => match key.parse::<usize>() {
            Ok(index) if index < items.len() => {
                items.remove(index);
                taken.push((parent.to_owned(), index));
                true
            }
            _ => false,
        },
        _ => false,
    };
    removed || remove(value, parent, taken)
}

/// Returns the name of the field that is not there.
fn lacking(message: &str) -> Option<&str> {
    message.strip_prefix("missing field `")?.split('`').next()
}

/// Returns what was expected, without what was found, in words that are not Rust's.
fn expectation(message: &str) -> String {
    if let Some(name) = lacking(message) {
        return format!("a map with \"{name}\"");
    }
    let own = message.strip_prefix("expected ").and_then(|rest| rest.split(", found").next());
    let serde = message.rsplit_once(", expected ").map(|(_, expected)| expected);
    match own.or(serde).unwrap_or(message) {
        "a string" => "a text".to_owned(),
        "a sequence" => "a list".to_owned(),
        "a boolean" => "true or false".to_owned(),
        "u32" | "u64" => "a whole number, 0 or more".to_owned(),
        "a JSON number" => "a number with at most six decimal places".to_owned(),
        "i64" => "a whole number".to_owned(),
        expected if expected.starts_with("struct ") || expected == "a map" => "a map".to_owned(),
        expected => expected.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::{Branch, EntryInbound, WaitTime};
    use serde_json::json;

    fn problems<T: DeserializeOwned + Default>(config: Value) -> String {
        let (_, problems) = read::<T>(config.as_object().unwrap());
        let line = |problem: &ConfigProblem| {
            format!("{}: {} not {}\n", problem.field, problem.found, problem.expected)
        };
        problems.iter().map(line).collect()
    }

    #[test]
    fn every_bad_field_is_named() {
        expect_test::expect![[r#"
            /clock: "moon" not `journey` or `customer`
            /for: "3" not a length of time like "3d" or "1h 30m"
        "#]]
        .assert_eq(&problems::<WaitTime>(json!({"for": "3", "clock": "moon", "past": "done"})));
        expect_test::expect![[r#"
            /arms/0/name: 3 not a text
            /arms/1/when: null not a text
        "#]]
        .assert_eq(&problems::<Branch>(json!({"arms": [{"name": 3}, {"when": null}], "new": 1})));
    }

    #[test]
    fn what_lacks_a_bad_field_is_no_second_problem() {
        let rate = |to| json!({"from": "9", "to": to, "per_hour": 3});
        expect_test::expect![[r#"
            /rates/0/from: "9" not a time of day like "09:00"
            /rates/0/to: "25:00" not a time of day like "09:00"
            /rates/1/from: "9" not a time of day like "09:00"
            /rates/2: {"from":"10:00","per_hour":1} not a map with "to"
        "#]]
        .assert_eq(&problems::<EntryInbound>(
            json!({"rates": [rate("25:00"), rate("17:00"), {"from": "10:00", "per_hour": 1}]}),
        ));
    }

    #[test]
    fn places_are_those_of_the_file_also_behind_a_bad_item() {
        let config = json!({"arms": [1, {"name": "a"}, 2, {"name": 3}, {"when": 4}]});
        expect_test::expect![[r#"
            /arms/0: 1 not a map
            /arms/2: 2 not a map
            /arms/3/name: 3 not a text
            /arms/4/when: 4 not a text
        "#]]
        .assert_eq(&problems::<Branch>(config));
    }

    #[test]
    fn a_bad_field_does_not_hide_the_good_ones() {
        let config = json!({"arms": [{"name": "a", "when": 1}, {"name": "b"}]});
        let (branch, problems) = read::<Branch>(config.as_object().unwrap());
        assert_eq!(problems.len(), 1);
        let names: Vec<&str> = branch.arms.iter().map(|arm| arm.name.as_str()).collect();
        assert_eq!(names, ["a", "b"]);
    }
}
