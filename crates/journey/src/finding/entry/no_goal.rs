//! A journey without a goal: a rehearsal cannot say whether it works.

use crate::finding::{Finding, Severity, Text, View};
use crate::kind::Kind;

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "no_goal",
    severity: Severity::Warning,
    en: "The journey has no goal, so a rehearsal cannot say how many customers do what it is for. Add a goal step, or let an exit rule reach a goal.",
    ja: "目標がないため、リハーサルで成果を測れません。目標ステップを追加するか、離脱ルールに目標を設定してください。",
};

/// Returns every finding of this rule. A journey without entries lacks more than a goal.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let step =
        view.kinds.values().map(|kind| &**kind).any(|kind| matches!(kind, Kind::MeasureGoal(_)));
    let rule = view.settings.exit_rules.iter().any(|rule| rule.goal.is_some());
    // The goal may lie in a sub-journey, or be meant by a step of a kind that this build does not know.
    let sub = view.kinds.values().map(|kind| &**kind).any(|kind| matches!(kind, Kind::FlowSub(_)));
    let unknown = view.kinds.len() < view.journey.nodes.len();
    let hidden = sub || unknown || view.graph.entries().is_empty();
    if step || rule || hidden { Vec::new() } else { vec![Finding::of(&TEXT)] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        assert_eq!(found(&TEXT, "entry -> goal sale -> end"), "");
        let rule =
            r#"settings {"exit_rules": [{"name": "x", "event": "purchase", "goal": "sale"}]}"#;
        assert_eq!(found(&TEXT, &format!("{rule}; entry -> end")), "");
        assert_eq!(found(&TEXT, "entry -> sub jny_x -> end"), "");
        assert_eq!(found(&TEXT, "entry -> message email -> end"), "journey");
    }
}
