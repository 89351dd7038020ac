//! Rehearsing an open document, and asking what came of it.

use std::sync::Arc;

use engine::people::{CustomerPage, Whom};
use engine::report::Report;
use journey::document::Journey;

use super::document::guarded;
use super::{Asked, Session};
use crate::readiness::{Readiness, readiness};
use crate::refused::Refused;
use crate::rehearsal::{
    Breaks, Compared, ForkAt, ForkChoice, Forked, Phase, Progress, Setup, Story, Subject,
    WorldsAsked,
};
use crate::scenarios::{self, Tests};
use crate::wire::Applied;

impl Session {
    /// Begins to rehearse a document's journey as it is now; returns the rehearsal's id at once.
    pub async fn rehearse(&self, id: &str, setup: Setup) -> Result<String, Refused> {
        self.begin(id, setup, None, None).await
    }

    /// Begins to compare a document's journey as it is now with another version; returns the rehearsal's id at once.
    pub async fn compare(&self, id: &str, old: Journey, setup: Setup) -> Result<String, Refused> {
        self.begin(id, setup, Some(Arc::new(old)), None).await
    }

    /// Begins to look at what breaks a document's journey as it is now; returns the rehearsal's id at once.
    pub async fn break_in(
        &self,
        id: &str,
        worlds: WorldsAsked,
        setup: Setup,
    ) -> Result<String, Refused> {
        self.begin(id, setup, None, Some(worlds)).await
    }

    /// Returns what still speaks against publishing a document's journey as it is now.
    pub async fn readiness(&self, id: &str) -> Result<Readiness, Refused> {
        let opened = self.opened(id).await?;
        let subject = self.subject(id, None, None).await?;
        let reports = self.rehearsals.reports(id);
        guarded(move || readiness(&subject, &opened.findings, &reports)).await
    }

    /// Plays the scenarios of a document's journey as it is now.
    pub async fn tests(&self, id: &str) -> Result<Tests, Refused> {
        let document = self.document(id).await?;
        let document = document.lock().await;
        let (journey, library) = (document.journey.clone(), document.library.clone());
        let revision = document.revision;
        drop(document);
        guarded(move || scenarios::tests(&journey, &library, revision)).await
    }

    /// Adds a scenario made of a customer of a rehearsal, as one step.
    ///
    /// # Errors
    /// `no_run`, `no_customer`; `others_matter` and `real_customer` where a scenario cannot or must not say it.
    pub async fn make_scenario(
        &self,
        id: &str,
        base: u64,
        run: &str,
        customer: String,
        fork: Option<ForkAt>,
    ) -> Result<Applied, Refused> {
        let run = self.rehearsals.run(run)?;
        let asked = customer.clone();
        let story = guarded(move || run.scenario(&asked, fork.as_ref())).await??;
        let journey = self.journey(id).await?;
        let (edit, label) = scenarios::added(&journey, &customer, story);
        self.change(id, base, Asked::Edit(Box::new(edit), Some(label), None)).await
    }

    async fn begin(
        &self,
        id: &str,
        setup: Setup,
        against: Option<Arc<Journey>>,
        worlds: Option<WorldsAsked>,
    ) -> Result<String, Refused> {
        let kept = match &setup.population {
            Some(population) => Some(self.people(population).await?),
            None => None,
        };
        let subject = Subject { kept, ..self.subject(id, against, worlds).await? };
        Ok(self.rehearsals.begin(subject, setup))
    }

    async fn subject(
        &self,
        id: &str,
        against: Option<Arc<Journey>>,
        worlds: Option<WorldsAsked>,
    ) -> Result<Subject, Refused> {
        let document = self.document(id).await?;
        let document = document.lock().await;
        Ok(Subject {
            document: id.to_owned(),
            journey: document.journey.clone(),
            library: document.library.clone(),
            against,
            kept: None,
            worlds,
            now: (self.clock)(),
        })
    }

    /// Returns how far a rehearsal is; waits a moment where it still stands where the asker has seen it.
    pub async fn progress(&self, run: &str, seen: Option<Phase>) -> Result<Progress, Refused> {
        Ok(self.rehearsals.run(run)?.progress(seen).await)
    }

    /// Stops a rehearsal; what it has found stays.
    pub fn stop(&self, run: &str) -> Result<(), Refused> {
        self.rehearsals.run(run)?.stop();
        Ok(())
    }

    /// Returns what a rehearsal has found so far.
    pub fn report(&self, run: &str) -> Result<Arc<Report>, Refused> {
        self.rehearsals.run(run)?.report()
    }

    /// Returns what differs from the version that a rehearsal was held against.
    pub fn compared(&self, run: &str) -> Result<Compared, Refused> {
        self.rehearsals.run(run)?.compared().cloned()
    }

    /// Returns what becomes of the journey in worse worlds.
    pub fn breaks(&self, run: &str) -> Result<Breaks, Refused> {
        self.rehearsals.run(run)?.breaks().cloned()
    }

    /// Returns a page of the customers of a rehearsal's first run for whom something holds.
    pub async fn customers(
        &self,
        run: &str,
        whom: Whom,
        skip: usize,
    ) -> Result<CustomerPage, Refused> {
        let run = self.rehearsals.run(run)?;
        guarded(move || run.ready()?.list(&whom, skip)).await?
    }

    /// Tells one customer's way through a rehearsal's first run; also of one who was generated for a gap of coverage.
    pub async fn story(&self, run: &str, customer: String) -> Result<Story, Refused> {
        let run = self.rehearsals.run(run)?;
        guarded(move || run.story(&customer)).await?
    }

    /// Returns what could have been answered at a line of a customer's way.
    pub async fn fork_choices(
        &self,
        run: &str,
        customer: String,
        place: u32,
    ) -> Result<Vec<ForkChoice>, Refused> {
        let run = self.rehearsals.run(run)?;
        guarded(move || run.choices(&customer, place)).await?
    }

    /// Tells one customer's way through a rehearsal's first run, taken otherwise from a line on.
    pub async fn fork(&self, run: &str, customer: String, at: ForkAt) -> Result<Forked, Refused> {
        let run = self.rehearsals.run(run)?;
        guarded(move || run.fork(&customer, &at)).await?
    }
}
