//! Stories of why customers contact us.

use expect_test::expect;

use super::check;
use crate::report::report;
use crate::testing::{conserved, options, plan, population};

const CALLS: &str = r#"settings {"reentry": "always", "events": {"call": {"properties": {"why": {"type": "category", "values": ["bill", "fault", "praise"]}}}}, "context": {"segment": {"type": "text"}}}; entry=inbound voice {"event": "call", "rates": [{"from": "09:00", "to": "17:00", "per_hour": 60}], "reasons": [{"name": "bill", "share": 70}, {"name": "fault", "share": 30}], "reason_property": "why", "store": "segment"} -> b=branch{bill: event.why == "bill" && context.segment == "bill", fault: event.why == "fault" && context.segment == "fault"}; b.bill -> goal paid -> end; b.fault -> f=end unresolved; b.otherwise -> o=end left"#;

#[test]
fn a_recorded_reason_wins_and_one_without_is_drawn() {
    check(
        CALLS,
        "a
         a @2026-01-06T10:00 call why=fault
         a @2026-01-07T10:00 call why=praise
         a @2026-01-08T10:00 call",
        expect![[r#"
            2026-01-06T10:00:00 - event call
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry reason fault recorded
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 b → fault
            2026-01-06T10:00:00 b → fault
            2026-01-06T10:00:00 f ends unresolved
            2026-01-07T10:00:00 - event call
            2026-01-07T10:00:00 entry enters
            2026-01-07T10:00:00 entry reason praise recorded
            2026-01-07T10:00:00 entry → out
            2026-01-07T10:00:00 b → otherwise
            2026-01-07T10:00:00 b → otherwise
            2026-01-07T10:00:00 o ends left
            2026-01-08T10:00:00 - event call
            2026-01-08T10:00:00 entry enters
            2026-01-08T10:00:00 entry reason fault drawn
            2026-01-08T10:00:00 entry → out
            2026-01-08T10:00:00 b → fault
            2026-01-08T10:00:00 b → fault
            2026-01-08T10:00:00 f ends unresolved
        "#]],
    );
}

#[test]
fn reasons_come_in_their_shares_and_conditions_read_them() {
    let plan = plan(CALLS);
    let text: String = (0..50).map(|n| format!("c{n}\n")).collect();
    let everyone = population(&plan, &text);
    let tally = conserved(&plan, &everyone);
    let found = &report(&plan, &everyone, &options(&plan), &tally, None);
    let reasons = &found.reasons["entry"].reasons;
    let names: Vec<&str> = reasons.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["bill", "fault"]);
    let total = tally.entered[0] as f64;
    assert!(total > 40_000.0, "60 an hour, 8 hours a day, 90 days: {total}");
    let off = (reasons[0].passes as f64 - 0.7 * total).abs() / (total * 0.21).sqrt();
    assert!(off < 4.0, "{} of {total}", reasons[0].passes);
    // Both places that hold the reason agree: whoever comes for a bill, and nobody else, goes that way.
    let ports = &found.nodes["b"].ports;
    assert_eq!((ports["bill"], ports["fault"]), (reasons[0].passes, reasons[1].passes));
    assert_eq!(ports["otherwise"], 0);
}

/// A record may hold reasons that nobody listed: they are counted together, and are no fault of the shares.
#[test]
fn reasons_that_are_not_listed_are_counted_together() {
    let plan = plan(CALLS);
    let mut text = String::new();
    for n in 0..40 {
        text += &format!("c{n}\nc{n} @2026-01-06T10:00 call why=praise\n");
    }
    let everyone = population(&plan, &text);
    let tally = conserved(&plan, &everyone);
    let found = report(&plan, &everyone, &options(&plan), &tally, None);
    let counts: Vec<(&str, u64)> =
        found.reasons["entry"].reasons.iter().map(|it| (it.name.as_str(), it.passes)).collect();
    assert_eq!(counts, [("bill", 0), ("fault", 0), ("(other)", 40)]);
    assert!(found.health.iter().all(|note| note.code != "share_off"));
}
