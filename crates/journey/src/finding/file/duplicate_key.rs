//! A key comes twice in one map of a file: only the first is kept.

use crate::finding::{Severity, Text};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "duplicate_key",
    severity: Severity::Warning,
    en: "The key “{key}” comes twice. Only the first was read; the other is lost when you save. Remove one of them from the file.",
    ja: "キー「{key}」が2回あります。最初のものだけを読み込みました。保存するともう一方は失われます。ファイルからどちらかを削除してください。",
};
