//! Stories of messages and what customers do with them.

use expect_test::expect;

use super::check;

#[test]
fn transactional_passes_every_rule() {
    check(
        r#"entry -> message email {"class": "transactional", "response": {"delivered": %100}} -> end; settings {"caps": [{"most": 0, "per": "day"}], "quiet_hours": {"windows": [{"days": ["mon","tue","wed","thu","fri","sat","sun"], "from": "21:00", "to": "08:00"}]}}"#,
        "a email_ok=false
         a @2026-01-06T23:30 signup",
        expect![[r#"
            2026-01-06T23:30:00 - event signup
            2026-01-06T23:30:00 entry enters
            2026-01-06T23:30:00 entry → out
            2026-01-06T23:30:00 message email sent in quiet hours
            2026-01-06T23:30:00 message → sent
            2026-01-06T23:30:00 end ends resolved
        "#]],
    );
}

#[test]
fn a_bounced_message_goes_its_own_way() {
    check(
        r#"entry -> m=message email {"response": {"delivered": %0, "opened": %100@1h}}; m.sent -> end; m.bounced -> task -> b=end left; m.not_sent -> c=end unresolved"#,
        "a email_ok=true
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 m gate: email ok
            2026-01-06T10:00:00 m email bounced
            2026-01-06T10:00:00 m → bounced
            2026-01-06T10:00:00 task task for support
            2026-01-06T10:00:00 task → created
            2026-01-06T10:00:00 b ends left
        "#]],
    );
}

#[test]
fn reactions_are_heard_by_the_step_that_is_meant() {
    check(
        r#"entry -> one=message email {"response": {"delivered": %100, "opened": %100@2h, "clicked": %0@1h}} -> two=message email {"response": {"delivered": %100, "opened": %100@1h, "clicked": %100@30m}} -> w=await 1d {"events": [{"name": "opened", "event": "message.opened", "step": "one"}, {"name": "clicked", "event": "message.clicked", "step": "one"}]}; w.opened -> end; w.clicked -> wrong=end left; w.timeout -> late=end unresolved"#,
        "a email_ok=true
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 one gate: email ok
            2026-01-06T10:00:00 one email sent
            2026-01-06T10:00:00 one → sent
            2026-01-06T10:00:00 two gate: email ok
            2026-01-06T10:00:00 two email sent
            2026-01-06T10:00:00 two → sent
            2026-01-06T11:00:00 - event message.opened
            2026-01-06T11:30:00 - event message.clicked
            2026-01-06T12:00:00 - event message.opened
            2026-01-06T12:00:00 w → opened
            2026-01-06T12:00:00 end ends resolved
        "#]],
    );
}

#[test]
fn a_recorded_reaction_names_its_step() {
    check(
        r#"entry -> one=message email {"response": {"delivered": %100}} -> w=await 1d {"events": [{"name": "opened", "event": "message.opened", "step": "one"}]}; w.opened -> end; w.timeout -> late=end left; settings {"events": {"message.opened": {"properties": {"step": {"type": "text"}, "channel": {"type": "category", "values": ["email", "sms"]}}}}}"#,
        "a email_ok=true
         a @2026-01-06T10:00 signup
         a @2026-01-06T11:00 message.opened step=elsewhere
         a @2026-01-06T12:00 message.opened step=one",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 one gate: email ok
            2026-01-06T10:00:00 one email sent
            2026-01-06T10:00:00 one → sent
            2026-01-06T11:00:00 - event message.opened
            2026-01-06T12:00:00 - event message.opened
            2026-01-06T12:00:00 w → opened
            2026-01-06T12:00:00 end ends resolved
        "#]],
    );
}

#[test]
fn a_record_of_opens_silences_the_model() {
    check(
        r#"entry -> one=message email {"response": {"delivered": %100, "opened": %100@1h}} -> w=await 1d {"events": [{"name": "opened", "event": "message.opened", "step": "one"}]}; w.opened -> end; w.timeout -> late=end left"#,
        "a email_ok=true
         a @2026-01-06T10:00 signup
         b email_ok=true
         b @2026-01-06T11:00 message.opened",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 one gate: email ok
            2026-01-06T10:00:00 one email sent
            2026-01-06T10:00:00 one → sent
            2026-01-07T10:00:00 w → timeout
            2026-01-07T10:00:00 late ends left
        "#]],
    );
}

#[test]
fn a_click_is_heard_by_another_instance_of_the_customer() {
    check(
        r#"first=entry signup -> one=message email {"response": {"delivered": %100, "opened": %100@1h, "clicked": %100@1h}} -> left=end left; second=entry visit -> w=await 1d {"events": [{"name": "clicked", "event": "message.clicked"}]}; w.clicked -> end; w.timeout -> late=end unresolved; settings {"reentry": "always", "concurrency": 2, "events": {"signup": {}, "visit": {}}}"#,
        "a email_ok=true
         a @2026-01-06T10:00 signup
         a @2026-01-06T10:30 visit",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 first enters
            2026-01-06T10:00:00 first → out
            2026-01-06T10:00:00 one gate: email ok
            2026-01-06T10:00:00 one email sent
            2026-01-06T10:00:00 one → sent
            2026-01-06T10:00:00 left ends left
            2026-01-06T10:30:00 - event visit
            2026-01-06T10:30:00 second enters
            2026-01-06T10:30:00 second → out
            2026-01-06T11:00:00 - event message.opened
            2026-01-06T12:00:00 - event message.clicked
            2026-01-06T12:00:00 w → clicked
            2026-01-06T12:00:00 end ends resolved
        "#]],
    );
}

#[test]
fn what_nobody_hears_is_told_and_changes_nothing() {
    check(
        r#"entry -> w=await 1h {"events": [{"name": "clicked", "event": "message.clicked"}]}; w.clicked -> end; w.timeout -> one=message email {"response": {"delivered": %100, "opened": %100@1h, "clicked": %100@1h}} -> wait 1d -> late=end unresolved"#,
        "a email_ok=true
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T11:00:00 w → timeout
            2026-01-06T11:00:00 one gate: email ok
            2026-01-06T11:00:00 one email sent
            2026-01-06T11:00:00 one → sent
            2026-01-06T12:00:00 - event message.opened
            2026-01-06T13:00:00 - event message.clicked
            2026-01-07T11:00:00 wait → done
            2026-01-07T11:00:00 late ends unresolved
        "#]],
    );
}
