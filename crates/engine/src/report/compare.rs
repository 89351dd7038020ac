//! Arms held against each other: variants of a message, and ways of an experiment.

use std::collections::BTreeMap;

use journey::op::ArmsOf;

use super::kpis::estimate;
use super::make::tidy;
use super::{
    ArmReport, DifferenceReport, ExperimentReport, ReasonsReport, VariantReport, VariantsReport,
};
use crate::plan::{Group, OTHER, Plan};
use crate::statistics::{self, Estimate};
use crate::tally::{Tally, figure_of_arm};

/// Returns the experiments, by step.
pub(super) fn experiments(
    plan: &Plan,
    tally: &Tally,
    customers: u64,
) -> BTreeMap<String, ExperimentReport> {
    let groups = plan.groups.iter().filter(|group| group.of == ArmsOf::Experiment);
    groups
        .map(|group| {
            let report = ExperimentReport {
                goal: goal(plan, group),
                baseline: baseline(group),
                arms: arms(plan, tally, group, customers),
            };
            (id(plan, group), report)
        })
        .collect()
}

/// Returns the messages that have variants, by step.
pub(super) fn variants(
    plan: &Plan,
    tally: &Tally,
    customers: u64,
) -> BTreeMap<String, VariantsReport> {
    let groups = plan.groups.iter().filter(|group| group.of == ArmsOf::Message);
    groups
        .map(|group| {
            let counts = &tally.arms[group.first as usize..];
            let arms = arms(plan, tally, group, customers).into_iter();
            let variants = arms.zip(counts).map(|(arm, counts)| VariantReport {
                arm,
                delivered: counts.delivered,
                opened: counts.opened,
                clicked: counts.clicked,
            });
            let report = VariantsReport {
                goal: goal(plan, group),
                baseline: baseline(group),
                variants: variants.collect(),
            };
            (id(plan, group), report)
        })
        .collect()
}

/// Returns the reasons of contacts, by entry; reasons that are recorded but not listed stand last, if any.
pub(super) fn reasons(
    plan: &Plan,
    tally: &Tally,
    customers: u64,
) -> BTreeMap<String, ReasonsReport> {
    let groups = plan.groups.iter().filter(|group| group.of == ArmsOf::Contact);
    groups
        .map(|group| {
            let mut reasons = arms(plan, tally, group, customers);
            reasons.retain(|reason| reason.name != OTHER || reason.passes > 0);
            (id(plan, group), ReasonsReport { goal: goal(plan, group), reasons })
        })
        .collect()
}

fn id(plan: &Plan, group: &Group) -> String {
    plan.nodes[group.node as usize].id.to_string()
}

fn goal(plan: &Plan, group: &Group) -> Option<String> {
    group.goal.map(|goal| plan.goals[goal as usize].clone())
}

fn baseline(group: &Group) -> Option<String> {
    group.baseline.map(|place| group.arms[place].0.clone())
}

fn arms(plan: &Plan, tally: &Tally, group: &Group, customers: u64) -> Vec<ArmReport> {
    let figure = |place: usize| figure_of_arm(plan, group.first as usize + place);
    let rate = |place: usize| estimate(plan, tally, figure(place) + 1, customers, 1.0);
    let each = group.arms.iter().enumerate();
    each.map(|(place, (name, share))| {
        let (rate, known) = (rate(place), group.goal.is_some());
        let other = group.baseline.filter(|&baseline| known && baseline != place);
        ArmReport {
            name: name.clone(),
            share: share.to_f64(),
            passes: tally.arms[group.first as usize + place].passes,
            customers: tally.moments[figure(place)].x.max(0) as u64,
            reached: known.then(|| tally.moments[figure(place) + 1].x.max(0) as u64),
            rate: rate.value.filter(|_| known).map(tidy),
            low: rate.interval.filter(|_| known).map(|(low, _)| tidy(low)),
            high: rate.interval.filter(|_| known).map(|(_, high)| tidy(high)),
            method: rate.method.name().to_owned(),
            difference: other
                .and_then(|other| difference(plan, tally, figure(place), figure(other), customers)),
        }
    })
    .collect()
}

/// Returns the difference of two arms' goal rates, given by the figures that count who got them.
fn difference(
    plan: &Plan,
    tally: &Tally,
    own: usize,
    other: usize,
    customers: u64,
) -> Option<DifferenceReport> {
    let found: Estimate = if plan.shared {
        let runs = |figure: usize| -> Vec<(i128, i128)> {
            tally.runs.iter().map(|run| (run[figure + 1], run[figure])).collect()
        };
        statistics::difference_over_runs(&runs(own), &runs(other))
    } else {
        let rate = |figure: usize| estimate(plan, tally, figure + 1, customers, 1.0);
        statistics::difference(&rate(own), &rate(other))
    };
    let (low, high) = found.interval.unzip();
    let differs = found.interval.map(|(low, high)| low > 0.0 || high < 0.0);
    Some(DifferenceReport {
        value: tidy(found.value?),
        low: low.map(tidy),
        high: high.map(tidy),
        method: found.method.name().to_owned(),
        differs: differs.filter(|&differs| differs),
    })
}
