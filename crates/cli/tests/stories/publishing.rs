//! Keys, publishing and verifying, from the terminal: from a journey to a package that is accepted, and all that is refused.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::stage::{Said, Stage, demo};

/// A moment when everything here is published, so that nothing depends on the day of the test.
const AT: &str = "2026-11-24";

/// Returns a folder with a journey that may be published, and two keys under one passphrase.
fn stage() -> Stage {
    let stage = Stage::new();
    let mut journey = journey::notation::journey(
        r#"settings {"population": {"customers": 300, "seed": 1, "start": "2026-01-05", "attributes": {
            "cart_value": {"of": {"uniform": {"from": 0, "to": 20000}}}, "email_ok": {"of": {"percent": 80}}},
            "events": [{"event": "signup", "mean": 1}]}}
        entry signup -> wait 1h -> branch {big: customer.cart_value > 10000}
        branch.big -> goal buy -> won=end converted; branch.otherwise -> miss=end left"#,
    );
    journey.id = "jny_small".into();
    journey.name = journey::document::Label::both("Small", "小さい");
    stage.journey("small.journey.json", &journey);
    for key in ["alice", "bob"] {
        keyed(&stage, &format!("keys new --out {key}.key")).with(0);
    }
    stage
}

/// Runs the program with the passphrase of the keys.
fn keyed(stage: &Stage, arguments: &str) -> Said {
    let words: Vec<&str> = arguments.split_whitespace().collect();
    stage.run_with(&words, &[("TABIJI_PASSPHRASE", "たびじ 2026-11")])
}

fn publish(stage: &Stage, more: &str) -> Said {
    let call = format!("publish small.journey.json --key alice.key --out small.package --at {AT}");
    keyed(stage, &format!("{call} {more}"))
}

fn verify(stage: &Stage, more: &str) -> Said {
    stage.run(&format!("verify small.package --trust trust.json --at {AT} {more}"))
}

fn id(stage: &Stage, key: &str) -> String {
    let shown = stage.run(&format!("keys show {key}.key --format json")).with(0).json();
    shown["id"].as_str().expect("an id").to_owned()
}

#[test]
fn from_a_key_to_an_accepted_package() {
    let stage = stage();
    stage.run("keys trust alice.key --out trust.json").with(0).shows("alice").shows("publishes");
    publish(&stage, "").with(0).shows("release 1").shows("golden traces over");
    verify(&stage, "").with(0).shows("signed by       alice").shows("accepted");
    verify(&stage, "--lang ja").with(0).shows("受け入れ可能").shows("小さい");
    let said = verify(&stage, "--format json").with(0).json();
    assert_eq!(said["accepted"], true);
    assert_eq!(said["package"]["manifest"]["journey"]["id"], "jny_small");
    assert_eq!(said["package"]["evidence"]["rehearsal"]["population"]["customers"], 300);
    let first = std::fs::read(stage.path("small.package")).expect("written");
    publish(&stage, "--format json").with(0);
    verify(&stage, "--running 1").with(0).shows("release         2");
    std::fs::remove_file(stage.path("small.package")).expect("removed");
    publish(&stage, "").with(0);
    let again = std::fs::read(stage.path("small.package")).expect("written");
    assert_eq!(first, again, "the same document, key and clock give the same bytes");
}

#[test]
fn a_moved_box_changes_no_package() {
    let stage = stage();
    let bytes = || std::fs::read(stage.path("small.package")).expect("written");
    publish(&stage, "--release 7").with(0);
    let first = bytes();
    let text = std::fs::read_to_string(stage.path("small.journey.json")).expect("written");
    let mut journey: Value = serde_json::from_str(&text).expect("JSON");
    journey["layout"] = json!({"nodes": {"wait": {"x": 900, "y": 40}}});
    journey["note"] = json!("why");
    stage.file("small.journey.json", journey.to_string());
    std::fs::remove_file(stage.path("small.package")).expect("removed");
    publish(&stage, "--release 7").with(0);
    assert_eq!(first, bytes());
}

