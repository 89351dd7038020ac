//! Documents: a snapshot and the log behind it. One edit is one transaction; the whole log is kept, so that every
//! step can be taken back after a restart.

use journey::document::Label;
use journey::patch::Patch;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use crate::Millis;
use crate::error::StoreError;
use crate::seal::{hash, seal};
use crate::workspace::Workspace;

/// How a revision came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Somebody changed something.
    Edit,
    /// The last step was taken back.
    Undo,
    /// The last step taken back was made again.
    Redo,
}

/// One acknowledged change.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// How it came about.
    pub act: Act,
    /// What the step is called.
    pub label: Label,
    /// What it changed.
    pub patch: Patch,
}

/// What a new revision makes of the document, for lists and for opening.
#[derive(Clone, Copy, Debug)]
pub struct Made<'a> {
    /// The journey's name.
    pub name: &'a Label,
    /// How many steps it has.
    pub steps: usize,
    /// When.
    pub at: Millis,
    /// The whole document, where a snapshot is due.
    pub snapshot: Option<&'a [u8]>,
}

/// A document that is new to the workspace.
#[derive(Clone, Copy, Debug)]
pub struct Start<'a> {
    /// Its id, which must be new.
    pub id: &'a str,
    /// The journey's name.
    pub name: &'a Label,
    /// How many steps it has.
    pub steps: usize,
    /// When.
    pub at: Millis,
    /// The whole document.
    pub bytes: &'a [u8],
}

/// A document in the list of the workspace.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// Its id.
    pub id: String,
    /// The journey's name.
    pub name: Label,
    /// How many steps it has.
    pub steps: u64,
    /// When it was last changed.
    pub changed_at: Millis,
}

/// A revision of the log.
#[derive(Clone, Debug, PartialEq)]
pub struct Logged {
    /// The revision it made.
    pub revision: u64,
    /// When.
    pub made_at: Millis,
    /// The change.
    pub entry: Entry,
}

/// Everything that is kept of a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// The newest revision.
    pub revision: u64,
    /// The revision of the snapshot.
    pub snapshot_revision: u64,
    /// When the snapshot was made.
    pub snapshot_at: Millis,
    /// The document at that revision.
    pub snapshot: Vec<u8>,
    /// Every change since the document's start, oldest first.
    pub log: Vec<Logged>,
}

impl Workspace {
    /// Keeps a new document at revision 0.
    pub async fn create(&self, start: Start<'_>) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        sqlx::query(
            "INSERT INTO documents (id, revision, name, steps, changed_at, seal)
             VALUES (?, 0, ?, ?, ?, ?)",
        )
        .bind(start.id)
        .bind(json(start.name))
        .bind(start.steps as i64)
        .bind(start.at)
        .bind(row_seal(start.id, 0, &json(start.name), start.steps as i64, start.at))
        .execute(&mut *transaction)
        .await?;
        snapshot(&mut transaction, start.id, 0, start.bytes, start.at).await?;
        transaction.commit().await
    }

    /// Keeps one change and returns the revision it made. When this returns, the change survives a crash.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when the document is not at revision `base`; then nothing is changed.
    pub async fn append(
        &self,
        id: &str,
        base: u64,
        entry: &Entry,
        made: Made<'_>,
    ) -> Result<u64, StoreError> {
        let (revision, name, steps) = (base + 1, json(made.name), made.steps as i64);
        let mut transaction = self.begin().await?;
        let updated = sqlx::query(
            "UPDATE documents SET revision = ?, name = ?, steps = ?, changed_at = ?, seal = ?
             WHERE id = ? AND revision = ?",
        )
        .bind(revision as i64)
        .bind(&name)
        .bind(steps)
        .bind(made.at)
        .bind(row_seal(id, revision as i64, &name, steps, made.at))
        .bind(id)
        .bind(base as i64)
        .execute(&mut *transaction)
        .await?;
        if updated.rows_affected() != 1 {
            let found = revision_of(&mut transaction, id).await?;
            return Err(StoreError::Stale { base, found });
        }
        log(&mut transaction, id, revision, entry, made.at).await?;
        if let Some(bytes) = made.snapshot {
            snapshot(&mut transaction, id, revision, bytes, made.at).await?;
        }
        transaction.commit().await?;
        Ok(revision)
    }

    /// Returns everything that is kept of a document, each part checked against its hash.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] with the newest revision that is sound, when something is not as it was written.
    pub async fn load(&self, id: &str) -> Result<Kept, StoreError> {
        let mut transaction = self.readers.begin().await?;
        let revision = revision_of(&mut transaction, id).await?;
        let rows = sqlx::query("SELECT * FROM log WHERE document = ? ORDER BY revision")
            .bind(id)
            .fetch_all(&mut *transaction)
            .await?;
        let log: Vec<Logged> = rows.iter().map_while(|row| logged(id, row)).collect();
        let unbroken = log.iter().zip(1..).take_while(|(row, at)| row.revision == *at).count();
        let good = unbroken as u64;
        let newest = sound_snapshot(&mut transaction, id, good).await?;
        let Some((snapshot_revision, snapshot, snapshot_at)) = newest.filter(|_| good == revision)
        else {
            return Err(StoreError::Damaged { document: id.to_owned(), good });
        };
        Ok(Kept { revision, snapshot_revision, snapshot_at, snapshot, log })
    }

    /// Returns every document, the last changed first.
    pub async fn documents(&self) -> Result<Vec<Listed>, StoreError> {
        let rows = sqlx::query("SELECT * FROM documents ORDER BY changed_at DESC, id")
            .fetch_all(&self.readers)
            .await?;
        let listed = |row: &SqliteRow| {
            let name: String = row.try_get("name")?;
            Ok(Listed {
                id: row.try_get("id")?,
                name: serde_json::from_str(&name).unwrap_or_default(),
                steps: row.try_get::<i64, _>("steps")? as u64,
                changed_at: row.try_get("changed_at")?,
            })
        };
        rows.iter().map(listed).collect()
    }

    /// Removes a document with its log, its snapshots and its link to a file; the file stays.
    pub async fn remove(&self, id: &str) -> Result<(), StoreError> {
        let removed = sqlx::query("DELETE FROM documents WHERE id = ?")
            .bind(id)
            .execute(&self.writer)
            .await?;
        match removed.rows_affected() {
            0 => Err(StoreError::NoDocument { document: id.to_owned() }),
            _ => Ok(()),
        }
    }
}

