//! Stories of waiting for an event.

use expect_test::expect;

use super::{check, check_all};

#[test]
fn the_first_of_several_events_wins() {
    check(
        r#"entry -> w=await 2d {"events": [{"name": "bought", "event": "purchase"}, {"name": "again", "event": "signup"}]}; w.bought -> end converted; w.again -> x=end; w.timeout -> late=end left; settings {"reentry": "always"}"#,
        "a
         a @2026-01-06T10:00 signup
         a @2026-01-06T12:00 signup
         a @2026-01-06T13:00 purchase",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T12:00:00 - event signup
            2026-01-06T12:00:00 w → again
            2026-01-06T12:00:00 x ends resolved
            2026-01-06T12:00:00 entry enters
            2026-01-06T12:00:00 entry → out
            2026-01-06T13:00:00 - event purchase
            2026-01-06T13:00:00 w → bought
            2026-01-06T13:00:00 end ends converted
        "#]],
    );
}

#[test]
fn an_event_must_fulfil_its_condition() {
    check(
        r#"entry -> w=await 2d {"events": [{"name": "big", "event": "purchase", "when": "event.amount > customer.cart_value"}, {"name": "small", "event": "purchase"}]}; w.big -> end converted; w.small -> x=end; w.timeout -> late=end left; settings {"reentry": "always"}"#,
        "a cart_value=100
         a @2026-01-06T10:00 signup
         a @2026-01-06T12:00 purchase amount=100
         a @2026-01-07T10:00 signup
         a @2026-01-07T12:00 purchase amount=100.01",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T12:00:00 - event purchase
            2026-01-06T12:00:00 w → small
            2026-01-06T12:00:00 x ends resolved
            2026-01-07T10:00:00 - event signup
            2026-01-07T10:00:00 entry enters
            2026-01-07T10:00:00 entry → out
            2026-01-07T12:00:00 - event purchase
            2026-01-07T12:00:00 w → big
            2026-01-07T12:00:00 end ends converted
        "#]],
    );
}

#[test]
fn a_wait_ends_with_its_window() {
    check(
        r#"entry -> w=await 2d {"events": [{"name": "bought", "event": "purchase"}]}; w.bought -> end converted; w.timeout -> late=end left; settings {"reentry": "always"}"#,
        "a
         a @2026-01-06T10:00 signup
         a @2026-01-08T10:00:00.001 purchase",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-08T10:00:00 w → timeout
            2026-01-08T10:00:00 late ends left
            2026-01-08T10:00:00.001 - event purchase
        "#]],
    );
}

/// It came before the wait began: only a look-back counts it.
#[test]
fn an_event_at_the_start_is_no_answer() {
    check(
        r#"entry -> w=await 2d {"events": [{"name": "bought", "event": "purchase"}]}; w.bought -> end converted; w.timeout -> late=end left; settings {"reentry": "always"}"#,
        "a
         a @2026-01-06T10:00 purchase
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event purchase
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-08T10:00:00 w → timeout
            2026-01-08T10:00:00 late ends left
        "#]],
    );
}

