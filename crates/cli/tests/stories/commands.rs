//! Every command on a good journey: what it prints, writes and answers.

use std::io::Write;
use std::process::Stdio;

use assert_cmd::cargo::CommandCargoExt;

use crate::stage::{Stage, demo};

#[test]
fn check_lists_findings_and_answers_yes_without_errors() {
    let stage = Stage::with_demo();
    stage
        .run("check demo.journey.json")
        .with(0)
        .shows("0 errors, 1 warning, 0 notes")
        .shows("[may_be_missing]");
    let said = stage.run("check demo.journey.json --format json --lang ja").with(0);
    let list = said.json();
    assert_eq!(list[0]["code"], "may_be_missing");
    assert_eq!(list[0]["severity"], "warning");
    assert_eq!(list[0]["node"], "branch");
    assert!(list[0]["message"].as_str().unwrap().contains("値"));
}

#[test]
fn check_answers_no_when_there_are_errors() {
    let stage = Stage::new();
    stage.journey("bad.journey.json", &journey::notation::journey("entry -> wait -> end"));
    stage.run("check bad.journey.json").with(1).shows("error  wait");
    stage.run("simulate bad.journey.json").with(1).complains("has 1 error; correct it first");
}

#[test]
fn fmt_rewrites_only_what_is_not_canonical_and_keeps_what_it_does_not_know() {
    let stage = Stage::with_demo();
    stage.run("fmt demo.journey.json --check").with(0);
    let text = std::fs::read_to_string(stage.path("demo.journey.json")).unwrap();
    let loose = text.replacen('{', "{\n\n \"x_future\": [1, {\"a\": 2}],", 1);
    stage.file("loose.journey.json", &loose);
    stage.run("fmt loose.journey.json --check").with(1).shows("not in canonical form");
    assert_eq!(std::fs::read_to_string(stage.path("loose.journey.json")).unwrap(), loose);
    stage.run("fmt loose.journey.json").with(0).shows("rewritten");
    let after = std::fs::read_to_string(stage.path("loose.journey.json")).unwrap();
    assert!(after.contains("x_future"), "{after}");
    stage.run("fmt loose.journey.json --check").with(0);
    let said = stage.run("fmt loose.journey.json --format json").with(0);
    assert_eq!(said.json()["canonical"], true);
}

#[test]
fn a_journey_may_come_from_standard_input() {
    let stage = Stage::with_demo();
    let bytes = std::fs::read(stage.path("demo.journey.json")).unwrap();
    let output = stage.command().args(["fmt", "-"]).write_stdin(bytes.clone()).output().unwrap();
    assert_eq!(output.stdout, bytes);
    let output = stage.command().args(["check", "-"]).write_stdin(bytes).output().unwrap();
    assert!(output.status.success());
}

#[test]
fn simulate_gives_the_same_bytes_on_any_number_of_threads() {
    let stage = Stage::with_demo();
    let run = |threads: u8| {
        stage
            .run(&format!("simulate demo.journey.json --format json --runs 3 --threads {threads}"))
            .with(0)
            .out
    };
    let one = run(1);
    assert_eq!(one, run(2));
    assert_eq!(one, run(8));
    let report: serde_json::Value = serde_json::from_str(&one).unwrap();
    assert_eq!(report["format"], "tabiji.report");
    assert_eq!(report["options"]["start"], "2026-01-05T00:00:00+09:00");
    assert_eq!(report["population"]["customers"], 2000);
}

#[test]
fn simulate_prints_the_text_and_saves_the_report() {
    let stage = Stage::with_demo();
    let said =
        stage.run("simulate demo.journey.json --count 300 --lang ja --out 報告.json").with(0);
    let said = said
        .shows("カート回復")
        .shows("まず確認すること")
        .shows("連絡の頻度")
        .shows("分かりません");
    assert!(!said.out.contains('\u{1b}'), "no colors where there is no terminal");
    let saved = std::fs::read(stage.path("報告.json")).unwrap();
    let report: serde_json::Value = serde_json::from_slice(&saved).unwrap();
    assert_eq!(report["population"]["customers"], 300);
}

