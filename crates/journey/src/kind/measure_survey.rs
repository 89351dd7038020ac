//! `measure.survey`: asks the customer for a score.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::fields::Reaction;
use super::step::{Category, Expression, Need, Port, Reference, Step, Target, Time};
use crate::id::{NodeId, PortName};
use crate::lang::Lang;
use crate::op::{Awaited, Lowered, Op, Survey, To};
use crate::response::{Delay, Response};
use crate::settings::Channel;
use crate::span::Span;
use crate::value::Decimal;

/// Asks for a score and waits for it: a customer leaves by `answered` when the answer comes, and by
/// `no_answer` when the window ends or, at once, when asked too recently. Until then nobody knows the score.
///
/// Scores of a rehearsal are modelled, not measured, unless the records have the event `survey.answered`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct MeasureSurvey {
    /// Which scale.
    pub survey: Survey,
    /// By which channel.
    pub channel: Channel,
    /// The chance that the customer answers, and after how long.
    pub answered: Reaction,
    /// How long an answer is waited for; a later one counts for nothing.
    pub window: Span,
    /// How long a customer is not asked again.
    pub suppress: Span,
    /// The mean score of the model, before wait and effort are taken off.
    pub mean: Decimal,
    /// The standard deviation of its noise, in points of the scale.
    pub deviation: Decimal,
    /// The context key that keeps the score.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub store: Option<String>,
}

impl Default for MeasureSurvey {
    fn default() -> Self {
        let delay = Delay::Exponential { mean: Span::days(1) };
        Self {
            survey: Survey::Nps,
            channel: Channel::Email,
            answered: Reaction { response: Response::assumed(20), delay },
            window: Span::days(7),
            suppress: Span::days(90),
            mean: Decimal(7 * Decimal::SCALE),
            deviation: Decimal(2 * Decimal::SCALE),
            store: None,
        }
    }
}

impl MeasureSurvey {
    pub(super) const ID: &str = "measure.survey";
    pub(super) const CATEGORY: Category = Category::Measure;
    pub(super) const TITLE: [&str; 2] = ["Survey", "アンケート"];

    pub(super) fn suggested() -> Self {
        Self::default()
    }
}

impl Step for MeasureSurvey {
    fn ports(&self) -> Vec<Port> {
        vec![Port::flow("answered"), Port::flow("no_answer")]
    }

    fn lower(&self) -> Lowered {
        let ask = Op::Ask {
            survey: self.survey,
            channel: self.channel,
            answered: self.answered.pair(),
            suppress: self.suppress,
            mean: self.mean,
            deviation: self.deviation,
            asked: To::Op(1),
            suppressed: To::port("no_answer"),
        };
        let answer = Awaited {
            event: "survey.answered".to_owned(),
            condition: None,
            step: Some(NodeId::from("")),
            model: None,
        };
        let wait = Op::Await {
            events: vec![(answer, To::Op(2))],
            window: self.window,
            look_back: None,
            timeout: To::port("no_answer"),
        };
        let score = Op::Score {
            survey: self.survey,
            store: self.store.clone(),
            next: To::port("answered"),
        };
        Lowered::Ops(vec![ask, wait, score])
    }

    fn charged(&self, port: &PortName) -> bool {
        port.as_str() != "no_answer"
    }

    fn summary(&self, lang: Lang) -> String {
        let scale = match self.survey {
            Survey::Nps => "NPS",
            Survey::Csat => "CSAT",
            Survey::Ces => "CES",
        };
        match lang {
            Lang::En => format!("{scale} by {}", self.channel.word(lang)),
            Lang::Ja => format!("{}で{scale}", self.channel.word(lang)),
        }
    }

    fn expressions(&self) -> Vec<Expression> {
        Expression::of_response("/answered/response", &self.answered.response)
    }

    fn needs(&self) -> Vec<Need> {
        self.store.iter().map(|store| Need::text("/store", store)).collect()
    }

    fn references(&self) -> Vec<Reference> {
        let store = self.store.iter().cloned();
        store.map(|store| Reference::new("/store", Target::Context(store))).collect()
    }

    fn time(&self, _port: &PortName) -> Time {
        Time::Maybe
    }
}
