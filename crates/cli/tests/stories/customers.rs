//! Customers that were taken in through the designer give the numbers that the terminal gives for the same file.

use serde_json::{Value, json};

use crate::serve::{call, let_in, serve};
use crate::stage::Stage;

/// Base64 of ASCII and other bytes (RFC 4648), since a page hands files over in it.
fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let group = |group: &[u8]| {
        let at = |place: usize| u32::from(group.get(place).copied().unwrap_or_default());
        let word = at(0) << 16 | at(1) << 8 | at(2);
        let sign = |place: usize| match place <= group.len() {
            true => char::from(SIGNS[(word >> (18 - 6 * place)) as usize & 63]),
            false => '=',
        };
        (0..4).map(sign).collect::<String>()
    };
    bytes.chunks(3).map(group).collect()
}

#[tokio::test]
async fn the_designer_and_the_terminal_say_the_same_of_one_file() {
    let stage = Stage::with_demo();
    let mut people = String::from("id,cart_value,tier,age,email_ok\n");
    let mut log = String::from("customer_id,event,timestamp,amount\n");
    for row in 0..300 {
        let tier = ["gold", "silver", "bronze"][row % 3];
        let age = if row % 50 == 9 { String::new() } else { (18 + row % 60).to_string() };
        let email = if row % 5 == 0 { "no" } else { "yes" };
        people += &format!("c{row},{}.5,{tier},{age},{email}\n", 900 + row * 61);
        log += &format!("c{row},signup,2026-01-0{} 10:{:02},\n", row % 7 + 5, row % 60);
        if row % 4 == 0 {
            log += &format!("c{row},purchase,2026-01-14 12:{:02},{}\n", row % 60, 500 + row);
        }
    }
    stage.file("people.csv", &people).file("log.csv", &log);
    let inputs = "--customers people.csv --events log.csv --seed 3 --horizon 60d";
    let told = stage.run(&format!("simulate demo.journey.json {inputs} --format json")).with(0);
    let (served, demo) =
        (serve(), std::fs::read_to_string(stage.path("demo.journey.json")).unwrap());
    let client = let_in(&served).await;
    let ask = async |name: &str, request: Value| -> Value {
        let answer = call(&client, &served, name, request).await;
        let (status, body) = (answer.status(), answer.json::<Value>().await.unwrap());
        assert!(status.is_success(), "{name}: {body}");
        body
    };
    let opened = ask("open_text", json!({"name": "demo.journey.json", "text": demo})).await;
    let document = &opened["document"];
    let reading = json!({"encoding": null, "separator": null});
    let mut plans = Vec::new();
    for (name, text) in [("people.csv", &people), ("log.csv", &log)] {
        let piece = json!({"file": null, "name": name, "bytes": base64(text.as_bytes())});
        let file = ask("hand_over", piece).await["file"].clone();
        let at = json!({"document": document, "file": file, "reading": reading, "of": null});
        let look = ask("look_at", at).await;
        let list = |of: &str| look[of].as_array().unwrap().clone();
        let columns: Vec<Value> = list("columns").iter().map(|it| it["proposed"].clone()).collect();
        let events: serde_json::Map<String, Value> = list("events")
            .iter()
            .map(|it| (it["name"].as_str().unwrap().to_owned(), it["proposed"].clone()))
            .collect();
        plans.push(json!({"file": file, "of": look["of"], "reading": reading, "columns": columns,
            "events": events, "mends": [], "rules": [{"column": 3, "bad": "blank", "then": "missing"}]}));
    }
    let keep = json!({"document": document, "revision": 0, "plans": plans, "days": 90});
    let taken = ask("take_in", keep).await;
    assert_eq!(taken["applied"], Value::Null, "the journey declares everything already");
    let setup = json!({"seed": 3, "runs": 1, "customers": null, "start": null, "horizon": "60d",
        "population": taken["population"]["id"], "whole": true});
    let run = ask("rehearse", json!({"document": document, "setup": setup})).await["run"].clone();
    let mut seen = Value::Null;
    while seen != "done" {
        seen = ask("progress", json!({"run": run, "seen": seen})).await["phase"].clone();
        assert_ne!(seen, "failed");
    }
    let report = ask("report", json!({"run": run})).await["report"].clone();
    let expected = told.json();
    assert!(expected["population"]["customers"] == 300, "{}", expected["population"]);
    for (part, value) in expected.as_object().unwrap() {
        assert_eq!(&report[part], value, "{part}");
    }
}
