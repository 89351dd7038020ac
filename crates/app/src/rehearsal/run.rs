//! One rehearsal: first the numbers, then what takes longer — ranges of assumptions, people, coverage.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use engine::cover::{CoverError, cover};
use engine::people::people;
use engine::report::tornado::tornado;
use engine::report::{Report, report};
use engine::simulate::{Cancelled, Options, Watch, simulate};
use engine::table::Population;
use serde::{Deserialize, Serialize};
use tokio::sync::watch;
use ts_rs::TS;

use super::fork::{ForkAt, ForkChoice, Forked};
use super::ready::Crowd;
use super::versions::{Compared, NotCompared};
use super::{Breaks, Ready, Setup, Story, Subject, WorldsAsked};
use crate::refused::Refused;

/// How long a question for progress waits for news.
const PATIENCE: Duration = Duration::from_millis(250);

/// Where a rehearsal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// The plan and the customers are being made.
    Preparing,
    /// Customers go through the journey.
    Counting,
    /// The numbers are there; the assumptions' ranges are looked at.
    Ranges,
    /// People are looked at: ways, groups, who is worth looking at.
    People,
    /// What nobody tried is looked for.
    Coverage,
    /// Everything is there.
    Done,
    /// Somebody stopped it.
    Stopped,
    /// It could not be done.
    Failed,
}

impl Phase {
    /// Returns whether nothing more will come.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Stopped | Self::Failed)
    }
}

/// How far a rehearsal is.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Progress {
    /// Where it stands.
    pub phase: Phase,
    /// How much of the phase is done, in customers × runs.
    pub done: u64,
    /// How much there is; 0 where that is not known.
    pub total: u64,
    /// Whether there are numbers to ask for.
    pub numbers: bool,
    /// Why it could not be done.
    pub refused: Option<Refused>,
}

/// What a rehearsal is for; those of one purpose take the place of each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// The numbers alone, as after an edit.
    Numbers,
    /// A whole report.
    Whole,
    /// Another version.
    Version,
    /// Worse worlds.
    Worlds,
}

impl Purpose {
    fn of(subject: &Subject, setup: &Setup) -> Self {
        match (&subject.against, &subject.worlds) {
            (Some(_), _) => Self::Version,
            (None, Some(_)) => Self::Worlds,
            (None, None) if setup.whole => Self::Whole,
            (None, None) => Self::Numbers,
        }
    }
}

/// One rehearsal.
pub(crate) struct Run {
    pub(crate) id: String,
    pub(crate) document: String,
    /// The population that is kept and it is made on.
    pub(crate) population: Option<String>,
    pub(crate) purpose: Purpose,
    watch: Watch,
    /// What was done before this phase began.
    before: AtomicU64,
    total: AtomicU64,
    phase: watch::Sender<Phase>,
    ready: OnceLock<Ready>,
    report: Mutex<Option<Arc<Report>>>,
    compared: OnceLock<Compared>,
    breaks: OnceLock<Breaks>,
    refused: Mutex<Option<Refused>>,
}

impl fmt::Debug for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Run").field("id", &self.id).finish_non_exhaustive()
    }
}

impl Run {
    pub(super) fn new(subject: &Subject, setup: &Setup) -> Self {
        Self {
            id: format!("run_{}", uuid::Uuid::now_v7().simple()),
            document: subject.document.clone(),
            population: setup.population.clone(),
            purpose: Purpose::of(subject, setup),
            watch: Watch::default(),
            before: AtomicU64::new(0),
            total: AtomicU64::new(0),
            phase: watch::Sender::new(Phase::Preparing),
            ready: OnceLock::new(),
            report: Mutex::default(),
            compared: OnceLock::new(),
            breaks: OnceLock::new(),
            refused: Mutex::default(),
        }
    }

