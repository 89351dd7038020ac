//! Documents survive what may happen to them: closing, another window's edit, a failing disk, a panic, a changed file.

use std::path::Path;

use journey::document::Label;
use journey::edit::Position;
use journey::format;
use journey::notation;
use serde_json::json;

use super::document::{SNAPSHOT_AFTER, guarded};
use super::fault::{Point, arm};
use super::*;

async fn session(folder: &Path) -> Session {
    Session::open(&folder.join("workspace.tabiji"), || 1_000).await.unwrap()
}

fn edits() -> Vec<Edit> {
    let edit = |value| serde_json::from_value(value).unwrap();
    vec![
        edit(
            json!({"edit": "add_node", "id": "nod_mail", "kind": "message", "position": {"x": 8, "y": 16}}),
        ),
        edit(
            json!({"edit": "set_field", "node": "nod_mail", "pointer": "/name", "value": {"ja": "ようこそ"}}),
        ),
        edit(json!({"edit": "connect", "from": "entry", "port": "out", "to": "nod_mail"})),
        edit(json!({"edit": "move", "positions": {"nod_mail": {"x": 240, "y": 0.5}}})),
        edit(json!({"edit": "set_setting", "pointer": "/lifetime", "value": "30d"})),
        edit(json!({"edit": "remove_nodes", "nodes": ["entry"], "wires": "heal"})),
    ]
}

async fn text(session: &Session, id: &str) -> String {
    format::write(&session.journey(id).await.unwrap())
}

#[tokio::test]
async fn every_step_is_kept_and_can_be_taken_back_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let start = notation::journey("entry -> end");
    let first = session(folder.path()).await;
    let id = first.start(&start).await.unwrap();
    for (base, edit) in (0..).zip(edits()) {
        assert_eq!(first.edit(&id, base, edit).await.unwrap().revision, base + 1);
    }
    let end = text(&first, &id).await;
    drop(first);
    let again = session(folder.path()).await;
    assert_eq!(text(&again, &id).await, end);
    let count = edits().len() as u64;
    for step in 0..count {
        again.undo(&id, count + step).await.unwrap();
    }
    assert_eq!(text(&again, &id).await, format::write(&start));
    assert_eq!(again.undo(&id, 2 * count).await.unwrap_err().code, "nothing_to_undo");
    drop(again);
    let third = session(folder.path()).await;
    for step in 0..count {
        third.redo(&id, 2 * count + step).await.unwrap();
    }
    assert_eq!(text(&third, &id).await, end);
    assert_eq!(third.redo(&id, 3 * count).await.unwrap_err().code, "nothing_to_redo");
}

#[tokio::test]
async fn what_was_made_against_another_revision_is_stale() {
    let folder = tempfile::tempdir().unwrap();
    let session = session(folder.path()).await;
    let id = session.start(&notation::journey("entry -> end")).await.unwrap();
    session.edit(&id, 0, edits().remove(0)).await.unwrap();
    let before = text(&session, &id).await;
    assert_eq!(session.edit(&id, 0, edits().remove(1)).await.unwrap_err().code, "stale");
    assert_eq!(session.undo(&id, 7).await.unwrap_err().code, "stale");
    assert_eq!(text(&session, &id).await, before);
}

#[tokio::test]
async fn an_edit_that_cannot_be_kept_is_not_made() {
    let folder = tempfile::tempdir().unwrap();
    let session = session(folder.path()).await;
    let id = session.start(&notation::journey("entry -> end")).await.unwrap();
    let before = session.opened(&id).await.unwrap();
    session.workspace.close().await;
    let refused = session.edit(&id, 0, edits().remove(0)).await.unwrap_err();
    assert_eq!(refused.code, "not_kept");
    let document = session.document(&id).await.unwrap();
    assert_eq!(document.lock().await.opened(0).await.unwrap(), before);
}

#[tokio::test]
async fn a_panic_is_refused_and_nothing_more() {
    let failed = guarded(|| assert_eq!(1, 2)).await;
    assert_eq!(failed.unwrap_err().code, "fault");
}

