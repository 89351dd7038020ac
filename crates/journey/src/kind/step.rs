//! What every kind says of itself, so that rules ask all kinds alike.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::id::{NodeId, PortName};
use crate::lang::Lang;
use crate::op::Lowered;
use crate::response::{Chance, Response};

/// What a kind's configuration answers; object-safe, so that [`super::Kind`] need not list kinds.
pub trait Step {
    /// Returns the ways out, in the order of the screen; the first is the usual one.
    fn ports(&self) -> Vec<Port>;

    /// Returns what the node does, as ops.
    fn lower(&self) -> Lowered;

    /// Returns what the node does, in one short line.
    fn summary(&self, lang: Lang) -> String;

    /// Returns every condition and expression of the configuration.
    fn expressions(&self) -> Vec<Expression> {
        Vec::new()
    }

    /// Returns what the configuration must have and whether it has it.
    fn needs(&self) -> Vec<Need> {
        Vec::new()
    }

    /// Returns the names that must exist elsewhere.
    fn references(&self) -> Vec<Reference> {
        Vec::new()
    }

    /// Returns whether a pass that leaves by this port costs and is worth what the node says: not where
    /// nothing was done, as when a message was not sent.
    fn charged(&self, _port: &PortName) -> bool {
        true
    }

    /// Returns whether leaving by this port means that time has passed.
    fn time(&self, _port: &PortName) -> Time {
        Time::None
    }
}

/// Where a kind stands in the palette.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// Ways into the journey.
    Entry,
    /// What reaches the customer.
    Message,
    /// Decisions.
    Branch,
    /// Waiting.
    Wait,
    /// Data and other systems.
    Data,
    /// Offers and tasks.
    Action,
    /// Surveys and goals.
    Measure,
    /// Loops, sub-journeys and ends.
    Flow,
}

/// One way out of a node.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Port {
    /// Its name, unique within the node.
    pub name: PortName,
    /// What leaving by it means.
    pub role: Role,
}

/// What leaving by a port means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The journey goes on.
    Flow,
    /// A person must take over.
    Escalate,
    /// Time ran out.
    Timeout,
    /// Something went wrong.
    Error,
}

impl Port {
    /// Returns a port on which the journey goes on.
    pub fn flow(name: &str) -> Self {
        Self { name: name.into(), role: Role::Flow }
    }

    /// Returns a port for when time ran out.
    pub fn timeout(name: &str) -> Self {
        Self { name: name.into(), role: Role::Timeout }
    }

    /// Returns a port for when something went wrong.
    pub fn error(name: &str) -> Self {
        Self { name: name.into(), role: Role::Error }
    }
}

/// A condition or an expression somewhere in a journey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expression {
    /// Where it stands: a JSON pointer into the node's `config`, or into `settings`.
    pub field: String,
    /// The rhai text.
    pub source: String,
    /// What it must give.
    pub expected: Expected,
    /// The event whose properties it reads; none means any event that came before.
    pub event: Option<String>,
}

/// What an expression must give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// True or false.
    Boolean,
    /// An integer or a decimal.
    Number,
    /// A value of the type of this attribute or context key (`customer.x`, `context.y`).
    TypeOf(String),
    /// Any value.
    Any,
    /// A script that returns one of these port names.
    Script(Vec<PortName>),
}

impl Expression {
    /// Returns an expression that may read any event's properties.
    pub fn new(field: impl Into<String>, source: &str, expected: Expected) -> Self {
        Self { field: field.into(), source: source.to_owned(), expected, event: None }
    }

    /// Returns a condition.
    pub fn condition(field: impl Into<String>, source: &str) -> Self {
        Self::new(field, source, Expected::Boolean)
    }

    /// Returns an expression that gives a number.
    pub fn number(field: impl Into<String>, source: &str) -> Self {
        Self::new(field, source, Expected::Number)
    }

    /// Says which event's properties it reads.
    pub fn about(mut self, event: &str) -> Self {
        self.event = Some(event.to_owned());
        self
    }

    /// Returns an optional condition as a list of none or one.
    pub fn optional(field: &str, source: Option<&String>) -> Vec<Self> {
        source.map(|source| Self::condition(field, source)).into_iter().collect()
    }

    /// Returns the expressions of a response model that stands at `field`.
    pub fn of_response(field: &str, response: &Response) -> Vec<Self> {
        match &response.chance {
            Chance::Constant(_) => Vec::new(),
            Chance::Segments { of, .. } => of
                .iter()
                .enumerate()
                .map(|(index, segment)| {
                    let field = format!("{field}/chance/segments/of/{index}/when");
                    Self::condition(field, &segment.when)
                })
                .collect(),
            Chance::Expression(source) => {
                vec![Self::number(format!("{field}/chance/expression"), source)]
            }
        }
    }
}

/// Something a configuration must have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// Where: a JSON pointer into the configuration.
    pub field: String,
    /// Whether it is there.
    pub met: bool,
}

impl Need {
    /// Returns the need of a text that is not blank.
    pub fn text(field: impl Into<String>, text: &str) -> Self {
        Self { field: field.into(), met: !text.trim().is_empty() }
    }

    /// Returns the need of at least one item.
    pub fn some<T>(field: impl Into<String>, items: &[T]) -> Self {
        Self { field: field.into(), met: !items.is_empty() }
    }
}

/// A name in a configuration that must exist elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Where it stands: a JSON pointer into the configuration.
    pub field: String,
    /// What is named.
    pub target: Target,
}

/// What a name means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// An event of the settings, or a built-in one.
    Event(String),
    /// A calendar of the settings.
    Calendar(String),
    /// An offer of the settings.
    Offer(String),
    /// A connector of the settings.
    Connector(String),
    /// A customer attribute, without `customer.`.
    Attribute(String),
    /// A context key, without `context.`.
    Context(String),
    /// A purpose of the settings' consents.
    Purpose(String),
    /// A goal that a step or an exit rule of this journey reaches.
    Goal(String),
    /// Another step of this journey.
    Step(NodeId),
}

impl Reference {
    /// Returns the reference at `field`.
    pub fn new(field: impl Into<String>, target: Target) -> Self {
        Self { field: field.into(), target }
    }

    /// Returns what a full name (`customer.x`, `context.y`) refers to, or none for any other.
    pub fn variable(field: impl Into<String>, name: &str) -> Option<Self> {
        let target = match name.split_once('.')? {
            ("customer", name) => Target::Attribute(name.to_owned()),
            ("context", name) => Target::Context(name.to_owned()),
            _ => return None,
        };
        Some(Self::new(field, target))
    }
}

/// Whether leaving a node by a port means that time has passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Time {
    /// Never: the step takes no time.
    None,
    /// Sometimes, as when a date may be past already.
    Maybe,
    /// Always.
    Always,
}

/// Returns the names that more than one port has.
pub(crate) fn repeated(ports: &[Port]) -> BTreeSet<PortName> {
    let mut seen = BTreeSet::new();
    ports.iter().filter(|port| !seen.insert(&port.name)).map(|port| port.name.clone()).collect()
}
