//! A wait that does not say how long, or says it in two ways.

use crate::finding::{Finding, Severity, Text, View};
use crate::kind::Kind;

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "wait_unset",
    severity: Severity::Error,
    en: "The wait says {ways} ways how long it lasts, where exactly one is needed: a length, a weekday and time, an attribute or a date. Choose one.",
    ja: "待機の長さの指定が{ways}個あります。期間・曜日と時刻・属性・日時のうち、1つだけ指定してください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (id, _, kind) in view.nodes() {
        if let Kind::WaitTime(wait) = kind
            && wait.ways() != 1
            && !view.problems.contains_key(id)
        {
            findings.push(Finding::of(&TEXT).at(id).field("/config").with("ways", wait.ways()));
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
        assert_eq!(found(&TEXT, r#"entry -> wait 3d -> end"#), "");
        assert_eq!(found(&TEXT, r#"entry -> wait -> end"#), "wait /config");
        assert_eq!(
            found(&TEXT, r#"entry -> wait 3d {"at": "2026-11-22T09:00"} -> end"#),
            "wait /config"
        );
    }
}
