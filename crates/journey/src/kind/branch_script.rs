//! `branch.script`: a rhai script names the port to leave by.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::step::{Category, Expected, Expression, Need, Port, Step};
use crate::id::PortName;
use crate::lang::Lang;
use crate::op::{Lowered, Op, To};

/// Runs a sandboxed rhai script that returns the name of a port.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct BranchScript {
    /// The rhai source; its value is the name of a port.
    pub source: String,
    /// The names it may return.
    pub ports: Vec<PortName>,
}

impl BranchScript {
    pub(super) const ID: &str = "branch.script";
    pub(super) const CATEGORY: Category = Category::Branch;
    pub(super) const TITLE: [&str; 2] = ["Script", "スクリプト分岐"];

    pub(super) fn suggested() -> Self {
        Self { source: "\"yes\"".to_owned(), ports: vec!["yes".into(), "no".into()] }
    }
}

impl Step for BranchScript {
    fn ports(&self) -> Vec<Port> {
        let declared = self.ports.iter().map(|name| Port::flow(name.as_str()));
        declared.chain([Port::error("error")]).collect()
    }

    fn lower(&self) -> Lowered {
        let (source, ports) = (self.source.clone(), self.ports.clone());
        Lowered::Ops(vec![Op::Script { source, ports, error: To::port("error") }])
    }

    fn summary(&self, _lang: Lang) -> String {
        let names: Vec<&str> = self.ports.iter().map(PortName::as_str).collect();
        names.join(" · ")
    }

    fn expressions(&self) -> Vec<Expression> {
        let expected = Expected::Script(self.ports.clone());
        vec![Expression::new("/source", &self.source, expected)]
    }

    fn needs(&self) -> Vec<Need> {
        let named = |(index, name): (usize, &PortName)| {
            Need::text(format!("/ports/{index}"), name.as_str())
        };
        let mut needs =
            vec![Need::text("/source", &self.source), Need::some("/ports", &self.ports)];
        needs.extend(self.ports.iter().enumerate().map(named));
        needs
    }
}
