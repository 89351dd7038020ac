//! A sub-journey whose version is not pinned, or is not the one at hand: what runs could change unseen.

use crate::edit::Edit;
use crate::finding::structure::subs;
use crate::finding::{Finding, Severity, Text, View};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "sub_unpinned",
    severity: Severity::Error,
    en: "The sub-journey “{journey}” is not pinned to the version at hand, so what runs here could change unnoticed. Pin it.",
    ja: "サブジャーニー「{journey}」の版が、手元の版に固定されていません。知らないうちに動作が変わるおそれがあります。固定してください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (id, sub) in subs(view) {
        let Some(hash) = view.library.get(&sub.target()).map(crate::format::hash) else {
            continue;
        };
        if sub.version != hash {
            let pin = Edit::SetConfig {
                node: id.clone(),
                pointer: "/version".to_owned(),
                value: Some(hash.into()),
            };
            let finding = Finding::of(&TEXT).at(id).field("/config/version");
            findings.push(finding.with("journey", &sub.journey).fix(pin));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        assert_eq!(found(&TEXT, r#"entry -> end"#), "");
    }
}
