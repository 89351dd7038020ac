//! Stories played through journeys in notation.

use journey::scenario::Scenario;

use super::play;
use crate::testing::plan;

/// Plays a story; returns nothing when all went as expected, else the line and the difference in English.
fn played(journey: &str, story: &str) -> String {
    let plan = plan(journey);
    let story = story.split(';').map(|line| line.trim().to_owned()).collect();
    let scenario = Scenario { id: "s".to_owned(), story, ..Scenario::default() };
    let report = play(&plan, &scenario);
    let line = |it: &super::Difference| {
        assert!(!it.text["ja"].is_empty() && it.text["ja"] != it.text["en"]);
        format!("{}: {}", it.line, it.text["en"])
    };
    report.difference.as_ref().map_or(String::new(), line)
}

#[test]
fn stories_name_reasons_as_reports_do() {
    use crate::run::{Blocked, Refused};
    assert_eq!(Blocked::ALL.map(Blocked::name), journey::scenario::BLOCKED);
    assert_eq!(Refused::ALL.map(Refused::name), journey::scenario::REFUSED);
}

const MAIL: &str = r#"entry signup -> wait 1h -> mail=message email {"response": {"delivered": %98, "opened": %20@30m, "clicked": %40@1h}} -> w=await 2d {"events": [{"name": "clicked", "event": "message.clicked", "step": "mail"}, {"name": "bought", "event": "purchase", "model": %10@5h}]}
    w.clicked -> goal sale -> end resolved; w.bought -> goal; w.timeout -> lost=end left; mail.not_sent -> lost"#;

const START: &str =
    "start 2026-01-05T10:00; customer email_ok=true cart_value=1 tier=gold; at +0s signup";

#[test]
fn what_is_likelier_than_not_happens() {
    assert_eq!(
        played(
            MAIL,
            &format!(
                "{START}; expect enter at +0s; expect message mail email at +1h; expect step mail sent; expect step w timeout at +2d1h; expect end left; never goal sale; no other message"
            )
        ),
        ""
    );
}

#[test]
fn a_story_settles_chance() {
    assert_eq!(
        played(
            MAIL,
            &format!(
                "{START}; given mail clicked +10m; expect step w clicked at 2026-01-05T11:40; expect goal sale; expect end resolved"
            )
        ),
        "",
        "a click supposes that the message was opened"
    );
    assert_eq!(
        played(MAIL, &format!("{START}; given w comes bought +3h; expect step w bought at +4h")),
        ""
    );
    assert_eq!(
        played(MAIL, &format!("{START}; at +5h purchase amount=3; expect step w bought at +5h")),
        "",
        "what a story's customer does comes first"
    );
    assert_eq!(
        played(
            MAIL,
            &format!(
                "{START}; at +30m purchase amount=3; given w comes bought +3h; expect step w bought at +4h"
            )
        ),
        "",
        "and what it settles comes also where it has such an event"
    );
    assert_eq!(played(MAIL, &format!("{START}; given mail bounced; expect step mail bounced")), "");
}

#[test]
fn the_first_difference_is_told() {
    let differs = |expected: &str| played(MAIL, &format!("{START}; {expected}"));
    assert_eq!(
        differs("expect message mail email at +2h"),
        "4: expected a message by mail at “mail” at 2026-01-05 12:00; it came at 2026-01-05 11:00"
    );
    assert_eq!(
        differs("expect message mail sms"),
        "4: expected a message by SMS at “mail”; a message by mail went out at “mail” at 2026-01-05 11:00"
    );
    assert_eq!(
        differs("expect step w clicked"),
        "4: expected step “w” to be left by “clicked”; “w” was left by “timeout” at 2026-01-07 11:00"
    );
    assert_eq!(
        differs("expect step w; expect step mail"),
        "5: expected step “mail”; it came at 2026-01-05 11:00",
        "steps come in their order"
    );
    assert_eq!(
        differs("expect end resolved"),
        "4: expected the end “resolved”; the journey ended as “left” at “lost” at 2026-01-07 11:00"
    );
    assert_eq!(
        differs("never message mail; expect end"),
        "4: must not happen, but a message by mail went out at “mail” at 2026-01-05 11:00"
    );
    assert_eq!(
        differs("expect end; no other message"),
        "5: must not happen, but a message by mail went out at “mail” at 2026-01-05 11:00"
    );
}

#[test]
fn a_blocked_message_says_why() {
    let journey = format!(
        r#"settings {{"caps": [{{"most": 1, "per": {{"rolling": "7d"}}}}]}}; {}"#,
        r#"entry signup -> a=message email -> b=message email -> end; a.not_sent -> end; b.not_sent -> end"#
    );
    assert_eq!(
        played(&journey, &format!("{START}; expect message a; expect message b at +0s")),
        "5: expected a message at “b” at 2026-01-05 10:00; contact was blocked at “b” at 2026-01-05 10:00: mail frequency_cap"
    );
    assert_eq!(
        played(&journey, &format!("{START}; expect message a; expect blocked b frequency_cap")),
        ""
    );
    assert_eq!(
        played(
            &journey,
            &format!("{}; expect blocked a no_consent", START.replace("=true", "=false"))
        ),
        ""
    );
}

