//! `wait.event`: waits for something the customer does, at most for a window.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::fields::Reaction;
use super::step::{Category, Expression, Need, Port, Reference, Step, Target, Time};
use crate::id::{NodeId, PortName};
use crate::lang::Lang;
use crate::op::{Awaited, Lowered, Op, To};
use crate::span::Span;

/// Waits for one of some events. At one instant an event beats the timeout.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct WaitEvent {
    /// What is waited for; where several were seen already, the first in this order wins.
    pub events: Vec<AwaitedEvent>,
    /// How long at most.
    pub window: Span,
    /// How far back an event already seen counts; without one it does not count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub look_back: Option<Span>,
}

/// One event that is waited for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct AwaitedEvent {
    /// The name of its port.
    pub name: String,
    /// The event.
    pub event: String,
    /// A condition on the customer and the event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// The step whose reaction is meant, for `message.opened`, `message.clicked` and `survey.answered`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<NodeId>,
    /// The chance that it comes within the window, and after how long, where no record answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<Reaction>,
}

impl WaitEvent {
    pub(super) const ID: &str = "wait.event";
    pub(super) const CATEGORY: Category = Category::Wait;
    pub(super) const TITLE: [&str; 2] = ["Wait for event", "行動待ち"];

    pub(super) fn suggested() -> Self {
        let event = AwaitedEvent { name: "happened".to_owned(), ..AwaitedEvent::default() };
        Self { events: vec![event], window: Span::days(3), look_back: None }
    }
}

impl Step for WaitEvent {
    fn ports(&self) -> Vec<Port> {
        let events = self.events.iter().map(|event| Port::flow(&event.name));
        events.chain([Port::timeout("timeout")]).collect()
    }

    fn lower(&self) -> Lowered {
        let awaited = |event: &AwaitedEvent| {
            let awaited = Awaited {
                event: event.event.clone(),
                condition: event.when.clone(),
                step: event.step.clone(),
                model: event.model.as_ref().map(Reaction::pair),
            };
            (awaited, To::port(&event.name))
        };
        Lowered::Ops(vec![Op::Await {
            events: self.events.iter().map(awaited).collect(),
            window: self.window,
            look_back: self.look_back,
            timeout: To::port("timeout"),
        }])
    }

    fn summary(&self, lang: Lang) -> String {
        let names: Vec<&str> = self.events.iter().map(|event| event.event.as_str()).collect();
        match lang {
            Lang::En => format!("{} within {}", names.join(" or "), self.window),
            Lang::Ja => format!("{}を{}まで待つ", names.join("・"), self.window.words(lang)),
        }
    }

    fn expressions(&self) -> Vec<Expression> {
        let mut all = Vec::new();
        for (index, event) in self.events.iter().enumerate() {
            let field = format!("/events/{index}/when");
            let when = Expression::optional(&field, event.when.as_ref());
            all.extend(when.into_iter().map(|it| it.about(&event.event)));
            if let Some(model) = &event.model {
                let field = format!("/events/{index}/model/response");
                all.extend(Expression::of_response(&field, &model.response));
            }
        }
        all
    }

    fn needs(&self) -> Vec<Need> {
        let mut needs = vec![Need::some("/events", &self.events)];
        for (index, event) in self.events.iter().enumerate() {
            needs.push(Need::text(format!("/events/{index}/name"), &event.name));
            needs.push(Need::text(format!("/events/{index}/event"), &event.event));
        }
        needs
    }

    fn references(&self) -> Vec<Reference> {
        let mut all = Vec::new();
        for (index, event) in self.events.iter().enumerate() {
            let target = Target::Event(event.event.clone());
            all.push(Reference::new(format!("/events/{index}/event"), target));
            let step = event.step.iter().cloned().map(Target::Step);
            all.extend(step.map(|step| Reference::new(format!("/events/{index}/step"), step)));
        }
        all
    }

    fn time(&self, port: &PortName) -> Time {
        if self.window.is_zero() {
            Time::None
        } else if port.as_str() == "timeout" {
            Time::Always
        } else {
            Time::Maybe
        }
    }
}
