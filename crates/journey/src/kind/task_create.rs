//! `task.create`: gives a team something to do.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::fields::{Assignment, pairs};
use super::step::{Category, Expected, Expression, Need, Port, Step};
use crate::lang::Lang;
use crate::op::{Lowered, Op, To};
use crate::span::Span;

/// Creates a task for a team.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct TaskCreate {
    /// The team.
    pub team: String,
    /// When it is due, counted from its creation.
    pub due: Span,
    /// What the team must know, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payload: Option<String>,
    /// Facts about the customer that go with it: names, and the expressions of their values.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Assignment>,
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

    fn lower(&self) -> Lowered {
        Lowered::Ops(vec![Op::Task {
            team: self.team.clone(),
            due: self.due,
            payload: self.payload.clone(),
            fields: pairs(&self.fields),
            next: To::port("created"),
        }])
    }

    fn summary(&self, lang: Lang) -> String {
        match lang {
            Lang::En => format!("{}, due in {}", self.team, self.due),
            Lang::Ja => format!("{}・期限{}", self.team, self.due),
        }
    }

    fn expressions(&self) -> Vec<Expression> {
        let fields = self.fields.iter().enumerate();
        fields
            .map(|(index, it)| {
                Expression::new(format!("/fields/{index}/value"), &it.value, Expected::Any)
            })
            .collect()
    }

    fn needs(&self) -> Vec<Need> {
        let mut needs = vec![Need::text("/team", &self.team)];
        for (index, it) in self.fields.iter().enumerate() {
            needs.push(Need::text(format!("/fields/{index}/name"), &it.name));
            needs.push(Need::text(format!("/fields/{index}/value"), &it.value));
        }
        needs
    }
}
