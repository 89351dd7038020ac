//! A message that says nothing in the journey’s language.

use crate::finding::{Finding, Severity, Text, View};
use crate::kind::Kind;

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "template_missing",
    severity: Severity::Error,
    en: "The message has no text in the journey’s language “{locale}”, so it cannot be sent. Write one.",
    ja: "ジャーニーの言語「{locale}」の本文がないため、送信できません。本文を入力してください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let locale = &view.settings.locale;
    let mut findings = Vec::new();
    for (id, _, kind) in view.nodes() {
        let Kind::Message(message) = kind else {
            continue;
        };
        for (field, _) in message.texts().iter().filter(|(_, it)| !it.contains_key(locale)) {
            let finding = Finding::of(&TEXT).at(id).field(&format!("/config{field}"));
            findings.push(finding.with("locale", locale));
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
        assert_eq!(found(&TEXT, r#"entry -> message email -> end"#), "");
        assert_eq!(
            found(&TEXT, r#"settings {"locale": "en"}; entry -> message email -> end"#),
            "message /config/templates"
        );
        assert_eq!(
            found(
                &TEXT,
                r#"entry -> message email {"variants": [{"name": "a", "share": 50, "templates": {"ja": {"body": "本文"}}}, {"name": "b", "share": 50, "templates": {"en": {"body": "text"}}}]} -> end"#
            ),
            "message /config/variants/1/templates"
        );
    }
}
