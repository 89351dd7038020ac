//! Honest statistics: intervals hold the truth as often as they promise, nothing is claimed where nothing
//! differs, and what differs is found as often as theory says. `TABIJI_PROVE=1` runs 1,000 studies each.
#![allow(missing_docs)]

mod random;

use std::collections::BTreeMap;

use engine::compare::{Verdict, Version, compare};
use engine::plan::Plan;
use engine::simulate::{Options, Watch};
use engine::table::{Events, Population, Table};
use journey::time::DAY;
use journey::value::MISSING;
use random::{compiled, options, tally, times};

/// A journey in which this percentage of customers reaches the goal; draws depend on the name of the step.
fn chance(step: &str, percent: f64, offer: &str) -> Plan {
    let rest = 100.0 - percent;
    compiled(&journey::notation::journey(&format!(
        r#"{offer} all=audience {{"schedule": {{"once": "2026-01-05T09:00"}}}} -> {step}=experiment{{yes: {percent}, no: {rest}}} -> GIFT goal sale -> end converted; {step}.no -> left=end left"#
    ).replace("GIFT", if offer.is_empty() { "" } else { "offer coupon -> " })))
}

fn customers(count: usize) -> Population {
    let mut table = Table::new(&BTreeMap::new());
    for number in 0..count {
        table.push(&format!("c{number}"), &[]).expect("fits");
    }
    Population { table: table.finish().expect("unique"), ..Population::default() }
}

fn study(seed: usize) -> Options {
    Options { seed: seed as u64, ..options(1) }
}

/// Returns the interval of the goal in one study.
fn interval(plan: &Plan, people: &Population, options: &Options) -> (f64, f64) {
    let tally = tally(plan, people, options);
    let report = engine::report::report(plan, people, options, &tally, None);
    let goal = report.kpis.iter().find(|kpi| kpi.id == "goal.sale").expect("a goal");
    goal.low.zip(goal.high).expect("an interval")
}

/// Asserts that a share of studies is what it should be, within what as many studies can tell: the bounds
/// asked for in 1,000 studies, four standard errors in fewer.
fn assert_share(what: &str, hits: usize, studies: usize, wanted: f64, least: f64, most: f64) {
    let share = hits as f64 / studies as f64;
    let slack = 4.0 * (wanted * (1.0 - wanted) / studies as f64).sqrt();
    let (least, most) = if studies >= 1_000 {
        (least, most)
    } else {
        (least.min(wanted - slack), most.max(wanted + slack))
    };
    eprintln!("{what}: {hits} of {studies} = {:.1} %", share * 100.0);
    assert!((least..=most).contains(&share), "{what}: {share} is not in {least}..={most}");
}

#[test]
fn intervals_of_independent_customers_hold_the_truth() {
    let studies = times(200, 1_000);
    let plan = chance("draw", 37.0, "");
    let people = customers(500);
    let holds = |&seed: &usize| {
        let (low, high) = interval(&plan, &people, &study(seed));
        low <= 0.37 && 0.37 <= high
    };
    let hits = (0..studies).filter(holds).count();
    assert_share("Wilson, 500 customers at 37 %", hits, studies, 0.95, 0.936, 0.964);
}

#[test]
fn intervals_over_runs_hold_the_truth() {
    let studies = times(100, 1_000);
    let offer = r#"settings {"offers": {"coupon": {"budget": 1000000000}}}
        "#;
    let plan = chance("draw", 37.0, offer);
    assert!(plan.shared, "a budget is shared, so intervals come from runs");
    let people = customers(40);
    let holds = |&seed: &usize| {
        let options = Options { runs: 30, ..study(seed) };
        let (low, high) = interval(&plan, &people, &options);
        low <= 0.37 && 0.37 <= high
    };
    let hits = (0..studies).filter(holds).count();
    assert_share("t over 30 runs, 40 customers at 37 %", hits, studies, 0.95, 0.936, 0.964);
}

/// Compares two versions whose draws are independent, since their steps have different names.
fn differences(
    old: f64,
    new: f64,
    count: usize,
    studies: usize,
) -> Vec<engine::compare::Difference> {
    let (before, after) = (chance("one", old, ""), chance("two", new, ""));
    let people = customers(count);
    let one = |seed: usize| {
        let old = Version { plan: &before, population: &people, bend: &[] };
        let new = Version { plan: &after, population: &people, bend: &[] };
        let found = compare(old, new, &study(seed), &Watch::default()).expect("nobody stops it");
        found.kpis.into_iter().find(|kpi| kpi.id == "goal.sale").expect("a goal")
    };
    (0..studies).map(one).collect()
}

