//! Bad input: the status, what is said on standard error, and the way out it names.

use crate::stage::Stage;

const GOOD: &str = "entry -> end";

fn with(notation: &str) -> Stage {
    let stage = Stage::new();
    stage.journey("j.journey.json", &journey::notation::journey(notation));
    stage
}

#[test]
fn what_is_no_journey_is_refused() {
    let stage = Stage::new();
    stage
        .file("a.json", "{\"a\": 1}")
        .file("b.json", "hello")
        .file("empty.json", "")
        .file("bin.json", [0xff, 0, 1]);
    stage
        .run("check a.json")
        .with(2)
        .complains("a.json: found no \"format\"")
        .complains(".journey.json");
    stage.run("check b.json").with(2).complains("expected JSON; mend the file");
    stage.run("check empty.json").with(2).complains("empty.json: line");
    stage.run("check bin.json").with(2).complains("bin.json");
    stage
        .run("check nowhere.json")
        .with(2)
        .complains("cannot be read")
        .complains("check path and permission");
    stage.run("check .").with(2).complains("cannot be read");
}

#[test]
fn a_newer_version_names_the_way_out() {
    let stage = Stage::new();
    stage.file("n.journey.json", "{\"format\": \"tabiji.journey\", \"version\": 99}");
    let said = stage.run("check n.journey.json").with(2);
    said.complains("journey file is version 99; this build reads up to 1; update tabiji");
    let said = stage.run("check n.journey.json --lang ja").with(2);
    said.complains("エラー：n.journey.json：版99のファイルです");
}

#[test]
fn findings_of_the_file_are_findings_of_check() {
    let stage = with(GOOD);
    let text = std::fs::read_to_string(stage.path("j.journey.json")).unwrap();
    let twice = text.replacen("\"nodes\": {", "\"nodes\": {\"end\": {\"kind\": \"flow.end\"},", 1);
    stage.file("twice.journey.json", twice);
    stage.run("check twice.journey.json").with(1).shows("[duplicate_id]");
    stage.run("simulate twice.journey.json").with(1).complains("duplicate_id");
    stage.run("fmt twice.journey.json").with(1).complains("Two steps have the id");
    let nowhere = text.replacen("\"out\": \"end\"", "\"out\": \"gone\"", 1);
    assert_ne!(nowhere, text);
    stage.file("nowhere.journey.json", nowhere);
    stage.run("check nowhere.journey.json").with(1).shows("[edge_missing_node]");
}

#[test]
fn bad_arguments_are_refused() {
    let stage = with(GOOD);
    stage.run("").with(2);
    stage.run("discover j.journey.json").with(2).complains("unrecognized subcommand");
    stage.run("simulate").with(2);
    stage.run("simulate j.journey.json --runs 0").with(2);
    stage.run("simulate j.journey.json --horizon soon").with(2).complains("such as 90d");
    stage.run("simulate j.journey.json --map age").with(2).complains("ATTRIBUTE=COLUMN");
    stage
        .run("simulate j.journey.json --encoding latin1")
        .with(2)
        .complains("expected utf-8, cp932");
    stage.run("simulate j.journey.json --start tomorrow").with(2).complains("2026-11-22");
    stage
        .run("simulate j.journey.json")
        .with(2)
        .complains("no sample population")
        .complains("--customers FILE");
    stage.run("sample j.journey.json --out x.docx").with(2).complains(".csv, .tsv, .jsonl");
    stage.run("--version").with(0).shows("tabiji");
    stage.run("--help").with(0).shows("simulate");
}

#[test]
fn bad_customers_are_refused_with_row_and_column() {
    let stage = with(GOOD);
    let run = |more: &str| stage.run(&format!("simulate j.journey.json --customers c.csv {more}"));
    stage.file("c.csv", "id,age\na,30\nb,old\n");
    run("")
        .with(2)
        .complains("c.csv: 1 cell does not fit")
        .complains("row 3, column age: found “old”, expected a whole number")
        .complains("--invalid missing");
    run("--invalid missing").with(0).complains("read as missing: 1");
    run("--map age=Nenrei")
        .with(2)
        .complains("has no column “Nenrei”")
        .complains("there are: id, age");
    run("--id kyaku").with(2).complains("has no column “kyaku”");
    run("--lang ja")
        .with(2)
        .complains("エラー：c.csv：読めないセルが1件あります")
        .complains("3行目、列「age」：「old」は読めません");
    stage.file("c.csv", "");
    run("").with(2).complains("is empty; expected a header and rows");
    stage.file("c.csv", "id,age\n");
    run("").with(2).complains("has a header and no rows");
    stage
        .run("simulate j.journey.json --customers none.csv")
        .with(2)
        .complains("none.csv: cannot be read");
    stage.run("simulate j.journey.json --customers .").with(2);
}

#[test]
fn cp932_read_as_utf_8_names_the_encoding() {
    let stage = with(GOOD);
    let (bytes, _, _) = encoding_rs::SHIFT_JIS.encode("id,name\na,山田太郎\n");
    stage.file("c.csv", &bytes);
    stage.run("simulate j.journey.json --customers c.csv").with(0).complains("1 row, cp932");
    let said = stage.run("simulate j.journey.json --customers c.csv --encoding utf-8").with(2);
    said.complains("row 2: byte 0x8e does not fit in utf-8; read it as cp932: --encoding cp932");
}

#[test]
fn an_unknown_customer_gets_a_proposal() {
    let stage = with(GOOD);
    stage.file("c.csv", "id\nalpha\nbeta\n");
    let said = stage.run("explain j.journey.json --customers c.csv --customer alpa").with(2);
    said.complains("no customer has the id “alpa”").complains("such as alpha");
}

#[test]
fn a_script_that_never_ends_is_an_error_and_no_hang() {
    let stage = with(
        r#"entry -> script a b {"source": "if customer.age == 4321 { loop {} } \"a\""} -> x=end; script.error -> y=end unresolved"#,
    );
    stage.file("c.csv", "id,age\na,4321\nb,4321\nc,4321\n");
    stage.file("e.csv", "id,at,event\na,2026-01-05 10:00,signup\nb,2026-01-05 10:00,signup\nc,2026-01-05 10:00,signup\n");
    let inputs = "j.journey.json --customers c.csv --events e.csv";
    let said = stage.run(&format!("simulate {inputs} --format json")).with(0);
    let report = said.json();
    assert_eq!(report["nodes"]["script"]["ports"]["error"], 3);
    let health = report["health"].as_array().unwrap();
    assert!(health.iter().any(|it| it["code"] == "script_error"), "{health:?}");
    stage
        .run(&format!("explain {inputs} --customer a"))
        .with(0)
        .shows("the script fails, goes to “error”");
}

#[test]
fn a_script_that_plainly_never_ends_is_refused_before_anything_runs() {
    let stage = with(
        r#"entry -> script a b {"source": "loop {}"} -> x=end; script.error -> y=end unresolved"#,
    );
    stage.run("check j.journey.json").with(1).shows("[script_over_limits]");
}

#[test]
fn a_failed_save_is_told() {
    let stage = Stage::with_demo();
    let said = stage.run("simulate demo.journey.json --count 10 --out nowhere/r.json").with(2);
    said.complains("nowhere/r.json: cannot be saved");
}
