//! `entry.inbound`: customers come in by contacting us.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::step::{Category, Need, Port, Reference, Step, Target};
use crate::lang::Lang;
use crate::op::{Admission, Entry, Lowered, Rate};
use crate::settings::{Channel, Reentry, Settings};

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
        Self { channel, event: None, rates: Vec::new(), reentry: None, cap: None }
    }
}

impl EntryInbound {
    pub(super) const ID: &str = "entry.inbound";
    pub(super) const CATEGORY: Category = Category::Entry;
    pub(super) const TITLE: [&str; 2] = ["Inbound contact", "着信・来訪で開始"];

    pub(super) fn suggested() -> Self {
        let per_hour = crate::value::Decimal::from_integer(10).unwrap_or_default();
        let (from, to) = ("09:00".to_owned(), "17:00".to_owned());
        Self { rates: vec![Rate { days: Vec::new(), from, to, per_hour }], ..Self::default() }
    }
}

impl Step for EntryInbound {
    fn ports(&self) -> Vec<Port> {
        vec![Port::flow("out")]
    }

    fn lower(&self, _settings: &Settings) -> Lowered {
        let (channel, event, rates) = (self.channel, self.event.clone(), self.rates.clone());
        let admission = Admission { reentry: self.reentry, cap: self.cap };
        Lowered::Entry(Entry::Inbound { channel, event, rates }, admission)
    }

    fn summary(&self, lang: Lang) -> String {
        match lang {
            Lang::En => format!("by {}", self.channel.name()),
            Lang::Ja => format!("{}から", self.channel.name()),
        }
    }

    fn needs(&self) -> Vec<Need> {
        let met = self.event.is_some() || !self.rates.is_empty();
        vec![Need { field: "/rates".to_owned(), met }]
    }

    fn references(&self) -> Vec<Reference> {
        let event = self.event.iter();
        event.map(|event| Reference::new("/event", Target::Event(event.clone()))).collect()
    }
}
