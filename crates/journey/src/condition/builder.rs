//! The rows of the no-code builder: a view that reads and writes the text. What the rows cannot
//! show is a script to them, and is never rewritten.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::scope::{Root, Scope};
use crate::value::{Attribute, Decimal, Type};

mod read;
mod write;

pub use read::from_text;
pub use write::to_text;

/// Most groups inside each other.
pub const MAX_GROUPS: usize = 3;

/// A row, or a group of rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum Rule {
    /// Rows that all must hold, or of which one must.
    Group {
        /// Whether all must hold; otherwise one is enough.
        all: bool,
        /// Whether the whole is turned around.
        #[serde(default)]
        not: bool,
        /// What is inside, at least one, and at least two when not negated inside another group.
        rules: Vec<Rule>,
    },
    /// One attribute, one operator, one value.
    Row {
        /// `customer.x`, `context.x` or `event.x`.
        attribute: String,
        /// What is asked about it.
        operator: Operator,
        /// What it is held against.
        #[serde(default, skip_serializing_if = "RowValue::is_none")]
        value: RowValue,
    },
}

/// What a row asks.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema, TS,
)]
#[serde(rename_all = "snake_case")]
pub enum Operator {
    /// `==`
    Equals,
    /// `!=`
    NotEquals,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `between(x, a, b)`
    Between,
    /// `x in [a, b]`
    OneOf,
    /// `x !in [a, b]`; holds too when there is no value.
    NoneOf,
    /// `contains(x, "a")`
    Contains,
    /// `starts_with(x, "a")`
    StartsWith,
    /// `ends_with(x, "a")`
    EndsWith,
    /// `contains(tags, "a")`
    HasTag,
    /// `!contains(tags, "a")`; holds too when there is no value.
    HasNoTag,
    /// `x`
    IsTrue,
    /// `x == false`
    IsFalse,
    /// `is_set(x)`
    IsSet,
    /// `!is_set(x)`
    IsNotSet,
    /// `days_since(x) < n`
    DaysSinceLess,
    /// `days_since(x) > n`
    DaysSinceGreater,
    /// `days_until(x) < n`
    DaysUntilLess,
    /// `days_until(x) > n`
    DaysUntilGreater,
}

/// What a row's value must look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ValueShape {
    /// No value.
    None,
    /// One value of the attribute's type.
    One,
    /// A lower and an upper value.
    Pair,
    /// Any number of values.
    Many,
    /// A whole number of days.
    Days,
}

impl Operator {
    /// Every operator.
    pub const ALL: [Operator; 22] = [
        Operator::Equals,
        Operator::NotEquals,
        Operator::Less,
        Operator::LessOrEqual,
        Operator::Greater,
        Operator::GreaterOrEqual,
        Operator::Between,
        Operator::OneOf,
        Operator::NoneOf,
        Operator::Contains,
        Operator::StartsWith,
        Operator::EndsWith,
        Operator::HasTag,
        Operator::HasNoTag,
        Operator::IsTrue,
        Operator::IsFalse,
        Operator::IsSet,
        Operator::IsNotSet,
        Operator::DaysSinceLess,
        Operator::DaysSinceGreater,
        Operator::DaysUntilLess,
        Operator::DaysUntilGreater,
    ];

    /// Returns the operators of a type, in the order people expect them.
    pub fn for_type(kind: Type) -> Vec<Operator> {
        use Operator::{
            Between, Contains, DaysSinceGreater, DaysSinceLess, DaysUntilGreater, DaysUntilLess,
            EndsWith, Equals, Greater, GreaterOrEqual, HasNoTag, HasTag, IsFalse, IsNotSet, IsSet,
            IsTrue, Less, LessOrEqual, NoneOf, NotEquals, OneOf, StartsWith,
        };
        let order = [Less, LessOrEqual, Greater, GreaterOrEqual, Between];
        let days = [DaysSinceLess, DaysSinceGreater, DaysUntilLess, DaysUntilGreater];
        let mut list = match kind {
            Type::Text => vec![Equals, NotEquals, Contains, StartsWith, EndsWith, OneOf, NoneOf],
            Type::Integer | Type::Decimal => {
                [&[Equals, NotEquals][..], &order, &[OneOf, NoneOf]].concat()
            }
            Type::Boolean => vec![IsTrue, IsFalse],
            Type::Date => [&[Equals, NotEquals][..], &order, &days].concat(),
            Type::Instant => [&order[..], &days].concat(),
            Type::Category => vec![Equals, NotEquals, OneOf, NoneOf],
            Type::Tags => vec![HasTag, HasNoTag],
        };
        list.extend([IsSet, IsNotSet]);
        list
    }

    /// Returns what the row's value must look like.
    pub fn shape(self) -> ValueShape {
        match self {
            Operator::IsTrue | Operator::IsFalse | Operator::IsSet | Operator::IsNotSet => {
                ValueShape::None
            }
            Operator::Between => ValueShape::Pair,
            Operator::OneOf | Operator::NoneOf => ValueShape::Many,
            Operator::DaysSinceLess
            | Operator::DaysSinceGreater
            | Operator::DaysUntilLess
            | Operator::DaysUntilGreater => ValueShape::Days,
            Operator::Equals
            | Operator::NotEquals
            | Operator::Less
            | Operator::LessOrEqual
            | Operator::Greater
            | Operator::GreaterOrEqual
            | Operator::Contains
            | Operator::StartsWith
            | Operator::EndsWith
            | Operator::HasTag
            | Operator::HasNoTag => ValueShape::One,
        }
    }
}

/// One value of a row. Dates and instants stay the text people typed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", tag = "type", content = "value")]
pub enum Scalar {
    /// A whole number.
    Integer(i64),
    /// A number with a point, as text, so that JavaScript rounds nothing: "10.5".
    Decimal(String),
    /// A text, a category or a tag.
    Text(String),
    /// A day: "2026-11-22".
    Date(String),
    /// A point in time: "2026-11-22T09:00:00+09:00".
    Instant(String),
}

impl Scalar {
    /// Returns whether it fits an attribute of this type.
    pub(super) fn fits(&self, attribute: &Attribute) -> bool {
        match (self, attribute.kind) {
            (Scalar::Integer(_), Type::Integer | Type::Decimal)
            | (Scalar::Decimal(_), Type::Integer | Type::Decimal)
            | (Scalar::Text(_), Type::Text)
            | (Scalar::Date(_), Type::Date)
            | (Scalar::Instant(_), Type::Instant) => true,
            (Scalar::Text(text), Type::Category | Type::Tags) => attribute.values.contains(text),
            _ => false,
        }
    }

    /// Returns a decimal as a scalar; always with a point, so that it reads back as a decimal.
    pub fn decimal(decimal: Decimal) -> Self {
        let text = decimal.to_string();
        let point = if text.contains('.') { "" } else { ".0" };
        Scalar::Decimal(text + point)
    }
}

/// The value of a row.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", tag = "shape", content = "of")]
pub enum RowValue {
    /// The operator needs none.
    #[default]
    None,
    /// One value; days for the operators that count days.
    One(Scalar),
    /// A lower and an upper value, both included.
    Pair(Scalar, Scalar),
    /// Any number of values.
    Many(Vec<Scalar>),
}

impl RowValue {
    fn is_none(&self) -> bool {
        *self == RowValue::None
    }
}

/// Returns the declaration behind `customer.x`.
fn attribute<'a>(path: &str, scope: &'a Scope) -> Option<&'a Attribute> {
    let (word, name) = path.split_once('.')?;
    let slot = scope.slot(Root::of(word)?, name)?;
    Some(scope.attribute(slot))
}
