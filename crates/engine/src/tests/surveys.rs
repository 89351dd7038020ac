//! Stories of surveys.

use expect_test::expect;

use super::{check, check_all};

#[test]
fn an_answer_leaves_when_it_comes() {
    check(
        r#"entry -> survey {"answered": %100@30h, "store": "score", "mean": 8, "deviation": 0.001}; survey.answered -> b=branch{happy: context.score >= 7}; b.happy -> end converted; b.otherwise -> x=end; survey.no_answer -> n=end left; settings {"reentry": "always"}"#,
        "a
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 survey survey: Some(8)
            2026-01-07T16:00:00 - event survey.answered
            2026-01-07T16:00:00 survey context.score = 8
            2026-01-07T16:00:00 survey → answered
            2026-01-07T16:00:00 b → happy
            2026-01-07T16:00:00 b → happy
            2026-01-07T16:00:00 end ends converted
        "#]],
    );
}

#[test]
fn no_answer_leaves_when_the_window_ends() {
    check(
        r#"entry -> survey {"answered": %0@1h, "store": "score", "mean": 8, "deviation": 0.001}; survey.answered -> b=branch{happy: context.score >= 7}; b.happy -> end converted; b.otherwise -> x=end; survey.no_answer -> n=end left; settings {"reentry": "always"}"#,
        "a
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 survey survey: None
            2026-01-13T10:00:00 survey → no_answer
            2026-01-13T10:00:00 n ends left
        "#]],
    );
}

#[test]
fn an_answer_after_the_window_is_none() {
    check(
        r#"entry -> survey {"answered": %100@8d, "store": "score", "mean": 8, "deviation": 0.001}; survey.answered -> b=branch{happy: context.score >= 7}; b.happy -> end converted; b.otherwise -> x=end; survey.no_answer -> n=end left; settings {"reentry": "always"}"#,
        "a
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 survey survey: Some(8)
            2026-01-13T10:00:00 survey → no_answer
            2026-01-13T10:00:00 n ends left
            2026-01-14T10:00:00 - event survey.answered
        "#]],
    );
}

#[test]
fn an_answer_at_the_edge_of_the_window_counts() {
    check(
        r#"entry -> survey {"answered": %100@3d, "store": "score", "mean": 8, "deviation": 0.001, "window": "3d"}; survey.answered -> b=branch{happy: context.score >= 7}; b.happy -> end converted; b.otherwise -> x=end; survey.no_answer -> n=end left; settings {"reentry": "always"}"#,
        "a
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 survey survey: Some(8)
            2026-01-09T10:00:00 - event survey.answered
            2026-01-09T10:00:00 survey context.score = 8
            2026-01-09T10:00:00 survey → answered
            2026-01-09T10:00:00 b → happy
            2026-01-09T10:00:00 b → happy
            2026-01-09T10:00:00 end ends converted
        "#]],
    );
}

/// The purchase comes before the answer: the rule that asks the score must not hold yet.
#[test]
fn a_score_is_known_only_when_it_came() {
    check(
        r#"entry -> survey {"answered": %100@30h, "store": "score", "mean": 8, "deviation": 0.001}; survey.answered -> b=branch{happy: context.score >= 7}; b.happy -> end converted; b.otherwise -> x=end; survey.no_answer -> n=end left; settings {"reentry": "always", "exit_rules": [{"name": "knows", "event": "purchase", "condition": "context.score > 0", "outcome": "unresolved"}]}"#,
        "a
         a @2026-01-06T10:00 signup
         a @2026-01-07T10:00 purchase
         a @2026-01-08T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 survey survey: Some(8)
            2026-01-07T10:00:00 - event purchase
            2026-01-07T16:00:00 - event survey.answered
            2026-01-07T16:00:00 survey context.score = 8
            2026-01-07T16:00:00 survey → answered
            2026-01-07T16:00:00 b → happy
            2026-01-07T16:00:00 b → happy
            2026-01-07T16:00:00 end ends converted
            2026-01-08T10:00:00 - event signup
            2026-01-08T10:00:00 entry enters
            2026-01-08T10:00:00 entry → out
            2026-01-08T10:00:00 survey → no_answer
            2026-01-08T10:00:00 n ends left
        "#]],
    );
}

