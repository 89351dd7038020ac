//! Snapshots: whole documents in files of their own, apart from the workspace's file, so that what damages the one
//! leaves the other. Each is sealed by its name and opens by itself. Decides which of them are kept, not when one is made.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::Millis;
use crate::error::StoreError;
use crate::seal::{hash, seal};
use crate::whole::save_bytes;

/// How the names of snapshots end: each is a journey's file.
const ENDING: &str = ".journey.json";
/// So many of the newest are kept, whatever their age: an hour of work.
const NEWEST: usize = 12;
const HOUR: Millis = 60 * 60 * 1000;
const DAY: Millis = 24 * HOUR;

/// Why a snapshot was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The document is new.
    Start,
    /// Something changed since the last one, some time ago.
    Interval,
    /// Another document was about to take its place.
    Import,
    /// What somebody else wrote into its file was about to take its place.
    Outside,
    /// An older snapshot was about to take its place.
    Restore,
}

/// A snapshot that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// Its name; never a path.
    pub id: String,
    /// When it was made.
    pub at: Millis,
    /// The document's revision then.
    pub revision: u64,
    /// Why it was made.
    pub why: Why,
}

/// The snapshots of a workspace, in a folder beside it.
#[derive(Clone, Debug)]
pub struct Snapshots {
    folder: PathBuf,
}

impl Snapshots {
    /// Returns the snapshots of the workspace at this path.
    pub fn of(workspace: &Path) -> Self {
        Self { folder: workspace.with_extension("snapshots") }
    }

    /// Keeps a document as it is, durably, and lets go of snapshots that are no longer kept.
    ///
    /// Kept are the newest twelve, the newest of each hour of the last day, of each day of the last thirty, and of
    /// each thirty days before that.
    pub fn keep(
        &self,
        document: &str,
        (revision, at, why): (u64, Millis, Why),
        bytes: &[u8],
    ) -> Result<Snapshot, StoreError> {
        let folder = self.folder_of(document)?;
        fs::create_dir_all(&folder)?;
        let id = name(document, revision, at, why, bytes);
        save_bytes(&folder.join(format!("{id}{ENDING}")), bytes)?;
        self.prune(document, at)?;
        Ok(Snapshot { id, at, revision, why })
    }

    /// Returns the snapshots of a document, the newest first.
    pub fn list(&self, document: &str) -> Result<Vec<Snapshot>, StoreError> {
        let names = names(&self.folder_of(document)?)?;
        let mut found: Vec<Snapshot> =
            names.iter().filter_map(|name| read_name(name.strip_suffix(ENDING)?)).collect();
        found.sort_by_key(|snapshot| std::cmp::Reverse((snapshot.at, snapshot.revision)));
        Ok(found)
    }

    /// Returns the bytes of a snapshot.
    ///
    /// # Errors
    /// [`StoreError::NoSnapshot`] when there is none of this name, [`StoreError::DamagedSnapshot`] when it is not as
    /// it was written.
    pub fn read(&self, document: &str, id: &str) -> Result<Vec<u8>, StoreError> {
        let none = || StoreError::NoSnapshot { snapshot: id.to_owned() };
        let found = self.list(document)?.into_iter().find(|snapshot| snapshot.id == id);
        let Snapshot { id, at, revision, why } = found.ok_or_else(none)?;
        let bytes = fs::read(self.folder_of(document)?.join(format!("{id}{ENDING}")))?;
        if name(document, revision, at, why, &bytes) == id {
            return Ok(bytes);
        }
        Err(StoreError::DamagedSnapshot { snapshot: id })
    }

    /// Returns the newest snapshot of a document that is as it was written, with its bytes.
    pub fn newest_good(&self, document: &str) -> Option<(Snapshot, Vec<u8>)> {
        let all = self.list(document).ok()?;
        all.into_iter().find_map(|snapshot| {
            let bytes = self.read(document, &snapshot.id).ok()?;
            Some((snapshot, bytes))
        })
    }

    /// Returns every document that has snapshots.
    pub fn documents(&self) -> Result<Vec<String>, StoreError> {
        let mut found = names(&self.folder)?;
        found.retain(|name| self.folder.join(name).is_dir() && may_be_id(name));
        found.sort();
        Ok(found)
    }

    /// Removes every snapshot of a document.
    pub fn remove(&self, document: &str) -> Result<(), StoreError> {
        match fs::remove_dir_all(self.folder_of(document)?) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            Ok(()) | Err(_) => Ok(()),
        }
    }

    /// Returns the folder of all snapshots, for what is kept of the whole workspace.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Returns the folder of a document; its id may come from a page, and is no path.
    fn folder_of(&self, document: &str) -> Result<PathBuf, StoreError> {
        if may_be_id(document) {
            return Ok(self.folder.join(document));
        }
        Err(StoreError::NoDocument { document: document.to_owned() })
    }

    fn prune(&self, document: &str, now: Millis) -> Result<(), StoreError> {
        let folder = self.folder_of(document)?;
        for snapshot in let_go(&self.list(document)?, now) {
            fs::remove_file(folder.join(format!("{}{ENDING}", snapshot.id)))?;
        }
        Ok(())
    }
}

/// Returns which of a document's snapshots, the newest first, are no longer kept.
fn let_go(all: &[Snapshot], now: Millis) -> Vec<&Snapshot> {
    let mut spans = BTreeSet::new();
    let newest: Vec<bool> = all.iter().map(|it| spans.insert(span(now, it.at))).collect();
    let old = all.iter().zip(newest).skip(NEWEST);
    old.filter(|(_, newest_of_its_span)| !newest_of_its_span).map(|(it, _)| it).collect()
}

