//! The open workspace: one writer, a few readers, tables brought up to date.

use std::path::Path;

use sqlx::sqlite::{SqlitePool, SqlitePoolOptions};

use crate::error::StoreError;
use crate::pragma;

/// A workspace that is open.
#[derive(Clone, Debug)]
pub struct Workspace {
    /// One connection, so that two edits never wait for each other inside the database.
    pub(crate) writer: SqlitePool,
    pub(crate) readers: SqlitePool,
}

impl Workspace {
    /// Opens the workspace at this path, or makes a new one.
    ///
    /// # Errors
    /// When the file cannot be opened, is newer than this build, or does not keep a pragma.
    pub async fn open(path: &Path) -> Result<Self, StoreError> {
        let options = pragma::options(path);
        let writer =
            SqlitePoolOptions::new().max_connections(1).connect_with(options.clone()).await?;
        pragma::read_back(&mut *writer.acquire().await?).await?;
        sqlx::migrate!("./migrations").run(&writer).await?;
        let readers = SqlitePoolOptions::new().max_connections(2).connect_with(options).await?;
        pragma::read_back(&mut *readers.acquire().await?).await?;
        Ok(Self { writer, readers })
    }

    /// Closes every connection; what was acknowledged is in the file already.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}
