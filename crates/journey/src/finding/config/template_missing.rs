//! A message that says nothing in the journey’s language.

use std::collections::BTreeMap;

use crate::edit::Edit;
use crate::finding::{Finding, Severity, Text, View, fix};
use crate::id::NodeId;
use crate::kind::{Kind, Template};

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
        for (field, texts) in message.texts().iter().filter(|(_, it)| !it.contains_key(locale)) {
            let field = format!("/config{field}");
            let finding = Finding::of(&TEXT).at(id).field(&field).with("locale", locale);
            findings.push(finding.maybe_fix(copy(view, id, &field, texts)));
        }
    }
    findings
}

/// Returns the edit that puts the text of another language there, for people to translate.
fn copy(view: &View, id: &NodeId, field: &str, texts: &BTreeMap<String, Template>) -> Option<Edit> {
    let locale = fix::part(&view.settings.locale);
    let (language, _) = texts.iter().find(|(_, text)| !text.body.trim().is_empty())?;
    let text = fix::written(view, Some(id), &format!("{field}/{}", fix::part(language)))?;
    fix::put(Some(id), &format!("{field}/{locale}"), Some(text.clone()))
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
