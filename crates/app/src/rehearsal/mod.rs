//! Rehearsals of open documents: each is worked out away from who waits, says how far it is, can be stopped, and keeps
//! what it was made of, so that one can ask for any customer afterwards.

mod customers;
mod fork;
mod overlay;
mod ready;
mod run;
mod start;
#[cfg(test)]
mod tests;
#[cfg(test)]
pub(crate) use tests::{ready_of as ready_for_tests, report_of as rehearsed_for_tests};
mod versions;
mod worlds;

pub use customers::{Because, Hop, Known, Story, StoryLine};
pub use fork::{ForkAt, ForkChoice, ForkChoices, Forked, constant};
pub use ready::{Ready, Setup};
pub use run::{Phase, Progress};
pub use start::{start, start_of};
pub use versions::{Compared, same_customers, with_population_of};
pub use worlds::{Breaks, World, WorldsAsked};

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use engine::report::Report;
use journey::document::Journey;
use journey::id::JourneyId;
use journey::time::Millis;

use crate::refused::Refused;
use crate::session::KeptPeople;
use ready::Crowd;
use run::Run;

/// Finished rehearsals of one document and purpose that are kept: the last, and the one before it.
const KEPT: usize = 2;

/// A journey to rehearse, as it is now.
pub(crate) struct Subject {
    pub(crate) document: String,
    pub(crate) journey: Arc<Journey>,
    pub(crate) library: Arc<BTreeMap<JourneyId, Journey>>,
    /// The version it is held against, instead of looking at everything.
    pub(crate) against: Option<Arc<Journey>>,
    /// The customers that are kept and it is rehearsed on, instead of samples.
    pub(crate) kept: Option<KeptPeople>,
    /// The worse worlds it is held against, instead of looking at everything.
    pub(crate) worlds: Option<WorldsAsked>,
    /// The clock.
    pub(crate) now: Millis,
}

/// The rehearsals of one desk.
#[derive(Debug, Default)]
pub struct Rehearsals {
    runs: Mutex<Vec<Arc<Run>>>,
    crowd: Arc<Crowd>,
}

impl Rehearsals {
    /// Begins a rehearsal, in place of the one of the same document that still goes on; returns its id at once.
    pub(crate) fn begin(&self, subject: Subject, setup: Setup) -> String {
        let run = Arc::new(Run::new(&subject, &setup));
        let mut runs = self.runs();
        for other in runs.iter().filter(|other| other.document == subject.document) {
            other.stop();
        }
        let mut of_document = runs.iter().rev().filter(|other| {
            other.document == subject.document && other.purpose == run.purpose && other.is_kept()
        });
        let oldest = of_document.nth(KEPT - 1).map(|it| it.id.clone());
        runs.retain(|other| {
            let same = other.document == subject.document;
            !same || (other.is_kept() && Some(&other.id) != oldest.as_ref())
        });
        runs.push(run.clone());
        drop(runs);
        let (id, crowd) = (run.id.clone(), self.crowd.clone());
        // Nobody waits for it: what becomes of it, a panic included, is told by its phase.
        drop(tokio::spawn(async move {
            let working = run.clone();
            let worked = move || working.work(&subject, &setup, &crowd);
            if tokio::task::spawn_blocking(worked).await.is_err() {
                run.fail(Refused::fault());
            }
        }));
        id
    }

    /// Returns a rehearsal.
    ///
    /// # Errors
    /// `no_run` when it is not kept any more.
    pub(crate) fn run(&self, id: &str) -> Result<Arc<Run>, Refused> {
        let found = self.runs().iter().find(|run| run.id == id).cloned();
        found.ok_or_else(|| {
            Refused::new(
                "no_run",
                "this rehearsal is not kept any more; rehearse again",
                "このリハーサルの結果は残っていません。もう一度リハーサルしてください",
            )
        })
    }

    /// Returns the reports of a document that are kept, the last first.
    pub(crate) fn reports(&self, document: &str) -> Vec<Arc<Report>> {
        let runs = self.runs();
        let own = runs.iter().rev().filter(|run| run.document == document);
        own.filter_map(|run| run.report().ok()).collect()
    }

    /// Forgets the rehearsals of a document, and stops the one that goes on.
    pub(crate) fn forget(&self, document: &str) {
        self.runs().retain(|run| {
            let other = run.document != document;
            if !other {
                run.stop();
            }
            other
        });
    }

    /// Forgets the rehearsals on a population, and the population itself.
    pub(crate) fn forget_population(&self, population: &str) {
        self.crowd.forget(population);
        self.runs().retain(|run| {
            let other = run.population.as_deref() != Some(population);
            if !other {
                run.stop();
            }
            other
        });
    }

    fn runs(&self) -> MutexGuard<'_, Vec<Arc<Run>>> {
        self.runs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
