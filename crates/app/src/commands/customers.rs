//! Customers' files: chosen through the door or handed over by the page, looked at, tried, kept and purged.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::wire::{Empty, Nothing};
use super::{Desk, Host};
use crate::import::intake::{FileInHand, FileLook, FilePlan, FileReading, Piece, RowsOf, Standing};
use crate::refused::Refused;
use crate::session::{KeptPopulation, TakenIn, Trial};

/// A file in hand.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct FileRef {
    /// Its handle.
    pub file: String,
}

/// A file to look at.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct LookAt {
    /// The document it is for.
    pub document: String,
    /// Its handle.
    pub file: String,
    /// How it is read.
    pub reading: FileReading,
    /// What its rows are; none finds it out.
    pub of: Option<RowsOf>,
}

/// Files to try.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Tried {
    /// The document they are for.
    pub document: String,
    /// What is to be done with each.
    pub plans: Vec<FilePlan>,
}

/// Files to keep.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct TakeIn {
    /// The document they are for.
    pub document: String,
    /// The revision it is at.
    pub revision: u64,
    /// What is to be done with each.
    pub plans: Vec<FilePlan>,
    /// For how many days they are kept; none until they are purged.
    pub days: Option<u32>,
}

/// The populations of the workspace.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct KeptPopulations {
    /// The newest first.
    pub populations: Vec<KeptPopulation>,
}

/// A population of the workspace.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PopulationRef {
    /// Its id.
    pub population: String,
}

/// A population, and how long it is kept.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Retained {
    /// Its id.
    pub population: String,
    /// For how many days since it was made; none until it is purged.
    pub days: Option<u32>,
}

impl<H: Host> Desk<H> {
    pub(super) async fn choose_data(&self, _: Empty) -> Result<Option<FileInHand>, Refused> {
        match self.host.choose_file("customers.csv").await {
            Some(path) => self.session.shelf().open(&path).map(Some),
            None => Ok(None),
        }
    }

    pub(super) async fn hand_over(&self, piece: Piece) -> Result<FileInHand, Refused> {
        self.session.shelf().take(&piece)
    }

    pub(super) async fn look_at(&self, at: LookAt) -> Result<FileLook, Refused> {
        self.session.look_at(&at.document, &at.file, at.reading, at.of).await
    }

    pub(super) async fn standing(&self, named: FileRef) -> Result<Standing, Refused> {
        self.session.shelf().standing(&named.file)
    }

    pub(super) async fn stop_reading(&self, named: FileRef) -> Result<Nothing, Refused> {
        self.session.shelf().stop(&named.file).map(|()| Nothing {})
    }

    pub(super) async fn let_go(&self, named: FileRef) -> Result<Nothing, Refused> {
        self.session.shelf().let_go(&named.file);
        Ok(Nothing {})
    }

    pub(super) async fn try_files(&self, files: Tried) -> Result<Trial, Refused> {
        self.session.try_files(&files.document, files.plans).await
    }

    pub(super) async fn take_in(&self, files: TakeIn) -> Result<TakenIn, Refused> {
        let TakeIn { document, revision, plans, days } = files;
        self.session.take_in(&document, revision, plans, days).await
    }

    pub(super) async fn populations(&self, _: Empty) -> Result<KeptPopulations, Refused> {
        Ok(KeptPopulations { populations: self.session.populations().await? })
    }

    pub(super) async fn retain(&self, asked: Retained) -> Result<KeptPopulation, Refused> {
        self.session.retain(&asked.population, asked.days).await
    }

    pub(super) async fn purge(&self, named: PopulationRef) -> Result<Nothing, Refused> {
        self.session.purge(&named.population).await.map(|()| Nothing {})
    }
}
