//! What the engine promises, as stories: a journey, a customer, and the timeline that must come out.

use expect_test::{Expect, expect};

use crate::testing::timeline;

fn check(journey: &str, customers: &str, expected: Expect) {
    expected.assert_eq(&timeline(journey, customers));
}

#[test]
fn a_customer_walks_through() {
    check(
        "entry -> wait 3d -> message email -> end; settings {\"consent\": {}}",
        "a email_ok=true
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-09T10:00:00 wait → done
            2026-01-09T10:00:00 message gate: email ok
            2026-01-09T10:00:00 message email sent
            2026-01-09T10:00:00 message → sent
            2026-01-09T10:00:00 end ends resolved
        "#]],
    );
}

#[test]
fn an_event_beats_the_timeout_at_the_same_instant() {
    check(
        "entry -> w=await 1d {\"events\": [{\"name\": \"bought\", \"event\": \"purchase\"}]}; w.bought -> end converted; w.timeout -> late=end left",
        "a
         a @2026-01-06T10:00 signup
         a @2026-01-07T10:00 purchase",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-07T10:00:00 - event purchase
            2026-01-07T10:00:00 w → bought
            2026-01-07T10:00:00 end ends converted
        "#]],
    );
}

#[test]
fn an_exit_rule_takes_out_of_a_wait() {
    check(
        "entry -> wait 30d -> end; settings {\"exit_rules\": [{\"name\": \"bought\", \"event\": \"purchase\", \"condition\": \"event.amount > 100\", \"outcome\": \"converted\"}]}",
        "a
         a @2026-01-06T10:00 signup
         a @2026-01-07T10:00 purchase amount=50
         a @2026-01-08T10:00 purchase amount=500",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-07T10:00:00 - event purchase
            2026-01-08T10:00:00 - event purchase
            2026-01-08T10:00:00 wait ends converted by bought
        "#]],
    );
}

#[test]
fn an_exit_rule_at_step_end_waits_for_it() {
    check(
        "entry -> wait 3d -> message email -> end; settings {\"exit_rules\": [{\"name\": \"bought\", \"event\": \"purchase\", \"when\": \"step_end\", \"outcome\": \"converted\"}]}",
        "a email_ok=true
         a @2026-01-06T10:00 signup
         a @2026-01-07T10:00 purchase amount=50",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-07T10:00:00 - event purchase
            2026-01-09T10:00:00 wait ends converted by bought
        "#]],
    );
}

