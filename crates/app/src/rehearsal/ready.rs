//! What a rehearsal in the designer needs: plan, customers, options. Customers are made once for as long as what they
//! are made of stays the same.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use engine::plan::{CompileError, Plan, compile};
use engine::sample::{Wanted, sample};
use engine::simulate::Options;
use engine::table::Population;
use journey::document::Journey;
use journey::finding::{Finding, Severity};
use journey::lang::Lang;
use journey::settings::{EventType, Population as Spec};
use journey::span::Span;
use journey::value::Attribute;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Subject;
use super::start::{start, start_of};
use crate::form::message;
use crate::refused::Refused;
use crate::session::KeptPeople;

/// Runs of a journey whose customers share something: enough for an interval worth having.
const RUNS_IF_SHARED: u32 = 30;
/// Most customers × runs that one rehearsal takes.
pub(super) const MOST: u64 = 100_000_000;

/// How to rehearse.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Setup {
    /// The seed of all draws.
    pub seed: u64,
    /// Independent runs; none takes as many as an interval needs: one, or 30 where customers share something.
    pub runs: Option<u32>,
    /// How many sample customers; none takes as many as the journey says.
    pub customers: Option<u64>,
    /// When it starts: a date or a time; none as the journey says, else today.
    pub start: Option<String>,
    /// The population of the workspace that it is made on; none takes the sample population.
    #[serde(default)]
    pub population: Option<String>,
    /// How long it lasts: "90d".
    pub horizon: String,
    /// Whether people, ranges of assumptions and coverage are looked at, too.
    pub whole: bool,
}

/// Everything that a rehearsal needs.
pub struct Ready {
    /// The journey's plan.
    pub plan: Plan,
    /// Whom it is rehearsed on.
    pub population: Arc<Population>,
    /// How.
    pub options: Options,
    /// The population that is kept, where it is made on one.
    pub(super) kept: Option<KeptPeople>,
}

/// The customers that were made last, and what they were made of.
#[derive(Debug, Default)]
pub(crate) struct Crowd(Mutex<Option<(Recipe, Arc<Population>)>>);

/// All that a sample population depends on.
#[derive(Debug, PartialEq)]
struct Recipe {
    attributes: BTreeMap<String, Attribute>,
    events: BTreeMap<String, EventType>,
    population: Option<Spec>,
    zone: String,
    of: Of,
}

/// Which customers.
#[derive(Debug, PartialEq)]
enum Of {
    Samples(Wanted),
    Kept(String),
}

impl Crowd {
    /// Returns the sample customers of a plan.
    fn samples(&self, plan: &Plan, wanted: Wanted) -> Result<Arc<Population>, Refused> {
        let settings = &plan.settings;
        self.of(plan, Of::Samples(wanted), || {
            sample(settings, &plan.zone, wanted).map_err(refused_sample)
        })
    }

    /// Returns the customers of the workspace, as a plan reads them.
    fn kept(&self, plan: &Plan, kept: &KeptPeople) -> Result<Arc<Population>, Refused> {
        let of = Of::Kept(kept.id().to_owned());
        self.of(plan, of, || kept.read(&plan.settings, &plan.zone))
    }

    /// Forgets the customers of the workspace's population of this id.
    pub(super) fn forget(&self, population: &str) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.take_if(|(recipe, _)| recipe.of == Of::Kept(population.to_owned()));
    }

    fn of(
        &self,
        plan: &Plan,
        of: Of,
        make: impl FnOnce() -> Result<Population, Refused>,
    ) -> Result<Arc<Population>, Refused> {
        let settings = &plan.settings;
        let recipe = Recipe {
            attributes: settings.attributes.clone(),
            events: settings.events.clone(),
            population: settings.population.clone(),
            zone: plan.zone.name().to_owned(),
            of,
        };
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        let made = match known.filter(|(known, _)| *known == recipe) {
            Some((_, population)) => population,
            None => Arc::new(make()?),
        };
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((recipe, made.clone()));
        Ok(made)
    }
}

