//! `branch.hours`: asks whether a calendar is open at this moment.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::step::{Category, Need, Port, Reference, Step, Target};
use crate::lang::Lang;
use crate::op::{Lowered, Op, Test, To};

/// Asks whether a calendar of the settings is open now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct BranchHours {
    /// The calendar's name in the settings.
    pub calendar: String,
}

impl BranchHours {
    pub(super) const ID: &str = "branch.hours";
    pub(super) const CATEGORY: Category = Category::Branch;
    pub(super) const TITLE: [&str; 2] = ["Opening hours", "営業時間"];

    pub(super) fn suggested() -> Self {
        Self::default()
    }
}

impl Step for BranchHours {
    fn ports(&self) -> Vec<Port> {
        vec![Port::flow("open"), Port::flow("closed")]
    }

    fn lower(&self) -> Lowered {
        let arms = vec![(Test::Open(self.calendar.clone()), To::port("open"))];
        Lowered::Ops(vec![Op::Decide { arms, otherwise: To::port("closed") }])
    }

    fn summary(&self, _lang: Lang) -> String {
        self.calendar.clone()
    }

    fn needs(&self) -> Vec<Need> {
        vec![Need::text("/calendar", &self.calendar)]
    }

    fn references(&self) -> Vec<Reference> {
        vec![Reference::new("/calendar", Target::Calendar(self.calendar.clone()))]
    }
}
