//! A wait just before the end: it only keeps customers inside.

use crate::finding::config::leads_to_end;
use crate::finding::{Finding, Severity, Text, View};
use crate::kind::Kind;

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "wait_last",
    severity: Severity::Warning,
    en: "Nothing follows this wait but the end, so it only keeps customers in the journey. Remove it, or add a step behind it.",
    ja: "この待機の後は終了だけです。顧客を待たせるだけになります。待機を外すか、後にステップを追加してください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let waits = view.nodes().filter(|(_, _, kind)| matches!(kind, Kind::WaitTime(_)));
    waits
        .filter(|(id, _, _)| leads_to_end(view, id, &"done".into()))
        .map(|(id, _, _)| Finding::of(&TEXT).at(id))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        assert_eq!(found(&TEXT, r#"entry -> wait 3d -> message email -> end"#), "");
        assert_eq!(found(&TEXT, r#"entry -> wait 3d -> end"#), "wait");
        assert_eq!(found(&TEXT, r#"entry -> wait 3d"#), "wait");
    }
}
