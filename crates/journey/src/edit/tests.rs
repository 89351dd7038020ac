//! Edits one by one: what follows from each, and what is refused.

use serde_json::json;

use super::*;
use crate::lang::Lang;
use crate::notation::journey;
use crate::patch::Key;

/// Makes an edit and returns the wires and end marks of the result, one line, or the error.
fn check(notation: &str, edit: Value) -> String {
    let edit: Edit = serde_json::from_value(edit).unwrap();
    match apply(&journey(notation), &edit) {
        Ok((journey, _)) => wires(&journey),
        Err(error) => format!("{}: {error}", error.code()),
    }
}

fn wires(journey: &Journey) -> String {
    let mut words = Vec::new();
    for id in journey.nodes.keys() {
        for (port, to) in journey.edges.get(id).into_iter().flatten() {
            words.push(format!("{id}.{port}>{to}"));
        }
        words.extend(journey.nodes[id].ends.iter().map(|port| format!("{id}.{port}!")));
    }
    words.join(" ")
}

const LINE: &str = "entry -> wait 1d -> message email? -> end";

#[test]
fn removing_cuts_or_heals() {
    let remove = |wires| json!({"edit": "remove_nodes", "nodes": ["wait"], "wires": wires});
    assert_eq!(check(LINE, remove("cut")), "message.sent>end");
    assert_eq!(check(LINE, remove("heal")), "entry.out>message message.sent>end");
    let two = json!({"edit": "remove_nodes", "nodes": ["wait", "message"], "wires": "heal"});
    assert_eq!(check(LINE, two), "entry.out>end");
    let turn = "entry -> branch{a: true}? -> wait 1d -> branch";
    assert_eq!(check(turn, remove("heal")), "entry.out>branch");
}

