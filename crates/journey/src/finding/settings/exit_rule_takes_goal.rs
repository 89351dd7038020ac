//! An exit rule on the event that a wait before a goal waits for: exit rules go first, so the goal is never reached.
//!
//! Example: a wait for `purchase` leads to the goal “bought”, and an exit rule on `purchase` ends the journey.
//! Everyone who buys leaves, and the report says nobody reached the goal.

use crate::finding::{Finding, Severity, Text, View};
use crate::id::PortName;
use crate::kind::Kind;

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "exit_rule_takes_goal",
    severity: Severity::Warning,
    en: "The exit rule “{name}” takes customers out at the event “{event}” before the goal “{goal}” can count it. Set the rule's goal to “{goal}”, or let the rule listen to another event.",
    ja: "離脱ルール「{name}」はイベント「{event}」で顧客を先に離脱させるため、目標「{goal}」が数えられません。ルールの目標を「{goal}」にするか、別のイベントを選んでください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, rule) in view.settings.exit_rules.iter().enumerate() {
        let Some(event) = rule.event.as_ref().filter(|_| rule.goal.is_none()) else {
            continue;
        };
        let Some(goal) = taken(view, event) else {
            continue;
        };
        let field = format!("/settings/exit_rules/{index}/goal");
        let finding =
            Finding::of(&TEXT).field(&field).with("name", &rule.name).with("event", event);
        findings.push(finding.with("goal", goal));
    }
    findings
}

/// Returns the first wait for an event whose port leads straight to a goal, by that goal's name.
fn taken<'a>(view: &'a View, event: &str) -> Option<&'a str> {
    view.kinds.iter().find_map(|(&id, kind)| {
        let Kind::WaitEvent(wait) = &**kind else {
            return None;
        };
        wait.events.iter().filter(|awaited| awaited.event == event).find_map(|awaited| {
            let next = view.next(id, &PortName::from(awaited.name.as_str()))?;
            match view.kind(next)? {
                Kind::MeasureGoal(goal) => Some(goal.name.as_str()),
                _ => None,
            }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    const JOURNEY: &str = r#"entry -> w=await 3d {"events": [{"name": "bought", "event": "purchase"}]}; w.bought -> goal bought; w.timeout -> end"#;

    #[test]
    fn passes_and_fails() {
        let with = |rule: &str| {
            found(&TEXT, &format!(r#"settings {{"exit_rules": [{rule}]}}; {JOURNEY}"#))
        };
        assert_eq!(with(r#"{"name": "out", "event": "purchase", "goal": "bought"}"#), "");
        assert_eq!(with(r#"{"name": "out", "event": "signup"}"#), "");
        assert_eq!(
            with(r#"{"name": "out", "event": "purchase"}"#),
            "journey /settings/exit_rules/0/goal"
        );
    }
}
