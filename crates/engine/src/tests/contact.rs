//! Stories of messages, gates and the rules of contact.

use expect_test::expect;

use super::{check, check_all};

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
            2026-01-09T06:08:40.407 - event message.opened
        "#]],
    );
}

#[test]
fn the_preferred_channel_is_tried_first() {
    check(
        r#"entry -> g=gate email sms line {"prefer": "favorite"}; g.email -> e=end; g.sms -> s=end; g.line -> l=end; g.blocked -> b=end left; settings {"attributes": {"sms_ok": {"type": "boolean"}, "line_ok": {"type": "boolean"}, "news_ok": {"type": "boolean"}, "favorite": {"type": "category", "values": ["sms", "line", "fax"]}, "home": {"type": "text"}}, "consent": {"sms": "sms_ok", "line": "line_ok", "news": "news_ok"}}"#,
        "a email_ok=true sms_ok=true line_ok=true favorite=line
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 g gate: line ok
            2026-01-06T10:00:00 g → line
            2026-01-06T10:00:00 l ends resolved
        "#]],
    );
}

#[test]
fn without_consent_the_next_channel_is_tried() {
    check(
        r#"entry -> g=gate email sms line {"prefer": "favorite"}; g.email -> e=end; g.sms -> s=end; g.line -> l=end; g.blocked -> b=end left; settings {"attributes": {"sms_ok": {"type": "boolean"}, "line_ok": {"type": "boolean"}, "news_ok": {"type": "boolean"}, "favorite": {"type": "category", "values": ["sms", "line", "fax"]}, "home": {"type": "text"}}, "consent": {"sms": "sms_ok", "line": "line_ok", "news": "news_ok"}}"#,
        "a email_ok=false sms_ok=true favorite=line
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 g gate: line no_consent, email no_consent, sms ok
            2026-01-06T10:00:00 g → sms
            2026-01-06T10:00:00 s ends resolved
        "#]],
    );
}

#[test]
fn a_preference_for_no_channel_of_the_gate_counts_for_nothing() {
    check(
        r#"entry -> g=gate email sms line {"prefer": "favorite"}; g.email -> e=end; g.sms -> s=end; g.line -> l=end; g.blocked -> b=end left; settings {"attributes": {"sms_ok": {"type": "boolean"}, "line_ok": {"type": "boolean"}, "news_ok": {"type": "boolean"}, "favorite": {"type": "category", "values": ["sms", "line", "fax"]}, "home": {"type": "text"}}, "consent": {"sms": "sms_ok", "line": "line_ok", "news": "news_ok"}}"#,
        "a email_ok=true favorite=fax
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 g gate: email ok
            2026-01-06T10:00:00 g → email
            2026-01-06T10:00:00 e ends resolved
        "#]],
    );
}

#[test]
fn no_consent_at_all_blocks() {
    check(
        r#"entry -> g=gate email sms line {"prefer": "favorite"}; g.email -> e=end; g.sms -> s=end; g.line -> l=end; g.blocked -> b=end left; settings {"attributes": {"sms_ok": {"type": "boolean"}, "line_ok": {"type": "boolean"}, "news_ok": {"type": "boolean"}, "favorite": {"type": "category", "values": ["sms", "line", "fax"]}, "home": {"type": "text"}}, "consent": {"sms": "sms_ok", "line": "line_ok", "news": "news_ok"}}"#,
        "a email_ok=false
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 g gate: email no_consent, sms no_consent, line no_consent
            2026-01-06T10:00:00 g → blocked
            2026-01-06T10:00:00 b ends left
        "#]],
    );
}

