//! Stories of offers and tasks.

use expect_test::expect;

use super::{check, check_all};

/// a asks third for 600, but 300 are left; d asks last and gets them.
#[test]
fn a_budget_is_spent_in_the_order_of_time() {
    check_all(
        r#"entry -> o=offer coupon {"value": "customer.cart_value"}; o.issued -> i=end converted; o.budget_out -> n=end left; o.not_eligible -> x=end not_eligible; settings {"offers": {"coupon": {"budget": 1000, "stock": null}}}"#,
        "a cart_value=600
         a @2026-01-06T12:00 signup
         b cart_value=300
         b @2026-01-06T10:00 signup
         c cart_value=400
         c @2026-01-06T11:00 signup
         d cart_value=300
         d @2026-01-06T13:00 signup",
        expect![[r#"
            b 2026-01-06T10:00:00 - event signup
            b 2026-01-06T10:00:00 entry enters
            b 2026-01-06T10:00:00 entry → out
            b 2026-01-06T10:00:00 o coupon 300: issued
            b 2026-01-06T10:00:00 o → issued
            b 2026-01-06T10:00:00 i ends converted
            c 2026-01-06T11:00:00 - event signup
            c 2026-01-06T11:00:00 entry enters
            c 2026-01-06T11:00:00 entry → out
            c 2026-01-06T11:00:00 o coupon 400: issued
            c 2026-01-06T11:00:00 o → issued
            c 2026-01-06T11:00:00 i ends converted
            a 2026-01-06T12:00:00 - event signup
            a 2026-01-06T12:00:00 entry enters
            a 2026-01-06T12:00:00 entry → out
            a 2026-01-06T12:00:00 o coupon 600: out
            a 2026-01-06T12:00:00 o → budget_out
            a 2026-01-06T12:00:00 n ends left
            d 2026-01-06T13:00:00 - event signup
            d 2026-01-06T13:00:00 entry enters
            d 2026-01-06T13:00:00 entry → out
            d 2026-01-06T13:00:00 o coupon 300: issued
            d 2026-01-06T13:00:00 o → issued
            d 2026-01-06T13:00:00 i ends converted
        "#]],
    );
}

#[test]
fn a_stock_runs_out() {
    check_all(
        r#"entry -> o=offer coupon {"value": "customer.cart_value"}; o.issued -> i=end converted; o.budget_out -> n=end left; o.not_eligible -> x=end not_eligible; settings {"offers": {"coupon": {"budget": null, "stock": 2}}}"#,
        "a cart_value=600
         a @2026-01-06T12:00 signup
         b cart_value=300
         b @2026-01-06T10:00 signup
         c cart_value=400
         c @2026-01-06T11:00 signup
         d cart_value=300
         d @2026-01-06T13:00 signup",
        expect![[r#"
            b 2026-01-06T10:00:00 - event signup
            b 2026-01-06T10:00:00 entry enters
            b 2026-01-06T10:00:00 entry → out
            b 2026-01-06T10:00:00 o coupon 300: issued
            b 2026-01-06T10:00:00 o → issued
            b 2026-01-06T10:00:00 i ends converted
            c 2026-01-06T11:00:00 - event signup
            c 2026-01-06T11:00:00 entry enters
            c 2026-01-06T11:00:00 entry → out
            c 2026-01-06T11:00:00 o coupon 400: issued
            c 2026-01-06T11:00:00 o → issued
            c 2026-01-06T11:00:00 i ends converted
            a 2026-01-06T12:00:00 - event signup
            a 2026-01-06T12:00:00 entry enters
            a 2026-01-06T12:00:00 entry → out
            a 2026-01-06T12:00:00 o coupon 600: out
            a 2026-01-06T12:00:00 o → budget_out
            a 2026-01-06T12:00:00 n ends left
            d 2026-01-06T13:00:00 - event signup
            d 2026-01-06T13:00:00 entry enters
            d 2026-01-06T13:00:00 entry → out
            d 2026-01-06T13:00:00 o coupon 300: out
            d 2026-01-06T13:00:00 o → budget_out
            d 2026-01-06T13:00:00 n ends left
        "#]],
    );
}

#[test]
fn without_limit_everyone_gets_one() {
    check_all(
        r#"entry -> o=offer coupon {"value": "customer.cart_value"}; o.issued -> i=end converted; o.budget_out -> n=end left; o.not_eligible -> x=end not_eligible; settings {"offers": {"coupon": {"budget": null}}}"#,
        "a cart_value=600
         a @2026-01-06T12:00 signup
         b cart_value=300
         b @2026-01-06T10:00 signup
         c cart_value=400
         c @2026-01-06T11:00 signup
         d cart_value=300
         d @2026-01-06T13:00 signup",
        expect![[r#"
            b 2026-01-06T10:00:00 - event signup
            b 2026-01-06T10:00:00 entry enters
            b 2026-01-06T10:00:00 entry → out
            b 2026-01-06T10:00:00 o coupon 300: issued
            b 2026-01-06T10:00:00 o → issued
            b 2026-01-06T10:00:00 i ends converted
            c 2026-01-06T11:00:00 - event signup
            c 2026-01-06T11:00:00 entry enters
            c 2026-01-06T11:00:00 entry → out
            c 2026-01-06T11:00:00 o coupon 400: issued
            c 2026-01-06T11:00:00 o → issued
            c 2026-01-06T11:00:00 i ends converted
            a 2026-01-06T12:00:00 - event signup
            a 2026-01-06T12:00:00 entry enters
            a 2026-01-06T12:00:00 entry → out
            a 2026-01-06T12:00:00 o coupon 600: issued
            a 2026-01-06T12:00:00 o → issued
            a 2026-01-06T12:00:00 i ends converted
            d 2026-01-06T13:00:00 - event signup
            d 2026-01-06T13:00:00 entry enters
            d 2026-01-06T13:00:00 entry → out
            d 2026-01-06T13:00:00 o coupon 300: issued
            d 2026-01-06T13:00:00 o → issued
            d 2026-01-06T13:00:00 i ends converted
        "#]],
    );
}

/// Who may not have it takes nothing from the budget.
#[test]
fn only_the_eligible_ask() {
    check_all(
        r#"entry -> o=offer coupon {"value": "customer.cart_value", "eligible": "customer.cart_value > 500"}; o.issued -> i=end converted; o.budget_out -> n=end left; o.not_eligible -> x=end not_eligible; settings {"offers": {"coupon": {"budget": 600}}}"#,
        "a cart_value=600
         a @2026-01-06T12:00 signup
         b cart_value=300
         b @2026-01-06T10:00 signup
         c cart_value=400
         c @2026-01-06T11:00 signup
         d cart_value=300
         d @2026-01-06T13:00 signup",
        expect![[r#"
            b 2026-01-06T10:00:00 - event signup
            b 2026-01-06T10:00:00 entry enters
            b 2026-01-06T10:00:00 entry → out
            b 2026-01-06T10:00:00 o → not_eligible
            b 2026-01-06T10:00:00 o → not_eligible
            b 2026-01-06T10:00:00 x ends not_eligible
            c 2026-01-06T11:00:00 - event signup
            c 2026-01-06T11:00:00 entry enters
            c 2026-01-06T11:00:00 entry → out
            c 2026-01-06T11:00:00 o → not_eligible
            c 2026-01-06T11:00:00 o → not_eligible
            c 2026-01-06T11:00:00 x ends not_eligible
            a 2026-01-06T12:00:00 - event signup
            a 2026-01-06T12:00:00 entry enters
            a 2026-01-06T12:00:00 entry → out
            a 2026-01-06T12:00:00 o → →
            a 2026-01-06T12:00:00 o coupon 600: issued
            a 2026-01-06T12:00:00 o → issued
            a 2026-01-06T12:00:00 i ends converted
            d 2026-01-06T13:00:00 - event signup
            d 2026-01-06T13:00:00 entry enters
            d 2026-01-06T13:00:00 entry → out
            d 2026-01-06T13:00:00 o → not_eligible
            d 2026-01-06T13:00:00 o → not_eligible
            d 2026-01-06T13:00:00 x ends not_eligible
        "#]],
    );
}

#[test]
fn a_task_is_made_for_a_team() {
    check(
        r#"entry -> task support {"due": "2d"} -> end"#,
        "a
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 task task for support
            2026-01-06T10:00:00 task → created
            2026-01-06T10:00:00 end ends resolved
        "#]],
    );
}
