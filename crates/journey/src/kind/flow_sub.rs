//! `flow.sub`: runs another journey in this place.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::step::{Category, Need, Port, Step, Time};
use crate::id::{JourneyId, PortName};
use crate::lang::Lang;
use crate::op::{Lowered, Op, To};
use crate::settings::{Outcome, Settings};

/// Runs another journey in this place, in a version that is pinned by its hash.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct FlowSub {
    /// The other journey's id.
    pub journey: String,
    /// The hash of the version that is meant.
    pub version: String,
    /// The outcomes that have a port here.
    pub outcomes: Vec<Outcome>,
}

impl FlowSub {
    pub(super) const ID: &str = "flow.sub";
    pub(super) const CATEGORY: Category = Category::Flow;
    pub(super) const TITLE: [&str; 2] = ["Sub-journey", "サブジャーニー"];

    pub(super) fn suggested() -> Self {
        Self { outcomes: vec![Outcome::Resolved, Outcome::Unresolved], ..Self::default() }
    }

    /// Returns the id of the other journey.
    pub fn target(&self) -> JourneyId {
        JourneyId(self.journey.clone())
    }
}

impl Step for FlowSub {
    fn ports(&self) -> Vec<Port> {
        let outcomes = self.outcomes.iter().map(|outcome| Port::flow(outcome.name()));
        outcomes.chain([Port::error("error")]).collect()
    }

    fn lower(&self, _settings: &Settings) -> Lowered {
        let way = |&outcome: &Outcome| (outcome, To::port(outcome.name()));
        Lowered::Ops(vec![Op::Sub {
            journey: self.journey.clone(),
            version: self.version.clone(),
            outcomes: self.outcomes.iter().map(way).collect(),
            error: To::port("error"),
        }])
    }

    fn summary(&self, _lang: Lang) -> String {
        self.journey.clone()
    }

    fn needs(&self) -> Vec<Need> {
        vec![Need::text("/journey", &self.journey), Need::some("/outcomes", &self.outcomes)]
    }

    fn time(&self, _port: &PortName) -> Time {
        Time::Maybe
    }
}
