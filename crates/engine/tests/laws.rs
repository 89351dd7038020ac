//! Laws of a rehearsal, on random journeys: nobody is lost, nothing depends on threads or order, draws are keyed.
#![allow(missing_docs)]

mod random;

use std::collections::BTreeMap;

use journey::id::{NodeId, PortName};
use random::{Dice, compiled, journey, options, population, report, tally, times};
use serde_json::Value;

#[test]
fn nobody_is_lost() {
    for seed in 0..times(60, 1_000) as u64 {
        let mut dice = Dice(seed);
        let journey = journey(&mut dice, 4 + seed as usize % 20, seed % 2 == 0);
        let plan = compiled(&journey);
        let population = population(&plan, 300, seed, false);
        let options = options(1);
        let tally = tally(&plan, &population, &options);
        let report: Value = serde_json::to_value(engine::report::report(
            &plan,
            &population,
            &options,
            &tally,
            None,
        ))
        .expect("JSON");
        let sum = |value: &Value| {
            value.as_object().into_iter().flatten().filter_map(|(_, n)| n.as_u64()).sum::<u64>()
        };
        let totals = &report["totals"];
        let (entered, inside) =
            (totals["entered"].as_u64(), totals["inside"].as_u64().expect("count"));
        assert_eq!(entered, Some(sum(&totals["ended"]) + inside), "journey {seed}");
        let count = |node: &Value, key: &str| node[key].as_u64().expect("count");
        for (id, node) in report["nodes"].as_object().expect("nodes") {
            let gone = count(node, "out") + count(node, "ended") + count(node, "inside");
            assert_eq!(count(node, "in"), gone, "journey {seed}, {id}: {node}");
        }
        assert!(entered > Some(0), "journey {seed} has somebody in it");
    }
}

#[test]
fn threads_and_order_change_nothing() {
    for seed in 0..times(12, 200) as u64 {
        let mut dice = Dice(1_000 + seed);
        let journey = journey(&mut dice, 12, seed % 2 == 0);
        let plan = compiled(&journey);
        // More than one chunk, so that threads have something to share out.
        let people = population(&plan, 9_000, seed, false);
        let one = report(&plan, &people, &options(1));
        for threads in [2, 8] {
            assert_eq!(
                one,
                report(&plan, &people, &options(threads)),
                "journey {seed}, {threads} threads"
            );
        }
        let shuffled = population(&plan, 9_000, seed, true);
        assert_eq!(one, report(&plan, &shuffled, &options(2)), "journey {seed}, shuffled");
    }
}

#[test]
fn another_seed_is_another_rehearsal() {
    let journey = journey(&mut Dice(5), 12, false);
    let plan = compiled(&journey);
    let people = population(&plan, 1_000, 5, false);
    let other = engine::simulate::Options { seed: 8, ..options(1) };
    assert_ne!(tally(&plan, &people, &options(1)), tally(&plan, &people, &other));
}

/// Inserting a step that does nothing to anyone changes no other step's count.
#[test]
fn an_unrelated_step_disturbs_no_draw() {
    for seed in 0..times(40, 200) as u64 {
        let mut dice = Dice(2_000 + seed);
        let before = journey(&mut dice, 10, seed % 2 == 0);
        let mut after = before.clone();
        let froms: Vec<NodeId> = before.edges.keys().cloned().collect();
        let from = dice.pick(&froms).clone();
        let ports: Vec<PortName> = before.edges[&from].keys().cloned().collect();
        let port = dice.pick(&ports).clone();
        let new = NodeId::from("aaa_inserted");
        let task = serde_json::json!({"team": "back office", "due": "1d"});
        let node = journey::document::Node {
            kind: "task.create".into(),
            config: task.as_object().cloned().unwrap_or_default(),
            ..Default::default()
        };
        after.put(new.clone(), node);
        let target = before.edges[&from][&port].clone();
        after.edges.get_mut(&from).expect("wired").insert(port, new.clone());
        after.edges.insert(new, BTreeMap::from([(PortName::from("created"), target)]));
        let counts = |journey: &journey::document::Journey| -> BTreeMap<(String, String), u64> {
            let plan = compiled(journey);
            let people = population(&plan, 1_000, seed, false);
            let tally = tally(&plan, &people, &options(1));
            let each = plan.ports.iter().zip(&tally.ports);
            each.map(|(port, &count)| {
                ((plan.nodes[port.node as usize].id.to_string(), port.name.clone()), count)
            })
            .filter(|((node, _), _)| node != "aaa_inserted")
            .collect()
        };
        assert_eq!(counts(&before), counts(&after), "journey {seed}");
    }
}

