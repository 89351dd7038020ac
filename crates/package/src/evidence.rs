//! Evidence: what spoke for a journey when it was published. Figures and names of the journey; never anything of a customer.

use std::collections::BTreeMap;

use engine::cover::{Answer, Coverage, Share};
use engine::guard::{GuardReport, GuardStatus};
use engine::report::{Kpi, OptionsHead, PopulationHead, Report, Totals, Verdict};
use engine::scenario::ScenarioReport;
use journey::finding::{Finding, Severity};
use journey::lang::Lang;
use journey::value::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A text in each language.
pub type Texts = BTreeMap<String, String>;

/// What spoke for a journey when it was published.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// The rehearsal of exactly this journey.
    pub rehearsal: Rehearsed,
    /// What it tried.
    pub coverage: Covered,
    /// Its scenarios.
    pub scenarios: Vec<Played>,
    /// Its guardians.
    pub guardians: Vec<Guarded>,
    /// What was found and accepted, with the reasons.
    pub findings: Vec<Accepted>,
    /// What it had to show.
    pub policy: Pledge,
}

/// A rehearsal, in short.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rehearsed {
    /// Hash of the journey that was rehearsed.
    pub journey: String,
    /// The engine.
    pub engine: String,
    /// How.
    pub options: OptionsHead,
    /// On how many; of who they are only a hash.
    pub population: PopulationHead,
    /// One sentence.
    pub verdict: Verdict,
    /// Counts of instances.
    pub totals: Totals,
    /// Figures of merit.
    pub kpis: Vec<Kpi>,
}

/// What a rehearsal tried, in short.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Covered {
    /// Steps.
    pub nodes: Share,
    /// Ways out of steps.
    pub edges: Share,
    /// Truths of conditions.
    pub conditions: Share,
    /// Places that nobody tried though somebody could.
    pub untried: u64,
    /// Places for which nobody was found, and nothing proves that there is nobody.
    pub open: u64,
}

/// How a scenario went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Played {
    /// Its id.
    pub id: String,
    /// Its name, by language.
    pub name: Texts,
    /// Whether it went as expected.
    pub passed: bool,
}

/// What the rehearsal says of a guardian.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Guarded {
    /// Its id.
    pub id: String,
    /// Its name, by language.
    pub name: Texts,
    /// The rule as a sentence, by language.
    pub sentence: Texts,
    /// Whether it holds.
    pub status: GuardStatus,
    /// Customers × runs it was asked of.
    pub asked: u64,
}

/// Something that was found, and why it was published all the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Accepted {
    /// The finding's code.
    pub code: String,
    /// How bad it is.
    pub severity: Severity,
    /// The step, if it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub node: Option<String>,
    /// The port, if it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub port: Option<String>,
    /// What it says, by language.
    pub message: Texts,
    /// Why it was accepted; a note needs no reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// What a journey had to show.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pledge {
    /// How much had to be tried at least, in percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coverage: Option<Decimal>,
    /// How many people beside the one who publishes had to sign.
    pub approvals: u32,
}

impl From<&Report> for Rehearsed {
    fn from(report: &Report) -> Self {
        Self {
            journey: report.journey.hash.clone(),
            engine: report.engine.clone(),
            options: report.options.clone(),
            population: report.population.clone(),
            verdict: report.verdict.clone(),
            totals: report.totals.clone(),
            kpis: report.kpis.clone(),
        }
    }
}

impl From<&Coverage> for Covered {
    fn from(coverage: &Coverage) -> Self {
        let count = |wanted: fn(&Answer) -> bool| {
            coverage.gaps.iter().filter(|gap| wanted(&gap.answer)).count() as u64
        };
        Self {
            nodes: coverage.nodes,
            edges: coverage.edges,
            conditions: coverage.conditions,
            untried: count(|answer| matches!(answer, Answer::Customer(_))),
            open: count(|answer| matches!(answer, Answer::NotFound)),
        }
    }
}

impl From<&ScenarioReport> for Played {
    fn from(report: &ScenarioReport) -> Self {
        Self { id: report.id.clone(), name: report.name.clone(), passed: report.passed }
    }
}

impl From<&GuardReport> for Guarded {
    fn from(report: &GuardReport) -> Self {
        Self {
            id: report.id.clone(),
            name: report.name.clone(),
            sentence: report.sentence.clone(),
            status: report.status,
            asked: report.asked,
        }
    }
}

impl Accepted {
    /// Returns a finding with the reason for which it was accepted.
    pub fn of(finding: &Finding, reason: Option<&str>) -> Self {
        let say = |key: &str, lang| (key.to_owned(), finding.message(lang));
        Self {
            code: finding.code.to_owned(),
            severity: finding.severity,
            node: finding.node.as_ref().map(|node| node.to_string()),
            port: finding.port.as_ref().map(|port| port.to_string()),
            message: [say("en", Lang::En), say("ja", Lang::Ja)].into(),
            reason: reason.map(str::to_owned),
        }
    }
}