#[test]
fn quiet_hours_defer_overnight_and_at_half_past_midnight() {
    check(
        "entry -> message email -> end; settings {\"reentry\": \"always\", \"quiet_hours\": {\"windows\": [{\"days\": [\"mon\",\"tue\",\"wed\",\"thu\",\"fri\",\"sat\",\"sun\"], \"from\": \"22:00\", \"to\": \"06:00\"}]}}",
        "a email_ok=true
         a @2026-01-06T23:30 signup
         a @2026-01-08T00:30 signup
         a @2026-01-09T06:00 signup",
        expect![[r#"
            2026-01-06T23:30:00 - event signup
            2026-01-06T23:30:00 entry enters
            2026-01-06T23:30:00 entry → out
            2026-01-06T23:30:00 message gate: email quiet_hours, later
            2026-01-07T06:00:00 message gate: email ok
            2026-01-07T06:00:00 message email sent
            2026-01-07T06:00:00 message → sent
            2026-01-07T06:00:00 end ends resolved
            2026-01-08T00:30:00 - event signup
            2026-01-08T00:30:00 entry enters
            2026-01-08T00:30:00 entry → out
            2026-01-08T00:30:00 message gate: email quiet_hours, later
            2026-01-08T06:00:00 message gate: email ok
            2026-01-08T06:00:00 message email sent
            2026-01-08T06:00:00 message → sent
            2026-01-08T06:00:00 end ends resolved
            2026-01-09T06:00:00 - event signup
            2026-01-09T06:00:00 entry enters
            2026-01-09T06:00:00 entry → out
            2026-01-09T06:00:00 message gate: email ok
            2026-01-09T06:00:00 message email sent
            2026-01-09T06:00:00 message → sent
            2026-01-09T06:00:00 end ends resolved
            2026-01-09T10:51:50.237 - event message.opened
        "#]],
    );
}

#[test]
fn consent_and_caps_block_with_their_reason() {
    check(
        "entry -> message email -> end; settings {\"reentry\": \"always\", \"caps\": [{\"most\": 2, \"per\": {\"rolling\": \"7d\"}}]}",
        "a email_ok=true
         a @2026-01-06T10:00 signup
         a @2026-01-07T10:00 signup
         a @2026-01-08T10:00 signup
         a @2026-01-13T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 message gate: email ok
            2026-01-06T10:00:00 message email sent
            2026-01-06T10:00:00 message → sent
            2026-01-06T10:00:00 end ends resolved
            2026-01-07T10:00:00 - event signup
            2026-01-07T10:00:00 entry enters
            2026-01-07T10:00:00 entry → out
            2026-01-07T10:00:00 message gate: email ok
            2026-01-07T10:00:00 message email sent
            2026-01-07T10:00:00 message → sent
            2026-01-07T10:00:00 end ends resolved
            2026-01-08T10:00:00 - event signup
            2026-01-08T10:00:00 entry enters
            2026-01-08T10:00:00 entry → out
            2026-01-08T10:00:00 message gate: email frequency_cap
            2026-01-08T10:00:00 message → not_sent
            2026-01-08T10:00:00 - ends unresolved
            2026-01-13T10:00:00 - event signup
            2026-01-13T10:00:00 entry enters
            2026-01-13T10:00:00 entry → out
            2026-01-13T10:00:00 message gate: email ok
            2026-01-13T10:00:00 message email sent
            2026-01-13T10:00:00 message → sent
            2026-01-13T10:00:00 end ends resolved
            2026-01-13T13:03:55.587 - event message.opened
        "#]],
    );
    check(
        "entry -> message email -> end",
        "a email_ok=false
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 message gate: email no_consent
            2026-01-06T10:00:00 message → not_sent
            2026-01-06T10:00:00 - ends unresolved
        "#]],
    );
}

#[test]
fn reentry_after_a_time_and_concurrency() {
    check(
        "entry -> wait 2d -> end; settings {\"reentry\": {\"after\": \"1d\"}}",
        "a
         a @2026-01-06T10:00 signup
         a @2026-01-06T12:00 signup
         a @2026-01-07T12:00 signup
         a @2026-01-09T12:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T12:00:00 - event signup
            2026-01-06T12:00:00 entry refused: reentry
            2026-01-07T12:00:00 - event signup
            2026-01-07T12:00:00 entry refused: concurrency
            2026-01-08T10:00:00 wait → done
            2026-01-08T10:00:00 end ends resolved
            2026-01-09T12:00:00 - event signup
            2026-01-09T12:00:00 entry enters
            2026-01-09T12:00:00 entry → out
            2026-01-11T12:00:00 wait → done
            2026-01-11T12:00:00 end ends resolved
        "#]],
    );
}

#[test]
fn two_instances_keep_their_own_context() {
    check(
        "entry -> update {context.score: event.amount} -> wait 2d -> b=branch{high: context.score > 5}; b.high -> end converted; b.otherwise -> other=end left; settings {\"reentry\": \"always\", \"concurrency\": 2, \"context\": {\"score\": {\"type\": \"decimal\"}}, \"events\": {\"signup\": {\"properties\": {\"amount\": {\"type\": \"decimal\"}}}}}",
        "a
         a @2026-01-06T10:00 signup amount=9
         a @2026-01-07T10:00 signup amount=1",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 update context.score = 9
            2026-01-06T10:00:00 update → out
            2026-01-07T10:00:00 - event signup
            2026-01-07T10:00:00 entry enters
            2026-01-07T10:00:00 entry → out
            2026-01-07T10:00:00 update context.score = 1
            2026-01-07T10:00:00 update → out
            2026-01-08T10:00:00 wait → done
            2026-01-08T10:00:00 b → high
            2026-01-08T10:00:00 b → high
            2026-01-08T10:00:00 end ends converted
            2026-01-09T10:00:00 wait → done
            2026-01-09T10:00:00 b → otherwise
            2026-01-09T10:00:00 b → otherwise
            2026-01-09T10:00:00 other ends left
        "#]],
    );
}

#[test]
fn a_bounded_loop_ends_at_its_limit() {
    check(
        "entry -> l=loop 2; l.repeat -> wait 1d -> l; l.limit -> end; l.done -> end",
        "a
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 l → repeat
            2026-01-07T10:00:00 wait → done
            2026-01-07T10:00:00 l → repeat
            2026-01-08T10:00:00 wait → done
            2026-01-08T10:00:00 l → limit
            2026-01-08T10:00:00 end ends resolved
        "#]],
    );
}

#[test]
fn a_lifetime_ends_what_takes_too_long() {
    check(
        "entry -> wait 20d -> end; settings {\"lifetime\": \"20d\"}",
        "a
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-26T10:00:00 wait ends unresolved by lifetime
        "#]],
    );
}

#[test]
fn the_horizon_leaves_people_inside() {
    check(
        "entry -> wait 60d -> second=wait 60d -> end",
        "a
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-03-07T10:00:00 wait → done
            2026-04-05T00:00:00 second inside
        "#]],
    );
}

#[test]
fn an_audience_is_asked_every_day() {
    check(
        "entry=audience {\"when\": \"customer.age >= 20\", \"schedule\": {\"every\": {\"time\": \"09:00\"}}} -> wait 1d -> end",
        "a age=20",
        expect![[r#"
            2026-01-05T09:00:00 entry enters
            2026-01-05T09:00:00 entry → out
            2026-01-06T09:00:00 wait → done
            2026-01-06T09:00:00 end ends resolved
        "#]],
    );
}
