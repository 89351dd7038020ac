//! Customers one by one: those of the first run for whom something holds, a page at a time. Nobody is kept: each is
//! lived again when somebody asks.

use journey::settings::Outcome;
use journey::time::Millis;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Look, Trip, trips};
use crate::again::{Again, answers};
use crate::plan::{Plan, PlanPort};
use crate::run::{Mark, Seen};
use crate::share::in_order;
use crate::simulate::{Cancelled, Options, Watch, scene};
use crate::table::Population;

/// Whom to look for: everything that is said must hold. Nothing said means everyone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Whom {
    /// A part of their id.
    pub id: String,
    /// A step they came to.
    pub node: Option<String>,
    /// The way out of it that they went.
    pub port: Option<String>,
    /// How their last time in the journey ended.
    pub end: Option<End>,
    /// Whether they reached the journey's first goal.
    pub goal: Option<bool>,
}

/// How a customer's last time in a journey ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum End {
    /// They never came in.
    Never,
    /// They are still inside.
    Inside,
    /// They had been inside for too long.
    Expired,
    /// What they wanted is done.
    Resolved,
    /// They did what we wanted.
    Converted,
    /// They went away.
    Left,
    /// What they wanted is not done.
    Unresolved,
    /// The journey was not for them.
    NotEligible,
}

impl From<Outcome> for End {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Resolved => Self::Resolved,
            Outcome::Converted => Self::Converted,
            Outcome::Left => Self::Left,
            Outcome::Unresolved => Self::Unresolved,
            Outcome::NotEligible => Self::NotEligible,
        }
    }
}

/// One page of customers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, TS)]
pub struct CustomerPage {
    /// How many there are for whom it holds.
    pub total: u64,
    /// Those of the page, in the order of the population.
    pub customers: Vec<Customer>,
}

/// A customer in one line.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Customer {
    /// Their id.
    pub id: String,
    /// How often they came in.
    pub instances: u32,
    /// How their last time ended.
    pub end: End,
    /// The step they were at last; none for who never came in.
    pub at: Option<String>,
    /// Whether they reached the journey's first goal.
    pub goal: bool,
    /// Messages they got.
    pub messages: u32,
    /// How long they waited in all, in milliseconds.
    pub waited_ms: Millis,
    /// When they came in first, in milliseconds since 1970-01-01T00:00Z; none for who never did.
    pub entered_ms: Option<Millis>,
}

/// Returns the customers of the first run for whom something holds: `most` of them after the first `skip`.
///
/// # Errors
///
/// When the caller stops it.
pub fn list(
    plan: &Plan,
    population: &Population,
    options: &Options,
    whom: &Whom,
    (skip, most): (usize, usize),
    watch: &Watch,
) -> Result<CustomerPage, Cancelled> {
    let scene = scene(plan, population, options);
    let answers = answers(&scene, options, 0, watch)?;
    let look = Look { plan, population, options, scene: &scene, answers: &answers };
    let Ok(place) = Place::of(plan, whom) else {
        return Ok(CustomerPage::default());
    };
    let rows = population.table.len();
    let parts = in_order(rows, options.threads, watch, |rows| {
        let mut again = Again::new(look.scene);
        let found = rows.filter_map(|row| {
            let id = population.table.id(row);
            let named = id.contains(&whom.id);
            named
                .then(|| Lived::of(&look, row, &mut again))
                .filter(|it| it.fits(whom, place.as_ref()))
        });
        // A page never needs more of one part than this, but all are counted.
        let mut first: Vec<Customer> = Vec::new();
        let mut total = 0;
        for lived in found {
            total += 1;
            if first.len() < skip + most {
                first.push(lived.told(plan, population));
            }
        }
        (total, first)
    })?;
    let total = parts.iter().map(|(total, _)| total).sum();
    let customers = parts.into_iter().flat_map(|(_, first)| first).skip(skip).take(most);
    Ok(CustomerPage { total, customers: customers.collect() })
}

/// What counts as coming to a step: a way out of it, or being there at the end.
struct Place {
    /// By port, whether it counts.
    ports: Vec<bool>,
    /// The steps where it counts that somebody ended or still is; none where a way out is asked for.
    nodes: Vec<bool>,
}

