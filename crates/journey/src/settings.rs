//! A journey's settings: time, schema, rules of contact, shared offers. Everything that is no step.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::finding::Finding;
use crate::kind::ConfigProblem;
use crate::span::Span;
pub use crate::time::DayName;
use crate::time::Window;
use crate::value::{Attribute, Decimal};

/// Everything about a journey that is no step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Settings {
    /// The IANA name of the journey's time zone.
    pub time_zone: String,
    /// The language of the journey's customers, "ja" or "en".
    pub locale: String,
    /// ISO 4217 code of the currency of costs and values.
    pub currency: String,
    /// The text attribute that holds a customer's own time zone, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone_attribute: Option<String>,
    /// What is known of a customer.
    pub attributes: BTreeMap<String, Attribute>,
    /// What steps may store for later steps of the same instance.
    pub context: BTreeMap<String, Attribute>,
    /// What customers do, by event name. `message.opened`, `message.clicked` and `survey.answered` are always there.
    pub events: BTreeMap<String, EventType>,
    /// The boolean attribute that holds consent, by channel ("email") or purpose.
    pub consent: BTreeMap<String, String>,
    /// When marketing may not reach anyone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quiet_hours: Option<QuietHours>,
    /// How often a person may be contacted.
    pub caps: Vec<Cap>,
    /// Whether a customer may enter again.
    pub reentry: Reentry,
    /// How many instances the journey starts at most, over all customers, in the order of time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry_cap: Option<u64>,
    /// How many instances of this journey one customer may be in at the same time; who is in as many is not
    /// let in again until one ends.
    pub concurrency: u32,
    /// Which journey goes first when several want the same customer; higher goes first. Counts between
    /// journeys that run side by side; a rehearsal of one journey is not changed by it.
    pub priority: i32,
    /// How long an instance lives at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lifetime: Option<Span>,
    /// What takes a customer out from wherever they are.
    pub exit_rules: Vec<ExitRule>,
    /// Which days `is_holiday` means.
    pub holidays: HolidayList,
    /// Opening hours by name.
    pub calendars: BTreeMap<String, Calendar>,
    /// Budgets and stocks that all customers share, by name. Each `name` also has a context key, the instant
    /// `context.name_expires`, which holds when the one last issued expires, if it does.
    pub offers: BTreeMap<String, Offer>,
    /// Systems outside, by name.
    pub connectors: BTreeMap<String, Connector>,
    /// Targets, by the id of a KPI in the report.
    pub targets: BTreeMap<String, Decimal>,
    /// How much of the journey a rehearsal must cover, in percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coverage_target: Option<Decimal>,
    /// The sample population a rehearsal uses when none is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub population: Option<Population>,
    /// Single customers' stories, and how each must go.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub scenarios: Vec<crate::scenario::Scenario>,
    /// Rules that must hold for every simulated customer.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub guardians: Vec<crate::guardian::Guardian>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            time_zone: "Asia/Tokyo".to_owned(),
            locale: "ja".to_owned(),
            currency: "JPY".to_owned(),
            zone_attribute: None,
            attributes: BTreeMap::new(),
            context: BTreeMap::new(),
            events: BTreeMap::new(),
            consent: BTreeMap::new(),
            quiet_hours: None,
            caps: Vec::new(),
            reentry: Reentry::Never,
            entry_cap: None,
            concurrency: 1,
            priority: 0,
            lifetime: None,
            exit_rules: Vec::new(),
            holidays: HolidayList::default(),
            calendars: BTreeMap::new(),
            offers: BTreeMap::new(),
            connectors: BTreeMap::new(),
            targets: BTreeMap::new(),
            coverage_target: None,
            population: None,
            scenarios: Vec::new(),
            guardians: Vec::new(),
        }
    }
}

/// Reads settings; a field that cannot be read is a finding and keeps its default.
pub fn read(fields: &Map<String, Value>) -> (Settings, Vec<Finding>) {
    let (settings, problems) = crate::kind::read_fields(fields);
    let finding = |problem: &ConfigProblem| {
        Finding::of(&crate::finding::settings::settings_unreadable::TEXT)
            .field(&format!("/settings{}", problem.field))
            .expected(&problem.found, &problem.expected)
    };
    let findings = problems.iter().map(finding).collect();
    (settings, findings)
}

