//! A field of a configuration that cannot be read: the step would run without it.

use crate::finding::{Finding, Severity, Text, View};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "config_unreadable",
    severity: Severity::Error,
    en: "The field {field} holds {found}, where {expected} is expected. The step cannot use it. Correct it.",
    ja: "項目{field}の値{found}は読めません（必要な形：{expected}）。修正してください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let each = |(&id, problems): (&&_, &Vec<crate::kind::ConfigProblem>)| {
        let finding = |problem: &crate::kind::ConfigProblem| {
            Finding::of(&TEXT)
                .at(id)
                .field(&format!("/config{}", problem.field))
                .expected(&problem.found, &problem.expected)
        };
        problems.iter().map(finding).collect::<Vec<_>>()
    };
    view.problems.iter().flat_map(each).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        assert_eq!(found(&TEXT, r#"entry -> wait 3d -> end"#), "");
        assert_eq!(
            found(&TEXT, r#"entry -> wait soon {"clock": 4} -> end"#),
            "wait /config/clock; wait /config/for"
        );
        let inbound = r#"inbound {"rates": [{"from": "09:00", "to": "TO", "per_hour": 3}]} -> end"#;
        assert_eq!(found(&TEXT, &inbound.replace("TO", "17:00")), "");
        assert_eq!(found(&TEXT, &inbound.replace("TO", "60:00")), "inbound /config/rates/0/to");
    }
}
