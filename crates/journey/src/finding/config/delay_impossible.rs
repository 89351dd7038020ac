//! A delay whose parts contradict each other, as a shortest above the longest.

use crate::finding::config::within;
use crate::finding::{Finding, Severity, Text, View};
use crate::response::Delay;
use serde_json::Value;

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "delay_impossible",
    severity: Severity::Error,
    en: "The delay is impossible: {first} must be shorter than {second}. Correct it.",
    ja: "遅れの指定が矛盾しています。{first}は{second}より短くしてください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (id, _, kind) in view.nodes() {
        within(&Value::Object(kind.config()), "/config", &mut |field, value| {
            let (first, second) = match serde_json::from_value::<Delay>(value.clone()) {
                Ok(Delay::Uniform { from, to }) if from > to => (from, to),
                Ok(Delay::Lognormal { median, p90 }) if median >= p90 => (median, p90),
                _ => return,
            };
            let finding = Finding::of(&TEXT).at(id).field(field).with("first", first);
            findings.push(finding.with("second", second));
        });
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        assert_eq!(
            found(
                &TEXT,
                r#"entry -> call crm {"latency": {"uniform": {"from": "1s", "to": "2s"}}} -> end"#
            ),
            ""
        );
        assert_eq!(
            found(
                &TEXT,
                r#"entry -> call crm {"latency": {"uniform": {"from": "3s", "to": "2s"}}} -> end"#
            ),
            "call /config/latency"
        );
    }
}
