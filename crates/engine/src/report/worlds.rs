//! Other worlds: what the verdict's figure becomes when assumptions are elsewhere in their ranges.

use super::kpis::{estimate, main_kpi};
use crate::plan::Plan;
use crate::simulate::{Cancelled, Options, Watch, simulate};
use crate::table::Population;
use crate::tally::Tally;

/// Customers that a look takes at most, where customers share nothing; where they share something, it takes all of them,
/// in as many runs as make [`RUNS`] times so many.
const ENOUGH: u64 = 20_000;

/// Runs that a look takes at most.
const RUNS: u32 = 5;

/// A whole rehearsal, and the same one at the size of a look.
///
/// All looks use the same draws, so differences come from the assumptions alone; what is told is the whole
/// rehearsal's estimate moved by the difference. Where customers share nothing, a sample of about 20,000 of
/// them is enough; it is taken by key, not by order. Where they do, all of them come in up to five runs.
pub(crate) struct Worlds<'a> {
    plan: &'a Plan,
    population: &'a Population,
    options: Options,
    watch: &'a Watch,
    estimated: f64,
    base: f64,
}

impl<'a> Worlds<'a> {
    /// Looks at the world as it is, which others are held against.
    pub(crate) fn new(
        plan: &'a Plan,
        population: &'a Population,
        options: &Options,
        whole: &Tally,
        watch: &'a Watch,
    ) -> Result<Self, Cancelled> {
        let customers = population.table.len() as u64;
        let one_in = if plan.shared { 1 } else { customers.div_ceil(ENOUGH).max(1) };
        let enough = (ENOUGH * u64::from(RUNS) / customers.max(1)).clamp(1, u64::from(RUNS)) as u32;
        let runs = if plan.shared { options.runs.clamp(1, enough) } else { 1 };
        let options = Options { runs, one_in, ..options.clone() };
        let mut worlds = Self { plan, population, options, watch, estimated: 0.0, base: 0.0 };
        worlds.estimated = worlds.value(whole);
        worlds.base = worlds.seen(&[])?;
        Ok(worlds)
    }

    /// Returns the figure with assumptions at other percentages (millionths) than written.
    pub(crate) fn moved(&self, bend: &[(u32, i64)]) -> Result<f64, Cancelled> {
        Ok((self.estimated + self.seen(bend)? - self.base).clamp(0.0, 1.0))
    }

    fn seen(&self, bend: &[(u32, i64)]) -> Result<f64, Cancelled> {
        // What a change of the world bends stays bent.
        let bend = [self.options.bend.as_slice(), bend].concat();
        let options = Options { bend, ..self.options.clone() };
        Ok(self.value(&simulate(self.plan, self.population, &options, self.watch)?))
    }

    fn value(&self, tally: &Tally) -> f64 {
        let (_, figure) = main_kpi(self.plan);
        let customers = self.population.table.len() as u64;
        estimate(self.plan, tally, figure, customers, 1.0).value.unwrap_or(0.0)
    }
}
