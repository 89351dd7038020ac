//! Response models: how likely an outcome is, how long it takes, and where the figure comes from.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::span::Span;
use crate::value::Decimal;

/// A percentage, 0–100, with at most six decimal places.
pub type Percent = Decimal;

/// The chance of one outcome, with its source and, for a guess, its range.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Response {
    /// How the chance is found for one customer.
    pub chance: Chance,
    /// Where the figure comes from.
    #[serde(default)]
    pub source: Source,
    /// The lowest percentage thought possible.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<Percent>,
    /// The highest percentage thought possible.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<Percent>,
}

/// How the chance of an outcome is found for one customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Chance {
    /// The same percentage for everyone.
    Constant(Percent),
    /// The percentage of the first segment whose condition holds.
    Segments {
        /// Segments in order.
        of: Vec<Segment>,
        /// The percentage of customers in none of them.
        otherwise: Percent,
    },
    /// A rhai expression that gives a percentage; outside 0–100 it is taken as the nearer end.
    Expression(String),
}

/// One segment of a response model.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Segment {
    /// The condition (rhai) that customers of the segment fulfil.
    pub when: String,
    /// Their percentage, 0–100.
    pub percent: Percent,
}

/// Where a figure comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// Somebody's guess.
    #[default]
    Assumed,
    /// Brought in from another system's figures.
    Imported,
    /// Estimated from recorded history.
    Fitted,
}

/// How long an outcome takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Delay {
    /// Always the same.
    Constant(Span),
    /// Evenly between two lengths.
    Uniform {
        /// The shortest.
        from: Span,
        /// The longest.
        to: Span,
    },
    /// Exponential: most are quick, few take long.
    Exponential {
        /// The mean.
        mean: Span,
    },
    /// Log-normal: by its median and the length that nine of ten stay under.
    Lognormal {
        /// Half take less.
        median: Span,
        /// Nine of ten take less; longer than the median.
        p90: Span,
    },
}

impl Default for Delay {
    fn default() -> Self {
        Self::Constant(Span::default())
    }
}

impl Response {
    /// Returns a constant chance that is somebody's guess.
    pub fn assumed(percent: i64) -> Self {
        let percent = Decimal::from_integer(percent).unwrap_or_default();
        Self { chance: Chance::Constant(percent), source: Source::Assumed, low: None, high: None }
    }
}
