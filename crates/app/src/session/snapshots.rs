//! Snapshots of the open documents: made from time to time, listed, gone back to, and started from when the workspace
//! is damaged. What is kept of them, and how, is the store's.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Weak};
use std::time::Duration;

use journey::document::{Journey, Label};
use journey::edit::Edit;
use journey::format;
use journey::time::instant_text;
use serde::Serialize;
use store::{Kept, Lock, Millis, Snapshots, Start, StoreError, Why, Workspace};
use ts_rs::TS;

use super::document::guarded;
use super::{Asked, Clock, Documents, Session};
use crate::refused::Refused;
use crate::wire::Applied;
use crate::words::Words;

/// How often the open documents are looked at for a snapshot that is due.
const LOOK: Duration = Duration::from_secs(30);

/// A snapshot of a journey, for people.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Snapshot {
    /// Its id.
    pub id: String,
    /// When it was made: milliseconds since 1970, UTC.
    pub at: i64,
    /// The journey's revision then.
    pub revision: u64,
    /// Why it was made: the journey was new, or time had passed, or something else was about to take its place.
    #[ts(type = "\"start\" | \"interval\" | \"import\" | \"outside\" | \"restore\"")]
    pub why: String,
    /// The journey's name then.
    pub name: Label,
    /// How many steps it had.
    pub steps: usize,
    /// Whether it is as it was written; one that is not cannot be gone back to.
    pub good: bool,
}

impl Session {
    /// Returns the snapshots of a document, the newest first; also of one that is damaged.
    pub async fn snapshots(&self, id: &str) -> Result<Vec<Snapshot>, Refused> {
        let (snapshots, id) = (self.snapshots.clone(), id.to_owned());
        guarded(move || {
            let all = snapshots.list(&id)?;
            Ok(all.into_iter().map(|snapshot| told(&snapshots, &id, snapshot)).collect())
        })
        .await?
    }

    /// Goes back to a snapshot, as one step that can be taken back; the document as it is becomes a snapshot first.
    pub async fn restore(&self, id: &str, base: u64, snapshot: &str) -> Result<Applied, Refused> {
        let bytes = self.bytes_of(id, snapshot).await?;
        let document = serde_json::from_slice(&bytes).map_err(Refused::unreadable)?;
        let label = Words::new("Go back to a snapshot", "スナップショットに戻す");
        let edit = Box::new(Edit::Import { document });
        let asked = Asked::Edit(edit, Some(label), Some(Why::Restore));
        self.change(id, base, asked).await
    }

    /// Starts a new document from a snapshot; the one it is of may be damaged.
    pub async fn start_from(&self, id: &str, snapshot: &str) -> Result<String, Refused> {
        self.start(&self.snapshot(id, snapshot).await?).await
    }

    /// Makes the snapshots that are due.
    pub async fn make_snapshots(&self) {
        make_due(&self.open, &self.snapshots, self.clock).await;
    }

    /// Opens a workspace that is damaged: its file gets another name, and a new one starts with the newest good snapshot
    /// of each journey. Killed on the way, it can be done again. One that is sound is opened as it is.
    pub async fn open_from_snapshots(workspace: &Path, clock: Clock) -> Result<Self, Refused> {
        let lock = Lock::take(workspace)?;
        let (snapshots, new) = (Snapshots::of(workspace), workspace.with_extension("new"));
        match sound(workspace, &snapshots).await {
            Ok(opened) => return Ok(Self::over(opened, snapshots, clock, lock)),
            Err(StoreError::Broken { .. }) => {}
            Err(error) => return Err(error.into()),
        }
        build(&new, &snapshots, clock()).await?;
        Workspace::set_aside(workspace, clock()).map_err(StoreError::from)?;
        std::fs::rename(&new, workspace).map_err(StoreError::from)?;
        let opened = Workspace::open(workspace).await?;
        // What no row tells of any more is nobody's to keep.
        opened.purge_expired(clock()).await?;
        Ok(Self::over(opened, snapshots, clock, lock))
    }

    /// Returns a snapshot of a document as a journey.
    pub(crate) async fn snapshot(&self, id: &str, snapshot: &str) -> Result<Journey, Refused> {
        read(&self.bytes_of(id, snapshot).await?).ok_or_else(|| damaged(snapshot))
    }

    async fn bytes_of(&self, id: &str, snapshot: &str) -> Result<Vec<u8>, Refused> {
        let (snapshots, id, snapshot) =
            (self.snapshots.clone(), id.to_owned(), snapshot.to_owned());
        Ok(guarded(move || snapshots.read(&id, &snapshot)).await??)
    }
}

