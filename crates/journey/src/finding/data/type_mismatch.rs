//! Types that cannot meet: rhai itself would silently say false.

use crate::finding::data::with_code;
use crate::finding::{Finding, Severity, Text, View};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "type_mismatch",
    severity: Severity::Error,
    en: "The types do not fit, so this would silently never hold ({problem}). Correct one side.",
    ja: "型が合わないため、このままでは成り立ちません（{problem}）。修正してください。",
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
            found(&TEXT, r#"entry -> branch{a: customer.age > "a"} -> end"#),
            "branch /config/arms/0/when"
        );
        assert_eq!(
            found(&TEXT, r#"entry -> branch{a: customer.age} -> end"#),
            "branch /config/arms/0/when"
        );
        assert_eq!(
            found(&TEXT, r#"entry -> update{context.score: "a"} -> end"#),
            "update /config/set/0/value"
        );
        assert_eq!(
            found(&TEXT, r#"entry -> offer coupon {"value": "customer.name"} -> end"#),
            "offer /config/value"
        );
        assert_eq!(found(&TEXT, r#"entry -> update{customer.tier: "gold"} -> end"#), "");
        assert_eq!(
            found(&TEXT, r#"entry -> update{customer.tier: "iron"} -> end"#),
            "update /config/set/0/value"
        );
    }
}
