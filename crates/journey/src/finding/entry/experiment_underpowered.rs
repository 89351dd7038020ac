//! An experiment with too few customers to see a difference that would matter.
//!
//! Two proportions, five per cent significance on two sides, eighty per cent power: with n customers in each
//! part, variances as if both parts had the rate p, the least difference that is found is
//! (z₀.₉₇₅ + z₀.₈₀) · √(p (1 − p) (1/n₁ + 1/n₂)), as in Fleiss, Levin and Paik, “Statistical Methods for Rates
//! and Proportions”, chapter 4, without the correction for continuity.

use crate::finding::{Finding, Severity, Text, View};
use crate::kind::{BranchExperiment, Kind};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "experiment_underpowered",
    severity: Severity::Warning,
    en: "With {customers} customers the experiment finds only differences of {least} percentage points or more, over a fifth of the target of {rate} %. Most likely it will not tell anything. Give it more customers, fewer arms, or more even shares.",
    ja: "顧客{customers}人では、{least}ポイント以上の差しか見つけられません。目標値{rate}%の5分の1を超えており、結論が出ない可能性が高いです。人数を増やすか、案を減らすか、割合をそろえてください。",
};

/// The normal quantiles at 0.975 and 0.80, together.
const QUANTILES: f64 = 1.959_964 + 0.841_621;

/// The part of the rate that a difference may have to be at least, before the experiment is too small.
const WORTH_FINDING: f64 = 0.2;

/// Returns every finding of this rule. Without a population or a target for the goal, nothing is said.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let Some(population) = &view.settings.population else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    for (id, _, kind) in view.nodes() {
        let Kind::BranchExperiment(experiment) = kind else {
            continue;
        };
        let target = goal(view, experiment).and_then(|goal| {
            view.settings.targets.get(&format!("goal.{goal}")).map(|target| target.to_f64())
        });
        let Some(rate) = target.filter(|rate| *rate > 0.0 && *rate < 100.0) else {
            continue;
        };
        // At best every customer comes to the experiment.
        let customers = population.customers;
        let least = least_difference(customers as f64, rate / 100.0, &compared(experiment));
        if let Some(least) = least.filter(|least| *least > WORTH_FINDING * rate / 100.0) {
            let finding = Finding::of(&TEXT).at(id).with("customers", customers);
            let finding = finding.with("least", format!("{:.1}", least * 100.0));
            findings.push(finding.with("rate", rate));
        }
    }
    findings
}

/// Returns the goal that the arms are compared by: their own, or the journey's only one.
fn goal<'a>(view: &'a View, experiment: &'a BranchExperiment) -> Option<&'a str> {
    let mut all: Vec<&str> = view
        .kinds
        .values()
        .filter_map(|kind| match &**kind {
            Kind::MeasureGoal(goal) => Some(goal.name.as_str()),
            _ => None,
        })
        .chain(view.settings.exit_rules.iter().filter_map(|rule| rule.goal.as_deref()))
        .collect();
    all.sort_unstable();
    all.dedup();
    let only = if all.len() == 1 { all.first().copied() } else { None };
    experiment.goal.as_deref().or(only)
}

/// Returns the shares of the part that the others are held against, and of each other, from 0 to 1.
fn compared(experiment: &BranchExperiment) -> (Option<f64>, Vec<f64>) {
    let mut shares: Vec<f64> =
        experiment.arms.iter().map(|arm| arm.share.to_f64() / 100.0).collect();
    let held = experiment.control.as_ref().or(experiment.holdout.as_ref());
    let baseline = match held {
        Some(held) => Some(held.share.to_f64() / 100.0),
        None if shares.len() > 1 => Some(shares.remove(0)),
        None => None,
    };
    (baseline, shares)
}

/// Returns the least difference that would be found between the baseline and the arm where that is easiest.
fn least_difference(
    customers: f64,
    rate: f64,
    (baseline, arms): &(Option<f64>, Vec<f64>),
) -> Option<f64> {
    let largest = arms.iter().copied().fold(0.0, f64::max);
    let (n, m) = ((*baseline)? * customers, largest * customers);
    (n > 0.0 && m > 0.0).then(|| QUANTILES * (rate * (1.0 - rate) * (1.0 / n + 1.0 / m)).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    fn experiment(customers: u32, rate: &str) -> String {
        format!(
            r#"settings {{"population": {{"customers": {customers}}}, "targets": {{"goal.sale": {rate}}}}};
               entry -> experiment{{a: 50, control: 50}} -> goal sale -> end; experiment.control -> end"#
        )
    }

    #[test]
    fn the_difference_is_that_of_the_books() {
        // 20 % against 25 % takes 1,006 in each part by the formula above with p = 0.20.
        let least = least_difference(2_012.0, 0.2, &(Some(0.5), vec![0.5])).unwrap();
        assert!((least - 0.05).abs() < 0.000_1, "{least}");
    }

    #[test]
    fn passes_and_fails() {
        // A fifth of 20 % are 4 points: 4 points take 1,570 in each part.
        assert_eq!(found(&TEXT, &experiment(3_150, "20")), "");
        assert_eq!(found(&TEXT, &experiment(3_130, "20")), "experiment");
        assert_eq!(found(&TEXT, &experiment(100, "20").replace("goal.sale", "goal.other")), "");
        let unknown = "entry -> experiment{a: 50, control: 50} -> goal sale -> end";
        assert_eq!(found(&TEXT, unknown), "", "nothing is known of how many come");
    }
}
