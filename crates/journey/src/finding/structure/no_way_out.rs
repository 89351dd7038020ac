//! A node from which no end can be reached: who comes there never leaves.

use crate::finding::{Finding, Severity, Text, View};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "no_way_out",
    severity: Severity::Error,
    en: "No end can be reached from this step, so customers stay in the journey for ever. Lead it to an end.",
    ja: "このステップからは終了にたどり着けません。終了につなげてください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let (reachable, can_end) = (view.graph.reachable(), view.graph.can_end());
    let stuck = reachable.iter().filter(|id| !can_end.contains(*id));
    stuck.map(|id| Finding::of(&TEXT).at(id)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        assert_eq!(found(&TEXT, r#"entry -> wait 1d -> end"#), "");
        assert_eq!(found(&TEXT, r#"entry -> a=wait 1d -> b=wait 1d -> a"#), "a; b; entry");
    }
}
