//! Customers worth looking at: one who stands for many, and those who fared worst. For each decision on
//! the way of the first, the nearest customer who went another way.

use std::collections::BTreeMap;

use journey::condition::cell_text;
use journey::value::{MISSING, TextView};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Look, Part, Trip};
use crate::again::Again;
use crate::share::in_order;
use crate::simulate::{Cancelled, Watch};

/// Why a customer is worth looking at, and where.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(export_to = "report/")]
pub struct Notable {
    /// `representative`, `worst_wait` or `worst_effort`.
    pub why: String,
    /// Their id; `tabiji explain --customer` tells their way.
    pub customer: String,
    /// How long they waited in all, in milliseconds.
    pub waited_ms: i64,
    /// What it asked of them, in points of effort.
    pub effort: u32,
    /// For the representative: at each step where others went another way, the nearest of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<Turned>>")]
    pub turned: Vec<Turned>,
}

/// A step at which somebody much alike went another way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(export_to = "report/")]
pub struct Turned {
    /// The step.
    pub node: String,
    /// The way this customer went.
    pub port: String,
    /// The way the other one went.
    pub other_port: String,
    /// The other customer.
    pub other: String,
    /// What is different about the two: attribute, this one's value, the other one's; `—` for none.
    pub differs: BTreeMap<String, (String, String)>,
}

/// Most steps for which somebody who went another way is looked for.
const MOST_TURNS: usize = 20;

/// The worst so far; the lowest row of equals, so that no order of looking matters.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Worst {
    wait: Option<(i64, usize)>,
    effort: Option<(u32, usize)>,
}

impl Worst {
    pub(super) fn add(&mut self, row: usize, trips: &[Trip]) {
        if trips.is_empty() {
            return;
        }
        let waited = trips.iter().map(|trip| trip.waited).sum();
        let effort = trips.iter().map(|trip| trip.effort).sum();
        self.wait = worse(self.wait, Some((waited, row)));
        self.effort = worse(self.effort, Some((effort, row)));
    }

    pub(super) fn merge(&mut self, other: Self) {
        self.wait = worse(self.wait, other.wait);
        self.effort = worse(self.effort, other.effort);
    }
}

fn worse<T: Ord + Copy>(one: Option<(T, usize)>, two: Option<(T, usize)>) -> Option<(T, usize)> {
    let order = |(value, row): &(T, usize)| (*value, std::cmp::Reverse(*row));
    one.into_iter().chain(two).max_by_key(order)
}

/// Returns who is worth looking at, and why.
pub(super) fn choose(part: &Part) -> Vec<(&'static str, usize)> {
    let representative = part.paths.most_trodden().map(|row| ("representative", row));
    let wait = part.customers.wait.filter(|(waited, _)| *waited > 0);
    let effort = part.customers.effort.filter(|(effort, _)| *effort > 0);
    let worst = wait.map(|(_, row)| ("worst_wait", row));
    let hardest = effort.map(|(_, row)| ("worst_effort", row));
    representative.into_iter().chain(worst).chain(hardest).collect()
}

/// Tells of each of them.
pub(super) fn tell(
    look: &Look,
    watch: &Watch,
    notable: &[(&'static str, usize)],
) -> Result<Vec<Notable>, Cancelled> {
    let mut told = Vec::new();
    for &(why, row) in notable {
        let trips = look.trips(row, &mut Again::new(look.scene));
        let turned =
            if why == "representative" { turned(look, watch, row, &trips)? } else { Vec::new() };
        told.push(Notable {
            why: why.to_owned(),
            customer: look.population.table.id(row).to_owned(),
            waited_ms: trips.iter().map(|trip| trip.waited).sum(),
            effort: trips.iter().map(|trip| trip.effort).sum(),
            turned,
        });
    }
    Ok(told)
}

/// The nearest other customer so far at one step: how much differs, whose row, by which port.
type Nearest = Option<(usize, usize, u32)>;

fn turned(look: &Look, watch: &Watch, row: usize, own: &[Trip]) -> Result<Vec<Turned>, Cancelled> {
    let mut wanted: Vec<(u32, u32)> = Vec::new();
    for &port in own.iter().flat_map(|trip| &trip.ports) {
        let node = look.plan.ports[port as usize].node;
        let ways = look.plan.nodes[node as usize].ports.len();
        if ways > 1 && wanted.len() < MOST_TURNS && !wanted.iter().any(|(known, _)| *known == node)
        {
            wanted.push((node, port));
        }
    }
    let nearest = |rows: std::ops::Range<usize>| -> Vec<Nearest> {
        let mut found: Vec<Nearest> = vec![None; wanted.len()];
        let mut again = Again::new(look.scene);
        for other in rows.filter(|&other| other != row) {
            let trips = look.trips(other, &mut again);
            let mut apart = None;
            for &port in trips.iter().flat_map(|trip| &trip.ports) {
                let node = look.plan.ports[port as usize].node;
                let place = wanted.iter().position(|(of, own)| *of == node && *own != port);
                if let Some(place) = place {
                    let apart = *apart.get_or_insert_with(|| differing(look, row, other).len());
                    found[place] = nearer(found[place], Some((apart, other, port)));
                }
            }
        }
        found
    };
    let rows = look.population.table.len();
    let parts = in_order(rows, look.options.threads, watch, nearest)?;
    let mut best: Vec<Nearest> = vec![None; wanted.len()];
    for part in parts {
        best.iter_mut().zip(part).for_each(|(own, more)| *own = nearer(*own, more));
    }
    let name = |port: u32| look.plan.ports[port as usize].name.clone();
    let told = wanted.iter().zip(best).filter_map(|(&(node, port), best)| {
        let (_, other, other_port) = best?;
        Some(Turned {
            node: look.plan.nodes[node as usize].id.to_string(),
            port: name(port),
            other_port: name(other_port),
            other: look.population.table.id(other).to_owned(),
            differs: differing(look, row, other),
        })
    });
    Ok(told.collect())
}

fn nearer(one: Nearest, two: Nearest) -> Nearest {
    one.into_iter().chain(two).min()
}

/// Returns the attributes, of those the journey reads, in which two customers differ.
fn differing(look: &Look, one: usize, two: usize) -> BTreeMap<String, (String, String)> {
    let mut differs = BTreeMap::new();
    for &slot in &look.plan.used {
        let (_, name) = look.plan.scope.name(slot);
        let Some(column) = look.population.table.column(name) else {
            continue;
        };
        let (own, other) = (column.get(one), column.get(two));
        if own != other {
            let attribute = look.plan.scope.attribute(slot);
            let texts = TextView { shared: &look.population.texts, own: &[] };
            let text = |cell| match cell {
                MISSING => "—".to_owned(),
                cell => cell_text(cell, attribute, texts, &look.plan.zone),
            };
            differs.insert(name.to_owned(), (text(own), text(other)));
        }
    }
    differs
}
