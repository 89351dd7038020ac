//! `entry.event`: customers come in by something they do.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::step::{Category, Expression, Need, Port, Reference, Step, Target};
use crate::lang::Lang;
use crate::op::{Admission, Entry, Lowered};
use crate::settings::Reentry;

/// Customers come in by an event of their own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct EntryEvent {
    /// The event that brings a customer in.
    pub event: String,
    /// A condition on the customer and the event; without one every such event counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// Whether a customer may enter again; without one the journey's rule counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reentry: Option<Reentry>,
    /// How many instances this entry starts at most, over all customers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cap: Option<u64>,
}

impl EntryEvent {
    pub(super) const ID: &str = "entry.event";
    pub(super) const CATEGORY: Category = Category::Entry;
    pub(super) const TITLE: [&str; 2] = ["Event entry", "イベントで開始"];

    pub(super) fn suggested() -> Self {
        Self::default()
    }
}

impl Step for EntryEvent {
    fn ports(&self) -> Vec<Port> {
        vec![Port::flow("out")]
    }

    fn lower(&self) -> Lowered {
        let entry = Entry::Event { event: self.event.clone(), condition: self.when.clone() };
        Lowered::Entry(entry, Admission { reentry: self.reentry, cap: self.cap })
    }

    fn summary(&self, lang: Lang) -> String {
        match lang {
            Lang::En => format!("on {}", self.event),
            Lang::Ja => format!("{}が起きたとき", self.event),
        }
    }

    fn expressions(&self) -> Vec<Expression> {
        let when = Expression::optional("/when", self.when.as_ref());
        when.into_iter().map(|it| it.about(&self.event)).collect()
    }

    fn needs(&self) -> Vec<Need> {
        vec![Need::text("/event", &self.event)]
    }

    fn references(&self) -> Vec<Reference> {
        vec![Reference::new("/event", Target::Event(self.event.clone()))]
    }
}
