//! Two variants of a message, or two reasons of a contact, with one name: nobody could tell them apart in the report.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::edit::Edit;
use crate::finding::{Finding, Severity, Text, View, fix};
use crate::id::NodeId;
use crate::kind::Kind;

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "variant_repeated",
    severity: Severity::Error,
    en: "Two of these are called “{name}”, so the report could not tell them apart. Rename one.",
    ja: "「{name}」という名前が2つあり、レポートで区別できません。どちらかの名前を変えてください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (id, _, kind) in view.nodes() {
        let (list, names): (_, Vec<&String>) = match kind {
            Kind::Message(message) => {
                ("variants", message.variants.iter().map(|it| &it.name).collect())
            }
            Kind::EntryInbound(entry) => {
                ("reasons", entry.reasons.iter().map(|it| &it.name).collect())
            }
            _ => continue,
        };
        let mut seen = BTreeSet::new();
        for (index, name) in names.iter().copied().enumerate() {
            if !seen.insert(name) && !name.trim().is_empty() {
                let field = format!("/config/{list}/{index}/name");
                let finding = Finding::of(&TEXT).at(id).field(&field).with("name", name);
                // Conditions may ask for a reason by its name, so only variants are renamed.
                let is_variant = matches!(kind, Kind::Message(_));
                let fix = is_variant.then(|| rename(id, &field, name, &names)).flatten();
                findings.push(finding.maybe_fix(fix));
            }
        }
    }
    findings
}

/// Returns the edit that gives a name its number: the first that is free.
fn rename(id: &NodeId, field: &str, name: &str, names: &[&String]) -> Option<Edit> {
    let mut numbered = (2..).map(|number| format!("{name} {number}"));
    let free = numbered.find(|it| !names.contains(&it))?;
    fix::put(Some(id), field, Some(Value::from(free)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        let message = |second: &str| {
            format!(
                r#"entry -> message email {{"variants": [{{"name": "a", "share": 50}}, {{"name": "{second}", "share": 50}}]}} -> end"#
            )
        };
        assert_eq!(found(&TEXT, &message("b")), "");
        assert_eq!(found(&TEXT, &message("a")), "message /config/variants/1/name");
        let reasons = r#"inbound {"reasons": [{"name": "bill", "share": 50}, {"name": "bill", "share": 50}]} -> end"#;
        assert_eq!(found(&TEXT, reasons), "inbound /config/reasons/1/name");
    }
}
