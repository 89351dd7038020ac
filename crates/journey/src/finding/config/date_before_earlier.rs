//! A fixed date behind a wait for a later one: it is past whenever somebody comes there.

use crate::finding::config::fixed_dates;
use crate::finding::{Finding, Severity, Text, View};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "date_before_earlier",
    severity: Severity::Warning,
    en: "The date {date} lies before {earlier}, which is waited for earlier on the way, so it is always past here. Swap or correct the dates.",
    ja: "日時{date}は、手前の待機の日時{earlier}より前です。ここでは必ず過ぎています。日時を直してください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let dates = fixed_dates(view);
    let mut findings = Vec::new();
    for (id, field, at) in &dates {
        let upstream = view.graph.upstream(id);
        let before = dates.iter().filter(|(other, _, _)| upstream.contains(*other) && other != id);
        if let Some((_, _, latest)) =
            before.max_by_key(|(_, _, at)| at.local).filter(|it| it.2 > *at)
        {
            let finding = Finding::of(&TEXT).at(id).field(field).with("date", at);
            findings.push(finding.with("earlier", latest));
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
            found(
                &TEXT,
                r#"entry -> a=wait {"at": "2026-11-22T09:00"} -> b=wait {"at": "2026-11-23T09:00"} -> message email -> end"#
            ),
            ""
        );
        assert_eq!(
            found(
                &TEXT,
                r#"entry -> a=wait {"at": "2026-11-22T09:00"} -> b=wait {"at": "2026-11-21T09:00"} -> message email -> end"#
            ),
            "b /config/at"
        );
    }
}
