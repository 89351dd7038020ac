//! How groups of customers fare: the same figures for every value of an attribute, each held against
//! everyone else.

use journey::value::{MISSING, Type};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Trip;
use crate::plan::Plan;
use crate::report::tidy;
use crate::run::{Mark, Seen};
use crate::statistics::{Estimate, Method, Z, difference, wilson};
use crate::table::Population;

/// Values an attribute may have at most to be looked at.
const MOST_VALUES: usize = 12;

/// One attribute and how its groups fare.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(export_to = "report/")]
pub struct Segment {
    /// The attribute.
    pub attribute: String,
    /// Its values in the order of its list; those without a value come last, if there are any.
    pub values: Vec<SegmentValue>,
}

/// One group of customers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(export_to = "report/")]
pub struct SegmentValue {
    /// The value; none for those who have none.
    pub value: Option<String>,
    /// Customers of the group.
    pub customers: u64,
    /// Of them, those who entered.
    pub entered: u64,
    /// Of those, who reached the journey's first goal.
    pub reached: u64,
    /// Their share of those who entered, 0–1; none where nobody did, or the journey has no goal.
    pub rate: Option<f64>,
    /// Lower end of its 95 % interval; none where customers share something and one run cannot tell.
    pub low: Option<f64>,
    /// Its upper end.
    pub high: Option<f64>,
    /// The rate less that of everyone else who entered.
    pub difference: Option<f64>,
    /// Lower end of the difference's 95 % interval (Newcombe).
    pub difference_low: Option<f64>,
    /// Its upper end.
    pub difference_high: Option<f64>,
    /// Messages for each of those who entered.
    pub messages: Option<f64>,
    /// Whether fewer than 30 entered, which is too few to say anything.
    pub few: bool,
}

#[derive(Clone, Copy, Debug, Default)]
struct Group {
    customers: u64,
    entered: u64,
    reached: u64,
    messages: u64,
}

/// Counts by attribute and value; the last of each is those without a value.
#[derive(Clone, Debug)]
pub(super) struct Count(Vec<(String, Vec<Group>)>);

impl Count {
    pub(super) fn new(plan: &Plan) -> Self {
        let attributes = plan.settings.attributes.iter().filter_map(|(name, attribute)| {
            let values = match attribute.kind {
                Type::Boolean => 2,
                Type::Category => attribute.values.len(),
                _ => return None,
            };
            let few = (2..=MOST_VALUES).contains(&values);
            few.then(|| (name.clone(), vec![Group::default(); values + 1]))
        });
        Self(attributes.collect())
    }

    pub(super) fn add(
        &mut self,
        population: &Population,
        row: usize,
        trips: &[Trip],
        marks: &[Mark],
    ) {
        let entered = u64::from(!trips.is_empty());
        let reached = u64::from(trips.iter().any(|trip| trip.goal));
        let sent = marks.iter().filter(|mark| matches!(mark.what, Seen::Sent(_))).count() as u64;
        for (name, groups) in &mut self.0 {
            let cell = population.table.column(name).map_or(MISSING, |column| column.get(row));
            let last = groups.len() - 1;
            let place = usize::try_from(cell).unwrap_or(last).min(last);
            let group = &mut groups[place];
            group.customers += 1;
            group.entered += entered;
            group.reached += reached;
            group.messages += sent;
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        for ((_, own), (_, more)) in self.0.iter_mut().zip(&other.0) {
            for (own, more) in own.iter_mut().zip(more) {
                own.customers += more.customers;
                own.entered += more.entered;
                own.reached += more.reached;
                own.messages += more.messages;
            }
        }
    }

    pub(super) fn told(self, plan: &Plan, population: &Population) -> Vec<Segment> {
        let mut segments = Vec::new();
        for (attribute, groups) in self.0 {
            // An attribute that nobody has is no segment.
            if population.table.column(&attribute).is_none() || groups.len() < 2 {
                continue;
            }
            let declared = &plan.settings.attributes[&attribute];
            let last = groups.len() - 1;
            let name = |place: usize| match (place == last, declared.kind) {
                (true, _) => None,
                (false, Type::Boolean) => Some((place == 1).to_string()),
                (false, _) => declared.values.get(place).cloned(),
            };
            let all = groups.iter().fold(Group::default(), |all, group| Group {
                customers: all.customers + group.customers,
                entered: all.entered + group.entered,
                reached: all.reached + group.reached,
                messages: all.messages + group.messages,
            });
            let values = groups.iter().enumerate().filter(|(_, group)| group.customers > 0);
            let values: Vec<SegmentValue> =
                values.map(|(place, group)| value(plan, name(place), *group, all)).collect();
            if values.len() > 1 {
                segments.push(Segment { attribute, values });
            }
        }
        segments
    }
}

fn value(plan: &Plan, name: Option<String>, group: Group, all: Group) -> SegmentValue {
    let has_goal = !plan.goals.is_empty();
    let rate = |reached: u64, entered: u64| -> Estimate {
        let value = (entered > 0 && has_goal).then(|| reached as f64 / entered as f64);
        // Where customers share something, those of one run are not independent.
        let interval = wilson(reached as f64, entered as f64, Z).filter(|_| !plan.shared);
        Estimate { value, interval, method: Method::Wilson }
    };
    let own = rate(group.reached, group.entered);
    let rest = rate(all.reached - group.reached, all.entered - group.entered);
    let against = difference(&own, &rest);
    let ends = |estimate: &Estimate| {
        let interval = estimate.value.and(estimate.interval);
        (interval.map(|(low, _)| tidy(low)), interval.map(|(_, high)| tidy(high)))
    };
    let ((low, high), (difference_low, difference_high)) = (ends(&own), ends(&against));
    let each = group.messages as f64 / group.entered.max(1) as f64;
    SegmentValue {
        value: name,
        customers: group.customers,
        entered: group.entered,
        reached: group.reached,
        rate: own.value.map(tidy),
        low,
        high,
        difference: against.value.map(tidy),
        difference_low,
        difference_high,
        messages: (group.entered > 0).then(|| tidy(each)),
        few: group.entered < 30,
    }
}
