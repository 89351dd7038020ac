//! Customers are taken in, rehearsed on and purged, as a page asks for it.

use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::commands::{Desk, NoDialogs};
use crate::session::Session;

const DAY: i64 = 86_400_000;

async fn desk(folder: &Path) -> Desk<NoDialogs> {
    let session = Session::open(&folder.join("workspace.tabiji"), || 1_000).await.unwrap();
    Desk { session, host: NoDialogs }
}

/// Everyone signs up and gets a mail.
async fn opened(desk: &Desk<NoDialogs>) -> Value {
    let journey = journey::notation::journey("entry signup -> message email -> end");
    let text = journey::format::write(&journey);
    let file = json!({"name": "j.journey.json", "text": text});
    desk.call("open_text", file).await.unwrap()
}

/// Hands a file over, looks at it, and returns the plan that is proposed.
async fn plan(desk: &Desk<NoDialogs>, document: &Value, name: &str, text: &str) -> Value {
    let piece = json!({"file": null, "name": name, "bytes": STANDARD.encode(text)});
    let held = desk.call("hand_over", piece).await.unwrap();
    let reading = json!({"encoding": null, "separator": null});
    let at = json!({"document": document, "file": held["file"], "reading": reading, "of": null});
    let look = desk.call("look_at", at).await.unwrap();
    let all = |of: &str| look[of].as_array().unwrap().clone();
    let columns: Vec<Value> = all("columns").iter().map(|it| it["proposed"].clone()).collect();
    let events = all("events");
    let events = events.iter().map(|it| (it["name"].as_str().unwrap(), it["proposed"].clone()));
    let events: serde_json::Map<String, Value> =
        events.map(|(name, of)| (name.to_owned(), of)).collect();
    json!({"file": held["file"], "of": look["of"], "reading": reading, "columns": columns,
        "events": events, "rules": [], "mends": []})
}

fn setup(population: &Value) -> Value {
    json!({"seed": 1, "runs": null, "customers": null, "start": null, "population": population,
        "horizon": "30d", "whole": true})
}

async fn rehearsed(desk: &Desk<NoDialogs>, document: &Value, population: &Value) -> Value {
    let asked = json!({"document": document, "setup": setup(population)});
    let run = desk.call("rehearse", asked).await.unwrap()["run"].clone();
    let mut seen = Value::Null;
    loop {
        let progress = desk.call("progress", json!({"run": run, "seen": seen})).await.unwrap();
        match progress["phase"].as_str() {
            Some("done") => return run,
            Some("failed") => panic!("{progress}"),
            _ => seen = progress["phase"].clone(),
        }
    }
}

