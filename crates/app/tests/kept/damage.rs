//! A damaged workspace is noticed: one byte anywhere in the file is flipped. Either all that is shown is as it was
//! written, or damage is said, with the newest good snapshot to start from.

use std::fs;
use std::path::Path;

use app::commands::{Desk, NoDialogs};
use app::refused::Refused;
use app::session::Session;
use journey::format;
use serde_json::{Value, json};

use crate::stage::{Chance, FILE, clock, copied, figure, session, start, stroke, whole};

/// Everything that a person sees of a workspace.
async fn seen(folder: &Path) -> Result<Value, Refused> {
    let desk = Desk { session: session(folder).await?, host: NoDialogs };
    let all = shown(&desk).await;
    desk.session.close().await;
    all
}

async fn shown(desk: &Desk<NoDialogs>) -> Result<Value, Refused> {
    let gallery = desk.call("gallery", json!({})).await?;
    let mut journeys = Vec::new();
    for listed in desk.session.journeys().await? {
        let text = format::write(&*desk.session.journey(&listed.id).await?);
        let steps = desk.session.history(&listed.id).await?;
        let file = desk.session.path_of(&listed.id).await?;
        journeys.push(json!({"text": text, "steps": steps, "file": file}));
    }
    let preferences = desk.call("preferences", json!({})).await?;
    Ok(json!({"list": gallery["journeys"], "journeys": journeys, "preferences": preferences}))
}

/// Makes a workspace with two journeys, and returns the one that was drawn on most.
pub(crate) async fn prepared(folder: &Path) -> String {
    let desk = Desk { session: session(folder).await.unwrap(), host: NoDialogs };
    let id = desk.session.start(&start()).await.unwrap();
    let other = desk.session.start(&start()).await.unwrap();
    for revision in 0..40 {
        desk.session.edit(&id, revision, stroke(revision)).await.unwrap();
    }
    desk.session.edit(&other, 0, stroke(1)).await.unwrap();
    desk.session.undo(&other, 1).await.unwrap();
    desk.session.save_path(&id, &folder.join("a.journey.json")).await.unwrap();
    desk.call("prefer", json!({"key": "theme", "value": "dark"})).await.unwrap();
    desk.session.close().await;
    id
}

/// Starts again after damage was said, and holds what comes against the snapshots.
async fn started_again(folder: &Path, id: &str, refused: &Refused, what: &str) {
    assert!(refused.message.en.contains("2023-11-14"), "{what}: {refused:?}");
    let expected = format::write(&start());
    let path = folder.join(FILE);
    let text = if refused.code == "damaged" {
        let session = session(folder).await.unwrap();
        let snapshots = session.snapshots(id).await.unwrap();
        let good = snapshots.iter().find(|snapshot| snapshot.good).unwrap();
        let new = session.start_from(id, &good.id).await.unwrap();
        format::write(&session.journey(&new).await.unwrap())
    } else {
        assert_eq!(refused.code, "damaged_workspace", "{what}: {refused:?}");
        let session = Session::open_from_snapshots(&path, clock).await.expect(what);
        assert_eq!(session.journeys().await.unwrap().len(), 2, "{what}");
        let text = format::write(&session.journey(id).await.unwrap());
        session.close().await;
        Session::open(&path, clock).await.expect(what).close().await;
        text
    };
    assert_eq!(text, expected, "{what}");
}

#[tokio::test]
async fn one_flipped_byte_is_noticed_or_does_no_harm() {
    let copies = if whole() { 1000 } else { 100 };
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("prepared");
    fs::create_dir_all(&folder).unwrap();
    let id = prepared(&folder).await;
    let before = seen(&folder).await.unwrap();
    let bytes = fs::read(folder.join(FILE)).unwrap();
    let (mut chance, mut harmless, mut said) = (Chance(7), 0, 0);
    for copy in 0..copies {
        let work = home.path().join(format!("{copy}"));
        copied(&folder, &work);
        let mut flipped = bytes.clone();
        let (at, by) = (chance.below(bytes.len() as u64) as usize, 1 + chance.below(255) as u8);
        flipped[at] ^= by;
        fs::write(work.join(FILE), flipped).unwrap();
        let what = format!("byte {at} changed by {by}");
        match seen(&work).await {
            Ok(after) => {
                assert_eq!(after, before, "{what}");
                harmless += 1;
            }
            Err(refused) => {
                started_again(&work, &id, &refused, &what).await;
                said += 1;
            }
        }
        fs::remove_dir_all(&work).unwrap();
    }
    figure(&format!(
        "{copies} copies with a flipped byte: {said} said damaged, {harmless} unharmed"
    ));
    assert!(said > copies / 10 && harmless > 0);
}
