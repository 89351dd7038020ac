//! Files in hand: what a page handed over piece by piece, in a file without a name that goes with the program, or what
//! the person chose in the system's dialog. A page knows a file by its handle, and never by a path.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::super::rows::shape_of;
use super::super::{ImportError, Problem, Source};
use super::said::refused;
use crate::refused::Refused;

/// Most bytes of a file.
const MAX_FILE: u64 = 2 << 30;
/// Files that are held at the same time; another one lets go of the oldest.
const MAX_HELD: usize = 4;

/// A piece of a file that a page hands over.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Piece {
    /// The file that it belongs to; none begins one.
    pub file: Option<String>,
    /// What the file is called.
    pub name: String,
    /// The bytes, in Base64.
    pub bytes: String,
}

/// A file in hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FileInHand {
    /// Its handle.
    pub file: String,
    /// What it is called, without its folder.
    pub name: String,
    /// Its bytes so far.
    pub bytes: u64,
}

/// How far a reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Standing {
    /// Bytes that were read.
    pub done: u64,
    /// Bytes there are.
    pub total: u64,
}

/// The files that are held.
#[derive(Debug, Default)]
pub struct Shelf(Mutex<Vec<Arc<Inside>>>);

/// A file, and the reading of it that somebody waits for.
#[derive(Debug)]
struct Inside {
    id: String,
    name: String,
    file: Mutex<File>,
    bytes: AtomicU64,
    /// The number of the last reading; an older one ends.
    turn: AtomicU64,
    done: AtomicU64,
    /// The hash of what was read to its end first.
    seen: Mutex<Option<blake3::Hash>>,
}

/// One reading of a file, from its beginning.
#[derive(Clone, Debug)]
pub struct Taking {
    inside: Arc<Inside>,
    turn: u64,
    hash: Arc<Mutex<blake3::Hasher>>,
}

/// The stream of a reading.
#[derive(Debug)]
struct Reading {
    taking: Taking,
    at: u64,
}

impl Shelf {
    /// Opens a file that the person chose.
    ///
    /// # Errors
    /// When its name says nothing of what it is, or the system does not give it.
    pub fn open(&self, path: &Path) -> Result<FileInHand, Refused> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        known_shape(&name)?;
        let unreadable = |error: io::Error| {
            let problem = Problem::Unreadable { reason: error.to_string() };
            refused(&ImportError { file: name.clone(), problem })
        };
        let file = File::open(path).map_err(unreadable)?;
        let bytes = file.metadata().map_err(unreadable)?.len();
        fits(bytes)?;
        Ok(self.hold(name.clone(), file, bytes))
    }

    /// Takes a piece of a file.
    ///
    /// # Errors
    /// When its name says nothing of what it is, when there is too much of it, or when the system takes no more.
    pub fn take(&self, piece: &Piece) -> Result<FileInHand, Refused> {
        let bytes = STANDARD.decode(&piece.bytes).map_err(Refused::unreadable)?;
        let held = match &piece.file {
            Some(file) => self.inside(file)?,
            None => {
                known_shape(&piece.name)?;
                let file = tempfile::tempfile().map_err(|error| no_room(&error))?;
                let held = self.hold(piece.name.clone(), file, 0);
                self.inside(&held.file)?
            }
        };
        fits(held.bytes.load(Ordering::Relaxed) + bytes.len() as u64)?;
        let mut file = locked(&held.file);
        file.seek(SeekFrom::End(0)).map_err(|error| no_room(&error))?;
        file.write_all(&bytes).map_err(|error| no_room(&error))?;
        held.bytes.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        Ok(held.held())
    }

    /// Begins to read a file, in place of a reading that still goes on.
    ///
    /// # Errors
    /// `no_file` when it is not held any more.
    pub fn read(&self, file: &str) -> Result<Taking, Refused> {
        let inside = self.inside(file)?;
        let turn = inside.turn.fetch_add(1, Ordering::Relaxed) + 1;
        inside.done.store(0, Ordering::Relaxed);
        Ok(Taking { inside, turn, hash: Arc::default() })
    }

    /// Returns how far the last reading of a file is.
    pub fn standing(&self, file: &str) -> Result<Standing, Refused> {
        let inside = self.inside(file)?;
        let total = inside.bytes.load(Ordering::Relaxed);
        Ok(Standing { done: inside.done.load(Ordering::Relaxed).min(total), total })
    }

    /// Ends the reading of a file that goes on; the file stays.
    pub fn stop(&self, file: &str) -> Result<(), Refused> {
        self.inside(file)?.turn.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    /// Lets go of a file; one that a page handed over is gone then.
    pub fn let_go(&self, file: &str) {
        locked(&self.0).retain(|inside| {
            let other = inside.id != file;
            if !other {
                inside.turn.fetch_add(1, Ordering::Relaxed);
            }
            other
        });
    }

    fn hold(&self, name: String, file: File, bytes: u64) -> FileInHand {
        let inside = Arc::new(Inside {
            id: format!("file_{}", uuid::Uuid::now_v7().simple()),
            name,
            file: Mutex::new(file),
            bytes: AtomicU64::new(bytes),
            turn: AtomicU64::new(0),
            done: AtomicU64::new(0),
            seen: Mutex::default(),
        });
        let mut all = locked(&self.0);
        if all.len() >= MAX_HELD {
            all.remove(0);
        }
        all.push(inside.clone());
        inside.held()
    }

    fn inside(&self, file: &str) -> Result<Arc<Inside>, Refused> {
        let found = locked(&self.0).iter().find(|inside| inside.id == file).cloned();
        found.ok_or_else(|| {
            Refused::new(
                "no_file",
                "this file is not held any more; choose it again",
                "このファイルはもう開かれていません。選び直してください",
            )
        })
    }
}

