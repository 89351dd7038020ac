//! Chances that come true as often as they should: experiments, reactions, contacts.

use crate::run::Note;
use crate::testing::{conserved, options, plan, population};

/// Returns whether a count of a Poisson or binomial variable is within four deviations of its mean.
fn near(found: u64, mean: f64, variance: f64) {
    let off = (found as f64 - mean).abs() / variance.sqrt();
    assert!(off < 4.0, "{found} instead of {mean}: {off:.1} deviations");
}

fn people(count: usize, rest: &str) -> String {
    (0..count).map(|n| format!("c{n} {rest}\n")).collect()
}

fn passes(plan: &crate::plan::Plan, tally: &crate::tally::Tally, node: &str, port: &str) -> u64 {
    let ports = plan.ports.iter().zip(&tally.ports);
    let own =
        ports.filter(|(of, _)| of.name == port && plan.nodes[of.node as usize].id.as_str() == node);
    own.map(|(_, &count)| count).sum()
}

#[test]
fn shares_of_an_experiment() {
    let plan = plan(
        r#"entry=audience {"schedule": {"once": "2026-01-06T09:00"}} -> x=experiment{a: 49.5, b: 30, control: 20.5}; x.a -> end; x.b -> b=end; x.control -> c=end"#,
    );
    let everyone = population(&plan, &people(20_000, ""));
    let tally = conserved(&plan, &everyone);
    for (port, share) in [("a", 0.495), ("b", 0.3), ("control", 0.205)] {
        let mean = 20_000.0 * share;
        near(passes(&plan, &tally, "x", port), mean, mean * (1.0 - share));
    }
}

#[test]
fn reactions_multiply() {
    let plan = plan(
        r#"entry=audience {"schedule": {"once": "2026-01-06T09:00"}} -> m=message email {"response": {"delivered": %90, "opened": %40@1h, "clicked": %25@1h}} -> w=await 2d {"events": [{"name": "clicked", "event": "message.clicked", "step": "m"}]}; m.bounced -> b=end left; w.clicked -> end; w.timeout -> t=end"#,
    );
    let everyone = population(&plan, &people(20_000, "email_ok=true"));
    let tally = conserved(&plan, &everyone);
    near(passes(&plan, &tally, "m", "bounced"), 2_000.0, 1_800.0);
    near(passes(&plan, &tally, "w", "clicked"), 1_800.0, 1_638.0);
}

const INBOUND: &str = r#"entry=inbound voice {"event": "purchase", "rates": [{"days": ["mon", "tue", "wed", "thu", "fri"], "from": "09:00", "to": "17:00", "per_hour": 12}, {"days": ["mon"], "from": "09:00", "to": "10:00", "per_hour": 30}]} -> h=hours office; h.open -> end; h.closed -> c=end left; settings {"reentry": "always"}"#;

/// 90 days from a Monday hold 64 workdays of eight hours and 13 Mondays.
#[test]
fn contacts_come_at_their_rates() {
    let plan = plan(INBOUND);
    let everyone = population(&plan, &people(50, ""));
    let tally = conserved(&plan, &everyone);
    let mean = 64.0 * 8.0 * 12.0 + 13.0 * 30.0;
    near(tally.entered[0], mean, mean);
    assert_eq!(passes(&plan, &tally, "h", "closed"), 0, "none outside hours");
}

#[test]
fn recorded_contacts_win() {
    let plan = plan(INBOUND);
    let text = people(50, "") + "c7 @2026-01-10T20:00 purchase\nc7 @2026-01-11T20:00 purchase\n";
    let everyone = population(&plan, &text);
    let tally = conserved(&plan, &everyone);
    assert_eq!(tally.entered, [2]);
    assert_eq!(passes(&plan, &tally, "h", "closed"), 2);
}

/// Both hours of a day that has one twice are hours; the one that is skipped is none.
#[test]
fn contacts_of_a_day_that_repeats_an_hour() {
    let rates = r#"entry=inbound voice {"rates": [{"from": "01:00", "to": "02:00", "per_hour": 400}]} -> end; settings {"reentry": "always", "time_zone": "America/New_York", "population": {"customers": 1, "start": "DAYT00:00"}}"#;
    for (day, hours) in [("2026-11-01", 2.0), ("2026-11-02", 1.0)] {
        let plan = plan(&rates.replace("DAY", day));
        let everyone = population(&plan, &people(40, ""));
        let options =
            crate::simulate::Options { horizon: journey::span::Span::days(1), ..options(&plan) };
        let watch = crate::simulate::Watch::default();
        let tally = crate::simulate::simulate(&plan, &everyone, &options, &watch).expect("runs");
        near(tally.entered[0], 400.0 * hours, 400.0 * hours);
    }
}

/// The same customer gets the same arm in every run of one seed's first draw, whatever else is drawn.
#[test]
fn an_arm_is_the_customers_own() {
    let plan = plan(
        r#"entry -> x=experiment{a: 50, b: 50}; x.a -> wait 1d -> end; x.b -> b=end; settings {"reentry": "always", "concurrency": 5}"#,
    );
    for row in 0..20 {
        let text = format!(
            "c{row}\nc{row} @2026-01-06T10:00 signup\nc{row} @2026-01-06T11:00 signup\nc{row} @2026-02-06T11:00 signup\n"
        );
        let everyone = population(&plan, &text);
        let watch = crate::simulate::Watch::default();
        let told = crate::explain::explain(&plan, &everyone, &options(&plan), 0, 0, &watch);
        let mut arms: Vec<String> = told
            .expect("runs")
            .into_iter()
            .filter_map(|line| match line.note {
                Note::Drawn { result, .. } => Some(result),
                _ => None,
            })
            .collect();
        assert_eq!(arms.len(), 3);
        arms.dedup();
        assert_eq!(arms.len(), 1, "c{row}");
    }
}
