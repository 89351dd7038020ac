//! Consent that is read from an attribute which is not there, or is no boolean.

use serde_json::json;

use crate::edit::Edit;
use crate::finding::{Finding, Severity, Text, View, fix};
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
            let field = format!("/settings/consent/{}", fix::part(purpose));
            let finding = Finding::of(&TEXT).field(&field).with("purpose", purpose);
            finding.with("attribute", attribute).maybe_fix(mend(view, &field, attribute))
        })
        .collect()
}

/// Returns the edit that reads consent from the attribute which was most likely meant, or declares one. What
/// is declared as something else may be read elsewhere, and stays.
fn mend(view: &View, field: &str, attribute: &str) -> Option<Edit> {
    let attributes = &view.settings.attributes;
    let yes_or_no = attributes.iter().filter(|(_, it)| it.kind == Type::Boolean);
    let near = fix::nearest(view, None, field, attribute, yes_or_no.map(|(name, _)| name.as_str()));
    let absent = !attribute.trim().is_empty() && !attributes.contains_key(attribute);
    let place = format!("/settings/attributes/{}", fix::part(attribute));
    let declare = || fix::put(None, &place, Some(json!({"type": "boolean"})));
    near.or_else(|| absent.then(declare).flatten())
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