#[test]
fn systems_outside_are_mocked_and_fail() {
    let journey = r#"entry signup -> call crm {"replies": [{"when": "customer.age > 99", "set": [{"name": "score", "value": "7"}]}, {"set": [{"name": "score", "value": "1"}]}], "latency": {"constant": "2s"}, "patience": "10s", "retries": 2, "back_off": "1m"} -> end resolved; call.error -> sorry=end unresolved; call.timeout -> slow=end left"#;
    let with = |line: &str| played(journey, &format!("{START}; {line}"));
    assert_eq!(
        with("expect value context.score=1 at 2026-01-05T10:00:02; expect end resolved"),
        ""
    );
    assert_eq!(with("mock crm reply 1 +5s; expect value context.score=7; expect end resolved"), "");
    assert_eq!(with("mock crm error; expect call crm error; expect end unresolved"), "");
    assert_eq!(with("mock call timeout; expect call crm timeout; expect end left"), "");
    assert_eq!(with("mock call fails 2; expect call crm ok; expect end resolved by +4m"), "");
    assert_eq!(with("mock call fails 3; expect call crm error; expect end unresolved"), "");
}

#[test]
fn arms_surveys_and_contacts_are_settled() {
    let arms = "entry signup -> x=experiment{a: 10, b: 80, control: 10} -> end resolved; x.b -> bb=end left; x.control -> cc=end converted";
    for (arm, outcome) in [("a", "resolved"), ("b", "left"), ("control", "converted")] {
        assert_eq!(
            played(arms, &format!("{START}; given x takes {arm}; expect end {outcome}")),
            "",
            "{arm}"
        );
    }
    let survey = r#"entry signup -> survey {"store": "score"} -> end resolved; survey.no_answer -> no=end left"#;
    assert_eq!(
        played(
            survey,
            &format!(
                "{START}; given survey answers 3 +2h; expect survey survey; expect value context.score=3 at +2h"
            )
        ),
        ""
    );
    assert_eq!(
        played(survey, &format!("{START}; given survey answers nothing; expect end left")),
        ""
    );
    let inbound =
        r#"inbound voice {"rates": [{"from": "00:00", "to": "24:00", "per_hour": 1000}]} -> end"#;
    let alone = "start 2026-01-05T10:00; customer email_ok=true";
    assert_eq!(
        played(
            inbound,
            &format!("{alone}; given inbound comes contact +2h; expect enter at +2h; expect end")
        ),
        ""
    );
    assert_eq!(
        played(inbound, &format!("{alone}; expect enter")),
        "3: expected an entry; nothing happened to this customer",
        "nobody contacts us by chance in a story"
    );
}

#[test]
fn what_all_share_is_there_for_one() {
    let journey = r#"settings {"offers": {"coupon": {"budget": 500}}}; entry signup -> offer coupon {"value": "400"} -> again=offer coupon {"value": "400"} -> end resolved; offer.budget_out -> end; again.budget_out -> out=end left"#;
    assert_eq!(
        played(journey, &format!("{START}; expect offer coupon; expect end left; no other offer")),
        ""
    );
}

/// A journey with many ways, customers who go most of them, and the traces that are chosen.
fn traced() -> (crate::plan::Plan, super::Golden, crate::cover::Coverage) {
    let text = MAIL.replace("%98", "%60");
    let (journey, library) = (crate::testing::journey(&text), std::collections::BTreeMap::new());
    let plan = plan(&text);
    let people: String = (0..40)
        .map(|n| format!("c{n} email_ok={}\nc{n} @2026-01-05T10:00 signup\n", n % 5 != 0))
        .collect();
    let people = crate::testing::population(&plan, &people);
    let options = crate::testing::options(&plan);
    let watch = crate::simulate::Watch::default();
    let coverage =
        crate::cover::cover(&journey, &library, &people, &options, &watch).expect("compiles");
    let golden = super::golden(&plan, &people, &coverage, &options, &watch).expect("not stopped");
    (plan, golden, coverage)
}

#[test]
fn golden_traces_go_every_way_and_are_played_as_they_stand() {
    let (plan, golden, coverage) = traced();
    assert_eq!(golden.ways, coverage.edges.total - coverage.edges.impossible);
    assert!(golden.traces.len() > 2, "one customer cannot go every way");
    for trace in &golden.traces {
        assert_eq!(super::replay(&plan, trace), None, "{:#?}", trace.story);
    }
}

#[test]
fn a_golden_trace_that_is_changed_anywhere_is_told_with_the_line() {
    let (plan, golden, _) = traced();
    let mut changed = 0;
    for trace in &golden.traces {
        for (place, line) in trace.story.iter().enumerate() {
            if !line.starts_with("expect") && !line.starts_with("no other") {
                continue;
            }
            let mut less = trace.clone();
            less.story.remove(place);
            let told = super::replay(&plan, &less);
            assert!(told.is_some(), "without {line}: {:#?}", trace.story);
            let mut other = trace.clone();
            other.story[place] = match line.rsplit_once(':') {
                Some((before, _)) => format!("{before}:59"),
                None => "expect goal sale".to_owned(),
            };
            let told = super::replay(&plan, &other);
            let told = told.unwrap_or_else(|| panic!("{line}: {:#?}", trace.story));
            assert!(told.line > 0 && told.text["en"] != told.text["ja"], "{told:?}");
            changed += 1;
        }
    }
    assert!(changed > 10);
}
