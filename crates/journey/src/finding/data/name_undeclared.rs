//! A condition that reads a name which is not declared: it could never hold.

use crate::finding::data::with_code;
use crate::finding::{Finding, Severity, Text, View};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "name_undeclared",
    severity: Severity::Error,
    en: "The condition reads a name that does not exist, so it could never hold ({problem}). Declare the name or correct it.",
    ja: "条件に、存在しない名前があります（{problem}）。定義するか、修正してください。",
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
            found(&TEXT, r#"entry -> branch{a: customer.aeg > 3} -> end"#),
            "branch /config/arms/0/when"
        );
        assert_eq!(
            found(&TEXT, r#"entry signup {"when": "event.amount > 3"} -> end"#),
            "entry /config/when"
        );
        assert_eq!(found(&TEXT, r#"entry purchase {"when": "event.amount > 3"} -> end"#), "");
    }
}
