//! Stories of sub-journeys, loops and ends.

use expect_test::expect;

use super::{check, check_sub};

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
        r#"entry -> first=update{context.score: 0} -> l=loop 5 {"until": "context.score >= 2"}; l.repeat -> update{context.score: context.score + 1} -> l; l.limit -> x=end left; l.done -> end; settings {"context": {"score": {"type": "integer", "required": true}}}"#,
        "a
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 first context.score = 0
            2026-01-06T10:00:00 first → out
            2026-01-06T10:00:00 l → repeat
            2026-01-06T10:00:00 update context.score = 1
            2026-01-06T10:00:00 update → out
            2026-01-06T10:00:00 l → repeat
            2026-01-06T10:00:00 update context.score = 2
            2026-01-06T10:00:00 update → out
            2026-01-06T10:00:00 l → done
            2026-01-06T10:00:00 end ends resolved
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

const MAIL: &str = r#"entry -> m=message email {"response": {"delivered": %100, "opened": %100@2h}} -> n=message email {"response": {"delivered": %100, "opened": %100@1h}} -> w=await 1d {"events": [{"name": "opened", "event": "message.opened", "step": "m"}]}; w.opened -> update{context.segment: "reader"} -> end; w.timeout -> x=end left"#;

/// It waits for its own m, hands out what it wrote, and goes on by the outcome's port.
#[test]
fn a_sub_journey_is_inlined() {
    check_sub(
        r#"entry -> s=sub jny_mail {"outcomes": ["resolved", "left"], "out": [{"name": "context.segment", "value": "context.segment"}]}; s.resolved -> b=branch{reader: context.segment == "reader"}; b.reader -> end converted; b.otherwise -> y=end; s.left -> z=end left; s.error -> task -> e=end unresolved"#,
        &[("jny_mail", MAIL)],
        "a email_ok=true
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 s → (begin)
            2026-01-06T10:00:00 s/entry → out
            2026-01-06T10:00:00 s/entry → out
            2026-01-06T10:00:00 s/m gate: email ok
            2026-01-06T10:00:00 s/m email sent
            2026-01-06T10:00:00 s/m → sent
            2026-01-06T10:00:00 s/n gate: email ok
            2026-01-06T10:00:00 s/n email sent
            2026-01-06T10:00:00 s/n → sent
            2026-01-06T11:00:00 - event message.opened
            2026-01-06T12:00:00 - event message.opened
            2026-01-06T12:00:00 s/w → opened
            2026-01-06T12:00:00 s/update context.s/segment = reader
            2026-01-06T12:00:00 s/update → out
            2026-01-06T12:00:00 s/end → resolved
            2026-01-06T12:00:00 s/end → resolved
            2026-01-06T12:00:00 s context.segment = reader
            2026-01-06T12:00:00 s → resolved
            2026-01-06T12:00:00 b → reader
            2026-01-06T12:00:00 b → reader
            2026-01-06T12:00:00 end ends converted
        "#]],
    );
}

#[test]
fn an_outcome_without_a_port_is_an_error() {
    check_sub(
        r#"entry -> s=sub jny_left {"outcomes": ["resolved"]}; s.resolved -> end; s.error -> task -> e=end unresolved"#,
        &[("jny_left", "entry -> wait 1d -> end left")],
        "a
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 s → (begin)
            2026-01-06T10:00:00 s/entry → out
            2026-01-06T10:00:00 s/entry → out
            2026-01-07T10:00:00 s/wait → done
            2026-01-07T10:00:00 s/end → left
            2026-01-07T10:00:00 s/end → left
            2026-01-07T10:00:00 s → error
            2026-01-07T10:00:00 task task for support
            2026-01-07T10:00:00 task → created
            2026-01-07T10:00:00 e ends unresolved
        "#]],
    );
}

/// A port that ends the sub-journey does not end its caller.
#[test]
fn a_port_that_ends_leaves_the_sub_journey_as_unresolved() {
    check_sub(
        r#"entry -> s=sub jny_open {"outcomes": ["resolved", "unresolved"]}; s.resolved -> end; s.unresolved -> t=wait 1d -> u=end left; s.error -> task -> e=end unresolved"#,
        &[(
            "jny_open",
            "entry -> b=branch{old: customer.age > 30}; b.old -> end; b.otherwise -> !",
        )],
        "a age=20
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 s → (begin)
            2026-01-06T10:00:00 s/entry → out
            2026-01-06T10:00:00 s/entry → out
            2026-01-06T10:00:00 s/b → otherwise
            2026-01-06T10:00:00 s/b → otherwise
            2026-01-06T10:00:00 s → unresolved
            2026-01-07T10:00:00 t → done
            2026-01-07T10:00:00 u ends left
        "#]],
    );
}

