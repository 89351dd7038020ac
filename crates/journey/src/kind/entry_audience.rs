//! `entry.audience`: customers come in when they belong to an audience at a due time.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::fields::LocalTime;
use super::step::{Category, Expression, Port, Step};
use crate::lang::Lang;
use crate::op::{Admission, Clock, Entry, Lowered, Schedule};
use crate::settings::{DayName, Reentry};
use crate::time::TimeOfDay;

/// Customers come in by belonging to an audience when it is evaluated.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct EntryAudience {
    /// Who belongs; without a condition, everyone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// When the audience is evaluated.
    pub schedule: ScheduleConfig,
    /// Whose clock the schedule goes by.
    pub clock: Clock,
    /// How many customers enter each minute; without a number, all at once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wave: Option<u32>,
    /// Whether a customer may enter again; without one the journey's rule counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reentry: Option<Reentry>,
    /// How many instances this entry starts at most, over all customers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cap: Option<u64>,
}

/// When an audience is evaluated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ScheduleConfig {
    /// Once, at a local time.
    Once(LocalTime),
    /// Again and again.
    Every {
        /// On these days; an empty list means every day.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        days: Vec<DayName>,
        /// At this time of day.
        time: TimeOfDay,
    },
}

impl Default for ScheduleConfig {
    fn default() -> Self {
        Self::Every { days: Vec::new(), time: TimeOfDay { minute: 9 * 60 } }
    }
}

impl EntryAudience {
    pub(super) const ID: &str = "entry.audience";
    pub(super) const CATEGORY: Category = Category::Entry;
    pub(super) const TITLE: [&str; 2] = ["Audience entry", "対象者で開始"];

    pub(super) fn suggested() -> Self {
        Self::default()
    }
}

impl Step for EntryAudience {
    fn ports(&self) -> Vec<Port> {
        vec![Port::flow("out")]
    }

    fn lower(&self) -> Lowered {
        let schedule = match &self.schedule {
            ScheduleConfig::Once(at) => Schedule::Once(at.local),
            ScheduleConfig::Every { days, time } => {
                Schedule::Every { days: days.clone(), minute: time.minute }
            }
        };
        let (condition, clock, wave) = (self.when.clone(), self.clock, self.wave);
        let entry = Entry::Audience { condition, schedule, clock, wave };
        Lowered::Entry(entry, Admission { reentry: self.reentry, cap: self.cap })
    }

    fn summary(&self, lang: Lang) -> String {
        match (lang, &self.schedule) {
            (Lang::En, ScheduleConfig::Once(at)) => format!("once, {at}"),
            (Lang::Ja, ScheduleConfig::Once(at)) => format!("{at}に1回"),
            (Lang::En, ScheduleConfig::Every { time, .. }) => format!("every due day at {time}"),
            (Lang::Ja, ScheduleConfig::Every { time, .. }) => format!("対象日の{time}"),
        }
    }

    fn expressions(&self) -> Vec<Expression> {
        Expression::optional("/when", self.when.as_ref())
    }
}
