//! `branch.experiment`: splits customers by chance, each always the same way.
//!
//! Control and hold-out are two things. The control is an arm like the others that gets what is usual, and
//! that the others are held against. The hold-out gets nothing: it has a port of its own, since behind the
//! control there may well be a message, and is counted to the same goal, so that the effect of doing
//! anything at all can be told from that of doing one thing rather than another.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::step::{Category, Need, Port, Reference, Step, Target};
use crate::lang::Lang;
use crate::op::{ArmsOf, Compared, Lowered, Op, To};
use crate::response::Percent;
use crate::value::Decimal;

/// Splits customers by chance; a customer gets the same arm at every pass.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct BranchExperiment {
    /// The arms; their shares, the control's and the hold-out's sum to exactly 100.
    pub arms: Vec<Share>,
    /// The part that gets what is usual; the arms are held against it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub control: Option<Control>,
    /// The part that gets nothing at all, out by a port of its own, `holdout`. Without a control the arms
    /// are held against it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holdout: Option<Control>,
    /// The goal by which the arms are compared; without one it is the journey's first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goal: Option<String>,
}

/// One part of customers, by lot.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Share {
    /// Its name; an arm's is also its port's.
    pub name: String,
    /// Its share, in percent.
    pub share: Percent,
}

/// A part of customers that is there for comparison.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Control {
    /// Its share of customers, in percent.
    pub share: Percent,
}

impl BranchExperiment {
    pub(super) const ID: &str = "branch.experiment";
    pub(super) const CATEGORY: Category = Category::Branch;
    pub(super) const TITLE: [&str; 2] = ["Experiment", "A/B実験"];

    pub(super) fn suggested() -> Self {
        let half = Decimal::from_integer(50).unwrap_or_default();
        let arm = |name: &str| Share { name: name.to_owned(), share: half };
        Self { arms: vec![arm("a"), arm("b")], ..Self::default() }
    }

    /// Returns every share with the field it stands in.
    pub fn shares(&self) -> Vec<(String, Percent)> {
        let arms = self.arms.iter().enumerate();
        let mut shares: Vec<_> =
            arms.map(|(index, arm)| (format!("/arms/{index}/share"), arm.share)).collect();
        shares.extend(self.control.iter().map(|it| ("/control/share".to_owned(), it.share)));
        shares.extend(self.holdout.iter().map(|it| ("/holdout/share".to_owned(), it.share)));
        shares
    }
}

/// The port of customers who get nothing.
pub(crate) const HOLDOUT: &str = "holdout";

impl Step for BranchExperiment {
    fn ports(&self) -> Vec<Port> {
        let arms = self.arms.iter().map(|arm| Port::flow(&arm.name));
        let arms = arms.chain(self.control.iter().map(|_| Port::flow("control")));
        arms.chain(self.holdout.iter().map(|_| Port::flow(HOLDOUT))).collect()
    }

    fn lower(&self) -> Lowered {
        let names = self.ports().into_iter().map(|port| port.name.to_string()).collect();
        let apart = self.control.as_ref().or(self.holdout.as_ref());
        let baseline = apart.map(|_| self.arms.len());
        let compared =
            Compared { of: ArmsOf::Experiment, names, baseline, goal: self.goal.clone() };
        let arms = self.arms.iter().map(|arm| (arm.share, To::port(&arm.name)));
        let control = self.control.iter().map(|control| (control.share, To::port("control")));
        let holdout = self.holdout.iter().map(|holdout| (holdout.share, To::port(HOLDOUT)));
        Lowered::Ops(vec![Op::Draw {
            arms: arms.chain(control).chain(holdout).collect(),
            sticky: true,
            compared,
        }])
    }

    fn summary(&self, _lang: Lang) -> String {
        let arm = |arm: &Share| format!("{} {} %", arm.name, arm.share);
        let arms: Vec<String> = self.arms.iter().map(arm).collect();
        arms.join(" · ")
    }

    fn needs(&self) -> Vec<Need> {
        let named =
            |(index, arm): (usize, &Share)| Need::text(format!("/arms/{index}/name"), &arm.name);
        let mut needs = vec![Need::some("/arms", &self.arms)];
        needs.extend(self.arms.iter().enumerate().map(named));
        needs
    }

    fn references(&self) -> Vec<Reference> {
        let goal = self.goal.iter();
        goal.map(|goal| Reference::new("/goal", Target::Goal(goal.clone()))).collect()
    }
}
