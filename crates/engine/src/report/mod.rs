//! The report: what a rehearsal found, in the order of an admin's questions. Screens and texts are views of it.

mod compare;
mod connectors;
mod health;
pub(crate) mod kpis;
mod make;
mod sections;
pub mod tornado;
pub(crate) mod worlds;

pub(crate) use make::journey_head;
pub use make::report;
pub(crate) use make::{both, tidy};
pub use sections::*;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What the `format` key of every report says.
pub const FORMAT: &str = "tabiji.report";

/// The version of the report's keys.
pub const VERSION: u32 = 1;

/// A rehearsal's report. Equal inputs give equal bytes: nothing in it depends on threads, machine or time of day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(export_to = "report/")]
pub struct Report {
    /// Always "tabiji.report".
    pub format: String,
    /// The version of the report's keys.
    pub version: u32,
    /// The engine that made it.
    pub engine: String,
    /// One sentence, and whether one may act on it.
    pub verdict: Verdict,
    /// What was rehearsed.
    pub journey: JourneyHead,
    /// How.
    pub options: OptionsHead,
    /// On whom.
    pub population: PopulationHead,
    /// Instances, over all customers and runs.
    pub totals: Totals,
    /// What to look at first.
    pub health: Vec<Health>,
    /// Figures of merit.
    pub kpis: Vec<Kpi>,
    /// Steps by id.
    pub nodes: BTreeMap<String, NodeReport>,
    /// When things happen.
    pub time: TimeReport,
    /// How much people hear from us.
    pub pressure: Pressure,
    /// Shared offers by name.
    pub offers: BTreeMap<String, OfferReport>,
    /// What offers cost, by kind: "discount", "gift", "waiver", "birthday".
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(optional, as = "Option<BTreeMap<String, OfferKindReport>>")]
    pub offer_kinds: BTreeMap<String, OfferKindReport>,
    /// Connectors with a limit, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(optional, as = "Option<BTreeMap<String, ConnectorReport>>")]
    pub connectors: BTreeMap<String, ConnectorReport>,
    /// Experiments by step: arms held against the control.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(optional, as = "Option<BTreeMap<String, ExperimentReport>>")]
    pub experiments: BTreeMap<String, ExperimentReport>,
    /// Messages with variants by step: variants held against the first.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(optional, as = "Option<BTreeMap<String, VariantsReport>>")]
    pub variants: BTreeMap<String, VariantsReport>,
    /// Reasons of contacts, by entry.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(optional, as = "Option<BTreeMap<String, ReasonsReport>>")]
    pub reasons: BTreeMap<String, ReasonsReport>,
    /// Rules that must hold for every customer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<crate::guard::GuardReport>>")]
    pub guardians: Vec<crate::guard::GuardReport>,
    /// A second look at the first run: ways, groups, budgets by day, customers worth looking at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub people: Option<crate::people::People>,
    /// What was tried, and who would try the rest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub coverage: Option<crate::cover::Coverage>,
    /// The verdict's figure over worlds in which every assumption is somewhere in its range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub second_order: Option<crate::what_if::SecondOrder>,
    /// Every probability and duration, with its source.
    pub assumptions: Vec<AssumptionReport>,
}
