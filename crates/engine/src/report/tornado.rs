//! The tornado: what the verdict's figure becomes when an assumption is at the end of its range.

use std::collections::BTreeMap;

use super::worlds::Worlds;
use crate::plan::Plan;
use crate::simulate::{Cancelled, Options, Watch};
use crate::table::Population;
use crate::tally::Tally;

/// The verdict's figure at the ends of the assumptions' ranges.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tornado {
    /// By assumption: the figure with it at its low and at its high end, everything else unchanged.
    pub bars: BTreeMap<u32, (f64, f64)>,
    /// The figure with every assumption at the end that makes it lowest, and at the one that makes it highest.
    pub range: (f64, f64),
}

/// Returns the tornado, or none when no assumption has a range.
pub fn tornado(
    plan: &Plan,
    population: &Population,
    options: &Options,
    whole: &Tally,
    watch: &Watch,
) -> Result<Option<Tornado>, Cancelled> {
    let ranges = ranges(plan);
    if ranges.is_empty() {
        return Ok(None);
    }
    let worlds = Worlds::new(plan, population, options, whole, watch)?;
    let mut tornado = Tornado::default();
    let (mut worst, mut best) = (Vec::new(), Vec::new());
    for &(place, low, high) in &ranges {
        let bar = (worlds.moved(&[(place, low)])?, worlds.moved(&[(place, high)])?);
        tornado.bars.insert(place, bar);
        let (down, up) = if bar.0 <= bar.1 { (low, high) } else { (high, low) };
        worst.push((place, down));
        best.push((place, up));
    }
    tornado.range = (worlds.moved(&worst)?, worlds.moved(&best)?);
    Ok(Some(tornado))
}

/// Returns every assumption that has a range, with its ends in millionths of a percent.
pub fn ranges(plan: &Plan) -> Vec<(u32, i64, i64)> {
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
