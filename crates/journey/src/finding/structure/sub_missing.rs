//! A sub-journey that is not there.

use crate::finding::structure::subs;
use crate::finding::{Finding, Severity, Text, View};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "sub_missing",
    severity: Severity::Error,
    en: "The sub-journey “{journey}” is not in this workspace, so nothing can run here. Choose one that exists.",
    ja: "サブジャーニー「{journey}」が見つかりません。存在するものを選んでください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let missing = subs(view).filter(|(_, sub)| !view.library.contains_key(&sub.target()));
    missing
        .filter(|(_, sub)| !sub.journey.is_empty())
        .map(|(id, sub)| {
            Finding::of(&TEXT).at(id).field("/config/journey").with("journey", &sub.journey)
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
        assert_eq!(found(&TEXT, r#"entry -> sub jny_x -> end"#), "sub /config/journey");
    }
}
