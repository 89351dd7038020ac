//! What a workspace must show before it is trusted: sound pages, the tables of this build, and rows of the small tables
//! as they were written. A document's log and snapshots are looked at when it is opened.

use sqlx::migrate::Migrator;
use sqlx::{Connection, Row, SqliteConnection};

use crate::document::row_seal;
use crate::error::StoreError;
use crate::file::file_seal;
use crate::population::{population_of, population_seal};
use crate::seal::seal;

/// Looks at a workspace that was opened.
///
/// # Errors
/// [`StoreError::Broken`] with what shows the damage.
pub(crate) async fn verify(
    connection: &mut SqliteConnection,
    migrator: &Migrator,
) -> Result<(), StoreError> {
    let told: Vec<String> =
        sqlx::query_scalar("PRAGMA integrity_check(1)").fetch_all(&mut *connection).await?;
    if told != ["ok"] {
        return Err(StoreError::Broken { reason: told.concat().trim().to_owned() });
    }
    let orphans = sqlx::query("PRAGMA foreign_key_check").fetch_all(&mut *connection).await?;
    if !orphans.is_empty() {
        return Err(broken("a row belongs to nothing"));
    }
    let mut fresh = SqliteConnection::connect("sqlite::memory:").await?;
    migrator.run(&mut fresh).await?;
    if schema(connection).await? != schema(&mut fresh).await? {
        return Err(broken("its tables are not those of this build"));
    }
    rows(connection).await
}

/// Returns the name and the text of everything in the schema.
async fn schema(connection: &mut SqliteConnection) -> Result<Vec<[String; 4]>, StoreError> {
    let rows = sqlx::query(
        "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema ORDER BY type, name",
    )
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| Ok([row.try_get(0)?, row.try_get(1)?, row.try_get(2)?, row.try_get(3)?]))
        .collect()
}

/// Holds every row of the small tables against its seal.
async fn rows(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    for row in sealed_rows(connection).await? {
        if row.found != row.expected {
            return Err(broken(&format!("a row of {} is not as it was written", row.table)));
        }
    }
    Ok(())
}

/// A row of a small table, and its seal.
pub(crate) struct SealedRow {
    pub(crate) table: &'static str,
    /// The column that names it, and its name there.
    pub(crate) key: (&'static str, String),
    pub(crate) expected: String,
    pub(crate) found: String,
}

/// Returns every row that has a seal of its own; those of a document's log and snapshots are looked at when it opens.
pub(crate) async fn sealed_rows(
    connection: &mut SqliteConnection,
) -> Result<Vec<SealedRow>, StoreError> {
    let mut rows = Vec::new();
    for row in sqlx::query("SELECT * FROM documents").fetch_all(&mut *connection).await? {
        let (id, name): (String, String) = (row.try_get("id")?, row.try_get("name")?);
        let (revision, steps) = (row.try_get("revision")?, row.try_get("steps")?);
        let expected = row_seal(&id, revision, &name, steps, row.try_get("changed_at")?);
        let (key, found) = (("id", id), row.try_get("seal")?);
        rows.push(SealedRow { table: "documents", key, expected, found });
    }
    for row in sqlx::query("SELECT * FROM files").fetch_all(&mut *connection).await? {
        let (path, document): (String, String) = (row.try_get("path")?, row.try_get("document")?);
        let hash: String = row.try_get("hash")?;
        let expected = file_seal(&path, &document, &hash, row.try_get("opened_at")?);
        let (key, found) = (("path", path), row.try_get("seal")?);
        rows.push(SealedRow { table: "files", key, expected, found });
    }
    for row in sqlx::query("SELECT * FROM populations").fetch_all(&mut *connection).await? {
        let population = population_of(&row)?;
        let expected = population_seal(&population);
        let (key, found) = (("id", population.id), row.try_get("seal")?);
        rows.push(SealedRow { table: "populations", key, expected, found });
    }
    for row in sqlx::query("SELECT * FROM secrets").fetch_all(&mut *connection).await? {
        let (name, secret): (String, String) = (row.try_get("name")?, row.try_get("key")?);
        let expected = seal([&name, &secret]);
        let (key, found) = (("name", name), row.try_get("seal")?);
        rows.push(SealedRow { table: "secrets", key, expected, found });
    }
    for row in sqlx::query("SELECT * FROM settings").fetch_all(&mut *connection).await? {
        let (key, value): (String, String) = (row.try_get("key")?, row.try_get("value")?);
        let expected = seal([&key, &value]);
        let (key, found) = (("key", key), row.try_get("seal")?);
        rows.push(SealedRow { table: "settings", key, expected, found });
    }
    Ok(rows)
}

fn broken(reason: &str) -> StoreError {
    StoreError::Broken { reason: reason.to_owned() }
}
