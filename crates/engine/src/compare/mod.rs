//! Comparing two versions of a journey on the same customers and the same draws: who ends differently,
//! where they first part, and by how much every figure differs, with an interval of the differences.

mod figures;
mod parting;
mod ways;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use crate::again::{Again, answers};
use crate::draw::Seed;
use crate::plan::Plan;
use crate::report::Words;
use crate::run::{Mark, Scene};
use crate::share::in_order;
use crate::simulate::{Answers, Cancelled, Options, Watch, scene};
use crate::table::Population;
use crate::tally::Folder;
use figures::{Sums, pairs};
use parting::{End, Parting};
use ways::Ways;

pub use ways::WayDifference;

/// Most customers who are named one by one.
pub const MOST_NAMED: usize = 1_000;

/// One version and the customers as it sees them: the same ones, in the same order, as the other's.
#[derive(Clone, Copy)]
pub struct Version<'a> {
    /// The version.
    pub plan: &'a Plan,
    /// Its customers: those of the other version, and perhaps more behind them, who are not compared.
    pub population: &'a Population,
    /// Its assumptions at other percentages, as in [`Options::bend`], besides those that the options bend.
    pub bend: &'a [(u32, i64)],
}

impl Version<'_> {
    /// Returns the options with what is bent in this version alone.
    fn options(&self, of: &Options) -> Options {
        Options { bend: [of.bend.as_slice(), self.bend].concat(), ..of.clone() }
    }
}

/// What differs between two versions.
#[derive(Clone, Debug, Serialize, JsonSchema, TS)]
#[ts(export_to = "compare/")]
pub struct Comparison {
    /// How many customers went through both.
    pub customers: u64,
    /// How many runs each.
    pub runs: u32,
    /// How many of them end differently in the first run.
    pub changed_customers: u64,
    /// The first of them, in the order of customers; at most a thousand.
    pub changed: Vec<Changed>,
    /// Where those who end differently first part, by the step, the most first.
    pub parted: Vec<Parted>,
    /// How many went from which end to which, the most first; those who end the same are not here.
    pub switched: Vec<Switched>,
    /// Differences of figures, new less old, over all runs.
    pub kpis: Vec<Difference>,
    /// How many go each way out of each step, over all runs, by step and name of the way.
    pub ways: Vec<WayDifference>,
}

/// A customer who ends differently.
#[derive(Clone, Debug, Serialize, JsonSchema, TS)]
#[ts(export_to = "compare/")]
pub struct Changed {
    /// Their id.
    pub customer: String,
    /// The step at which the two versions first go different ways; none when one of them never enters.
    pub first_parted_at: Option<String>,
    /// How they end in the old version.
    pub old_end: String,
    /// How they end in the new one.
    pub new_end: String,
}

/// A step at which customers part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
#[ts(export_to = "compare/")]
pub struct Parted {
    /// The step; none for an entry that only one version lets them in by.
    pub node: Option<String>,
    /// How many who end differently part here.
    pub customers: u64,
}

/// Customers who end in another way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
#[ts(export_to = "compare/")]
pub struct Switched {
    /// How they ended.
    pub old_end: String,
    /// How they end now.
    pub new_end: String,
    /// How many.
    pub customers: u64,
}

/// The difference of one figure.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema, TS)]
#[ts(export_to = "compare/")]
pub struct Difference {
    /// As in a report; but over all customers, since who enters may differ too.
    pub id: String,
    /// The name people read.
    pub name: Words,
    /// The figure of the old version.
    pub old: f64,
    /// The figure of the new one.
    pub new: f64,
    /// New less old.
    pub difference: f64,
    /// Lower end of the 95 % interval of the difference; none means "cannot tell".
    pub low: Option<f64>,
    /// Its upper end.
    pub high: Option<f64>,
    /// `share`, `per_customer`, or a currency.
    pub unit: String,
    /// How the interval was found.
    pub method: String,
    /// What may be said.
    pub verdict: Verdict,
}

/// What a difference says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
#[ts(export_to = "compare/")]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Not one customer differs.
    Same,
    /// The new version has more.
    More,
    /// The new version has less.
    Less,
    /// The interval holds zero, or there is none.
    CannotTell,
}