#[test]
fn intervals_of_paired_differences_hold_the_truth() {
    let studies = times(200, 1_000);
    let found = differences(30.0, 35.0, 500, studies);
    let holds = |kpi: &&engine::compare::Difference| {
        kpi.low.zip(kpi.high).is_some_and(|(low, high)| low <= 0.05 && 0.05 <= high)
    };
    let hits = found.iter().filter(holds).count();
    assert_share("paired, 500 customers, 30 % and 35 %", hits, studies, 0.95, 0.936, 0.964);
}

#[test]
fn nothing_is_claimed_where_nothing_differs() {
    let studies = times(200, 1_000);
    let found = differences(30.0, 30.0, 500, studies);
    let claims =
        |kpi: &&engine::compare::Difference| matches!(kpi.verdict, Verdict::More | Verdict::Less);
    let hits = found.iter().filter(claims).count();
    // At most one in twenty, and what so many studies scatter: 1,000 of them within 5 % + 1.4 %.
    assert_share("false claims, independent seeds", hits, studies, 0.05, 0.0, 0.064);
}

#[test]
fn what_differs_is_found_as_often_as_theory_says() {
    let studies = times(200, 1_000);
    let found = differences(30.0, 35.0, 1_000, studies);
    let hits = found.iter().filter(|kpi| kpi.verdict == Verdict::More).count();
    // Φ(Δ/σ − 1.96) with Δ = 0.05, σ² = (0.3·0.7 + 0.35·0.65) / 1000.
    let sigma = ((0.3 * 0.7 + 0.35 * 0.65) / 1_000.0_f64).sqrt();
    let power = normal(0.05 / sigma - engine::statistics::Z);
    assert_share(
        "power, 1,000 customers, 30 % and 35 %",
        hits,
        studies,
        power,
        power - 0.06,
        power + 0.06,
    );
}

/// Customers who come evenly over the 90 days of a rehearsal, so that most are still inside at its end.
fn arrivals(plan: &Plan, count: usize) -> Population {
    let mut people = customers(count);
    let properties = plan.settings.event_properties();
    let (start, length) = (options(1).start, 90 * DAY);
    let mut events = Events::new(&properties);
    for row in 0..count {
        let at = start + row as i64 * length / count as i64;
        events.push(row as u32, at, "signup", &vec![MISSING; properties.len()]);
    }
    people.events = events.finish(count);
    people
}

#[test]
fn who_is_still_inside_counts_neither_as_yes_nor_as_no() {
    // Everyone buys, after 40 days on average; the rehearsal ends before most have.
    let plan = compiled(&journey::notation::journey(
        r#"entry signup -> w=await 400d {"events": [{"name": "bought", "event": "purchase", "model": {"response": {"chance": {"constant": 100}}, "delay": {"exponential": {"mean": "40d"}}}}]}; w.bought -> goal sale -> end converted; w.timeout -> left=end left"#,
    ));
    let (studies, count) = (times(20, 1_000), 1_000);
    let people = arrivals(&plan, count);
    let (mut off, mut naive) = (Vec::new(), 0.0);
    for seed in 0..studies {
        let options = study(seed);
        let tally = tally(&plan, &people, &options);
        let report = engine::report::report(&plan, &people, &options, &tally, None);
        let goal = &report.time.goals["sale"];
        assert_eq!(goal.reached + goal.censored, count as u64);
        // Half of those at risk are looked at for 45 days or longer.
        let (at, share) = goal.curve.iter().rfind(|(at, _)| *at <= 45 * DAY).expect("points");
        off.push(share - (1.0 - (-*at as f64 / (40 * DAY) as f64).exp()));
        naive += goal.reached as f64 / count as f64 / studies as f64;
    }
    let n = studies as f64;
    let mean = off.iter().sum::<f64>() / n;
    let error = (off.iter().map(|it| (it - mean).powi(2)).sum::<f64>() / (n - 1.0) / n).sqrt();
    eprintln!(
        "censoring, {studies} studies: off by {:.2} ± {:.2} points",
        mean * 100.0,
        error * 100.0
    );
    // A bucket of times is up to a hundredth wide, which is worth 0.4 points here at most.
    assert!(mean.abs() < 4.0 * error + 0.004, "off by {mean}, standard error {error}");
    // Counting everyone who is still inside as a no would say 60 % where 89 % buy within the 90 days.
    let truth = 1.0 - (-90.0_f64 / 40.0).exp();
    assert!(naive < truth - 0.2, "{naive} against {truth}");
}

/// The standard normal distribution function, by the error function's series (Abramowitz and Stegun 7.1.5).
fn normal(x: f64) -> f64 {
    let t = x / std::f64::consts::SQRT_2;
    let (mut sum, mut term) = (0.0, t);
    for n in 0..60 {
        sum += term / f64::from(2 * n + 1);
        term *= -t * t / f64::from(n + 1);
    }
    0.5 + sum / std::f64::consts::PI.sqrt()
}
