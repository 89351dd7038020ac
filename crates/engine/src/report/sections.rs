//! The parts of a report.

use std::collections::BTreeMap;

use journey::response::{Delay, Response};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::what_if::Changes;

/// A text in each language.
pub type Words = BTreeMap<String, String>;

/// One sentence with the uncertainty in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(export_to = "report/")]
pub struct Verdict {
    /// Whether one may act on it.
    pub status: Status,
    /// The sentence, by language.
    pub text: Words,
    /// The figure it is about, by the id of the KPI.
    pub kpi: Option<String>,
    /// The lowest and highest value that the ranges of the assumptions allow; apart from sampling error.
    pub assumption_range: Option<(f64, f64)>,
}

/// Whether one may act on a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(export_to = "report/")]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Nothing speaks against it.
    Ready,
    /// Too few customers or runs to tell.
    TooFew,
    /// The assumptions decide more than the sample does.
    CheckAssumptions,
}

/// What was rehearsed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(export_to = "report/")]
pub struct JourneyHead {
    /// Its id.
    pub id: String,
    /// Its name, by language.
    pub name: Words,
    /// Hash of what it means, layout apart.
    pub hash: String,
}

/// How it was rehearsed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(export_to = "report/")]
pub struct OptionsHead {
    /// The seed.
    pub seed: u64,
    /// Independent runs.
    pub runs: u32,
    /// When it started, with the journey's offset.
    pub start: String,
    /// How long it lasted.
    pub horizon: String,
    /// The journey's time zone.
    pub time_zone: String,
    /// What was changed in the world, if anything: "outage", "arrivals", "holiday",
    /// "clocks_forward", "clocks_back".
    #[serde(default, skip_serializing_if = "Changes::is_empty")]
    #[ts(optional, as = "Option<Changes>")]
    pub what_if: Changes,
    /// The order in which things at one instant happen.
    pub order: String,
}

/// On whom it was rehearsed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(export_to = "report/")]
pub struct PopulationHead {
    /// Customers.
    pub customers: u64,
    /// Recorded events.
    pub events: u64,
    /// Hash of both, whatever their order.
    pub hash: String,
}

/// Counts of instances, over all customers and runs. `entered` = Σ `ended` + `inside`, exactly.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(export_to = "report/")]
pub struct Totals {
    /// Instances begun.
    pub entered: u64,
    /// Entries refused, by reason.
    pub refused: BTreeMap<String, u64>,
    /// Instances ended, by outcome.
    pub ended: BTreeMap<String, u64>,
    /// Of these, by exit rule.
    pub exits: BTreeMap<String, u64>,
    /// Of these, by reaching the maximum lifetime.
    pub expired: u64,
    /// Instances still inside at the horizon.
    pub inside: u64,
    /// Steps taken.
    pub steps: u64,
}

/// Something to look at first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(export_to = "report/")]
pub struct Health {
    /// Stable code.
    pub code: String,
    /// The step.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub node: Option<String>,
    /// The port.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub port: Option<String>,
    /// What it says, by language.
    pub message: Words,
}

/// A figure of merit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(export_to = "report/")]
pub struct Kpi {
    /// Stable id: `entered`, `goal.<name>`, `messages_per_customer`, …
    pub id: String,
    /// Its name, by language.
    pub name: Words,
    /// How many customers × runs it is of.
    pub n: u64,
    /// The estimate; none when nothing was observed.
    pub estimate: Option<f64>,
    /// Lower end of the 95 % interval; none means "cannot tell".
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// "share", "per_customer", "ms", a currency, "score".
    pub unit: String,
    /// How the interval was found.
    pub method: String,
    /// What is divided by what, by language.
    pub definition: Words,
    /// Whether it comes from a model and not from the customers' own records.
    pub modelled: bool,
    /// The target that the journey sets.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub target: Option<f64>,
    /// Whether the target is met: none when the interval cannot tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub target_met: Option<bool>,
}

