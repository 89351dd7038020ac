//! A goal and no exit rule: who gets there by another way goes on being contacted.

use crate::finding::{Finding, Severity, Text, View};
use crate::kind::Kind;

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "goal_without_exit",
    severity: Severity::Warning,
    en: "No exit rule takes customers out who reach the goal “{goal}” by themselves, so they go on being contacted for what they have done. Add an exit rule on the event that means it, with this goal.",
    ja: "目標「{goal}」を自分で達成した顧客を外す離脱ルールがないため、その後も連絡が続きます。達成を表すイベントの離脱ルールを追加し、この目標を設定してください。",
};

/// Returns every finding of this rule, at the first goal, where nobody can be contacted any more behind it
/// apart.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let contacts =
        view.kinds.values().map(|kind| &**kind).any(|kind| matches!(kind, Kind::Message(_)));
    if !view.settings.exit_rules.is_empty() || !contacts {
        return Vec::new();
    }
    let goal = view.nodes().find_map(|(id, _, kind)| match kind {
        Kind::MeasureGoal(goal) => Some((id, &goal.name)),
        _ => None,
    });
    goal.map(|(id, goal)| Finding::of(&TEXT).at(id).with("goal", goal)).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        let mail = "entry -> message email -> goal sale -> end";
        let rule =
            r#"settings {"exit_rules": [{"name": "x", "event": "purchase", "goal": "sale"}]}"#;
        assert_eq!(found(&TEXT, &format!("{rule}; {mail}")), "");
        assert_eq!(found(&TEXT, "entry -> goal sale -> end"), "", "nobody is contacted");
        assert_eq!(found(&TEXT, "entry -> message email -> end"), "");
        assert_eq!(found(&TEXT, mail), "goal");
    }
}
