//! A name that nothing has: an event, calendar, offer, connector, attribute, context key, purpose, goal or
//! step.

use std::collections::BTreeSet;

use crate::finding::{Finding, Severity, Text, View};
use crate::kind::{Kind, Reference, Target};
use crate::settings::Settings;

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "reference_missing",
    severity: Severity::Error,
    en: "There is no {what} “{name}”, so this step cannot work. Choose one that exists, or declare it in the settings.",
    ja: "{what}「{name}」がありません。存在するものを選ぶか、設定で定義してください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let events = view.settings.all_events();
    let missing = |target: &Target| match target {
        Target::Event(name) => !events.contains_key(name),
        Target::Goal(name) => !goals(view).contains(name.as_str()),
        Target::Step(id) => !view.journey.nodes.contains_key(id),
        other => !declared(other, &view.settings),
    };
    let mut findings = Vec::new();
    for (id, _, kind) in view.nodes() {
        for Reference { field, target } in kind.references() {
            let ([en, ja], name) = words(&target);
            if !name.trim().is_empty() && missing(&target) {
                let finding = Finding::of(&TEXT).at(id).field(&format!("/config{field}"));
                findings.push(finding.with("what.en", en).with("what.ja", ja).with("name", name));
            }
        }
    }
    findings
}

/// Returns the goals that something in the journey reaches.
fn goals<'a>(view: &'a View) -> BTreeSet<&'a str> {
    let steps = view.nodes().filter_map(|(_, _, kind)| match kind {
        Kind::MeasureGoal(goal) => Some(goal.name.as_str()),
        _ => None,
    });
    let rules = view.settings.exit_rules.iter().filter_map(|rule| rule.goal.as_deref());
    steps.chain(rules).collect()
}

fn declared(target: &Target, settings: &Settings) -> bool {
    match target {
        Target::Calendar(name) => settings.calendars.contains_key(name),
        Target::Offer(name) => settings.offers.contains_key(name),
        Target::Connector(name) => settings.connectors.contains_key(name),
        Target::Attribute(name) => settings.attributes.contains_key(name),
        Target::Context(name) => settings.all_context().contains_key(name),
        Target::Purpose(name) => settings.consent.contains_key(name),
        Target::Event(_) | Target::Goal(_) | Target::Step(_) => true,
    }
}

fn words(target: &Target) -> ([&'static str; 2], &str) {
    match target {
        Target::Event(name) => (["event", "イベント"], name),
        Target::Calendar(name) => (["calendar", "カレンダー"], name),
        Target::Offer(name) => (["offer", "特典"], name),
        Target::Connector(name) => (["connector", "接続先"], name),
        Target::Attribute(name) => (["attribute", "属性"], name),
        Target::Context(name) => (["context key", "コンテキスト項目"], name),
        Target::Purpose(name) => (["purpose", "同意の目的"], name),
        Target::Goal(name) => (["goal", "目標"], name),
        Target::Step(id) => (["step", "ステップ"], id.as_str()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        assert_eq!(
            found(&TEXT, r#"entry purchase -> hours office -> call crm -> offer coupon -> end"#),
            ""
        );
        assert_eq!(
            found(&TEXT, r#"entry sale -> hours night -> call erp -> offer gift -> end"#),
            "call /config/connector; entry /config/event; hours /config/calendar; offer /config/offer"
        );
        assert_eq!(found(&TEXT, r#"entry -> await{x: message.opened} -> end"#), "");
        assert_eq!(
            found(&TEXT, r#"entry -> update{customer.nope: 1, context.score: 1} -> end"#),
            "update /config/set/0/name"
        );
        let by = |goal: &str| {
            format!(
                r#"entry -> experiment {{"goal": "{goal}", "arms": [{{"name": "a", "share": 100}}]}} -> goal buy -> end"#
            )
        };
        assert_eq!(found(&TEXT, &by("buy")), "");
        assert_eq!(found(&TEXT, &by("bye")), "experiment /config/goal");
    }
}
