//! Bringing the tables up to date. Before anything is changed, the whole workspace is copied into the folder of its
//! snapshots; refuses tables that are newer than this build.

use std::fs::{self, File};
use std::path::Path;

use sqlx::migrate::Migrator;
use sqlx::{AssertSqlSafe, Connection, SqliteConnection};

use crate::error::StoreError;
use crate::seal::hash;
use crate::verify::{SealedRow, sealed_rows};

/// The version whose rows of the small tables have seals.
const SEALED: i64 = 2;

/// Brings the tables up to date, with all that follows from it, or leaves them as they are: rows without seals would
/// look damaged ever after.
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
    let mut whole = connection.begin().await?;
    migrator.run(&mut *whole).await?;
    if found > 0 && found < SEALED {
        seal_rows(&mut whole).await?;
    }
    Ok(whole.commit().await?)
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
    for SealedRow { table, key: (column, name), expected, .. } in sealed_rows(connection).await? {
        let update = AssertSqlSafe(format!("UPDATE {table} SET seal = ? WHERE {column} = ?"));
        sqlx::query(update).bind(expected).bind(name).execute(&mut *connection).await?;
    }
    Ok(())
}
