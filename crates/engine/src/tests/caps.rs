//! Stories of frequency caps.

use expect_test::expect;

use super::check;

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
            2026-01-13T13:31:44.737 - event message.opened
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
fn a_rolling_cap_frees_exactly_at_its_edge() {
    check(
        r#"entry -> message email {"response": {"delivered": %100}} -> end; settings {"reentry": "always", "caps": [{"most": 1, "per": {"rolling": "1h"}}]}"#,
        "a email_ok=true
         a @2026-01-06T10:00 signup
         a @2026-01-06T10:59:59 signup
         a @2026-01-06T11:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 message gate: email ok
            2026-01-06T10:00:00 message email sent
            2026-01-06T10:00:00 message → sent
            2026-01-06T10:00:00 end ends resolved
            2026-01-06T10:59:59 - event signup
            2026-01-06T10:59:59 entry enters
            2026-01-06T10:59:59 entry → out
            2026-01-06T10:59:59 message gate: email frequency_cap
            2026-01-06T10:59:59 message → not_sent
            2026-01-06T10:59:59 - ends unresolved
            2026-01-06T11:00:00 - event signup
            2026-01-06T11:00:00 entry enters
            2026-01-06T11:00:00 entry → out
            2026-01-06T11:00:00 message gate: email ok
            2026-01-06T11:00:00 message email sent
            2026-01-06T11:00:00 message → sent
            2026-01-06T11:00:00 end ends resolved
        "#]],
    );
}