/// What happened at one step. `in` = `out` + `ended` + `inside`, exactly.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(export_to = "report/")]
pub struct NodeReport {
    /// Its name, by language.
    pub name: Words,
    /// Its kind.
    pub kind: String,
    /// Instances that came.
    #[serde(rename = "in")]
    pub entered: u64,
    /// Instances that went on.
    pub out: u64,
    /// Instances that ended here.
    pub ended: u64,
    /// Instances still here at the horizon.
    pub inside: u64,
    /// Share of all instances that came here.
    pub share: f64,
    /// Share of those that came and did not go on.
    pub drop: f64,
    /// Passes by port.
    pub ports: BTreeMap<String, u64>,
    /// Where each port leads, and its share of this step's passes.
    pub edges: Vec<EdgeReport>,
    /// How long those who went on stayed.
    pub wait_ms: WaitReport,
    /// Cost of all passes, in the journey's currency.
    pub cost: f64,
    /// Value of all passes.
    pub value: f64,
    /// Messages sent.
    pub sent: u64,
    /// Contacts refused, by reason.
    pub blocked: BTreeMap<String, u64>,
    /// Contacts that waited for quiet hours to end.
    pub deferred: u64,
    /// Tries of an external call that failed.
    pub failed: u64,
    /// Conditions or scripts that met an error.
    pub errors: u64,
}

/// One way on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(export_to = "report/")]
pub struct EdgeReport {
    /// The port.
    pub port: String,
    /// The step it leads to; none ends the instance.
    pub to: Option<String>,
    /// Passes.
    pub count: u64,
    /// Share of the step's passes.
    pub share: f64,
}

/// Quantiles of a wait, in milliseconds; none when nobody went on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(export_to = "report/")]
pub struct WaitReport {
    /// One in ten waits at most this long.
    pub p10: Option<i64>,
    /// Half wait at most this long.
    pub p50: Option<i64>,
    /// Nine in ten wait at most this long.
    pub p90: Option<i64>,
}

/// When things happen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(export_to = "report/")]
pub struct TimeReport {
    /// Time to each goal.
    pub goals: BTreeMap<String, GoalTime>,
    /// Messages by local weekday (Monday first) and hour.
    pub sends: Vec<Vec<u64>>,
}

/// Time to a goal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(export_to = "report/")]
pub struct GoalTime {
    /// Instances that reached it.
    pub reached: u64,
    /// Instances still inside that have not: censored, neither yes nor no.
    pub censored: u64,
    /// Hits outside its window.
    pub late: u64,
    /// Of those that reached it: one in ten within, half within, nine in ten within (ms).
    pub among_reached_ms: WaitReport,
    /// Estimated share of all instances that have reached it by a time: (ms, share).
    ///
    /// Product-limit estimate (Kaplan and Meier 1958); those who left without it stay at risk forever, so
    /// that the curve ends at the share that ever gets there, not at 1.
    pub curve: Vec<(i64, f64)>,
}

/// How much people hear from us.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(export_to = "report/")]
pub struct Pressure {
    /// Messages by channel.
    pub channels: BTreeMap<String, u64>,
    /// Customers × runs by how many messages they got: place 0 none, 1 one, …; the last place and more.
    pub per_customer: Vec<u64>,
    /// The same by the most messages within any seven days.
    pub most_in_7_days: Vec<u64>,
    /// Messages inside quiet hours, by step; only transactional ones can be.
    pub in_quiet_hours: BTreeMap<String, u64>,
    /// Contacts refused, by reason.
    pub blocked: BTreeMap<String, u64>,
    /// Contacts that waited for quiet hours to end.
    pub deferred: u64,
}

/// An experiment: how its arms compare by a goal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(export_to = "report/")]
pub struct ExperimentReport {
    /// The goal; none when the journey has none.
    pub goal: Option<String>,
    /// The arm that the others are held against: the control; none when there is none.
    pub baseline: Option<String>,
    /// The arms, the control included.
    pub arms: Vec<ArmReport>,
}

/// A message with variants: how they compare.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(export_to = "report/")]
pub struct VariantsReport {
    /// The goal; none when the journey has none.
    pub goal: Option<String>,
    /// The variant that the others are held against: the first.
    pub baseline: Option<String>,
    /// The variants, in their order.
    pub variants: Vec<VariantReport>,
}

