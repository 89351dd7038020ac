//! A field of the file has the wrong type: it is kept as it is, but means nothing.

use crate::finding::{Finding, Severity, Text, View};
use crate::format::record::unreadable_fields;

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "field_unreadable",
    severity: Severity::Error,
    en: "The field {field} holds {found}, where {expected} is expected. It is kept in the file but has no effect. Correct or remove it.",
    ja: "項目{field}の値{found}は読めません（必要な形：{expected}）。ファイルには残りますが効果はありません。修正するか削除してください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    unreadable_fields(view.journey)
}