#[test]
fn a_purpose_needs_its_own_consent() {
    check(
        r#"entry -> g=gate email {"purpose": "news"}; g.email -> end; g.blocked -> b=end left; settings {"attributes": {"sms_ok": {"type": "boolean"}, "line_ok": {"type": "boolean"}, "news_ok": {"type": "boolean"}, "favorite": {"type": "category", "values": ["sms", "line", "fax"]}, "home": {"type": "text"}}, "consent": {"sms": "sms_ok", "line": "line_ok", "news": "news_ok"}}"#,
        "a email_ok=true news_ok=false
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 g gate: email no_purpose_consent
            2026-01-06T10:00:00 g → blocked
            2026-01-06T10:00:00 b ends left
        "#]],
    );
}

#[test]
fn quiet_hours_may_discard() {
    check(
        r#"entry -> message email {"contact": {"quiet": "discard"}} -> end; settings {"quiet_hours": {"windows": [{"days": ["mon","tue","wed","thu","fri","sat","sun"], "from": "21:00", "to": "08:00"}]}}"#,
        "a email_ok=true
         a @2026-01-06T22:00 signup",
        expect![[r#"
            2026-01-06T22:00:00 - event signup
            2026-01-06T22:00:00 entry enters
            2026-01-06T22:00:00 entry → out
            2026-01-06T22:00:00 message gate: email quiet_hours
            2026-01-06T22:00:00 message → not_sent
            2026-01-06T22:00:00 - ends unresolved
        "#]],
    );
}

#[test]
fn quiet_hours_go_by_the_customers_clock() {
    check_all(
        r#"entry -> message email {"response": {"delivered": %100}} -> end; settings {"zone_attribute": "home", "quiet_hours": {"clock": "customer", "windows": [{"days": ["mon","tue","wed","thu","fri","sat","sun"], "from": "21:00", "to": "08:00"}]}, "attributes": {"sms_ok": {"type": "boolean"}, "line_ok": {"type": "boolean"}, "news_ok": {"type": "boolean"}, "favorite": {"type": "category", "values": ["sms", "line", "fax"]}, "home": {"type": "text"}}, "consent": {"sms": "sms_ok", "line": "line_ok", "news": "news_ok"}}"#,
        "a email_ok=true home=America/New_York
         a @2026-01-06T10:30 signup
         b email_ok=true home=Nowhere/Land
         b @2026-01-06T10:30 signup
         c email_ok=true
         c @2026-01-06T22:30 signup",
        expect![[r#"
            a 2026-01-05T20:30:00-05:00 - event signup
            a 2026-01-05T20:30:00-05:00 entry enters
            a 2026-01-05T20:30:00-05:00 entry → out
            a 2026-01-05T20:30:00-05:00 message gate: email ok
            a 2026-01-05T20:30:00-05:00 message email sent
            a 2026-01-05T20:30:00-05:00 message → sent
            a 2026-01-05T20:30:00-05:00 end ends resolved
            b 2026-01-06T10:30:00 - event signup
            b 2026-01-06T10:30:00 entry enters
            b 2026-01-06T10:30:00 entry → out
            b 2026-01-06T10:30:00 message gate: email ok
            b 2026-01-06T10:30:00 message email sent
            b 2026-01-06T10:30:00 message → sent
            b 2026-01-06T10:30:00 end ends resolved
            c 2026-01-06T22:30:00 - event signup
            c 2026-01-06T22:30:00 entry enters
            c 2026-01-06T22:30:00 entry → out
            c 2026-01-06T22:30:00 message gate: email quiet_hours, later
            c 2026-01-07T08:00:00 message gate: email ok
            c 2026-01-07T08:00:00 message email sent
            c 2026-01-07T08:00:00 message → sent
            c 2026-01-07T08:00:00 end ends resolved
        "#]],
    );
}

/// 12 January 2026 is Coming of Age Day, a Monday.
#[test]
fn a_holiday_has_its_own_quiet_hours() {
    check(
        r#"entry -> message email {"response": {"delivered": %100}} -> end; settings {"reentry": "always", "quiet_hours": {"windows": [{"days": ["mon", "tue"], "from": "21:00", "to": "23:00"}, {"days": ["holiday"], "from": "00:00", "to": "12:00"}], "holidays": {"japan": true}}}"#,
        "a email_ok=true
         a @2026-01-12T09:00 signup
         a @2026-01-12T21:30 signup
         a @2026-01-13T21:30 signup",
        expect![[r#"
            2026-01-12T09:00:00 - event signup
            2026-01-12T09:00:00 entry enters
            2026-01-12T09:00:00 entry → out
            2026-01-12T09:00:00 message gate: email quiet_hours, later
            2026-01-12T12:00:00 message gate: email ok
            2026-01-12T12:00:00 message email sent
            2026-01-12T12:00:00 message → sent
            2026-01-12T12:00:00 end ends resolved
            2026-01-12T21:30:00 - event signup
            2026-01-12T21:30:00 entry enters
            2026-01-12T21:30:00 entry → out
            2026-01-12T21:30:00 message gate: email ok
            2026-01-12T21:30:00 message email sent
            2026-01-12T21:30:00 message → sent
            2026-01-12T21:30:00 end ends resolved
            2026-01-13T21:30:00 - event signup
            2026-01-13T21:30:00 entry enters
            2026-01-13T21:30:00 entry → out
            2026-01-13T21:30:00 message gate: email quiet_hours, later
            2026-01-13T23:00:00 message gate: email ok
            2026-01-13T23:00:00 message email sent
            2026-01-13T23:00:00 message → sent
            2026-01-13T23:00:00 end ends resolved
        "#]],
    );
}

/// Two messages wait for the morning; the cap lets one of them out.
#[test]
fn a_deferred_message_is_asked_again() {
    check(
        r#"entry -> message email {"response": {"delivered": %100}} -> end; settings {"reentry": "always", "concurrency": 2, "caps": [{"most": 1, "per": "day"}], "quiet_hours": {"windows": [{"days": ["mon","tue","wed","thu","fri","sat","sun"], "from": "21:00", "to": "08:00"}]}}"#,
        "a email_ok=true
         a @2026-01-06T22:00 signup
         a @2026-01-06T23:00 signup",
        expect![[r#"
            2026-01-06T22:00:00 - event signup
            2026-01-06T22:00:00 entry enters
            2026-01-06T22:00:00 entry → out
            2026-01-06T22:00:00 message gate: email quiet_hours, later
            2026-01-06T23:00:00 - event signup
            2026-01-06T23:00:00 entry enters
            2026-01-06T23:00:00 entry → out
            2026-01-06T23:00:00 message gate: email quiet_hours, later
            2026-01-07T08:00:00 message gate: email ok
            2026-01-07T08:00:00 message email sent
            2026-01-07T08:00:00 message → sent
            2026-01-07T08:00:00 end ends resolved
            2026-01-07T08:00:00 message gate: email frequency_cap
            2026-01-07T08:00:00 message → not_sent
            2026-01-07T08:00:00 - ends unresolved
        "#]],
    );
}

#[test]
fn an_opt_out_on_the_way_blocks_what_comes_after() {
    check(
        "entry -> first=message email -> await{out: purchase} 3d -> update {customer.email_ok: false} -> second=message email -> end; await.timeout -> second; second.not_sent -> left=end left",
        "a email_ok=true
         a @2026-01-06T10:00 signup
         a @2026-01-07T10:00 purchase amount=1",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 first gate: email ok
            2026-01-06T10:00:00 first email sent
            2026-01-06T10:00:00 first → sent
            2026-01-06T12:21:10.721 - event message.opened
            2026-01-06T16:23:02.744 - event message.clicked
            2026-01-07T10:00:00 - event purchase
            2026-01-07T10:00:00 await → out
            2026-01-07T10:00:00 update customer.email_ok = false
            2026-01-07T10:00:00 update → out
            2026-01-07T10:00:00 second gate: email no_consent
            2026-01-07T10:00:00 second → not_sent
            2026-01-07T10:00:00 left ends left
        "#]],
    );
}
