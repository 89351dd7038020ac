//! A second look at one run, customer by customer, at what no count keeps: which ways people go, how
//! groups of them fare, who stands for many and who fared worst, and when budgets are spent.

mod customers;
mod list;
mod paths;
mod segments;

use std::collections::BTreeMap;

use journey::time::{DAY, Millis, date_text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::again::{Again, answers};
use crate::draw::Seed;
use crate::plan::Plan;
use crate::run::{Mark, Scene, Seen};
use crate::share::in_order;
use crate::simulate::{Answers, Cancelled, Options, Watch, scene};
use crate::table::Population;

pub use customers::{Notable, Turned};
pub use list::{Customer, CustomerPage, End, Whom, list};
pub use paths::{Path, Paths};
pub use segments::{Segment, SegmentValue};

/// What a second look at the first run finds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(export_to = "report/")]
pub struct People {
    /// The ways instances go, the most trodden first.
    pub paths: Paths,
    /// How groups of customers fare, by attribute.
    pub segments: Vec<Segment>,
    /// Money that offers cost, by offer and local day of the journey, in the journey's currency.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(optional, as = "Option<BTreeMap<String, BTreeMap<String, f64>>>")]
    pub spent: BTreeMap<String, BTreeMap<String, f64>>,
    /// Customers worth looking at.
    pub customers: Vec<Notable>,
}

/// One instance of a customer: how it went.
struct Trip {
    entered: Millis,
    ended: Millis,
    waited: Millis,
    effort: u32,
    /// Whether the main goal was reached.
    goal: bool,
    open: bool,
    ports: Vec<u32>,
}

/// Runs the first run again and looks at every customer.
///
/// # Errors
///
/// When the caller stops it.
pub fn people(
    plan: &Plan,
    population: &Population,
    options: &Options,
    watch: &Watch,
) -> Result<People, Cancelled> {
    let scene = scene(plan, population, options);
    let answers = answers(&scene, options, 0, watch)?;
    let look = Look { plan, population, options, scene: &scene, answers: &answers };
    let rows = population.table.len();
    let parts = in_order(rows, options.threads, watch, |rows| look.part(rows))?;
    let mut whole = Part::new(plan);
    parts.into_iter().for_each(|part| whole.merge(part));
    let notable = customers::choose(&whole);
    let spent = whole.spent_by_day(plan);
    Ok(People {
        customers: customers::tell(&look, watch, &notable)?,
        paths: whole.paths.told(plan),
        segments: whole.segments.told(plan, population),
        spent,
    })
}

/// What a look needs.
struct Look<'a> {
    plan: &'a Plan,
    population: &'a Population,
    options: &'a Options,
    scene: &'a Scene<'a>,
    answers: &'a Answers,
}

/// What was seen of some customers.
struct Part {
    paths: paths::Count,
    segments: segments::Count,
    customers: customers::Worst,
    /// By offer and local day: millionths.
    spent: BTreeMap<(u32, i64), i128>,
}

impl Part {
    fn new(plan: &Plan) -> Self {
        Self {
            paths: paths::Count::default(),
            segments: segments::Count::new(plan),
            customers: customers::Worst::default(),
            spent: BTreeMap::new(),
        }
    }

    fn merge(&mut self, other: Self) {
        self.paths.merge(other.paths);
        self.segments.merge(&other.segments);
        self.customers.merge(other.customers);
        for (key, money) in other.spent {
            *self.spent.entry(key).or_default() += money;
        }
    }

    fn spent_by_day(&self, plan: &Plan) -> BTreeMap<String, BTreeMap<String, f64>> {
        let mut all: BTreeMap<String, BTreeMap<String, f64>> = BTreeMap::new();
        for (&(offer, day), &money) in &self.spent {
            let days = all.entry(plan.offers[offer as usize].0.clone()).or_default();
            days.insert(date_text(day), crate::report::tidy(money as f64 / 1e6));
        }
        all
    }
}

impl Look<'_> {
    fn part(&self, rows: std::ops::Range<usize>) -> Part {
        let mut part = Part::new(self.plan);
        let mut again = Again::new(self.scene);
        for row in rows {
            let marks = self.marks(row, &mut again);
            let trips = trips(self.plan, &marks);
            for trip in &trips {
                part.paths.add(trip, row);
            }
            part.segments.add(self.population, row, &trips, &marks);
            part.customers.add(row, &trips);
            self.spend(&mut part, &marks);
        }
        part
    }

    /// Returns what a customer did.
    fn marks(&self, row: usize, again: &mut Again) -> Vec<Mark> {
        again.live(row, Seed::new(self.options.seed, 0), self.answers)
    }

    /// Returns a customer's instances.
    fn trips(&self, row: usize, again: &mut Again) -> Vec<Trip> {
        trips(self.plan, &self.marks(row, again))
    }

    /// Notes what offers cost on which day: the mark of an amount has no time, but the one before it has.
    fn spend(&self, part: &mut Part, marks: &[Mark]) {
        let mut at = self.options.start;
        for mark in marks {
            match mark.what {
                Seen::Spent(_) => {
                    let day = self.plan.zone.local(at).div_euclid(DAY);
                    *part.spent.entry((mark.index, day)).or_default() += i128::from(mark.at);
                }
                Seen::Worth => {}
                _ => at = mark.at,
            }
        }
    }
}

/// Returns a customer's instances in the order of entry.
fn trips(plan: &Plan, marks: &[Mark]) -> Vec<Trip> {
    let mut trips: Vec<Trip> = Vec::new();
    for mark in marks {
        if mark.what == Seen::Entered {
            trips.push(Trip {
                entered: mark.at,
                ended: mark.at,
                waited: 0,
                effort: 0,
                goal: false,
                open: true,
                ports: Vec::new(),
            });
            continue;
        }
        let Some(trip) = trips.get_mut(usize::from(mark.instance)) else {
            continue;
        };
        match mark.what {
            Seen::Passed => {
                trip.waited += mark.at - trip.ended;
                trip.ended = mark.at;
                let node = plan.ports[mark.index as usize].node as usize;
                trip.effort += u32::from(plan.nodes[node].effort);
                trip.ports.push(mark.index);
            }
            Seen::Goal => trip.goal |= mark.index == 0,
            Seen::Ended(_) | Seen::Exited(_) | Seen::Expired => {
                (trip.ended, trip.open) = (mark.at, false);
            }
            Seen::Inside => trip.ended = mark.at,
            _ => {}
        }
    }
    trips
}

#[cfg(test)]
mod tests;
