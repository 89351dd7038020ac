//! The law: whatever the edits, undoing all of them gives the bytes of the start, redoing all the end's.

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::format::write;
use crate::history::History;
use crate::kind::Kind;
use crate::notation::journey;

const IDS: [&str; 7] = ["entry", "branch", "message", "wait", "end", "new", "nod_x"];
const PORTS: [&str; 8] = ["out", "a", "b", "otherwise", "sent", "bounced", "done", "nope"];
const POINTERS: [&str; 8] =
    ["", "/arms/0/name", "/arms/1", "/arms/-", "/arms", "/for", "/deep/deeper", "/past"];

fn id() -> impl Strategy<Value = NodeId> {
    prop::sample::select(IDS.to_vec()).prop_map(NodeId::from)
}

fn port() -> impl Strategy<Value = PortName> {
    prop::sample::select(PORTS.to_vec()).prop_map(PortName::from)
}

fn kind() -> impl Strategy<Value = String> {
    let mut kinds = Kind::ids().to_vec();
    kinds.push("nope");
    prop::sample::select(kinds).prop_map(str::to_owned)
}

fn value() -> impl Strategy<Value = Option<Value>> {
    let arm = json!({"name": "c", "when": "true"});
    let values = [
        json!("a"),
        json!("c"),
        json!("3d"),
        json!(4),
        json!({}),
        json!([]),
        json!("skip"),
        json!({"ja": "名"}),
        arm.clone(),
        json!({"arms": [arm]}),
    ];
    prop::option::of(prop::sample::select(values.to_vec()))
}

fn position() -> impl Strategy<Value = Position> {
    (-50i32..50, -50i32..50).prop_map(|(x, y)| Position { x: f64::from(x) / 2.0, y: y.into() })
}

fn pointer() -> impl Strategy<Value = String> {
    prop::sample::select(POINTERS.to_vec()).prop_map(str::to_owned)
}

pub(crate) fn any_edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        9 => one_edit(),
        1 => prop::collection::vec(one_edit(), 0..4).prop_map(|edits| Edit::Together { edits }),
    ]
}

fn one_edit() -> impl Strategy<Value = Edit> {
    let fields = ["/name", "/note", "/stage", "/cost", "/effort", "/kind", "/other", "/config/x"];
    let field = prop::sample::select(fields.to_vec()).prop_map(str::to_owned);
    let wires = prop_oneof![Just(Wires::Cut), Just(Wires::Heal)];
    let label = prop_oneof![Just(Label::default()), Just(Label::Plain("n".to_owned()))];
    let fragment = json!({
        "nodes": {"p": {"kind": "flow.end"}, "q": {"kind": "wait.time", "x": 1}},
        "edges": {"q": {"done": "p", "z": "gone"}},
        "layout": {"nodes": {"q": {"x": 1, "y": 2}}},
    });
    let whole =
        json!({"format": "tabiji.journey", "version": 1, "name": 4, "nodes": {"entry": {}}});
    prop_oneof![
        (id(), kind(), label.clone(), prop::option::of(position())).prop_map(
            |(id, kind, name, position)| {
                Edit::AddNode { id, kind, name, config: Map::new(), position }
            }
        ),
        (prop::collection::vec(id(), 1..3), wires)
            .prop_map(|(nodes, wires)| Edit::RemoveNodes { nodes, wires }),
        (id(), field, value()).prop_map(|(node, pointer, value)| Edit::SetField {
            node,
            pointer,
            value
        }),
        (id(), pointer(), value()).prop_map(|(node, pointer, value)| Edit::SetConfig {
            node,
            pointer,
            value
        }),
        (pointer(), value()).prop_map(|(pointer, value)| Edit::SetSetting { pointer, value }),
        (pointer(), value()).prop_map(|(pointer, value)| Edit::SetLayout { pointer, value }),
        (id(), port(), id()).prop_map(|(from, port, to)| Edit::Connect { from, port, to }),
        (id(), port()).prop_map(|(from, port)| Edit::Disconnect { from, port }),
        (id(), port(), id(), port(), id()).prop_map(|(from, port, new_from, new_port, to)| {
            Edit::Reconnect { from, port, new_from, new_port, to }
        }),
        (id(), port()).prop_map(|(node, port)| Edit::MarkEnd { node, port }),
        (id(), port()).prop_map(|(node, port)| Edit::UnmarkEnd { node, port }),
        (id(), port(), id(), kind(), prop::option::of(position())).prop_map(
            |(from, port, id, kind, position)| {
                Edit::InsertOnEdge { from, port, id, kind, position }
            }
        ),
        label.clone().prop_map(|name| Edit::Rename { name }),
        label.prop_map(|note| Edit::SetNote { note }),
        prop::collection::btree_map(id(), position(), 1..3)
            .prop_map(|positions| Edit::Move { positions }),
        (prop::option::of(id()), position()).prop_map(move |(new, offset)| {
            let ids = new.into_iter().map(|new| ("q".into(), new)).collect();
            Edit::Paste { fragment: fragment.clone(), ids, offset }
        }),
        Just(Edit::Import { document: whole }),
    ]
}

/// How many sequences are tried, and how long they are; `TABIJI_PROVE=1` for ten thousand of up to two hundred edits.
fn extent() -> (u32, usize) {
    if std::env::var_os("TABIJI_PROVE").is_some() { (10_000, 200) } else { (600, 25) }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(extent().0) })]

    #[test]
    fn undo_all_is_the_start_and_redo_all_the_end(edits in prop::collection::vec(any_edit(), 0..=extent().1)) {
        let start = journey(
            "entry -> branch{a: true, b: false} -> message email -> wait 3d -> end; branch.b -> end",
        );
        let mut now = start.clone();
        let mut history = History::default();
        for edit in &edits {
            let before = now.clone();
            match apply(&now, edit) {
                Ok((next, patch)) => {
                    prop_assert_eq!(&patch.apply(&now), &next);
                    prop_assert_eq!(&patch.reversed().apply(&next), &now);
                    let wire = serde_json::to_string(&patch).unwrap();
                    prop_assert_eq!(&serde_json::from_str::<Patch>(&wire).unwrap(), &patch);
                    history.push(edit.label(&now, crate::lang::Lang::En).as_str(), patch);
                    now = next;
                }
                Err(EditError::Broken { reason }) => prop_assert!(false, "{reason}"),
                Err(_) => prop_assert_eq!(write(&now), write(&before)),
            }
            let wire = serde_json::to_string(edit).unwrap();
            prop_assert_eq!(&serde_json::from_str::<Edit>(&wire).unwrap(), edit);
            let (read, _) = crate::format::read(write(&now).as_bytes()).unwrap();
            prop_assert_eq!(write(&read), write(&now));
        }
        let end = write(&now);
        while let Some(patch) = history.undo() {
            now = patch.apply(&now);
        }
        prop_assert_eq!(write(&now), write(&start));
        while let Some(patch) = history.redo() {
            now = patch.apply(&now);
        }
        prop_assert_eq!(write(&now), end);
    }
}
