//! More than ten retries: each waits twice as long as the one before.

use serde_json::json;

use crate::finding::{Finding, Severity, Text, View, fix};
use crate::kind::Kind;

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "retries_too_many",
    severity: Severity::Error,
    en: "A call is retried at most 10 times; {retries} are asked for. Lower the number.",
    ja: "再試行は最大10回です（現在{retries}回）。減らしてください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (id, _, kind) in view.nodes() {
        if let Kind::DataCall(call) = kind
            && call.retries > 10
        {
            let finding = Finding::of(&TEXT).at(id).field("/config/retries");
            let most = fix::put(Some(id), "/config/retries", Some(json!(10)));
            findings.push(finding.with("retries", call.retries).maybe_fix(most));
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
        assert_eq!(found(&TEXT, r#"entry -> call crm {"retries": 10} -> end"#), "");
        assert_eq!(
            found(&TEXT, r#"entry -> call crm {"retries": 11} -> end"#),
            "call /config/retries"
        );
    }
}
