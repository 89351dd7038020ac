//! One window at a time: a lock file beside the workspace, held while it is open.

use std::fs::{File, TryLockError};
use std::path::Path;

use crate::error::StoreError;

/// Holds a workspace; dropping it lets go. The system lets go when the program dies.
#[derive(Debug)]
pub struct Lock {
    file: File,
}

/// Lets go at once: a process that is being started just now may hold the same file a moment longer.
impl Drop for Lock {
    fn drop(&mut self) {
        let _freed = self.file.unlock();
    }
}

impl Lock {
    /// Takes the lock of the workspace at this path.
    ///
    /// # Errors
    /// [`StoreError::Locked`] while another program, or another lock of this one, holds it.
    pub fn take(workspace: &Path) -> Result<Self, StoreError> {
        let path = workspace.with_extension("lock");
        let file = File::options().create(true).truncate(false).write(true).open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { file }),
            Err(TryLockError::WouldBlock) => Err(StoreError::Locked),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }
}
