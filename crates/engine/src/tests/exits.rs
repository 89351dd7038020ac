//! Stories of exit rules, lifetimes and the horizon.

use expect_test::expect;

use super::{check, check_all};

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
fn a_condition_alone_takes_out_at_once() {
    check_all(
        r#"entry -> update{customer.age: 99} -> wait 1d -> end; settings {"exit_rules": [{"name": "old", "condition": "customer.age > 90", "outcome": "left"}]}"#,
        "a age=20
         a @2026-01-06T10:00 signup
         b age=95
         b @2026-01-06T10:00 signup",
        expect![[r#"
            a 2026-01-06T10:00:00 - event signup
            a 2026-01-06T10:00:00 entry enters
            a 2026-01-06T10:00:00 entry → out
            a 2026-01-06T10:00:00 update customer.age = 99
            a 2026-01-06T10:00:00 update ends left by old
            b 2026-01-06T10:00:00 - event signup
            b 2026-01-06T10:00:00 entry enters
            b 2026-01-06T10:00:00 entry ends left by old
        "#]],
    );
}

#[test]
fn a_condition_alone_at_step_end() {
    check(
        r#"entry -> update{customer.age: 99} -> wait 1d -> end; settings {"exit_rules": [{"name": "old", "condition": "customer.age > 90", "when": "step_end", "outcome": "left"}]}"#,
        "a age=20
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 update customer.age = 99
            2026-01-06T10:00:00 update ends left by old
        "#]],
    );
}

/// A condition alone is asked whenever its instance moves.
#[test]
fn one_instance_changes_what_takes_another_out() {
    check(
        r#"entry -> b=branch{first: event.amount == 1}; b.first -> wait 5d -> end; b.otherwise -> update{customer.age: 99} -> x=end; settings {"reentry": "always", "concurrency": 2, "events": {"signup": {"properties": {"amount": {"type": "decimal"}}}}, "exit_rules": [{"name": "old", "condition": "customer.age > 90", "outcome": "left"}]}"#,
        "a age=20
         a @2026-01-06T10:00 signup amount=1
         a @2026-01-07T10:00 signup amount=2",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 b → first
            2026-01-06T10:00:00 b → first
            2026-01-07T10:00:00 - event signup
            2026-01-07T10:00:00 entry enters
            2026-01-07T10:00:00 entry → out
            2026-01-07T10:00:00 b → otherwise
            2026-01-07T10:00:00 b → otherwise
            2026-01-07T10:00:00 update customer.age = 99
            2026-01-07T10:00:00 update ends left by old
            2026-01-11T10:00:00 wait ends left by old
        "#]],
    );
}

#[test]
fn an_exit_rule_beats_the_awaited_event_at_the_same_instant() {
    check(
        r#"entry purchase -> w=await 3d {"events": [{"name": "again", "event": "signup"}]}; w.again -> task -> end; w.timeout -> t=end; settings {"exit_rules": [{"name": "out", "event": "signup", "outcome": "left"}]}"#,
        "a
         a @2026-01-06T10:00 purchase
         a @2026-01-07T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event purchase
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-07T10:00:00 - event signup
            2026-01-07T10:00:00 w ends left by out
        "#]],
    );
}

/// The signup is written first, but exit rules go before events.
#[test]
fn an_exit_rule_beats_another_event_at_the_same_instant() {
    check(
        r#"entry purchase {"when": "event.amount > 5"} -> w=await 3d {"events": [{"name": "again", "event": "signup"}]}; w.again -> task -> end; w.timeout -> t=end; settings {"exit_rules": [{"name": "out", "event": "purchase", "condition": "event.amount < 5", "outcome": "left"}]}"#,
        "a
         a @2026-01-06T10:00 purchase amount=10
         a @2026-01-07T10:00 signup
         a @2026-01-07T10:00 purchase amount=1",
        expect![[r#"
            2026-01-06T10:00:00 - event purchase
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-07T10:00:00 w ends left by out
            2026-01-07T10:00:00 - event signup
            2026-01-07T10:00:00 - event purchase
            2026-01-07T10:00:00 entry not for them
        "#]],
    );
}

#[test]
fn an_exit_rule_beats_the_timeout_at_the_same_instant() {
    check(
        r#"entry -> wait 1d -> end; settings {"exit_rules": [{"name": "bought", "event": "purchase", "outcome": "converted"}]}"#,
        "a
         a @2026-01-06T10:00 signup
         a @2026-01-07T10:00 purchase",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-07T10:00:00 - event purchase
            2026-01-07T10:00:00 wait ends converted by bought
        "#]],
    );
}

#[test]
fn at_once_beats_step_end() {
    check(
        r#"entry -> wait 3d -> end; settings {"exit_rules": [{"name": "later", "event": "purchase", "when": "step_end", "outcome": "resolved"}, {"name": "now", "event": "purchase", "condition": "event.amount > 5", "outcome": "converted"}]}"#,
        "a
         a @2026-01-06T10:00 signup
         a @2026-01-07T10:00 purchase amount=1
         a @2026-01-08T10:00 purchase amount=9",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-07T10:00:00 - event purchase
            2026-01-08T10:00:00 - event purchase
            2026-01-08T10:00:00 wait ends converted by now
        "#]],
    );
}

#[test]
fn an_event_at_the_end_of_the_lifetime_still_counts() {
    check(
        r#"entry -> w=wait 1d -> v=await 2d {"events": [{"name": "bought", "event": "purchase"}]}; v.bought -> end converted; v.timeout -> x=end; settings {"lifetime": "3d"}"#,
        "a
         a @2026-01-06T10:00 signup
         a @2026-01-09T10:00 purchase",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-07T10:00:00 w → done
            2026-01-09T10:00:00 - event purchase
            2026-01-09T10:00:00 v → bought
            2026-01-09T10:00:00 end ends converted
        "#]],
    );
}

#[test]
fn an_exit_rule_that_names_its_goal_reaches_it() {
    check(
        "entry -> w=await 3d {\"events\": [{\"name\": \"bought\", \"event\": \"purchase\"}]}; w.bought -> goal bought -> end converted; w.timeout -> late=end left; settings {\"exit_rules\": [{\"name\": \"out\", \"event\": \"purchase\", \"outcome\": \"converted\", \"goal\": \"bought\"}]}",
        "a
         a @2026-01-06T10:00 signup
         a @2026-01-07T10:00 purchase",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-07T10:00:00 - event purchase
            2026-01-07T10:00:00 w goal bought
            2026-01-07T10:00:00 w ends converted by out
        "#]],
    );
}
