//! `measure.goal`: notes that a goal was reached; the first hit counts.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::step::{Category, Expression, Need, Port, Reference, Step, Target};
use crate::lang::Lang;
use crate::op::{Lowered, Op, To};
use crate::settings::Outcome;
use crate::span::Span;

/// Notes that a goal was reached; only an instance's first hit counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct MeasureGoal {
    /// The goal's name.
    pub name: String,
    /// What it is worth: an expression that gives a number, in the journey's currency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// How long after entry a hit still counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub window: Option<Span>,
    /// The offer that reaching it redeems: once the offer has expired, a hit does not count. Without an
    /// offer issued before, it counts as any other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offer: Option<String>,
    /// Whether reaching it ends the journey, as converted.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub ends: bool,
}

impl MeasureGoal {
    pub(super) const ID: &str = "measure.goal";
    pub(super) const CATEGORY: Category = Category::Measure;
    pub(super) const TITLE: [&str; 2] = ["Goal", "目標"];

    pub(super) fn suggested() -> Self {
        Self::default()
    }
}

impl Step for MeasureGoal {
    fn ports(&self) -> Vec<Port> {
        if self.ends { Vec::new() } else { vec![Port::flow("out")] }
    }

    fn lower(&self) -> Lowered {
        let next = if self.ends { To::Op(1) } else { To::port("out") };
        let (name, value, window) = (self.name.clone(), self.value.clone(), self.window);
        let offer = self.offer.clone();
        let mut ops = vec![Op::Goal { name, value, window, offer, next }];
        if self.ends {
            ops.push(Op::End { outcome: Outcome::Converted });
        }
        Lowered::Ops(ops)
    }

    fn summary(&self, _lang: Lang) -> String {
        self.name.clone()
    }

    fn expressions(&self) -> Vec<Expression> {
        self.value.iter().map(|value| Expression::number("/value", value)).collect()
    }

    fn needs(&self) -> Vec<Need> {
        vec![Need::text("/name", &self.name)]
    }

    fn references(&self) -> Vec<Reference> {
        let offer = self.offer.iter().cloned();
        offer.map(|offer| Reference::new("/offer", Target::Offer(offer))).collect()
    }
}
