//! Which document stands in which file, and what was last read from it or written to it.

use std::path::{Path, PathBuf};

use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::Millis;
use crate::error::StoreError;
use crate::seal::seal;
use crate::workspace::Workspace;

/// A file that holds a document of the workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linked {
    /// The document.
    pub document: String,
    /// The file.
    pub path: PathBuf,
    /// The hash of the bytes last read or written.
    pub hash: String,
    /// When it was last opened or saved.
    pub opened_at: Millis,
}

impl Workspace {
    /// Remembers that a document stands in a file; both had perhaps another partner before.
    pub async fn link_file(&self, linked: &Linked) -> Result<(), StoreError> {
        let path = linked.path.to_string_lossy().into_owned();
        let mut transaction = self.begin().await?;
        sqlx::query("DELETE FROM files WHERE document = ? OR path = ?")
            .bind(&linked.document)
            .bind(&path)
            .execute(&mut *transaction)
            .await?;
        sqlx::query(
            "INSERT INTO files (path, document, hash, opened_at, seal) VALUES (?, ?, ?, ?, ?)",
        )
        .bind(&path)
        .bind(&linked.document)
        .bind(&linked.hash)
        .bind(linked.opened_at)
        .bind(file_seal(&path, &linked.document, &linked.hash, linked.opened_at))
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await
    }

    /// Returns the file that holds a document, if there is one.
    pub async fn file_of(&self, document: &str) -> Result<Option<Linked>, StoreError> {
        let row = sqlx::query("SELECT * FROM files WHERE document = ?")
            .bind(document)
            .fetch_optional(&self.readers)
            .await?;
        row.map(|row| linked(&row)).transpose()
    }

    /// Returns what is known of a file, if it was opened before.
    pub async fn file_at(&self, path: &Path) -> Result<Option<Linked>, StoreError> {
        let row = sqlx::query("SELECT * FROM files WHERE path = ?")
            .bind(path.to_string_lossy().into_owned())
            .fetch_optional(&self.readers)
            .await?;
        row.map(|row| linked(&row)).transpose()
    }
}

/// Returns the seal of a file's row.
pub(crate) fn file_seal(path: &str, document: &str, hash: &str, opened_at: Millis) -> String {
    seal([path, document, hash, &opened_at.to_string()])
}

fn linked(row: &SqliteRow) -> Result<Linked, StoreError> {
    Ok(Linked {
        document: row.try_get("document")?,
        path: PathBuf::from(row.try_get::<String, _>("path")?),
        hash: row.try_get("hash")?,
        opened_at: row.try_get("opened_at")?,
    })
}
