//! `message`: sends one message; marketing passes the contact gate first.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use std::collections::BTreeMap;

use super::fields::{Quiet, Reaction};
use super::step::{Category, Expression, Need, Port, Reference, Step, Target};
use crate::id::PortName;
use crate::lang::Lang;
use crate::op::{ArmsOf, Compared, Lowered, Op, To};
use crate::response::{Delay, Percent, Response};
use crate::settings::Channel;
use crate::span::Span;
use crate::time::HOUR;

/// Sends a message. Marketing passes the gate of the journey's contact rules, transactional does not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Message {
    /// By which channel.
    pub channel: Channel,
    /// Whether consent, caps and quiet hours apply.
    pub class: MessageClass,
    /// What it says, by language ("ja", "en"). Not used where there are variants.
    pub templates: BTreeMap<String, Template>,
    /// Wordings that are tried against each other; a customer gets the same one at every pass. Their
    /// shares sum to exactly 100. The first is the one that the report holds the others against.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub variants: Vec<Variant>,
    /// What customers do with it.
    pub response: Reactions,
    /// How the gate treats it, when it is marketing.
    pub contact: Contact,
}

impl Default for Message {
    fn default() -> Self {
        Self {
            channel: Channel::Email,
            class: MessageClass::default(),
            templates: BTreeMap::new(),
            variants: Vec::new(),
            response: Reactions::default(),
            contact: Contact::default(),
        }
    }
}

/// Whether the contact rules apply to a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MessageClass {
    /// It advertises: consent, caps and quiet hours apply.
    #[default]
    Marketing,
    /// The customer needs it, as a receipt: nothing holds it back.
    Transactional,
}

/// What a message says in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Template {
    /// The subject, for mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// The text; `{{customer.name}}` stands for an attribute.
    pub body: String,
}

/// One wording of a message.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Variant {
    /// Its name, unique within the message.
    pub name: String,
    /// Its share of customers, in percent.
    pub share: Percent,
    /// What it says, by language ("ja", "en").
    pub templates: BTreeMap<String, Template>,
    /// What customers do with it; without one, what they do with the message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response: Option<Reactions>,
}

/// What customers do with a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Reactions {
    /// The chance that it arrives.
    pub delivered: Response,
    /// The chance that a delivered one is opened, and after how long.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opened: Option<Reaction>,
    /// The chance that an opened one is clicked, and after how long.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clicked: Option<Reaction>,
}

impl Default for Reactions {
    fn default() -> Self {
        Self { delivered: Response::assumed(98), opened: None, clicked: None }
    }
}

impl Reactions {
    fn expressions(&self, field: &str) -> Vec<Expression> {
        let mut all = Expression::of_response(&format!("{field}/delivered"), &self.delivered);
        for (name, reaction) in [("opened", &self.opened), ("clicked", &self.clicked)] {
            let field = format!("{field}/{name}/response");
            let found = reaction.iter();
            all.extend(found.flat_map(|it| Expression::of_response(&field, &it.response)));
        }
        all
    }
}

/// How the gate treats a marketing message.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Contact {
    /// The purpose whose consent is asked for besides the channel's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
    /// What happens inside quiet hours.
    pub quiet: Quiet,
}

impl Message {
    pub(super) const ID: &str = "message";
    pub(super) const CATEGORY: Category = Category::Message;
    pub(super) const TITLE: [&str; 2] = ["Message", "メッセージ送信"];

    pub(super) fn suggested() -> Self {
        let assumed =
            |percent| Some(Reaction { response: Response::assumed(percent), delay: hours(2) });
        let response =
            Reactions { opened: assumed(30), clicked: assumed(10), ..Reactions::default() };
        let templates = BTreeMap::from([("ja".to_owned(), Template::default())]);
        Self { response, templates, ..Self::default() }
    }

    /// Returns every variant's share with the field it stands in.
    pub fn shares(&self) -> Vec<(String, Percent)> {
        let variants = self.variants.iter().enumerate();
        variants.map(|(index, it)| (format!("/variants/{index}/share"), it.share)).collect()
    }