#[test]
fn the_language_comes_from_the_environment() {
    let stage = Stage::with_demo();
    let output = stage
        .command()
        .env("LC_ALL", "ja_JP.UTF-8")
        .args(["check", "demo.journey.json"])
        .output()
        .unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().contains("警告"));
}

#[test]
fn customers_and_events_come_from_files() {
    let stage = Stage::with_demo();
    let cp932 = cp932(
        "顧客番号,会員ランク,Cart Value,email_ok,氏名\n1,gold,\"１２,０００\",はい,髙橋\n2,silver,100,いいえ,佐藤\n",
    );
    stage.file("顧客.csv", &cp932);
    stage.file("e.jsonl", "{\"customer\":\"1\",\"at\":\"2026-02-02T10:00\",\"event\":\"signup\"}\n{\"customer\":\"1\",\"at\":\"2026-02-03\",\"event\":\"visit\"}\n{\"customer\":\"1\",\"at\":\"2026-02-02T11:00\",\"event\":\"message.opened\",\"step\":\"message\",\"channel\":\"email\"}\n");
    let inputs = "demo.journey.json --customers 顧客.csv --events e.jsonl --map tier=会員ランク --start 2026-02-01";
    let said = stage.run(&format!("simulate {inputs} --format json")).with(0);
    let said = said
        .complains("顧客.csv: 2 rows, cp932")
        .complains("columns ignored: 氏名")
        .complains("left out: visit (1)");
    assert_eq!(said.json()["totals"]["entered"], 1);
    let said = stage.run(&format!("explain {inputs} --customer 1 --lang ja")).with(0);
    said.shows("2026-02-02 (月) 10:00:00")
        .shows("✓ 「big」の理由")
        .shows("会員ランクが「gold」（実際はgold）");
}

/// Writes a text as Windows in Japan does.
fn cp932(text: &str) -> Vec<u8> {
    encoding_rs::SHIFT_JIS.encode(text).0.into_owned()
}

#[test]
fn without_a_start_the_first_event_says_when() {
    let stage = Stage::new();
    stage.journey("j.journey.json", &journey::notation::journey("entry -> end"));
    stage.file("e.csv", "id,at,event\na,2026-03-05 10:00,signup\n");
    let said = stage.run("simulate j.journey.json --events e.csv --format json").with(0);
    assert_eq!(said.json()["options"]["start"], "2026-03-05T00:00:00+09:00");
    assert_eq!(said.json()["totals"]["entered"], 1);
}

#[test]
fn explain_is_a_document_for_programs_too() {
    let stage = Stage::with_demo();
    let said =
        stage.run("explain demo.journey.json --customer c000001 --run 2 --format json").with(0);
    assert_eq!(said.json()["run"], 2);
    assert!(said.json()["timeline"].as_array().unwrap().len() > 3);
}

#[test]
fn a_customer_of_another_answer_or_attribute_has_another_future() {
    let stage = Stage::new();
    let text = r#"entry -> message email {"response": {"opened": {"response": {"chance": {"constant": 0}}, "delay": {"constant": "1h"}}}} -> opened=await 2d {yes: message.opened} -> won=end converted; opened.timeout -> b=branch {gold: customer.tier == "gold"} -> won; b.otherwise -> lost=end left; message.bounced -> lost; message.not_sent -> lost"#;
    stage.journey("j.journey.json", &journey::notation::journey(text));
    stage.file("c.csv", "id,tier,email_ok,cart_value\na,silver,true,1\n");
    stage.file("e.csv", "id,at,event\na,2026-01-05 10:00,signup\n");
    let explain = "explain j.journey.json --customers c.csv --events e.csv --customer a";
    let forked = |fork: &[&str], format: &str| {
        let mut arguments: Vec<&str> = explain.split_whitespace().collect();
        arguments.extend(["--format", format, "--fork"]);
        arguments.extend(fork);
        stage.run_list(&arguments)
    };
    let said = forked(&["given message opened +1h"], "json").with(0).json();
    let (first, other) = (&said["timeline"], &said["fork"]["timeline"]);
    let same = said["fork"]["same"].as_u64().unwrap() as usize;
    let lines = |of: &serde_json::Value| of.as_array().unwrap().clone();
    assert_eq!(lines(first)[..same], lines(other)[..same]);
    let end = |of: &serde_json::Value| lines(of).last().unwrap()["outcome"].clone();
    assert_eq!((end(first), end(other)), ("left".into(), "converted".into()));
    forked(&["customer tier=gold", "--at", "2026-01-07"], "text")
        .with(0)
        .shows("With “customer tier=gold”")
        .shows("Held as in the rehearsal")
        .shows("Here the ways part:")
        .shows("converted");
    forked(&["customer tier=silver", "--lang", "ja"], "text").with(0).shows("経過は変わりません");
    forked(&["customer tier=iron"], "text")
        .with(2)
        .complains("“iron” is no value of the attribute “tier”; choose among gold, silver, bronze");
    forked(&["given message opened"], "text").with(2).complains("--fork cannot be read, column 21");
}

