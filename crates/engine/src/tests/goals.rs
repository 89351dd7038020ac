//! Stories of goals.

use expect_test::expect;

use super::check;

#[test]
fn only_the_first_hit_counts() {
    check(
        r#"entry -> goal won {"value": "customer.cart_value"} -> wait 1d -> g2=goal won -> end"#,
        "a cart_value=100
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 goal goal won
            2026-01-06T10:00:00 goal → out
            2026-01-07T10:00:00 wait → done
            2026-01-07T10:00:00 g2 goal won (does not count)
            2026-01-07T10:00:00 g2 → out
            2026-01-07T10:00:00 end ends resolved
        "#]],
    );
}

#[test]
fn a_hit_at_the_edge_of_its_window_counts() {
    check(
        r#"entry -> wait 1d -> goal won {"window": "1d"} -> end"#,
        "a
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-07T10:00:00 wait → done
            2026-01-07T10:00:00 goal goal won
            2026-01-07T10:00:00 goal → out
            2026-01-07T10:00:00 end ends resolved
        "#]],
    );
}

#[test]
fn a_late_hit_does_not_count() {
    check(
        r#"entry -> wait 25h -> goal won {"window": "1d"} -> end"#,
        "a
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-07T11:00:00 wait → done
            2026-01-07T11:00:00 goal goal won (does not count)
            2026-01-07T11:00:00 goal → out
            2026-01-07T11:00:00 end ends resolved
        "#]],
    );
}

#[test]
fn a_goal_may_end_the_journey() {
    check(
        r#"entry -> b=branch{old: customer.age > 30}; b.old -> goal won {"ends": true}; b.otherwise -> end"#,
        "a age=40
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 b → old
            2026-01-06T10:00:00 b → old
            2026-01-06T10:00:00 goal goal won
            2026-01-06T10:00:00 goal ends converted
        "#]],
    );
}