/// Makes a new workspace that holds the newest good snapshot of each journey.
async fn build(new: &Path, snapshots: &Snapshots, at: Millis) -> Result<(), Refused> {
    for half in [new.to_owned(), new.with_extension("new-wal"), new.with_extension("new-shm")] {
        drop(std::fs::remove_file(half));
    }
    let made = Workspace::open(new).await?;
    for id in snapshots.documents()? {
        let newest = snapshots.newest_good(&id);
        let newest = newest.and_then(|(snapshot, bytes)| Some((snapshot.at, read(&bytes)?)));
        if let Some((before, journey)) = newest {
            // Whatever the clock says, this one comes later.
            let at = at.max(before + 1);
            let (bytes, steps) = (format::write(&journey), journey.nodes.len());
            let bytes = bytes.as_bytes();
            made.create(Start { id: &id, name: &journey.name, steps, at, bytes }).await?;
            // Its revisions start anew, so its newest snapshot does, too.
            snapshots.keep(&id, (0, at, Why::Start), bytes)?;
        }
    }
    made.close().await;
    Ok(())
}

/// Opens a workspace in which nothing is missing that has snapshots.
pub(super) async fn sound(
    workspace: &Path,
    snapshots: &Snapshots,
) -> Result<Workspace, StoreError> {
    let broken = |reason: &str| StoreError::Broken { reason: reason.to_owned() };
    let before = snapshots.documents()?;
    if !workspace.exists() && !before.is_empty() {
        return Err(broken("its file is gone"));
    }
    let opened = Workspace::open(workspace).await?;
    let listed: BTreeSet<String> =
        opened.documents().await?.into_iter().map(|listed| listed.id).collect();
    if before.iter().all(|id| listed.contains(id)) {
        return Ok(opened);
    }
    opened.close().await;
    Err(broken("a journey is missing from it"))
}

/// Passes on what is kept of a document, unless its newest snapshot shows that there was more.
pub(super) fn newest_of_all(
    snapshots: &Snapshots,
    id: &str,
    kept: Kept,
) -> Result<Kept, StoreError> {
    let newest = snapshots.list(id)?.into_iter().next();
    match newest.is_some_and(|newest| newest.revision > kept.revision) {
        true => Err(StoreError::Damaged { document: id.to_owned(), good: kept.revision }),
        false => Ok(kept),
    }
}

/// Returns the refusal of a damaged workspace, which names the newest good snapshot of all.
pub(super) fn with_newest(error: StoreError, snapshots: &Snapshots) -> Refused {
    let documents = snapshots.documents().unwrap_or_default();
    let newest = documents.iter().filter_map(|id| snapshots.newest_good(id));
    named(error, newest.max_by_key(|(snapshot, _)| snapshot.at))
}

/// Returns the refusal of a damaged document, which names its newest good snapshot.
pub(super) fn with_newest_of(error: StoreError, snapshots: &Snapshots, id: &str) -> Refused {
    named(error, snapshots.newest_good(id))
}

fn named(error: StoreError, newest: Option<(store::Snapshot, Vec<u8>)>) -> Refused {
    let mut refused = Refused::from(error);
    let Some((snapshot, bytes)) = newest else {
        refused.message.en += " (there is none)";
        refused.message.ja += "（ありません）";
        return refused;
    };
    let journey = read(&bytes).unwrap_or_default();
    let (en, ja) = (journey.name.text("en"), journey.name.text("ja"));
    let at = instant_text(snapshot.at, 0);
    refused.message.en += &format!(" (\"{en}\" of {at})");
    refused.message.ja += &format!("（「{ja}」{at}）");
    refused
}

/// Makes snapshots of open documents as they become due, as long as they are open.
pub(super) fn keep_making(open: &Arc<Documents>, snapshots: &Snapshots, clock: Clock) {
    let (open, snapshots): (Weak<Documents>, _) = (Arc::downgrade(open), snapshots.clone());
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(LOOK).await;
            match open.upgrade() {
                Some(open) => make_due(&open, &snapshots, clock).await,
                None => return,
            }
        }
    });
}

async fn make_due(open: &Documents, snapshots: &Snapshots, clock: Clock) {
    let documents: Vec<_> = open.lock().await.values().cloned().collect();
    for document in documents {
        document.lock().await.snapshot_if_due(snapshots, clock()).await;
    }
}

fn told(snapshots: &Snapshots, id: &str, snapshot: store::Snapshot) -> Snapshot {
    let journey = snapshots.read(id, &snapshot.id).ok().and_then(|bytes| read(&bytes));
    let good = journey.is_some();
    let journey = journey.unwrap_or_default();
    Snapshot {
        id: snapshot.id,
        at: snapshot.at,
        revision: snapshot.revision,
        why: snapshot.why.name().to_owned(),
        name: journey.name,
        steps: journey.nodes.len(),
        good,
    }
}

fn read(bytes: &[u8]) -> Option<Journey> {
    format::read(bytes).ok().map(|(journey, _)| journey)
}

fn damaged(snapshot: &str) -> Refused {
    StoreError::DamagedSnapshot { snapshot: snapshot.to_owned() }.into()
}
