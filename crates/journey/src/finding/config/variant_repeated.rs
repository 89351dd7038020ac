//! Two variants of a message, or two reasons of a contact, with one name: nobody could tell them apart in the report.

use std::collections::BTreeSet;

use crate::finding::{Finding, Severity, Text, View};
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
        for (index, name) in names.into_iter().enumerate() {
            if !seen.insert(name) && !name.trim().is_empty() {
                let field = format!("/config/{list}/{index}/name");
                findings.push(Finding::of(&TEXT).at(id).field(&field).with("name", name));
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
