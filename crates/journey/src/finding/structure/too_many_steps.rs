//! A worst case of over 1,000 steps: slow to rehearse, and seldom meant.

use crate::finding::{Finding, Severity, Text, View};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "too_many_steps",
    severity: Severity::Warning,
    en: "One customer may take up to {steps} steps. This is slow and seldom meant. Lower the rounds of the loops.",
    ja: "1人の顧客が最大{steps}ステップを通る可能性があります。ループの回数を減らしてください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let steps = view.graph.worst_case_steps();
    let over = steps > 1_000;
    over.then(|| Finding::of(&TEXT).with("steps", steps)).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        assert_eq!(found(&TEXT, r#"entry -> loop 400 -> wait 1d -> loop; loop.done -> end"#), "");
        assert_eq!(
            found(&TEXT, r#"entry -> loop 600 -> wait 1d -> loop; loop.done -> end"#),
            "journey"
        );
    }
}
