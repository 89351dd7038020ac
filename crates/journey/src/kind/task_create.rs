//! `task.create`: gives a team something to do.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::step::{Category, Need, Port, Step};
use crate::lang::Lang;
use crate::op::{Lowered, Op, To};
use crate::settings::Settings;
use crate::span::Span;

/// Creates a task for a team.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct TaskCreate {
    /// The team.
    pub team: String,
    /// When it is due, counted from its creation.
    pub due: Span,
    /// What the team must know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payload: Option<String>,
}

impl TaskCreate {
    pub(super) const ID: &str = "task.create";
    pub(super) const CATEGORY: Category = Category::Action;
    pub(super) const TITLE: [&str; 2] = ["Task", "アラート・チケット"];

    pub(super) fn suggested() -> Self {
        Self { due: Span::days(1), ..Self::default() }
    }
}

impl Step for TaskCreate {
    fn ports(&self) -> Vec<Port> {
        vec![Port::flow("created")]
    }

    fn lower(&self, _settings: &Settings) -> Lowered {
        let (team, due) = (self.team.clone(), self.due);
        Lowered::Ops(vec![Op::Task { team, due, next: To::port("created") }])
    }

    fn summary(&self, lang: Lang) -> String {
        match lang {
            Lang::En => format!("{}, due in {}", self.team, self.due),
            Lang::Ja => format!("{}・期限{}", self.team, self.due),
        }
    }

    fn needs(&self) -> Vec<Need> {
        vec![Need::text("/team", &self.team)]
    }
}
