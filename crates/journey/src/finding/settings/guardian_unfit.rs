//! A guardian that names what is not there, or that cannot be checked as it stands.
//!
//! Example: "always reaches" with nothing in its list, or a condition that reads what an event brings.

use crate::condition::{Root, check as check_condition};
use crate::finding::{Finding, Severity, Text, View};
use crate::guardian::{Guardian, Hours, Rule, Target};
use crate::kind::Kind;
use crate::time::minutes;

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "guardian_unfit",
    severity: Severity::Error,
    en: "The guardian “{guardian}” cannot be checked: {problem}. Correct it, or take the guardian away.",
    ja: "守り「{guardian}」は確かめられません（{problem}）。修正するか、削除してください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let guardians = view.settings.guardians.iter().enumerate();
    guardians.flat_map(|(index, guardian)| of(view, index, guardian)).collect()
}

fn of(view: &View, index: usize, guardian: &Guardian) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut add = |field: &str, en: String, ja: String| {
        let field = format!("/settings/guardians/{index}{field}");
        let finding = Finding::of(&TEXT).field(&field).with("guardian", &guardian.id);
        findings.push(finding.with("problem.en", en).with("problem.ja", ja));
    };
    for (field, target) in guardian.rule.targets() {
        if let Some((en, ja)) = missing(view, target) {
            add(&format!("/rule{field}"), en, ja);
        }
    }
    let empty = ("nothing is chosen", "対象が選ばれていません");
    match &guardian.rule {
        Rule::Always(rule) if rule.one_of.is_empty() => {
            add("/rule/always/one_of", empty.0.into(), empty.1.into());
        }
        Rule::Never(rule) if rule.any_of.is_empty() => {
            add("/rule/never/any_of", empty.0.into(), empty.1.into());
        }
        Rule::AtMost(rule) if !(1..=366).contains(&rule.days) => add(
            "/rule/at_most/days",
            format!("{} days; expected 1 to 366", rule.days),
            format!("日数が{}です。1～366にしてください", rule.days),
        ),
        Rule::Hours(rule) => hours(view, rule, &mut add),
        _ => {}
    }
    if guardian.when.as_deref().is_some_and(|when| reads_more(view, when)) {
        add(
            "/when",
            "the condition reads the clock, an event or the context; a guardian's customers are chosen by their attributes at the start".into(),
            "条件が時刻・イベント・コンテキストを参照しています。守りの対象は開始時点の属性で選びます".into(),
        );
    }
    findings
}

fn hours(view: &View, rule: &Hours, add: &mut impl FnMut(&str, String, String)) {
    match (&rule.calendar, rule.windows.as_slice()) {
        (Some(name), _) if !view.settings.calendars.contains_key(name) => add(
            "/rule/hours/calendar",
            format!("there is no calendar “{name}”"),
            format!("カレンダー「{name}」がありません"),
        ),
        (None, []) => add(
            "/rule/hours/windows",
            "neither a calendar nor hours are given".into(),
            "カレンダーも時間帯も指定されていません".into(),
        ),
        (Some(_), [_, ..]) => add(
            "/rule/hours/windows",
            "a calendar and hours are given; only one can count".into(),
            "カレンダーと時間帯の両方が指定されています。どちらか一方にしてください".into(),
        ),
        _ => {}
    }
    for (place, window) in rule.windows.iter().enumerate() {
        for (end, time) in [("from", &window.from), ("to", &window.to)] {
            if minutes(time).is_none() {
                add(
                    &format!("/rule/hours/windows/{place}/{end}"),
                    format!("“{time}” is no time of day like 09:00"),
                    format!("「{time}」は 09:00 の形の時刻ではありません"),
                );
            }
        }
    }
}

/// Returns what is wrong with a target, if nothing like it is there.
pub(super) fn missing(view: &View, target: &Target) -> Option<(String, String)> {
    match target {
        Target::Step(id) if has_step(view, id.as_str()) => None,
        Target::Step(id) => {
            Some((format!("there is no step “{id}”"), format!("ステップ「{id}」がありません")))
        }
        Target::Goal(name) if has_goal(view, name) => None,
        Target::Goal(name) => {
            Some((format!("there is no goal “{name}”"), format!("目標「{name}」がありません")))
        }
        Target::Outcome(_) => None,
    }
}

