//! An external call without a mock: a rehearsal opens no connection, so nobody would answer.

use crate::edit::Edit;
use crate::finding::{Finding, Severity, Text, View};
use crate::kind::Kind;
use serde_json::json;

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "call_without_mock",
    severity: Severity::Error,
    en: "The call has no mock reply. A rehearsal opens no connection, so nothing would answer. Add a reply.",
    ja: "模擬応答がありません。リハーサルでは外部に接続しないため、応答がなくなります。模擬応答を追加してください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let silent = |kind: &Kind| matches!(kind, Kind::DataCall(call) if call.replies.is_empty());
    let calls = view.nodes().filter(|(_, _, kind)| silent(kind));
    calls
        .map(|(id, _, _)| {
            let fix = Edit::SetConfig {
                node: id.clone(),
                pointer: "/replies".to_owned(),
                value: Some(json!([{ "set": [] }])),
            };
            Finding::of(&TEXT).at(id).field("/config/replies").fix(fix)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::{found, mended};

    #[test]
    fn passes_and_fails() {
        assert_eq!(found(&TEXT, r#"entry -> call crm -> end"#), "");
        assert_eq!(
            found(&TEXT, r#"entry -> call crm {"replies": []} -> end"#),
            "call /config/replies"
        );
        assert_eq!(mended(&TEXT, r#"entry -> call crm {"replies": []} -> end"#), "");
    }
}