/// Returns the span of time of which one snapshot is kept: its length and its number.
fn span(now: Millis, at: Millis) -> (Millis, Millis) {
    let length = match now - at {
        age if age < DAY => HOUR,
        age if age < 30 * DAY => DAY,
        _ => 30 * DAY,
    };
    (length, at.div_euclid(length))
}

/// Returns the names in a folder; none where there is no folder.
fn names(folder: &Path) -> Result<Vec<String>, StoreError> {
    match fs::read_dir(folder) {
        Ok(entries) => {
            let names = entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
            names.collect()
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error.into()),
    }
}

fn may_be_id(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

fn name(document: &str, revision: u64, at: Millis, why: Why, bytes: &[u8]) -> String {
    let (revision, at_text, why) = (revision.to_string(), at.to_string(), why.name());
    let seal = seal([document, &revision, &at_text, why, &hash(bytes)]);
    format!("{at:013}-{revision}-{why}-{seal}")
}

fn read_name(id: &str) -> Option<Snapshot> {
    let mut parts = id.splitn(4, '-');
    let (at, revision, why) = (parts.next()?, parts.next()?, parts.next()?);
    let why = Why::ALL.into_iter().find(|it| it.name() == why)?;
    let (at, revision) = (at.parse().ok()?, revision.parse().ok()?);
    Some(Snapshot { id: id.to_owned(), at, revision, why })
}

impl Why {
    const ALL: [Self; 5] =
        [Self::Start, Self::Interval, Self::Import, Self::Outside, Self::Restore];

    /// Returns what programs call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Interval => "interval",
            Self::Import => "import",
            Self::Outside => "outside",
            Self::Restore => "restore",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Millis = 60_000;

    fn snapshots(folder: &Path) -> Snapshots {
        Snapshots::of(&folder.join("workspace.tabiji"))
    }

    #[test]
    fn a_snapshot_that_is_not_as_it_was_written_is_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        let snapshots = snapshots(folder.path());
        let old = snapshots.keep("doc_1", (3, 10, Why::Start), b"old").unwrap();
        let new = snapshots.keep("doc_1", (4, 20, Why::Interval), b"new").unwrap();
        assert_eq!(snapshots.list("doc_1").unwrap(), [new.clone(), old.clone()]);
        assert_eq!(snapshots.newest_good("doc_1"), Some((new.clone(), b"new".to_vec())));
        let file = snapshots.folder_of("doc_1").unwrap().join(format!("{}{ENDING}", new.id));
        fs::write(&file, b"nev").unwrap();
        let read = snapshots.read("doc_1", &new.id);
        assert!(matches!(read, Err(StoreError::DamagedSnapshot { .. })), "{read:?}");
        assert_eq!(snapshots.newest_good("doc_1"), Some((old.clone(), b"old".to_vec())));
        let renamed = old.id.replace("-3-", "-9-");
        fs::write(file.with_file_name(format!("{renamed}{ENDING}")), b"old").unwrap();
        assert!(snapshots.read("doc_1", &renamed).is_err(), "its name is sealed, too");
    }

    #[test]
    fn a_name_from_a_page_is_no_path() {
        let folder = tempfile::tempdir().unwrap();
        let snapshots = snapshots(folder.path());
        for id in ["..", "a/b", "", "/etc", "doc_1\0"] {
            assert!(matches!(snapshots.list(id), Err(StoreError::NoDocument { .. })), "{id}");
            assert!(snapshots.remove(id).is_err(), "{id}");
        }
        snapshots.keep("doc_1", (1, 1, Why::Start), b"x").unwrap();
        let none = snapshots.read("doc_1", "../doc_1/0000000000001");
        assert!(matches!(none, Err(StoreError::NoSnapshot { .. })));
    }

    #[test]
    fn the_newest_of_each_hour_day_and_month_stay() {
        // Three days of work, a snapshot every five minutes.
        let start = 1_700_000_000_000 / DAY * DAY;
        let all: Vec<Millis> = (0..3 * 24 * 12).map(|turn| start + turn * 5 * MINUTE).collect();
        let mut snapshots = Vec::new();
        let mut make = |at: Millis| {
            let id = at.to_string();
            snapshots.insert(0, Snapshot { id, at, revision: 1, why: Why::Interval });
            let gone: Vec<Snapshot> = let_go(&snapshots, at).into_iter().cloned().collect();
            snapshots.retain(|snapshot| !gone.contains(snapshot));
            snapshots.iter().map(|snapshot| snapshot.at).collect::<Vec<_>>()
        };
        let kept = all.iter().fold(Vec::new(), |_, at| make(*at));
        let now = all[all.len() - 1];
        assert_eq!(kept[..12], all.iter().rev().take(12).copied().collect::<Vec<_>>()[..]);
        let ages = |from: Millis, to: Millis| {
            kept.iter().filter(|at| (from..to).contains(&(now - **at))).count()
        };
        assert_eq!(ages(HOUR, DAY), 23, "one for each hour");
        assert_eq!(ages(DAY, 3 * DAY), 2, "one for each day");
        assert_eq!(make(now + 90 * DAY).len(), 12, "the new one, and eleven of the old");
        let late = (1..40).fold(Vec::new(), |_, turn| make(now + (90 + turn) * DAY));
        assert!(late.contains(&now), "the newest of a month stays");
    }
}
