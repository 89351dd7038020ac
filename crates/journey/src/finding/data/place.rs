//! Which names a condition may read at a place of a journey, also where none stands yet.

use serde_json::Value;

use crate::condition::Scope;
use crate::document::Journey;
use crate::edit::apply;
use crate::finding::fix;
use crate::id::NodeId;
use crate::kind::Kind;
use crate::settings;

/// Returns the names that a condition at a field may read. The field is a pointer as findings have it.
///
/// Asks the place itself, as if a condition stood there; what no place answers for may read all names there are.
pub fn scope_at(journey: &Journey, node: Option<&NodeId>, field: &str) -> Scope {
    let (settings, _) = settings::read(&journey.settings);
    settings.scope_about(event_at(journey, node, field).as_deref())
}

/// Returns the event that has just come when a condition at a field is asked, where that is known.
fn event_at(journey: &Journey, node: Option<&NodeId>, field: &str) -> Option<String> {
    let edit = fix::put(node, field, Some(Value::from("true")))?;
    let (filled, _) = apply(journey, &edit).ok()?;
    let (expressions, field) = match node {
        Some(node) => {
            let (kind, _) = Kind::read_leniently(filled.nodes.get(node)?)?;
            (kind.expressions(), field.strip_prefix("/config")?)
        }
        None => (settings::read(&filled.settings).0.expressions(), field),
    };
    expressions.into_iter().find(|it| it.field == field)?.event
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::condition::Root;
    use crate::notation::journey;

    fn events(node: Option<&str>, field: &str) -> Vec<String> {
        let mut journey = journey("entry -> branch{a: customer.age > 3} -> end");
        let bought = serde_json::json!({"bought": {"properties": {"amount": {"type": "integer"}}}});
        journey.settings.insert("events".to_owned(), bought);
        let rules = serde_json::json!([{"name": "x", "event": "bought", "outcome": "converted"}]);
        journey.settings.insert("exit_rules".to_owned(), rules);
        let id = NodeId::from("entry");
        let (journey, _) = apply(
            &journey,
            &fix::put(Some(&id), "/config/event", Some("bought".into())).expect("a field"),
        )
        .expect("an event");
        let node = node.map(NodeId::from);
        let scope = scope_at(&journey, node.as_ref(), field);
        scope.names(Root::Event).map(str::to_owned).collect()
    }

    #[test]
    fn a_place_knows_its_event_before_a_condition_stands_there() {
        assert_eq!(events(Some("entry"), "/config/when"), ["amount"]);
        assert_eq!(events(None, "/settings/exit_rules/0/condition"), ["amount"]);
        let all = ["amount", "channel", "score", "step"];
        assert_eq!(events(Some("branch"), "/config/arms/0/when"), all);
        assert_eq!(events(Some("branch"), "/config/nowhere"), all);
        assert_eq!(events(Some("nobody"), "/config/when"), all);
    }
}
