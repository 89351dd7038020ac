use proptest::prelude::*;
use serde_json::json;

#[path = "../../../benches/large/mod.rs"]
mod large;

use super::*;
use crate::edit::{Edit, apply};
use crate::finding::check_at;
use crate::notation::journey;

/// Returns what a checker that has seen all this says, which must be what one says who sees it first.
fn told(
    checker: &mut Checker,
    journey: &Journey,
    library: &BTreeMap<JourneyId, Journey>,
) -> Vec<Finding> {
    let now = Some(1_795_305_600_000);
    let told = checker.check(journey, library, now);
    assert_eq!(told, check_at(journey, library, now), "{}", crate::format::write(journey));
    told
}

fn set(node: &str, pointer: &str, value: Value) -> Edit {
    let (node, pointer) = (node.into(), pointer.to_owned());
    Edit::SetConfig { node, pointer, value: Some(value) }
}

fn setting(pointer: &str, value: Option<Value>) -> Edit {
    Edit::SetSetting { pointer: pointer.to_owned(), value }
}

/// Edits after which other steps than the edited one, or the settings, have other findings.
fn far_reaching() -> Vec<Edit> {
    let port = |from: &str, port: &str, to: &str| Edit::Connect {
        from: from.into(),
        port: port.into(),
        to: to.into(),
    };
    vec![
        set("branch", "/arms/0/when", json!("customer.age >= 65")),
        set("branch", "/arms/0/when", json!("customer.nobody >= 65")),
        set("branch", "/arms/0/when", json!("is_set(customer.name)")),
        set("wait", "/for", json!("90d")),
        set("wait", "/for", json!(3)),
        set("message", "/templates/ja/body", json!("{{customer.name}}様 停止")),
        set("goal", "/name", json!("other")),
        set("exit", "/when", json!("event.amount > 3")),
        set("young", "/arms/0/when", json!("event.amount > 3")),
        port("wait", "done", "branch"),
        port("young", "a", "end"),
        Edit::Disconnect { from: "branch".into(), port: "a".into() },
        Edit::RemoveNodes { nodes: vec!["end".into()], wires: crate::edit::Wires::Cut },
        setting("/attributes/age/type", Some(json!("text"))),
        setting("/attributes/age", None),
        setting("/attributes/name/required", Some(json!(true))),
        setting("/events/purchase/properties", Some(json!({}))),
        setting("/lifetime", Some(json!("2d"))),
        setting("/locale", Some(json!("en"))),
        setting("/consent", Some(json!({}))),
        setting("/caps", Some(json!([{"most": 3, "per": {"rolling": "7d"}}]))),
        setting("/caps", Some(json!([{"most": 1, "per": {"rolling": "7d"}}]))),
        setting("/offers", Some(json!({"coupon": {"stock": 3}}))),
        setting("/offers", Some(json!({"coupon": {}}))),
        setting("/concurrency", Some(json!(2))),
        setting("/connectors", Some(json!({"crm": {}}))),
        setting(
            "/exit_rules",
            Some(json!([{"name": "x", "event": "purchase", "condition": "customer.age > \"x\""}])),
        ),
        setting(
            "/quiet_hours",
            Some(json!({"windows": [{"days": ["mon"], "from": "22:00", "to": "24:00"}]})),
        ),
        setting("/time_zone", Some(json!("Asia/Nowhere"))),
        setting("/guardians", Some(json!([{"id": "g", "name": "g", "never": "end"}]))),
    ]
}

fn start() -> Journey {
    journey(
        "entry -> branch{a: customer.age < 18} -> message email -> wait 3d -> goal sale -> end;
         branch.otherwise -> young=branch{a: customer.age < 18} -> wait; young.otherwise -> end;
         exit=entry purchase -> offer=offer -> branch; offer.budget_out -> late=branch{a: customer.age < 18} -> end;
         late.otherwise -> end;
         message.not_sent -> refused=branch{a: !customer.email_ok} -> end; refused.otherwise -> end",
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn what_is_remembered_says_what_a_first_look_says(
        edits in prop::collection::vec(
            prop_oneof![
                prop::sample::select(far_reaching()),
                crate::edit::law::any_edit(),
            ],
            0..12,
        ),
    ) {
        let library = BTreeMap::new();
        let mut checker = Checker::default();
        let mut now = start();
        told(&mut checker, &now, &library);
        for edit in &edits {
            if let Ok((next, patch)) = apply(&now, edit) {
                told(&mut checker, &next, &library);
                told(&mut checker, &patch.reversed().apply(&next), &library);
                now = next;
            }
        }
    }
}

#[test]
fn each_far_reaching_edit_there_and_back_again() {
    let library = BTreeMap::new();
    let mut checker = Checker::default();
    let start = start();
    told(&mut checker, &start, &library);
    for edit in far_reaching() {
        let (edited, _) = apply(&start, &edit).unwrap();
        told(&mut checker, &edited, &library);
        told(&mut checker, &start, &library);
    }
}

#[test]
fn a_large_journey_is_remembered_too() {
    let library = BTreeMap::new();
    let mut checker = Checker::default();
    let journey = large::journey(3, 200);
    told(&mut checker, &journey, &library);
    for (what, edit) in large::edits(&journey) {
        let (edited, _) = apply(&journey, &edit).unwrap();
        assert_ne!(edited, journey, "{what}");
        told(&mut checker, &edited, &library);
        told(&mut checker, &journey, &library);
    }
}

#[test]
fn another_library_is_looked_at_again() {
    let outer = journey("entry -> sub jny_inner -> end; sub.error -> end");
    let mut inner = journey("entry -> end");
    inner.id = "jny_inner".into();
    let mut checker = Checker::default();
    let before = told(&mut checker, &outer, &BTreeMap::new());
    let after = told(&mut checker, &outer, &BTreeMap::from([(inner.id.clone(), inner)]));
    assert_ne!(before, after);
}

#[test]
fn a_window_may_hand_it_to_another_thread() {
    fn sent<T: Send>(_: T) {}
    sent(Checker::default());
}
