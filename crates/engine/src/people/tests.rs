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

fn page(journey: &str, crowd: &str, whom: &Whom, part: (usize, usize)) -> CustomerPage {
    let plan = plan(journey);
    let everyone = population(&plan, crowd);
    match list(&plan, &everyone, &options(&plan), whom, part, &Watch::default()) {
        Ok(page) => page,
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn customers_are_found_by_way_end_goal_and_id() {
    let crowd = crowd() + "z age=50\n";
    let count = |whom: Whom| page(JOURNEY, &crowd, &whom, (0, 1)).total;
    let through = |node: &str, port: Option<&str>| Whom {
        node: Some(node.to_owned()),
        port: port.map(str::to_owned),
        ..Whom::default()
    };
    assert_eq!(count(Whom::default()), 101);
    assert_eq!(count(through("branch", None)), 100);
    assert_eq!(count(through("branch", Some("old"))), 60);
    assert_eq!(count(through("nowhere", None)), 0);
    assert_eq!(count(through("branch", Some("nowhere"))), 0);
    assert_eq!((count(through("end", None)), count(through("left", None))), (60, 40));
    assert_eq!(count(Whom { goal: Some(true), ..Whom::default() }), 60);
    assert_eq!(count(Whom { end: Some(End::Left), ..Whom::default() }), 40);
    assert_eq!(count(Whom { end: Some(End::Never), ..Whom::default() }), 1);
    assert_eq!(count(Whom { goal: Some(true), ..through("branch", Some("otherwise")) }), 0);
    assert_eq!(count(Whom { id: "c1".to_owned(), ..Whom::default() }), 11);
}

#[test]
fn pages_follow_each_other_and_say_what_became_of_each() {
    let whom = Whom { end: Some(End::Converted), ..Whom::default() };
    let whole = page(JOURNEY, &crowd(), &whom, (0, 100));
    let parts: Vec<Customer> =
        (0..4).flat_map(|part| page(JOURNEY, &crowd(), &whom, (part * 17, 17)).customers).collect();
    assert_eq!((whole.total, whole.customers.len()), (60, 60));
    assert_eq!(parts, whole.customers);
    let first = &whole.customers[0];
    assert_eq!((first.id.as_str(), first.instances, first.end), ("c0", 1, End::Converted));
    assert_eq!((first.at.as_deref(), first.goal, first.waited_ms), (Some("end"), true, 3 * DAY));
    let never = Whom { end: Some(End::Never), ..Whom::default() };
    let never = page(JOURNEY, "z age=50\n", &never, (0, 10));
    assert_eq!((never.total, never.customers[0].at.as_deref()), (1, None));
}

#[test]
fn a_list_counts_what_the_report_counts() {
    let journey = "entry -> offer coupon -> wait 1d -> end; offer.budget_out -> left=end left";
    let lines: String = (0..50).map(|n| format!("c{n}\nc{n} @2026-01-06T10:00 signup\n")).collect();
    let plan = plan(journey);
    let everyone = population(&plan, &lines);
    let tally = crate::simulate::simulate(&plan, &everyone, &options(&plan), &Watch::default());
    let report =
        crate::report::report(&plan, &everyone, &options(&plan), &tally.expect("runs"), None);
    for (port, &count) in &report.nodes["offer"].ports {
        let whom =
            Whom { node: Some("offer".to_owned()), port: Some(port.clone()), ..Whom::default() };
        assert_eq!(page(journey, &lines, &whom, (0, 1)).total, count, "{port}");
    }
}