/// One kind of event.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct EventType {
    /// The name people read, by language.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub label: BTreeMap<String, String>,
    /// What is known of one such event.
    pub properties: BTreeMap<String, Attribute>,
}

/// A way to reach a customer.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// Mail.
    Email,
    /// Short message.
    Sms,
    /// Notification of a phone app.
    Push,
    /// LINE message.
    Line,
    /// Message inside our own app or site.
    InApp,
    /// Telephone.
    Voice,
    /// Web chat.
    Chat,
    /// Face to face.
    InPerson,
    /// Letter.
    Post,
}

impl Channel {
    /// Every channel, in the order of the screens.
    pub const ALL: [Self; 9] = [
        Self::Email,
        Self::Sms,
        Self::Push,
        Self::Line,
        Self::InApp,
        Self::Voice,
        Self::Chat,
        Self::InPerson,
        Self::Post,
    ];

    /// Returns the name used in files, ports and consent keys.
    pub fn name(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Sms => "sms",
            Self::Push => "push",
            Self::Line => "line",
            Self::InApp => "in_app",
            Self::Voice => "voice",
            Self::Chat => "chat",
            Self::InPerson => "in_person",
            Self::Post => "post",
        }
    }
}

/// How an instance ended.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// What the customer wanted is done.
    Resolved,
    /// The customer did what we wanted.
    Converted,
    /// The customer went away.
    Left,
    /// What the customer wanted is not done.
    #[default]
    Unresolved,
    /// The journey was not for this customer.
    NotEligible,
}

impl Outcome {
    /// Every outcome, in the order of reports.
    pub const ALL: [Self; 5] =
        [Self::Resolved, Self::Converted, Self::Left, Self::Unresolved, Self::NotEligible];

    /// Returns the name used in files and reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Resolved => "resolved",
            Self::Converted => "converted",
            Self::Left => "left",
            Self::Unresolved => "unresolved",
            Self::NotEligible => "not_eligible",
        }
    }
}

/// Hours in which marketing may not reach anyone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct QuietHours {
    /// The quiet stretches of a week.
    pub windows: Vec<Window>,
    /// Whose clock counts.
    #[serde(default)]
    pub clock: crate::op::Clock,
    /// Holidays that use the windows of `holiday` instead of their weekday's; none treats them like any day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holidays: Option<HolidayList>,
}

/// Which days are holidays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct HolidayList {
    /// Whether Japan's national holidays count.
    pub japan: bool,
    /// More days, "YYYY-MM-DD".
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub add: Vec<String>,
    /// Days that are none after all, "YYYY-MM-DD".
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub remove: Vec<String>,
}

/// A limit on how often one person is contacted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Cap {
    /// The channel it counts; none counts all together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    /// How many at most, 0 or more.
    pub most: u32,
    /// In which period.
    pub per: Period,
}

/// The period of a frequency cap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// Any stretch of this length.
    Rolling(Span),
    /// A local calendar day.
    Day,
    /// A local calendar week, from Monday.
    Week,
    /// A local calendar month.
    Month,
}

/// Whether a customer may enter again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reentry {
    /// Once only.
    #[default]
    Never,
    /// Again when this long has passed since the last entry.
    After(Span),
    /// Whenever the entry says so.
    Always,
}

/// What takes a customer out from wherever they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ExitRule {
    /// The name people read.
    pub name: String,
    /// The event that triggers it; none means the condition alone, which is asked whenever the instance
    /// moves: a wait is not left early by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    /// The condition that must hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<String>,
    /// When the customer leaves.
    #[serde(default)]
    pub when: ExitTime,
    /// With which outcome.
    #[serde(default)]
    pub outcome: Outcome,
    /// The goal that leaving by this rule reaches. An exit rule goes before every wait, so a rule on the goal's
    /// own event must say so here, or the goal is never counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal: Option<String>,
}

