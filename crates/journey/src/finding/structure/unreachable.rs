//! A node that no entry leads to: nobody ever comes there.

use crate::finding::{Finding, Severity, Text, View};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "unreachable",
    severity: Severity::Error,
    en: "No entry leads to this step, so no customer ever reaches it. Connect it, or delete it.",
    ja: "どの開始ステップからもたどり着けません。接続するか、削除してください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let reachable = view.graph.reachable();
    // Without any entry all nodes would be named; that the entry is missing says it better.
    if view.graph.entries().is_empty() {
        return Vec::new();
    }
    let lost = view.journey.nodes.keys().filter(|id| !reachable.contains(*id));
    lost.map(|id| Finding::of(&TEXT).at(id)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        assert_eq!(found(&TEXT, r#"entry -> wait 3d -> end"#), "");
        assert_eq!(found(&TEXT, r#"entry -> end; message email"#), "message");
        assert_eq!(found(&TEXT, r#"entry -> end; a=wait 1d -> b=wait 1d -> a"#), "a; b");
    }
}
