//! An exit rule without an event and without a condition: it would take everyone out at once.

use crate::finding::{Finding, Severity, Text, View};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "exit_rule_empty",
    severity: Severity::Error,
    en: "The exit rule “{name}” has neither an event nor a condition, so it says nothing. Enter one.",
    ja: "離脱ルール「{name}」にイベントも条件もありません。どちらかを入力してください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let rules = view.settings.exit_rules.iter().enumerate();
    rules
        .filter(|(_, rule)| rule.event.is_none() && rule.condition.is_none())
        .map(|(index, rule)| {
            let field = format!("/settings/exit_rules/{index}");
            Finding::of(&TEXT).field(&field).with("name", &rule.name)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        assert_eq!(
            found(
                &TEXT,
                r#"settings {"exit_rules": [{"name": "bought", "event": "purchase"}]}; entry -> end"#
            ),
            ""
        );
        assert_eq!(
            found(&TEXT, r#"settings {"exit_rules": [{"name": "bought"}]}; entry -> end"#),
            "journey /settings/exit_rules/0"
        );
    }
}
