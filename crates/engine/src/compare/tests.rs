use expect_test::{Expect, expect};

use super::*;
use crate::testing::{options, plan, population};

/// Compares two journeys in notation on customers in lines.
fn compared(old: &str, new: &str, people: &str, runs: u32) -> Comparison {
    let (old, new) = (plan(old), plan(new));
    let (before, after) = (population(&old, people), population(&new, people));
    let options = Options { runs, ..options(&old) };
    let sides = (
        Version { plan: &old, population: &before, bend: &[] },
        Version { plan: &new, population: &after, bend: &[] },
    );
    match compare(sides.0, sides.1, &options, &Watch::default()) {
        Ok(comparison) => comparison,
        Err(error) => panic!("{error}"),
    }
}

fn check(old: &str, new: &str, people: &str, expected: Expect) {
    let comparison = compared(old, new, people, 1);
    let mut text = String::new();
    for changed in &comparison.changed {
        let at = changed.first_parted_at.as_deref().unwrap_or("—");
        text += &format!(
            "{}: {} → {}, parts at {at}\n",
            changed.customer, changed.old_end, changed.new_end
        );
    }
    for it in comparison.kpis.iter().filter(|it| it.verdict != Verdict::Same) {
        let interval = it
            .low
            .zip(it.high)
            .map_or("?".to_owned(), |(low, high)| format!("{low:.3} … {high:.3}"));
        text += &format!(
            "{}: {} → {}, {} ({interval}) {:?}\n",
            it.id, it.old, it.new, it.difference, it.verdict
        );
    }
    expected.assert_eq(&text);
}

const PEOPLE: &str = "a age=20
    b age=40
    c age=70
    a @2026-01-06T10:00 signup
    b @2026-01-06T10:00 signup";

#[test]
fn who_ends_differently_and_where_they_part() {
    check(
        "entry -> branch{old: customer.age > 30} -> goal sale -> end converted; branch.otherwise -> left=end left",
        "entry -> branch{old: customer.age > 10} -> goal sale -> end converted; branch.otherwise -> left=end left",
        PEOPLE,
        expect![[r#"
            a: left → converted, parts at branch
            goal.sale: 0.333333333 → 0.666666667, 0.333333333 (-0.200 … 0.867) CannotTell
        "#]],
    );
}

#[test]
fn who_enters_in_one_version_only_parts_at_the_entry() {
    check(
        "entry -> wait 1d -> end",
        r#"entry {"when": "customer.age > 30"} -> wait 1d -> end"#,
        PEOPLE,
        expect![[r#"
            a: resolved → not_entered, parts at entry
            entered: 0.666666667 → 0.333333333, -0.333333333 (-0.867 … 0.200) CannotTell
        "#]],
    );
}

#[test]
fn a_version_against_itself_differs_in_exactly_nothing() {
    let text = "entry -> experiment{a: 50, b: 50} -> offer coupon -> goal sale -> end converted; experiment.b -> end; offer.budget_out -> left=end left";
    let people: String =
        (0..300).map(|n| format!("c{n}\nc{n} @2026-01-06T10:00 signup\n")).collect();
    for runs in [1, 5] {
        let comparison = compared(text, text, &people, runs);
        assert_eq!((comparison.changed_customers, comparison.changed.len()), (0, 0));
        for kpi in &comparison.kpis {
            assert_eq!(
                (kpi.difference, kpi.low, kpi.high),
                (0.0, Some(0.0), Some(0.0)),
                "{}",
                kpi.id
            );
            assert_eq!(kpi.verdict, Verdict::Same);
        }
    }
}

/// Each way out of either version: how many go it, and whether that can be told.
#[test]
fn how_many_go_each_way_is_counted_in_both() {
    let old = "entry -> branch{old: customer.age > 30} -> goal sale -> end converted; branch.otherwise -> left=end left";
    let new = "entry -> branch{old: customer.age > 10} -> wait 1d -> goal sale -> end converted; branch.otherwise -> left=end left";
    let many: String = (0..60)
        .map(|n| format!("c{n} age={}\nc{n} @2026-01-06T10:00 signup\n", 20 + n % 3 * 10))
        .collect();
    for runs in [1, 4] {
        let ways = compared(old, new, &many, runs).ways;
        let of = |node: &str, port: &str| {
            let way = ways.iter().find(|it| it.node == node && it.port == port);
            let way = way.unwrap_or_else(|| panic!("{node}.{port} of {ways:?}"));
            (way.old, way.new, way.difference, way.verdict)
        };
        assert_eq!(of("entry", "out"), (60.0, 60.0, 0.0, Verdict::Same), "{runs} runs");
        assert_eq!(of("branch", "old"), (20.0, 60.0, 40.0, Verdict::More));
        assert_eq!(of("branch", "otherwise"), (40.0, 0.0, -40.0, Verdict::Less));
        assert_eq!(of("wait", "done"), (0.0, 60.0, 60.0, Verdict::More), "a way that is new");
    }
    let few = compared(old, new, PEOPLE, 1).ways;
    let branch = few.iter().find(|it| it.port == "old").expect("is there");
    assert_eq!((branch.difference, branch.verdict), (1.0, Verdict::CannotTell));
    assert!(branch.low.is_some_and(|low| low < 0.0) && branch.high.is_some_and(|high| high > 0.0));
}
