//! Stories of sub-journeys, loops and ends.

use expect_test::expect;

use super::check;

#[test]
fn a_bounded_loop_ends_at_its_limit() {
    check(
        "entry -> l=loop 2; l.repeat -> wait 1d -> l; l.limit -> end; l.done -> end",
        "a
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 l → repeat
            2026-01-07T10:00:00 wait → done
            2026-01-07T10:00:00 l → repeat
            2026-01-08T10:00:00 wait → done
            2026-01-08T10:00:00 l → limit
            2026-01-08T10:00:00 end ends resolved
        "#]],
    );
}

#[test]
fn a_loop_ends_when_its_condition_holds() {
    check(
        r#"entry -> l=loop 5 {"until": "context.score >= 2"}; l.repeat -> update{context.score: max(context.score, 0) + 1} -> l; l.limit -> x=end left; l.done -> end; settings {"context": {"score": {"type": "integer", "required": true}}}"#,
        "a
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 l → repeat
            2026-01-06T10:00:00 update context.score = —
            2026-01-06T10:00:00 update → out
            2026-01-06T10:00:00 l → repeat
            2026-01-06T10:00:00 update context.score = —
            2026-01-06T10:00:00 update → out
            2026-01-06T10:00:00 l → repeat
            2026-01-06T10:00:00 update context.score = —
            2026-01-06T10:00:00 update → out
            2026-01-06T10:00:00 l → repeat
            2026-01-06T10:00:00 update context.score = —
            2026-01-06T10:00:00 update → out
            2026-01-06T10:00:00 l → repeat
            2026-01-06T10:00:00 update context.score = —
            2026-01-06T10:00:00 update → out
            2026-01-06T10:00:00 l → limit
            2026-01-06T10:00:00 x ends left
        "#]],
    );
}

#[test]
fn an_inner_loop_begins_anew_in_each_round() {
    check(
        r#"entry -> o=loop 2; o.repeat -> i=loop 2; i.repeat -> wait 1d -> i; i.limit -> o; i.done -> o; o.limit -> end; o.done -> x=end"#,
        "a
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 o → repeat
            2026-01-06T10:00:00 i → repeat
            2026-01-07T10:00:00 wait → done
            2026-01-07T10:00:00 i → repeat
            2026-01-08T10:00:00 wait → done
            2026-01-08T10:00:00 i → limit
            2026-01-08T10:00:00 o → repeat
            2026-01-08T10:00:00 i → repeat
            2026-01-09T10:00:00 wait → done
            2026-01-09T10:00:00 i → repeat
            2026-01-10T10:00:00 wait → done
            2026-01-10T10:00:00 i → limit
            2026-01-10T10:00:00 o → limit
            2026-01-10T10:00:00 end ends resolved
        "#]],
    );
}

#[test]
fn a_port_that_ends_is_unresolved() {
    check(
        r#"entry -> b=branch{old: customer.age > 30}; b.old -> end; b.otherwise -> !"#,
        "a age=20
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 b → otherwise
            2026-01-06T10:00:00 b → otherwise
            2026-01-06T10:00:00 - ends unresolved
        "#]],
    );
}