#[test]
fn what_is_refused_is_refused_with_its_code_and_status_1() {
    let stage = stage();
    stage.run("keys trust alice.key --out trust.json").with(0);
    stage.run("keys trust bob.key --out bob.json").with(0);
    publish(&stage, "--expires 10d").with(0);
    let refused = |said: Said, code: &str| {
        let said = said.with(1);
        assert_eq!(said.json()["code"], code, "{}", said.out);
        assert_eq!(said.json()["accepted"], false);
    };
    let call = "verify small.package --format json --trust";
    refused(stage.run(&format!("{call} bob.json --at {AT}")), "not_trusted");
    refused(stage.run(&format!("{call} trust.json --at 2026-12-05")), "expired");
    refused(stage.run(&format!("{call} trust.json --at 2026-11-01")), "not_yet_valid");
    refused(verify(&stage, "--format json --environment staging"), "other_environment");
    refused(verify(&stage, "--format json --running 2"), "older_release");
    verify(&stage, "--running 2").with(1).shows("refused [older_release]");
    verify(&stage, "--running 2 --lang ja").with(1).shows("受け入れ不可 [older_release]");
    let text = std::fs::read_to_string(stage.path("small.package")).expect("written");
    stage.file("small.package", text.replacen("payload\": \"", "payload\": \"A", 1));
    refused(verify(&stage, "--format json"), "not_a_package");
    stage
        .run(&format!("verify nowhere --trust trust.json --at {AT}"))
        .with(2)
        .complains("check path");
    stage
        .run(&format!("verify small.package --trust small.package --at {AT}"))
        .with(2)
        .complains("format");
}

#[test]
fn a_journey_that_lacks_something_is_not_published_and_every_gap_is_named() {
    let stage = stage();
    let mut broken = demo();
    broken.id = "jny_small".into();
    let never = json!([{"id": "grd", "name": "Nobody", "rule": {"never": {"any_of": [{"step": "branch"}]}}}]);
    let story = json!(["start 2026-01-05T10:00", "at +1h signup", "expect end resolved"]);
    broken.settings.insert("guardians".to_owned(), never);
    broken.settings.insert("scenarios".to_owned(), json!([{"id": "scn", "story": story}]));
    stage.journey("small.journey.json", &broken);
    stage.file(
        "policy.json",
        r#"{"format": "tabiji.policy", "version": 1, "coverage": 100, "approvals": 1}"#,
    );
    let call = "--policy policy.json --runs 1 --count 40";
    publish(&stage, call).with(1).shows("✗ Guardians hold").shows("✗ Scenarios pass");
    publish(&stage, &format!("{call} --lang ja")).with(1).shows("公開していません");
    let said = publish(&stage, &format!("{call} --format json")).with(1).json();
    assert_eq!(said["published"], false);
    let state = |gate: &str| {
        let gates = said["gates"].as_array().expect("gates");
        gates.iter().find(|it| it["gate"] == gate).expect(gate)["state"].clone()
    };
    assert_eq!(state("findings"), "passed");
    for gate in ["coverage", "scenarios", "guardians"] {
        assert_eq!(state(gate), "failed", "{gate}");
    }
    assert_eq!(state("approvals"), "open");
    assert!(!stage.path("small.package").exists(), "nothing was written");

    let text = journey::format::write(&broken);
    let mut unconnected: Value = serde_json::from_str(&text).expect("JSON");
    unconnected["nodes"]["spare"] = json!({"kind": "flow.end"});
    stage.file("small.journey.json", unconnected.to_string());
    let said = publish(&stage, "--format json").with(1).json();
    assert_eq!(said["gates"][0]["state"], "failed");
    assert_eq!(said["gates"][1]["state"], "unknown");
    assert!(!said["findings"].as_array().expect("findings").is_empty());
}

#[test]
fn a_warning_is_published_with_a_reason_or_not_at_all() {
    let stage = stage();
    let text = std::fs::read_to_string(stage.path("small.journey.json")).expect("written");
    let mut journey: Value = serde_json::from_str(&text).expect("JSON");
    // Without its goal.
    journey["nodes"].as_object_mut().expect("steps").remove("goal");
    journey["edges"].as_object_mut().expect("edges").remove("goal");
    journey["edges"]["branch"]["big"] = json!("won");
    stage.file("small.journey.json", journey.to_string());
    let said = publish(&stage, "--format json").with(1).json();
    assert_eq!(said["gates"][5]["gate"], "warnings");
    assert_eq!(said["gates"][5]["missing"][0]["code"], "warnings");
    assert_eq!(said["findings"][0]["code"], "no_goal");
    publish(&stage, "--accept no_goal@wait=elsewhere").with(1).shows("[no_goal]");
    publish(&stage, "--accept no_goal=a-notice-only").with(0);
    stage.run("keys trust alice.key --out trust.json").with(0);
    let said = verify(&stage, "--format json").with(0).json();
    let findings = said["package"]["evidence"]["findings"].as_array().expect("findings").clone();
    assert!(findings.iter().any(|it| it["reason"] == "a-notice-only"), "{findings:?}");
    let policy = json!({"format": "tabiji.policy", "version": 1, "accepted": [
        {"code": "no_goal", "reason": "お知らせのみ"}]});
    stage.file("policy.json", policy.to_string());
    publish(&stage, "--policy policy.json").with(0);
    publish(&stage, "--accept no_such=why").with(1).complains("was not found");
    publish(&stage, "--accept no_such=").with(2).complains("CODE=REASON");
}

