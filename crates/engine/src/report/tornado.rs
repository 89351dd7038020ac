//! The tornado: what the verdict's figure becomes when an assumption is at the end of its range.

use std::collections::BTreeMap;

use super::kpis::{estimate, main_kpi};
use crate::plan::Plan;
use crate::simulate::{Cancelled, Options, Watch, simulate};
use crate::table::Population;
use crate::tally::Tally;

/// Customers that a look at one assumption takes at most, where customers share nothing.
const ENOUGH: u64 = 20_000;

/// Runs that a look at one assumption takes at most, where customers share something.
const RUNS: u32 = 5;

/// The verdict's figure at the ends of the assumptions' ranges.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tornado {
    /// By assumption: the figure with it at its low and at its high end, everything else unchanged.
    pub bars: BTreeMap<u32, (f64, f64)>,
    /// The figure with every assumption at the end that makes it lowest, and at the one that makes it highest.
    pub range: (f64, f64),
}

/// Returns the tornado, or none when no assumption has a range.
///
/// All looks use the same draws, so differences come from the assumptions alone; what is shown is the
/// `estimate` of the whole rehearsal moved by the difference. Where customers share nothing, a sample of about
/// 20,000 of them is enough; it is taken by key, not by order. Where they do, five runs are.
pub fn tornado(
    plan: &Plan,
    population: &Population,
    options: &Options,
    whole: &Tally,
    watch: &Watch,
) -> Result<Option<Tornado>, Cancelled> {
    let (_, figure) = main_kpi(plan);
    let ranges = ranges(plan);
    if ranges.is_empty() {
        return Ok(None);
    }
    let customers = population.table.len() as u64;
    let one_in = if plan.shared { 1 } else { customers.div_ceil(ENOUGH).max(1) };
    let runs = if plan.shared { options.runs.clamp(1, RUNS) } else { 1 };
    let look = |bend: Vec<(u32, i64)>| {
        // What a change of the world bends stays bent.
        let bend = [options.bend.clone(), bend].concat();
        let options = Options { runs, one_in, bend, ..options.clone() };
        let tally = simulate(plan, population, &options, watch)?;
        Ok(estimate(plan, &tally, figure, customers, 1.0).value.unwrap_or(0.0))
    };
    let estimated = estimate(plan, whole, figure, customers, 1.0).value.unwrap_or(0.0);
    let base = look(Vec::new())?;
    let moved = |bend: Vec<(u32, i64)>| Ok((estimated + look(bend)? - base).clamp(0.0, 1.0));
    let mut tornado = Tornado::default();
    let (mut worst, mut best) = (Vec::new(), Vec::new());
    for &(place, low, high) in &ranges {
        let bar = (moved(vec![(place, low)])?, moved(vec![(place, high)])?);
        tornado.bars.insert(place, bar);
        let (down, up) = if bar.0 <= bar.1 { (low, high) } else { (high, low) };
        worst.push((place, down));
        best.push((place, up));
    }
    tornado.range = (moved(worst)?, moved(best)?);
    Ok(Some(tornado))
}

/// Returns every assumption that has a range, with its ends in millionths of a percent.
pub(crate) fn ranges(plan: &Plan) -> Vec<(u32, i64, i64)> {
    let each = plan.assumptions.iter().enumerate();
    each.filter_map(|(place, assumption)| {
        let response = assumption.response.as_ref()?;
        let journey::response::Chance::Constant(percent) = &response.chance else {
            return None;
        };
        let (low, high) = (response.low.unwrap_or(*percent), response.high.unwrap_or(*percent));
        (response.low.is_some() || response.high.is_some()).then_some((place as u32, low.0, high.0))
    })
    .collect()
}
