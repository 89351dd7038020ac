//! Coverage: which steps, ways and truths of conditions a rehearsal has tried; for each that it has not, a
//! generated customer who does, or the conditions that make it impossible. Every generated customer has
//! been run through the engine; every "impossible" is proved by [`journey::reach`].

mod candidate;
mod pool;
mod search;
mod shrink;
mod target;

use std::collections::BTreeMap;

use journey::document::Journey;
use journey::finding::View;
use journey::id::JourneyId;
use journey::reach::{Reach, Start, Ways};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::plan::{CompileError, Plan, compile_watched};
use crate::simulate::{Cancelled, Options, Watch, simulate};
use crate::table::Population;

pub use candidate::{Candidate, Drawn, Event, population};
use search::Search;
pub(crate) use target::is_inner;
use target::{Target, Where};

/// What a rehearsal has tried of a journey.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(export_to = "report/")]
pub struct Coverage {
    /// Steps somebody came to.
    pub nodes: Share,
    /// Ways out of steps somebody went.
    pub edges: Share,
    /// Atomic conditions that were true, and that were false, each counted by itself.
    pub conditions: Share,
    /// Of the ways: those of a time that ran out.
    pub timeouts: Share,
    /// Of the ways: those of an error.
    pub errors: Share,
    /// What was not tried, in the order of steps.
    pub gaps: Vec<Gap>,
}

/// How much of something was tried.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(export_to = "report/")]
pub struct Share {
    /// How many were tried.
    pub covered: u64,
    /// How many there are, the impossible ones included.
    pub total: u64,
    /// How many nobody can ever try.
    pub impossible: u64,
}

impl Share {
    /// Returns the share of what is possible that was tried, 0–1; 1 where nothing is possible.
    pub fn ratio(self) -> f64 {
        let possible = self.total - self.impossible;
        if possible == 0 { 1.0 } else { self.covered as f64 / possible as f64 }
    }
}

/// Something that a rehearsal has not tried.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(export_to = "report/")]
pub struct Gap {
    /// The step; none for an exit rule of the journey.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub node: Option<String>,
    /// The way out, if it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub port: Option<String>,
    /// The atomic condition, if it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub condition: Option<String>,
    /// The truth that the atomic condition never had.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub truth: Option<bool>,
    /// What closes it.
    pub answer: Answer,
}

/// What closes a gap.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(export_to = "report/")]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// This customer, who was run and tried it.
    Customer(Candidate),
    /// Nobody can: these conditions contradict each other. Empty where no condition forbids it but a chance
    /// of 0 % or 100 %, or a step that is never left this way.
    Impossible(Vec<Because>),
    /// Nobody was found, and nothing proves that there is nobody.
    NotFound,
}

/// A condition that makes something impossible together with others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(export_to = "report/")]
pub struct Because {
    /// The step where it is asked.
    pub node: String,
    /// The words as typed.
    pub condition: String,
    /// Whether it would have to hold.
    pub holds: bool,
}

/// Why there is no coverage.
#[derive(Debug, thiserror::Error)]
pub enum CoverError {
    /// The journey has no plan.
    #[error(transparent)]
    Compile(#[from] CompileError),
    /// The caller stopped it.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}

/// Rehearses a population with every condition watched, and looks for a customer for each gap.
///
/// # Errors
///
/// When the journey does not compile, or the caller stops.
pub fn cover(
    journey: &Journey,
    library: &BTreeMap<JourneyId, Journey>,
    population: &Population,
    options: &Options,
    watch: &Watch,
) -> Result<Coverage, CoverError> {
    let plan = compile_watched(journey, library)?;
    let tally = simulate(&plan, population, options, watch)?;
    let view = View::new(journey, library, None);
    let targets = target::all(&plan);
    let tried: Vec<bool> = targets.iter().map(|target| target.was_tried(&plan, &tally)).collect();
    let reach = Reach::of(journey, &view.settings, &view.kinds, Start::Alone);
    let ways = Ways::of(journey, &view.settings, &view.kinds);
    let search = Search::new(&plan, options, &ways, &view);
    let mut coverage = Coverage {
        nodes: Share::default(),
        edges: Share::default(),
        conditions: Share::default(),
        timeouts: Share::default(),
        errors: Share::default(),
        gaps: Vec::new(),
    };
    for (number, (target, tried)) in targets.iter().zip(tried).enumerate() {
        if watch.cancel.load(std::sync::atomic::Ordering::Relaxed) {
            return Err(Cancelled.into());
        }
        let impossible = if tried { None } else { target.impossible(&plan, journey, &reach) };
        for share in shares(&mut coverage, target, &plan, &view) {
            share.total += 1;
            share.covered += u64::from(tried);
            share.impossible += u64::from(impossible.is_some());
        }
        if tried {
            continue;
        }
        let answer = match impossible {
            Some(because) => Answer::Impossible(because),
            None => search.find(target, number as u64).map_or(Answer::NotFound, Answer::Customer),
        };
        coverage.gaps.push(target.gap(&plan, answer));
    }
    Ok(coverage)
}

/// Returns the counts that a target belongs to.
fn shares<'a>(
    coverage: &'a mut Coverage,
    target: &Target,
    plan: &Plan,
    view: &View,
) -> Vec<&'a mut Share> {
    let Coverage { nodes, edges, conditions, timeouts, errors, .. } = coverage;
    match target.place {
        Where::Node(_) => vec![nodes],
        Where::Atom { .. } => vec![conditions],
        Where::Port(port) => match target::role(plan, port, view) {
            Some(journey::kind::Role::Timeout) => vec![edges, timeouts],
            Some(journey::kind::Role::Error) => vec![edges, errors],
            Some(journey::kind::Role::Flow | journey::kind::Role::Escalate) | None => vec![edges],
        },
    }
}

#[cfg(test)]
mod tests;
