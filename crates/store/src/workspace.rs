//! The open workspace: one writer, a few readers, tables brought up to date, and looked at before they are trusted.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqlitePool, SqlitePoolOptions};

use crate::Millis;
use crate::error::StoreError;
use crate::pragma;
use crate::snapshot::Snapshots;
use crate::upgrade::upgrade;
use crate::verify::verify;

/// The tables of this build.
pub(crate) static TABLES: Migrator = sqlx::migrate!("./migrations");

/// A workspace that is open.
#[derive(Clone, Debug)]
pub struct Workspace {
    /// Its file; what belongs to it stands beside it.
    pub(crate) path: PathBuf,
    /// One connection, so that two edits never wait for each other inside the database.
    pub(crate) writer: SqlitePool,
    pub(crate) readers: SqlitePool,
}

impl Workspace {
    /// Opens the workspace at this path, or makes a new one.
    ///
    /// # Errors
    /// When the file cannot be opened, is damaged, is newer than this build, or does not keep a pragma.
    pub async fn open(path: &Path) -> Result<Self, StoreError> {
        Self::open_with(path, &TABLES).await
    }

    pub(crate) async fn open_with(path: &Path, tables: &Migrator) -> Result<Self, StoreError> {
        let options = pragma::options(path);
        let writer =
            SqlitePoolOptions::new().max_connections(1).connect_with(options.clone()).await?;
        let mut connection = writer.acquire().await?;
        pragma::read_back(&mut connection).await?;
        let upgraded = upgrade(&mut connection, tables, Snapshots::of(path).folder()).await;
        upgraded.map_err(StoreError::of_names)?;
        verify(&mut connection, tables).await?;
        drop(connection);
        let readers = SqlitePoolOptions::new().max_connections(2).connect_with(options).await?;
        pragma::read_back(&mut *readers.acquire().await?).await?;
        Ok(Self { path: path.to_owned(), writer, readers })
    }

    /// Closes every connection; what was acknowledged is in the file already.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }

    /// Gives a workspace that is damaged another name, so that a new one can take its place. Returns that name.
    pub fn set_aside(path: &Path, now: Millis) -> io::Result<PathBuf> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let aside = path.with_file_name(format!("{name}.damaged-{now}"));
        let beside = |path: &Path, ending: &str| {
            let mut whole = path.as_os_str().to_owned();
            whole.push(ending);
            PathBuf::from(whole)
        };
        // The file itself comes last: until it is gone, this can be done again.
        for ending in ["-wal", "-shm", ""] {
            match fs::rename(beside(path, ending), beside(&aside, ending)) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                other => other?,
            }
        }
        Ok(aside)
    }
}
