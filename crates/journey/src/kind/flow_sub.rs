//! `flow.sub`: runs another journey in this place.
//!
//! Attributes are the customer's and are the same inside and outside. The context is not: a sub-journey
//! begins with an empty one of its own at every pass, and what is handed in and out is written down here.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::fields::{Assignment, pairs};
use super::step::{Category, Expected, Expression, Need, Port, Reference, Step, Time};
use crate::id::{JourneyId, PortName};
use crate::lang::Lang;
use crate::op::{Lowered, Op, To};
use crate::settings::Outcome;

/// Runs another journey in this place, in a version that is pinned by its hash.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct FlowSub {
    /// The other journey's id.
    pub journey: String,
    /// The hash of the version that is meant.
    pub version: String,
    /// What is handed in: `context.…` or `customer.…` as the other journey declares it, and the expression
    /// of its value over the names of this journey.
    #[serde(rename = "in", skip_serializing_if = "Vec::is_empty")]
    pub inputs: Vec<Assignment>,
    /// What is handed out, whatever the outcome: `context.…` or `customer.…` of this journey, and the
    /// expression of its value over the names of the other journey.
    #[serde(rename = "out", skip_serializing_if = "Vec::is_empty")]
    pub outputs: Vec<Assignment>,
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
        JourneyId::from(self.journey.clone())
    }
}

impl Step for FlowSub {
    fn ports(&self) -> Vec<Port> {
        let outcomes = self.outcomes.iter().map(|outcome| Port::flow(outcome.name()));
        outcomes.chain([Port::error("error")]).collect()
    }

    fn lower(&self) -> Lowered {
        let way = |&outcome: &Outcome| (outcome, To::port(outcome.name()));
        Lowered::Ops(vec![Op::Sub {
            journey: self.journey.clone(),
            version: self.version.clone(),
            inputs: pairs(&self.inputs),
            outputs: pairs(&self.outputs),
            outcomes: self.outcomes.iter().map(way).collect(),
            error: To::port("error"),
        }])
    }

    fn summary(&self, _lang: Lang) -> String {
        self.journey.clone()
    }

    /// Only what is handed in reads this journey's names; what is handed out is checked with the other's.
    fn expressions(&self) -> Vec<Expression> {
        let inputs = self.inputs.iter().enumerate();
        inputs
            .map(|(index, it)| {
                Expression::new(format!("/in/{index}/value"), &it.value, Expected::Any)
            })
            .collect()
    }

    fn needs(&self) -> Vec<Need> {
        let mut needs =
            vec![Need::text("/journey", &self.journey), Need::some("/outcomes", &self.outcomes)];
        for (field, map) in [("in", &self.inputs), ("out", &self.outputs)] {
            for (index, it) in map.iter().enumerate() {
                needs.push(Need::text(format!("/{field}/{index}/name"), &it.name));
                needs.push(Need::text(format!("/{field}/{index}/value"), &it.value));
            }
        }
        needs
    }

    fn references(&self) -> Vec<Reference> {
        let outputs = self.outputs.iter().enumerate();
        outputs
            .filter_map(|(index, it)| Reference::variable(format!("/out/{index}/name"), &it.name))
            .collect()
    }

    fn time(&self, _port: &PortName) -> Time {
        Time::Maybe
    }
}
