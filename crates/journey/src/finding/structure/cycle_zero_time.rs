//! A cycle whose waits may all pass at once, as a wait for a date that is past already.

use crate::finding::structure::first_of;
use crate::finding::{Finding, Severity, Text, View};
use crate::kind::Time;

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "cycle_zero_time",
    severity: Severity::Error,
    en: "The circle {steps} can be passed without any time going by, so a customer could go round for ever at one instant. Use a wait that always takes time, or a bounded loop.",
    ja: "{steps} の循環は、時間が経たずに通過できる場合があります。必ず時間のかかる待機か「回数付きループ」を入れてください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let certain = view.graph.cycles_within(Time::None);
    let possible = view.graph.cycles_within(Time::Maybe).into_iter();
    possible
        .filter(|cycle| !certain.iter().any(|other| other.is_subset(cycle)))
        .filter_map(|cycle| first_of(&TEXT, &cycle))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        assert_eq!(found(&TEXT, r#"entry -> a=wait 1d -> branch{x: true} -> a"#), "");
        assert_eq!(
            found(&TEXT, r#"entry -> await{x: purchase} 1d -> message email -> await"#),
            "await"
        );
        assert_eq!(
            found(
                &TEXT,
                r#"entry -> await{x: purchase} 1d -> end; await.timeout -> message email -> await"#
            ),
            ""
        );
    }
}
