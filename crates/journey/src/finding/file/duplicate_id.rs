//! Two nodes of a file have one id: only one of them can be kept, so a step is lost on saving.

use crate::finding::{Severity, Text};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "duplicate_id",
    severity: Severity::Error,
    en: "Two steps have the id “{id}”. Only the first was read; the other is lost when you save. Give the second one a new id in the file.",
    ja: "同じID「{id}」のステップが2つあります。最初のものだけを読み込みました。保存するともう一方は失われます。ファイルで別のIDにしてください。",
};