#[test]
fn arms_that_are_renamed_keep_their_wires_and_those_that_go_lose_them() {
    let branch = "entry -> branch{a: true, b: true} -> end; branch.b -> wait 1d -> end";
    let set = |pointer: &str, value: Value| {
        let edit =
            json!({"edit": "set_config", "node": "branch", "pointer": pointer, "value": value});
        check(branch, edit)
    };
    let lines = [
        set("/arms/0/name", json!("vip")),
        set("/arms/0/name", json!("b")),
        set("/arms/0", Value::Null),
        set("/arms", json!([{"name": "b", "when": "true"}])),
        set("/arms", json!([{"name": "b", "when": "true"}, {"name": "a", "when": "true"}])),
        set("/arms/-", json!({"name": "c", "when": "true"})),
    ];
    expect_test::expect![[r#"
        branch.b>wait branch.vip>end branch.otherwise! entry.out>branch wait.done>end
        branch.a>end branch.b>wait branch.otherwise! entry.out>branch wait.done>end
        branch.b>wait branch.otherwise! entry.out>branch wait.done>end
        branch.b>wait branch.otherwise! entry.out>branch wait.done>end
        branch.a>end branch.b>wait branch.otherwise! entry.out>branch wait.done>end
        branch.a>end branch.b>wait branch.otherwise! entry.out>branch wait.done>end"#]]
    .assert_eq(&lines.join("\n"));
}

#[test]
fn end_marks_follow_their_ports_too() {
    let edit =
        json!({"edit": "set_config", "node": "branch", "pointer": "/arms/0/name", "value": "x"});
    assert_eq!(
        check("entry -> branch{a: true}", edit),
        "branch.otherwise! branch.x! entry.out>branch"
    );
}

#[test]
fn connecting_and_ending_exclude_each_other() {
    let connect = json!({"edit": "connect", "from": "message", "port": "bounced", "to": "wait"});
    assert_eq!(
        check("entry -> wait 1d -> message email -> end", connect),
        "entry.out>wait message.bounced>wait message.sent>end message.not_sent! wait.done>message"
    );
    let end = json!({"edit": "mark_end", "node": "wait", "port": "done"});
    assert_eq!(check(LINE, end), "entry.out>wait message.sent>end wait.done!");
}

#[test]
fn inserting_on_an_edge_keeps_the_line() {
    let edit = json!({"edit": "insert_on_edge", "from": "wait", "port": "done", "id": "n", "kind": "data.call"});
    assert_eq!(check(LINE, edit), "entry.out>wait message.sent>end n.ok>message wait.done>n");
    let last = json!({"edit": "insert_on_edge", "from": "wait", "port": "done", "id": "n", "kind": "flow.end"});
    assert_eq!(check(LINE, last), "entry.out>wait message.sent>end wait.done>n");
}

#[test]
fn reconnecting_moves_either_end() {
    let edit = json!({
        "edit": "reconnect", "from": "message", "port": "sent",
        "new_from": "message", "new_port": "bounced", "to": "end",
    });
    assert_eq!(check(LINE, edit), "entry.out>wait message.bounced>end wait.done>message");
}

#[test]
fn pasting_gives_new_ids_and_leaves_wires_to_the_outside_behind() {
    let copied = crate::format::record::journey_value(&journey(
        "m=message email -> await{x: message.opened} -> out=end",
    ));
    let mut fragment = json!({"nodes": {}, "edges": copied["edges"], "layout": {"nodes": {"m": {"x": 1, "y": 2}}}});
    for id in ["m", "await"] {
        fragment["nodes"][id] = copied["nodes"][id].clone();
    }
    fragment["nodes"]["await"]["config"]["events"][0]["step"] = json!("m");
    let paste = json!({
        "edit": "paste", "fragment": fragment, "ids": {"m": "m2", "await": "a2"},
        "offset": {"x": 10, "y": 0.5},
    });
    let edit: Edit = serde_json::from_value(paste).unwrap();
    let (result, _) = apply(&journey("entry -> end"), &edit).unwrap();
    assert_eq!(wires(&result), "a2.timeout! entry.out>end m2.sent>a2 m2.bounced! m2.not_sent!");
    assert_eq!(result.nodes[&"a2".into()].config["events"][0]["step"], "m2");
    assert_eq!(result.layout["nodes"]["m2"], json!({"x": 11, "y": 2.5}));
}

#[test]
fn what_cannot_be_is_refused_with_a_code() {
    let lines = [
        check(LINE, json!({"edit": "add_node", "id": "wait", "kind": "flow.end"})),
        check(LINE, json!({"edit": "add_node", "id": "n", "kind": "nope"})),
        check(LINE, json!({"edit": "remove_nodes", "nodes": ["n"]})),
        check(LINE, json!({"edit": "connect", "from": "wait", "port": "done", "to": "entry"})),
        check(LINE, json!({"edit": "disconnect", "from": "end", "port": "x"})),
        check(LINE, json!({"edit": "mark_end", "node": "wait", "port": "x"})),
        check(LINE, json!({"edit": "set_field", "node": "wait", "pointer": "/effort", "value": 9})),
        check(LINE, json!({"edit": "set_field", "node": "wait", "pointer": "/kind", "value": "x"})),
        check(
            LINE,
            json!({"edit": "set_config", "node": "wait", "pointer": "/for/b/c", "value": 1}),
        ),
        check(LINE, json!({"edit": "set_setting", "pointer": "caps", "value": []})),
        check(LINE, json!({"edit": "import", "document": {"format": "bpmn"}})),
        check(LINE, json!({"edit": "paste", "fragment": {"nodes": {"wait": {}}}})),
    ];
    expect_test::expect![[r#"
        node_exists: found a node "wait" already; expected a new id
        unknown_kind: found kind "nope"; expected one that this build knows
        no_node: found no node "n"
        refused: node "entry" is an entry; connect to a step behind it instead
        no_edge: port "x" of node "end" has no edge
        no_port: node "wait" has no port "x"
        bad_value: field "effort" expects a whole number from 0 to 5
        bad_value: field "kind" expects an edit of its own
        bad_pointer: pointer "/for/b/c" leads nowhere; every part must name a field or an item
        bad_pointer: pointer "caps" leads nowhere; every part must name a field or an item
        not_a_journey: file format is "bpmn"; expected "tabiji.journey"
        node_exists: found a node "wait" already; expected a new id"#]]
    .assert_eq(&lines.join("\n"));
}

#[test]
fn a_drag_of_many_boxes_is_one_step_of_small_records() {
    let start = journey(LINE);
    let positions = |x| {
        let at = |id: &NodeId| (id.clone(), Position { x, y: 0.0 });
        Edit::Move { positions: start.nodes.keys().map(at).collect() }
    };
    let (placed, _) = apply(&start, &positions(1.0)).unwrap();
    let (moved, patch) = apply(&placed, &positions(2.0)).unwrap();
    assert_eq!(patch.changes.len(), 4);
    assert!(patch.changes.iter().all(|change| matches!(change.key, Key::LayoutEntry { .. })));
    assert_eq!(crate::format::hash(&moved), crate::format::hash(&start));
}

#[test]
fn steps_are_labeled() {
    let mut start = journey(LINE);
    let node = start.node_mut(&"wait".into()).unwrap();
    node.name = Label::Plain("Cool off".to_owned());
    let edit = Edit::RemoveNodes { nodes: vec!["wait".into()], wires: Wires::Heal };
    assert_eq!(edit.label(&start, Lang::En), "Delete “Cool off”");
    assert_eq!(edit.label(&start, Lang::Ja), "「Cool off」を削除");
    let mut drawn = start.clone();
    drawn.layout.insert("notes".to_owned(), json!({"note_a": {"text": "x"}}));
    let layout = |pointer: &str, value: Option<Value>| {
        Edit::SetLayout { pointer: pointer.to_owned(), value }.label(&drawn, Lang::Ja)
    };
    let words = [
        layout("/notes/note_b", Some(json!({"text": "y"}))),
        layout("/notes/note_a/text", Some(json!("z"))),
        layout("/notes/note_a/tint", None),
        layout("/notes/note_a", None),
        layout("/groups/group_a", Some(json!({}))),
        layout("/lanes", Some(json!(true))),
    ];
    assert_eq!(
        words,
        [
            "付箋を追加",
            "付箋を変更",
            "付箋を変更",
            "付箋を削除",
            "グループを追加",
            "レイアウトを変更"
        ]
    );
}

#[test]
fn setting_a_field_heals_one_that_could_not_be_read() {
    let file = json!({"format": "tabiji.journey", "version": 1, "nodes": {"n": {"kind": "flow.end", "effort": "low"}}});
    let (broken, findings) = crate::format::read(file.to_string().as_bytes()).unwrap();
    assert_eq!(findings.len(), 1);
    let set = json!({"edit": "set_field", "node": "n", "pointer": "/effort", "value": 2});
    let edit: Edit = serde_json::from_value(set).unwrap();
    let (healed, _) = apply(&broken, &edit).unwrap();
    let (_, findings) = crate::format::read(crate::format::write(&healed).as_bytes()).unwrap();
    assert_eq!((healed.nodes[&"n".into()].effort, findings), (2, vec![]));
}

#[test]
fn fields_that_are_not_there_yet_are_made_on_the_way() {
    let mut start = journey("entry -> branch -> end");
    start.node_mut(&"branch".into()).unwrap().config.clear();
    let set = |start: &Journey, pointer: &str, value: Option<Value>| {
        let (node, pointer) = ("branch".into(), pointer.to_owned());
        apply(start, &Edit::SetConfig { node, pointer, value }).unwrap().0
    };
    let one = set(&start, "/arms/-/name", Some(json!("a")));
    assert_eq!(one.nodes[&"branch".into()].config["arms"], json!([{"name": "a"}]));
    let one = set(&start, "/arms/-", Some(json!({"name": "a"})));
    assert_eq!(one.nodes[&"branch".into()].config["arms"], json!([{"name": "a"}]));
    let deep = set(&one, "/arms/0/more/deep", Some(json!(1)));
    assert_eq!(deep.nodes[&"branch".into()].config["arms"][0]["more"], json!({"deep": 1}));
    assert_eq!(set(&one, "/nothing/here", None), one);
}

#[test]
fn edits_made_together_are_all_made_or_none_and_named_by_the_first() {
    let add = |kind: &str| {
        json!({"edit": "together", "edits": [
            {"edit": "add_node", "id": "new", "kind": kind},
            {"edit": "connect", "from": "wait", "port": "done", "to": "new"},
        ]})
    };
    assert_eq!(check(LINE, add("flow.end")), "entry.out>wait message.sent>end wait.done>new");
    let refused = "refused: node \"new\" is an entry; connect to a step behind it instead";
    assert_eq!(check(LINE, add("entry.event")), refused);
    let edit: Edit = serde_json::from_value(add("flow.end")).unwrap();
    assert_eq!(edit.label(&journey(LINE), Lang::Ja), "終了を追加");
}

#[test]
fn what_no_file_holds_is_refused_before_it_is_kept() {
    let add = |id: usize| json!({"edit": "add_node", "id": format!("n{id}"), "kind": "flow.end"});
    let many: Vec<Value> = (0..crate::format::MAX_STEPS - 4).map(add).collect();
    let full: Edit = serde_json::from_value(json!({"edit": "together", "edits": many})).unwrap();
    let (full, _) = apply(&journey(LINE), &full).unwrap();
    assert_eq!(full.nodes.len(), crate::format::MAX_STEPS);
    let one: Edit = serde_json::from_value(add(9_999)).unwrap();
    assert_eq!(apply(&full, &one).unwrap_err().code(), "too_many_steps");
    let remove: Edit =
        serde_json::from_value(json!({"edit": "remove_nodes", "nodes": ["n1"]})).unwrap();
    assert!(apply(&full, &remove).is_ok());
    // Short as it is sent, long as it is written: a line for each item, far to the right.
    let mut deep = json!(vec![0; 250_000]);
    for _ in 0..40 {
        deep = json!([deep]);
    }
    let edit = json!({"edit": "set_config", "node": "wait", "pointer": "/x", "value": deep});
    assert!(edit.to_string().len() < 600_000);
    let said = check(LINE, edit);
    let words = "too_large: the journey would have ";
    assert!(said.starts_with(words), "{said}");
}
