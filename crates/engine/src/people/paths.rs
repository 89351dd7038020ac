//! The ways people go, from entry to end: how many go each, how long it takes, how many reach the goal.

use std::collections::HashMap;

use journey::time::Millis;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Trip;
use crate::histogram::Histogram;
use crate::plan::Plan;
use crate::report::tidy;

/// Ways that are told one by one; the rest are counted together.
const TOLD: usize = 10;
/// Most turns of a way that tell it from others; beyond, ways are taken for the same.
const MOST_TURNS: usize = 200;

/// The ways instances go.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(export_to = "report/")]
pub struct Paths {
    /// Instances, of which each goes one way.
    pub instances: u64,
    /// How many different ways they go.
    pub different: u64,
    /// The ten that most go, the most first.
    pub top: Vec<Path>,
    /// Instances that go any other way.
    pub others: u64,
    /// Their share, 0–1.
    pub others_share: f64,
}

/// One way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(export_to = "report/")]
pub struct Path {
    /// The turns, as `step.way out`, first to last.
    pub turns: Vec<String>,
    /// Instances that go it.
    pub instances: u64,
    /// Their share, 0–1.
    pub share: f64,
    /// The share of this way and all before it, 0–1.
    pub cumulative: f64,
    /// Median time from entry to the end, in milliseconds, of those who have ended.
    pub median_ms: Option<Millis>,
    /// Share that reaches the journey's first goal, 0–1; none without a goal.
    pub goal_rate: Option<f64>,
    /// Who went it first, by row: a customer to look at.
    pub row: u64,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Count(HashMap<Vec<u32>, Seen>);

#[derive(Clone, Debug, Default)]
struct Seen {
    instances: u64,
    goals: u64,
    time: Histogram,
    row: usize,
}

impl Count {
    pub(super) fn add(&mut self, trip: &Trip, row: usize) {
        let turns = trip.ports[..trip.ports.len().min(MOST_TURNS)].to_vec();
        let seen = self.0.entry(turns).or_insert_with(|| Seen { row, ..Seen::default() });
        seen.instances += 1;
        seen.goals += u64::from(trip.goal);
        seen.row = seen.row.min(row);
        if !trip.open {
            seen.time.add(trip.ended - trip.entered);
        }
    }

    pub(super) fn merge(&mut self, other: Self) {
        for (turns, more) in other.0 {
            let seen =
                self.0.entry(turns).or_insert_with(|| Seen { row: more.row, ..Seen::default() });
            seen.instances += more.instances;
            seen.goals += more.goals;
            seen.row = seen.row.min(more.row);
            seen.time.merge(&more.time);
        }
    }

    /// Returns the row of somebody who goes the way that most go.
    pub(super) fn most_trodden(&self) -> Option<usize> {
        let best = self.0.iter().max_by(|one, two| order(two).cmp(&order(one)));
        best.map(|(_, seen)| seen.row)
    }

    pub(super) fn told(self, plan: &Plan) -> Paths {
        let mut ways: Vec<(Vec<u32>, Seen)> = self.0.into_iter().collect();
        ways.sort_by(|one, two| order(&(&one.0, &one.1)).cmp(&order(&(&two.0, &two.1))));
        let instances: u64 = ways.iter().map(|(_, seen)| seen.instances).sum();
        let share = |count: u64| tidy(count as f64 / instances.max(1) as f64);
        let mut so_far = 0;
        let top: Vec<Path> = ways
            .iter()
            .take(TOLD)
            .map(|(turns, seen)| {
                so_far += seen.instances;
                let rate = seen.goals as f64 / seen.instances as f64;
                Path {
                    turns: turns.iter().map(|&port| turn(plan, port)).collect(),
                    instances: seen.instances,
                    share: share(seen.instances),
                    cumulative: share(so_far),
                    median_ms: seen.time.quantile(0.5),
                    goal_rate: (!plan.goals.is_empty()).then(|| tidy(rate)),
                    row: seen.row as u64,
                }
            })
            .collect();
        let others = instances - so_far;
        let different = ways.len() as u64;
        Paths { instances, different, top, others, others_share: share(others) }
    }
}

/// The order of ways: the most trodden first, then by their turns.
fn order<'a>((turns, seen): &(&'a Vec<u32>, &Seen)) -> (std::cmp::Reverse<u64>, &'a Vec<u32>) {
    (std::cmp::Reverse(seen.instances), turns)
}

fn turn(plan: &Plan, port: u32) -> String {
    let port = &plan.ports[port as usize];
    format!("{}.{}", plan.nodes[port.node as usize].id, port.name)
}
