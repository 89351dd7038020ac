//! Reasons of contacts that the event's property or the context key cannot hold.

use crate::finding::{Finding, Severity, Text, View};
use crate::kind::{EntryInbound, Kind};
use crate::value::{Attribute, Type};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "reason_unfit",
    severity: Severity::Error,
    en: "“{name}” cannot hold the reasons of contacts: it must be declared, as a text or as a category that lists every reason. Declare it, or choose another.",
    ja: "「{name}」に連絡理由を入れられません。文字列、またはすべての理由を値に持つ区分として定義するか、別の項目を選んでください。",
};

/// Returns every finding of this rule; a context key that is not declared is another rule's business.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (id, _, kind) in view.nodes() {
        let Kind::EntryInbound(entry) = kind else {
            continue;
        };
        if entry.reasons.is_empty() {
            continue;
        }
        let mut add = |field: &str, name: String| {
            findings.push(Finding::of(&TEXT).at(id).field(field).with("name", name));
        };
        let events = view.settings.all_events();
        if let Some(event) = entry.event.as_ref().and_then(|event| events.get(event)) {
            let own = event.properties.get(&entry.reason_property);
            // An event need not record the reason; whoever names a property of his own means one.
            let usual = entry.reason_property == EntryInbound::default().reason_property;
            if own.map_or(!usual, |own| !holds(own, entry)) {
                add("/config/reason_property", format!("event.{}", entry.reason_property));
            }
        }
        if let Some(key) = &entry.store
            && let Some(own) = view.settings.context.get(key)
            && !holds(own, entry)
        {
            add("/config/store", format!("context.{key}"));
        }
    }
    findings
}

fn holds(attribute: &Attribute, entry: &EntryInbound) -> bool {
    match attribute.kind {
        Type::Text => true,
        Type::Category => entry.reasons.iter().all(|it| attribute.values.contains(&it.name)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        let events = r#"settings {"events": {"call": {"properties": {"why": {"type": "category", "values": ["bill", "fault"]}, "long": {"type": "integer"}}}}}; "#;
        let entry = |more: &str| {
            format!(
                r#"{events}inbound {{"event": "call", "reasons": [{{"name": "bill", "share": 60}}, {{"name": "fault", "share": 40}}]{more}}} -> end"#
            )
        };
        assert_eq!(found(&TEXT, &entry("")), "");
        assert_eq!(found(&TEXT, &entry(r#", "reason_property": "why", "store": "segment""#)), "");
        assert_eq!(
            found(&TEXT, &entry(r#", "reason_property": "long""#)),
            "inbound /config/reason_property"
        );
        assert_eq!(
            found(&TEXT, &entry(r#", "reason_property": "because""#)),
            "inbound /config/reason_property"
        );
        assert_eq!(found(&TEXT, &entry(r#", "store": "score""#)), "inbound /config/store");
        let other =
            entry(r#", "reason_property": "why""#).replace("fault\", \"share", "sale\", \"share");
        assert_eq!(found(&TEXT, &other), "inbound /config/reason_property");
    }
}