impl Ready {
    /// Returns what a rehearsal needs.
    ///
    /// # Errors
    /// `has_errors` for a journey that has errors, `no_customers` for one that does not say who its customers are, and
    /// `bad_start`, `bad_horizon`, `too_many` for what cannot be rehearsed.
    pub(crate) fn of(subject: &Subject, setup: &Setup, crowd: &Crowd) -> Result<Self, Refused> {
        let plan = compile(&subject.journey, &subject.library)
            .map_err(|error| refused_plan(&subject.journey, error))?;
        let horizon = horizon(&setup.horizon)?;
        let given = setup.start.as_deref().map(|text| start_of(text, &plan.zone)).transpose()?;
        let runs = setup.runs.unwrap_or(if plan.shared { RUNS_IF_SHARED } else { 1 }).max(1);
        let (population, start) = match &subject.kept {
            Some(kept) => {
                let population = crowd.kept(&plan, kept)?;
                few(population.table.len() as u64, runs)?;
                let start = start(given, &plan, population.events.first(), subject.now)?;
                (population, start)
            }
            None => {
                let start = start(given, &plan, None, subject.now)?;
                let said = plan.settings.population.as_ref().map_or(0, |spec| spec.customers);
                few(setup.customers.unwrap_or(said), runs)?;
                let end = horizon.after(start, &plan.zone);
                let wanted = Wanted { customers: setup.customers, seed: None, start, end };
                (crowd.samples(&plan, wanted)?, start)
            }
        };
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        // One core stays free, so that the window answers while everything is rehearsed.
        let threads = threads.saturating_sub(1).max(1);
        let options =
            Options { seed: setup.seed, runs, start, horizon, threads, ..Options::default() };
        Ok(Self { plan, population, options, kept: subject.kept.clone() })
    }
}

/// Refuses more than one rehearsal takes.
fn few(customers: u64, runs: u32) -> Result<(), Refused> {
    if customers.saturating_mul(u64::from(runs)) > MOST {
        return Err(too_many(customers, runs));
    }
    Ok(())
}

fn horizon(text: &str) -> Result<Span, Refused> {
    match text.parse::<Span>() {
        Ok(span) if !span.is_zero() => Ok(span),
        _ => Err(Refused::new(
            "bad_horizon",
            format!(
                "the rehearsal lasts “{text}”; expected a length of time such as 90d, 12w or 36h"
            ),
            format!(
                "期間「{text}」は読めません。90d（90日）、12w（12週）、36h（36時間）の形で書いてください"
            ),
        )),
    }
}

pub(super) fn too_many(customers: u64, runs: u32) -> Refused {
    let (customers, most) = (crate::text::grouped(customers), crate::text::grouped(MOST));
    Refused::new(
        "too_many",
        format!("{customers} customers × {runs} runs are more than {most}; take fewer of either"),
        format!("{customers}人×{runs}回は上限（{most}）を超えます。人数か回数を減らしてください"),
    )
}

pub(super) fn refused_plan(journey: &Journey, error: CompileError) -> Refused {
    match error {
        CompileError::Findings(findings) => {
            let errors = findings.iter().filter(|it: &&Finding| it.severity == Severity::Error);
            let errors: Vec<&Finding> = errors.collect();
            let count = errors.len();
            let first = |lang: Lang| {
                errors.first().map(|it| message(journey, it, lang)).unwrap_or_default()
            };
            let it = if count == 1 { "it" } else { "them" };
            Refused::new(
                "has_errors",
                format!(
                    "the journey has {}; correct {it} first: {}",
                    crate::text::several(count, "error"),
                    first(Lang::En)
                ),
                format!("エラーが{count}件あります。先に直してください：{}", first(Lang::Ja)),
            )
        }
        CompileError::Unresolved(what) => {
            let what = what.join("; ");
            Refused::new(
                "fault",
                format!("the plan could not be built: {what}; please report this"),
                format!("計画を作れませんでした（{what}）。不具合として報告してください"),
            )
        }
    }
}

pub(super) fn refused_sample(error: engine::sample::SampleError) -> Refused {
    let message = crate::sampled::words(&error);
    Refused { code: "no_customers".to_owned(), message }
}
