//! A loop without a maximum: it would not be bounded.

use crate::finding::{Finding, Severity, Text, View};
use crate::kind::Kind;

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "loop_without_maximum",
    severity: Severity::Error,
    en: "The loop has no maximum number of rounds, so it may never end. Enter 1 or more.",
    ja: "ループの最大回数がないため、終わらない可能性があります。1以上を入力してください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let loops =
        view.nodes().filter(|(_, _, kind)| matches!(kind, Kind::FlowLoop(it) if it.most == 0));
    loops.map(|(id, _, _)| Finding::of(&TEXT).at(id).field("/config/most")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        assert_eq!(found(&TEXT, r#"entry -> loop 3 -> wait 1d -> loop; loop.done -> end"#), "");
        assert_eq!(
            found(&TEXT, r#"entry -> loop 0 -> wait 1d -> loop; loop.done -> end"#),
            "loop /config/most"
        );
    }
}