#[test]
fn who_was_asked_is_not_asked_again_soon() {
    check(
        r#"entry -> survey {"answered": %100@1h, "store": "score", "mean": 8, "deviation": 0.001, "suppress": "10d"}; survey.answered -> b=branch{happy: context.score >= 7}; b.happy -> end converted; b.otherwise -> x=end; survey.no_answer -> n=end left; settings {"reentry": "always"}"#,
        "a
         a @2026-01-06T10:00 signup
         a @2026-01-15T10:00 signup
         a @2026-01-16T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 survey survey: Some(8)
            2026-01-06T11:00:00 - event survey.answered
            2026-01-06T11:00:00 survey context.score = 8
            2026-01-06T11:00:00 survey → answered
            2026-01-06T11:00:00 b → happy
            2026-01-06T11:00:00 b → happy
            2026-01-06T11:00:00 end ends converted
            2026-01-15T10:00:00 - event signup
            2026-01-15T10:00:00 entry enters
            2026-01-15T10:00:00 entry → out
            2026-01-15T10:00:00 survey → no_answer
            2026-01-15T10:00:00 n ends left
            2026-01-16T10:00:00 - event signup
            2026-01-16T10:00:00 entry enters
            2026-01-16T10:00:00 entry → out
            2026-01-16T10:00:00 survey survey: Some(8)
            2026-01-16T11:00:00 - event survey.answered
            2026-01-16T11:00:00 survey context.score = 8
            2026-01-16T11:00:00 survey → answered
            2026-01-16T11:00:00 b → happy
            2026-01-16T11:00:00 b → happy
            2026-01-16T11:00:00 end ends converted
        "#]],
    );
}

#[test]
fn a_recorded_answer_wins() {
    check_all(
        r#"entry -> survey {"answered": %100@1h, "store": "score", "mean": 8, "deviation": 0.001}; survey.answered -> b=branch{happy: context.score >= 7}; b.happy -> end converted; b.otherwise -> x=end; survey.no_answer -> n=end left; settings {"reentry": "always"}"#,
        "a
         a @2026-01-06T10:00 signup
         a @2026-01-07T10:00 survey.answered score=3
         b
         b @2026-01-06T10:00 signup",
        expect![[r#"
            a 2026-01-06T10:00:00 - event signup
            a 2026-01-06T10:00:00 entry enters
            a 2026-01-06T10:00:00 entry → out
            a 2026-01-06T10:00:00 survey survey: None
            b 2026-01-06T10:00:00 - event signup
            b 2026-01-06T10:00:00 entry enters
            b 2026-01-06T10:00:00 entry → out
            b 2026-01-06T10:00:00 survey survey: None
            a 2026-01-07T10:00:00 - event survey.answered
            a 2026-01-07T10:00:00 survey context.score = 3
            a 2026-01-07T10:00:00 survey → answered
            a 2026-01-07T10:00:00 b → otherwise
            a 2026-01-07T10:00:00 b → otherwise
            a 2026-01-07T10:00:00 x ends resolved
            b 2026-01-13T10:00:00 survey → no_answer
            b 2026-01-13T10:00:00 n ends left
        "#]],
    );
}

#[test]
fn wait_and_effort_lower_the_score() {
    check(
        r#"entry -> wait 2d -> survey {"answered": %100@1h, "store": "score", "mean": 8, "deviation": 0.001}; survey.answered -> b=branch{happy: context.score >= 7}; b.happy -> end converted; b.otherwise -> x=end; survey.no_answer -> n=end left; settings {"reentry": "always"}"#,
        "a
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-08T10:00:00 wait → done
            2026-01-08T10:00:00 survey survey: Some(6)
            2026-01-08T11:00:00 - event survey.answered
            2026-01-08T11:00:00 survey context.score = 6
            2026-01-08T11:00:00 survey → answered
            2026-01-08T11:00:00 b → otherwise
            2026-01-08T11:00:00 b → otherwise
            2026-01-08T11:00:00 x ends resolved
        "#]],
    );
}
