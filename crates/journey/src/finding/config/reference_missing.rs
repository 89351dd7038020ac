//! A name that nothing has: an event, calendar, offer, connector, attribute, context key, purpose, goal or
//! step.

use std::collections::BTreeSet;

use crate::edit::Edit;
use crate::finding::{Finding, Severity, Text, View, fix};
use crate::id::NodeId;
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
                let field = format!("/config{field}");
                let finding = Finding::of(&TEXT).at(id).field(&field).with("name", name);
                let near = nearest(view, id, &field, &target);
                findings.push(finding.with("what.en", en).with("what.ja", ja).maybe_fix(near));
            }
        }
    }
    findings
}

/// Returns the edit that names what was most likely meant.
fn nearest(view: &View, id: &NodeId, field: &str, target: &Target) -> Option<Edit> {
    let settings = &view.settings;
    let (events, context) = (settings.all_events(), settings.all_context());
    let known: Vec<&str> = match target {
        Target::Event(_) => events.keys().map(String::as_str).collect(),
        Target::Calendar(_) => settings.calendars.keys().map(String::as_str).collect(),
        Target::Offer(_) => settings.offers.keys().map(String::as_str).collect(),
        Target::Connector(_) => settings.connectors.keys().map(String::as_str).collect(),
        Target::Attribute(_) => settings.attributes.keys().map(String::as_str).collect(),
        Target::Context(_) => context.keys().map(String::as_str).collect(),
        Target::Purpose(_) => settings.consent.keys().map(String::as_str).collect(),
        Target::Goal(_) => goals(view).into_iter().collect(),
        Target::Step(_) => view.journey.nodes.keys().map(NodeId::as_str).collect(),
    };
    fix::nearest(view, Some(id), field, words(target).1, known)
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
