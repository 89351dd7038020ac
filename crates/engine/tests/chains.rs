//! Absorbing Markov chains: random journeys with loops, solved by the fundamental matrix and by the simulator.
//!
//! Source: J. G. Kemeny and J. L. Snell, Finite Markov Chains (1960), chapter III: N = (I − Q)⁻¹ holds the mean
//! visits, N (2 N_dg − I) − N_sq their variances.
#![allow(missing_docs)]

mod random;

use random::{Dice, compiled, opened, options, population, tally, times};
use serde_json::{Map, json};

const CUSTOMERS: usize = 4_000;

#[test]
fn visits_are_those_of_the_fundamental_matrix() {
    let (mut compared, mut beyond_three) = (0, 0);
    for seed in 0..times(40, 200) as u64 {
        let mut dice = Dice(seed);
        let size = 3 + dice.below(6);
        // chain[i][j] is the chance in percent to go from i to j; the rest is absorbed.
        let chain: Vec<(usize, usize, i64)> = (0..size)
            .map(|place| (dice.below(size + 1), place + 1, 10 + dice.below(60) as i64))
            .collect();
        let (mut nodes, mut edges) = (Map::new(), Map::new());
        for (place, &(yes, no, percent)) in chain.iter().enumerate() {
            nodes.insert(format!("n{place}"), json!({"kind": "wait.event", "config": {"window": "1m", "events": [
                {"name": "yes", "event": "purchase", "model": {"response": {"chance": {"constant": percent}}, "delay": {"constant": "10s"}}}]}}));
            // Every visit may end at once, so that the chain is absorbed soon: one in five.
            let leave = format!("l{place}");
            nodes.insert(leave.clone(), json!({"kind": "wait.event", "config": {"window": "1m", "events": [
                {"name": "left", "event": "call", "model": {"response": {"chance": {"constant": 20}}, "delay": {"constant": "5s"}}}]}}));
            let name = |target: usize| {
                if target == size { "end".to_owned() } else { format!("n{target}") }
            };
            // An event may come at once, so that a way around by it must pass a wait.
            let pause = format!("k{place}");
            nodes.insert(pause.clone(), json!({"kind": "wait.time", "config": {"for": "1s"}}));
            edges.insert(pause.clone(), json!({"done": name(yes)}));
            edges.insert(format!("n{place}"), json!({"yes": pause, "timeout": leave}));
            edges.insert(leave, json!({"left": "end", "timeout": name(no)}));
        }
        nodes.insert("end".into(), json!({"kind": "flow.end", "config": {}}));
        nodes.insert(
            "ent".into(),
            json!({"kind": "entry.audience", "config": {"schedule": {"once": "2026-01-05T00:00"}}}),
        );
        edges.insert("ent".into(), json!({"out": "n0"}));
        let journey = opened(
            json!({"format": "tabiji.journey", "version": 1, "id": "jny_chain", "name": "Chain",
            "settings": {"events": {"purchase": {}, "call": {}}}, "nodes": nodes, "edges": edges, "layout": {}}),
        );
        let plan = compiled(&journey);
        let people = nobody_did_anything(&plan);
        let tally = tally(&plan, &people, &options(1));
        let (means, variances) = solve(&chain, size);
        for place in 0..size {
            let node = plan
                .nodes
                .iter()
                .position(|node| node.id.as_str() == format!("n{place}"))
                .expect("a node");
            let ports = plan.nodes[node].ports.start as usize..plan.nodes[node].ports.end as usize;
            let visits = tally.ports[ports].iter().sum::<u64>() as f64;
            let sigma = (variances[place] * CUSTOMERS as f64).sqrt().max(1e-9);
            let off = (visits - means[place] * CUSTOMERS as f64).abs() / sigma;
            compared += 1;
            beyond_three += usize::from(off > 3.0);
            assert!(off < 4.5 || sigma < 1e-6 && off < 1e-3, "chain {seed}, n{place}: {off} sigma");
        }
    }
    assert!(compared > 100, "{compared} visit counts compared");
    // At most 1 % beyond three sigma (0.27 % expected).
    assert!(beyond_three * 100 <= compared, "{beyond_three} of {compared} beyond three sigma");
}

fn nobody_did_anything(plan: &engine::plan::Plan) -> engine::table::Population {
    let mut people = population(plan, CUSTOMERS, 1, false);
    people.events = engine::table::Events::new(&plan.settings.event_properties()).finish(CUSTOMERS);
    people
}

/// Returns the mean and the variance of the visits to each state from state 0.
fn solve(chain: &[(usize, usize, i64)], size: usize) -> (Vec<f64>, Vec<f64>) {
    let mut q = vec![vec![0.0; size]; size];
    for (place, &(yes, no, percent)) in chain.iter().enumerate() {
        let p = percent as f64 / 100.0;
        if yes < size {
            q[place][yes] += p;
        }
        if no < size {
            q[place][no] += (1.0 - p) * 0.8;
        }
    }
    let full = inverse(
        (0..size)
            .map(|i| (0..size).map(|j| f64::from(u8::from(i == j)) - q[i][j]).collect())
            .collect(),
    );
    let variances = (0..size)
        .map(|j| full[0][j] * (2.0 * full[j][j] - 1.0) - full[0][j] * full[0][j])
        .collect();
    (full[0].clone(), variances)
}

/// Gauss–Jordan with partial pivoting.
fn inverse(mut a: Vec<Vec<f64>>) -> Vec<Vec<f64>> {
    let size = a.len();
    let mut b: Vec<Vec<f64>> =
        (0..size).map(|i| (0..size).map(|j| f64::from(u8::from(i == j))).collect()).collect();
    for column in 0..size {
        let pivot = (column..size)
            .max_by(|&x, &y| a[x][column].abs().total_cmp(&a[y][column].abs()))
            .expect("a row");
        a.swap(column, pivot);
        b.swap(column, pivot);
        let by = a[column][column];
        for j in 0..size {
            a[column][j] /= by;
            b[column][j] /= by;
        }
        for row in (0..size).filter(|&row| row != column) {
            let by = a[row][column];
            for j in 0..size {
                a[row][j] -= by * a[column][j];
                b[row][j] -= by * b[column][j];
            }
        }
    }
    b
}
