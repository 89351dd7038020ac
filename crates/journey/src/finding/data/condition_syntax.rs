//! A condition that cannot be read.

use crate::finding::data::with_code;
use crate::finding::{Finding, Severity, Text, View};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "condition_syntax",
    severity: Severity::Error,
    en: "The condition cannot be read, so it cannot be asked ({problem}). Correct it.",
    ja: "条件を読めないため、判定できません（{problem}）。修正してください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    with_code(view, &TEXT)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        assert_eq!(found(&TEXT, r#"entry -> branch{a: customer.age > 3} -> end"#), "");
        assert_eq!(
            found(&TEXT, r#"entry -> branch{a: customer.age >} -> end"#),
            "branch /config/arms/0/when"
        );
        assert_eq!(
            found(
                &TEXT,
                r#"settings {"exit_rules": [{"name": "x", "condition": "1 +"}]}; entry -> end"#
            ),
            "journey /settings/exit_rules/0/condition"
        );
        assert_eq!(
            found(&TEXT, r#"entry -> goal x {"value": "1 +"} -> end"#),
            "goal /config/value"
        );
        assert_eq!(
            found(&TEXT, r#"entry -> script yes no {"source": "if"} -> end"#),
            "script /config/source"
        );
    }
}
