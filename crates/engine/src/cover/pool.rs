//! Values worth trying: those around which some condition changes its answer.

use std::collections::{BTreeMap, BTreeSet};

use journey::condition::{Domain, Example, Literal, Values};
use journey::time::{DAY, HOUR, Millis};
use journey::value::{Attribute, Cell, Decimal, MAX_TAGS, Type};

use super::candidate::Value;
use crate::plan::Plan;

/// Most constants of which all pairs are looked at.
const MOST_PAIRED: usize = 24;

/// Values worth trying for each type, from the constants of all conditions.
pub(super) struct Pool {
    integers: BTreeSet<Cell>,
    days: BTreeSet<Cell>,
    instants: BTreeSet<Cell>,
    words: BTreeSet<String>,
}

impl Pool {
    pub(super) fn of(plan: &Plan, start: Millis) -> Self {
        let today = plan.zone.local(start).div_euclid(DAY);
        let mut integers = BTreeSet::from([0, 1, -1, 10]);
        let mut days = BTreeSet::from([today]);
        let mut instants = BTreeSet::from([start]);
        let mut constants = BTreeSet::new();
        let mut words = BTreeSet::from(["a".to_owned(), "0123456789".repeat(5)]);
        for watch in &plan.watches {
            for literal in watch.typed.literals() {
                match literal {
                    Literal::Cell(Type::Integer, cell) => {
                        constants.insert(cell);
                        integers.extend(around(cell, 1));
                    }
                    Literal::Cell(Type::Decimal, cell) => {
                        let whole = cell.div_euclid(Decimal::SCALE);
                        constants.insert(whole);
                        integers.extend(around(whole, 1));
                    }
                    Literal::Cell(Type::Date, day) => days.extend(around(day, 1)),
                    Literal::Cell(_, at) => instants.extend(around(at, HOUR)),
                    Literal::Text(text) => {
                        words.insert(format!("x{text}x"));
                        words.insert(format!("{text}x"));
                        words.insert(format!("x{text}"));
                        words.insert(text);
                    }
                }
            }
        }
        // What is multiplied or added on one side of a comparison is divided or taken off on the other.
        let written: Vec<Cell> = constants.into_iter().take(MOST_PAIRED).collect();
        for (one, two) in written.iter().flat_map(|one| written.iter().map(move |two| (one, two))) {
            let sums = [one.checked_div(*two), one.checked_sub(*two), one.checked_add(*two)];
            integers.extend(sums.into_iter().flatten().flat_map(|sum| around(sum, 1)));
        }
        // A number in a condition may be a number of days, or the length of a text.
        let numbers: Vec<Cell> = integers.iter().copied().filter(|it| it.abs() < 40_000).collect();
        days.extend(numbers.iter().flat_map(|number| [today - number, today + number]));
        let shifts = numbers.iter().flat_map(|number| [start - number * DAY, start + number * DAY]);
        instants.extend(shifts);
        words.extend(
            numbers
                .iter()
                .filter(|it| (1..200).contains(*it))
                .map(|&number| "m".repeat(number as usize)),
        );
        Self { integers, days, instants, words }
    }

    /// Returns values worth trying for an attribute.
    pub(super) fn values(&self, attribute: &Attribute) -> Vec<Value> {
        let cells = |cells: &BTreeSet<Cell>| cells.iter().copied().map(Value::Cell).collect();
        let mut values: Vec<Value> = match attribute.kind {
            Type::Text => self.words.iter().cloned().map(Value::Text).collect(),
            Type::Integer => cells(&self.integers),
            Type::Decimal => {
                let scaled = self.integers.iter().filter_map(|it| it.checked_mul(Decimal::SCALE));
                scaled.flat_map(|cell| [cell, cell + Decimal::SCALE / 2]).map(Value::Cell).collect()
            }
            Type::Boolean => vec![Value::Cell(0), Value::Cell(1)],
            Type::Date => cells(&self.days),
            Type::Instant => cells(&self.instants),
            Type::Category => (0..attribute.values.len() as Cell).map(Value::Cell).collect(),
            Type::Tags => {
                let count = attribute.values.len().min(MAX_TAGS);
                let each = (0..count).map(|bit| Value::Cell(1 << bit));
                each.chain([Value::Cell(0), Value::Cell((1 << count) - 1)]).collect()
            }
        };
        if !attribute.required {
            values.push(Value::Missing);
        }
        values
    }
}

fn around(cell: Cell, step: Cell) -> [Cell; 3] {
    [cell.saturating_sub(step), cell, cell.saturating_add(step)]
}

/// Returns the simplest value of a domain; of decimals a whole number where there is one.
pub(super) fn simplest(domain: &Domain, kind: Type) -> Value {
    if let (Type::Decimal, Values::Ranges(ranges)) = (kind, &domain.values) {
        let up = |cell: Cell| {
            cell.div_euclid(Decimal::SCALE).checked_add(1)?.checked_mul(Decimal::SCALE)
        };
        let down = |cell: Cell| cell.div_euclid(Decimal::SCALE).checked_mul(Decimal::SCALE);
        let ends = ranges.iter().flat_map(|&(low, high)| {
            let inside = move |cell: &Cell| (low..=high).contains(cell);
            [Some(0), up(low), down(high), down(low)].into_iter().flatten().filter(inside)
        });
        if let Some(cell) = ends.min_by_key(|cell| cell.unsigned_abs()) {
            return Value::Cell(cell);
        }
    }
    match domain.example() {
        Example::Missing => Value::Missing,
        Example::Cell(cell) => Value::Cell(cell),
        Example::Text(text) => Value::Text(text.to_string()),
    }
}

/// Returns the plainest value of each attribute: none where that is allowed.
pub(super) fn plain(attributes: &BTreeMap<String, Attribute>) -> BTreeMap<String, Value> {
    let value = |attribute: &Attribute| match attribute.required {
        true => simplest(&Domain::of(attribute), attribute.kind),
        false => Value::Missing,
    };
    attributes.iter().map(|(name, attribute)| (name.clone(), value(attribute))).collect()
}