#[test]
fn nothing_marketing_is_sent_in_quiet_hours() {
    for seed in 0..times(40, 500) as u64 {
        let mut dice = Dice(3_000 + seed);
        let journey = journey(&mut dice, 14, false);
        let plan = compiled(&journey);
        let people = population(&plan, 300, seed, false);
        let tally = tally(&plan, &people, &options(1));
        for (node, counts) in plan.nodes.iter().zip(&tally.nodes) {
            let marketing = journey.nodes[&node.id]
                .config
                .get("class")
                .is_some_and(|class| class == "marketing");
            assert!(!marketing || counts.sent_in_quiet == 0, "journey {seed}, {}", node.id);
        }
    }
}

#[test]
fn a_budget_never_goes_below_zero() {
    let mut issued = 0;
    for seed in 0..times(40, 500) as u64 {
        let mut dice = Dice(4_000 + 2 * seed);
        let journey = journey(&mut dice, 16, true);
        let plan = compiled(&journey);
        let people = population(&plan, 400, seed, false);
        let tally = tally(&plan, &people, &options(1));
        let (spent, pieces, _) = tally.offers[0];
        assert!(spent <= 300_000_000 && pieces <= 40, "journey {seed}: {spent} {pieces}");
        issued += pieces;
        if let Some(cap) = plan.settings.entry_cap {
            assert!(tally.entered.iter().sum::<u64>() <= cap, "journey {seed}");
        }
    }
    assert!(issued > 0, "some journey issues something");
}

/// What is explained is what was counted: the passes told of all customers are the tally's.
#[test]
fn explanations_are_the_rehearsal() {
    for seed in 0..times(10, 100) as u64 {
        let mut dice = Dice(5_000 + seed);
        let journey = journey(&mut dice, 12, seed % 2 == 0);
        let plan = compiled(&journey);
        let people = population(&plan, 120, seed, false);
        let tally = tally(&plan, &people, &options(1));
        let mut told: BTreeMap<(String, String), u64> = BTreeMap::new();
        for row in 0..people.table.len() {
            let watch = engine::simulate::Watch::default();
            let lines = engine::explain::explain(&plan, &people, &options(1), 0, row, &watch)
                .expect("not stopped");
            for line in lines {
                if let engine::Note::Passed { port } = line.note {
                    *told.entry((line.node.unwrap_or_default(), port)).or_default() += 1;
                }
            }
        }
        let each = plan.ports.iter().zip(&tally.ports).filter(|(_, count)| **count > 0);
        let counted: BTreeMap<(String, String), u64> = each
            .map(|(port, &count)| {
                ((plan.nodes[port.node as usize].id.to_string(), port.name.clone()), count)
            })
            .collect();
        assert_eq!(told, counted, "journey {seed}");
    }
}

/// Whatever a walk through the conditions says nobody does, nobody does: no rehearsal passes a way that it
/// rules out, and it rules out some.
#[test]
fn nobody_goes_where_nobody_can() {
    let mut ruled_out = 0;
    for seed in 0..times(60, 1_000) as u64 {
        let mut dice = Dice(7_000 + seed);
        let journey = journey(&mut dice, 4 + seed as usize % 20, seed % 2 == 0);
        let plan = compiled(&journey);
        let library = BTreeMap::new();
        let view = journey::finding::View::new(&journey, &library, None);
        let start = journey::reach::Start::Alone;
        let reach = journey::reach::Reach::of(&journey, &view.settings, &view.kinds, start);
        assert!(reach.finished, "journey {seed}");
        let tally = tally(&plan, &population(&plan, 300, seed, false), &options(1));
        for (port, passes) in plan.ports.iter().zip(&tally.ports) {
            let node = plan.nodes[port.node as usize].id.clone();
            let way = (node, PortName::from(port.name.as_str()));
            let can = reach.ports.contains_key(&way) || !journey.nodes.contains_key(&way.0);
            assert!(can || *passes == 0, "journey {seed}: {way:?} was passed {passes} times");
            ruled_out += u32::from(!can);
        }
    }
    assert!(ruled_out > 30, "{ruled_out} ways ruled out");
}
