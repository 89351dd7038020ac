//! Where things stay: the workspace, one SQLite file, and snapshots beside it. Keeps journeys as snapshots and a log
//! of edits, settings, the files that journeys came from, and imported customers. Knows what it keeps only as far as keeping needs; decides
//! nothing about it.

mod document;
mod error;
mod file;
mod lock;
mod population;
mod pragma;
mod seal;
mod setting;
mod snapshot;
mod upgrade;
mod verify;
mod whole;
mod workspace;
mod writing;

pub use document::{Act, Entry, Kept, Listed, Logged, Made, Start};
pub use error::StoreError;
pub use file::Linked;
pub use lock::Lock;
pub use population::{NewPopulation, People, Population};
pub use snapshot::{Snapshot, Snapshots, Why};
pub use whole::{create_private, save_bytes, save_with};
pub use workspace::Workspace;

/// Milliseconds since 1970, UTC.
pub type Millis = i64;

#[cfg(test)]
mod tests;
