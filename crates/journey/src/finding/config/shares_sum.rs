//! Shares that do not sum to exactly 100: some customers would have no arm, or two.

use crate::finding::config::{share_out, shares};
use crate::finding::{Finding, Severity, Text, View};
use crate::value::Decimal;

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "shares_sum",
    severity: Severity::Error,
    en: "The shares sum to {sum} %, not 100 %. Some customers would have no arm. Adjust them.",
    ja: "割合の合計が{sum} %です。ちょうど100 %にしてください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (id, field, shares) in shares(view) {
        let sum: i128 = shares.iter().map(|(_, share)| i128::from(share.0)).sum();
        if sum != i128::from(100 * Decimal::SCALE) && !shares.is_empty() {
            let sum = Decimal(i64::try_from(sum).unwrap_or(i64::MAX));
            let finding = Finding::of(&TEXT).at(id).field(field).with("sum", sum);
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
        assert_eq!(
            found(&TEXT, r#"entry -> experiment{a: 33.3, b: 33.3, control: 33.4} -> end"#),
            ""
        );
        assert_eq!(
            found(&TEXT, r#"entry -> experiment{a: 33.3, b: 33.3, c: 33.3} -> end"#),
            "experiment /config/arms"
        );
        let message = |second: i64| {
            let text = r#"{"ja": {"body": "本文"}}"#;
            format!(
                r#"entry -> message email {{"variants": [{{"name": "a", "share": 60, "templates": {text}}}, {{"name": "b", "share": {second}, "templates": {text}}}]}} -> end"#
            )
        };
        assert_eq!(found(&TEXT, &message(40)), "");
        assert_eq!(found(&TEXT, &message(30)), "message /config/variants");
    }
}