#[test]
fn somebody_else_approves() {
    let stage = stage();
    stage.run("keys trust alice.key bob.key --out trust.json --approvals 1").with(0);
    stage.file("policy.json", r#"{"format": "tabiji.policy", "version": 1, "approvals": 1}"#);
    publish(&stage, "--policy policy.json").with(0).shows("once 1 more have signed it");
    let said = verify(&stage, "--format json").with(1).json();
    assert_eq!(said["code"], "not_approved");
    let approve = |key: &str| {
        keyed(
            &stage,
            &format!("approve small.package --key {key}.key --trust trust.json --at {AT}"),
        )
    };
    approve("alice").with(2).complains("somebody else");
    keyed(&stage, "keys new --out eve.key").with(0);
    approve("eve").with(2).complains("does not let the key");
    approve("bob").with(0).shows("signed by       bob");
    verify(&stage, "").with(0).shows("signed by       alice").shows("signed by       bob");
}

#[test]
fn keys_are_their_owners_alone_and_change_without_a_gap() {
    let stage = stage();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(stage.path("alice.key")).expect("there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let before = std::fs::read(stage.path("alice.key")).expect("there");
    keyed(&stage, "keys new --out alice.key").with(2).complains("never written over");
    assert_eq!(std::fs::read(stage.path("alice.key")).expect("there"), before);
    let short =
        stage.run_with(&["keys", "new", "--out", "x.key"], &[("TABIJI_PASSPHRASE", "short")]);
    short.with(2).complains("at least 8 characters");
    let wrong = [("TABIJI_PASSPHRASE", "another one")];
    let call = ["publish", "small.journey.json", "--key", "alice.key", "--out", "x.package"];
    stage.run_with(&call, &wrong).with(2).complains("alice.key: cannot be opened");

    // What others may know is enough to trust; who has it cannot sign.
    let public = stage.run("keys show alice.key --format json").with(0).out;
    stage.file("alice.public.json", public);
    stage.run("keys trust alice.public.json --out trust.json").with(0);
    keyed(&stage, "publish small.journey.json --key alice.public.json --out x.package").with(2);
    publish(&stage, "").with(0);
    verify(&stage, "").with(0);
    let alone =
        stage.run(&format!("keys retire {} --trust trust.json --lost", id(&stage, "alice")));
    alone.with(2).complains("add keys");
    stage.run("keys trust bob.key --out trust.json").with(0).shows("alice").shows("bob");
    stage
        .run(&format!("keys retire {} --trust trust.json --at 2026-11-25", id(&stage, "alice")))
        .with(0);
    verify(&stage, "").with(0);
    stage.run(&format!("keys retire {} --trust trust.json --lost", id(&stage, "alice"))).with(0);
    verify(&stage, "").with(1).shows("refused [not_trusted]");
    keyed(
        &stage,
        &format!("publish small.journey.json --key bob.key --out small.package --at {AT}"),
    )
    .with(0);
    verify(&stage, "--running 1").with(0).shows("signed by       bob");
}

#[test]
fn a_package_goes_over_nothing_but_its_own_journeys() {
    let stage = stage();
    stage.file("small.package", "my notes");
    publish(&stage, "").with(2).complains("no package of this journey");
    assert_eq!(std::fs::read_to_string(stage.path("small.package")).expect("there"), "my notes");
    std::fs::remove_file(stage.path("small.package")).expect("removed");
    publish(&stage, "--release 5").with(0);
    publish(&stage, "--release 5").with(2).complains("the next is 6");
    publish(&stage, "--outage email").with(2).complains("the world as it is");
}

#[test]
fn no_customer_comes_into_a_package() {
    let stage = stage();
    let rows: String =
        (0..300).map(|row| format!("canary-{row}@example.test,{},true\n", row * 70)).collect();
    stage.file("people.csv", format!("id,cart_value,email_ok\n{rows}"));
    let events: String = (0..300)
        .map(|row| format!("canary-{row}@example.test,2026-01-06T09:00,signup\n"))
        .collect();
    stage.file("events.csv", format!("id,at,event\n{events}"));
    publish(&stage, "--customers people.csv --events events.csv").with(0);
    let mut files = Vec::new();
    let text = std::fs::read_to_string(stage.path("small.package")).expect("written");
    let envelope = package::Envelope::read(text.as_bytes()).expect("a package");
    files.push(String::from_utf8(envelope.payload().to_vec()).expect("text"));
    let payload = package::Payload::read(envelope.payload()).expect("readable");
    assert_eq!(payload.evidence.rehearsal.population.customers, 300);
    assert!(!payload.golden.is_empty(), "traces are of customers that the engine made");
    for file in files {
        assert!(!file.contains("canary"), "a customer is in the package");
    }
    let key: PathBuf = stage.path("alice.key");
    assert!(!std::fs::read_to_string(key).expect("there").contains("たびじ"));
}
