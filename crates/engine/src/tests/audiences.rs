//! Stories of audiences.

use expect_test::expect;

use super::{check, check_all};

#[test]
fn an_audience_is_asked_once() {
    check_all(
        r#"entry=audience {"schedule": {"once": "2026-01-10T09:00"}, "when": "customer.age >= 20"} -> end; settings {"reentry": "always"}"#,
        "a age=20
         b age=19
         c",
        expect![[r#"
            a 2026-01-10T09:00:00 entry enters
            a 2026-01-10T09:00:00 entry → out
            a 2026-01-10T09:00:00 end ends resolved
        "#]],
    );
}

#[test]
fn an_audience_is_asked_every_week() {
    check(
        r#"entry=audience {"schedule": {"every": {"days": ["wed"], "time": "09:00"}}} -> end; settings {"reentry": "always", "lifetime": "60d", "entry_cap": 3}"#,
        "a",
        expect![[r#"
            2026-01-07T09:00:00 entry enters
            2026-01-07T09:00:00 entry → out
            2026-01-07T09:00:00 end ends resolved
            2026-01-14T09:00:00 entry enters
            2026-01-14T09:00:00 entry → out
            2026-01-14T09:00:00 end ends resolved
            2026-01-21T09:00:00 entry enters
            2026-01-21T09:00:00 entry → out
            2026-01-21T09:00:00 end ends resolved
            2026-01-28T09:00:00 entry refused: cap
            2026-02-04T09:00:00 entry refused: cap
            2026-02-11T09:00:00 entry refused: cap
            2026-02-18T09:00:00 entry refused: cap
            2026-02-25T09:00:00 entry refused: cap
            2026-03-04T09:00:00 entry refused: cap
            2026-03-11T09:00:00 entry refused: cap
            2026-03-18T09:00:00 entry refused: cap
            2026-03-25T09:00:00 entry refused: cap
            2026-04-01T09:00:00 entry refused: cap
        "#]],
    );
}

#[test]
fn an_audience_goes_by_the_customers_clock() {
    check_all(
        r#"entry=audience {"schedule": {"once": "2026-01-10T09:00"}, "clock": "customer"} -> end; settings {"reentry": "always", "zone_attribute": "home", "attributes": {"home": {"type": "text"}}}"#,
        "a home=America/New_York
         b home=Europe/Berlin
         c",
        expect![[r#"
            c 2026-01-10T09:00:00 entry enters
            c 2026-01-10T09:00:00 entry → out
            c 2026-01-10T09:00:00 end ends resolved
            b 2026-01-10T09:00:00+01:00 entry enters
            b 2026-01-10T09:00:00+01:00 entry → out
            b 2026-01-10T09:00:00+01:00 end ends resolved
            a 2026-01-10T09:00:00-05:00 entry enters
            a 2026-01-10T09:00:00-05:00 entry → out
            a 2026-01-10T09:00:00-05:00 end ends resolved
        "#]],
    );
}

/// In the order of keys; d takes no place.
#[test]
fn a_wave_lets_in_so_many_a_minute() {
    check_all(
        r#"entry=audience {"schedule": {"once": "2026-01-10T09:00"}, "wave": 2, "when": "customer.age > 9"} -> end; settings {"reentry": "always"}"#,
        "a age=10
         b age=10
         c age=10
         d age=9
         e age=10
         f age=10",
        expect![[r#"
            a 2026-01-10T09:00:00 entry enters
            a 2026-01-10T09:00:00 entry → out
            a 2026-01-10T09:00:00 end ends resolved
            b 2026-01-10T09:00:00 entry enters
            b 2026-01-10T09:00:00 entry → out
            b 2026-01-10T09:00:00 end ends resolved
            c 2026-01-10T09:01:00 entry enters
            c 2026-01-10T09:01:00 entry → out
            c 2026-01-10T09:01:00 end ends resolved
            e 2026-01-10T09:01:00 entry enters
            e 2026-01-10T09:01:00 entry → out
            e 2026-01-10T09:01:00 end ends resolved
            f 2026-01-10T09:02:00 entry enters
            f 2026-01-10T09:02:00 entry → out
            f 2026-01-10T09:02:00 end ends resolved
        "#]],
    );
}
