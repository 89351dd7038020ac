use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use expect_test::{Expect, expect};
use journey::condition::{Facts, Root, check as check_condition};
use journey::document::Journey;
use journey::id::NodeId;
use journey::kind::Kind;
use journey::notation;
use journey::time::{Holidays, Zone};
use journey::value::{Cell, MISSING, TextView, Texts};

use super::search::Dice;
use super::*;
use crate::plan::compile;
use crate::testing::options;

/// Covers a journey in notation with nobody but the generated customers.
fn covered(journey: &Journey) -> Coverage {
    let library = BTreeMap::new();
    let plan = match compile(journey, &library) {
        Ok(plan) => plan,
        Err(error) => panic!("{error}: {}", journey::format::write(journey)),
    };
    let options = options(&plan);
    match cover(journey, &library, &Population::default(), &options, &Watch::default()) {
        Ok(coverage) => coverage,
        Err(error) => panic!("{error}"),
    }
}

/// Writes gaps in lines: what is not tried, and what closes it.
fn check(notation: &str, expected: Expect) {
    let coverage = covered(&notation::journey(notation));
    let mut lines = String::new();
    for gap in &coverage.gaps {
        let node = gap.node.as_deref().unwrap_or("journey");
        let port = gap.port.as_ref().map(|port| format!(".{port}")).unwrap_or_default();
        let truth = |text: &String| format!(" [{text}] {}", gap.truth.unwrap_or_default());
        let atom = gap.condition.as_ref().map(truth).unwrap_or_default();
        let answer = match &gap.answer {
            Answer::Customer(found) => {
                let mut words: Vec<String> = found
                    .attributes
                    .iter()
                    .map(|(name, value)| format!("{name}={value}"))
                    .collect();
                words.extend(found.events.iter().map(|event| {
                    let values = event.properties.iter();
                    let values = values.map(|(name, value)| format!(" {name}={value}"));
                    format!("@{} {}{}", &event.at[..16], event.event, values.collect::<String>())
                }));
                words.join(" ")
            }
            Answer::Impossible(because) => {
                let because = because.iter().map(|it| {
                    format!("{}{} at {}", if it.holds { "" } else { "not " }, it.condition, it.node)
                });
                format!("impossible: {}", because.collect::<Vec<_>>().join(", "))
            }
            Answer::NotFound => "not found".to_owned(),
        };
        let _infallible = writeln!(lines, "{node}{port}{atom} <- {answer}");
    }
    expected.assert_eq(&lines);
}

