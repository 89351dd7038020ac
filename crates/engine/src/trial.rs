//! A trial: what a journey's scenarios and guardians say, in one document.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::guard::{GuardReport, GuardStatus};
use crate::plan::Plan;
use crate::report::{JourneyHead, OptionsHead, PopulationHead, Report, journey_head};
use crate::scenario::{ScenarioReport, play_all};

/// What the `format` key of every trial says.
pub const FORMAT: &str = "tabiji.test";

/// The version of the trial's keys.
pub const VERSION: u32 = 1;

/// What a journey's scenarios and guardians say. Equal inputs give equal bytes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Trial {
    /// Always "tabiji.test".
    pub format: String,
    /// The version of the trial's keys.
    pub version: u32,
    /// The engine that made it.
    pub engine: String,
    /// Whether no scenario failed and no guardian was broken.
    pub passed: bool,
    /// What was tried.
    pub journey: JourneyHead,
    /// How guardians were rehearsed; none when there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub options: Option<OptionsHead>,
    /// On whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub population: Option<PopulationHead>,
    /// Scenarios, in the journey's order.
    pub scenarios: Vec<ScenarioReport>,
    /// Guardians, in the journey's order.
    pub guardians: Vec<GuardReport>,
}

/// Plays the scenarios of a plan, and puts them together with what a rehearsal says of its guardians.
pub fn trial(plan: &Plan, rehearsed: Option<&Report>) -> Trial {
    let scenarios = play_all(plan);
    let guardians = rehearsed.map(|report| report.guardians.clone()).unwrap_or_default();
    let broken = |it: &GuardReport| it.status == GuardStatus::Broken;
    Trial {
        format: FORMAT.to_owned(),
        version: VERSION,
        engine: env!("CARGO_PKG_VERSION").to_owned(),
        passed: scenarios.iter().all(|it| it.passed) && !guardians.iter().any(broken),
        journey: journey_head(plan),
        options: rehearsed.map(|report| report.options.clone()),
        population: rehearsed.map(|report| report.population.clone()),
        scenarios,
        guardians,
    }
}
