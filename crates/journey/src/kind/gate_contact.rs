//! `gate.contact`: asks by which channel a customer may be contacted now.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::fields::Quiet;
use super::step::{Category, Need, Port, Reference, Step, Target};
use crate::id::PortName;
use crate::lang::Lang;
use crate::op::{Lowered, Op, To};
use crate::settings::Channel;

/// Asks by which channel a customer may be contacted now: consent, frequency caps, quiet hours.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct GateContact {
    /// Channels in order of preference; each is a port.
    pub channels: Vec<Channel>,
    /// The category attribute that names the customer's preferred channel, which is then tried first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prefer: Option<String>,
    /// The purpose whose consent is asked for besides the channel's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
    /// What happens inside quiet hours.
    pub quiet: Quiet,
}

impl GateContact {
    pub(super) const ID: &str = "gate.contact";
    pub(super) const CATEGORY: Category = Category::Branch;
    pub(super) const TITLE: [&str; 2] = ["Contact gate", "同意・頻度・静穏"];

    pub(super) fn suggested() -> Self {
        Self { channels: vec![Channel::Email], ..Self::default() }
    }
}

impl Step for GateContact {
    fn ports(&self) -> Vec<Port> {
        let channels = self.channels.iter().map(|channel| Port::flow(channel.name()));
        channels.chain([Port::flow("blocked")]).collect()
    }

    fn lower(&self) -> Lowered {
        let way = |&channel: &Channel| (channel, To::port(channel.name()));
        Lowered::Ops(vec![Op::Gate {
            channels: self.channels.iter().map(way).collect(),
            prefer: self.prefer.clone(),
            purpose: self.purpose.clone(),
            defer: self.quiet == Quiet::Defer,
            blocked: To::port("blocked"),
        }])
    }

    fn charged(&self, port: &PortName) -> bool {
        port.as_str() != "blocked"
    }

    fn summary(&self, lang: Lang) -> String {
        let names: Vec<&str> = self.channels.iter().map(|channel| channel.word(lang)).collect();
        names.join(" → ")
    }

    fn needs(&self) -> Vec<Need> {
        vec![Need::some("/channels", &self.channels)]
    }

    fn references(&self) -> Vec<Reference> {
        let prefer = self.prefer.iter().cloned().map(|name| ("/prefer", Target::Attribute(name)));
        let purpose = self.purpose.iter().cloned().map(|name| ("/purpose", Target::Purpose(name)));
        prefer.chain(purpose).map(|(field, target)| Reference::new(field, target)).collect()
    }
}
