//! A share below zero: there are no fewer than no customers.

use crate::finding::config::{share_out, shares};
use crate::finding::{Finding, Severity, Text, View};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "share_negative",
    severity: Severity::Error,
    en: "The share {share} % is below zero. Enter a share from 0 to 100.",
    ja: "割合{share} %が負の値です。0から100で入力してください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (id, _, shares) in shares(view) {
        for (field, share) in shares.iter().filter(|(_, share)| share.0 < 0) {
            let field = format!("/config{field}");
            let finding = Finding::of(&TEXT).at(id).field(&field).with("share", share);
            findings.push(finding.maybe_fix(share_out(view, id, &shares)));
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
        assert_eq!(found(&TEXT, r#"entry -> experiment{a: 50, b: 50} -> end"#), "");
        assert_eq!(
            found(&TEXT, r#"entry -> experiment{a: -10, b: 110} -> end"#),
            "experiment /config/arms/0/share"
        );
    }
}