#[test]
fn a_sample_comes_back_as_the_same_population() {
    let stage = Stage::with_demo();
    let direct =
        stage.run("simulate demo.journey.json --count 500 --format json --no-ranges").with(0).out;
    for (people, log) in [("c.csv", "e.csv"), ("c.tsv.gz", "e.csv.gz"), ("c.jsonl", "e.jsonl.gz")] {
        let made = stage
            .run(&format!(
                "sample demo.journey.json --count 500 --out {people} --events {log} --format json"
            ))
            .with(0);
        let hash = made.json()["hash"].clone();
        let back = stage.run(&format!("simulate demo.journey.json --customers {people} --events {log} --format json --no-ranges")).with(0);
        assert_eq!(back.json()["population"]["hash"], hash, "{people}");
        assert_eq!(back.out, direct, "{people}: the same report, byte for byte");
    }
    let text = std::fs::read_to_string(stage.path("c.csv")).unwrap();
    assert!(text.contains(",'=サンプル1,"), "what a spreadsheet would run is guarded");
}

#[test]
fn schemas_and_completions_are_printed() {
    let stage = Stage::new();
    let journey = stage.run("schema journey").with(0).json();
    assert_eq!(journey["title"], "Tabiji journey");
    let report = stage.run("schema report").with(0).json();
    assert_eq!(report["properties"]["format"]["const"], "tabiji.report");
    stage.run("completions bash").with(0).shows("_tabiji");
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let stage = Stage::with_demo();
    let mut command = std::process::Command::cargo_bin("tabiji").unwrap();
    let child = command
        .args(["schema", "journey"])
        .current_dir(stage.path("."))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = child.unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    let words = String::from_utf8(output.stderr).unwrap();
    assert!(words.is_empty(), "{words}");
    assert!(output.status.success());
}

#[test]
fn sub_journeys_come_from_the_folder() {
    let stage = Stage::new();
    let mut inner = journey::notation::journey("inbound chat -> end resolved");
    inner.id = "jny_sub".into();
    stage.journey("inner.journey.json", &inner);
    stage.journey("outer.journey.json", &journey::notation::journey("entry -> sub jny_sub -> end"));
    let missing = stage.run("check outer.journey.json --format json").json();
    let codes: Vec<&str> =
        missing.as_array().unwrap().iter().filter_map(|it| it["code"].as_str()).collect();
    assert!(!codes.contains(&"sub_missing"), "{codes:?}");
    std::fs::remove_file(stage.path("inner.journey.json")).unwrap();
    let missing = stage.run("check outer.journey.json --format json").with(1).json();
    let codes: Vec<&str> =
        missing.as_array().unwrap().iter().filter_map(|it| it["code"].as_str()).collect();
    assert!(codes.contains(&"sub_missing"), "{codes:?}");
}

#[test]
fn the_demo_can_be_looked_at() {
    // TABIJI_LOOK=FOLDER keeps the journey of these stories for a look by hand.
    if let Some(folder) = std::env::var_os("TABIJI_LOOK") {
        let path = std::path::Path::new(&folder).join("demo.journey.json");
        let mut file = std::fs::File::create(path).unwrap();
        file.write_all(journey::format::write(&demo()).as_bytes()).unwrap();
    }
}

