//! Bringing the tables up to date. Before anything is changed, the whole workspace is copied into the folder of its
//! snapshots; refuses tables that are newer than this build.

use std::fs::{self, File};
use std::path::Path;

use sqlx::migrate::Migrator;
use sqlx::{Row, SqliteConnection};

use crate::document::row_seal;
use crate::error::StoreError;
use crate::file::file_seal;
use crate::seal::{hash, seal};

/// The version whose rows of the small tables have seals.
const SEALED: i64 = 2;

/// Brings the tables up to date.
pub(crate) async fn upgrade(
    connection: &mut SqliteConnection,
    migrator: &Migrator,
    snapshots: &Path,
) -> Result<(), StoreError> {
    let found = version(connection).await?;
    let newest = migrator.iter().map(|migration| migration.version).max().unwrap_or(0);
    if found > 0 && found < newest {
        copy(connection, found, snapshots).await?;
    }
    migrator.run(&mut *connection).await?;
    if found > 0 && found < SEALED {
        seal_rows(connection).await?;
    }
    Ok(())
}

/// Returns the version of the tables; 0 where there are none yet.
async fn version(connection: &mut SqliteConnection) -> Result<i64, StoreError> {
    let tables: i64 =
        sqlx::query_scalar("SELECT count(*) FROM sqlite_schema WHERE name = '_sqlx_migrations'")
            .fetch_one(&mut *connection)
            .await?;
    if tables == 0 {
        return Ok(0);
    }
    let version = sqlx::query_scalar("SELECT coalesce(max(version), 0) FROM _sqlx_migrations");
    Ok(version.fetch_one(connection).await?)
}

/// Copies the whole workspace into a file whose name holds its hash.
async fn copy(
    connection: &mut SqliteConnection,
    version: i64,
    snapshots: &Path,
) -> Result<(), StoreError> {
    fs::create_dir_all(snapshots)?;
    let half = snapshots.join("before-version.half");
    if half.exists() {
        fs::remove_file(&half)?;
    }
    let to = half.to_string_lossy().into_owned();
    sqlx::query("VACUUM INTO ?").bind(to).execute(connection).await?;
    File::open(&half)?.sync_all()?;
    let digest = hash(&fs::read(&half)?);
    fs::rename(&half, snapshots.join(format!("version-{version}-{digest}.tabiji")))?;
    Ok(())
}

/// Gives a seal to every row that was written before rows had one.
async fn seal_rows(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    for row in sqlx::query("SELECT * FROM documents").fetch_all(&mut *connection).await? {
        let (id, name): (String, String) = (row.try_get("id")?, row.try_get("name")?);
        let (revision, steps) = (row.try_get("revision")?, row.try_get("steps")?);
        let seal = row_seal(&id, revision, &name, steps, row.try_get("changed_at")?);
        let update = sqlx::query("UPDATE documents SET seal = ? WHERE id = ?");
        update.bind(seal).bind(id).execute(&mut *connection).await?;
    }
    for row in sqlx::query("SELECT * FROM files").fetch_all(&mut *connection).await? {
        let (path, document): (String, String) = (row.try_get("path")?, row.try_get("document")?);
        let hash: String = row.try_get("hash")?;
        let seal = file_seal(&path, &document, &hash, row.try_get("opened_at")?);
        let update = sqlx::query("UPDATE files SET seal = ? WHERE path = ?");
        update.bind(seal).bind(path).execute(&mut *connection).await?;
    }
    for row in sqlx::query("SELECT * FROM settings").fetch_all(&mut *connection).await? {
        let (key, value): (String, String) = (row.try_get("key")?, row.try_get("value")?);
        let update = sqlx::query("UPDATE settings SET seal = ? WHERE key = ?");
        update.bind(seal([&key, &value])).bind(key).execute(&mut *connection).await?;
    }
    Ok(())
}
