//! Comparisons: slot against constant first, everything else after.

use super::super::ast::Comparison;
use super::super::scope::{Scope, Slot};
use super::super::texts::Text;
use super::super::typed::{Kind, Op, Term};
use super::{Truth, cells};
use crate::value::{Cell, Decimal, MISSING};

/// Compiles one comparison; with a missing side it is false.
pub(super) fn compare(comparison: Comparison, left: &Term, right: &Term, scope: &Scope) -> Truth {
    if let (Op::Slot(slot), Some(constant)) = (&left.op, constant(right, left.kind)) {
        return slot_with_constant(comparison, *slot, constant);
    }
    if let (Some(constant), Op::Slot(slot)) = (constant(left, right.kind), &right.op) {
        return slot_with_constant(comparison.flip(), *slot, constant);
    }
    if by_text(left, right, scope) {
        return texts(comparison, left, right, scope);
    }
    if left.kind == right.kind {
        let (left, right) = (cells(left, scope), cells(right, scope));
        return Truth::asked(move |facts| {
            let (left, right) = (left(facts), right(facts));
            left != MISSING && right != MISSING && comparison.holds(&left, &right)
        });
    }
    let (left, right) = (wide(left, scope), wide(right, scope));
    Truth::asked(move |facts| match (left(facts), right(facts)) {
        (Some(left), Some(right)) => comparison.holds(&left, &right),
        _ => false,
    })
}

/// Returns the cell of a constant of this kind; texts have none.
fn constant(term: &Term, kind: Kind) -> Option<Cell> {
    match (&term.op, kind) {
        (Op::Integer(cell), Kind::Integer)
        | (Op::Decimal(cell), Kind::Decimal)
        | (Op::Date(cell), Kind::Date)
        | (Op::Instant(cell), Kind::Instant)
        | (Op::Category(cell), Kind::Category) => Some(*cell),
        (Op::Integer(integer), Kind::Decimal) => integer.checked_mul(Decimal::SCALE),
        (Op::Boolean(boolean), Kind::Boolean) => Some(Cell::from(*boolean)),
        _ => None,
    }
}

/// Asks for a range where the comparison is one. Missing is the least cell of all and in no range.
fn slot_with_constant(comparison: Comparison, slot: Slot, constant: Cell) -> Truth {
    let (least, most) = (Cell::MIN, Cell::MAX);
    match comparison {
        Comparison::Equal => Truth::in_range(slot, constant, constant),
        Comparison::NotEqual => Truth::asked(move |facts| {
            let cell = facts.cell(slot);
            cell != constant && cell != MISSING
        }),
        Comparison::Less if constant > least => Truth::in_range(slot, least, constant - 1),
        Comparison::LessOrEqual => Truth::in_range(slot, least, constant),
        Comparison::Greater if constant < most => Truth::in_range(slot, constant + 1, most),
        Comparison::GreaterOrEqual => Truth::in_range(slot, constant, most),
        Comparison::Less | Comparison::Greater => Truth::asked(|_| false),
    }
}

/// Returns whether two terms must be compared as texts: texts, and categories with unlike lists.
fn by_text(left: &Term, right: &Term, scope: &Scope) -> bool {
    let list = |term: &Term| match term.op {
        Op::Slot(slot) => Some(&scope.attribute(slot).values),
        _ => None,
    };
    match (left.kind, right.kind) {
        (Kind::Category, Kind::Category) => match (list(left), list(right)) {
            (Some(one), Some(other)) => one != other,
            _ => false,
        },
        (one, other) => one == Kind::Text || other == Kind::Text,
    }
}

fn texts(comparison: Comparison, left: &Term, right: &Term, scope: &Scope) -> Truth {
    if let (Op::Slot(slot), Op::Text(literal), Kind::Text) = (&left.op, &right.op, left.kind) {
        let (slot, literal) = (*slot, literal.clone());
        return Truth::asked(move |facts| {
            let text = facts.texts.get(facts.cell(slot));
            text.is_some_and(|text| comparison.holds(text, &*literal))
        });
    }
    let (left, right) = (Text::of(left, scope), Text::of(right, scope));
    Truth::asked(move |facts| match (left.get(facts), right.get(facts)) {
        (Some(left), Some(right)) => comparison.holds(&*left, &*right),
        _ => false,
    })
}

/// A number in millionths that cannot overflow.
type Wide = Box<dyn Fn(&super::Facts<'_>) -> Option<i128> + Send + Sync>;

fn wide(term: &Term, scope: &Scope) -> Wide {
    let scale = match term.kind {
        Kind::Integer => i128::from(Decimal::SCALE),
        _ => 1,
    };
    let cells = cells(term, scope);
    Box::new(move |facts| {
        let cell = cells(facts);
        (cell != MISSING).then(|| i128::from(cell) * scale)
    })
}

/// Compiles `least <= value && value <= most`.
pub(super) fn between(value: &Term, least: &Term, most: &Term, scope: &Scope) -> Truth {
    let bounds = (constant(least, value.kind), constant(most, value.kind));
    if let (Op::Slot(slot), (Some(least), Some(most))) = (&value.op, bounds) {
        return Truth::in_range(*slot, least, most);
    }
    let low = compare(Comparison::GreaterOrEqual, value, least, scope);
    let high = compare(Comparison::LessOrEqual, value, most, scope);
    Truth::asked(move |facts| low.holds(facts) && high.holds(facts))
}

/// Compiles membership in a list; a missing value is on none, a missing element equals nothing.
pub(super) fn within(needle: &Term, items: &[Term], scope: &Scope) -> Truth {
    let constants = items.iter().map(|item| constant(item, needle.kind));
    if let (Op::Slot(slot), Some(mut constants)) =
        (&needle.op, constants.collect::<Option<Vec<Cell>>>())
    {
        let slot = *slot;
        constants.sort_unstable();
        if constants.iter().all(|cell| (0..64).contains(cell)) {
            let mask = constants.iter().fold(0u64, |mask, cell| mask | 1 << cell);
            return Truth::asked(move |facts| {
                let cell = facts.cell(slot);
                (0..64).contains(&cell) && mask & (1 << cell) != 0
            });
        }
        return Truth::asked(move |facts| constants.binary_search(&facts.cell(slot)).is_ok());
    }
    let equal: Vec<Truth> =
        items.iter().map(|item| compare(Comparison::Equal, needle, item, scope)).collect();
    Truth::asked(move |facts| equal.iter().any(|equal| equal.holds(facts)))
}
