//! Two variants of a message with one name: nobody could tell them apart in the report.

use std::collections::BTreeSet;

use crate::finding::{Finding, Severity, Text, View};
use crate::kind::Kind;

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "variant_repeated",
    severity: Severity::Error,
    en: "Two variants are called “{name}”, so the report could not tell them apart. Rename one.",
    ja: "「{name}」という名前のパターンが2つあり、レポートで区別できません。どちらかの名前を変えてください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (id, _, kind) in view.nodes() {
        let Kind::Message(message) = kind else {
            continue;
        };
        let mut seen = BTreeSet::new();
        for (index, variant) in message.variants.iter().enumerate() {
            if !seen.insert(&variant.name) && !variant.name.trim().is_empty() {
                let field = format!("/config/variants/{index}/name");
                findings.push(Finding::of(&TEXT).at(id).field(&field).with("name", &variant.name));
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
    }
}
