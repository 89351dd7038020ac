//! The open documents: who owns them, and how each change becomes durable before it is acknowledged.
//! Knows no window and no file dialog; the clock comes in from the door.

mod copied;
mod customers;
mod document;
mod fault;
mod files;
mod past;
mod rehearse;
mod sample;
mod snapshots;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use journey::document::Journey;
use journey::edit::{Edit, apply};
use journey::format;
use journey::lang::Lang;
use store::{Listed, Lock, Millis, Snapshots, Start, StoreError, Why, Workspace};
use tokio::sync::Mutex;

use crate::import::intake::Shelf;
use crate::refused::Refused;
use crate::rehearsal::Rehearsals;
use crate::wire::{Applied, Opened};
use crate::words::Words;

use document::{Document, guarded, settled};
use fault::{Point, pass};

pub(crate) use customers::KeptPeople;
pub use customers::{FirstRows, KeptPopulation, Provenance, TakenIn, Trial};
pub use files::Outside;
pub(crate) use files::{file_name, plain_name, short_name};
pub use past::Dated;
pub use snapshots::Snapshot;

/// Tells what time it is: milliseconds since 1970, UTC.
pub type Clock = fn() -> Millis;

/// The documents that are open, by their ids.
type Documents = Mutex<BTreeMap<String, Arc<Mutex<Document>>>>;

/// Everything that is open at one desk.
#[derive(Debug)]
pub struct Session {
    workspace: Workspace,
    snapshots: Snapshots,
    clock: Clock,
    open: Arc<Documents>,
    rehearsals: Rehearsals,
    /// Customers' files in hand.
    shelf: Shelf,
    _lock: Lock,
}

/// A change that somebody asks for.
enum Asked {
    /// An edit, the name of its step where the edit's own does not fit, and why a snapshot comes before it.
    Edit(Box<Edit>, Option<Words>, Option<Why>),
    Undo,
    Redo,
}

impl Session {
    /// Opens the workspace at this path, or makes a new one; no other session may have it open.
    pub async fn open(workspace: &Path, clock: Clock) -> Result<Self, Refused> {
        let lock = Lock::take(workspace)?;
        let snapshots = Snapshots::of(workspace);
        match snapshots::sound(workspace, &snapshots).await {
            Ok(opened) => {
                opened.purge_expired(clock()).await?;
                Ok(Self::over(opened, snapshots, clock, lock))
            }
            Err(error @ StoreError::Broken { .. }) => {
                Err(snapshots::with_newest(error, &snapshots))
            }
            Err(error) => Err(error.into()),
        }
    }

    fn over(workspace: Workspace, snapshots: Snapshots, clock: Clock, lock: Lock) -> Self {
        let open: Arc<Documents> = Arc::default();
        snapshots::keep_making(&open, &snapshots, clock);
        let (rehearsals, shelf) = (Rehearsals::default(), Shelf::default());
        Self { workspace, snapshots, clock, open, rehearsals, shelf, _lock: lock }
    }

    /// Returns the workspace, for what needs no document.
    pub(crate) fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// Closes the workspace; what was acknowledged is kept already.
    pub async fn close(self) {
        self.workspace.close().await;
    }

    /// Returns every journey of the workspace, the last changed first.
    pub async fn journeys(&self) -> Result<Vec<Listed>, Refused> {
        Ok(self.workspace.documents().await?)
    }

    /// Keeps a journey as a new document of the workspace.
    pub async fn start(&self, journey: &Journey) -> Result<String, Refused> {
        let id = format!("doc_{}", uuid::Uuid::now_v7().simple());
        let bytes = format::write(journey);
        let start = Start {
            id: &id,
            name: &journey.name,
            steps: journey.nodes.len(),
            at: (self.clock)(),
            bytes: bytes.as_bytes(),
        };
        self.workspace.create(start).await?;
        // That its first snapshot cannot be made is no reason to refuse the document; it stays due.
        let first = (0, (self.clock)(), Why::Start);
        let (snapshots, named) = (self.snapshots.clone(), id.clone());
        drop(guarded(move || snapshots.keep(&named, first, bytes.as_bytes())).await);
        Ok(id)
    }

    /// Returns a document as the designer opens it.
    pub async fn opened(&self, id: &str) -> Result<Opened, Refused> {
        let document = self.document(id).await?;
        let file = self.workspace.file_of(id).await?;
        let mut opened = document.lock().await.opened((self.clock)()).await?;
        opened.file = file.and_then(|linked| files::short_name(&linked.path));
        Ok(opened)
    }

    /// Makes an edit: when this returns, it is kept.
    ///
    /// # Errors
    /// `stale` when the document is not at revision `base`; what the edit itself refuses; `fault` when it panicked.
    /// In every case the document is as it was.
    pub async fn edit(&self, id: &str, base: u64, edit: Edit) -> Result<Applied, Refused> {
        let before = matches!(edit, Edit::Import { .. }).then_some(Why::Import);
        self.change(id, base, Asked::Edit(Box::new(edit), None, before)).await
    }

