//! What children do: one test that plays the part it is told, and nothing in an ordinary run.

use std::path::{Path, PathBuf};

use app::commands::{Desk, NoDialogs};
use app::refused::Refused;
use app::session::Session;
use journey::document::Label;
use journey::edit::Edit;
use journey::format;
use journey::patch::{Change, Key, Patch};
use serde_json::json;
use store::{Act, Entry, Made, StoreError, Workspace};

use crate::stage::{FILE, FOLDER, PART, clock, figure, session, start, stroke};

/// How many edits the scenario makes.
pub(crate) const EDITS: u64 = 30;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn child() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else {
        return;
    };
    match std::env::var(PART).expect("a child has a part").as_str() {
        "draw" => draw(&folder).await,
        "scenario" => scenario(&folder).await,
        "anew" => anew(&folder).await,
        "starved" => starved(&folder).await,
        "refused" => refused(&folder).await,
        "rival" => rival(&folder).await,
        other => panic!("no part {other}"),
    }
}

/// Makes edits without end, each acknowledged once it is kept.
async fn draw(folder: &Path) {
    let session = session(folder).await.unwrap();
    let id = session.journeys().await.unwrap().remove(0).id;
    let mut revision = session.opened(&id).await.unwrap().revision;
    loop {
        revision = session.edit(&id, revision, stroke(revision)).await.unwrap().revision;
        figure(&format!("ACK {revision}"));
    }
}

/// Does all that writes: makes a journey, edits it, saves it in a file, lets another take its place, goes back.
async fn scenario(folder: &Path) {
    let desk = Desk { session: session(folder).await.unwrap(), host: NoDialogs };
    let session = &desk.session;
    let id = session.start(&start()).await.unwrap();
    figure("STARTED");
    for revision in 0..EDITS {
        session.edit(&id, revision, stroke(revision)).await.unwrap();
        figure(&format!("ACK {}", revision + 1));
    }
    session.save_path(&id, &folder.join("out.journey.json")).await.unwrap();
    figure("SAVED");
    desk.call("prefer", json!({"key": "theme", "value": "dark"})).await.unwrap();
    figure("PREFERRED");
    let document = serde_json::from_str(&format::write(&start())).unwrap();
    session.edit(&id, EDITS, Edit::Import { document }).await.unwrap();
    figure(&format!("ACK {}", EDITS + 1));
    let before = session.snapshots(&id).await.unwrap();
    let before = before.iter().find(|it| it.revision == EDITS).expect("one before the import");
    session.restore(&id, EDITS + 1, &before.id).await.unwrap();
    figure(&format!("ACK {}", EDITS + 2));
    desk.session.close().await;
    figure("CLOSED");
}

/// Opens a damaged workspace from its snapshots.
async fn anew(folder: &Path) {
    let opened = Session::open_from_snapshots(&folder.join(FILE), clock).await.unwrap();
    figure("OPENED");
    opened.close().await;
}

/// Works on a disk that fails at some moment and has room again later. It is never told "kept" what is not, and what it
/// has open is what it was; once there is room, it goes on.
async fn starved(folder: &Path) {
    let room = PathBuf::from(std::env::var_os("TABIJI_SHIM_ROOM").unwrap());
    let mut refusals = 0;
    let mut refuse = |refused: Refused, codes: &[&str]| {
        assert!(codes.contains(&refused.code.as_str()), "{refused:?}");
        let (en, ja) = (&refused.message.en, &refused.message.ja);
        assert!(en.contains("check free space") || en.contains("the file is as it was"), "{en}");
        assert!(ja.contains("空き容量") || ja.contains("元のファイルは変わっていません"), "{ja}");
        refusals += 1;
        figure(&format!("REFUSED {refusals}"));
        if refusals >= 3 {
            std::fs::write(&room, "").unwrap();
        }
    };
    let session = loop {
        match session(folder).await {
            Ok(session) => break session,
            Err(refused) => refuse(refused, &["not_kept"]),
        }
    };
    let id = session.journeys().await.unwrap().remove(0).id;
    let first = session.opened(&id).await.unwrap().revision;
    for revision in first..first + 8 {
        loop {
            let before = session.opened(&id).await.unwrap();
            match session.edit(&id, revision, stroke(revision)).await {
                Ok(applied) => {
                    assert_eq!(applied.revision, revision + 1);
                    break;
                }
                Err(refused) => refuse(refused, &["not_kept"]),
            }
            assert_eq!(session.opened(&id).await.unwrap(), before, "nothing was changed");
        }
        figure(&format!("ACK {}", revision + 1));
    }
    saved_at_last(&session, &id, &folder.join("out.journey.json"), &mut refuse).await;
    session.close().await;
    figure("CLOSED");
}

async fn saved_at_last(
    session: &Session,
    id: &str,
    path: &Path,
    refuse: &mut impl FnMut(Refused, &[&str]),
) {
    let old = std::fs::read(path).unwrap();
    let new = format::write(&session.journey(id).await.unwrap());
    while let Err(refused) = session.save_path(id, path).await {
        let found = std::fs::read(path).unwrap();
        // The file itself may be there, whole, where only its link or its folder could not be kept.
        assert!(found == old || found == new.as_bytes(), "half a file");
        refuse(refused, &["unwritable", "not_kept"]);
    }
    assert_eq!(std::fs::read(path).unwrap(), new.as_bytes());
    figure("SAVED");
}

/// Opens a workspace that it may not have, and tells why.
async fn refused(folder: &Path) {
    let refused = session(folder).await.unwrap_err();
    figure(&format!("CODE {}", refused.code));
    figure(&format!("EN {}", refused.message.en));
    figure(&format!("JA {}", refused.message.ja));
}

/// Updates one document against another process, without the lock that keeps windows apart.
async fn rival(folder: &Path) {
    let wanted: u64 = std::env::var("TABIJI_KEPT_UPDATES").unwrap().parse().unwrap();
    let workspace = Workspace::open(&folder.join(FILE)).await.unwrap();
    let id = workspace.documents().await.unwrap().remove(0).id;
    let (mut base, mut kept, mut stale) = (0, 0, 0);
    while kept < wanted {
        let after = Some(json!({"id": "jny", "name": format!("{kept}"), "note": ""}));
        let patch = Patch { changes: vec![Change { key: Key::Head, before: None, after }] };
        let entry = Entry { act: Act::Edit, label: Label::default(), patch };
        let made = Made { name: &Label::default(), steps: 1, at: 1, snapshot: None };
        match workspace.append(&id, base, &entry, made).await {
            Ok(revision) => (base, kept) = (revision, kept + 1),
            Err(StoreError::Stale { found, .. }) => (base, stale) = (found, stale + 1),
            Err(error) => panic!("{error}"),
        }
    }
    figure(&format!("KEPT {kept}"));
    figure(&format!("STALE {stale}"));
}