#[test]
fn a_sub_journey_in_a_sub_journey() {
    check_sub(
        r#"entry -> s=sub jny_outer {"outcomes": ["resolved", "converted"]}; s.resolved -> end; s.converted -> c=end converted; s.error -> task -> e=end unresolved"#,
        &[
            ("jny_inner", r#"entry -> wait 1d -> goal won {"ends": true}"#),
            (
                "jny_outer",
                r#"entry -> i=sub jny_inner {"outcomes": ["converted"]}; i.converted -> wait 1d -> end; i.error -> task -> x=end left"#,
            ),
        ],
        "a
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 s → (begin)
            2026-01-06T10:00:00 s/entry → out
            2026-01-06T10:00:00 s/entry → out
            2026-01-06T10:00:00 s/i → (begin)
            2026-01-06T10:00:00 s/i/entry → out
            2026-01-06T10:00:00 s/i/entry → out
            2026-01-07T10:00:00 s/i/wait → done
            2026-01-07T10:00:00 s/i/goal goal won
            2026-01-07T10:00:00 s/i/goal → converted
            2026-01-07T10:00:00 s/i/goal → converted
            2026-01-07T10:00:00 s/i → converted
            2026-01-08T10:00:00 s/wait → done
            2026-01-08T10:00:00 s/end → resolved
            2026-01-08T10:00:00 s/end → resolved
            2026-01-08T10:00:00 s → resolved
            2026-01-08T10:00:00 end ends resolved
        "#]],
    );
}

#[test]
fn a_sub_journey_may_not_hold_itself() {
    let plan = std::panic::catch_unwind(|| {
        crate::testing::plan_with(
            r#"entry -> s=sub jny_self {"outcomes": ["resolved"]}; s.resolved -> end; s.error -> task -> e=end left"#,
            &[(
                "jny_self",
                r#"entry -> s=sub jny_self {"outcomes": ["resolved"]}; s.resolved -> end; s.error -> task -> e=end left"#,
            )],
        )
    });
    let error = plan.err().expect("refused");
    let text = error.downcast_ref::<String>().expect("a message");
    expect!["The sub-journey “jny_self” contains this journey again, or itself: jny_test → jny_self → jny_self. It would never be done. Break the circle."].assert_eq(text.lines().next_back().unwrap_or_default());
}

/// The same key inside and outside is two: what is inside begins empty at every pass, is given what the
/// caller says, and comes back only by the map. Attributes are the customer's, inside and outside.
#[test]
fn contexts_of_caller_and_sub_journey_are_apart() {
    check_sub(
        r#"entry -> u=update{context.score: 7} -> l=loop 2; l.repeat -> s=sub jny_points {"in": [{"name": "context.segment", "value": "customer.name"}, {"name": "customer.age", "value": "context.score + 1"}], "out": [{"name": "context.score", "value": "context.score * 10"}]}; s.resolved -> l; s.error -> task -> e=end unresolved; l.limit -> b=branch{kept: context.score == 20 && !is_set(context.segment)}; b.kept -> end; b.otherwise -> x=end left; l.done -> y=end left"#,
        &[(
            "jny_points",
            r#"entry -> b=branch{fresh: !is_set(context.score) && is_set(context.segment)}; b.fresh -> w=wait 1d -> u=update{context.score: 2} -> end; b.otherwise -> x=end left"#,
        )],
        "a name=ken
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 u context.score = 7
            2026-01-06T10:00:00 u → out
            2026-01-06T10:00:00 l → repeat
            2026-01-06T10:00:00 s context.s/segment = ken
            2026-01-06T10:00:00 s customer.age = 8
            2026-01-06T10:00:00 s → (begin)
            2026-01-06T10:00:00 s/entry → out
            2026-01-06T10:00:00 s/entry → out
            2026-01-06T10:00:00 s/b → fresh
            2026-01-06T10:00:00 s/b → fresh
            2026-01-07T10:00:00 s/w → done
            2026-01-07T10:00:00 s/u context.s/score = 2
            2026-01-07T10:00:00 s/u → out
            2026-01-07T10:00:00 s/end → resolved
            2026-01-07T10:00:00 s/end → resolved
            2026-01-07T10:00:00 s context.score = 20
            2026-01-07T10:00:00 s → resolved
            2026-01-07T10:00:00 l → repeat
            2026-01-07T10:00:00 s context.s/segment = ken
            2026-01-07T10:00:00 s customer.age = 21
            2026-01-07T10:00:00 s → (begin)
            2026-01-07T10:00:00 s/entry → out
            2026-01-07T10:00:00 s/entry → out
            2026-01-07T10:00:00 s/b → fresh
            2026-01-07T10:00:00 s/b → fresh
            2026-01-08T10:00:00 s/w → done
            2026-01-08T10:00:00 s/u context.s/score = 2
            2026-01-08T10:00:00 s/u → out
            2026-01-08T10:00:00 s/end → resolved
            2026-01-08T10:00:00 s/end → resolved
            2026-01-08T10:00:00 s context.score = 20
            2026-01-08T10:00:00 s → resolved
            2026-01-08T10:00:00 l → limit
            2026-01-08T10:00:00 b → kept
            2026-01-08T10:00:00 b → kept
            2026-01-08T10:00:00 end ends resolved
        "#]],
    );
}

/// A script sees the context of its own journey; a condition of the sub-journey is told with its own names.
#[test]
fn a_script_inside_reads_the_context_inside() {
    check_sub(
        r#"entry -> u=update{context.score: 7} -> s=sub jny_script {"in": [{"name": "context.score", "value": "1"}]}; s.resolved -> p=script high low {"source": "if context.score > 5 { \"high\" } else { \"low\" }"}; p.high -> end; p.low -> x=end left; s.error -> task -> e=end unresolved"#,
        &[(
            "jny_script",
            r#"entry -> p=script high low {"source": "if context.score > 5 { \"high\" } else { \"low\" }"}; p.low -> end; p.high -> x=end left"#,
        )],
        "a
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 u context.score = 7
            2026-01-06T10:00:00 u → out
            2026-01-06T10:00:00 s context.s/score = 1
            2026-01-06T10:00:00 s → (begin)
            2026-01-06T10:00:00 s/entry → out
            2026-01-06T10:00:00 s/entry → out
            2026-01-06T10:00:00 s/p script → low
            2026-01-06T10:00:00 s/p → low
            2026-01-06T10:00:00 s/end → resolved
            2026-01-06T10:00:00 s/end → resolved
            2026-01-06T10:00:00 s → resolved
            2026-01-06T10:00:00 p script → high
            2026-01-06T10:00:00 p → high
            2026-01-06T10:00:00 end ends resolved
        "#]],
    );
}

/// What an author calls a way out says nothing of its cost; and a step with a sub-journey counts once.
#[test]
fn a_name_does_not_make_a_pass_free() {
    let mut text = journey::notation::journey(
        r#"entry -> w=await 1d {"events": [{"name": "blocked", "event": "purchase"}]}; w.blocked -> end; w.timeout -> t=end"#,
    );
    text.node_mut(&"w".into()).expect("there").cost = journey::value::Decimal(5_000_000);
    let plan = crate::plan::compile(&text, &Default::default()).expect("sound");
    let everyone = crate::testing::population(
        &plan,
        "a
         a @2026-01-06T10:00 signup
         a @2026-01-06T11:00 purchase amount=1",
    );
    let tally = crate::testing::conserved(&plan, &everyone);
    let options = crate::testing::options(&plan);
    let found = crate::report::report(&plan, &everyone, &options, &tally, None);
    assert_eq!((found.nodes["w"].ports["blocked"], found.nodes["w"].cost), (1, 5.0));
    let plan = crate::testing::plan_with(
        r#"entry -> s=sub jny_left {"outcomes": ["resolved"]}; s.resolved -> end; s.error -> task -> e=end unresolved"#,
        &[("jny_left", "entry -> wait 1d -> end")],
    );
    let of = |name: &str| plan.nodes.iter().position(|node| node.id.as_str() == name);
    let sub = of("s").expect("there") as u32;
    let charged = plan.ports.iter().filter(|port| port.node == sub && port.charged);
    let charged: Vec<&str> = charged.map(|port| port.name.as_str()).collect();
    assert_eq!(charged, ["resolved", "error"]);
}
