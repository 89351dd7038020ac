//! Consent that is read from an attribute which is not there, or is no boolean.

use crate::finding::{Finding, Severity, Text, View};
use crate::value::Type;

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "consent_missing",
    severity: Severity::Error,
    en: "Consent for “{purpose}” is read from the attribute “{attribute}”, which is not declared as true or false. Declare it.",
    ja: "「{purpose}」の同意に使う属性「{attribute}」が、真偽値として定義されていません。定義してください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let settings = &view.settings;
    let boolean =
        |name: &String| settings.attributes.get(name).map(|it| it.kind) == Some(Type::Boolean);
    let missing = settings.consent.iter().filter(|(_, attribute)| !boolean(attribute));
    missing
        .map(|(purpose, attribute)| {
            let field = format!("/settings/consent/{purpose}");
            Finding::of(&TEXT).field(&field).with("purpose", purpose).with("attribute", attribute)
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
                r#"settings {"consent": {"sms": "sms_ok", "line": "name"}}; entry -> end"#
            ),
            "journey /settings/consent/line; journey /settings/consent/sms"
        );
    }
}