#[tokio::test]
async fn an_edit_that_changes_nothing_is_no_step() {
    let folder = tempfile::tempdir().unwrap();
    let session = session(folder.path()).await;
    let journey = notation::journey("entry -> end");
    let id = session.start(&journey).await.unwrap();
    let same = Edit::Rename { name: journey.name };
    let applied = session.edit(&id, 0, same).await.unwrap();
    assert_eq!((applied.revision, applied.undo), (0, None));
}

#[tokio::test]
async fn a_long_log_is_opened_from_a_later_snapshot() {
    let folder = tempfile::tempdir().unwrap();
    let first = session(folder.path()).await;
    let id = first.start(&notation::journey("entry -> end")).await.unwrap();
    for base in 0..210_u64 {
        let name = Label::Plain(format!("name {base}"));
        first.edit(&id, base, Edit::Rename { name }).await.unwrap();
    }
    assert_eq!(first.workspace.load(&id).await.unwrap().snapshot_revision, 200);
    let before = text(&first, &id).await;
    drop(first);
    let again = session(folder.path()).await;
    assert_eq!(text(&again, &id).await, before);
    assert_eq!(again.history(&id).await.unwrap().0.len(), 210);
}

#[tokio::test]
async fn a_file_changed_by_somebody_else_is_noticed_and_taken_over_in_one_step() {
    let folder = tempfile::tempdir().unwrap();
    let session = session(folder.path()).await;
    let path = folder.path().join("a.journey.json");
    let journey = notation::journey("entry -> end");
    crate::journeys::save(&path, &journey).unwrap();
    let id = session.open_path(&path).await.unwrap();
    assert_eq!(session.open_path(&path).await.unwrap(), id, "one file, one document");
    assert_eq!(session.outside(&id).await.unwrap(), None);
    let mut theirs = journey.clone();
    theirs.node_mut(&"end".into()).unwrap().name = Label::Plain("Bye".to_owned());
    crate::journeys::save(&path, &theirs).unwrap();
    let outside = session.outside(&id).await.unwrap().unwrap();
    assert_eq!(outside.file, "a.journey.json");
    assert_eq!(outside.differences.unwrap().len(), 1);
    session.take_outside(&id, 0).await.unwrap();
    assert_eq!(*session.journey(&id).await.unwrap(), theirs);
    assert_eq!(session.outside(&id).await.unwrap(), None);
    session.undo(&id, 1).await.unwrap();
    assert_eq!(*session.journey(&id).await.unwrap(), journey);
    std::fs::write(&path, "{").unwrap();
    let broken = session.outside(&id).await.unwrap().unwrap();
    assert_eq!(broken.differences, None);
    session.save_path(&id, &path).await.unwrap();
    assert_eq!(session.outside(&id).await.unwrap(), None);
}

#[tokio::test]
async fn copied_steps_come_back_under_new_ids_with_the_ways_between_them() {
    let folder = tempfile::tempdir().unwrap();
    let session = session(folder.path()).await;
    let id = session
        .start(&notation::journey("entry -> wait 3d -> message email -> end"))
        .await
        .unwrap();
    let chosen = ["wait", "message"].map(Into::into).into();
    let copied = session.copy(&id, &chosen).await.unwrap();
    let offset = Position { x: 40.0, y: 40.0 };
    session.paste(&id, 0, &copied, offset).await.unwrap();
    let journey = session.journey(&id).await.unwrap();
    assert_eq!(journey.nodes.len(), 6);
    let new = |kind: &str| {
        let mut found = journey
            .nodes
            .iter()
            .filter(|(id, node)| node.kind == kind && id.as_str().starts_with("nod_"));
        found.next().unwrap().0.clone()
    };
    assert_eq!(journey.edges[&new("wait.time")][&"done".into()], new("message"));
    assert_eq!(journey.edges.get(&new("message")), None, "what led out of the copy is not copied");
    let refused = session.paste(&id, 1, "hello", offset).await.unwrap_err();
    assert_eq!(refused.code, "not_copied");
}

