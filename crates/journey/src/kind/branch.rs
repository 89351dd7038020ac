//! `branch`: the first arm that holds.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::step::{Category, Expression, Need, Port, Step};
use crate::lang::Lang;
use crate::op::{Lowered, Op, Test, To};

/// Goes on by the first arm whose condition holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Branch {
    /// Arms in order; the first whose condition holds wins.
    pub arms: Vec<Arm>,
}

/// One arm of a branch.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Arm {
    /// Its name, which is also its port's.
    pub name: String,
    /// The condition (rhai).
    pub when: String,
}

impl Branch {
    pub(super) const ID: &str = "branch";
    pub(super) const CATEGORY: Category = Category::Branch;
    pub(super) const TITLE: [&str; 2] = ["Branch", "条件分岐"];

    pub(super) fn suggested() -> Self {
        let arm = Arm { name: "yes".to_owned(), when: String::new() };
        Self { arms: vec![arm] }
    }
}

impl Step for Branch {
    fn ports(&self) -> Vec<Port> {
        let arms = self.arms.iter().map(|arm| Port::flow(&arm.name));
        arms.chain([Port::flow("otherwise")]).collect()
    }

    fn lower(&self) -> Lowered {
        let arm = |arm: &Arm| (Test::Condition(arm.when.clone()), To::port(&arm.name));
        let arms = self.arms.iter().map(arm).collect();
        Lowered::Ops(vec![Op::Decide { arms, otherwise: To::port("otherwise") }])
    }

    fn summary(&self, _lang: Lang) -> String {
        let names: Vec<&str> = self.arms.iter().map(|arm| arm.name.as_str()).collect();
        names.join(" · ")
    }

    fn expressions(&self) -> Vec<Expression> {
        let arms = self.arms.iter().enumerate();
        arms.map(|(index, arm)| Expression::condition(format!("/arms/{index}/when"), &arm.when))
            .collect()
    }

    fn needs(&self) -> Vec<Need> {
        let mut needs = vec![Need::some("/arms", &self.arms)];
        for (index, arm) in self.arms.iter().enumerate() {
            needs.push(Need::text(format!("/arms/{index}/name"), &arm.name));
            needs.push(Need::text(format!("/arms/{index}/when"), &arm.when));
        }
        needs
    }
}
