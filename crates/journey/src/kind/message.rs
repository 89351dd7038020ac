//! `message`: sends one message; marketing passes the contact gate first.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use std::collections::BTreeMap;

use super::fields::{Quiet, Reaction};
use super::step::{Category, Expression, Need, Port, Reference, Step, Target};
use crate::lang::Lang;
use crate::op::{Lowered, Op, To};
use crate::response::{Delay, Response};
use crate::settings::{Channel, Settings};
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
    /// What it says, by language ("ja", "en").
    pub templates: BTreeMap<String, Template>,
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
}

impl Step for Message {
    fn ports(&self) -> Vec<Port> {
        vec![Port::flow("sent"), Port::flow("not_sent"), Port::flow("bounced")]
    }

    fn lower(&self, _settings: &Settings) -> Lowered {
        let marketing = self.class == MessageClass::Marketing;
        let send = Op::Send {
            channel: self.channel,
            marketing,
            delivered: self.response.delivered.clone(),
            opened: self.response.opened.as_ref().map(Reaction::pair),
            clicked: self.response.clicked.as_ref().map(Reaction::pair),
            sent: To::port("sent"),
            bounced: To::port("bounced"),
        };
        if !marketing {
            return Lowered::Ops(vec![send]);
        }
        let gate = Op::Gate {
            channels: vec![(self.channel, To::Op(1))],
            prefer: None,
            purpose: self.contact.purpose.clone(),
            defer: self.contact.quiet == Quiet::Defer,
            blocked: To::port("not_sent"),
        };
        Lowered::Ops(vec![gate, send])
    }

    fn summary(&self, lang: Lang) -> String {
        match lang {
            Lang::En => format!("by {}", self.channel.name()),
            Lang::Ja => format!("{}で送信", self.channel.name()),
        }
    }

    fn expressions(&self) -> Vec<Expression> {
        let Reactions { delivered, opened, clicked } = &self.response;
        let mut all = Expression::of_response("/response/delivered", delivered);
        for (name, reaction) in [("opened", opened), ("clicked", clicked)] {
            let field = format!("/response/{name}/response");
            let found =
                reaction.iter().flat_map(|it| Expression::of_response(&field, &it.response));
            all.extend(found);
        }
        all
    }

    fn needs(&self) -> Vec<Need> {
        let each = self.templates.iter();
        each.map(|(lang, it)| Need::text(format!("/templates/{lang}/body"), &it.body)).collect()
    }

    fn references(&self) -> Vec<Reference> {
        let purpose = self.contact.purpose.iter().cloned();
        purpose.map(|name| Reference::new("/contact/purpose", Target::Purpose(name))).collect()
    }
}

fn hours(hours: i64) -> Delay {
    Delay::Exponential { mean: Span::millis(hours * HOUR) }
}
