//! A category or tags without a closed list: nothing could be compared with it.

use crate::finding::settings::declarations;
use crate::finding::{Finding, Severity, Text, View};
use crate::value::Type;

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "category_without_values",
    severity: Severity::Error,
    en: "“{name}” is a {type} without any values, so nothing can be compared with it. List its values.",
    ja: "「{name}」（{type}）に値がありません。値の一覧を入力してください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let listed = |kind| matches!(kind, Type::Category | Type::Tags);
    let empty = declarations(view).into_iter();
    empty
        .filter(|(_, _, attribute)| listed(attribute.kind) && attribute.values.is_empty())
        .map(|(field, name, it)| {
            Finding::of(&TEXT).field(&field).with("name", name).with("type", it.kind)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        assert_eq!(found(&TEXT, r#"entry -> end"#), "");
        assert_eq!(
            found(
                &TEXT,
                r#"settings {"attributes": {"rank": {"type": "category"}}}; entry -> end"#
            ),
            "journey /settings/attributes/rank"
        );
    }
}
