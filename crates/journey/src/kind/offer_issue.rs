//! `offer.issue`: gives something away, from a budget that all customers share.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::step::{Category, Expression, Need, Port, Reference, Step, Target};
use crate::id::PortName;
use crate::lang::Lang;
pub use crate::op::OfferKind;
use crate::op::{Lowered, Op, Test, To};
use crate::span::Span;

/// Gives a customer an offer, as long as its budget and stock last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct OfferIssue {
    /// The offer's name in the settings, which holds its budget and stock.
    pub offer: String,
    /// What it is; the report counts money by it.
    pub kind: OfferKind,
    /// What one costs: an expression that gives a number, in the journey's currency.
    pub value: String,
    /// Who may have it; without a condition, everyone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub eligible: Option<String>,
    /// How long the customer may use it. Until when is in `context.<offer>_expires`, an instant, for waits and
    /// conditions; a goal that redeems the offer does not count later.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expiry: Option<Span>,
}

impl OfferIssue {
    pub(super) const ID: &str = "offer.issue";
    pub(super) const CATEGORY: Category = Category::Action;
    pub(super) const TITLE: [&str; 2] = ["Offer", "特典・免除"];

    pub(super) fn suggested() -> Self {
        Self { value: "500".to_owned(), ..Self::default() }
    }
}

impl Step for OfferIssue {
    fn ports(&self) -> Vec<Port> {
        vec![Port::flow("issued"), Port::flow("budget_out"), Port::flow("not_eligible")]
    }

    fn lower(&self) -> Lowered {
        let take = Op::Take {
            offer: self.offer.clone(),
            kind: self.kind,
            amount: self.value.clone(),
            expiry: self.expiry,
            taken: To::port("issued"),
            refused: To::port("budget_out"),
        };
        let Some(eligible) = &self.eligible else {
            return Lowered::Ops(vec![take]);
        };
        let arms = vec![(Test::Condition(eligible.clone()), To::Op(1))];
        let ask = Op::Decide { arms, otherwise: To::port("not_eligible") };
        Lowered::Ops(vec![ask, take])
    }

    fn charged(&self, port: &PortName) -> bool {
        !matches!(port.as_str(), "budget_out" | "not_eligible")
    }

    fn summary(&self, _lang: Lang) -> String {
        let said = [self.offer.as_str(), self.value.as_str()].into_iter();
        said.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(": ")
    }

    fn expressions(&self) -> Vec<Expression> {
        let mut all = Expression::optional("/eligible", self.eligible.as_ref());
        all.push(Expression::number("/value", &self.value));
        all
    }

    fn needs(&self) -> Vec<Need> {
        vec![Need::text("/offer", &self.offer), Need::text("/value", &self.value)]
    }

    fn references(&self) -> Vec<Reference> {
        vec![Reference::new("/offer", Target::Offer(self.offer.clone()))]
    }
}
