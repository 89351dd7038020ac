//! Stories of ways in.

use expect_test::expect;

use super::{check, check_all};

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

#[test]
fn an_entry_asks_its_condition() {
    check(
        r#"entry {"when": "event.amount > 5 && customer.age > 20"} -> end; settings {"reentry": "always", "events": {"signup": {"properties": {"amount": {"type": "decimal"}}}}}"#,
        "a age=30
         a @2026-01-06T10:00 signup amount=5
         a @2026-01-07T10:00 signup amount=6
         a @2026-01-08T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry not for them
            2026-01-07T10:00:00 - event signup
            2026-01-07T10:00:00 entry enters
            2026-01-07T10:00:00 entry → out
            2026-01-07T10:00:00 end ends resolved
            2026-01-08T10:00:00 - event signup
            2026-01-08T10:00:00 entry not for them
        "#]],
    );
}

#[test]
fn an_entry_cap_goes_in_the_order_of_time() {
    check_all(
        r#"entry {"cap": 2} -> end; settings {"reentry": "always"}"#,
        "a
         a @2026-01-06T12:00 signup
         b
         b @2026-01-06T10:00 signup
         b @2026-01-06T13:00 signup
         c
         c @2026-01-06T11:00 signup",
        expect![[r#"
            b 2026-01-06T10:00:00 - event signup
            b 2026-01-06T10:00:00 entry enters
            b 2026-01-06T10:00:00 entry → out
            b 2026-01-06T10:00:00 end ends resolved
            c 2026-01-06T11:00:00 - event signup
            c 2026-01-06T11:00:00 entry enters
            c 2026-01-06T11:00:00 entry → out
            c 2026-01-06T11:00:00 end ends resolved
            a 2026-01-06T12:00:00 - event signup
            a 2026-01-06T12:00:00 entry refused: cap
            b 2026-01-06T13:00:00 - event signup
            b 2026-01-06T13:00:00 entry refused: cap
        "#]],
    );
}

#[test]
fn the_journeys_cap_is_over_all_entries() {
    check_all(
        r#"entry -> end; other=entry purchase -> e2=end; settings {"reentry": "always", "entry_cap": 2}"#,
        "a
         a @2026-01-06T12:00 signup
         b
         b @2026-01-06T10:00 signup
         c
         c @2026-01-06T11:00 purchase",
        expect![[r#"
            b 2026-01-06T10:00:00 - event signup
            b 2026-01-06T10:00:00 entry enters
            b 2026-01-06T10:00:00 entry → out
            b 2026-01-06T10:00:00 end ends resolved
            c 2026-01-06T11:00:00 - event purchase
            c 2026-01-06T11:00:00 other enters
            c 2026-01-06T11:00:00 other → out
            c 2026-01-06T11:00:00 e2 ends resolved
            a 2026-01-06T12:00:00 - event signup
            a 2026-01-06T12:00:00 entry refused: cap
        "#]],
    );
}

#[test]
fn reentry_is_over_all_entries_unless_an_entry_has_its_own_rule() {
    check(
        r#"entry -> end; other=entry purchase {"reentry": {"after": "2d"}} -> e2=end"#,
        "a
         a @2026-01-06T10:00 purchase
         a @2026-01-06T12:00 signup
         a @2026-01-08T09:59 purchase
         a @2026-01-08T10:00 purchase",
        expect![[r#"
            2026-01-06T10:00:00 - event purchase
            2026-01-06T10:00:00 other enters
            2026-01-06T10:00:00 other → out
            2026-01-06T10:00:00 e2 ends resolved
            2026-01-06T12:00:00 - event signup
            2026-01-06T12:00:00 entry refused: reentry
            2026-01-08T09:59:00 - event purchase
            2026-01-08T09:59:00 other refused: reentry
            2026-01-08T10:00:00 - event purchase
            2026-01-08T10:00:00 other enters
            2026-01-08T10:00:00 other → out
            2026-01-08T10:00:00 e2 ends resolved
        "#]],
    );
}

#[test]
fn never_again() {
    check(
        r#"entry -> end"#,
        "a
         a @2026-01-06T10:00 signup
         a @2026-03-06T12:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 end ends resolved
            2026-03-06T12:00:00 - event signup
            2026-03-06T12:00:00 entry refused: reentry
        "#]],
    );
}

/// At the fourth signup the first instance has just ended: a timeout goes before an arrival.
#[test]
fn two_at_a_time() {
    check(
        r#"entry -> wait 1d -> end; settings {"reentry": "always", "concurrency": 2}"#,
        "a
         a @2026-01-06T10:00 signup
         a @2026-01-06T11:00 signup
         a @2026-01-06T12:00 signup
         a @2026-01-07T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T11:00:00 - event signup
            2026-01-06T11:00:00 entry enters
            2026-01-06T11:00:00 entry → out
            2026-01-06T12:00:00 - event signup
            2026-01-06T12:00:00 entry refused: concurrency
            2026-01-07T10:00:00 - event signup
            2026-01-07T10:00:00 wait → done
            2026-01-07T10:00:00 end ends resolved
            2026-01-07T10:00:00 entry enters
            2026-01-07T10:00:00 entry → out
            2026-01-07T11:00:00 wait → done
            2026-01-07T11:00:00 end ends resolved
            2026-01-08T10:00:00 wait → done
            2026-01-08T10:00:00 end ends resolved
        "#]],
    );
}
