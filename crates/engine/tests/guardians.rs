//! What was proved of a guardian is never contradicted by a rehearsal, on random journeys.
#![allow(missing_docs)]

mod random;

use std::collections::BTreeSet;

use engine::guard::GuardStatus;
use journey::document::Journey;
use journey::kind::Kind;
use random::{Dice, compiled, journey, options, population, tally, times};
use serde_json::{Value, json};

/// Returns a journey with a number of random guardians.
fn guarded(dice: &mut Dice, size: usize, shared: bool, count: usize) -> Journey {
    let mut journey = journey(dice, size, shared);
    if dice.chance(50) {
        journey.settings.remove("exit_rules");
    }
    if dice.chance(50) {
        journey.settings.remove("lifetime");
    }
    if dice.chance(30) {
        journey.settings.insert("reentry".to_owned(), json!("never"));
    }
    let steps: Vec<String> = journey.nodes.keys().map(|id| id.to_string()).collect();
    let goals: BTreeSet<String> = journey
        .nodes
        .values()
        .filter_map(|node| match Kind::read(node) {
            Ok(Kind::MeasureGoal(goal)) => Some(goal.name),
            _ => None,
        })
        .collect();
    let goals: Vec<String> = goals.into_iter().collect();
    let target = |dice: &mut Dice| match dice.below(8) {
        0 if !goals.is_empty() => json!({"goal": dice.pick(&goals).clone()}),
        1 => json!({"outcome": *dice.pick(&["resolved", "converted", "unresolved", "left"])}),
        _ => json!({"step": dice.pick(&steps).clone()}),
    };
    let mut list = Vec::new();
    for place in 0..count {
        let rule = match dice.below(6) {
            0 => {
                let some: Vec<Value> = (0..1 + dice.below(4)).map(|_| target(dice)).collect();
                json!({"always": {"one_of": some}})
            }
            1 => json!({"never": {"any_of": [target(dice)]}}),
            2 | 3 => json!({"before": {"first": target(dice), "then": target(dice)}}),
            4 => {
                let channel = *dice.pick(&["email", "sms", "line"]);
                json!({"at_most": {"messages": dice.below(6), "days": 1 + dice.below(90), "channel": channel}})
            }
            _ => json!({"hours": {"calendar": "office", "channel": *dice.pick(&["line", "sms"])}}),
        };
        let when = *dice.pick(&[
            "customer.age >= 40",
            "customer.age < 20",
            "customer.tier == \"gold\"",
            "contains(customer.tags, \"a\")",
            "customer.spend > 100.5",
            "!customer.email_ok",
        ]);
        let mut guardian = json!({"id": format!("g{place}"), "rule": rule});
        if dice.chance(60) {
            guardian["when"] = json!(when);
        }
        list.push(guardian);
    }
    journey.settings.insert("guardians".to_owned(), Value::Array(list));
    journey
}

#[test]
fn what_is_proved_is_never_broken() {
    let (mut proved, mut broken, mut asked) = (0, 0, 0);
    for seed in 0..times(120, 2_000) as u64 {
        let mut dice = Dice(seed ^ 0x6775_6172_6400);
        let shared = dice.chance(30);
        let journey = guarded(&mut dice, 3 + seed as usize % 14, shared, 16);
        let plan = compiled(&journey);
        let population = population(&plan, 200, seed, false);
        let options = options(1);
        let tally = tally(&plan, &population, &options);
        let report = engine::report::report(&plan, &population, &options, &tally, None);
        for guardian in &report.guardians {
            let certain = guardian.proof.is_some();
            assert!(
                !certain || guardian.status == GuardStatus::Proved,
                "journey {seed}: {guardian:?}\n{}",
                journey::format::write(&journey)
            );
            proved += usize::from(certain && guardian.asked > 0);
            broken += usize::from(guardian.broken > 0);
            asked += usize::from(guardian.asked > 0);
        }
    }
    // A law that is never put to the test proves nothing.
    assert!(
        proved * 20 > asked && broken * 20 > asked,
        "{proved} proved, {broken} broken of {asked}"
    );
}

#[test]
fn order_and_threads_name_the_same_customers() {
    for seed in 0..times(12, 200) as u64 {
        let mut dice = Dice(seed ^ 0x6775_6172_6401);
        let journey = guarded(&mut dice, 12, seed % 2 == 0, 8);
        let plan = compiled(&journey);
        let guards = |threads: usize, shuffled: bool| {
            let (population, options) = (population(&plan, 300, seed, shuffled), options(threads));
            let tally = tally(&plan, &population, &options);
            engine::report::report(&plan, &population, &options, &tally, None).guardians
        };
        let one = guards(1, false);
        assert_eq!(one, guards(2, false), "journey {seed}: threads");
        assert_eq!(one, guards(2, true), "journey {seed}: order");
    }
}