/// Clocks go forward on 8 March 2026: seven days are 167 hours.
#[test]
fn a_rolling_cap_counts_calendar_days() {
    check(
        r#"entry -> message email {"response": {"delivered": %100}} -> end; settings {"reentry": "always", "caps": [{"most": 1, "per": {"rolling": "7d"}}], "time_zone": "America/New_York"}"#,
        "a email_ok=true
         a @2026-03-03T10:00 signup
         a @2026-03-10T09:59 signup
         a @2026-03-10T10:00 signup",
        expect![[r#"
            2026-03-03T10:00:00-05:00 - event signup
            2026-03-03T10:00:00-05:00 entry enters
            2026-03-03T10:00:00-05:00 entry → out
            2026-03-03T10:00:00-05:00 message gate: email ok
            2026-03-03T10:00:00-05:00 message email sent
            2026-03-03T10:00:00-05:00 message → sent
            2026-03-03T10:00:00-05:00 end ends resolved
            2026-03-10T09:59:00-04:00 - event signup
            2026-03-10T09:59:00-04:00 entry enters
            2026-03-10T09:59:00-04:00 entry → out
            2026-03-10T09:59:00-04:00 message gate: email frequency_cap
            2026-03-10T09:59:00-04:00 message → not_sent
            2026-03-10T09:59:00-04:00 - ends unresolved
            2026-03-10T10:00:00-04:00 - event signup
            2026-03-10T10:00:00-04:00 entry enters
            2026-03-10T10:00:00-04:00 entry → out
            2026-03-10T10:00:00-04:00 message gate: email ok
            2026-03-10T10:00:00-04:00 message email sent
            2026-03-10T10:00:00-04:00 message → sent
            2026-03-10T10:00:00-04:00 end ends resolved
        "#]],
    );
}

#[test]
fn a_day_cap_frees_at_midnight() {
    check(
        r#"entry -> message email {"response": {"delivered": %100}} -> end; settings {"reentry": "always", "caps": [{"most": 1, "per": "day"}]}"#,
        "a email_ok=true
         a @2026-01-06T23:59 signup
         a @2026-01-07T00:00 signup
         a @2026-01-07T23:59:59 signup",
        expect![[r#"
            2026-01-06T23:59:00 - event signup
            2026-01-06T23:59:00 entry enters
            2026-01-06T23:59:00 entry → out
            2026-01-06T23:59:00 message gate: email ok
            2026-01-06T23:59:00 message email sent
            2026-01-06T23:59:00 message → sent
            2026-01-06T23:59:00 end ends resolved
            2026-01-07T00:00:00 - event signup
            2026-01-07T00:00:00 entry enters
            2026-01-07T00:00:00 entry → out
            2026-01-07T00:00:00 message gate: email ok
            2026-01-07T00:00:00 message email sent
            2026-01-07T00:00:00 message → sent
            2026-01-07T00:00:00 end ends resolved
            2026-01-07T23:59:59 - event signup
            2026-01-07T23:59:59 entry enters
            2026-01-07T23:59:59 entry → out
            2026-01-07T23:59:59 message gate: email frequency_cap
            2026-01-07T23:59:59 message → not_sent
            2026-01-07T23:59:59 - ends unresolved
        "#]],
    );
}

#[test]
fn a_week_cap_frees_on_monday() {
    check(
        r#"entry -> message email {"response": {"delivered": %100}} -> end; settings {"reentry": "always", "caps": [{"most": 1, "per": "week"}]}"#,
        "a email_ok=true
         a @2026-01-11T23:59 signup
         a @2026-01-12T00:00 signup
         a @2026-01-18T12:00 signup",
        expect![[r#"
            2026-01-11T23:59:00 - event signup
            2026-01-11T23:59:00 entry enters
            2026-01-11T23:59:00 entry → out
            2026-01-11T23:59:00 message gate: email ok
            2026-01-11T23:59:00 message email sent
            2026-01-11T23:59:00 message → sent
            2026-01-11T23:59:00 end ends resolved
            2026-01-12T00:00:00 - event signup
            2026-01-12T00:00:00 entry enters
            2026-01-12T00:00:00 entry → out
            2026-01-12T00:00:00 message gate: email ok
            2026-01-12T00:00:00 message email sent
            2026-01-12T00:00:00 message → sent
            2026-01-12T00:00:00 end ends resolved
            2026-01-18T12:00:00 - event signup
            2026-01-18T12:00:00 entry enters
            2026-01-18T12:00:00 entry → out
            2026-01-18T12:00:00 message gate: email frequency_cap
            2026-01-18T12:00:00 message → not_sent
            2026-01-18T12:00:00 - ends unresolved
        "#]],
    );
}

#[test]
fn a_month_cap_frees_on_the_first() {
    check(
        r#"entry -> message email {"response": {"delivered": %100}} -> end; settings {"reentry": "always", "caps": [{"most": 1, "per": "month"}]}"#,
        "a email_ok=true
         a @2026-01-31T23:59 signup
         a @2026-02-01T00:00 signup
         a @2026-02-28T12:00 signup",
        expect![[r#"
            2026-01-31T23:59:00 - event signup
            2026-01-31T23:59:00 entry enters
            2026-01-31T23:59:00 entry → out
            2026-01-31T23:59:00 message gate: email ok
            2026-01-31T23:59:00 message email sent
            2026-01-31T23:59:00 message → sent
            2026-01-31T23:59:00 end ends resolved
            2026-02-01T00:00:00 - event signup
            2026-02-01T00:00:00 entry enters
            2026-02-01T00:00:00 entry → out
            2026-02-01T00:00:00 message gate: email ok
            2026-02-01T00:00:00 message email sent
            2026-02-01T00:00:00 message → sent
            2026-02-01T00:00:00 end ends resolved
            2026-02-28T12:00:00 - event signup
            2026-02-28T12:00:00 entry enters
            2026-02-28T12:00:00 entry → out
            2026-02-28T12:00:00 message gate: email frequency_cap
            2026-02-28T12:00:00 message → not_sent
            2026-02-28T12:00:00 - ends unresolved
        "#]],
    );
}

#[test]
fn a_cap_of_one_channel_leaves_the_others_free() {
    check(
        r#"entry -> message email {"response": {"delivered": %100}} -> g=gate email sms; g.sms -> s=end; g.email -> e=end; g.blocked -> b=end left; settings {"caps": [{"channel": "email", "most": 1, "per": "day"}], "attributes": {"sms_ok": {"type": "boolean"}, "line_ok": {"type": "boolean"}, "news_ok": {"type": "boolean"}, "favorite": {"type": "category", "values": ["sms", "line", "fax"]}, "home": {"type": "text"}}, "consent": {"sms": "sms_ok", "line": "line_ok", "news": "news_ok"}}"#,
        "a email_ok=true sms_ok=true
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 message gate: email ok
            2026-01-06T10:00:00 message email sent
            2026-01-06T10:00:00 message → sent
            2026-01-06T10:00:00 g gate: email frequency_cap, sms ok
            2026-01-06T10:00:00 g → sms
            2026-01-06T10:00:00 s ends resolved
        "#]],
    );
}

#[test]
fn transactional_messages_use_up_no_cap() {
    check(
        r#"entry -> r=message email {"class": "transactional", "response": {"delivered": %100}} -> message email {"response": {"delivered": %100}} -> end; settings {"caps": [{"most": 1, "per": "day"}]}"#,
        "a email_ok=true
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 r email sent
            2026-01-06T10:00:00 r → sent
            2026-01-06T10:00:00 message gate: email ok
            2026-01-06T10:00:00 message email sent
            2026-01-06T10:00:00 message → sent
            2026-01-06T10:00:00 end ends resolved
        "#]],
    );
}
