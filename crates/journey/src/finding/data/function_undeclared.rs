//! A function that is not on the list, or with the wrong number of arguments.

use crate::finding::data::with_code;
use crate::finding::{Finding, Severity, Text, View};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "function_undeclared",
    severity: Severity::Error,
    en: "A function cannot be used like this ({problem}). Correct the call.",
    ja: "関数の使い方に誤りがあります（{problem}）。修正してください。",
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
        assert_eq!(found(&TEXT, r#"entry -> branch{a: is_set(customer.age)} -> end"#), "");
        assert_eq!(
            found(&TEXT, r#"entry -> branch{a: sleep(2)} -> end"#),
            "branch /config/arms/0/when"
        );
    }
}
