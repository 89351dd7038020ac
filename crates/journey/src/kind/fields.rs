//! Small types that several kinds' configurations share: what cannot be read is refused here, once.

use std::borrow::Cow;
use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::response::{Delay, Response};
use crate::time::{Civil, MINUTE, Millis, date_text, parse_instant};

/// A local date and time, "YYYY-MM-DDTHH:MM", in the zone that the field's clock names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct LocalTime {
    /// Milliseconds of the local time line.
    pub local: Millis,
}

impl fmt::Display for LocalTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Civil { day, time } = Civil::of(self.local);
        let minute = time / MINUTE;
        write!(f, "{}T{:02}:{:02}", date_text(day), minute / 60, minute % 60)?;
        match time % MINUTE {
            0 => Ok(()),
            rest if rest % 1_000 == 0 => write!(f, ":{:02}", rest / 1_000),
            rest => write!(f, ":{:02}.{:03}", rest / 1_000, rest % 1_000),
        }
    }
}

impl Serialize for LocalTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for LocalTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        match parse_instant(&text) {
            Some((local, false)) => Ok(Self { local }),
            _ => Err(serde::de::Error::custom(format!(
                "expected a local time like \"2026-11-22T09:00\" without a zone, found \"{text}\""
            ))),
        }
    }
}

impl JsonSchema for LocalTime {
    fn schema_name() -> Cow<'static, str> {
        "LocalTime".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "description": "Local date and time without a zone, \"YYYY-MM-DDTHH:MM\".",
            "examples": ["2026-11-22T09:00", "2027-01-04T00:30"]
        })
    }
}

/// What happens to a contact inside quiet hours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Quiet {
    /// It waits until they end.
    #[default]
    Defer,
    /// It counts as blocked.
    Discard,
}

/// The chance that a customer does something, and how long that takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Reaction {
    /// How likely it is.
    pub response: Response,
    /// How long it takes.
    #[serde(default)]
    pub delay: Delay,
}

impl Reaction {
    /// Returns chance and delay as ops take them.
    pub fn pair(&self) -> (Response, Delay) {
        (self.response.clone(), self.delay.clone())
    }
}

/// A name and the rhai expression of its value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Assignment {
    /// The name that gets the value.
    pub name: String,
    /// The rhai expression of the value.
    pub value: String,
}

/// Returns names and expressions as ops take them.
pub(super) fn pairs(assignments: &[Assignment]) -> Vec<(String, String)> {
    assignments.iter().map(|set| (set.name.clone(), set.value.clone())).collect()
}
