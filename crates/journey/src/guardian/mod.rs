//! Guardians: rules that must hold for every simulated customer, chosen from a closed list of sentences.
//! Owns the sentences and their parameters; whether one holds is the engine's and [`proof`]'s business.

pub mod proof;
mod sentence;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::document::Label;
use crate::id::NodeId;
use crate::op::Clock;
use crate::settings::{Channel, Outcome};
use crate::span::Span;
use crate::time::Window;

/// A rule that must hold for every simulated customer, or for those for whom a condition holds.
///
/// Kept as fields and not as a sentence: an admin fills in the blanks of a template, and the same rule reads
/// in both languages.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Guardian {
    /// Names it in reports.
    pub id: String,
    /// Why it is there, in a few words that people read.
    #[serde(default, skip_serializing_if = "Label::is_empty")]
    pub name: Label,
    /// The customers it is about: a condition on their attributes as they are when the rehearsal starts;
    /// none means everyone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// What must hold.
    pub rule: Rule,
}

/// A sentence with blanks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// Every pass through the journey comes to one of these before it ends.
    Always(Always),
    /// No pass ever comes to any of these.
    Never(Never),
    /// No pass comes to one thing without having come to another first.
    Before(Before),
    /// Nobody gets more messages than this in so many days.
    AtMost(AtMost),
    /// Nobody gets a message outside these hours.
    Hours(Hours),
    /// A pass that comes to something does so within a time from its entry.
    Within(Within),
}

/// Something a pass through the journey can come to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// A step, by its id; a sub-journey's is `step/inner`.
    Step(NodeId),
    /// A goal, by its name; a hit that comes too late is none.
    Goal(String),
    /// The outcome with which the pass ends.
    Outcome(Outcome),
}

/// "Always reaches one of …".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Always {
    /// Any of these will do.
    pub one_of: Vec<Target>,
    /// How long after entry at most; none means before the pass ends. A pass that is still inside at the
    /// horizon, with time left, has broken nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<Span>,
}

/// "Never reaches …".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Never {
    /// None of these.
    pub any_of: Vec<Target>,
}

/// "… before …".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Before {
    /// What must come first.
    pub first: Target,
    /// What may only come after it.
    pub then: Target,
}

/// "At most n messages in d days".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AtMost {
    /// How many messages and surveys at most, 0 or more, marketing or not.
    pub messages: u32,
    /// The channel that counts; none counts all together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    /// In any stretch of this many days of the journey's calendar, 1 or more.
    #[schemars(range(min = 1))]
    pub days: u32,
}

/// "Never a message outside …".
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Hours {
    /// A calendar of the settings, in whose opening hours messages may go out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<String>,
    /// Or stretches of a week.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub windows: Vec<Window>,
    /// Whose clock the stretches go by.
    #[serde(default)]
    pub clock: Clock,
    /// The channel it is about; none means all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
}

/// "Comes to … within … from entry".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Within {
    /// What is come to.
    pub target: Target,
    /// How long after entry at most, by the journey's calendar.
    pub time: Span,
}

impl Rule {
    /// Returns everything it names, with the field where it stands, from the rule on.
    pub fn targets(&self) -> Vec<(String, &Target)> {
        let list = |name: &str, targets: &'_ [Target]| -> Vec<String> {
            (0..targets.len()).map(|index| format!("{name}/{index}")).collect()
        };
        match self {
            Self::Always(rule) => {
                list("/always/one_of", &rule.one_of).into_iter().zip(&rule.one_of).collect()
            }
            Self::Never(rule) => {
                list("/never/any_of", &rule.any_of).into_iter().zip(&rule.any_of).collect()
            }
            Self::Before(rule) => vec![
                ("/before/first".to_owned(), &rule.first),
                ("/before/then".to_owned(), &rule.then),
            ],
            Self::Within(rule) => vec![("/within/target".to_owned(), &rule.target)],
            Self::AtMost(_) | Self::Hours(_) => Vec::new(),
        }
    }
}
