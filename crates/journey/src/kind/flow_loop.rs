//! `flow.loop`: lets customers round again, a bounded number of times.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::step::{Category, Expression, Port, Step};
use crate::lang::Lang;
use crate::op::{Lowered, Op, To};

/// Counts an instance's passes and lets it round again until a condition holds or the rounds are used up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct FlowLoop {
    /// How many rounds at most, 1 or more.
    pub most: u32,
    /// The condition that ends the loop early.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

impl FlowLoop {
    pub(super) const ID: &str = "flow.loop";
    pub(super) const CATEGORY: Category = Category::Flow;
    pub(super) const TITLE: [&str; 2] = ["Bounded loop", "回数付きループ"];

    pub(super) fn suggested() -> Self {
        Self { most: 3, until: None }
    }
}

impl Step for FlowLoop {
    fn ports(&self) -> Vec<Port> {
        vec![Port::flow("repeat"), Port::flow("done"), Port::flow("limit")]
    }

    fn lower(&self) -> Lowered {
        Lowered::Ops(vec![Op::Count {
            most: self.most,
            until: self.until.clone(),
            repeat: To::port("repeat"),
            done: To::port("done"),
            limit: To::port("limit"),
        }])
    }

    fn summary(&self, lang: Lang) -> String {
        match lang {
            Lang::En => format!("at most {} times", self.most),
            Lang::Ja => format!("最大{}回", self.most),
        }
    }

    fn expressions(&self) -> Vec<Expression> {
        Expression::optional("/until", self.until.as_ref())
    }
}
