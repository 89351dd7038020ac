//! `entry.inbound`: customers come in by contacting us.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::branch_experiment::Share;
use super::step::{Category, Need, Port, Reference, Step, Target};
use crate::lang::Lang;
use crate::op::{Admission, Entry, Lowered, Rate, Reasons};
use crate::response::Percent;
use crate::settings::{Channel, Reentry};
use crate::time::TimeOfDay;

/// Customers come in by contacting us, as recorded or at a rate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct EntryInbound {
    /// The channel they come by.
    pub channel: Channel,
    /// The event that records a contact; where the records have it, it answers instead of the rates.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    /// Contacts an hour, over all customers, by day and time.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rates: Vec<Rate>,
    /// Why they come; the shares sum to exactly 100. Empty when it is not told apart.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<Share>,
    /// The property, text or category, in which the event records the reason. Where a contact is drawn, or
    /// recorded without it, the drawn reason is laid there, for conditions to read as `event.…`.
    pub reason_property: String,
    /// The context key that keeps the reason for all later steps.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub store: Option<String>,
    /// Whether a customer may enter again; without one the journey's rule counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reentry: Option<Reentry>,
    /// How many instances this entry starts at most, over all customers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cap: Option<u64>,
}

impl Default for EntryInbound {
    fn default() -> Self {
        let channel = Channel::Voice;
        Self {
            channel,
            event: None,
            rates: Vec::new(),
            reasons: Vec::new(),
            reason_property: "reason".to_owned(),
            store: None,
            reentry: None,
            cap: None,
        }
    }
}

impl EntryInbound {
    pub(super) const ID: &str = "entry.inbound";
    pub(super) const CATEGORY: Category = Category::Entry;
    pub(super) const TITLE: [&str; 2] = ["Inbound contact", "着信・来訪で開始"];

    pub(super) fn suggested() -> Self {
        let per_hour = crate::value::Decimal::from_integer(10).unwrap_or_default();
        let [from, to] = [9, 17].map(|hour| TimeOfDay { minute: hour * 60 });
        Self { rates: vec![Rate { days: Vec::new(), from, to, per_hour }], ..Self::default() }
    }

    /// Returns every reason's share with the field it stands in.
    pub fn shares(&self) -> Vec<(String, Percent)> {
        let reasons = self.reasons.iter().enumerate();
        reasons.map(|(index, it)| (format!("/reasons/{index}/share"), it.share)).collect()
    }
}

impl Step for EntryInbound {
    fn ports(&self) -> Vec<Port> {
        vec![Port::flow("out")]
    }

    fn lower(&self) -> Lowered {
        let (channel, event, rates) = (self.channel, self.event.clone(), self.rates.clone());
        let admission = Admission { reentry: self.reentry, cap: self.cap };
        let reasons = (!self.reasons.is_empty()).then(|| Reasons {
            shares: self.reasons.iter().map(|it| (it.name.clone(), it.share)).collect(),
            property: self.reason_property.clone(),
            store: self.store.clone(),
        });
        Lowered::Entry(Entry::Inbound { channel, event, rates, reasons }, admission)
    }

    fn summary(&self, lang: Lang) -> String {
        match lang {
            Lang::En => format!("by {}", self.channel.word(lang)),
            Lang::Ja => format!("{}から", self.channel.word(lang)),
        }
    }

    fn needs(&self) -> Vec<Need> {
        let met = self.event.is_some() || !self.rates.is_empty();
        let mut needs = vec![Need { field: "/rates".to_owned(), met }];
        for (index, it) in self.reasons.iter().enumerate() {
            needs.push(Need::text(format!("/reasons/{index}/name"), &it.name));
        }
        needs
    }

    fn references(&self) -> Vec<Reference> {
        let event = self.event.iter();
        let event = event.map(|event| Reference::new("/event", Target::Event(event.clone())));
        let store = self.store.iter().cloned();
        event.chain(store.map(|it| Reference::new("/store", Target::Context(it)))).collect()
    }
}
