//! `flow.end`: ends the instance.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::step::{Category, Port, Step};
use crate::lang::Lang;
use crate::op::{Lowered, Op};
use crate::settings::Outcome;

/// Ends the instance.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct FlowEnd {
    /// With this outcome.
    pub outcome: Outcome,
}

impl FlowEnd {
    pub(super) const ID: &str = "flow.end";
    pub(super) const CATEGORY: Category = Category::Flow;
    pub(super) const TITLE: [&str; 2] = ["End", "終了"];

    pub(super) fn suggested() -> Self {
        Self { outcome: Outcome::Resolved }
    }
}

impl Step for FlowEnd {
    fn ports(&self) -> Vec<Port> {
        Vec::new()
    }

    fn lower(&self) -> Lowered {
        Lowered::Ops(vec![Op::End { outcome: self.outcome }])
    }

    fn summary(&self, lang: Lang) -> String {
        self.outcome.word(lang).to_owned()
    }
}
