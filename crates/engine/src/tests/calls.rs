//! Stories of calls to systems outside.

use expect_test::expect;

use super::check;

#[test]
fn the_first_reply_that_fits_answers() {
    check(
        r#"entry -> call crm {"replies": [{"when": "customer.age >= 60", "set": [{"name": "segment", "value": "\"old\""}]}, {"when": "customer.age >= 20", "set": [{"name": "segment", "value": "\"vip\""}]}], "latency": {"constant": "5s"}, "failure": %0} -> b=branch{vip: context.segment == "vip"}; b.vip -> end converted; b.otherwise -> x=end; call.error -> task -> e=end left; call.timeout -> t=task slow -> f=end unresolved"#,
        "a age=30
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 call calls crm: ok, 0 failed
            2026-01-06T10:00:05 call context.segment = vip
            2026-01-06T10:00:05 call → ok
            2026-01-06T10:00:05 b → vip
            2026-01-06T10:00:05 b → vip
            2026-01-06T10:00:05 end ends converted
        "#]],
    );
}

#[test]
fn no_reply_fits_is_an_error() {
    check(
        r#"entry -> call crm {"replies": [{"when": "customer.age >= 60", "set": [{"name": "segment", "value": "\"old\""}]}, {"when": "customer.age >= 20", "set": [{"name": "segment", "value": "\"vip\""}]}], "latency": {"constant": "5s"}, "failure": %0} -> b=branch{vip: context.segment == "vip"}; b.vip -> end converted; b.otherwise -> x=end; call.error -> task -> e=end left; call.timeout -> t=task slow -> f=end unresolved"#,
        "a age=10
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 call calls crm: error, 1 failed
            2026-01-06T10:00:05 call → error
            2026-01-06T10:00:05 task task for support
            2026-01-06T10:00:05 task → created
            2026-01-06T10:00:05 e ends left
        "#]],
    );
}

/// 5 s, 10 s pause, 5 s, 20 s pause, 5 s.
#[test]
fn every_try_fails_and_back_off_doubles() {
    check(
        r#"entry -> call crm {"latency": {"constant": "5s"}, "failure": %100, "retries": 2, "back_off": "10s"} -> b=branch{vip: context.segment == "vip"}; b.vip -> end converted; b.otherwise -> x=end; call.error -> task -> e=end left; call.timeout -> t=task slow -> f=end unresolved"#,
        "a age=30
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 call calls crm: error, 3 failed
            2026-01-06T10:00:45 call → error
            2026-01-06T10:00:45 task task for support
            2026-01-06T10:00:45 task → created
            2026-01-06T10:00:45 e ends left
        "#]],
    );
}

/// 10 s, 1 s pause, 10 s.
#[test]
fn an_answer_after_the_patience_is_a_timeout() {
    check(
        r#"entry -> call crm {"latency": {"constant": "15s"}, "patience": "10s", "failure": %0, "retries": 1, "back_off": "1s"} -> b=branch{vip: context.segment == "vip"}; b.vip -> end converted; b.otherwise -> x=end; call.error -> task -> e=end left; call.timeout -> t=task slow -> f=end unresolved"#,
        "a age=30
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 call calls crm: timeout, 2 failed
            2026-01-06T10:00:21 call → timeout
            2026-01-06T10:00:21 t task for slow
            2026-01-06T10:00:21 t → created
            2026-01-06T10:00:21 f ends unresolved
        "#]],
    );
}

#[test]
fn an_answer_at_the_edge_of_patience_counts() {
    check(
        r#"entry -> call crm {"replies": [{"when": "customer.age >= 60", "set": [{"name": "segment", "value": "\"old\""}]}, {"when": "customer.age >= 20", "set": [{"name": "segment", "value": "\"vip\""}]}], "latency": {"constant": "10s"}, "patience": "10s", "failure": %0} -> b=branch{vip: context.segment == "vip"}; b.vip -> end converted; b.otherwise -> x=end; call.error -> task -> e=end left; call.timeout -> t=task slow -> f=end unresolved"#,
        "a age=30
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 call calls crm: ok, 0 failed
            2026-01-06T10:00:10 call context.segment = vip
            2026-01-06T10:00:10 call → ok
            2026-01-06T10:00:10 b → vip
            2026-01-06T10:00:10 b → vip
            2026-01-06T10:00:10 end ends converted
        "#]],
    );
}

/// At eleven nobody knows yet that she is a vip.
#[test]
fn a_reply_is_known_only_when_it_came() {
    check(
        r#"entry -> call crm {"replies": [{"when": "customer.age >= 60", "set": [{"name": "segment", "value": "\"old\""}]}, {"when": "customer.age >= 20", "set": [{"name": "segment", "value": "\"vip\""}]}], "latency": {"constant": "2h"}, "patience": "3h", "failure": %0} -> b=branch{vip: context.segment == "vip"}; b.vip -> end converted; b.otherwise -> x=end; call.error -> task -> e=end left; call.timeout -> t=task slow -> f=end unresolved; settings {"exit_rules": [{"name": "vips", "event": "purchase", "condition": "context.segment == \"vip\"", "outcome": "left"}]}"#,
        "a age=30
         a @2026-01-06T10:00 signup
         a @2026-01-06T11:00 purchase",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 call calls crm: ok, 0 failed
            2026-01-06T11:00:00 - event purchase
            2026-01-06T12:00:00 call context.segment = vip
            2026-01-06T12:00:00 call → ok
            2026-01-06T12:00:00 b → vip
            2026-01-06T12:00:00 b → vip
            2026-01-06T12:00:00 end ends converted
        "#]],
    );
}

/// Calls are counted by the minute of the clock, retries included, over all customers; none is held back.
#[test]
fn a_busy_minute_is_found() {
    let plan = crate::testing::plan(
        r#"settings {"connectors": {"crm": {"per_minute": 3}}}; entry -> c=call crm {"failure": %100, "retries": 1, "back_off": "30s", "latency": {"constant": "0s"}} -> end; c.error -> task -> x=end left"#,
    );
    let text = "a
        a @2026-01-06T10:00:10 signup
        b
        b @2026-01-06T10:00:20 signup
        c
        c @2026-01-06T10:00:40 signup
        d
        d @2026-01-06T10:05:40 signup";
    let everyone = crate::testing::population(&plan, text);
    let tally = crate::testing::conserved(&plan, &everyone);
    let options = crate::testing::options(&plan);
    let found = crate::report::report(&plan, &everyone, &options, &tally, None);
    let crm = &found.connectors["crm"];
    assert_eq!((crm.calls, crm.peak, crm.minutes_over), (8, 5, 1));
    assert_eq!(crm.peak_at.as_deref(), Some("2026-01-06T10:00:00+09:00"));
    assert!(found.health.iter().any(|note| note.code == "connector_rate"));
}
