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

/// Until when an offer may be used is a context key; a goal that redeems it does not count a moment later.
#[test]
fn an_offer_expires() {
    check_all(
        r#"entry -> o=offer coupon {"expiry": "3d"} -> w=await 30d {bought: purchase} -> g=goal used {"offer": "coupon"} -> b=branch{in_time: now <= context.coupon_expires}; b.in_time -> end converted; b.otherwise -> late=end left; w.timeout -> x=end left"#,
        "a
         a @2026-01-06T10:00 signup
         a @2026-01-09T10:00 purchase amount=1
         b
         b @2026-01-06T10:00 signup
         b @2026-01-09T10:00:01 purchase amount=1",
        expect![[r#"
            a 2026-01-06T10:00:00 - event signup
            a 2026-01-06T10:00:00 entry enters
            a 2026-01-06T10:00:00 entry → out
            a 2026-01-06T10:00:00 o coupon 500: issued
            a 2026-01-06T10:00:00 o context.coupon_expires = 2026-01-09T10:00:00+09:00
            a 2026-01-06T10:00:00 o → issued
            b 2026-01-06T10:00:00 - event signup
            b 2026-01-06T10:00:00 entry enters
            b 2026-01-06T10:00:00 entry → out
            b 2026-01-06T10:00:00 o coupon 500: issued
            b 2026-01-06T10:00:00 o context.coupon_expires = 2026-01-09T10:00:00+09:00
            b 2026-01-06T10:00:00 o → issued
            a 2026-01-09T10:00:00 - event purchase
            a 2026-01-09T10:00:00 w → bought
            a 2026-01-09T10:00:00 g goal used
            a 2026-01-09T10:00:00 g → out
            a 2026-01-09T10:00:00 b → in_time
            a 2026-01-09T10:00:00 b → in_time
            a 2026-01-09T10:00:00 end ends converted
            b 2026-01-09T10:00:01 - event purchase
            b 2026-01-09T10:00:01 w → bought
            b 2026-01-09T10:00:01 g goal used (does not count)
            b 2026-01-09T10:00:01 g → out
            b 2026-01-09T10:00:01 b → otherwise
            b 2026-01-09T10:00:01 b → otherwise
            b 2026-01-09T10:00:01 late ends left
        "#]],
    );
}

#[test]
fn a_wait_ends_before_the_offer_does() {
    check(
        r#"entry -> o=offer coupon {"expiry": "10d"} -> w=wait {"for": null, "attribute": {"name": "context.coupon_expires", "plus_days": -2, "time": "09:00"}} -> end"#,
        "a
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 o coupon 500: issued
            2026-01-06T10:00:00 o context.coupon_expires = 2026-01-16T10:00:00+09:00
            2026-01-06T10:00:00 o → issued
            2026-01-14T10:00:00 w → done
            2026-01-14T10:00:00 end ends resolved
        "#]],
    );
}

/// Redeemed is what was issued to the same pass; what is spent is counted by kind, too.
#[test]
fn what_is_issued_is_counted_by_kind_and_redemption() {
    let plan = crate::testing::plan(
        r#"settings {"offers": {"coupon": {"budget": null}}}; entry -> b=branch{gold: customer.tier == "gold"}; b.gold -> o=offer coupon {"kind": "gift", "expiry": "1d"} -> w=await 9d {bought: purchase} -> g=goal used {"offer": "coupon"} -> end; b.otherwise -> d=offer coupon {"value": "20"} -> w; w.timeout -> x=end left"#,
    );
    let text = "a tier=gold
        a @2026-01-06T10:00 signup
        a @2026-01-06T12:00 purchase amount=1
        b tier=gold
        b @2026-01-06T10:00 signup
        b @2026-01-08T12:00 purchase amount=1
        c tier=silver
        c @2026-01-06T10:00 signup
        c @2026-01-14T12:00 purchase amount=1
        d tier=silver
        d @2026-01-06T10:00 signup";
    let everyone = crate::testing::population(&plan, text);
    let tally = crate::testing::conserved(&plan, &everyone);
    let options = crate::testing::options(&plan);
    let found = crate::report::report(&plan, &everyone, &options, &tally, None);
    let kind = |name: &str| (found.offer_kinds[name].issued, found.offer_kinds[name].spent);
    assert_eq!((kind("gift"), kind("discount")), ((2, 1000.0), (2, 40.0)));
    let coupon = &found.offers["coupon"];
    assert_eq!((coupon.issued, coupon.redeemed, coupon.expired), (4, 2, 1));
    assert_eq!(found.time.goals["used"].reached, 2, "c's never expires");
}

#[test]
fn a_task_carries_facts() {
    check(
        r#"entry -> task support {"payload": "ring back", "fields": [{"name": "who", "value": "customer.name"}, {"name": "worth", "value": "customer.cart_value * 2"}]} -> end"#,
        "a name=ken cart_value=1.5
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 task task for support, who = ken, worth = 3
            2026-01-06T10:00:00 task → created
            2026-01-06T10:00:00 end ends resolved
        "#]],
    );
}
