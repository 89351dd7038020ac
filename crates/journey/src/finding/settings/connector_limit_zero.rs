//! A connector that takes no calls at all.

use crate::finding::{Finding, Severity, Text, View, fix};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "connector_limit_zero",
    severity: Severity::Error,
    en: "The connector “{name}” takes 0 calls a minute, so no call could ever be made. Enter its limit, or leave it empty.",
    ja: "接続先「{name}」の1分あたりの上限が0のため、呼び出しができません。上限を入力するか、空にしてください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let none = view.settings.connectors.iter().filter(|(_, it)| it.per_minute == Some(0));
    none.map(|(name, _)| {
        let field = format!("/settings/connectors/{}/per_minute", fix::part(name));
        let unlimited = fix::put(None, &field, None);
        Finding::of(&TEXT).field(&field).with("name", name).maybe_fix(unlimited)
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        let with = |limit: &str| {
            format!(
                r#"settings {{"connectors": {{"crm": {{"per_minute": {limit}}}}}}}; entry -> end"#
            )
        };
        assert_eq!(found(&TEXT, &with("60")), "");
        assert_eq!(found(&TEXT, &with("0")), "journey /settings/connectors/crm/per_minute");
    }
}
