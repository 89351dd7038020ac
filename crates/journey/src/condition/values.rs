//! Values as rhai sees them: missing is `()`, decimals are `rust_decimal`, dates, instants and tags
//! are types of our own. The only bridge between cells and rhai's dynamic values.

use std::sync::Arc;

use rhai::{Dynamic, ImmutableString};

use super::ast::Comparison;
use super::facts::Facts;
use super::scope::{Scope, Slot};
use crate::value::{Cell, Decimal, MISSING, Type};

/// A date inside rhai.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Date(pub(super) i64);

/// An instant inside rhai.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Moment(pub(super) i64);

/// Tags inside rhai, with the names of their bits.
#[derive(Clone, Debug)]
pub(super) struct TagSet {
    pub(super) bits: i64,
    pub(super) values: Arc<[String]>,
}

impl TagSet {
    pub(super) fn holds(&self, tag: &str) -> bool {
        let bit = self.values.iter().position(|value| value == tag);
        bit.is_some_and(|bit| bit < 62 && self.bits & (1i64 << bit) != 0)
    }
}

/// One value of the condition language.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Missing,
    Boolean(bool),
    Integer(i64),
    /// Millionths.
    Decimal(i64),
    Text(ImmutableString),
    Date(i64),
    Instant(i64),
    Tags(TagSet),
}

impl Value {
    /// Returns the value of a slot.
    pub(super) fn of_slot(slot: Slot, scope: &Scope, facts: &Facts<'_>) -> Self {
        let (cell, attribute) = (facts.cell(slot), scope.attribute(slot));
        if cell == MISSING {
            return Value::Missing;
        }
        let text =
            |text: Option<&str>| text.map_or(Value::Missing, |text| Value::Text(text.into()));
        match attribute.kind {
            Type::Text => text(facts.texts.get(cell)),
            Type::Integer => Value::Integer(cell),
            Type::Decimal => Value::Decimal(cell),
            Type::Boolean => Value::Boolean(cell == 1),
            Type::Date => Value::Date(cell),
            Type::Instant => Value::Instant(cell),
            Type::Category => {
                let index = usize::try_from(cell).ok();
                text(index.and_then(|index| attribute.values.get(index)).map(String::as_str))
            }
            Type::Tags => {
                Value::Tags(TagSet { bits: cell, values: attribute.values.as_slice().into() })
            }
        }
    }

    /// Reads a dynamic value; none for what the language does not have, and for decimals too large.
    pub(super) fn read(dynamic: &Dynamic) -> Option<Self> {
        if dynamic.is_unit() {
            return Some(Value::Missing);
        }
        if let Ok(boolean) = dynamic.as_bool() {
            return Some(Value::Boolean(boolean));
        }
        if let Ok(integer) = dynamic.as_int() {
            return Some(Value::Integer(integer));
        }
        if let Ok(decimal) = dynamic.as_decimal() {
            return millionths(decimal).map(Value::Decimal);
        }
        if dynamic.is_string() {
            let text = dynamic.clone().into_immutable_string();
            return text.ok().map(Value::Text);
        }
        if let Some(Date(day)) = dynamic.clone().try_cast::<Date>() {
            return Some(Value::Date(day));
        }
        if let Some(Moment(instant)) = dynamic.clone().try_cast::<Moment>() {
            return Some(Value::Instant(instant));
        }
        dynamic.clone().try_cast::<TagSet>().map(Value::Tags)
    }

    /// Writes a dynamic value.
    pub(super) fn write(self) -> Dynamic {
        match self {
            Value::Missing => Dynamic::UNIT,
            Value::Boolean(boolean) => boolean.into(),
            Value::Integer(integer) => integer.into(),
            Value::Decimal(cell) => rust_decimal::Decimal::new(cell, 6).into(),
            Value::Text(text) => text.into(),
            Value::Date(day) => Dynamic::from(Date(day)),
            Value::Instant(instant) => Dynamic::from(Moment(instant)),
            Value::Tags(tags) => Dynamic::from(tags),
        }
    }

    /// Returns the name of the type, as problems use it.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Value::Missing => "missing",
            Value::Boolean(_) => "boolean",
            Value::Integer(_) => "integer",
            Value::Decimal(_) => "decimal",
            Value::Text(_) => "text",
            Value::Date(_) => "date",
            Value::Instant(_) => "instant",
            Value::Tags(_) => "tags",
        }
    }

    /// Compares two values; none when their types cannot meet. With a missing side it is false.
    pub(super) fn compare(&self, comparison: Comparison, other: &Value) -> Option<bool> {
        let scale = i128::from(Decimal::SCALE);
        Some(match (self, other) {
            (Value::Missing, _) | (_, Value::Missing) => false,
            (Value::Boolean(one), Value::Boolean(other)) if comparison.is_equality() => {
                comparison.holds(one, other)
            }
            (Value::Integer(one), Value::Integer(other))
            | (Value::Decimal(one), Value::Decimal(other))
            | (Value::Date(one), Value::Date(other))
            | (Value::Instant(one), Value::Instant(other)) => comparison.holds(one, other),
            (Value::Integer(one), Value::Decimal(other)) => {
                comparison.holds(&(i128::from(*one) * scale), &i128::from(*other))
            }
            (Value::Decimal(one), Value::Integer(other)) => {
                comparison.holds(&i128::from(*one), &(i128::from(*other) * scale))
            }
            (Value::Text(one), Value::Text(other)) => {
                comparison.holds(one.as_str(), other.as_str())
            }
            _ => return None,
        })
    }
}

/// Rounds a `rust_decimal` half to even to millionths; none when it does not fit.
fn millionths(decimal: rust_decimal::Decimal) -> Option<Cell> {
    let strategy = rust_decimal::RoundingStrategy::MidpointNearestEven;
    let mut decimal = decimal.round_dp_with_strategy(6, strategy);
    decimal.rescale(6);
    let cell = i64::try_from(decimal.mantissa()).ok()?;
    (decimal.scale() == 6 && cell != MISSING).then_some(cell)
}
