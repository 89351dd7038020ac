//! Stories of values written.

use expect_test::expect;

use super::check;

#[test]
fn values_are_read_before_any_is_written() {
    check(
        r#"entry -> update{customer.age: context.score, context.score: customer.age} -> end; settings {}"#,
        "a age=30
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 update customer.age = —
            2026-01-06T10:00:00 update context.score = 30
            2026-01-06T10:00:00 update → out
            2026-01-06T10:00:00 end ends resolved
        "#]],
    );
}

#[test]
fn whole_numbers_become_decimals_and_texts_become_categories() {
    check(
        r#"entry -> update{customer.cart_value: customer.age, customer.tier: "gold", customer.name: customer.name + "-san", context.segment: customer.name} -> b=branch{rich: customer.cart_value == 30.0 && customer.tier == "gold" && customer.name == "Ken-san" && context.segment == "Ken"}; b.rich -> end converted; b.otherwise -> x=end left"#,
        "a age=30 name=Ken tier=bronze cart_value=1
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 update customer.cart_value = 30
            2026-01-06T10:00:00 update customer.tier = gold
            2026-01-06T10:00:00 update customer.name = Ken-san
            2026-01-06T10:00:00 update context.segment = Ken
            2026-01-06T10:00:00 update → out
            2026-01-06T10:00:00 b → rich
            2026-01-06T10:00:00 b → rich
            2026-01-06T10:00:00 end ends converted
        "#]],
    );
}

#[test]
fn what_is_missing_stays_missing() {
    check(
        r#"entry -> update{customer.cart_value: customer.age + 1, customer.name: customer.name + "!"} -> b=branch{set: is_set(customer.cart_value), named: is_set(customer.name)}; b.set -> end converted; b.named -> n=end; b.otherwise -> x=end left"#,
        "a cart_value=5
         a @2026-01-06T10:00 signup",
        expect![[r#"
            2026-01-06T10:00:00 - event signup
            2026-01-06T10:00:00 entry enters
            2026-01-06T10:00:00 entry → out
            2026-01-06T10:00:00 update customer.cart_value = —
            2026-01-06T10:00:00 update customer.name = —
            2026-01-06T10:00:00 update → out
            2026-01-06T10:00:00 b → otherwise
            2026-01-06T10:00:00 b → otherwise
            2026-01-06T10:00:00 x ends left
        "#]],
    );
}
