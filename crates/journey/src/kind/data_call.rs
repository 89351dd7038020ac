//! `data.call`: asks a system outside; in a rehearsal only its mock answers.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::fields::{Assignment, pairs};
use super::step::{Category, Expected, Expression, Need, Port, Reference, Step, Target, Time};
use crate::id::PortName;
use crate::lang::Lang;
use crate::op::{Lowered, Op, Reply, To};
use crate::response::{Delay, Response};
use crate::span::Span;
use crate::time::SECOND;

/// Calls a system outside. A rehearsal opens no connection: the mock's replies answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct DataCall {
    /// The connector's name in the settings.
    pub connector: String,
    /// What is sent: names and expressions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub request: Vec<Assignment>,
    /// The mock: the first reply whose condition holds answers.
    pub replies: Vec<MockReply>,
    /// How long an answer takes.
    pub latency: Delay,
    /// The chance that one try fails.
    pub failure: Response,
    /// How long one try may take.
    pub patience: Span,
    /// How many more tries follow a failed one, 0–10.
    #[schemars(range(max = 10))]
    pub retries: u32,
    /// How long the first retry waits; each later one twice as long.
    pub back_off: Span,
}

/// One reply of a mock.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct MockReply {
    /// The condition under which it answers; without one it always does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// What it writes: context keys (without `context.`) and the expressions of their values.
    pub set: Vec<Assignment>,
}

impl Default for DataCall {
    fn default() -> Self {
        Self {
            connector: String::new(),
            request: Vec::new(),
            replies: Vec::new(),
            latency: Delay::Constant(Span::millis(200)),
            failure: Response::assumed(0),
            patience: Span::millis(10 * SECOND),
            retries: 0,
            back_off: Span::millis(SECOND),
        }
    }
}

impl DataCall {
    pub(super) const ID: &str = "data.call";
    pub(super) const CATEGORY: Category = Category::Data;
    pub(super) const TITLE: [&str; 2] = ["External call", "外部システム呼び出し"];

    pub(super) fn suggested() -> Self {
        Self {
            replies: vec![MockReply::default()],
            failure: Response::assumed(1),
            ..Self::default()
        }
    }
}

impl Step for DataCall {
    fn ports(&self) -> Vec<Port> {
        vec![Port::flow("ok"), Port::error("error"), Port::timeout("timeout")]
    }

    fn lower(&self) -> Lowered {
        let mut writes = Vec::new();
        let reply = |it: &MockReply| {
            let to = if it.set.is_empty() {
                To::port("ok")
            } else {
                let key = |(key, value)| (format!("context.{key}"), value);
                writes.push(Op::Assign {
                    sets: pairs(&it.set).into_iter().map(key).collect(),
                    next: To::port("ok"),
                });
                To::Op(writes.len())
            };
            let when = it.when.clone();
            Reply { when, to }
        };
        let replies = self.replies.iter().map(reply).collect();
        let call = Op::Call {
            connector: self.connector.clone(),
            request: pairs(&self.request),
            replies,
            latency: self.latency.clone(),
            failure: self.failure.clone(),
            patience: self.patience,
            retries: self.retries,
            back_off: self.back_off,
            error: To::port("error"),
            timeout: To::port("timeout"),
        };
        Lowered::Ops(std::iter::once(call).chain(writes).collect())
    }

    fn summary(&self, _lang: Lang) -> String {
        self.connector.clone()
    }

    fn expressions(&self) -> Vec<Expression> {
        let mut all = Expression::of_response("/failure", &self.failure);
        for (index, it) in self.request.iter().enumerate() {
            all.push(Expression::new(format!("/request/{index}/value"), &it.value, Expected::Any));
        }
        for (index, reply) in self.replies.iter().enumerate() {
            all.extend(Expression::optional(
                &format!("/replies/{index}/when"),
                reply.when.as_ref(),
            ));
            for (place, set) in reply.set.iter().enumerate() {
                let field = format!("/replies/{index}/set/{place}/value");
                let key = format!("context.{}", set.name);
                all.push(Expression::new(field, &set.value, Expected::TypeOf(key)));
            }
        }
        all
    }

    fn needs(&self) -> Vec<Need> {
        let mut needs = vec![Need::text("/connector", &self.connector)];
        for (index, it) in self.request.iter().enumerate() {
            needs.push(Need::text(format!("/request/{index}/name"), &it.name));
            needs.push(Need::text(format!("/request/{index}/value"), &it.value));
        }
        for (index, reply) in self.replies.iter().enumerate() {
            for (place, set) in reply.set.iter().enumerate() {
                let field = format!("/replies/{index}/set/{place}");
                needs.push(Need::text(format!("{field}/name"), &set.name));
                needs.push(Need::text(format!("{field}/value"), &set.value));
            }
        }
        needs
    }

    fn references(&self) -> Vec<Reference> {
        let mut all = vec![Reference::new("/connector", Target::Connector(self.connector.clone()))];
        for (index, reply) in self.replies.iter().enumerate() {
            for (place, set) in reply.set.iter().enumerate() {
                let field = format!("/replies/{index}/set/{place}/name");
                all.push(Reference::new(field, Target::Context(set.name.clone())));
            }
        }
        all
    }

    fn time(&self, _port: &PortName) -> Time {
        Time::Maybe
    }
}
