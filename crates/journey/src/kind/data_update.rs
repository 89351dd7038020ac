//! `data.update`: writes attributes and context keys.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::fields::{Assignment, pairs};
use super::step::{Category, Expected, Expression, Need, Port, Reference, Step};
use crate::lang::Lang;
use crate::op::{Lowered, Op, To};

/// Writes attributes and context keys; all expressions are read before any is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct DataUpdate {
    /// What is written: `customer.…` or `context.…`, and the expression of its value.
    pub set: Vec<Assignment>,
}

impl DataUpdate {
    pub(super) const ID: &str = "data.update";
    pub(super) const CATEGORY: Category = Category::Data;
    pub(super) const TITLE: [&str; 2] = ["Update profile", "属性更新"];

    pub(super) fn suggested() -> Self {
        Self { set: vec![Assignment::default()] }
    }
}

impl Step for DataUpdate {
    fn ports(&self) -> Vec<Port> {
        vec![Port::flow("out")]
    }

    fn lower(&self) -> Lowered {
        Lowered::Ops(vec![Op::Assign { sets: pairs(&self.set), next: To::port("out") }])
    }

    fn summary(&self, _lang: Lang) -> String {
        let names: Vec<&str> = self.set.iter().map(|set| set.name.as_str()).collect();
        names.join(", ")
    }

    fn expressions(&self) -> Vec<Expression> {
        let sets = self.set.iter().enumerate();
        sets.map(|(index, set)| {
            let expected = Expected::TypeOf(set.name.clone());
            Expression::new(format!("/set/{index}/value"), &set.value, expected)
        })
        .collect()
    }

    fn needs(&self) -> Vec<Need> {
        let mut needs = vec![Need::some("/set", &self.set)];
        for (index, set) in self.set.iter().enumerate() {
            needs.push(Need::text(format!("/set/{index}/name"), &set.name));
            needs.push(Need::text(format!("/set/{index}/value"), &set.value));
        }
        needs
    }

    fn references(&self) -> Vec<Reference> {
        let sets = self.set.iter().enumerate();
        sets.filter_map(|(index, set)| Reference::variable(format!("/set/{index}/name"), &set.name))
            .collect()
    }
}
