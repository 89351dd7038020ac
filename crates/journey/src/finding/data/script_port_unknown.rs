//! A script that may return a name which is no port: the customer would go nowhere.

use crate::finding::data::with_code;
use crate::finding::{Finding, Severity, Text, View};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "script_port_unknown",
    severity: Severity::Error,
    en: "The script may return a name that is no exit, so customers would go nowhere ({problem}). Add the exit or correct the name.",
    ja: "スクリプトが、出口にない名前を返す可能性があります（{problem}）。出口を追加するか、名前を修正してください。",
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
        assert_eq!(found(&TEXT, r#"entry -> script yes no -> end"#), "");
        assert_eq!(
            found(
                &TEXT,
                r#"entry -> script yes no {"source": "if customer.age > 3 { \"yes\" } else { \"maybe\" }"} -> end"#
            ),
            "script /config/source"
        );
    }
}
