//! Stories of branches: conditions, hours, scripts, experiments.

use expect_test::expect;

use super::{check, check_all};

/// A missing age fulfils no comparison.
#[test]
fn the_first_arm_that_holds() {
    check_all(
        r#"entry -> b=branch{old: customer.age >= 60, adult: customer.age >= 20}; b.old -> o=end; b.adult -> a=end; b.otherwise -> y=end left"#,
        "p age=60
         p @2026-01-06T10:00 signup
         q age=59
         q @2026-01-06T10:00 signup
         r
         r @2026-01-06T10:00 signup",
        expect![[r#"
            p 2026-01-06T10:00:00 - event signup
            p 2026-01-06T10:00:00 entry enters
            p 2026-01-06T10:00:00 entry → out
            p 2026-01-06T10:00:00 b → old
            p 2026-01-06T10:00:00 b → old
            p 2026-01-06T10:00:00 o ends resolved
            q 2026-01-06T10:00:00 - event signup
            q 2026-01-06T10:00:00 entry enters
            q 2026-01-06T10:00:00 entry → out
            q 2026-01-06T10:00:00 b → adult
            q 2026-01-06T10:00:00 b → adult
            q 2026-01-06T10:00:00 a ends resolved
            r 2026-01-06T10:00:00 - event signup
            r 2026-01-06T10:00:00 entry enters
            r 2026-01-06T10:00:00 entry → out
            r 2026-01-06T10:00:00 b → otherwise
            r 2026-01-06T10:00:00 b → otherwise
            r 2026-01-06T10:00:00 y ends left
        "#]],
    );
}

/// 22 September 2026 lies between two holidays and is one itself; the 24th is closed by hand.
#[test]
fn opening_hours_and_japanese_holidays() {
    check(
        r#"entry -> h=hours office; h.open -> o=end; h.closed -> c=end left; settings {"reentry": "always", "calendars": {"office": {"hours": [{"days": ["mon", "tue", "wed", "thu", "fri"], "from": "09:00", "to": "17:00"}], "holidays": {"japan": true}, "closed": ["2026-09-24"]}}, "population": {"customers": 1, "start": "2026-09-18T00:00"}}"#,
        "a
         a @2026-09-18T08:59:59 signup
         a @2026-09-18T09:00 signup
         a @2026-09-18T17:00 signup
         a @2026-09-22T10:00 signup
         a @2026-09-24T10:00 signup
         a @2026-09-25T10:00 signup",
        expect![[r#"
            2026-09-18T08:59:59 - event signup
            2026-09-18T08:59:59 entry enters
            2026-09-18T08:59:59 entry → out
            2026-09-18T08:59:59 h → closed
            2026-09-18T08:59:59 h → closed
            2026-09-18T08:59:59 c ends left
            2026-09-18T09:00:00 - event signup
            2026-09-18T09:00:00 entry enters
            2026-09-18T09:00:00 entry → out
            2026-09-18T09:00:00 h → open
            2026-09-18T09:00:00 h → open
            2026-09-18T09:00:00 o ends resolved
            2026-09-18T17:00:00 - event signup
            2026-09-18T17:00:00 entry enters
            2026-09-18T17:00:00 entry → out
            2026-09-18T17:00:00 h → closed
            2026-09-18T17:00:00 h → closed
            2026-09-18T17:00:00 c ends left
            2026-09-22T10:00:00 - event signup
            2026-09-22T10:00:00 entry enters
            2026-09-22T10:00:00 entry → out
            2026-09-22T10:00:00 h → closed
            2026-09-22T10:00:00 h → closed
            2026-09-22T10:00:00 c ends left
            2026-09-24T10:00:00 - event signup
            2026-09-24T10:00:00 entry enters
            2026-09-24T10:00:00 entry → out
            2026-09-24T10:00:00 h → closed
            2026-09-24T10:00:00 h → closed
            2026-09-24T10:00:00 c ends left
            2026-09-25T10:00:00 - event signup
            2026-09-25T10:00:00 entry enters
            2026-09-25T10:00:00 entry → out
            2026-09-25T10:00:00 h → open
            2026-09-25T10:00:00 h → open
            2026-09-25T10:00:00 o ends resolved
        "#]],
    );
}

#[test]
fn a_calendar_in_its_own_zone() {
    check(
        r#"entry -> h=hours office; h.open -> o=end; h.closed -> c=end left; settings {"reentry": "always", "calendars": {"office": {"hours": [{"days": ["mon", "tue", "wed", "thu", "fri"], "from": "01:00", "to": "02:30"}], "time_zone": "America/New_York"}}}"#,
        "a
         a @2026-01-06T14:59 signup
         a @2026-01-06T15:00 signup
         a @2026-01-06T16:30 signup",
        expect![[r#"
            2026-01-06T14:59:00 - event signup
            2026-01-06T14:59:00 entry enters
            2026-01-06T14:59:00 entry → out
            2026-01-06T14:59:00 h → closed
            2026-01-06T14:59:00 h → closed
            2026-01-06T14:59:00 c ends left
            2026-01-06T15:00:00 - event signup
            2026-01-06T15:00:00 entry enters
            2026-01-06T15:00:00 entry → out
            2026-01-06T15:00:00 h → open
            2026-01-06T15:00:00 h → open
            2026-01-06T15:00:00 o ends resolved
            2026-01-06T16:30:00 - event signup
            2026-01-06T16:30:00 entry enters
            2026-01-06T16:30:00 entry → out
            2026-01-06T16:30:00 h → closed
            2026-01-06T16:30:00 h → closed
            2026-01-06T16:30:00 c ends left
        "#]],
    );
}

/// 01:30 comes at 05:30Z and again at 06:30Z; in between the clock shows 01:00.
#[test]
fn an_hour_that_comes_twice_or_never() {
    check(
        r#"entry -> h=hours office; h.open -> o=end; h.closed -> c=end left; settings {"reentry": "always", "calendars": {"office": {"hours": [{"days": ["sun"], "from": "01:30", "to": "02:30"}]}}, "time_zone": "America/New_York", "population": {"customers": 1, "start": "2026-10-30T00:00"}}"#,
        "a
         a @2026-11-01T05:29Z signup
         a @2026-11-01T05:30Z signup
         a @2026-11-01T06:00Z signup
         a @2026-11-01T06:30Z signup
         a @2026-11-01T07:30Z signup",
        expect![[r#"
            2026-11-01T01:29:00-04:00 - event signup
            2026-11-01T01:29:00-04:00 entry enters
            2026-11-01T01:29:00-04:00 entry → out
            2026-11-01T01:29:00-04:00 h → closed
            2026-11-01T01:29:00-04:00 h → closed
            2026-11-01T01:29:00-04:00 c ends left
            2026-11-01T01:30:00-04:00 - event signup
            2026-11-01T01:30:00-04:00 entry enters
            2026-11-01T01:30:00-04:00 entry → out
            2026-11-01T01:30:00-04:00 h → open
            2026-11-01T01:30:00-04:00 h → open
            2026-11-01T01:30:00-04:00 o ends resolved
            2026-11-01T01:00:00-05:00 - event signup
            2026-11-01T01:00:00-05:00 entry enters
            2026-11-01T01:00:00-05:00 entry → out
            2026-11-01T01:00:00-05:00 h → closed
            2026-11-01T01:00:00-05:00 h → closed
            2026-11-01T01:00:00-05:00 c ends left
            2026-11-01T01:30:00-05:00 - event signup
            2026-11-01T01:30:00-05:00 entry enters
            2026-11-01T01:30:00-05:00 entry → out
            2026-11-01T01:30:00-05:00 h → open
            2026-11-01T01:30:00-05:00 h → open
            2026-11-01T01:30:00-05:00 o ends resolved
            2026-11-01T02:30:00-05:00 - event signup
            2026-11-01T02:30:00-05:00 entry enters
            2026-11-01T02:30:00-05:00 entry → out
            2026-11-01T02:30:00-05:00 h → closed
            2026-11-01T02:30:00-05:00 h → closed
            2026-11-01T02:30:00-05:00 c ends left
        "#]],
    );
}

#[test]
fn an_hour_that_is_skipped() {
    check(
        r#"entry -> h=hours office; h.open -> o=end; h.closed -> c=end left; settings {"reentry": "always", "calendars": {"office": {"hours": [{"days": ["sun"], "from": "01:30", "to": "02:30"}]}}, "time_zone": "America/New_York"}"#,
        "a
         a @2026-03-08T06:29Z signup
         a @2026-03-08T06:59Z signup
         a @2026-03-08T07:00Z signup",
        expect![[r#"
            2026-03-08T01:29:00-05:00 - event signup
            2026-03-08T01:29:00-05:00 entry enters
            2026-03-08T01:29:00-05:00 entry → out
            2026-03-08T01:29:00-05:00 h → closed
            2026-03-08T01:29:00-05:00 h → closed
            2026-03-08T01:29:00-05:00 c ends left
            2026-03-08T01:59:00-05:00 - event signup
            2026-03-08T01:59:00-05:00 entry enters
            2026-03-08T01:59:00-05:00 entry → out
            2026-03-08T01:59:00-05:00 h → open
            2026-03-08T01:59:00-05:00 h → open
            2026-03-08T01:59:00-05:00 o ends resolved
            2026-03-08T03:00:00-04:00 - event signup
            2026-03-08T03:00:00-04:00 entry enters
            2026-03-08T03:00:00-04:00 entry → out
            2026-03-08T03:00:00-04:00 h → closed
            2026-03-08T03:00:00-04:00 h → closed
            2026-03-08T03:00:00-04:00 c ends left
        "#]],
    );
}

#[test]
fn a_script_names_the_port() {
    check_all(
        r#"entry -> s=script yes no {"source": "if customer.age > 30 { \"yes\" } else { \"no\" }"}; s.yes -> y=end; s.no -> n=end left; s.error -> task -> e=end unresolved"#,
        "p age=31
         p @2026-01-06T10:00 signup
         q age=30
         q @2026-01-06T10:00 signup",
        expect![[r#"
            p 2026-01-06T10:00:00 - event signup
            p 2026-01-06T10:00:00 entry enters
            p 2026-01-06T10:00:00 entry → out
            p 2026-01-06T10:00:00 s script → yes
            p 2026-01-06T10:00:00 s → yes
            p 2026-01-06T10:00:00 y ends resolved
            q 2026-01-06T10:00:00 - event signup
            q 2026-01-06T10:00:00 entry enters
            q 2026-01-06T10:00:00 entry → out
            q 2026-01-06T10:00:00 s script → no
            q 2026-01-06T10:00:00 s → no
            q 2026-01-06T10:00:00 n ends left
        "#]],
    );
}

#[test]
fn a_script_error_leaves_by_error() {
    check(
        r#"entry -> s=script yes no {"source": "throw \"no answer\""}; s.yes -> y=end; s.no -> n=end left; s.error -> task -> e=end unresolved"#,
        "a
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 s script → error (line 1, column 1: script threw `no answer`)
            2026-01-06T10:00:00 s → error
            2026-01-06T10:00:00 task task for support
            2026-01-06T10:00:00 task → created
            2026-01-06T10:00:00 e ends unresolved
        "#]],
    );
}

#[test]
fn an_experiment_is_sticky() {
    check(
        r#"entry -> x=experiment{a: 40, b: 40, control: 20}; x.a -> a=end; x.b -> b=end; x.control -> c=end; settings {"reentry": "always"}"#,
        "a
         a @2026-01-06T10:00 signup
         a @2026-01-07T10:00 signup
         a @2026-01-08T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 x draws a
            2026-01-06T10:00:00 x → a
            2026-01-06T10:00:00 a ends resolved
            2026-01-07T10:00:00 - event signup
            2026-01-07T10:00:00 entry enters
            2026-01-07T10:00:00 entry → out
            2026-01-07T10:00:00 x draws a
            2026-01-07T10:00:00 x → a
            2026-01-07T10:00:00 a ends resolved
            2026-01-08T10:00:00 - event signup
            2026-01-08T10:00:00 entry enters
            2026-01-08T10:00:00 entry → out
            2026-01-08T10:00:00 x draws a
            2026-01-08T10:00:00 x → a
            2026-01-08T10:00:00 a ends resolved
        "#]],
    );
}

/// The check cannot know what a script puts together; the run sends it to `error`.
#[test]
fn a_script_that_names_no_port_leaves_by_error() {
    check(
        r#"entry -> s=script yes no {"source": "\"y\" + customer.name"}; s.yes -> y=end; s.no -> n=end left; s.error -> task -> e=end unresolved"#,
        "a name=o
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 s script → error (line 1, column 16: script returned `yo`, which is no port; expected one of yes, no)
            2026-01-06T10:00:00 s → error
            2026-01-06T10:00:00 task task for support
            2026-01-06T10:00:00 task → created
            2026-01-06T10:00:00 e ends unresolved
        "#]],
    );
}
