//! One write, whole or not at all. A connection on which a write failed is closed and never used again: the database may
//! have taken the transaction back by itself, and what is then written "inside" it is kept by nobody.

use std::ops::{Deref, DerefMut};

use sqlx::pool::PoolConnection;
use sqlx::{Sqlite, SqliteConnection};

use crate::error::StoreError;
use crate::workspace::Workspace;

/// A write on its way; dropping it takes it back.
pub(crate) struct Writing {
    connection: PoolConnection<Sqlite>,
    kept: bool,
}

impl Workspace {
    /// Begins a write; there is one at a time.
    pub(crate) async fn begin(&self) -> Result<Writing, StoreError> {
        let mut writing = Writing { connection: self.writer.acquire().await?, kept: false };
        sqlx::query("BEGIN IMMEDIATE").execute(&mut *writing).await?;
        Ok(writing)
    }
}

impl Writing {
    /// Keeps what was written. When this returns, it survives a crash.
    pub(crate) async fn commit(mut self) -> Result<(), StoreError> {
        sqlx::query("COMMIT").execute(&mut *self).await?;
        self.kept = true;
        Ok(())
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        if !self.kept {
            self.connection.close_on_drop();
        }
    }
}

impl Deref for Writing {
    type Target = SqliteConnection;

    fn deref(&self) -> &SqliteConnection {
        &self.connection
    }
}

impl DerefMut for Writing {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        &mut self.connection
    }
}
