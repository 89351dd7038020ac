//! How many go each way in both versions, and by how much that differs.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use super::figures::{Pair, Sums};
use super::{Difference, Verdict};
use crate::plan::Plan;
use crate::run::{Mark, Seen};

/// How many leave a step by one of its ways out, in both versions.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema, TS)]
#[ts(export_to = "compare/")]
pub struct WayDifference {
    /// The step.
    pub node: String,
    /// The way out.
    pub port: String,
    /// How often it is taken in a run of the old version, on average of all; 0 where it has no such way.
    pub old: f64,
    /// The same of the new one.
    pub new: f64,
    /// New less old.
    pub difference: f64,
    /// Lower end of the 95 % interval of the difference; none means "cannot tell".
    pub low: Option<f64>,
    /// Its upper end.
    pub high: Option<f64>,
    /// What may be said.
    pub verdict: Verdict,
}

/// The ways out that either version has: the same name of the same step is the same way.
pub(super) struct Ways {
    names: Vec<(String, String)>,
    /// The way of each port, of the old version and of the new one.
    of_port: [Vec<usize>; 2],
}

impl Ways {
    pub(super) fn new(old: &Plan, new: &Plan) -> Self {
        let key = |plan: &Plan, port: usize| {
            let port = &plan.ports[port];
            (plan.nodes[port.node as usize].id.to_string(), port.name.clone())
        };
        let keys = [old, new]
            .map(|plan| (0..plan.ports.len()).map(|port| key(plan, port)).collect::<Vec<_>>());
        let mut places: BTreeMap<(String, String), usize> =
            keys.iter().flatten().map(|key| (key.clone(), 0)).collect();
        places.values_mut().enumerate().for_each(|(place, of)| *of = place);
        let of_port = keys.map(|keys| keys.iter().map(|key| places[key]).collect());
        Self { names: places.into_keys().collect(), of_port }
    }

    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    /// Adds what one customer did in a run of both versions, behind the first `behind` sums.
    pub(super) fn add(&self, sums: &mut Sums, behind: usize, run: usize, marks: [&[Mark]; 2]) {
        let mut taken: Vec<(usize, (i64, i64))> = Vec::new();
        for (version, marks) in marks.into_iter().enumerate() {
            for mark in marks.iter().filter(|mark| mark.what == Seen::Passed) {
                let way = self.of_port[version][mark.index as usize];
                let place = taken.iter().position(|(own, _)| *own == way).unwrap_or_else(|| {
                    taken.push((way, (0, 0)));
                    taken.len() - 1
                });
                let (_, (old, new)) = &mut taken[place];
                *(if version == 0 { old } else { new }) += 1;
            }
        }
        for (way, counts) in taken {
            sums.add(behind + way, run, counts);
        }
    }

    /// Returns the difference of each way, over all customers and runs.
    pub(super) fn differences(
        self,
        sums: &Sums,
        behind: usize,
        customers: u64,
        shared: bool,
    ) -> Vec<WayDifference> {
        let each = self.names.into_iter().enumerate().map(|(way, (node, port))| {
            let pair = Pair::counted(customers);
            let Difference { old, new, difference, low, high, verdict, .. } =
                pair.difference(sums, behind + way, customers, shared);
            WayDifference { node, port, old, new, difference, low, high, verdict }
        });
        each.collect()
    }
}
