//! The file: laws first, then what cannot be read.

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::notation::journey;

/// JSON as it may stand anywhere in a file.
pub(crate) fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "[a-c~/é\"\\\\]{0,3}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::btree_map("[a-c~/]{0,2}", inner, 0..3)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// A file whose known fields may hold anything.
pub(crate) fn any_file() -> impl Strategy<Value = Value> {
    let names = ["id", "name", "note", "settings", "nodes", "edges", "layout", "x"];
    let node = prop::collection::btree_map(
        prop::sample::select(vec![
            "kind", "name", "note", "stage", "cost", "value", "effort", "config", "ends", "y",
        ]),
        prop_oneof![
            any_json(),
            prop::sample::select(crate::kind::Kind::IDS.to_vec()).prop_map(Value::from),
            Just(json!(["sent"])),
            Just(json!(2.5)),
        ],
        0..5,
    );
    let nodes = prop::collection::btree_map(
        "[a-c]",
        prop_oneof![node.prop_map(|node| json!(node)), any_json(),],
        0..4,
    );
    let edges = prop::collection::btree_map(
        "[a-c]",
        prop::collection::btree_map("[a-c]", prop_oneof![Just(json!("a")), any_json()], 0..3),
        0..3,
    );
    let fields =
        prop::collection::btree_map(prop::sample::select(names.to_vec()), any_json(), 0..6);
    (fields, prop::option::of(nodes), prop::option::of(edges)).prop_map(|(fields, nodes, edges)| {
        let mut file = json!(fields);
        if let Some(nodes) = nodes {
            file["nodes"] = json!(nodes);
        }
        if let Some(edges) = edges {
            file["edges"] = json!(edges);
        }
        file["format"] = json!(FORMAT);
        file["version"] = json!(VERSION);
        file
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1_000) })]

    #[test]
    fn a_journey_survives_its_file_and_its_file_is_canonical(file in any_file()) {
        let (journey, findings) = read(compact(&file).as_bytes()).unwrap();
        let text = write(&journey);
        let (again, same) = read(text.as_bytes()).unwrap();
        prop_assert_eq!(&again, &journey);
        prop_assert_eq!(same, findings);
        prop_assert_eq!(write(&again), text);
    }

    #[test]
    fn nothing_in_a_file_is_lost(file in any_file()) {
        let (journey, _) = read(compact(&file).as_bytes()).unwrap();
        let written: Value = serde_json::from_str(&write(&journey)).unwrap();
        prop_assert!(holds(&written, &file), "{}\n{}", compact(&file), compact(&written));
    }

    #[test]
    fn bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        let _ = read(&bytes);
    }
}

/// Returns whether everything in `part` is in `whole`; empty and default values may be left out.
fn holds(whole: &Value, part: &Value) -> bool {
    match (whole, part) {
        (Value::Object(whole), Value::Object(part)) => part.iter().all(|(key, part)| {
            let usual = |part: &Value| match part {
                Value::Object(map) => map.is_empty(),
                Value::Array(items) => items.is_empty(),
                Value::String(text) => text.is_empty(),
                Value::Number(number) => number.as_f64() == Some(0.0),
                Value::Null | Value::Bool(_) => false,
            };
            match whole.get(key) {
                Some(whole) => holds(whole, part),
                None => usual(part),
            }
        }),
        (Value::Array(whole), Value::Array(part)) if whole != part => {
            // The list of ends is a set.
            part.iter().all(|item| whole.contains(item))
        }
        (Value::Number(whole), Value::Number(part)) => whole.as_f64() == part.as_f64(),
        (whole, part) => whole == part,
    }
}

fn refused(text: &str) -> String {
    let error = read(text.as_bytes()).unwrap_err();
    format!("{}: {error}", error.code())
}

