//! `wait.time`: waits for a length of time, or until a date.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::fields::LocalTime;
use super::step::{Category, Need, Port, Reference, Step, Time};
use crate::id::PortName;
use crate::lang::Lang;
use crate::op::{Clock, LeapDay, Lowered, Op, To, Until};
use crate::settings::DayName;
use crate::span::Span;
use crate::time::TimeOfDay;

/// Waits: exactly one of `for`, `until`, `attribute` and `at` says how long.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct WaitTime {
    /// For a length of time; days are calendar days.
    #[serde(rename = "for", skip_serializing_if = "Option::is_none")]
    pub duration: Option<Span>,
    /// Until the next such weekday and time of day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<UntilNext>,
    /// Until the date or instant in an attribute.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attribute: Option<UntilAttribute>,
    /// Until a fixed local time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<LocalTime>,
    /// Whose clock and calendar count.
    pub clock: Clock,
    /// Where a customer goes for whom the time is past already.
    pub past: Past,
}

/// The next such weekday and time of day, strictly later than now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct UntilNext {
    /// Days that count; an empty list means every day.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub days: Vec<DayName>,
    /// The time of day.
    pub time: TimeOfDay,
}

/// The date or instant in an attribute.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct UntilAttribute {
    /// Its full name, `customer.…`, `context.…` or `event.…`.
    pub name: String,
    /// Days added to it; before it, when negative.
    pub plus_days: i64,
    /// The time of day, for dates.
    pub time: TimeOfDay,
    /// Only month and day count, as for a birthday; says what 29 February means in other years.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub yearly: Option<Leap>,
}

/// What 29 February means in a year that has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Leap {
    /// The day before.
    #[serde(rename = "feb_28")]
    Feb28,
    /// The day after.
    #[serde(rename = "mar_1")]
    Mar1,
}

/// Where a customer goes for whom the time is past already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Past {
    /// On by `done`, at once.
    #[default]
    Done,
    /// Out by a port of its own, `past_date`.
    Skip,
}

impl WaitTime {
    pub(super) const ID: &str = "wait.time";
    pub(super) const CATEGORY: Category = Category::Wait;
    pub(super) const TITLE: [&str; 2] = ["Wait", "待機"];

    pub(super) fn suggested() -> Self {
        Self { duration: Some(Span::days(1)), ..Self::default() }
    }

    /// Returns how many of the four ways to say how long are there; exactly one should be.
    pub fn ways(&self) -> usize {
        [self.duration.is_some(), self.until.is_some(), self.attribute.is_some(), self.at.is_some()]
            .into_iter()
            .filter(|&there| there)
            .count()
    }

    fn until(&self) -> Until {
        if let Some(span) = self.duration {
            return Until::After(span);
        }
        if let Some(UntilNext { days, time }) = &self.until {
            return Until::Next { days: days.clone(), minute: time.minute };
        }
        if let Some(UntilAttribute { name, plus_days, time, yearly }) = &self.attribute {
            let yearly = yearly.map(|leap| match leap {
                Leap::Feb28 => LeapDay::February28,
                Leap::Mar1 => LeapDay::March1,
            });
            let (attribute, minute) = (name.clone(), time.minute);
            return Until::Attribute { attribute, plus_days: *plus_days, minute, yearly };
        }
        self.at.map_or(Until::After(Span::default()), |at| Until::Local(at.local))
    }
}

impl Step for WaitTime {
    fn ports(&self) -> Vec<Port> {
        match self.past {
            Past::Done => vec![Port::flow("done")],
            Past::Skip => vec![Port::flow("done"), Port::flow("past_date")],
        }
    }

    fn lower(&self) -> Lowered {
        let past = (self.past == Past::Skip).then(|| To::port("past_date"));
        let (until, clock) = (self.until(), self.clock);
        Lowered::Ops(vec![Op::Pause { until, clock, done: To::port("done"), past }])
    }

    fn summary(&self, lang: Lang) -> String {
        match (lang, self.until()) {
            (Lang::En, Until::After(span)) => format!("for {span}"),
            (Lang::Ja, Until::After(span)) => format!("{}待つ", span.words(lang)),
            (Lang::En, Until::Next { minute, .. }) => format!("until {}", TimeOfDay { minute }),
            (Lang::Ja, Until::Next { minute, .. }) => format!("{}まで", TimeOfDay { minute }),
            (Lang::En, Until::Attribute { attribute, .. }) => format!("until {attribute}"),
            (Lang::Ja, Until::Attribute { attribute, .. }) => format!("{attribute}まで"),
            (Lang::En, Until::Local(local)) => format!("until {}", LocalTime { local }),
            (Lang::Ja, Until::Local(local)) => format!("{}まで", LocalTime { local }),
        }
    }

    fn needs(&self) -> Vec<Need> {
        let attribute = self.attribute.iter();
        attribute.map(|until| Need::text("/attribute/name", &until.name)).collect()
    }

    fn references(&self) -> Vec<Reference> {
        let attribute = self.attribute.iter();
        attribute.filter_map(|it| Reference::variable("/attribute/name", &it.name)).collect()
    }

    fn time(&self, port: &PortName) -> Time {
        if port.as_str() == "past_date" {
            return Time::None;
        }
        // A date may be past; then `done` is left by at once unless those customers leave elsewhere.
        match (self.until(), self.past) {
            (Until::After(span), _) if span.is_zero() => Time::None,
            (Until::After(_) | Until::Next { .. }, _) => Time::Always,
            (Until::Attribute { .. } | Until::Local(_), Past::Done) => Time::Maybe,
            (Until::Attribute { .. } | Until::Local(_), Past::Skip) => Time::Always,
        }
    }
}