impl Place {
    /// Returns where one must have come, if anywhere; an error where the journey has no such step or way.
    fn of(plan: &Plan, whom: &Whom) -> Result<Option<Self>, Nowhere> {
        let Some(id) = &whom.node else {
            return Ok(None);
        };
        let is_named = |node: u32| plan.nodes[node as usize].id.as_str() == id;
        let any_way = whom.port.is_none();
        let is_wanted = |port: &PlanPort| {
            is_named(port.node) && whom.port.as_ref().is_none_or(|name| *name == port.name)
        };
        let ports: Vec<bool> = plan.ports.iter().map(is_wanted).collect();
        let nodes: Vec<bool> =
            (0..plan.nodes.len() as u32).map(|node| any_way && is_named(node)).collect();
        if !ports.contains(&true) && !nodes.contains(&true) {
            return Err(Nowhere);
        }
        Ok(Some(Self { ports, nodes }))
    }

    fn counts(&self, mark: &Mark) -> bool {
        let at = mark.index as usize;
        match mark.what {
            Seen::Passed => self.ports[at],
            Seen::Ended(_) | Seen::Inside | Seen::Expired | Seen::ExitedFrom => {
                self.nodes.get(at).is_some_and(|it| *it)
            }
            _ => false,
        }
    }
}

/// The journey has no such step, or no such way out of it.
struct Nowhere;

/// What a customer did.
struct Lived {
    row: usize,
    marks: Vec<Mark>,
    trips: Vec<Trip>,
}

impl Lived {
    fn of(look: &Look, row: usize, again: &mut Again) -> Self {
        let marks = look.marks(row, again);
        let trips = trips(look.plan, &marks);
        Self { row, marks, trips }
    }

    fn fits(&self, whom: &Whom, place: Option<&Place>) -> bool {
        place.is_none_or(|place| self.marks.iter().any(|mark| place.counts(mark)))
            && whom.end.is_none_or(|end| end == self.end())
            && whom.goal.is_none_or(|goal| goal == self.goal())
    }

    fn goal(&self) -> bool {
        self.trips.iter().any(|trip| trip.goal)
    }

    /// Returns how the last instance ended.
    fn end(&self) -> End {
        let Some(last) = self.trips.len().checked_sub(1) else {
            return End::Never;
        };
        let of_last = self.marks.iter().rev().filter(|mark| usize::from(mark.instance) == last);
        let end = of_last.filter_map(|mark| match mark.what {
            Seen::Ended(place) | Seen::Exited(place) => {
                Some(End::from(Outcome::ALL[usize::from(place)]))
            }
            Seen::Expired => Some(End::Expired),
            _ => None,
        });
        end.into_iter().next().unwrap_or(End::Inside)
    }

    fn told(&self, plan: &Plan, population: &Population) -> Customer {
        let messages = self.marks.iter().filter(|mark| matches!(mark.what, Seen::Sent(_))).count();
        Customer {
            id: population.table.id(self.row).to_owned(),
            instances: self.trips.len() as u32,
            end: self.end(),
            at: self.last_step(plan),
            goal: self.goal(),
            messages: messages as u32,
            waited_ms: self.trips.iter().map(|trip| trip.waited).sum(),
            entered_ms: self.trips.first().map(|trip| trip.entered),
        }
    }

    /// Returns the step where the last instance is or was last: where it stopped, else the last one it left.
    fn last_step(&self, plan: &Plan) -> Option<String> {
        let last = self.trips.len().checked_sub(1)?;
        let of_last = self.marks.iter().rev().filter(|mark| usize::from(mark.instance) == last);
        let mut steps = of_last.filter_map(|mark| match mark.what {
            Seen::Ended(_) | Seen::Inside | Seen::Expired | Seen::ExitedFrom => {
                plan.nodes.get(mark.index as usize)
            }
            Seen::Passed => plan.nodes.get(plan.ports[mark.index as usize].node as usize),
            _ => None,
        });
        steps.next().map(|node| node.id.to_string())
    }
}
