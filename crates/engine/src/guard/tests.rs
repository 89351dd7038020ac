//! Guardians over customers in lines.

use super::GuardStatus;
use crate::report::report;
use crate::simulate::{Options, Watch, simulate};
use crate::testing::{options, plan, population};

/// Rehearses and returns status, broken of asked, and who broke each guardian.
fn guarded(journey: &str, guardians: &str, customers: &str) -> String {
    let plan = plan(&format!(r#"settings {{"guardians": [{guardians}]}}; {journey}"#));
    let population = population(&plan, customers);
    let count = |threads| {
        let options = Options { threads, ..options(&plan) };
        let tally = simulate(&plan, &population, &options, &Watch::default()).expect("not stopped");
        report(&plan, &population, &options, &tally, None).guardians
    };
    let reports = count(1);
    assert_eq!(reports, count(2), "one thread and two");
    let line = |it: &super::GuardReport| {
        let status = match it.status {
            GuardStatus::Proved => "proved",
            GuardStatus::Held => "held",
            GuardStatus::Broken => "broken",
            GuardStatus::Untested => "untested",
        };
        let mut first = it.first.clone();
        first.sort();
        format!("{status} {}/{} {}", it.broken, it.asked, first.join(" ")).trim().to_owned()
    };
    reports.iter().map(line).collect::<Vec<_>>().join("; ")
}

fn rule(rule: &str) -> String {
    format!(r#"{{"id": "g", "rule": {rule}}}"#)
}

const TWO: &str = "old tier=gold age=70\nold @2026-01-05T10:00 signup\nyoung tier=gold age=20\nyoung @2026-01-05T11:00 signup";
const BRANCH: &str = "entry signup -> b=branch{old: customer.age >= 65} -> human=task care -> end; b.otherwise -> wait 3d -> bot=task bot -> end";

#[test]
fn everyone_comes_to_one_of_some() {
    let always = |targets: &str| {
        guarded(BRANCH, &rule(&format!(r#"{{"always": {{"one_of": [{targets}]}}}}"#)), TWO)
    };
    assert_eq!(always(r#"{"step": "human"}"#), "broken 1/2 young");
    assert_eq!(always(r#"{"step": "human"}, {"step": "bot"}"#), "proved 0/2");
    assert_eq!(always(r#"{"outcome": "resolved"}"#), "proved 0/2");
    let late = r#"{"always": {"one_of": [{"step": "bot"}, {"step": "human"}], "within": "2d"}}"#;
    assert_eq!(guarded(BRANCH, &rule(late), TWO), "broken 1/2 young");
    let in_time = late.replace("2d", "3d");
    assert_eq!(guarded(BRANCH, &rule(&in_time), TWO), "held 0/2");
}

#[test]
fn a_pass_with_time_left_has_broken_nothing() {
    let long = "entry signup -> wait 200d -> human=task care -> end";
    let always = rule(r#"{"always": {"one_of": [{"goal": "sale"}]}}"#);
    let long_goal = format!("{long}; human -> goal sale -> end");
    assert!(guarded(&long_goal, &always, TWO).ends_with("0/2"));
    let within = rule(r#"{"always": {"one_of": [{"step": "human"}], "within": "30d"}}"#);
    assert_eq!(guarded(long, &within, TWO), "broken 2/2 old young");
}

#[test]
fn nobody_comes_to_what_is_forbidden() {
    let never = |when: &str| {
        format!(
            r#"{{"id": "g", "when": "{when}", "rule": {{"never": {{"any_of": [{{"step": "bot"}}]}}}}}}"#
        )
    };
    assert_eq!(guarded(BRANCH, &never("customer.age < 30"), TWO), "broken 1/1 young");
    assert_eq!(guarded(BRANCH, &never("customer.age > 70"), TWO), "proved 0/0");
    assert_eq!(guarded(BRANCH, &never("customer.age >= 65"), TWO), "proved 0/1");
    assert_eq!(guarded(BRANCH, &never("customer.tier == \\\"gold\\\""), TWO), "broken 1/2 young");
    assert_eq!(guarded(BRANCH, &never("customer.tier == \\\"silver\\\""), TWO), "untested 0/0");
}

#[test]
fn a_condition_that_steps_write_is_not_proved() {
    let journey = r#"entry signup -> update {customer.age: 20} -> b=branch{old: customer.age >= 65} -> end; b.otherwise -> bot=task bot -> end"#;
    let never = r#"{"id": "g", "when": "customer.age >= 65", "rule": {"never": {"any_of": [{"step": "bot"}]}}}"#;
    assert_eq!(guarded(journey, never, TWO), "broken 1/1 old");
}

#[test]
fn one_thing_comes_before_another() {
    let before = |first: &str, then: &str| {
        let rule = format!(
            r#"{{"before": {{"first": {{"step": "{first}"}}, "then": {{"step": "{then}"}}}}}}"#
        );
        let journey = "entry signup -> b=branch{old: customer.age >= 65} -> check=task verify -> change=task change -> end; b.otherwise -> wait 1d -> change; change -> done=task done -> end";
        guarded(journey, &super::tests::rule(&rule), TWO)
    };
    assert_eq!(before("check", "change"), "broken 1/2 young");
    assert_eq!(before("change", "done"), "proved 0/2");
    assert_eq!(before("b", "done"), "proved 0/2");
    assert_eq!(before("done", "change"), "broken 2/2 old young");
}

#[test]
fn messages_are_counted_in_any_stretch_of_days() {
    let sends = "entry signup -> a=message email -> wait 7d -> b=message email -> wait 6d -> c=message email -> end; a.not_sent -> end; b.not_sent -> end; c.not_sent -> end";
    let customers = TWO.replace("tier=gold", "tier=gold email_ok=true");
    let most = |most: u32, days: u32, more: &str| {
        let rule = format!(r#"{{"at_most": {{"messages": {most}, "days": {days}{more}}}}}"#);
        guarded(sends, &super::tests::rule(&rule), &customers)
    };
    assert_eq!(most(3, 30, ""), "proved 0/2");
    assert_eq!(most(2, 30, ""), "broken 2/2 old young");
    assert_eq!(most(1, 6, ""), "held 0/2", "one that is exactly a period ago is outside it");
    assert_eq!(most(1, 7, ""), "broken 2/2 old young");
    assert_eq!(most(0, 7, r#", "channel": "sms""#), "proved 0/2");
    let round = "entry signup -> loop 3 -> wait 1d -> a=message email -> loop; a.bounced -> loop; a.not_sent -> loop; loop.done -> end; loop.limit -> end";
    let rule = super::tests::rule(r#"{"at_most": {"messages": 1, "days": 30}}"#);
    assert_eq!(guarded(round, &rule, &customers), "broken 2/2 old young", "a loop is no proof");
}

#[test]
fn nobody_hears_from_us_outside_hours() {
    let sends = "entry signup -> a=message email -> end; a.not_sent -> end";
    let customers = TWO.replace("tier=gold", "tier=gold email_ok=true");
    let hours =
        |hours: &str| guarded(sends, &rule(&format!(r#"{{"hours": {hours}}}"#)), &customers);
    assert_eq!(hours(r#"{"calendar": "office"}"#), "held 0/2");
    let until = |to: &str, channel: &str| {
        hours(&format!(
            r#"{{"windows": [{{"days": ["mon"], "from": "09:00", "to": "{to}"}}]{channel}}}"#
        ))
    };
    assert_eq!(until("12:00", ""), "held 0/2");
    assert_eq!(until("11:00", ""), "broken 1/2 young");
    assert_eq!(until("10:00", r#", "channel": "sms""#), "proved 0/2");
}

#[test]
fn who_comes_does_so_in_time() {
    let within = |time: &str| {
        let rule = format!(r#"{{"within": {{"target": {{"step": "bot"}}, "time": "{time}"}}}}"#);
        guarded(BRANCH, &super::tests::rule(&rule), TWO)
    };
    assert_eq!(within("3d"), "held 0/2");
    assert_eq!(within("71h"), "broken 1/2 young");
}

#[test]
fn exit_rules_and_lifetimes_cut_a_way_short() {
    let journey = |settings: &str| {
        format!(
            r#"settings {settings}; entry signup -> wait 1d -> later=wait 36h -> human=task care -> end"#
        )
    };
    let always = rule(r#"{"always": {"one_of": [{"step": "human"}]}}"#);
    let exits = r#"{"exit_rules": [{"name": "out", "event": "purchase"}]}"#;
    let leaves = format!("{TWO}\nold @2026-01-06T10:00 purchase amount=3");
    assert_eq!(guarded(&journey(exits), &always, TWO), "held 0/2");
    assert_eq!(guarded(&journey(exits), &always, &leaves), "broken 1/2 old");
    assert_eq!(guarded(&journey(r#"{"lifetime": "2d"}"#), &always, TWO), "broken 2/2 old young");
    assert_eq!(guarded(&journey("{}"), &always, TWO), "proved 0/2");
}

#[test]
fn customers_are_named_by_the_smallest_keys() {
    let many: String = (0..40)
        .map(|n| format!("c{n} tier=gold age=20\nc{n} @2026-01-05T10:00 signup\n"))
        .collect();
    let never = rule(r#"{"never": {"any_of": [{"step": "bot"}]}}"#);
    let said = guarded(BRANCH, &never, &many);
    let mut keys: Vec<(u64, String)> = (0..40)
        .map(|n| format!("c{n}"))
        .map(|id| (crate::draw::customer_key(id.as_bytes()), id))
        .collect();
    keys.sort();
    let mut first: Vec<String> = keys.into_iter().take(super::FIRST).map(|(_, id)| id).collect();
    first.sort();
    assert_eq!(said, format!("broken 40/40 {}", first.join(" ")));
}