/// When an exit rule takes effect.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExitTime {
    /// At once, also in the middle of a wait.
    #[default]
    AtOnce,
    /// When the step the customer is in ends.
    StepEnd,
}

/// Opening hours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Calendar {
    /// When it is open. On a holiday only windows that list `holiday` count.
    pub hours: Vec<Window>,
    /// Which days are holidays.
    #[serde(default)]
    pub holidays: HolidayList,
    /// Days on which it is closed altogether, "YYYY-MM-DD".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub closed: Vec<String>,
    /// Its own time zone, if not the journey's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
}

/// A budget and a stock that all customers share.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Offer {
    /// Money there is, in the journey's currency; none means no limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub budget: Option<Decimal>,
    /// Pieces there are; none means no limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stock: Option<u64>,
}

/// A system outside.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Connector {
    /// What it is, for people.
    pub note: String,
    /// Most calls a minute it takes. A rehearsal counts the busiest minute and says when it is over; it holds
    /// no call back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per_minute: Option<u32>,
}

/// A sample population: how many customers, and what they are like.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Population {
    /// How many customers.
    pub customers: u64,
    /// The seed of their draws.
    #[serde(default)]
    pub seed: u64,
    /// When a rehearsal of them starts, "YYYY-MM-DD" or with a time, in the journey's zone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<String>,
    /// How each attribute is spread; one that is not named is missing for everyone.
    #[serde(default)]
    pub attributes: BTreeMap<String, Spread>,
    /// What they do by themselves.
    #[serde(default)]
    pub events: Vec<EventSpread>,
    /// Groups that differ from the rest; their shares sum to at most 100.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub personas: Vec<Persona>,
}

/// A group of sample customers that differs from the rest.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Persona {
    /// The name people read.
    pub name: String,
    /// Their share, in percent.
    pub share: Decimal,
    /// How their attributes are spread, where different.
    #[serde(default)]
    pub attributes: BTreeMap<String, Spread>,
    /// What they do by themselves, instead of the rest's events; none means the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub events: Option<Vec<EventSpread>>,
}

/// How one attribute's values are spread over sample customers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Spread {
    /// The shape.
    pub of: Shape,
    /// Share of customers without a value, in percent.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub missing: Decimal,
}

fn is_zero(decimal: &Decimal) -> bool {
    decimal.0 == 0
}

/// The shape of a spread.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// One of some values, by weight (any positive numbers). For texts, categories, numbers.
    Weights(BTreeMap<String, Decimal>),
    /// Each tag or the boolean `true`, by its own percentage.
    Percents(BTreeMap<String, Decimal>),
    /// True for this percentage of customers.
    Percent(Decimal),
    /// Evenly between two numbers, both included.
    Uniform {
        /// The lowest.
        from: Decimal,
        /// The highest.
        to: Decimal,
    },
    /// Normal, cut to a range.
    Normal {
        /// The mean.
        mean: Decimal,
        /// The standard deviation.
        deviation: Decimal,
        /// The lowest possible.
        from: Decimal,
        /// The highest possible.
        to: Decimal,
    },
    /// Log-normal, by its median and the value that nine of ten stay under.
    Lognormal {
        /// Half have less.
        median: Decimal,
        /// Nine of ten have less.
        p90: Decimal,
    },
    /// Evenly between two days or times ("YYYY-MM-DD", or with a time), both included.
    Between {
        /// The first.
        from: String,
        /// The last.
        to: String,
    },
    /// Text with `{n}` in the place of the customer's number: "user{n}@example.com".
    Pattern(String),
}

/// How often sample customers do something.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EventSpread {
    /// The event.
    pub event: String,
    /// The mean number a customer has over the run's horizon (Poisson).
    pub mean: Decimal,
    /// The share of an hour of the day, 24 weights from midnight on; empty means even.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hours: Vec<Decimal>,
    /// How its properties are spread.
    #[serde(default)]
    pub properties: BTreeMap<String, Spread>,
}
