//! Stories of messages that are tried in several wordings, and of what the report makes of arms.

use expect_test::expect;

use super::check;
use crate::plan::Plan;
use crate::report::{Report, report};
use crate::tally::Tally;
use crate::testing::{conserved, options, plan, population};

const TWO: &str = r#"entry=audience {"schedule": {"once": "2026-01-06T09:00"}} -> m=message email {"variants": [{"name": "plain", "share": 40, "templates": {"ja": {"body": "本文 配信停止"}}}, {"name": "bold", "share": 60, "templates": {"ja": {"body": "本文！ 配信停止"}}, "response": {"delivered": %100, "opened": %50@1h, "clicked": %80@1h}}], "response": {"delivered": %90, "opened": %20@1h, "clicked": %50@1h}} -> w=await 2d {"events": [{"name": "clicked", "event": "message.clicked", "step": "m"}]}; w.clicked -> goal buy -> end; w.timeout -> t=end left; m.bounced -> b=end left"#;

fn people(count: usize) -> String {
    (0..count).map(|n| format!("c{n} email_ok=true\n")).collect()
}

fn reported(plan: &Plan, tally: &Tally, text: &str) -> Report {
    report(plan, &population(plan, text), &options(plan), tally, None)
}

#[test]
fn a_variant_is_named_in_the_explanation() {
    check(
        r#"entry -> m=message email {"variants": [{"name": "a", "share": 100, "templates": {"ja": {"body": "本文 配信停止"}}}, {"name": "b", "share": 0, "templates": {"ja": {"body": "本文 配信停止"}}}], "response": {"delivered": %100}} -> end"#,
        "a email_ok=true
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 m gate: email ok
            2026-01-06T10:00:00 m draws a
            2026-01-06T10:00:00 m email sent
            2026-01-06T10:00:00 m → sent
            2026-01-06T10:00:00 end ends resolved
        "#]],
    );
}

/// Everyone blocked by the gate gets no variant; who is sent one is counted by the chances of its own model.
#[test]
fn each_variant_is_counted_by_its_own_model() {
    let plan = plan(TWO);
    let text = people(20_000);
    let tally = conserved(&plan, &population(&plan, &text));
    let found = reported(&plan, &tally, &text);
    let found = &found.variants["m"];
    let near = |count: u64, of: u64, share: f64| {
        let (mean, of) = (of as f64 * share, of as f64);
        let off = (count as f64 - mean).abs() / (of * share * (1.0 - share)).sqrt().max(1.0);
        assert!(off < 4.0, "{count} of {of}, not {share}");
    };
    let names: Vec<&str> = found.variants.iter().map(|it| it.arm.name.as_str()).collect();
    assert_eq!(names, ["plain", "bold"]);
    assert_eq!(found.goal.as_deref(), Some("buy"));
    for (it, share, delivered, opened, clicked) in
        [(&found.variants[0], 0.4, 0.9, 0.2, 0.5), (&found.variants[1], 0.6, 1.0, 0.5, 0.8)]
    {
        near(it.arm.passes, 20_000, share);
        near(it.delivered, it.arm.passes, delivered);
        near(it.opened, it.delivered, opened);
        near(it.clicked, it.opened, clicked);
        assert_eq!(it.arm.reached, Some(it.clicked), "whoever clicks reaches the goal");
        assert_eq!(it.arm.customers, it.arm.passes);
    }
    assert_eq!(found.variants[0].arm.difference, None);
    let difference = found.variants[1].arm.difference.as_ref().expect("held against the first");
    assert_eq!((difference.method.as_str(), difference.differs), ("newcombe", Some(true)));
    let (low, high) = difference.low.zip(difference.high).expect("told");
    assert!(low < 0.31 && 0.31 < high, "{low} {high}: 0.5 × 0.8 − 0.9 × 0.2 × 0.5");
}

#[test]
fn a_customer_gets_the_same_wording_again() {
    let plan = plan(&TWO.replace(
        r#"entry=audience {"schedule": {"once": "2026-01-06T09:00"}}"#,
        r#"settings {"reentry": "always"}; entry"#,
    ));
    for row in 0..12 {
        let text = format!(
            "c{row} email_ok=true\nc{row} @2026-01-06T10:00 signup\nc{row} @2026-02-06T10:00 signup\n"
        );
        let tally = conserved(&plan, &population(&plan, &text));
        let passes: Vec<u64> = tally.arms.iter().map(|arm| arm.passes).collect();
        assert!(passes == [2, 0] || passes == [0, 2], "c{row}: {passes:?}");
    }
}