    /// Takes the last step back.
    pub async fn undo(&self, id: &str, base: u64) -> Result<Applied, Refused> {
        self.change(id, base, Asked::Undo).await
    }

    /// Makes the last step taken back again.
    pub async fn redo(&self, id: &str, base: u64) -> Result<Applied, Refused> {
        self.change(id, base, Asked::Redo).await
    }

    /// Makes a change, to its end even where nobody waits for it any more: what is kept and what is open never differ.
    async fn change(&self, id: &str, base: u64, asked: Asked) -> Result<Applied, Refused> {
        let document = self.document(id).await?;
        let (workspace, snapshots) = (self.workspace.clone(), self.snapshots.clone());
        let now = (self.clock)();
        let done = settled(async move {
            let document = &mut *document.lock().await;
            document.expect(base)?;
            let applied = match asked {
                Asked::Edit(edit, label, before) => {
                    if let Some(why) = before {
                        document.snapshot(&snapshots, why, now).await?;
                    }
                    make(document, &workspace, now, *edit, label).await
                }
                Asked::Undo => document.undo(&workspace, now).await,
                Asked::Redo => document.redo(&workspace, now).await,
            };
            if applied.is_ok() {
                document.snapshot_if_due(&snapshots, now).await;
            }
            applied
        });
        let done = done.await?;
        if done.as_ref().is_err_and(|refused| refused.code == "stale") {
            // Should the workspace have moved on without this document, the next look is at what it keeps.
            self.open.lock().await.remove(id);
        }
        done
    }

    /// Returns the steps that hold, oldest first, and those that were taken back, the next one first.
    pub async fn history(&self, id: &str) -> Result<(Vec<Dated>, Vec<Dated>), Refused> {
        let document = self.document(id).await?;
        let document = document.lock().await;
        Ok((document.past.done().to_vec(), document.past.undone()))
    }

    /// Returns a document's journey as it is now.
    pub async fn journey(&self, id: &str) -> Result<Arc<Journey>, Refused> {
        Ok(self.document(id).await?.lock().await.journey.clone())
    }

    /// Returns the language the person chose, if they chose one.
    pub async fn chosen_lang(&self) -> Result<Option<Lang>, Refused> {
        let settings = self.workspace.settings().await?;
        let chosen = settings.into_iter().find(|(key, _)| key == "language");
        Ok(chosen.and_then(|(_, value)| serde_json::from_value(value).ok()))
    }

    /// Removes a document from the workspace; a file it stands in stays.
    pub async fn remove(&self, id: &str) -> Result<(), Refused> {
        let mut open = self.open.lock().await;
        // What has snapshots and is not in the workspace counts as lost, so they go first.
        self.snapshots.remove(id)?;
        self.workspace.remove(id).await?;
        open.remove(id);
        self.rehearsals.forget(id);
        Ok(())
    }

    /// Returns an open document, opening it where it is not.
    async fn document(&self, id: &str) -> Result<Arc<Mutex<Document>>, Refused> {
        let mut open = self.open.lock().await;
        if let Some(document) = open.get(id) {
            return Ok(document.clone());
        }
        let loaded = self.workspace.load(id).await;
        let kept = match loaded.and_then(|kept| snapshots::newest_of_all(&self.snapshots, id, kept))
        {
            Err(error @ StoreError::Damaged { .. }) => {
                return Err(snapshots::with_newest_of(error, &self.snapshots, id));
            }
            loaded => loaded?,
        };
        let linked = self.workspace.file_of(id).await?;
        let path = linked.map(|linked| linked.path);
        let document = guarded({
            let (id, snapshots) = (id.to_owned(), self.snapshots.clone());
            move || Document::restored(id, kept, path.as_deref(), &snapshots)
        });
        let document = Arc::new(Mutex::new(document.await??));
        open.insert(id.to_owned(), document.clone());
        Ok(document)
    }
}

/// Works an edit out and keeps it.
async fn make(
    document: &mut Document,
    workspace: &Workspace,
    now: Millis,
    edit: Edit,
    label: Option<Words>,
) -> Result<Applied, Refused> {
    let (journey, id) = (document.journey.clone(), document.id.clone());
    pass(Point::Label, &id);
    let label = label.unwrap_or_else(|| Words::of(|lang| edit.label(&journey, lang))).label();
    let worked_out = guarded(move || {
        pass(Point::Apply, &id);
        apply(&journey, &edit)
    });
    let (next, patch) = worked_out.await??;
    document.step(workspace, now, label, next, patch).await
}

#[cfg(test)]
mod tests;