/// Why customers contacted us, as recorded or drawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(export_to = "report/")]
pub struct ReasonsReport {
    /// The goal; none when the journey has none.
    pub goal: Option<String>,
    /// The reasons in their order, then `(other)`: those recorded that are not listed.
    pub reasons: Vec<ArmReport>,
}

/// One variant of a message. Its `passes` are the messages sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(export_to = "report/")]
pub struct VariantReport {
    /// Who got it, and how many reached the goal.
    #[serde(flatten)]
    pub arm: ArmReport,
    /// Messages that arrived.
    pub delivered: u64,
    /// Messages that were opened before the horizon; of recorded openings those that name the step.
    pub opened: u64,
    /// Messages that were clicked before the horizon; of recorded clicks those that name the step.
    pub clicked: u64,
}

/// One arm: who got it, and how many reached the goal behind it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(export_to = "report/")]
pub struct ArmReport {
    /// Its name.
    pub name: String,
    /// The share of customers that is configured, in percent.
    pub share: f64,
    /// How often it was taken.
    pub passes: u64,
    /// Customers × runs that got it.
    pub customers: u64,
    /// Of these, those of whom an instance reached the goal after it got the arm; none without a goal.
    pub reached: Option<u64>,
    /// `reached` over `customers`; none when nobody got it.
    pub rate: Option<f64>,
    /// Lower end of the 95 % interval; none means "cannot tell".
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// How the interval was found.
    pub method: String,
    /// What it makes better or worse than the baseline; none for the baseline itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub difference: Option<DifferenceReport>,
}

/// The goal rate of an arm less that of the baseline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(export_to = "report/")]
pub struct DifferenceReport {
    /// The difference, as a share: 0.01 is one percentage point.
    pub value: f64,
    /// Lower end of its 95 % interval; none means "cannot tell".
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// How the interval was found: "newcombe" for customers who share nothing, else "t_over_runs" over the
    /// differences of runs.
    pub method: String,
    /// True when the interval leaves 0 out; none means "cannot tell".
    pub differs: Option<bool>,
}

/// What became of a shared offer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(export_to = "report/")]
pub struct OfferReport {
    /// Pieces issued, over all runs.
    pub issued: u64,
    /// Money spent, in the journey's currency, over all runs.
    pub spent: f64,
    /// Times it could not be had.
    pub refused: u64,
    /// Times a goal redeemed it, of those issued.
    #[serde(default, skip_serializing_if = "is_zero")]
    #[ts(optional, as = "Option<u64>")]
    pub redeemed: u64,
    /// Times a goal that redeems it came too late.
    #[serde(default, skip_serializing_if = "is_zero")]
    #[ts(optional, as = "Option<u64>")]
    pub expired: u64,
    /// The budget of one run.
    pub budget: Option<f64>,
    /// The stock of one run.
    pub stock: Option<u64>,
}

fn is_zero(count: &u64) -> bool {
    *count == 0
}

/// What offers of one kind cost, over all runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(export_to = "report/")]
pub struct OfferKindReport {
    /// Pieces issued.
    pub issued: u64,
    /// Money spent, in the journey's currency.
    pub spent: f64,
}

/// How busy a connector with a limit was. A rehearsal holds no call back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(export_to = "report/")]
pub struct ConnectorReport {
    /// Calls over all runs, retries included.
    pub calls: u64,
    /// Most calls in one minute, of any run.
    pub peak: u64,
    /// When that minute of the clock began first, in the journey's zone; none without calls.
    pub peak_at: Option<String>,
    /// Most calls a minute it takes.
    pub per_minute: u32,
    /// Minutes with more than that, over all runs.
    pub minutes_over: u64,
}

/// One probability or duration that somebody put into the journey.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(export_to = "report/")]
pub struct AssumptionReport {
    /// The step.
    pub node: String,
    /// What it is of.
    pub what: String,
    /// The chance as written, with source and range.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "unknown")]
    pub response: Option<Response>,
    /// The delay as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "unknown")]
    pub delay: Option<Delay>,
    /// The verdict's figure with this assumption at its low and at its high end, everything else unchanged.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub tornado: Option<(f64, f64)>,
}