    /// Returns the message's texts, with the field they stand in: its own, or those of its variants.
    pub fn texts(&self) -> Vec<(String, &BTreeMap<String, Template>)> {
        if self.variants.is_empty() {
            return vec![("/templates".to_owned(), &self.templates)];
        }
        let variants = self.variants.iter().enumerate();
        variants
            .map(|(index, it)| (format!("/variants/{index}/templates"), &it.templates))
            .collect()
    }

    fn send(&self, variant: Option<usize>) -> Op {
        let own = variant.and_then(|index| self.variants.get(index));
        let own = own.and_then(|it| Some((it.name.clone(), it.response.as_ref()?)));
        let response = own.as_ref().map_or(&self.response, |(_, response)| response);
        Op::Send {
            channel: self.channel,
            marketing: self.class == MessageClass::Marketing,
            variant,
            modelled: own.as_ref().map(|(name, _)| name.clone()),
            delivered: response.delivered.clone(),
            opened: response.opened.as_ref().map(Reaction::pair),
            clicked: response.clicked.as_ref().map(Reaction::pair),
            sent: To::port("sent"),
            bounced: To::port("bounced"),
        }
    }

    /// Returns the draw of a variant, and the sending of each; `first` is the draw's place in the node.
    fn draw(&self, first: usize) -> Vec<Op> {
        let variants = self.variants.iter().enumerate();
        let arms = variants.clone().map(|(index, it)| (it.share, To::Op(first + 1 + index)));
        let compared = Compared {
            of: ArmsOf::Message,
            names: self.variants.iter().map(|it| it.name.clone()).collect(),
            baseline: Some(0),
            goal: None,
        };
        let draw = Op::Draw { arms: arms.collect(), sticky: true, compared };
        let sends = variants.map(|(index, _)| self.send(Some(index)));
        std::iter::once(draw).chain(sends).collect()
    }
}

impl Step for Message {
    fn ports(&self) -> Vec<Port> {
        vec![Port::flow("sent"), Port::flow("not_sent"), Port::flow("bounced")]
    }

    fn lower(&self) -> Lowered {
        let marketing = self.class == MessageClass::Marketing;
        let mut ops = Vec::new();
        if marketing {
            ops.push(Op::Gate {
                channels: vec![(self.channel, To::Op(1))],
                prefer: None,
                purpose: self.contact.purpose.clone(),
                defer: self.contact.quiet == Quiet::Defer,
                blocked: To::port("not_sent"),
            });
        }
        if self.variants.is_empty() {
            ops.push(self.send(None));
        } else {
            ops.extend(self.draw(ops.len()));
        }
        Lowered::Ops(ops)
    }

    fn charged(&self, port: &PortName) -> bool {
        port.as_str() != "not_sent"
    }

    fn summary(&self, lang: Lang) -> String {
        let channel = self.channel.word(lang);
        let names: Vec<String> =
            self.variants.iter().map(|it| format!("{} {} %", it.name, it.share)).collect();
        match (lang, names.is_empty()) {
            (Lang::En, true) => format!("by {channel}"),
            (Lang::Ja, true) => format!("{channel}で送信"),
            (Lang::En, false) => format!("by {channel}: {}", names.join(" · ")),
            (Lang::Ja, false) => format!("{channel}で送信（{}）", names.join("・")),
        }
    }

    fn expressions(&self) -> Vec<Expression> {
        let own = self.variants.iter().enumerate().filter_map(|(index, it)| {
            it.response.as_ref().map(|it| (format!("/variants/{index}/response"), it))
        });
        let models = std::iter::once(("/response".to_owned(), &self.response)).chain(own);
        models.flat_map(|(field, response)| response.expressions(&field)).collect()
    }

    fn needs(&self) -> Vec<Need> {
        let mut needs = Vec::new();
        for (field, texts) in self.texts() {
            let each = texts.iter();
            needs.extend(
                each.map(|(lang, it)| Need::text(format!("{field}/{lang}/body"), &it.body)),
            );
        }
        for (index, it) in self.variants.iter().enumerate() {
            needs.push(Need::text(format!("/variants/{index}/name"), &it.name));
        }
        needs
    }

    fn references(&self) -> Vec<Reference> {
        let purpose = self.contact.purpose.iter().cloned();
        purpose.map(|name| Reference::new("/contact/purpose", Target::Purpose(name))).collect()
    }
}

fn hours(hours: i64) -> Delay {
    Delay::Exponential { mean: Span::millis(hours * HOUR) }
}