/// Every file below a folder that holds a word.
fn holding(folder: &Path, word: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(at) = open.pop() {
        for path in std::fs::read_dir(at).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                open.push(path);
            } else {
                let bytes = std::fs::read(&path).unwrap();
                if bytes.windows(word.len()).any(|it| it == word.as_bytes()) {
                    found.push(path);
                }
            }
        }
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn purged_customers_are_in_no_file_of_the_workspace() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path()).await;
    let opened = opened(&desk).await;
    let document = &opened["document"];
    let mut people = String::from("id,remark,E-mail,電話,visits,cart_value,email_ok,tier\n");
    let mut log = String::from("id,event,at,note\n");
    for row in 0..60 {
        let visits = if row == 7 { "CANARY-bad".to_owned() } else { row.to_string() };
        people += &format!(
            "CANARY-id-{row},CANARY-remark-{row},CANARY-{row}@example.com,CANARY-tel-{row},{visits},5,yes,gold\n"
        );
        log +=
            &format!("CANARY-id-{row},signup,2026-01-0{} 10:00,CANARY-note-{row}\n", row % 9 + 1);
    }
    let mut customers = plan(&desk, document, "CANARY-people.csv", &people).await;
    assert_eq!(customers["columns"][2], json!({"is": "out"}));
    assert_eq!(customers["columns"][3], json!({"is": "out"}));
    customers["columns"][3] = json!({"is": "pseudonym", "name": "phone"});
    let events = plan(&desk, document, "CANARY-log.csv", &log).await;
    let tried = json!({"document": document, "plans": [customers, events]});
    let trial = desk.call("try_files", tried).await.unwrap();
    assert_eq!(trial["ready"], false);
    assert_eq!(
        trial["files"][0]["troubles"][0]["cells"],
        json!([{"line": 9, "found": "CANARY-bad"}])
    );
    assert_eq!(trial["first"]["rows"][0][0], "CANARY-id-0");
    customers["rules"] = json!([{"column": 4, "bad": "misfit", "then": "missing"}]);
    let keep = json!({"document": document, "revision": opened["revision"],
        "plans": [customers, events], "days": 90});
    let taken = desk.call("take_in", keep).await.unwrap();
    let population = taken["population"]["id"].clone();
    assert_eq!(taken["population"]["about"]["missing"], 1);
    assert_eq!(taken["population"]["expires_at"], 1_000 + 90 * DAY);
    let settings = &taken["applied"]["patch"];
    assert!(settings.to_string().contains("remark") && !settings.to_string().contains("CANARY"));
    let run = rehearsed(&desk, document, &population).await;
    let report = desk.call("report", json!({"run": run})).await.unwrap();
    assert_eq!(report["report"]["population"]["customers"], 60);
    let told = json!({"run": run, "customer": "CANARY-id-3"});
    let story = desk.call("story", told.clone()).await.unwrap();
    assert!(
        story.to_string().contains("CANARY-remark-3") && !story.to_string().contains("CANARY-tel")
    );
    // What is written while they are there must not hold them either: steps, snapshots, a rehearsal of an older version.
    let undone = json!({"document": document, "revision": taken["applied"]["revision"]});
    desk.call("undo", undone).await.unwrap();
    rehearsed(&desk, document, &population).await;
    desk.session.make_snapshots().await;
    assert!(
        !holding(folder.path(), "CANARY").is_empty(),
        "they are kept, and this would find them"
    );
    desk.call("purge", json!({"population": population})).await.unwrap();
    assert_eq!(desk.call("story", told).await.unwrap_err().code, "no_run");
    let again = json!({"document": document, "setup": setup(&population)});
    assert_eq!(desk.call("rehearse", again).await.unwrap_err().code, "no_population");
    assert_eq!(holding(folder.path(), "CANARY"), Vec::<PathBuf>::new());
    desk.session.close().await;
    assert_eq!(holding(folder.path(), "CANARY"), Vec::<PathBuf>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn new_attributes_and_events_are_one_step_and_a_stale_import_keeps_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path()).await;
    let opened = opened(&desk).await;
    let (document, revision) = (&opened["document"], opened["revision"].as_u64().unwrap());
    let people =
        plan(&desk, document, "p.csv", "id,cart_value,email_ok,tier,visits\na,1,yes,gold,3\n")
            .await;
    let log = plan(&desk, document, "e.csv", "id,event,at,shop\na,visit,2026-01-01,x1\n").await;
    let keep = |revision: u64| json!({"document": document, "revision": revision, "plans": [people, log], "days": null});
    let stale = desk.call("take_in", keep(revision + 1)).await.unwrap_err();
    assert_eq!(stale.code, "stale");
    let kept = desk.call("populations", json!({})).await.unwrap();
    assert_eq!(kept, json!({"populations": []}));
    let taken = desk.call("take_in", keep(revision)).await.unwrap();
    assert_eq!(taken["applied"]["revision"], revision + 1);
    let drawing =
        desk.call("open", json!({"document": document})).await.unwrap()["drawing"].clone();
    assert_eq!(drawing["settings"]["attributes"]["visits"], json!({"type": "integer"}));
    assert_eq!(
        drawing["settings"]["events"]["visit"]["properties"]["shop"],
        json!({"type": "text"})
    );
    let act = json!({"document": document, "revision": revision + 1});
    desk.call("undo", act).await.unwrap();
    let back = desk.call("open", json!({"document": document})).await.unwrap();
    assert_eq!(back["drawing"], opened["drawing"]);
    let kept = desk.call("populations", json!({})).await.unwrap();
    let id = &kept["populations"][0]["id"];
    let retained = desk.call("retain", json!({"population": id, "days": 7})).await.unwrap();
    assert_eq!(retained["expires_at"], 1_000 + 7 * DAY);
    let never = desk.call("retain", json!({"population": id, "days": 0})).await.unwrap_err();
    assert_eq!(never.code, "bad_retention");
    drop(desk);
    // The next start is eight days later.
    let session = Session::open(&folder.path().join("workspace.tabiji"), || 8 * DAY).await.unwrap();
    assert_eq!(session.populations().await.unwrap(), []);
    assert_eq!(holding(folder.path(), "PAR1"), Vec::<PathBuf>::new());
}
