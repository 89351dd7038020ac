//! A percentage below 0 or above 100, or a range that does not hold it.

use crate::finding::config::within;
use crate::finding::{Finding, Severity, Text, View};
use crate::response::{Chance, Response};
use crate::value::Decimal;
use serde_json::Value;

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "response_out_of_range",
    severity: Severity::Error,
    en: "The percentage {percent} is outside its range {range}. Enter a value inside.",
    ja: "割合{percent}が範囲{range}の外です。範囲内の値を入力してください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (id, _, kind) in view.nodes() {
        within(&Value::Object(kind.config()), "/config", &mut |field, value| {
            if let Ok(response) = serde_json::from_value::<Response>(value.clone()) {
                for (percent, from, to) in percents(&response) {
                    if percent < from || percent > to {
                        let finding =
                            Finding::of(&TEXT).at(id).field(field).with("percent", percent);
                        findings.push(finding.with("range", format!("{from}–{to}")));
                    }
                }
            }
        });
    }
    findings
}

/// Returns every percentage with the least and the most it may be.
fn percents(response: &Response) -> Vec<(Decimal, Decimal, Decimal)> {
    let (least, most) = (Decimal(0), Decimal(100 * Decimal::SCALE));
    let (low, high) = (response.low.unwrap_or(least), response.high.unwrap_or(most));
    let mut percents = vec![(low, least, most), (high, least, most)];
    match &response.chance {
        Chance::Constant(percent) => percents.push((*percent, low, high)),
        Chance::Segments { of, otherwise } => {
            percents.push((*otherwise, least, most));
            percents.extend(of.iter().map(|segment| (segment.percent, least, most)));
        }
        Chance::Expression(_) => {}
    }
    percents
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        assert_eq!(found(&TEXT, r#"entry -> message email -> end"#), "");
        assert_eq!(
            found(
                &TEXT,
                r#"entry -> message email {"response": {"delivered": {"chance": {"constant": 101}}}} -> end"#
            ),
            "message /config/response/delivered"
        );
        assert_eq!(
            found(
                &TEXT,
                r#"entry -> message email {"response": {"delivered": {"chance": {"constant": 50}, "low": 60}}} -> end"#
            ),
            "message /config/response/delivered"
        );
    }
}
