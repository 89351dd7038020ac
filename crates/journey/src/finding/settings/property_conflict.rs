//! One property name with different types in two events: conditions could not tell which is meant.

use crate::finding::{Finding, Severity, Text, View};
use crate::scope::builtin_events;
use std::collections::BTreeMap;

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "property_conflict",
    severity: Severity::Error,
    en: "The property “{property}” is {first} in one event and {second} in “{event}”. Conditions cannot tell them apart. Rename one or use the same type.",
    ja: "プロパティ「{property}」の型が、イベントによって{first}と{second}（「{event}」）で違います。名前を変えるか、型をそろえてください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let mut first = BTreeMap::new();
    let mut findings = Vec::new();
    // Built-in events first: they cannot be changed, so the other one must.
    let built_in = builtin_events();
    let declared = view.settings.events.clone();
    let declared = declared.into_iter().filter(|(event, _)| !built_in.contains_key(event));
    for (event, kind) in built_in.clone().into_iter().chain(declared) {
        for (property, attribute) in kind.properties {
            let new = (attribute.kind, attribute.values);
            let old = first.entry(property.clone()).or_insert_with(|| new.clone());
            if *old != new {
                let field = format!("/settings/events/{event}/properties/{property}");
                let finding = Finding::of(&TEXT).field(&field).with("property", &property);
                let finding = finding.with("event", &event).with("first", old.0);
                findings.push(finding.with("second", new.0));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        assert_eq!(found(&TEXT, r#"entry -> end"#), "");
        assert_eq!(
            found(
                &TEXT,
                r#"settings {"events": {"refund": {"properties": {"amount": {"type": "text"}}}}}; entry -> end"#
            ),
            "journey /settings/events/refund/properties/amount"
        );
        assert_eq!(
            found(
                &TEXT,
                r#"settings {"events": {"call": {"properties": {"channel": {"type": "text"}}}}}; entry -> end"#
            ),
            "journey /settings/events/call/properties/channel"
        );
    }
}
