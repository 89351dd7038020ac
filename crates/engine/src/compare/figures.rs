//! Figures that two versions have in common, and the sums of their differences.

use journey::value::Decimal;

use super::{Difference, Verdict};
use crate::plan::Plan;
use crate::report::Words;
use crate::report::{both, tidy};
use crate::statistics;
use crate::tally::Figure;

/// A figure as each version counts it; none where a version has no such thing.
pub(super) struct Pair {
    id: String,
    name: Words,
    unit: String,
    scale: f64,
    old: Option<usize>,
    new: Option<usize>,
}

/// Returns the figures that are compared: those of a report, goals by name.
pub(super) fn pairs(old: &Plan, new: &Plan) -> Vec<Pair> {
    let currency = new.settings.currency.as_str();
    let always = |id: &str, figure: Figure, unit: &str, scale: f64, name: Words| Pair {
        id: id.to_owned(),
        name,
        unit: unit.to_owned(),
        scale,
        old: Some(figure as usize),
        new: Some(figure as usize),
    };
    let mut pairs = vec![always(
        "entered",
        Figure::Entered,
        "share",
        1.0,
        both("Customers who enter", "開始した顧客"),
    )];
    let mut goals: Vec<&String> = new.goals.iter().chain(&old.goals).collect();
    let mut seen = std::collections::BTreeSet::new();
    goals.retain(|goal| seen.insert(*goal));
    for goal in goals {
        let figure = |plan: &Plan| {
            let place = plan.goals.iter().position(|own| own == goal);
            place.map(|place| Figure::Goals as usize + place)
        };
        pairs.push(Pair {
            id: format!("goal.{goal}"),
            name: both(format!("Goal “{goal}”"), format!("目標「{goal}」")),
            unit: "share".to_owned(),
            scale: 1.0,
            old: figure(old),
            new: figure(new),
        });
    }
    let each = |en: &str, ja: &str| both(en, ja);
    pairs.push(always(
        "messages_per_customer",
        Figure::Messages,
        "per_customer",
        1.0,
        each("Messages per customer", "1人あたりの送信数"),
    ));
    pairs.push(always(
        "cost_per_customer",
        Figure::Cost,
        currency,
        Decimal::SCALE as f64,
        each("Cost per customer", "1人あたりの費用"),
    ));
    pairs.push(always(
        "value_per_customer",
        Figure::Value,
        currency,
        Decimal::SCALE as f64,
        each("Value per customer", "1人あたりの価値"),
    ));
    pairs
}

impl Pair {
    /// Returns a figure that is counted by itself, as so many in a run of so many customers.
    pub(super) fn counted(customers: u64) -> Self {
        Self {
            id: String::new(),
            name: Words::new(),
            unit: "per_run".to_owned(),
            scale: 1.0 / customers.max(1) as f64,
            old: None,
            new: None,
        }
    }

    /// Returns the figure of one customer and run in both versions.
    pub(super) fn of(&self, old: &[i64], new: &[i64]) -> (i64, i64) {
        let value = |figures: &[i64], place: Option<usize>| place.map_or(0, |place| figures[place]);
        (value(old, self.old), value(new, self.new))
    }

    /// Returns the difference over all customers and runs.
    pub(super) fn difference(
        self,
        sums: &Sums,
        place: usize,
        customers: u64,
        shared: bool,
    ) -> Difference {
        let sum = &sums.of[place];
        let runs = sums.runs;
        let estimate = if shared {
            statistics::paired_over_runs(&sum.by_run, customers, self.scale)
        } else {
            statistics::paired(sum.difference, sum.squares, customers, runs, self.scale)
        };
        let trials = customers.max(1) as f64 * f64::from(runs) * self.scale;
        let verdict = match (sum.differs, estimate.interval) {
            (false, _) => Verdict::Same,
            (true, Some((low, _))) if low > 0.0 => Verdict::More,
            (true, Some((_, high))) if high < 0.0 => Verdict::Less,
            (true, _) => Verdict::CannotTell,
        };
        // Where not one customer differs, the difference is exactly nothing.
        let interval = if sum.differs { estimate.interval } else { Some((0.0, 0.0)) };
        Difference {
            id: self.id,
            name: self.name,
            old: tidy(sum.old as f64 / trials),
            new: tidy(sum.new as f64 / trials),
            difference: estimate.value.map_or(0.0, tidy),
            low: interval.map(|(low, _)| tidy(low)),
            high: interval.map(|(_, high)| tidy(high)),
            unit: self.unit,
            method: estimate.method.name().to_owned(),
            verdict,
        }
    }
}

/// Sums over customers and runs, in whole numbers, so that no order of adding matters.
pub(super) struct Sums {
    runs: u32,
    of: Vec<Sum>,
    /// The customer in hand: new less old, over the runs so far.
    own: Vec<i64>,
}

#[derive(Clone, Default)]
struct Sum {
    old: i128,
    new: i128,
    difference: i128,
    squares: i128,
    by_run: Vec<i128>,
    /// Whether any customer differs in any run.
    differs: bool,
}

impl Sums {
    pub(super) fn new(pairs: usize, runs: u32) -> Self {
        let sum = Sum { by_run: vec![0; runs as usize], ..Sum::default() };
        Self { runs, of: vec![sum; pairs], own: vec![0; pairs] }
    }

    pub(super) fn add(&mut self, place: usize, run: usize, (old, new): (i64, i64)) {
        let sum = &mut self.of[place];
        let difference = new - old;
        sum.old += i128::from(old);
        sum.new += i128::from(new);
        sum.by_run[run] += i128::from(difference);
        sum.differs |= difference != 0;
        self.own[place] += difference;
    }

    /// Closes the customer in hand.
    pub(super) fn end_customer(&mut self) {
        for (sum, own) in self.of.iter_mut().zip(&mut self.own) {
            let difference = i128::from(std::mem::take(own));
            sum.difference += difference;
            sum.squares += difference * difference;
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        for (own, more) in self.of.iter_mut().zip(&other.of) {
            own.old += more.old;
            own.new += more.new;
            own.difference += more.difference;
            own.squares += more.squares;
            own.differs |= more.differs;
            own.by_run.iter_mut().zip(&more.by_run).for_each(|(own, more)| *own += more);
        }
    }
}