#[test]
fn cover_names_gaps_and_who_would_close_them() {
    let stage = Stage::new();
    let text = r#"settings {"population": {"customers": 20, "start": "2026-01-05", "attributes": {"cart_value": {"of": {"uniform": {"from": 0, "to": 10}}}, "email_ok": {"of": {"percent": 100}}, "tier": {"of": {"weights": {"gold": 1}}}}, "events": [{"event": "signup", "mean": 3}]}}
        entry -> old=branch{old: is_set(customer.age) && customer.age >= 65} -> young=branch{young: customer.age < 18} -> end; old.otherwise -> end; young.otherwise -> end"#;
    stage.journey("two.journey.json", &journey::notation::journey(text));
    let said = stage.run("cover two.journey.json --emit 隙間.csv").with(0);
    let said = said.shows("ways out").shows("closed by a generated customer");
    assert!(said.out.contains("impossible together"), "{}", said.out);
    stage.run("cover two.journey.json --lang ja").with(0).shows("両立しません");
    let json = stage.run("cover two.journey.json --format json").with(0).json();
    assert_eq!(json["nodes"]["total"], 4);
    let gaps = json["gaps"].as_array().unwrap();
    assert!(
        gaps.iter().any(|gap| gap["port"] == "young" && gap["answer"]["impossible"].is_array())
    );
    // The generated customers come back through the front door and close what can be closed.
    let again = "cover two.journey.json --customers 隙間.csv --events 隙間.events.csv --start 2026-01-05 --format json";
    let json = stage.run(again).with(0).json();
    let place = |gap: &serde_json::Value| {
        let part = |key: &str| gap[key].to_string();
        [part("node"), part("port"), part("condition"), part("truth")]
    };
    let found = gaps.iter().filter(|gap| !gap["answer"]["customer"].is_null());
    let found: Vec<_> = found.map(place).collect();
    assert!(!found.is_empty());
    for gap in json["gaps"].as_array().unwrap() {
        assert!(!found.contains(&place(gap)), "{gap}");
    }
    assert_eq!(json["edges"]["impossible"], 1);
}

#[test]
fn compare_says_what_was_changed_and_what_it_does() {
    let stage = Stage::with_demo();
    let mut newer = demo();
    let wait =
        newer.nodes.iter().find(|(_, node)| node.kind == "message").map(|(id, _)| id.clone());
    let wait = wait.unwrap();
    let node = newer.node_mut(&wait).unwrap();
    node.config
        .insert("response".into(), serde_json::json!({"delivered": {"chance": {"constant": 10}}}));
    stage.journey("newer.journey.json", &newer);
    let same =
        stage.run("compare demo.journey.json demo.journey.json --format json").with(0).json();
    assert_eq!(same["changed"].as_array().unwrap().len(), 0);
    assert_eq!(same["structure"]["changed"].as_array().unwrap().len(), 0);
    for kpi in same["kpis"].as_array().unwrap() {
        assert_eq!((&kpi["difference"], &kpi["verdict"]), (&0.0.into(), &"same".into()), "{kpi}");
    }
    let said = stage.run("compare demo.journey.json newer.journey.json").with(0);
    said.shows("response").shows("Who ends differently");
    let said = stage.run("compare demo.journey.json newer.journey.json --lang ja").with(0);
    said.shows("結果が変わる顧客");
    let json =
        stage.run("compare demo.journey.json newer.journey.json --format json").with(0).json();
    let changes = json["structure"]["changed"].as_array().unwrap();
    assert!(changes.iter().any(|it| it["field"].as_str().unwrap().contains("response")), "{json}");
}

#[test]
fn export_draws_the_whole_journey_in_both_languages_and_themes() {
    let stage = Stage::with_demo();
    let drawn = stage.run("export demo.journey.json --as svg --lang ja").with(0);
    assert!(drawn.out.starts_with("<svg ") && drawn.out.contains(">終了<"), "{}", drawn.out);
    let dark = "export demo.journey.json --as svg --lang en --theme dark --lanes --out x.svg";
    let said = stage.run(&format!("{dark} --format json")).with(0).json();
    let written = std::fs::read_to_string(stage.path("x.svg")).unwrap();
    assert!(written.contains(">End<") && written.contains(">Loyalty<"), "{written}");
    assert!(written.contains(&format!("height=\"{}\"", said["height"].as_f64().unwrap())));
    stage
        .run("export demo.journey.json --as svg --out nowhere/x.svg")
        .with(2)
        .complains("cannot be saved");
}