    /// Works it out, from the plan to the last section of the report.
    pub(super) fn work(&self, subject: &Subject, setup: &Setup, crowd: &Crowd) {
        let ready = match Ready::of(subject, setup, crowd) {
            Ok(ready) => self.ready.get_or_init(|| ready),
            Err(refused) => return self.fail(refused),
        };
        if let Some(old) = &subject.against {
            self.go_on(Phase::Counting, ready.population.table.len() as u64);
            return match ready.against(old, &subject.journey, &subject.library, &self.watch) {
                Ok(compared) => {
                    self.compared.get_or_init(|| compared);
                    self.go_on(Phase::Done, 0);
                }
                Err(NotCompared::Refused(refused)) => self.fail(refused),
                Err(NotCompared::Cancelled) => self.go_on(Phase::Stopped, 0),
            };
        }
        if let Some(asked) = &subject.worlds {
            return match self.break_in(subject, ready, asked) {
                Ok(breaks) => {
                    self.breaks.get_or_init(|| breaks);
                    self.go_on(Phase::Done, 0);
                }
                Err(NotCompared::Refused(refused)) => self.fail(refused),
                Err(NotCompared::Cancelled) => self.go_on(Phase::Stopped, 0),
            };
        }
        match self.report_on(subject, ready, setup.whole) {
            Ok(()) => self.go_on(Phase::Done, 0),
            // Whoever stopped it has said so already.
            Err(CoverError::Cancelled(Cancelled)) => self.go_on(Phase::Stopped, 0),
            // What compiled for the rehearsal compiles for coverage.
            Err(CoverError::Compile(_)) => self.fail(Refused::fault()),
        }
    }

    fn break_in(
        &self,
        subject: &Subject,
        ready: &Ready,
        asked: &WorldsAsked,
    ) -> Result<Breaks, NotCompared> {
        let others = ready.worlds(asked)?;
        self.go_on(Phase::Counting, ready.population.table.len() as u64 * others.len() as u64);
        ready.breaks(&subject.journey, &subject.library, &others, &self.watch)
    }

    fn report_on(&self, subject: &Subject, ready: &Ready, whole: bool) -> Result<(), CoverError> {
        let Ready { plan, population, options, .. } = ready;
        let customers = population.table.len() as u64;
        self.go_on(Phase::Counting, customers * u64::from(options.runs));
        let tally = simulate(plan, population, options, &self.watch)?;
        let mut found = report(plan, population, options, &tally, None);
        self.keep(&found);
        if !whole {
            return Ok(());
        }
        // How many looks there are is the engine's business.
        self.go_on(Phase::Ranges, customers * (plan.assumptions.len() as u64 * 2 + 3));
        if let Some(tornado) = tornado(plan, population, options, &tally, &self.watch)? {
            found = report(plan, population, options, &tally, Some(&tornado));
            self.keep(&found);
        }
        self.go_on(Phase::People, customers);
        found.people = Some(people(plan, population, options, &self.watch)?);
        self.keep(&found);
        self.go_on(Phase::Coverage, 0);
        let first = Options { runs: 1, ..options.clone() };
        let covered = cover(&subject.journey, &subject.library, population, &first, &self.watch)?;
        found.coverage = Some(covered);
        self.keep(&found);
        Ok(())
    }

    /// Stops it; what there is stays. What is over stays as it is.
    pub(crate) fn stop(&self) {
        if !self.phase.borrow().is_over() {
            self.watch.cancel.store(true, Ordering::Relaxed);
            self.go_on(Phase::Stopped, 0);
        }
    }

    pub(super) fn fail(&self, refused: Refused) {
        *self.refused.lock().unwrap_or_else(PoisonError::into_inner) = Some(refused);
        self.go_on(Phase::Failed, 0);
    }

    /// Returns whether somebody may still ask for what it found.
    pub(super) fn is_kept(&self) -> bool {
        self.found().is_some() || self.compared.get().is_some() || self.breaks.get().is_some()
    }

    /// Enters a phase; one that is over is never left.
    fn go_on(&self, phase: Phase, total: u64) {
        self.before.store(self.watch.done.load(Ordering::Relaxed), Ordering::Relaxed);
        self.total.store(total, Ordering::Relaxed);
        self.phase.send_if_modified(|current| {
            let goes = !current.is_over() && *current != phase;
            if goes {
                *current = phase;
            }
            goes
        });
    }

    fn keep(&self, report: &Report) {
        let kept = Some(Arc::new(report.clone()));
        *self.report.lock().unwrap_or_else(PoisonError::into_inner) = kept;
    }