#[test]
fn bytes_that_are_no_journey_say_why() {
    let deep = format!(r#"{{"format": "tabiji.journey", "version": 1, "x": {}"#, "[".repeat(200));
    let lines = [
        refused(""),
        refused("{\n  \"format\": tabiji\n}"),
        refused("[]"),
        refused(r#"{"version": 1}"#),
        refused(r#"{"format": "bpmn", "version": 1}"#),
        refused(r#"{"format": "tabiji.journey"}"#),
        refused(r#"{"format": "tabiji.journey", "version": "1"}"#),
        refused(r#"{"format": "tabiji.journey", "version": 9}"#),
        refused(r#"{"format": "tabiji.journey", "version": 1} x"#),
        refused(&deep),
        refused(&" ".repeat(MAX_BYTES + 1)),
    ];
    expect_test::expect![[r#"
        not_json: line 1, column 0: EOF while parsing a value; expected JSON
        not_json: line 2, column 14: expected ident; expected JSON
        no_format: found no "format"; a journey file says "format": "tabiji.journey"
        no_format: found no "format"; a journey file says "format": "tabiji.journey"
        other_format: file format is "bpmn"; expected "tabiji.journey"
        no_version: journey file's version is null; expected a whole number
        no_version: journey file's version is "1"; expected a whole number
        newer_version: journey file is version 9; this build reads up to 1
        not_json: line 1, column 44: trailing characters; expected JSON
        too_deep: line 1, column 148: nested deeper than 100 levels
        too_large: file has 20000001 bytes; a journey has at most 20000000"#]]
    .assert_eq(&lines.join("\n"));
}

#[test]
fn broken_journeys_open_with_findings() {
    let text = r#"{
        "format": "tabiji.journey", "version": 1, "id": 7, "colour": "red",
        "nodes": {
            "a": {"kind": "wait.time", "effort": 9, "cost": "much", "shape": "round", "config": []},
            "a": {"kind": "message"},
            "b": 3
        },
        "edges": {"a": {"done": 4, "done": "b"}, "c": "d"}
    }"#;
    let (journey, findings) = read(text.as_bytes()).unwrap();
    let text = &crate::finding::field_unreadable::TEXT;
    let unreadable = findings.iter().filter(|finding| finding.code == text.code).count();
    let places = crate::finding::testing::places(text, &journey);
    assert_eq!(places.split("; ").count(), unreadable);
    let line = |finding: &Finding| {
        let node = finding.node.as_ref().map_or("-", |node| node.as_str());
        let message = finding.message(crate::lang::Lang::En);
        format!("{} {node}: {message}\n", finding.code)
    };
    expect_test::expect![[r#"
        field_unreadable -: The field /edges/a/done holds 4, where a node's id is expected. It is kept in the file but has no effect. Correct or remove it.
        field_unreadable -: The field /edges/c holds "d", where a map is expected. It is kept in the file but has no effect. Correct or remove it.
        field_unreadable -: The field /id holds 7, where a text is expected. It is kept in the file but has no effect. Correct or remove it.
        field_unreadable -: The field /nodes/b holds 3, where a map is expected. It is kept in the file but has no effect. Correct or remove it.
        duplicate_id a: Two steps have the id “a”. Only the first was read; the other is lost when you save. Give the second one a new id in the file.
        field_unreadable a: The field /config holds [], where a map is expected. It is kept in the file but has no effect. Correct or remove it.
        field_unreadable a: The field /cost holds "much", where a number with at most six decimal places is expected. It is kept in the file but has no effect. Correct or remove it.
        field_unreadable a: The field /effort holds 9, where a whole number from 0 to 5 is expected. It is kept in the file but has no effect. Correct or remove it.
        duplicate_key -: The key “done” comes twice. Only the first was read; the other is lost when you save. Remove one of them from the file.
    "#]].assert_eq(&findings.iter().map(line).collect::<String>());
    expect_test::expect![[r#"
        {
          "format": "tabiji.journey",
          "version": 1,
          "id": 7,
          "name": "",
          "note": "",
          "settings": {},
          "nodes": {
            "a": {
              "config": [],
              "cost": "much",
              "effort": 9,
              "kind": "wait.time",
              "shape": "round"
            },
            "b": 3
          },
          "edges": {
            "a": {
              "done": 4
            },
            "c": "d"
          },
          "layout": {},
          "colour": "red"
        }
    "#]]
    .assert_eq(&write(&journey));
}

#[test]
fn the_hash_is_of_the_meaning() {
    let plain = journey("entry -> wait 3d -> message email -> end");
    let mut moved = plain.clone();
    moved.layout.insert("nodes".to_owned(), json!({"wait": {"x": 1, "y": 2}}));
    moved.note = crate::document::Label::Plain("why".to_owned());
    assert_eq!(hash(&plain), hash(&moved));
    assert_eq!(hash(&plain).len(), 64);
    let other = journey("entry -> wait 4d -> message email -> end");
    assert_ne!(hash(&plain), hash(&other));
}

#[test]
fn a_byte_order_mark_is_passed_over() {
    let text = format!("\u{feff}{}", write(&journey("entry -> end")));
    assert!(read(text.as_bytes()).is_ok());
}
