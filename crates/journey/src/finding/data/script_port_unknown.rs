//! A script that may return a name which is no port: the customer would go nowhere.

use crate::finding::data::with_code;
use crate::finding::{Finding, Severity, Text, View};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "script_port_unknown",
    severity: Severity::Error,
    en: "The script may return a name that is no exit: {problem}.",
    ja: "スクリプトが、出口にない名前を返す可能性があります：{problem}。",
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
    }
}
