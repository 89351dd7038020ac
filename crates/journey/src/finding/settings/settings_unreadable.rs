//! A field of the settings that cannot be read: its default counts instead.

use crate::finding::{Finding, Severity, Text, View};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "settings_unreadable",
    severity: Severity::Error,
    en: "The setting {field} holds {found}, where {expected} is expected. The usual value is used instead. Correct it.",
    ja: "設定{field}の値{found}は読めません（必要な形：{expected}）。標準の値を使います。修正してください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    crate::settings::read(&view.journey.settings).1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        assert_eq!(found(&TEXT, r#"entry -> end"#), "");
        assert_eq!(
            found(&TEXT, r#"settings {"lifetime": "soon", "caps": 3}; entry -> end"#),
            "journey /settings/caps; journey /settings/lifetime"
        );
    }
}
