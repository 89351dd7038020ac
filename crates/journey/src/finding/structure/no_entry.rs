//! A journey without a way in: no customer ever starts it.

use crate::finding::{Finding, Severity, Text, View};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "no_entry",
    severity: Severity::Error,
    en: "The journey has no entry, so no customer can start it. Add an entry step.",
    ja: "開始ステップがないため、だれも始められません。開始ステップを追加してください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    match view.graph.entries().is_empty() {
        true => vec![Finding::of(&TEXT)],
        false => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        assert_eq!(found(&TEXT, r#"entry -> end"#), "");
        assert_eq!(found(&TEXT, r#"wait 3d -> end"#), "journey");
    }
}