#[test]
fn branches_are_closed_by_the_simplest_customer_or_by_a_proof() {
    check(
        "entry -> old=branch{old: customer.age >= 65} -> young=branch{young: customer.age < 18} -> end; old.otherwise -> end; young.otherwise -> end",
        expect![[r#"
            end <- cart_value=0 email_ok=false tier=gold @2026-01-05T10:00 signup
            entry <- cart_value=0 email_ok=false tier=gold @2026-01-05T10:00 signup
            entry.out <- cart_value=0 email_ok=false tier=gold @2026-01-05T10:00 signup
            old <- cart_value=0 email_ok=false tier=gold @2026-01-05T10:00 signup
            old.old <- age=65 cart_value=0 email_ok=false tier=gold @2026-01-05T10:00 signup
            old.otherwise <- cart_value=0 email_ok=false tier=gold @2026-01-05T10:00 signup
            old [customer.age >= 65] false <- cart_value=0 email_ok=false tier=gold @2026-01-05T10:00 signup
            old [customer.age >= 65] true <- age=65 cart_value=0 email_ok=false tier=gold @2026-01-05T10:00 signup
            young <- age=65 cart_value=0 email_ok=false tier=gold @2026-01-05T10:00 signup
            young.young <- impossible: customer.age >= 65 at old, customer.age < 18 at young
            young.otherwise <- age=65 cart_value=0 email_ok=false tier=gold @2026-01-05T10:00 signup
            young [customer.age < 18] false <- age=65 cart_value=0 email_ok=false tier=gold @2026-01-05T10:00 signup
            young [customer.age < 18] true <- impossible: customer.age >= 65 at old, customer.age < 18 at young
        "#]],
    );
}

#[test]
fn events_times_and_chance_are_found() {
    check(
        r#"entry purchase {"when": "event.amount > 100"} -> await{bought: purchase} 3d -> experiment{a: 2, b: 98} -> branch{late: hour(now) >= 22} -> end; await.timeout -> end; experiment.b -> end"#,
        expect![[r#"
            await <- cart_value=0 email_ok=false tier=gold @2026-01-05T10:00 purchase amount=101
            await.bought <- cart_value=0 email_ok=false tier=gold @2026-01-05T10:00 purchase amount=101 @2026-01-05T10:01 purchase amount=0
            await.timeout <- cart_value=0 email_ok=false tier=gold @2026-01-05T10:00 purchase amount=101
            branch <- cart_value=0 email_ok=false tier=gold @2026-01-05T10:00 purchase amount=101 @2026-01-05T10:01 purchase amount=0
            branch.late <- cart_value=0 email_ok=false tier=gold @2026-01-10T23:00 purchase amount=101 @2026-01-10T23:01 purchase amount=0
            branch.otherwise <- cart_value=0 email_ok=false tier=gold @2026-01-05T10:00 purchase amount=101 @2026-01-05T10:01 purchase amount=0
            branch [hour(now) >= 22] false <- cart_value=0 email_ok=false tier=gold @2026-01-05T10:00 purchase amount=199.5 @2026-01-05T10:01 purchase amount=0
            branch [hour(now) >= 22] true <- cart_value=0 email_ok=false tier=gold @2026-01-11T23:00 purchase amount=101 @2026-01-11T23:01 purchase amount=0
            end <- cart_value=0 email_ok=false tier=gold @2026-01-05T10:00 purchase amount=101
            entry <- cart_value=0 email_ok=false tier=gold @2026-01-05T10:00 purchase amount=101
            entry.out <- cart_value=0 email_ok=false tier=gold @2026-01-05T10:00 purchase amount=101
            entry [event.amount > 100] false <- cart_value=0 email_ok=false tier=gold @2026-01-05T10:00 purchase amount=0
            entry [event.amount > 100] true <- cart_value=0 email_ok=false tier=gold @2026-01-05T10:00 purchase amount=101
            experiment <- cart_value=0 email_ok=false tier=gold @2026-01-05T10:00 purchase amount=101 @2026-01-05T10:01 purchase amount=0
            experiment.a <- cart_value=0 email_ok=false tier=gold @2026-01-05T10:00 purchase amount=101 @2026-01-05T10:01 purchase amount=0
            experiment.b <- cart_value=0 email_ok=false tier=gold @2026-01-05T10:00 purchase amount=101 @2026-01-05T10:01 purchase amount=0
        "#]],
    );
}

#[test]
fn calculations_and_texts_are_found_by_trying() {
    check(
        r#"entry -> branch{sum: customer.cart_value * 2 > 500 && customer.cart_value < 300, word: contains(customer.name, "vip"), long: days_since(customer.birthday) > 7000} -> end"#,
        expect![[r#"
            branch <- cart_value=0 email_ok=false tier=gold @2026-01-05T10:00 signup
            branch.sum <- cart_value=251.5 email_ok=false tier=gold @2026-01-05T10:00 signup
            branch.word <- cart_value=0 email_ok=false name=vip tier=gold @2026-01-05T10:00 signup
            branch.long <- birthday=2006-11-03 cart_value=0 email_ok=false tier=gold @2026-01-05T10:00 signup
            branch.otherwise <- cart_value=0 email_ok=false tier=gold @2026-01-05T10:00 signup
            branch [customer.cart_value * 2 > 500] false <- cart_value=0 email_ok=false tier=gold @2026-01-05T10:00 signup
            branch [customer.cart_value * 2 > 500] true <- cart_value=6999.5 email_ok=false tier=gold @2026-01-05T10:00 signup
            branch [customer.cart_value < 300] false <- cart_value=300 email_ok=false tier=gold @2026-01-05T10:00 signup
            branch [customer.cart_value < 300] true <- cart_value=0 email_ok=false tier=gold @2026-01-05T10:00 signup
            branch [contains(customer.name, "vip")] false <- cart_value=0 email_ok=false tier=gold @2026-01-05T10:00 signup
            branch [contains(customer.name, "vip")] true <- cart_value=0 email_ok=false name=vipx tier=gold @2026-01-05T10:00 signup
            branch [days_since(customer.birthday) > 7000] false <- cart_value=0 email_ok=false tier=gold @2026-01-05T10:00 signup
            branch [days_since(customer.birthday) > 7000] true <- birthday=2006-11-04 cart_value=0 email_ok=false tier=gold @2026-01-05T10:00 signup
            end <- cart_value=299 email_ok=false tier=gold @2026-01-05T10:00 signup
            entry <- cart_value=0 email_ok=false tier=gold @2026-01-05T10:00 signup
            entry.out <- cart_value=0 email_ok=false tier=gold @2026-01-05T10:00 signup
        "#]],
    );
}

#[test]
fn calls_loops_offers_and_gates() {
    check(
        r#"entry -> call crm {"mock": [{"name": "ok"}]} -> again=loop 2 -> wait 1d -> again; again.limit -> gate email -> offer coupon -> end; call.error -> end; gate.blocked -> end"#,
        expect![[r#"
            again <- cart_value=0 email_ok=false tier=gold @2026-01-05T10:00 signup
            again.repeat <- cart_value=0 email_ok=false tier=gold @2026-01-05T10:00 signup
            again.done <- impossible: 
            again.limit <- cart_value=0 email_ok=false tier=gold @2026-01-05T10:00 signup
            call <- cart_value=0 email_ok=false tier=gold @2026-01-05T10:00 signup
            call.ok <- cart_value=0 email_ok=false tier=gold @2026-01-05T10:00 signup
            call.error <- cart_value=0 email_ok=false tier=gold @2026-01-05T10:00 signup
            call.timeout <- impossible: 
            end <- cart_value=0 email_ok=false tier=gold @2026-01-05T10:00 signup
            entry <- cart_value=0 email_ok=false tier=gold @2026-01-05T10:00 signup
            entry.out <- cart_value=0 email_ok=false tier=gold @2026-01-05T10:00 signup
            gate <- cart_value=0 email_ok=false tier=gold @2026-01-05T10:00 signup
            gate.email <- cart_value=0 email_ok=true tier=gold @2026-01-05T10:00 signup
            gate.blocked <- cart_value=0 email_ok=false tier=gold @2026-01-05T10:00 signup
            offer <- cart_value=0 email_ok=true tier=gold @2026-01-05T10:00 signup
            offer.issued <- cart_value=0 email_ok=true tier=gold @2026-01-05T10:00 signup
            offer.budget_out <- cart_value=0 email_ok=true tier=gold @2026-01-05T10:00 signup
            offer.not_eligible <- impossible: 
            wait <- cart_value=0 email_ok=false tier=gold @2026-01-05T10:00 signup
            wait.done <- cart_value=0 email_ok=false tier=gold @2026-01-05T10:00 signup
        "#]],
    );
}

/// Attributes whose every value that matters can be tried: thresholds lie within the numbers.
const AGES: [Cell; 6] = [MISSING, 0, 1, 2, 3, 4];
const VIP: [Cell; 3] = [MISSING, 0, 1];
const TIERS: [Cell; 3] = [0, 1, 2];

/// A random journey of branches, draws and waits over three small attributes.
fn random(dice: &mut Dice) -> String {
    let atoms = [
        "customer.age > 1",
        "customer.age <= 2",
        "customer.age == 3",
        "customer.vip",
        "!customer.vip",
        "is_set(customer.age)",
        "customer.tier == \"gold\"",
        "customer.tier != \"silver\"",
        "customer.tier in [\"silver\", \"bronze\"]",
        "customer.age >= 1 && customer.age < 3",
    ];
    let condition = |dice: &mut Dice| {
        let mut text = atoms[dice.below(atoms.len())].to_owned();
        for _ in 0..dice.below(3) {
            let next = atoms[dice.below(atoms.len())];
            let joint = ["&&", "||"][dice.below(2)];
            text = format!("({text}) {joint} {next}");
        }
        text
    };
    let attributes = r#"{"attributes": {"vip": {"type": "boolean"}}}"#;
    let mut text = format!("settings {attributes}\n");
    let size = 4 + dice.below(7);
    let mut lines = Vec::new();
    for place in 0..size {
        let next = |dice: &mut Dice| match place + 1 + dice.below(3) {
            next if next >= size => "end".to_owned(),
            next => format!("n{next}"),
        };
        let (word, ports): (String, Vec<&str>) = match dice.below(6) {
            0 => ("experiment{a: 10, b: 90, c: 0}".into(), vec!["a", "b", "c"]),
            1 => ("wait 1d".into(), vec!["done"]),
            2 => {
                let model =
                    r#"{"response": {"chance": {"constant": 30}}, "delay": {"constant": "1h"}}"#;
                let events =
                    format!(r#"[{{"name": "came", "event": "purchase", "model": {model}}}]"#);
                (format!(r#"await 3d {{"events": {events}}}"#), vec!["came", "timeout"])
            }
            _ => {
                let (one, two) = (condition(dice), condition(dice));
                (format!("branch{{a: {one}, b: {two}}}"), vec!["a", "b", "otherwise"])
            }
        };
        text += &format!("n{place}={word}\n");
        for (number, port) in ports.iter().enumerate() {
            // The first port goes on to the next step, so that none is cut off.
            let on = if place + 1 < size { format!("n{}", place + 1) } else { "end".to_owned() };
            let to = if number == 0 { on } else { next(dice) };
            lines.push(format!("n{place}.{port} -> {to}\n"));
        }
    }
    text + "end\nentry -> n0\n" + lines.concat().as_str()
}

/// Walks a journey for every customer there can be and every chance; returns the ports that somebody uses,
/// knowing nothing of the engine or of regions.
fn feasible(journey: &Journey) -> BTreeSet<(NodeId, String)> {
    let (settings, _) = journey::settings::read(&journey.settings);
    let scope = settings.scope();
    let slot = |name| scope.slot(Root::Customer, name).expect("declared") as usize;
    let (zone, holidays, texts) = (Zone::utc(), Holidays::default(), Texts::default());
    let mut used = BTreeSet::new();
    for (age, vip, tier) in AGES.into_iter().flat_map(|age| {
        VIP.into_iter().flat_map(move |vip| TIERS.into_iter().map(move |tier| (age, vip, tier)))
    }) {
        let mut cells = vec![MISSING; scope.len()];
        (cells[slot("age")], cells[slot("vip")], cells[slot("tier")]) = (age, vip, tier);
        let trap = std::cell::Cell::new(None);
        let facts = Facts {
            cells: &cells,
            now: 0,
            zone: &zone,
            holidays: &holidays,
            texts: TextView { shared: &texts, own: &[] },
            trap: &trap,
        };
        let holds = |source: &str| {
            let typed = check_condition(source, &scope).expect("checked");
            typed.predicate().expect("a condition").holds(&facts)
        };
        let mut todo = vec![NodeId::from("entry")];
        let mut seen = BTreeSet::new();
        while let Some(node) = todo.pop() {
            if !seen.insert(node.clone()) {
                continue;
            }
            let kind = Kind::read(&journey.nodes[&node]).expect("readable");
            let ports: Vec<String> = match &kind {
                Kind::Branch(branch) => {
                    let arm = branch.arms.iter().find(|arm| holds(&arm.when));
                    vec![arm.map_or("otherwise".to_owned(), |arm| arm.name.clone())]
                }
                Kind::BranchExperiment(_) => vec!["a".to_owned(), "b".to_owned()],
                kind => kind.ports().into_iter().map(|port| port.name.to_string()).collect(),
            };
            for port in ports {
                let target = journey.edges.get(&node).and_then(|it| it.get(&port.as_str().into()));
                todo.extend(target.cloned());
                used.insert((node.clone(), port));
            }
        }
    }
    used
}

/// The promise: what can be reached is reached by a generated customer, confirmed by a run of that one
/// customer; what is called impossible is so for every customer there can be.
#[test]
fn feasible_ways_are_found_and_contradictions_are_true() {
    let count = if std::env::var_os("TABIJI_PROVE").is_some() { 500 } else { 60 };
    let (mut wanted, mut found, mut proved, mut infeasible) = (0, 0, 0, 0);
    for seed in 0..count {
        let text = random(&mut Dice(seed));
        let journey = notation::journey(&text);
        let plan =
            compile(&journey, &BTreeMap::new()).unwrap_or_else(|error| panic!("{error}\n{text}"));
        let used = feasible(&journey);
        let coverage = covered(&journey);
        for gap in coverage.gaps.iter().filter(|gap| gap.port.is_some()) {
            let node = NodeId::from(gap.node.clone().expect("a port has a node"));
            let key = (node, gap.port.clone().expect("checked"));
            let can = used.contains(&key);
            wanted += u32::from(can);
            infeasible += u32::from(!can);
            match &gap.answer {
                Answer::Customer(candidate) => {
                    assert!(can, "{key:?} cannot be reached\n{text}");
                    found += 1;
                    confirm(&plan, candidate, &key, &text);
                }
                Answer::Impossible(_) => {
                    assert!(!can, "{key:?} can be reached\n{text}");
                    proved += 1;
                }
                Answer::NotFound => {}
            }
        }
    }
    assert!(found * 100 >= wanted * 99, "{found} of {wanted} found");
    assert!(proved * 100 >= infeasible * 95, "{proved} of {infeasible} proved");
    assert!(
        infeasible > count as u32 / 2,
        "{infeasible} infeasible ways are too few to prove anything"
    );
    eprintln!(
        "{found} of {wanted} feasible ways found; {proved} of {infeasible} infeasible proved"
    );
}

/// Runs a generated customer as somebody would who got them in a file.
fn confirm(plan: &Plan, candidate: &Candidate, way: &(NodeId, String), text: &str) {
    let mut lines = candidate.id.clone();
    for (name, value) in &candidate.attributes {
        lines += &format!(" {name}={value}");
    }
    for event in &candidate.events {
        lines += &format!("\n{} @{} {}", candidate.id, event.at, event.event);
        for (name, value) in &event.properties {
            lines += &format!(" {name}={value}");
        }
    }
    let population = crate::testing::population(plan, &lines);
    let tally = simulate(plan, &population, &options(plan), &Watch::default()).expect("runs");
    let port = plan
        .ports
        .iter()
        .position(|port| plan.nodes[port.node as usize].id == way.0 && port.name == way.1);
    let passes = tally.ports[port.expect("a port of the plan")];
    assert!(passes > 0, "{way:?} is not reached by\n{lines}\n{text}");
}
