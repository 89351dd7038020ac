//! Stories of waiting for a time or for an event.

use expect_test::expect;

use super::check;

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

/// On 8 March 2026 New York has no 02:30.
#[test]
fn a_day_is_a_day_of_the_calendar() {
    check(
        r#"entry -> w=wait {"for": "1d"} -> end; settings {"reentry": "always", "concurrency": 9, "time_zone": "America/New_York"}"#,
        "a
         a @2026-03-07T09:00 signup
         a @2026-03-07T02:30 signup",
        expect![[r#"
            2026-03-07T02:30:00-05:00 - event signup
            2026-03-07T02:30:00-05:00 entry enters
            2026-03-07T02:30:00-05:00 entry → out
            2026-03-07T09:00:00-05:00 - event signup
            2026-03-07T09:00:00-05:00 entry enters
            2026-03-07T09:00:00-05:00 entry → out
            2026-03-08T03:30:00-04:00 w → done
            2026-03-08T03:30:00-04:00 end ends resolved
            2026-03-08T09:00:00-04:00 w → done
            2026-03-08T09:00:00-04:00 end ends resolved
        "#]],
    );
}

#[test]
fn a_wait_of_hours_is_hours() {
    check(
        r#"entry -> w=wait {"for": "24h"} -> end; settings {"reentry": "always", "concurrency": 9, "time_zone": "America/New_York"}"#,
        "a
         a @2026-03-07T09:00 signup",
        expect![[r#"
            2026-03-07T09:00:00-05:00 - event signup
            2026-03-07T09:00:00-05:00 entry enters
            2026-03-07T09:00:00-05:00 entry → out
            2026-03-08T10:00:00-04:00 w → done
            2026-03-08T10:00:00-04:00 end ends resolved
        "#]],
    );
}

#[test]
fn until_the_next_weekday_and_time() {
    check(
        r#"entry -> w=wait {"until": {"days": ["thu"], "time": "05:00"}} -> end; settings {"reentry": "always", "concurrency": 9}"#,
        "a
         a @2026-01-08T04:59 signup
         a @2026-01-08T05:00 signup",
        expect![[r#"
            2026-01-08T04:59:00 - event signup
            2026-01-08T04:59:00 entry enters
            2026-01-08T04:59:00 entry → out
            2026-01-08T05:00:00 - event signup
            2026-01-08T05:00:00 w → done
            2026-01-08T05:00:00 end ends resolved
            2026-01-08T05:00:00 entry enters
            2026-01-08T05:00:00 entry → out
            2026-01-15T05:00:00 w → done
            2026-01-15T05:00:00 end ends resolved
        "#]],
    );
}

#[test]
fn until_a_time_that_the_night_skips() {
    check(
        r#"entry -> w=wait {"until": {"time": "02:30"}} -> end; settings {"reentry": "always", "concurrency": 9, "time_zone": "America/New_York"}"#,
        "a
         a @2026-03-07T20:00 signup",
        expect![[r#"
            2026-03-07T20:00:00-05:00 - event signup
            2026-03-07T20:00:00-05:00 entry enters
            2026-03-07T20:00:00-05:00 entry → out
            2026-03-08T03:30:00-04:00 w → done
            2026-03-08T03:30:00-04:00 end ends resolved
        "#]],
    );
}

#[test]
fn until_goes_by_the_customers_clock() {
    check(
        r#"entry -> w=wait {"until": {"time": "09:00"}, "clock": "customer"} -> end; settings {"reentry": "always", "concurrency": 9, "zone_attribute": "home", "attributes": {"home": {"type": "text"}}}"#,
        "a home=America/New_York
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-05T20:00:00-05:00 - event signup
            2026-01-05T20:00:00-05:00 entry enters
            2026-01-05T20:00:00-05:00 entry → out
            2026-01-06T09:00:00-05:00 w → done
            2026-01-06T09:00:00-05:00 end ends resolved
        "#]],
    );
}

#[test]
fn a_fixed_time_that_is_past_leaves_by_its_port() {
    check(
        r#"entry -> w=wait {"at": "2026-01-07T09:00", "past": "skip"} -> end; w.past_date -> p=end left; settings {"reentry": "always", "concurrency": 9}"#,
        "a
         a @2026-01-06T10:00 signup
         a @2026-01-07T09:00 signup
         a @2026-01-07T09:01 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-07T09:00:00 - event signup
            2026-01-07T09:00:00 w → done
            2026-01-07T09:00:00 end ends resolved
            2026-01-07T09:00:00 entry enters
            2026-01-07T09:00:00 entry → out
            2026-01-07T09:00:00 w → done
            2026-01-07T09:00:00 end ends resolved
            2026-01-07T09:01:00 - event signup
            2026-01-07T09:01:00 entry enters
            2026-01-07T09:01:00 entry → out
            2026-01-07T09:01:00 w → past_date
            2026-01-07T09:01:00 p ends left
        "#]],
    );
}

#[test]
fn a_date_and_days_around_it() {
    check(
        r#"entry -> w=wait {"attribute": {"name": "customer.birthday", "plus_days": -3, "time": "09:00"}, "past": "skip"} -> end; w.past_date -> p=end left; settings {"reentry": "always", "concurrency": 9}"#,
        "a birthday=2026-01-10
         a @2026-01-06T10:00 signup
         a @2026-01-07T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-07T09:00:00 w → done
            2026-01-07T09:00:00 end ends resolved
            2026-01-07T10:00:00 - event signup
            2026-01-07T10:00:00 entry enters
            2026-01-07T10:00:00 entry → out
            2026-01-07T10:00:00 w → past_date
            2026-01-07T10:00:00 p ends left
        "#]],
    );
}

#[test]
fn days_after_a_date() {
    check(
        r#"entry -> w=wait {"attribute": {"name": "customer.birthday", "plus_days": 2, "time": "18:30"}} -> end; settings {"reentry": "always", "concurrency": 9}"#,
        "a birthday=2026-01-06
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-08T18:30:00 w → done
            2026-01-08T18:30:00 end ends resolved
        "#]],
    );
}

#[test]
fn a_past_date_goes_on_at_once() {
    check(
        r#"entry -> w=wait {"attribute": {"name": "customer.birthday", "time": "09:00"}} -> end; settings {"reentry": "always", "concurrency": 9}"#,
        "a birthday=2026-01-01
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 w → done
            2026-01-06T10:00:00 end ends resolved
        "#]],
    );
}

#[test]
fn a_missing_date_is_past() {
    check(
        r#"entry -> w=wait {"attribute": {"name": "customer.birthday", "time": "09:00"}, "past": "skip"} -> end; w.past_date -> p=end left; settings {"reentry": "always", "concurrency": 9}"#,
        "a
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 w → past_date
            2026-01-06T10:00:00 p ends left
        "#]],
    );
}

#[test]
fn an_instant_keeps_its_time() {
    check(
        r#"entry -> w=wait {"attribute": {"name": "customer.renewal", "plus_days": -1, "time": "09:00"}} -> end; settings {"reentry": "always", "concurrency": 9}"#,
        "a renewal=2026-01-10T15:45
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-09T15:45:00 w → done
            2026-01-09T15:45:00 end ends resolved
        "#]],
    );
}

/// 01:30 comes twice in New York on 1 November 2026; 06:30Z is the second.
#[test]
fn an_instant_of_a_repeated_hour_is_that_instant() {
    check(
        r#"entry -> w=wait {"attribute": {"name": "customer.renewal"}} -> end; settings {"reentry": "always", "concurrency": 9, "time_zone": "America/New_York", "population": {"customers": 1, "start": "2026-10-20T00:00"}}"#,
        "a renewal=2026-11-01T06:30Z
         a @2026-10-30T10:00 signup",
        expect![[r#"
            2026-10-30T10:00:00-04:00 - event signup
            2026-10-30T10:00:00-04:00 entry enters
            2026-10-30T10:00:00-04:00 entry → out
            2026-11-01T01:30:00-05:00 w → done
            2026-11-01T01:30:00-05:00 end ends resolved
        "#]],
    );
}

#[test]
fn a_leap_birthday_on_28_february() {
    check(
        r#"entry -> w=wait {"attribute": {"name": "customer.birthday", "time": "09:00", "yearly": "feb_28"}} -> end; settings {"reentry": "always", "concurrency": 9}"#,
        "a birthday=2000-02-29
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-02-28T09:00:00 w → done
            2026-02-28T09:00:00 end ends resolved
        "#]],
    );
}

#[test]
fn a_leap_birthday_on_1_march() {
    check(
        r#"entry -> w=wait {"attribute": {"name": "customer.birthday", "time": "09:00", "yearly": "mar_1"}} -> end; settings {"reentry": "always", "concurrency": 9}"#,
        "a birthday=2000-02-29
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-03-01T09:00:00 w → done
            2026-03-01T09:00:00 end ends resolved
        "#]],
    );
}

/// Yearly means the next such day from today on: on the day itself, its hour can be past.
#[test]
fn a_birthday_begun_is_not_next_years() {
    check(
        r#"entry -> w=wait {"attribute": {"name": "customer.birthday", "time": "09:00", "yearly": "mar_1"}, "past": "skip"} -> end; w.past_date -> p=end left; settings {"reentry": "always", "concurrency": 9}"#,
        "a birthday=1990-01-06
         a @2026-01-06T08:00 signup
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T08:00:00 - event signup
            2026-01-06T08:00:00 entry enters
            2026-01-06T08:00:00 entry → out
            2026-01-06T09:00:00 w → done
            2026-01-06T09:00:00 end ends resolved
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 w → past_date
            2026-01-06T10:00:00 p ends left
        "#]],
    );
}

#[test]
fn a_week_before_a_birthday_over_new_year() {
    check(
        r#"entry -> w=wait {"attribute": {"name": "customer.birthday", "plus_days": -7, "time": "09:00", "yearly": "mar_1"}} -> end; settings {"reentry": "always", "concurrency": 9, "population": {"customers": 1, "start": "2026-12-01T00:00"}}"#,
        "a birthday=1990-01-03
         a @2026-12-20T10:00 signup",
        expect![[r#"
            2026-12-20T10:00:00 - event signup
            2026-12-20T10:00:00 entry enters
            2026-12-20T10:00:00 entry → out
            2026-12-27T09:00:00 w → done
            2026-12-27T09:00:00 end ends resolved
        "#]],
    );
}