impl Inside {
    fn held(&self) -> FileInHand {
        let bytes = self.bytes.load(Ordering::Relaxed);
        FileInHand { file: self.id.clone(), name: self.name.clone(), bytes }
    }
}

impl Taking {
    /// Returns what the file is called.
    pub fn name(&self) -> &str {
        &self.inside.name
    }

    /// Returns how many bytes it has.
    pub fn bytes(&self) -> u64 {
        self.inside.bytes.load(Ordering::Relaxed)
    }

    /// Returns the file as a source.
    pub fn source(&self) -> Source {
        let input = Box::new(Reading { taking: self.clone(), at: 0 });
        Source { name: self.inside.name.clone(), input }
    }

    /// Returns the file's handle.
    pub(super) fn handle(&self) -> String {
        self.inside.id.clone()
    }

    /// Returns a second reading beside this one, for a glance that counts for nothing.
    pub(super) fn aside(&self) -> Self {
        Self { hash: Arc::default(), ..self.clone() }
    }

    /// Refuses to go on where somebody stopped it, or reads the file anew.
    pub(super) fn go_on(&self) -> Result<(), Problem> {
        if self.inside.turn.load(Ordering::Relaxed) == self.turn {
            return Ok(());
        }
        Err(Problem::Stopped)
    }

    /// Makes sure, at the end of a reading, that the file is the one that was looked at.
    ///
    /// # Errors
    /// `changed_file` when it is not.
    pub fn settle(&self) -> Result<String, Refused> {
        let hash = locked(&self.hash).finalize();
        let mut seen = locked(&self.inside.seen);
        match *seen {
            Some(before) if before != hash => Err(Refused::new(
                "changed_file",
                "the file has changed since it was looked at; choose it again",
                "確認した後にファイルが変更されました。選び直してください",
            )),
            _ => {
                *seen = Some(hash);
                Ok(hash.to_hex().to_string())
            }
        }
    }
}

impl Read for Reading {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.taking.go_on().map_err(io::Error::other)?;
        let inside = &self.taking.inside;
        let count = {
            let mut file = locked(&inside.file);
            file.seek(SeekFrom::Start(self.at))?;
            file.read(into)?
        };
        locked(&self.taking.hash).update(&into[..count]);
        self.at += count as u64;
        inside.done.store(self.at, Ordering::Relaxed);
        Ok(count)
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn known_shape(name: &str) -> Result<(), Refused> {
    if shape_of(name).is_some() {
        return Ok(());
    }
    Err(refused(&ImportError { file: name.to_owned(), problem: Problem::UnknownShape }))
}

fn fits(bytes: u64) -> Result<(), Refused> {
    if bytes <= MAX_FILE {
        return Ok(());
    }
    Err(Refused::new(
        "file_too_large",
        "the file has more than 2 GB; pack it with gzip, or leave out columns and rows that are not needed",
        "ファイルが2 GBを超えています。gzipで圧縮するか、不要な列や行を除いてください",
    ))
}

fn no_room(error: &io::Error) -> Refused {
    Refused::new(
        "no_room",
        format!("the file cannot be taken: {error}; check free space"),
        format!("ファイルを受け取れません（{error}）。空き容量を確かめてください"),
    )
}