#[test]
fn a_look_back_counts_what_was_seen() {
    check(
        r#"entry -> w=await 2d {"events": [{"name": "bought", "event": "purchase"}], "look_back": "1d"}; w.bought -> end converted; w.timeout -> late=end left; settings {"reentry": "always"}"#,
        "a
         a @2026-01-05T10:00 purchase
         a @2026-01-06T10:00 signup
         a @2026-01-06T10:00:00.001 signup",
        expect![[r#"
            2026-01-05T10:00:00 - event purchase
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 w → bought
            2026-01-06T10:00:00 end ends converted
            2026-01-06T10:00:00.001 - event signup
            2026-01-06T10:00:00.001 entry enters
            2026-01-06T10:00:00.001 entry → out
            2026-01-08T10:00:00.001 w → timeout
            2026-01-08T10:00:00.001 late ends left
        "#]],
    );
}

#[test]
fn a_look_back_reaches_before_the_start() {
    check(
        r#"entry -> w=await 2d {"events": [{"name": "bought", "event": "purchase", "when": "event.amount > 5"}], "look_back": "7d"}; w.bought -> b=branch{ten: event.amount == 10}; b.ten -> end converted; b.otherwise -> x=end; w.timeout -> late=end left; settings {"reentry": "always"}"#,
        "a
         a @2026-01-03T10:00 purchase amount=10
         a @2026-01-04T10:00 purchase amount=1
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 w → bought
            2026-01-06T10:00:00 b → ten
            2026-01-06T10:00:00 b → ten
            2026-01-06T10:00:00 end ends converted
        "#]],
    );
}

/// From 10:00 to 10:00 on the day that New York lacks an hour are 23 hours.
#[test]
fn a_look_back_is_days_of_the_calendar() {
    check(
        r#"entry -> w=await 2d {"events": [{"name": "bought", "event": "purchase"}], "look_back": "1d"}; w.bought -> end converted; w.timeout -> late=end left; settings {"reentry": "always", "time_zone": "America/New_York"}"#,
        "a
         a @2026-03-07T10:00 purchase
         a @2026-03-08T10:00 signup
         b
         b @2026-10-31T10:00 signup",
        expect![[r#"
            2026-03-07T10:00:00-05:00 - event purchase
            2026-03-08T10:00:00-04:00 - event signup
            2026-03-08T10:00:00-04:00 entry enters
            2026-03-08T10:00:00-04:00 entry → out
            2026-03-08T10:00:00-04:00 w → bought
            2026-03-08T10:00:00-04:00 end ends converted
        "#]],
    );
}

#[test]
fn the_order_of_the_list_decides_a_look_back() {
    check(
        r#"entry -> w=await 2d {"events": [{"name": "again", "event": "signup"}, {"name": "bought", "event": "purchase"}], "look_back": "1d"}; w.bought -> end converted; w.again -> x=end; w.timeout -> late=end left; settings {"reentry": "always"}"#,
        "a
         a @2026-01-05T09:00 purchase
         a @2026-01-05T10:00 signup",
        expect![[r#"
            2026-01-05T09:00:00 - event purchase
            2026-01-05T10:00:00 - event signup
            2026-01-05T10:00:00 entry enters
            2026-01-05T10:00:00 entry → out
            2026-01-05T10:00:00 w → again
            2026-01-05T10:00:00 x ends resolved
        "#]],
    );
}

#[test]
fn a_model_answers_where_nothing_is_recorded() {
    check(
        r#"entry -> w=await 2d {"events": [{"name": "bought", "event": "purchase", "model": %100@36h}]}; w.bought -> end converted; w.timeout -> late=end left; settings {"reentry": "always"}"#,
        "a
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-07T22:00:00 - event purchase
            2026-01-07T22:00:00 w → bought
            2026-01-07T22:00:00 end ends converted
        "#]],
    );
}

#[test]
fn a_modelled_answer_at_the_edge_counts() {
    check(
        r#"entry -> w=await 2d {"events": [{"name": "bought", "event": "purchase", "model": %100@48h}]}; w.bought -> end converted; w.timeout -> late=end left; settings {"reentry": "always"}"#,
        "a
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-08T10:00:00 - event purchase
            2026-01-08T10:00:00 w → bought
            2026-01-08T10:00:00 end ends converted
        "#]],
    );
}

#[test]
fn a_modelled_answer_after_the_window_does_not_count() {
    check(
        r#"entry -> w=await 2d {"events": [{"name": "bought", "event": "purchase", "model": %100@49h}]}; w.bought -> end converted; w.timeout -> late=end left; settings {"reentry": "always"}"#,
        "a
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-08T10:00:00 w → timeout
            2026-01-08T10:00:00 late ends left
        "#]],
    );
}

/// The event file has purchases: who made none in it made none.
#[test]
fn the_record_alone_answers() {
    check_all(
        r#"entry -> w=await 2d {"events": [{"name": "bought", "event": "purchase", "model": %100@1h}]}; w.bought -> end converted; w.timeout -> late=end left; settings {"reentry": "always"}"#,
        "a
         a @2026-01-06T10:00 signup
         b
         b @2026-01-06T10:00 signup
         b @2026-01-06T15:00 purchase",
        expect![[r#"
            a 2026-01-06T10:00:00 - event signup
            a 2026-01-06T10:00:00 entry enters
            a 2026-01-06T10:00:00 entry → out
            b 2026-01-06T10:00:00 - event signup
            b 2026-01-06T10:00:00 entry enters
            b 2026-01-06T10:00:00 entry → out
            b 2026-01-06T15:00:00 - event purchase
            b 2026-01-06T15:00:00 w → bought
            b 2026-01-06T15:00:00 end ends converted
            a 2026-01-08T10:00:00 w → timeout
            a 2026-01-08T10:00:00 late ends left
        "#]],
    );
}

#[test]
fn each_model_answers_for_its_own_condition() {
    check(
        r#"entry -> w=await 2d {"events": [{"name": "big", "event": "purchase", "when": "event.amount > 100", "model": %0@1h}, {"name": "small", "event": "purchase", "when": "event.amount <= 100", "model": %100@2h}]}; w.big -> end converted; w.small -> x=end; w.timeout -> late=end left; settings {"reentry": "always"}"#,
        "a
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T12:00:00 - event purchase
            2026-01-06T12:00:00 w → small
            2026-01-06T12:00:00 x ends resolved
        "#]],
    );
}
