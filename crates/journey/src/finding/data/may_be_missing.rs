//! An attribute that may have no value where a condition reads it: the comparison is then false.

use crate::finding::data::position;
use crate::finding::{Finding, Severity, Text, View};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "may_be_missing",
    severity: Severity::Warning,
    en: "“{name}” may have no value for some customers; the comparison is then false. Ask is_set({name}) first, or declare the attribute as required.",
    ja: "「{name}」に値がない顧客がいる可能性があります。その場合、比較は成り立ちません。先に is_set({name}) で確かめるか、属性を必須にしてください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let mut findings = Vec::new();
    for checked in view.expressions() {
        let Ok(Some(typed)) = &checked.result else {
            continue;
        };
        for (slot, span) in typed.may_be_missing() {
            let (line, column) = position(typed.source(), span.start);
            let mut finding = checked.finding(&TEXT).with("name", typed.scope().path(slot));
            (finding.line, finding.column) = (Some(line), Some(column));
            findings.push(finding);
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
            found(&TEXT, r#"entry -> branch{a: is_set(customer.age) && customer.age > 3} -> end"#),
            ""
        );
        assert_eq!(
            found(&TEXT, r#"entry -> branch{a: customer.age > 3} -> end"#),
            "branch /config/arms/0/when"
        );
        assert_eq!(found(&TEXT, r#"entry purchase {"when": "event.amount > 3"} -> end"#), "");
    }
}