#[tokio::test]
async fn a_workspace_is_open_once() {
    let folder = tempfile::tempdir().unwrap();
    let first = session(folder.path()).await;
    let second = Session::open(&folder.path().join("workspace.tabiji"), || 0).await;
    assert_eq!(second.unwrap_err().code, "locked");
    drop(first);
}

#[tokio::test]
async fn the_list_of_steps_keeps_names_and_times_through_undo_and_restart() {
    static SECONDS: std::sync::atomic::AtomicI64 = std::sync::atomic::AtomicI64::new(0);
    let clock: Clock = || SECONDS.fetch_add(1_000, std::sync::atomic::Ordering::SeqCst);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("workspace.tabiji");
    let first = Session::open(&path, clock).await.unwrap();
    let id = first.start(&notation::journey("entry -> end")).await.unwrap();
    for (base, edit) in (0..).zip(edits()) {
        first.edit(&id, base, edit).await.unwrap();
    }
    let (made, _) = first.history(&id).await.unwrap();
    assert!(made.windows(2).all(|two| two[0].at < two[1].at), "{made:?}");
    first.undo(&id, 6).await.unwrap();
    first.undo(&id, 7).await.unwrap();
    let (done, undone) = first.history(&id).await.unwrap();
    assert_eq!((&done[..], &undone[..]), (&made[..4], &made[4..]));
    drop(first);
    let again = Session::open(&path, clock).await.unwrap();
    assert_eq!(again.history(&id).await.unwrap(), (done, undone));
    again.redo(&id, 8).await.unwrap();
    assert_eq!(again.history(&id).await.unwrap().0, made[..5]);
    again.edit(&id, 9, edits().remove(4)).await.unwrap();
    again.undo(&id, 9).await.unwrap();
    let name = json!({"edit": "rename", "name": "x"});
    again.edit(&id, 10, serde_json::from_value(name).unwrap()).await.unwrap();
    assert_eq!(again.history(&id).await.unwrap().1, []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_panic_on_the_way_of_a_change_leaves_the_document_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let session = session(folder.path()).await;
    let id = session.start(&notation::journey("entry -> end")).await.unwrap();
    session.edit(&id, 0, edits().remove(0)).await.unwrap();
    session.edit(&id, 1, edits().remove(1)).await.unwrap();
    session.undo(&id, 2).await.unwrap();
    let before = session.opened(&id).await.unwrap();
    let whole: serde_json::Value = serde_json::from_str(&text(&session, &id).await).unwrap();
    let import = || Edit::Import { document: whole.clone() };
    let mut failed = 0;
    for (point, acts) in [
        (Point::Label, "edit import"),
        (Point::Snapshot, "import"),
        (Point::Apply, "edit import"),
        (Point::History, "edit import undo redo"),
        (Point::Cards, "edit import undo redo"),
        (Point::Findings, "edit import undo redo"),
        (Point::Keep, "edit undo redo"),
    ] {
        for act in acts.split(' ') {
            arm(point, &id);
            let answer = match act {
                "edit" => session.edit(&id, 3, edits().remove(2)).await,
                "import" => session.edit(&id, 3, import()).await,
                "undo" => session.undo(&id, 3).await,
                _ => session.redo(&id, 3).await,
            };
            assert_eq!(answer.unwrap_err().code, "fault", "{act} at {point:?}");
            assert_eq!(session.opened(&id).await.unwrap(), before, "{act} at {point:?}");
            failed += 1;
        }
    }
    assert_eq!(failed, 20);
    assert_eq!(session.redo(&id, 3).await.unwrap().revision, 4, "and it goes on");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_that_nobody_waits_for_any_more_is_made_whole() {
    let folder = tempfile::tempdir().unwrap();
    let session = Arc::new(session(folder.path()).await);
    let id = session.start(&notation::journey("entry -> end")).await.unwrap();
    let mut revision = 0;
    for turn in 0..40 {
        let (asked, document) = (session.clone(), id.clone());
        let name = Label::Plain(format!("name {turn}"));
        let change = Edit::Rename { name };
        let waiting =
            tokio::spawn(async move { asked.edit(&document, revision, change).await.is_ok() });
        tokio::time::sleep(std::time::Duration::from_micros(turn * 250)).await;
        waiting.abort();
        // Whatever became of it, the next change knows what is kept.
        let _ended = waiting.await;
        loop {
            let now = session.opened(&id).await.unwrap().revision;
            let same = Edit::SetNote { note: Label::Plain(format!("note {turn}")) };
            match session.edit(&id, now, same).await {
                Ok(applied) => {
                    revision = applied.revision;
                    break;
                }
                Err(refused) => assert_eq!(refused.code, "stale"),
            }
        }
        let kept = session.workspace.load(&id).await.unwrap().revision;
        assert_eq!(kept, revision, "what is open is what is kept");
    }
}

#[tokio::test]
async fn a_new_word_in_the_settings_shows_on_every_card_that_uses_it() {
    let folder = tempfile::tempdir().unwrap();
    let session = session(folder.path()).await;
    let id = session.start(&notation::journey("entry -> wait 3d -> end")).await.unwrap();
    let label = json!({"edit": "set_setting", "pointer": "/events/signup/label", "value": {"ja": "会員登録", "en": "Sign-up"}});
    let applied = session.edit(&id, 0, serde_json::from_value(label).unwrap()).await.unwrap();
    let changed: Vec<&str> = applied.cards.keys().map(|id| id.as_str()).collect();
    assert_eq!(changed, ["entry"]);
    let back = session.undo(&id, 1).await.unwrap();
    assert_eq!(back.cards.len(), 1);
}

/// A clock that a test turns.
fn turned() -> Millis {
    NOW.load(std::sync::atomic::Ordering::SeqCst)
}

static NOW: std::sync::atomic::AtomicI64 = std::sync::atomic::AtomicI64::new(0);

#[tokio::test]
async fn snapshots_come_every_five_minutes_and_before_something_takes_the_place() {
    let folder = tempfile::tempdir().unwrap();
    let turn = |by: Millis| NOW.fetch_add(by, std::sync::atomic::Ordering::SeqCst);
    let session = Session::open(&folder.path().join("workspace.tabiji"), turned).await.unwrap();
    let start = notation::journey("entry -> end");
    let id = session.start(&start).await.unwrap();
    let made = async |session: &Session| {
        let all = session.snapshots(&id).await.unwrap();
        assert!(all.iter().all(|snapshot| snapshot.good));
        all.into_iter().map(|it| (it.why, it.revision)).collect::<Vec<_>>()
    };
    let told = |why: &str, revision: u64| (why.to_owned(), revision);
    turn(SNAPSHOT_AFTER - 1);
    session.edit(&id, 0, edits().remove(0)).await.unwrap();
    assert_eq!(made(&session).await, [told("start", 0)]);
    turn(1);
    session.make_snapshots().await;
    assert_eq!(made(&session).await[0], told("interval", 1), "though nobody edits");
    turn(SNAPSHOT_AFTER);
    session.make_snapshots().await;
    assert_eq!(made(&session).await.len(), 2, "nothing has changed");
    session.edit(&id, 1, edits().remove(1)).await.unwrap();
    assert_eq!(made(&session).await[0], told("interval", 2));
    turn(1);
    let document = serde_json::from_str(&format::write(&start)).unwrap();
    session.edit(&id, 2, Edit::Import { document }).await.unwrap();
    session.edit(&id, 3, edits().remove(0)).await.unwrap();
    assert_eq!(made(&session).await[0], told("import", 2));
    turn(1);
    let path = folder.path().join("a.journey.json");
    session.save_path(&id, &path).await.unwrap();
    crate::journeys::save(&path, &start).unwrap();
    session.take_outside(&id, 4).await.unwrap();
    assert_eq!(made(&session).await[0], told("outside", 4));
    assert!(folder.path().join("workspace.snapshots").join(&id).is_dir(), "a folder of their own");
    session.remove(&id).await.unwrap();
    assert_eq!(session.snapshots(&id).await.unwrap(), []);
}

#[tokio::test]
async fn going_back_to_a_snapshot_is_one_step_that_can_be_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let session = session(folder.path()).await;
    let start = notation::journey("entry -> end");
    let id = session.start(&start).await.unwrap();
    for (base, edit) in (0..).zip(edits()) {
        session.edit(&id, base, edit).await.unwrap();
    }
    let (end, count) = (text(&session, &id).await, edits().len() as u64);
    let first = session.snapshots(&id).await.unwrap().pop().unwrap();
    assert_eq!((first.name, first.steps), (start.name.clone(), start.nodes.len()));
    let applied = session.restore(&id, count, &first.id).await.unwrap();
    assert_eq!(applied.undo.unwrap().text("ja"), "スナップショットに戻す");
    assert_eq!(text(&session, &id).await, format::write(&start));
    session.undo(&id, count + 1).await.unwrap();
    assert_eq!(text(&session, &id).await, end);
    let none = session.restore(&id, count + 2, "../../etc/passwd").await.unwrap_err();
    assert_eq!(none.code, "no_snapshot");
    let other = session.start_from(&id, &first.id).await.unwrap();
    assert_eq!(text(&session, &other).await, format::write(&start));
}

#[tokio::test]
async fn a_workspace_whose_file_is_gone_starts_from_its_snapshots() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("workspace.tabiji");
    let first = session(folder.path()).await;
    let journey = notation::journey("entry -> wait 3d -> end");
    let id = first.start(&journey).await.unwrap();
    first.workspace.close().await;
    drop(first);
    std::fs::remove_file(&path).unwrap();
    let refused = Session::open(&path, || 1_000).await.unwrap_err();
    assert_eq!(refused.code, "damaged_workspace");
    assert!(refused.message.ja.contains("1970-01-01"), "{refused:?}");
    assert!(!path.exists(), "nothing was made in its place");
    let again = Session::open_from_snapshots(&path, || 2_000).await.unwrap();
    assert_eq!(*again.journey(&id).await.unwrap(), journey);
    again.edit(&id, 0, edits().remove(0)).await.unwrap();
    again.close().await;
    let sound = Session::open_from_snapshots(&path, || 3_000).await.unwrap();
    assert_eq!(sound.opened(&id).await.unwrap().revision, 1, "one that is sound is left as it is");
}

