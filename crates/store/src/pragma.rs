//! How the database keeps its promises: set when a connection opens, and read back before anything is trusted to it.

use std::path::Path;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{Row, SqliteConnection};

use crate::error::StoreError;

/// Each pragma with what it must answer.
const EXPECTED: [(&str, &str, &str); 8] = [
    ("journal_mode", "PRAGMA journal_mode", "wal"),
    ("synchronous", "PRAGMA synchronous", "2"),
    ("foreign_keys", "PRAGMA foreign_keys", "1"),
    ("busy_timeout", "PRAGMA busy_timeout", "5000"),
    ("mmap_size", "PRAGMA mmap_size", "0"),
    ("cell_size_check", "PRAGMA cell_size_check", "1"),
    ("trusted_schema", "PRAGMA trusted_schema", "0"),
    ("secure_delete", "PRAGMA secure_delete", "1"),
];

/// Returns how every connection to a workspace is opened.
pub(crate) fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_millis(5000))
        .pragma("mmap_size", "0")
        .pragma("cell_size_check", "ON")
        .pragma("trusted_schema", "OFF")
        .pragma("secure_delete", "ON")
}

/// Reads every pragma back; a build or a place that does not keep one is refused.
pub(crate) async fn read_back(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    for (name, query, expected) in EXPECTED {
        let row = sqlx::query(query).fetch_one(&mut *connection).await?;
        let found = row.try_get::<String, _>(0);
        let found = found.or_else(|_| row.try_get::<i64, _>(0).map(|number| number.to_string()))?;
        if found != expected {
            return Err(StoreError::Unsafe { name, found, expected });
        }
    }
    Ok(())
}
