//! Figures of merit: what each is divided by, its interval, and whether its target is met.

use super::make::{both, tidy};
use super::{Kpi, Words};
use crate::plan::Plan;
use crate::simulate::Options;
use crate::statistics::{self, Estimate};
use crate::tally::{Figure, Tally};

/// Returns the id of the figure that the verdict is about.
pub(crate) fn main_kpi(plan: &Plan) -> (String, usize) {
    match plan.goals.first() {
        Some(goal) => (format!("goal.{goal}"), Figure::Goals as usize),
        None => ("entered".to_owned(), Figure::Entered as usize),
    }
}

/// Returns the estimate of a figure: shares for indicators, means for the rest.
pub(crate) fn estimate(
    plan: &Plan,
    tally: &Tally,
    figure: usize,
    customers: u64,
    scale: f64,
) -> Estimate {
    let indicator = figure >= Figure::Goals as usize
        || [Figure::Entered, Figure::Fruitless, Figure::Successful]
            .iter()
            .any(|of| *of as usize == figure);
    let moments = tally.ratio(figure);
    let base = tally.bases[figure];
    if plan.shared {
        let runs: Vec<(i128, i128)> =
            tally.runs.iter().map(|run| (run[figure], run[base])).collect();
        let mut estimate = statistics::over_runs(&runs, scale);
        if indicator && let Some((low, high)) = estimate.interval {
            estimate.interval = Some((low.max(0.0), high.min(1.0)));
        }
        return estimate;
    }
    if indicator {
        statistics::share(moments, customers)
    } else {
        statistics::mean(moments, customers, scale)
    }
}

pub(super) fn kpis(plan: &Plan, options: &Options, tally: &Tally, customers: u64) -> Vec<Kpi> {
    let currency = plan.settings.currency.as_str();
    let mut kpis = Vec::new();
    let mut add = |id: &str,
                   figure: usize,
                   unit: &str,
                   scale: f64,
                   name: Words,
                   definition: Words,
                   modelled: bool| {
        let estimate = estimate(plan, tally, figure, customers, scale);
        let n = tally.ratio(figure).1.x.max(0) as u64;
        kpis.push(kpi(plan, id, n, &estimate, unit, name, definition, modelled));
    };
    let of_entered = |en: &str, ja: &str| {
        both(format!("{en}, over customers who entered"), format!("{ja} ÷ 開始した顧客"))
    };
    add(
        "entered",
        Figure::Entered as usize,
        "share",
        1.0,
        both("Customers who enter", "開始した顧客"),
        both(
            "customers with at least one entry, over all customers",
            "1回以上開始した顧客 ÷ すべての顧客",
        ),
        false,
    );
    for (place, goal) in plan.goals.iter().enumerate() {
        add(
            &format!("goal.{goal}"),
            Figure::Goals as usize + place,
            "share",
            1.0,
            both(format!("Goal “{goal}”"), format!("目標「{goal}」")),
            of_entered(
                "customers who reach it at least once within its window",
                "期間内に1回以上達成した顧客",
            ),
            false,
        );
    }
    if !plan.goals.is_empty() {
        add(
            "without_goal",
            Figure::Fruitless as usize,
            "share",
            1.0,
            both("Leave without a goal", "目標なしで終了"),
            of_entered(
                "customers all of whose instances ended without any goal",
                "どの目標も達成せずに終えた顧客",
            ),
            false,
        );
    }
    add(
        "messages_per_customer",
        Figure::Messages as usize,
        "per_customer",
        1.0,
        both("Messages per customer", "1人あたりの送信数"),
        of_entered("messages and surveys sent", "送信したメッセージとアンケート"),
        false,
    );
    add(
        "cost_per_customer",
        Figure::Cost as usize,
        currency,
        1e6,
        both("Cost per customer", "1人あたりの費用"),
        of_entered("cost of all passes and offers issued", "全ステップの費用と発行した特典"),
        false,
    );
    add(
        "value_per_customer",
        Figure::Value as usize,
        currency,
        1e6,
        both("Value per customer", "1人あたりの価値"),
        of_entered("value of all passes and goals", "全ステップと目標の価値"),
        false,
    );
    let surveys = [
        ("nps", "NPS", Figure::NpsCount, Figure::NpsSum),
        ("csat", "CSAT", Figure::CsatCount, Figure::CsatSum),
        ("ces", "CES", Figure::CesCount, Figure::CesSum),
    ];
    for (id, name, count, sum) in surveys {
        if tally.moments[count as usize].x > 0 {
            add(
                id,
                sum as usize,
                "score",
                1.0,
                both(format!("{name} (modelled)"), format!("{name}（モデル値）")),
                both("mean over answers", "回答の平均"),
                true,
            );
        }
    }
    for (place, goal) in plan.goals.iter().enumerate() {
        let counts = &tally.goals[place];
        let cost = tally.moments[Figure::Cost as usize].x;
        let per_goal = (counts.reached > 0).then(|| cost as f64 / counts.reached as f64 / 1e6);
        let no_interval =
            Estimate { value: per_goal, interval: None, method: statistics::Method::None };
        kpis.push(kpi(
            plan,
            &format!("cost_per_goal.{goal}"),
            counts.reached,
            &no_interval,
            currency,
            both(format!("Cost per “{goal}”"), format!("「{goal}」1件あたりの費用")),
            both("cost of the whole journey, over goals reached", "ジャーニー全体の費用 ÷ 達成数"),
            false,
        ));
        let mut time = statistics::quantile(&counts.time, 0.5);
        if plan.shared || options.runs > 1 {
            // Runs of one customer hang together, and so do customers who share: order statistics would lie.
            (time.interval, time.method) = (None, statistics::Method::None);
        }
        kpis.push(kpi(
            plan,
            &format!("time_to_goal.{goal}"),
            counts.reached,
            &time,
            "ms",
            both(format!("Median time to “{goal}”"), format!("「{goal}」までの時間（中央値）")),
            both("from entry, among instances that reach it", "達成した人の、開始からの時間"),
            false,
        ));
    }
    kpis
}

#[allow(clippy::too_many_arguments)]
fn kpi(
    plan: &Plan,
    id: &str,
    n: u64,
    estimate: &Estimate,
    unit: &str,
    name: Words,
    definition: Words,
    modelled: bool,
) -> Kpi {
    let target = plan.settings.targets.get(id).map(|target| target.to_f64());
    // A target on a share is written in percent, as people say it.
    let target = target.map(|target| if unit == "share" { target / 100.0 } else { target });
    let target_met = match (target, estimate.interval) {
        (Some(target), Some((low, _))) if low >= target => Some(true),
        (Some(target), Some((_, high))) if high < target => Some(false),
        _ => None,
    };
    Kpi {
        id: id.to_owned(),
        name,
        n,
        estimate: estimate.value.map(tidy),
        low: estimate.interval.map(|(low, _)| tidy(low)),
        high: estimate.interval.map(|(_, high)| tidy(high)),
        unit: unit.to_owned(),
        method: estimate.method.name().to_owned(),
        definition,
        modelled,
        target,
        target_met,
    }
}
