//! The table answers every command by its name, in JSON, as a door calls it.

use std::path::Path;

use serde_json::{Value, json};

use super::*;

async fn desk(folder: &Path) -> Desk<NoDialogs> {
    let session = Session::open(&folder.join("workspace.tabiji"), || 1_000).await.unwrap();
    Desk { session, host: NoDialogs }
}

/// A door whose person always chooses the same file.
struct Always(PathBuf);

impl Host for Always {
    fn has_dialogs(&self) -> bool {
        true
    }

    fn choose_file(&self, _like: &str) -> Chosen<'_> {
        Box::pin(std::future::ready(Some(self.0.clone())))
    }

    fn choose_place(&self, name: &str) -> Chosen<'_> {
        Box::pin(std::future::ready(Some(self.0.with_file_name(name))))
    }

    fn print(&self, to: &Path, paper: Paper) -> Print<'_> {
        let printed = std::fs::write(to, format!("%PDF {} × {}", paper.width, paper.height));
        Box::pin(std::future::ready(printed.map_err(|error| error.to_string())))
    }
}

#[tokio::test]
async fn a_journey_is_started_drawn_and_found_again() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path()).await;
    let opened = desk.call("start_empty", json!({})).await.unwrap();
    let document = opened["document"].clone();
    assert_eq!(opened["findings"][0]["code"], "no_entry");
    let add = |id: &str, kind: &str| json!({"edit": "add_node", "id": id, "kind": kind});
    let change = |revision: u64, edit: Value| json!({"document": document.clone(), "revision": revision, "edit": edit});
    desk.call("edit", change(0, add("nod_in", "entry.event"))).await.unwrap();
    let added = desk.call("edit", change(1, add("nod_end", "flow.end"))).await.unwrap();
    assert_eq!(added["cards"]["nod_end"]["title"]["ja"], "終了");
    assert_eq!(added["undo"]["ja"], "終了を追加");
    let wire = json!({"document": document, "from": "nod_in", "port": "out"});
    let targets = desk.call("targets", wire).await.unwrap();
    assert_eq!(targets["nodes"], json!(["nod_end"]));
    let gallery = desk.call("gallery", json!({})).await.unwrap();
    assert_eq!(gallery["journeys"][0]["steps"], 2);
    desk.call("remove", json!({"document": document})).await.unwrap();
    let gallery = desk.call("gallery", json!({})).await.unwrap();
    assert_eq!(gallery["journeys"], json!([]));
}

#[tokio::test]
async fn what_cannot_be_done_says_why_in_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path()).await;
    let unknown = desk.call("format_disk", json!({})).await.unwrap_err();
    assert_eq!(unknown.code, "bad_request");
    let bad = desk.call("open", json!({"document": 7})).await.unwrap_err();
    assert_eq!(bad.code, "bad_request");
    let none = desk.call("open", json!({"document": "doc_x"})).await.unwrap_err();
    assert_eq!(none.code, "no_document");
    assert!(none.message.ja.contains("doc_x") && none.message.en.contains("doc_x"));
    let sample = desk.call("start_sample", json!({"sample": "cart-recovery"})).await.unwrap();
    let edit =
        json!({"edit": "connect", "from": "nod_coupon", "port": "nowhere", "to": "nod_care"});
    let change = json!({"document": sample["document"], "revision": 0, "edit": edit});
    let refused = desk.call("edit", change).await.unwrap_err();
    assert_eq!(refused.code, "refused");
    assert!(refused.message.ja.contains("出口「nowhere」はありません"), "{refused:?}");
}

#[tokio::test]
async fn a_path_comes_from_the_door_and_only_a_name_goes_to_the_designer() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.journey.json");
    let session = Session::open(&folder.path().join("workspace.tabiji"), || 1).await.unwrap();
    let desk = Desk { session, host: Always(path.clone()) };
    let sample = desk.call("start_sample", json!({"sample": "win-back"})).await.unwrap();
    let document = sample["document"].clone();
    let saved = desk.call("save_file", json!({"document": document})).await.unwrap();
    assert_eq!(saved, json!({"file": "休眠顧客の呼び戻し.journey.json"}));
    std::fs::rename(folder.path().join("休眠顧客の呼び戻し.journey.json"), &path).unwrap();
    let opened = desk.call("open_file", json!({})).await.unwrap();
    assert_eq!(opened["file"], "mine.journey.json");
    assert_eq!(opened["drawing"], sample["drawing"]);
    let folder = folder.path().to_string_lossy().into_owned();
    assert!(!opened.to_string().contains(&folder));
}

#[tokio::test]
async fn snapshots_are_listed_gone_back_to_and_started_from() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path()).await;
    let opened = desk.call("start_sample", json!({"sample": "win-back"})).await.unwrap();
    let document = &opened["document"];
    let rename = json!({"edit": "rename", "name": "x"});
    let change = json!({"document": document, "revision": 0, "edit": rename});
    desk.call("edit", change).await.unwrap();
    let listed = desk.call("snapshots", json!({"document": document})).await.unwrap();
    let snapshot = &listed["snapshots"][0];
    assert_eq!((&snapshot["why"], &snapshot["good"]), (&json!("start"), &json!(true)));
    let from = json!({"document": document, "revision": 1, "snapshot": snapshot["id"]});
    assert_eq!(desk.call("restore", from.clone()).await.unwrap()["revision"], 2);
    assert_eq!(desk.call("start_from", from).await.unwrap()["drawing"], opened["drawing"]);
}

#[tokio::test]
async fn a_condition_goes_to_rows_and_back_and_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path()).await;
    let opened = desk.call("start_sample", json!({"sample": "cart-recovery"})).await.unwrap();
    let at = |text: &str| {
        json!({"document": opened["document"], "node": "nod_care", "field": "/config/arms/0/when",
            "text": text, "lines": null})
    };
    for text in ["", "customer.age < 18 || !(customer.tier == \"gold\")"] {
        let mut rows = at(text);
        rows["lines"] = desk.call("rows", at(text)).await.unwrap()["lines"].clone();
        let written = desk.call("write_rows", rows).await.unwrap();
        assert_eq!(written, json!({"text": text, "unfinished": []}));
    }
    let script = desk.call("rows", at("customer.age + 1 < 18")).await.unwrap();
    assert_eq!(script["lines"], Value::Null);
    assert!(script["names"].as_array().unwrap().iter().any(|it| it["path"] == "customer.age"));
    let counted = |text: &'static str| {
        let asked = desk.call("count", at(text));
        async move { asked.await.unwrap()["matching"].as_u64().unwrap() }
    };
    let young = counted("customer.age < 40").await;
    assert!(young > 0 && young < 10_000, "{young}");
    assert_eq!(counted("!(customer.age < 40)").await, 10_000 - young);
    assert_eq!(desk.call("count", at("customer.agee < 40")).await.unwrap(), json!({"is": "wrong"}));
}

#[tokio::test]
async fn preferences_are_kept_and_never_large() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path()).await;
    desk.call("prefer", json!({"key": "theme", "value": "dark"})).await.unwrap();
    let preferences = desk.call("preferences", json!({})).await.unwrap();
    assert_eq!(preferences, json!({"values": {"theme": "dark"}, "dialogs": false}));
    let large = json!({"key": "theme", "value": "x".repeat(20_000)});
    assert_eq!(desk.call("prefer", large).await.unwrap_err().code, "bad_request");
}