/// Recorded reactions answer instead of the model; those that name the step count for its variant, once.
#[test]
fn records_count_for_the_variant_that_was_sent() {
    let plan = plan(
        &(TWO.to_owned()
            + r#"; settings {"events": {"message.opened": {"properties": {"step": {"type": "text"}, "channel": {"type": "category", "values": ["email"]}}}}}"#),
    );
    let text = "a email_ok=true
        a @2026-01-06T08:00 message.opened step=m
        a @2026-01-06T11:00 message.opened step=m
        a @2026-01-06T12:00 message.opened step=m
        b email_ok=true
        b @2026-01-06T11:00 message.opened step=other
        c email_ok=true
        c @2026-01-06T11:00 message.opened
        d email_ok=false
        d @2026-01-06T11:00 message.opened step=m";
    let tally = conserved(&plan, &population(&plan, text));
    assert_eq!(tally.arms.iter().map(|arm| arm.opened).sum::<u64>(), 1);
    assert_eq!(tally.arms.iter().map(|arm| arm.passes).sum::<u64>(), 3);
}

/// One assumption a model: variants without their own share the message's.
#[test]
fn assumptions_are_listed_once() {
    let plan = plan(TWO);
    let listed: Vec<&str> = plan.assumptions.iter().map(|it| it.what.as_str()).collect();
    assert_eq!(
        listed,
        ["delivered", "opened", "clicked", "delivered: bold", "opened: bold", "clicked: bold"]
    );
}

const HELD_OUT: &str = r#"entry=audience {"schedule": {"once": "2026-01-06T09:00"}} -> x=experiment {"arms": [{"name": "a", "share": 40}, {"name": "b", "share": 30}], "control": {"share": 20}, "holdout": {"share": 10}, "goal": "buy"}; x.a -> visit=goal visit -> wa=await 2d {"events": [{"name": "bought", "event": "purchase", "model": {"response": %30, "delay": {"constant": "1h"}}}]} -> g=goal buy -> end; x.b -> wb=await 2d {"events": [{"name": "bought", "event": "purchase", "model": {"response": %10, "delay": {"constant": "1h"}}}]} -> g; x.control -> wc=await 2d {"events": [{"name": "bought", "event": "purchase", "model": {"response": %10, "delay": {"constant": "1h"}}}]} -> g; x.holdout -> wh=await 2d {"events": [{"name": "bought", "event": "purchase", "model": {"response": %5, "delay": {"constant": "1h"}}}]} -> g"#;

#[test]
fn arms_are_held_against_the_control_and_the_hold_out_is_counted_apart() {
    let plan = plan(HELD_OUT);
    let text = people(20_000);
    let tally = conserved(&plan, &population(&plan, &text));
    let found = &reported(&plan, &tally, &text).experiments["x"];
    assert_eq!((found.goal.as_deref(), found.baseline.as_deref()), (Some("buy"), Some("control")));
    let names: Vec<&str> = found.arms.iter().map(|arm| arm.name.as_str()).collect();
    assert_eq!(names, ["a", "b", "control", "holdout"]);
    assert_eq!(found.arms.iter().map(|arm| arm.customers).sum::<u64>(), 20_000);
    for (arm, rate, differs) in [
        (&found.arms[0], 0.3, Some(true)),
        (&found.arms[1], 0.1, None),
        (&found.arms[3], 0.05, Some(true)),
    ] {
        let (low, high) = arm.low.zip(arm.high).expect("told");
        assert!(low < rate && rate < high, "{}: {low} {high}", arm.name);
        let difference = arm.difference.as_ref().expect("held against the control");
        let (low, high) = difference.low.zip(difference.high).expect("told");
        assert!(low < rate - 0.1 && rate - 0.1 < high, "{}: {low} {high}", arm.name);
        assert_eq!(difference.differs, differs, "{}", arm.name);
    }
}

/// A hold-out that is added last moves only those customers who are now held out.
#[test]
fn a_hold_out_takes_no_customer_from_one_arm_to_another() {
    let with = |arms: &str| {
        plan(&format!(
            r#"entry=audience {{"schedule": {{"once": "2026-01-06T09:00"}}}} -> x=experiment{{{arms}}}; x.a -> end; x.b -> b=end"#
        ))
    };
    let (before, after) = (with("a: 50, b: 50"), with("a: 50, b: 30, holdout: 20"));
    let text = people(500);
    let count = |plan: &Plan| {
        let tally = conserved(plan, &population(plan, &text));
        tally.arms.iter().map(|arm| arm.passes).collect::<Vec<_>>()
    };
    let (before, after) = (count(&before), count(&after));
    assert_eq!(before[0], after[0]);
    assert_eq!(before[1], after[1] + after[2]);
}

/// Where customers share something, differences come from runs; a goal that nobody reaches tells none.
#[test]
fn shared_offers_make_differences_of_runs() {
    let plan = plan(
        &(HELD_OUT.replace(r#", "goal": "buy""#, "")
            + r#"; settings {"entry_cap": 1000, "offers": {"coupon": {"budget": null}}}"#),
    );
    let everyone = population(&plan, &people(400));
    let options = crate::simulate::Options { runs: 30, ..options(&plan) };
    let watch = crate::simulate::Watch::default();
    let tally = crate::simulate::simulate(&plan, &everyone, &options, &watch).expect("runs");
    let found = &report(&plan, &everyone, &options, &tally, None).experiments["x"];
    let first = &found.arms[0];
    assert_eq!(found.goal, Some(plan.goals[0].clone()), "the journey's first");
    let difference = first.difference.as_ref().expect("held against the control");
    assert_eq!((first.method.as_str(), difference.method.as_str()), ("t_over_runs", "t_over_runs"));
    assert!(difference.low.is_some());
}