/// Rehearses two versions and compares them.
///
/// # Errors
///
/// When the caller stops it.
pub fn compare(
    old: Version,
    new: Version,
    options: &Options,
    watch: &Watch,
) -> Result<Comparison, Cancelled> {
    let scenes = (
        scene(old.plan, old.population, &old.options(options)),
        scene(new.plan, new.population, &new.options(options)),
    );
    let rows = old.population.table.len().min(new.population.table.len());
    let pairs = pairs(old.plan, new.plan);
    let parting = Parting::new(old.plan, new.plan);
    let shared = old.plan.shared || new.plan.shared;
    let runs = options.runs.max(1);
    let ways = Ways::new(old.plan, new.plan);
    let counted = pairs.len() + ways.len();
    let mut sums = Sums::new(counted, runs);
    let mut changed = Vec::new();
    let (mut parted, mut switched) = (BTreeMap::new(), BTreeMap::new());
    let mut changed_customers = 0;
    let settled: Vec<(Answers, Answers)> = (0..runs)
        .map(|run| {
            Ok((answers(&scenes.0, options, run, watch)?, answers(&scenes.1, options, run, watch)?))
        })
        .collect::<Result<_, Cancelled>>()?;
    let work = |rows: std::ops::Range<usize>| {
        let mut part = Part::new(&scenes, counted, runs);
        for row in rows {
            for (run, answers) in settled.iter().enumerate() {
                let seed = Seed::new(options.seed, run as u32);
                part.live(row, run, seed, answers, (&pairs, &ways), (run == 0).then_some(&parting));
            }
            part.sums.end_customer();
        }
        (part.sums, part.partings)
    };
    for (part, partings) in in_order(rows, options.threads, watch, work)? {
        sums.merge(&part);
        for (row, ends, at) in partings {
            let node = at.map(|node| node.to_string());
            changed_customers += 1;
            *parted.entry(node.clone()).or_insert(0u64) += 1;
            *switched.entry(ends.clone()).or_insert(0u64) += 1;
            if changed.len() < MOST_NAMED {
                changed.push(Changed {
                    customer: old.population.table.id(row).to_owned(),
                    first_parted_at: node,
                    old_end: ends.0.to_string(),
                    new_end: ends.1.to_string(),
                });
            }
        }
    }
    let mut parted: Vec<Parted> =
        parted.into_iter().map(|(node, customers)| Parted { node, customers }).collect();
    parted.sort_by_key(|parted| std::cmp::Reverse(parted.customers));
    let mut switched: Vec<Switched> = switched
        .into_iter()
        .map(|((old, new), customers): ((End, End), u64)| Switched {
            old_end: old.to_string(),
            new_end: new.to_string(),
            customers,
        })
        .collect();
    switched.sort_by_key(|switched| std::cmp::Reverse(switched.customers));
    let customers = rows as u64;
    let ways = ways.differences(&sums, pairs.len(), customers, shared);
    let kpis = pairs
        .into_iter()
        .enumerate()
        .map(|(place, pair)| pair.difference(&sums, place, customers, shared))
        .collect();
    Ok(Comparison { customers, runs, changed_customers, changed, parted, switched, kpis, ways })
}

/// What one thread has of both versions.
struct Part<'s> {
    hands: [Hand<'s>; 2],
    sums: Sums,
    /// Those who end differently: their row, both ends, and where they part.
    partings: Vec<(usize, (End, End), Option<journey::id::NodeId>)>,
}

struct Hand<'s> {
    again: Again<'s>,
    folder: Folder<'s>,
}

impl<'s> Hand<'s> {
    fn new(scene: &'s Scene<'s>, runs: u32) -> Self {
        Self { again: Again::new(scene), folder: Folder::new(scene.plan, runs) }
    }

    /// Lives one customer's time and folds it.
    fn live(&mut self, row: usize, run: usize, seed: Seed, answers: &Answers) -> Vec<Mark> {
        let marks = self.again.live(row, seed, answers);
        let zone = &self.again.scene.zones[self.again.person.zone];
        self.folder.fold(&marks, run as u32, zone);
        marks
    }
}

impl<'s> Part<'s> {
    fn new(scenes: &'s (Scene<'s>, Scene<'s>), counted: usize, runs: u32) -> Self {
        let hands = [Hand::new(&scenes.0, runs), Hand::new(&scenes.1, runs)];
        Self { hands, sums: Sums::new(counted, runs), partings: Vec::new() }
    }

    fn live(
        &mut self,
        row: usize,
        run: usize,
        seed: Seed,
        answers: &(Answers, Answers),
        (pairs, ways): (&[figures::Pair], &Ways),
        parting: Option<&Parting>,
    ) {
        let [old, new] = &mut self.hands;
        let before = old.live(row, run, seed, &answers.0);
        let after = new.live(row, run, seed, &answers.1);
        for (place, pair) in pairs.iter().enumerate() {
            self.sums.add(place, run, pair.of(old.folder.figures(), new.folder.figures()));
        }
        ways.add(&mut self.sums, pairs.len(), run, [&before, &after]);
        if let Some(parting) = parting
            && let Some((ends, at)) = parting.of(&before, &after)
        {
            self.partings.push((row, ends, at));
        }
    }
}

#[cfg(test)]
mod tests;
