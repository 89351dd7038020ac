//! The open documents: who owns them, and how each change becomes durable before it is acknowledged.
//! Knows no window and no file dialog; the clock comes in from the door.

mod copied;
mod document;
mod files;
mod past;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use journey::document::Journey;
use journey::edit::{Edit, apply};
use journey::format;
use journey::lang::Lang;
use store::{Listed, Lock, Millis, Start, Workspace};
use tokio::sync::Mutex;

use crate::refused::Refused;
use crate::wire::{Applied, Opened};
use crate::words::Words;

use document::{Document, guarded};

pub use files::Outside;
pub(crate) use files::file_name;
pub use past::Dated;

/// Tells what time it is: milliseconds since 1970, UTC.
pub type Clock = fn() -> Millis;

/// Everything that is open at one desk.
#[derive(Debug)]
pub struct Session {
    workspace: Workspace,
    clock: Clock,
    open: Mutex<BTreeMap<String, Arc<Mutex<Document>>>>,
    _lock: Lock,
}

impl Session {
    /// Opens the workspace at this path, or makes a new one; no other session may have it open.
    pub async fn open(workspace: &Path, clock: Clock) -> Result<Self, Refused> {
        let lock = Lock::take(workspace)?;
        let workspace = Workspace::open(workspace).await?;
        Ok(Self { workspace, clock, open: Mutex::default(), _lock: lock })
    }

    /// Returns the workspace, for what needs no document.
    pub(crate) fn workspace(&self) -> &Workspace {
        &self.workspace
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
        let document = self.document(id).await?;
        let mut document = document.lock().await;
        document.expect(base)?;
        let journey = document.journey.clone();
        let label = Words::of(|lang| edit.label(&journey, lang)).label();
        let (next, patch) = guarded(move || apply(&journey, &edit)).await??;
        document.step(&self.workspace, (self.clock)(), label, next, patch).await
    }

    /// Takes the last step back.
    pub async fn undo(&self, id: &str, base: u64) -> Result<Applied, Refused> {
        let document = self.document(id).await?;
        let mut document = document.lock().await;
        document.expect(base)?;
        document.undo(&self.workspace, (self.clock)()).await
    }

    /// Makes the last step taken back again.
    pub async fn redo(&self, id: &str, base: u64) -> Result<Applied, Refused> {
        let document = self.document(id).await?;
        let mut document = document.lock().await;
        document.expect(base)?;
        document.redo(&self.workspace, (self.clock)()).await
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
        self.workspace.remove(id).await?;
        open.remove(id);
        Ok(())
    }

    /// Returns an open document, opening it where it is not.
    async fn document(&self, id: &str) -> Result<Arc<Mutex<Document>>, Refused> {
        let mut open = self.open.lock().await;
        if let Some(document) = open.get(id) {
            return Ok(document.clone());
        }
        let kept = self.workspace.load(id).await?;
        let linked = self.workspace.file_of(id).await?;
        let path = linked.map(|linked| linked.path);
        let document = guarded({
            let id = id.to_owned();
            move || Document::restored(id, kept, path.as_deref())
        });
        let document = Arc::new(Mutex::new(document.await??));
        open.insert(id.to_owned(), document.clone());
        Ok(document)
    }
}

#[cfg(test)]
mod tests;
