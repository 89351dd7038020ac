//! `tabiji test`: scenarios and guardians of a journey, from the terminal.

use serde_json::{Value, json};

use crate::stage::{Stage, demo};

/// Returns a folder with a journey that has these scenarios and guardians.
fn stage(scenarios: Value, guardians: Value) -> Stage {
    let stage = Stage::new();
    let mut journey = demo();
    journey.settings.insert("scenarios".to_owned(), scenarios);
    journey.settings.insert("guardians".to_owned(), guardians);
    stage.journey("demo.journey.json", &journey);
    stage
}

fn story(expected: &str) -> Value {
    let lines = ["start 2026-01-05T10:00", "customer cart_value=1 tier=gold", "at +1h signup"];
    let mut lines: Vec<&str> = lines.to_vec();
    lines.push(expected);
    json!(lines)
}

fn never(step: &str) -> Value {
    json!([{"id": "grd", "rule": {"never": {"any_of": [{"step": step}]}}}])
}

#[test]
fn a_journey_that_does_as_it_should_passes() {
    let scenarios =
        json!([{"id": "scn", "name": "開始 <&>", "story": story("expect enter at +1h")}]);
    let every = json!([{"id": "grd", "rule": {"at_most": {"messages": 99, "days": 7}}}]);
    let stage = stage(scenarios, every);
    stage
        .run("test demo.journey.json --junit result.xml")
        .with(0)
        .shows("1 of 1 scenarios passed, 1 of 1 guardians unbroken")
        .shows("Nobody gets more than 99 messages in any 7 days.");
    let xml = std::fs::read_to_string(stage.path("result.xml")).unwrap();
    assert!(xml.contains(r#"name="scn: 開始 &lt;&amp;&gt;""#), "{xml}");
    assert!(xml.contains(r#"tests="2" failures="0""#), "{xml}");
    let said = stage.run("test demo.journey.json --format json").with(0).json();
    assert_eq!(said["format"], "tabiji.test");
    assert_eq!(said["passed"], true);
    assert_eq!(said["scenarios"][0]["passed"], true);
    assert_eq!(said["guardians"][0]["status"], "proved");
    assert_eq!(said["population"]["customers"], 2000);
    stage.run("test demo.journey.json --lang ja").with(0).shows("シナリオ1件中1件が合格");
}

#[test]
fn a_scenario_that_fails_is_told_with_its_line_and_status_1() {
    let scenarios = json!([{"id": "scn", "story": story("expect enter at +2h")}]);
    let stage = stage(scenarios, json!([]));
    let words = "expected an entry at 2026-01-05 12:00; it came at 2026-01-05 11:00";
    stage
        .run("test demo.journey.json --junit result.xml")
        .with(1)
        .shows("line 4: expect enter at +2h")
        .shows(words);
    let xml = std::fs::read_to_string(stage.path("result.xml")).unwrap();
    assert!(xml.contains(words) && xml.contains(r#"failures="1""#), "{xml}");
    let said = stage.run("test demo.journey.json --format json").with(1).json();
    assert_eq!(said["scenarios"][0]["difference"]["line"], 4);
    assert!(said["scenarios"][0]["difference"]["text"]["ja"].as_str().unwrap().contains("実際は"));
}

#[test]
fn a_guardian_that_is_broken_names_customers_and_status_1() {
    let stage = stage(json!([]), never("branch"));
    stage.run("test demo.journey.json").with(1).shows("broken in").shows("customers: c00");
    let said = stage.run("test demo.journey.json --format json --threads 2").with(1).json();
    let guardian = &said["guardians"][0];
    assert_eq!(guardian["status"], "broken");
    assert_eq!(guardian["first"].as_array().unwrap().len(), 10);
    assert!(guardian["percent"].as_f64().unwrap() > 0.0);
    let report = stage.run("simulate demo.journey.json --format json").with(0).json();
    assert_eq!(&report["guardians"][0], guardian, "the report says the same");
    stage.run("simulate demo.journey.json").with(0).shows("Guardians");
}

#[test]
fn what_cannot_be_tested_is_said() {
    let stage = stage(json!([]), json!([]));
    stage.run("test demo.journey.json").with(0).shows("nothing was tested");
    let missing = self::stage(json!([]), never("gone"));
    missing.run("test demo.journey.json").with(1).complains("there is no step “gone”");
    let broken = self::stage(json!([{"id": "scn", "story": ["strat"]}]), json!([]));
    broken.run("test demo.journey.json").with(1).complains("line 1, column 1");
    stage.run("schema test").with(0).shows("Tabiji test result");
}