async fn revision_of(connection: &mut SqliteConnection, id: &str) -> Result<u64, StoreError> {
    let row = sqlx::query("SELECT revision FROM documents WHERE id = ?")
        .bind(id)
        .fetch_optional(&mut *connection)
        .await?;
    match row {
        Some(row) => Ok(row.try_get::<i64, _>(0)? as u64),
        None => Err(StoreError::NoDocument { document: id.to_owned() }),
    }
}

async fn log(
    connection: &mut SqliteConnection,
    id: &str,
    revision: u64,
    entry: &Entry,
    at: Millis,
) -> Result<(), StoreError> {
    let (act, label, patch) = (entry.act.name(), json(&entry.label), json(&entry.patch));
    let seal = log_seal(id, revision as i64, act, &label, &patch, at);
    sqlx::query(
        "INSERT INTO log (document, revision, act, label, patch, made_at, seal)
         VALUES (?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(id)
    .bind(revision as i64)
    .bind(act)
    .bind(label)
    .bind(patch)
    .bind(at)
    .bind(seal)
    .execute(&mut *connection)
    .await?;
    Ok(())
}

async fn snapshot(
    connection: &mut SqliteConnection,
    id: &str,
    revision: u64,
    bytes: &[u8],
    at: Millis,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO snapshots (document, revision, bytes, hash, made_at) VALUES (?, ?, ?, ?, ?)",
    )
    .bind(id)
    .bind(revision as i64)
    .bind(bytes)
    .bind(hash(bytes))
    .bind(at)
    .execute(&mut *connection)
    .await?;
    Ok(())
}

/// Returns the newest snapshot up to a revision that is as it was written.
async fn sound_snapshot(
    connection: &mut SqliteConnection,
    id: &str,
    most: u64,
) -> Result<Option<(u64, Vec<u8>, Millis)>, StoreError> {
    let rows = sqlx::query(
        "SELECT revision, bytes, hash, made_at FROM snapshots
         WHERE document = ? AND revision <= ? ORDER BY revision DESC",
    )
    .bind(id)
    .bind(most as i64)
    .fetch_all(&mut *connection)
    .await?;
    for row in rows {
        let bytes: Vec<u8> = row.try_get("bytes")?;
        if hash(&bytes) == row.try_get::<String, _>("hash")? {
            let revision = row.try_get::<i64, _>("revision")? as u64;
            return Ok(Some((revision, bytes, row.try_get("made_at")?)));
        }
    }
    Ok(None)
}

/// Reads a row of the log; none when it is not as it was written.
fn logged(id: &str, row: &SqliteRow) -> Option<Logged> {
    let (act, label, patch): (String, String, String) =
        (row.try_get("act").ok()?, row.try_get("label").ok()?, row.try_get("patch").ok()?);
    let (revision, at): (i64, Millis) =
        (row.try_get("revision").ok()?, row.try_get("made_at").ok()?);
    let seal_then: String = row.try_get("seal").ok()?;
    if log_seal(id, revision, &act, &label, &patch, at) != seal_then {
        return None;
    }
    let act = [Act::Edit, Act::Undo, Act::Redo].into_iter().find(|it| it.name() == act)?;
    let label = serde_json::from_str(&label).ok()?;
    let patch = serde_json::from_str(&patch).ok()?;
    Some(Logged { revision: revision as u64, made_at: at, entry: Entry { act, label, patch } })
}

impl Act {
    fn name(self) -> &'static str {
        match self {
            Self::Edit => "edit",
            Self::Undo => "undo",
            Self::Redo => "redo",
        }
    }
}

/// Returns the seal of a document's row in the list.
pub(crate) fn row_seal(id: &str, revision: i64, name: &str, steps: i64, at: Millis) -> String {
    seal([id, &revision.to_string(), name, &steps.to_string(), &at.to_string()])
}

fn log_seal(id: &str, revision: i64, act: &str, label: &str, patch: &str, at: Millis) -> String {
    seal([id, &revision.to_string(), act, label, patch, &at.to_string()])
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("labels and patches have text keys only")
}