#[tokio::test]
async fn a_clipboard_that_holds_too_much_is_refused_in_words_and_nothing_changes() {
    let folder = tempfile::tempdir().unwrap();
    let session = session(folder.path()).await;
    let id = session.start(&notation::journey("entry -> end")).await.unwrap();
    let before = text(&session, &id).await;
    let many = (0..=format::MAX_STEPS).map(|at| format!("\"n{at}\":{{\"kind\":\"flow.end\"}}"));
    let many = format!("{{\"nodes\":{{{}}}}}", many.collect::<Vec<_>>().join(","));
    let deep = format!("{{\"nodes\":{}{}}}", "[".repeat(500), "]".repeat(500));
    for (text, code, words) in [
        (" ".repeat(format::MAX_BYTES + 1), "too_large", "20000001バイト"),
        (deep, "too_deep", "100段"),
        (many, "too_many_steps", "5001個"),
        ("買い物メモ".to_owned(), "not_copied", "先にステップをコピー"),
        ("{\"nodes\":[]}".to_owned(), "not_copied", "先にステップをコピー"),
    ] {
        let refused = session.paste(&id, 0, &text, Position::default()).await.unwrap_err();
        assert_eq!(refused.code, code);
        assert!(refused.message.ja.contains(words), "{refused:?}");
    }
    let full = (0..format::MAX_STEPS - 1).map(|at| format!("\"n{at}\":{{\"kind\":\"flow.end\"}}"));
    let full = format!("{{\"nodes\":{{{}}}}}", full.collect::<Vec<_>>().join(","));
    let refused = session.paste(&id, 0, &full, Position::default()).await.unwrap_err();
    assert_eq!(refused.code, "too_many_steps");
    assert!(refused.message.en.contains("5001 steps"), "{refused:?}");
    assert_eq!(text(&session, &id).await, before);
}