/// Returns whether a step is there; `step/inner` is a step of a sub-journey.
pub(super) fn has_step(view: &View, id: &str) -> bool {
    let (mut journey, mut rest) = (view.journey, id);
    while let Some((step, inner)) = rest.split_once('/') {
        let named = journey.nodes.get(&step.into()).and_then(|node| node.config.get("journey"));
        let sub = named.and_then(|name| view.library.get(&name.as_str()?.into()));
        let Some(sub) = sub else {
            return false;
        };
        (journey, rest) = (sub, inner);
    }
    journey.nodes.contains_key(&rest.into())
}

/// Returns whether something in the journey, or in one that it may enter, reaches a goal.
pub(super) fn has_goal(view: &View, name: &str) -> bool {
    let own = |kind: &Kind| matches!(kind, Kind::MeasureGoal(goal) if goal.name == name);
    let inner = || view.library.values().flat_map(|journey| journey.nodes.values());
    view.kinds.values().map(|kind| &**kind).any(own)
        || view.settings.exit_rules.iter().any(|rule| rule.goal.as_deref() == Some(name))
        || inner().filter_map(|node| Kind::read(node).ok()).any(|kind| own(&kind))
}

/// Returns whether a condition reads more than attributes; one with errors is another rule's business.
fn reads_more(view: &View, when: &str) -> bool {
    let scope = view.settings.scope();
    check_condition(when, &scope).is_ok_and(|typed| {
        typed.reads_now()
            || typed.reads().into_iter().any(|slot| scope.name(slot).0 != Root::Customer)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    fn with(rule: &str) -> String {
        let guardian = format!(r#"{{"id": "g", "rule": {rule}}}"#);
        guardians(&guardian)
    }

    fn guardians(list: &str) -> String {
        let text = format!(r#"settings {{"guardians": [{list}]}}; entry -> goal sale -> end"#);
        found(&TEXT, &text)
    }

    #[test]
    fn passes_and_fails() {
        assert_eq!(with(r#"{"always": {"one_of": [{"step": "end"}, {"goal": "sale"}]}}"#), "");
        assert_eq!(with(r#"{"hours": {"calendar": "office"}}"#), "");
        let at = "journey /settings/guardians/0";
        assert_eq!(with(r#"{"always": {"one_of": []}}"#), format!("{at}/rule/always/one_of"));
        assert_eq!(
            with(r#"{"never": {"any_of": [{"step": "end"}, {"step": "gone"}]}}"#),
            format!("{at}/rule/never/any_of/1")
        );
        assert_eq!(
            with(r#"{"before": {"first": {"goal": "x"}, "then": {"step": "y"}}}"#),
            format!("{at}/rule/before/first; {at}/rule/before/then")
        );
        assert_eq!(
            with(r#"{"at_most": {"messages": 3, "days": 0}}"#),
            format!("{at}/rule/at_most/days")
        );
        assert_eq!(
            with(r#"{"hours": {"calendar": "night"}}"#),
            format!("{at}/rule/hours/calendar")
        );
        assert_eq!(with(r#"{"hours": {}}"#), format!("{at}/rule/hours/windows"));
        assert_eq!(
            with(r#"{"hours": {"windows": [{"days": ["mon"], "from": "9", "to": "10:00"}]}}"#),
            format!("{at}/rule/hours/windows/0/from")
        );
    }

    #[test]
    fn customers_are_chosen_by_their_attributes() {
        let when = |when: &str| {
            let rule = r#"{"at_most": {"messages": 3, "days": 7}}"#;
            guardians(&format!(r#"{{"id": "g", "when": "{when}", "rule": {rule}}}"#))
        };
        assert_eq!(when("customer.age >= 65"), "");
        let at = "journey /settings/guardians/0/when";
        assert_eq!(when("hour(now) > 3"), at);
        assert_eq!(when("context.score > 3"), at);
    }
}