    fn found(&self) -> Option<Arc<Report>> {
        self.report.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Returns how far it is: at once where it stands elsewhere than the asker has seen, else after a moment.
    pub(crate) async fn progress(&self, seen: Option<Phase>) -> Progress {
        let mut phases = self.phase.subscribe();
        let news = phases.wait_for(|phase| Some(*phase) != seen || phase.is_over());
        // That nothing new came in time is an answer, too.
        drop(tokio::time::timeout(PATIENCE, news).await);
        let phase = *self.phase.borrow();
        let done = self.watch.done.load(Ordering::Relaxed);
        let total = self.total.load(Ordering::Relaxed);
        Progress {
            phase,
            done: done.saturating_sub(self.before.load(Ordering::Relaxed)).min(total),
            total,
            numbers: self.is_kept(),
            refused: self.refused.lock().unwrap_or_else(PoisonError::into_inner).clone(),
        }
    }

    /// Returns what it has found so far.
    ///
    /// # Errors
    /// `no_numbers` while there are none.
    pub(crate) fn report(&self) -> Result<Arc<Report>, Refused> {
        self.found().ok_or_else(no_numbers)
    }

    /// Returns what differs from the version it was held against.
    ///
    /// # Errors
    /// `no_numbers` while that is worked out, or where it was held against none.
    pub(crate) fn compared(&self) -> Result<&Compared, Refused> {
        self.compared.get().ok_or_else(no_numbers)
    }

    /// Returns what becomes of the journey in worse worlds.
    ///
    /// # Errors
    /// `no_numbers` while that is worked out, or where it was not asked for.
    pub(crate) fn breaks(&self) -> Result<&Breaks, Refused> {
        self.breaks.get().ok_or_else(no_numbers)
    }

    /// Tells one customer's way: one of those it is rehearsed on, or one that was generated for a gap of coverage.
    ///
    /// # Errors
    /// Tells one customer's way.
    pub(crate) fn story(&self, customer: &str) -> Result<Story, Refused> {
        let ready = self.ready()?;
        match self.made_for_gap(customer)? {
            Some(people) => ready.story_in(&people, customer),
            None => ready.story(customer),
        }
    }

    /// Returns what could have been answered at a line of a customer's story.
    pub(crate) fn choices(&self, customer: &str, place: u32) -> Result<Vec<ForkChoice>, Refused> {
        let ready = self.ready()?;
        let made = self.made_for_gap(customer)?;
        ready.choices_in(made.as_ref().unwrap_or(&ready.population), customer, place)
    }

    /// Tells one customer's way with a change.
    pub(crate) fn fork(&self, customer: &str, at: &ForkAt) -> Result<Forked, Refused> {
        let ready = self.ready()?;
        let made = self.made_for_gap(customer)?;
        ready.fork_in(made.as_ref().unwrap_or(&ready.population), customer, at)
    }

    /// Makes a scenario's story of what a customer did, or would do with a change.
    pub(crate) fn scenario(
        &self,
        customer: &str,
        fork: Option<&ForkAt>,
    ) -> Result<Vec<String>, Refused> {
        let ready = self.ready()?;
        let made = self.made_for_gap(customer)?;
        match (made, fork) {
            (Some(people), Some(at)) => ready.scenario_of_fork(&people, customer, at),
            (Some(people), None) => ready.scenario_in(&people, customer),
            (None, Some(at)) => {
                ready.may_be_written()?;
                ready.scenario_of_fork(&ready.population, customer, at)
            }
            (None, None) => ready.scenario(customer),
        }
    }

    /// Returns those who were made for the gap of coverage that a customer closes; nothing for one who was rehearsed.
    fn made_for_gap(&self, customer: &str) -> Result<Option<Population>, Refused> {
        let ready = self.ready()?;
        let found = self.found();
        match found.as_ref().and_then(|report| report.coverage.as_ref()) {
            Some(coverage) if ready.population.table.row(customer).is_none() => {
                ready.made_for_gap(coverage, customer).map(Some)
            }
            _ => Ok(None),
        }
    }

    /// Returns what it is made of.
    ///
    /// # Errors
    /// `no_numbers` while that is being made.
    pub(crate) fn ready(&self) -> Result<&Ready, Refused> {
        self.ready.get().ok_or_else(no_numbers)
    }
}

fn no_numbers() -> Refused {
    Refused::new(
        "no_numbers",
        "this rehearsal has no numbers yet; ask again in a moment",
        "このリハーサルにはまだ数字がありません。少し後でもう一度お試しください",
    )
}
