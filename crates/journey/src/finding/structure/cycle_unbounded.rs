//! A cycle that neither counts its rounds nor takes time: an instance would turn for ever in one instant.

use crate::finding::structure::first_of;
use crate::finding::{Finding, Severity, Text, View};
use crate::kind::Time;

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "cycle_unbounded",
    severity: Severity::Error,
    en: "These steps lead back to themselves without a loop or a wait: {steps}. A customer would go round for ever. Put a bounded loop or a wait in the circle.",
    ja: "{steps} が待機も回数制限もなく循環しています。永久に回り続けます。「回数付きループ」か待機を入れてください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let cycles = view.graph.cycles_within(Time::None);
    cycles.iter().filter_map(|cycle| first_of(&TEXT, cycle)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        assert_eq!(
            found(&TEXT, r#"entry -> loop 3 -> message email -> loop; loop.done -> end"#),
            ""
        );
        assert_eq!(found(&TEXT, r#"entry -> a=wait 1d -> branch{x: true} -> a"#), "");
        assert_eq!(
            found(&TEXT, r#"entry -> message email -> branch{x: true} -> message"#),
            "branch"
        );
        assert_eq!(
            found(&TEXT, "entry -> loop 3 -> wait 1d -> loop; loop.limit -> message email -> loop"),
            "loop"
        );
    }
}
