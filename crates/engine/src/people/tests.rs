use super::*;
use crate::testing::{options, plan, population};

fn looked(text: &str, lines: &str) -> People {
    let plan = plan(text);
    let everyone = population(&plan, lines);
    match people(&plan, &everyone, &options(&plan), &Watch::default()) {
        Ok(people) => people,
        Err(error) => panic!("{error}"),
    }
}

const JOURNEY: &str = "entry -> branch{old: customer.age > 30} -> wait 3d -> goal sale -> end converted; branch.otherwise -> left=end left";

fn crowd() -> String {
    let mut lines = String::new();
    for n in 0..100 {
        let (age, tier) = (if n < 60 { 40 } else { 20 }, ["gold", "silver"][n % 2]);
        lines +=
            &format!("c{n} age={age} tier={tier} email_ok=true\nc{n} @2026-01-06T10:00 signup\n");
    }
    lines
}

#[test]
fn ways_are_counted_and_none_is_dropped() {
    let people = looked(JOURNEY, &crowd());
    let paths = people.paths;
    assert_eq!((paths.instances, paths.different, paths.others), (100, 2, 0));
    let ways: Vec<String> = paths.top.iter().map(|path| path.turns.join(" ")).collect();
    assert_eq!(ways, ["entry.out branch.old wait.done goal.out", "entry.out branch.otherwise"]);
    let top = &paths.top[0];
    assert_eq!((top.instances, top.share, top.goal_rate), (60, 0.6, Some(1.0)));
    assert_eq!(top.median_ms, Some(3 * DAY));
    assert_eq!(paths.top[1].cumulative, 1.0);
}

#[test]
fn groups_are_held_against_everyone_else() {
    let people = looked(JOURNEY, &crowd());
    let tier = people.segments.iter().find(|segment| segment.attribute == "tier");
    let gold = &tier.expect("a category").values[0];
    assert_eq!((gold.customers, gold.entered, gold.reached), (50, 50, 30));
    assert_eq!((gold.rate, gold.difference), (Some(0.6), Some(0.0)));
    let (low, high) = gold.difference_low.zip(gold.difference_high).expect("independent");
    assert!(low < 0.0 && 0.0 < high && !gold.few);
    assert!(
        people.segments.iter().all(|segment| segment.attribute != "email_ok"),
        "one value only"
    );
}

#[test]
fn somebody_stands_for_many_and_somebody_alike_went_another_way() {
    let people = looked(JOURNEY, &crowd());
    let of = |why: &str| people.customers.iter().find(|it| it.why == why).expect("somebody");
    let one = of("representative");
    assert_eq!((one.customer.as_str(), one.waited_ms), ("c0", 3 * DAY));
    let turned = &one.turned[0];
    assert_eq!((turned.node.as_str(), turned.other_port.as_str()), ("branch", "otherwise"));
    assert_eq!(turned.differs["age"], ("40".to_owned(), "20".to_owned()));
    assert_eq!(of("worst_wait").customer, "c0");
}

#[test]
fn budgets_are_spent_day_by_day() {
    let people = looked(
        "entry -> offer coupon -> wait 1d -> second=offer coupon -> end; offer.budget_out -> left=end left; second.budget_out -> left",
        "a\na @2026-01-06T10:00 signup\nb\nb @2026-01-06T12:00 signup",
    );
    let days = &people.spent["coupon"];
    let days: Vec<(&str, f64)> = days.iter().map(|(day, money)| (day.as_str(), *money)).collect();
    assert_eq!(days.len(), 2, "{days:?}");
    assert_eq!((days[0].0, days[1].0), ("2026-01-06", "2026-01-07"));
}
