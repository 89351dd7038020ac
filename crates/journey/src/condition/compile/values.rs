//! Terms that produce a cell: constants, arithmetic, calendar and number functions.

use super::super::ast::Arithmetic;
use super::super::facts::{Facts, Trap};
use super::super::functions::Function;
use super::super::kernel;
use super::super::scope::Scope;
use super::super::texts::Text;
use super::super::typed::{Kind, Op, Term};
use super::{Cells, truth};
use crate::value::{Cell, MISSING};

/// Compiles a term that is neither a plain read nor boolean.
pub(super) fn cells(term: &Term, scope: &Scope) -> Cells {
    match &term.op {
        Op::Integer(cell)
        | Op::Decimal(cell)
        | Op::Date(cell)
        | Op::Instant(cell)
        | Op::Category(cell) => {
            let cell = *cell;
            Box::new(move |_| cell)
        }
        Op::LocalInstant(local) => {
            let local = *local;
            Box::new(move |facts| facts.zone.instant(local))
        }
        Op::Now => Box::new(|facts| facts.now),
        Op::Arithmetic(operator, left, right) => arithmetic(*operator, left, right, scope),
        Op::Negate(inner) => {
            let inner = super::cells(inner, scope);
            Box::new(move |facts| match inner(facts) {
                MISSING => MISSING,
                cell => -cell,
            })
        }
        Op::Call(function, arguments) => call(*function, arguments, term.kind, scope),
        Op::Slot(slot) => {
            let slot = *slot;
            Box::new(move |facts| facts.cell(slot))
        }
        Op::Boolean(_)
        | Op::All(_)
        | Op::Any(_)
        | Op::Not(_)
        | Op::Compare(..)
        | Op::Within(..)
        | Op::Tagged(..) => {
            let truth = truth(term, scope);
            Box::new(move |facts| Cell::from(truth.holds(facts)))
        }
        Op::Text(_) => Box::new(|_| MISSING),
    }
}

/// Compiles a number term, widened to millionths when the result is a decimal.
fn number(term: &Term, kind: Kind, scope: &Scope) -> Cells {
    let cells = super::cells(term, scope);
    if kind != Kind::Decimal || term.kind == Kind::Decimal {
        return cells;
    }
    Box::new(move |facts| match cells(facts) {
        MISSING => MISSING,
        integer => facts.settle(kernel::widen(integer)),
    })
}

/// Joins two cells, neither missing, by a kernel that may trap.
fn join(
    left: Cells,
    right: Cells,
    kernel: impl Fn(Cell, Cell) -> Result<Cell, Trap> + Send + Sync + 'static,
) -> Cells {
    Box::new(move |facts| {
        let (left, right) = (left(facts), right(facts));
        if left == MISSING || right == MISSING {
            return MISSING;
        }
        facts.settle(kernel(left, right))
    })
}

fn arithmetic(operator: Arithmetic, left: &Term, right: &Term, scope: &Scope) -> Cells {
    if left.kind == Kind::Date {
        let days = right.kind == Kind::Date;
        let (left, right) = (super::cells(left, scope), super::cells(right, scope));
        return match days {
            true => {
                join(left, right, |one, other| kernel::integers(Arithmetic::Subtract, one, other))
            }
            false => join(left, right, move |day, days| kernel::move_date(operator, day, days)),
        };
    }
    let decimal = left.kind == Kind::Decimal || right.kind == Kind::Decimal;
    let kind = if decimal { Kind::Decimal } else { Kind::Integer };
    let (left, right) = (number(left, kind, scope), number(right, kind, scope));
    match decimal {
        true => join(left, right, move |one, other| kernel::decimals(operator, one, other)),
        false => join(left, right, move |one, other| kernel::integers(operator, one, other)),
    }
}

/// Compiles a date, or the local day of an instant.
pub(super) fn day(term: &Term, scope: &Scope) -> Cells {
    let cells = super::cells(term, scope);
    if term.kind == Kind::Date {
        return cells;
    }
    Box::new(move |facts| match cells(facts) {
        MISSING => MISSING,
        instant => facts.settle(kernel::civil(instant, facts.zone).map(|civil| civil.day)),
    })
}

fn today(facts: &Facts<'_>) -> Result<Cell, Trap> {
    kernel::civil(facts.now, facts.zone).map(|civil| civil.day)
}

fn call(function: Function, arguments: &[Term], kind: Kind, scope: &Scope) -> Cells {
    match (function, arguments) {
        (Function::Today, []) => Box::new(|facts| facts.settle(today(facts))),
        (Function::Date, [term]) => day(term, scope),
        (Function::Len, [term]) if term.kind == Kind::Tags => {
            let cells = super::cells(term, scope);
            Box::new(move |facts| match cells(facts) {
                MISSING => MISSING,
                bits => Cell::from(bits.count_ones()),
            })
        }
        (Function::Len, [term]) => {
            let text = Text::of(term, scope);
            Box::new(move |facts| {
                let text = text.get(facts);
                text.map_or(MISSING, |text| text.chars().count() as Cell)
            })
        }
        (Function::Hour | Function::Minute, [term]) => {
            let cells = super::cells(term, scope);
            Box::new(move |facts| match cells(facts) {
                MISSING => MISSING,
                instant => facts.settle(
                    kernel::civil(instant, facts.zone)
                        .map(|civil| kernel::of_time(function, civil)),
                ),
            })
        }
        (Function::Min | Function::Max, [left, right]) => {
            let (left, right) = (number(left, kind, scope), number(right, kind, scope));
            match function {
                Function::Min => join(left, right, |one, other| Ok(one.min(other))),
                _ => join(left, right, |one, other| Ok(one.max(other))),
            }
        }
        (Function::Abs, [term]) => {
            let cells = super::cells(term, scope);
            Box::new(move |facts| match cells(facts) {
                MISSING => MISSING,
                cell => cell.abs(),
            })
        }
        (Function::Round | Function::Floor | Function::Ceil, [term, rest @ ..]) => {
            let cells = super::cells(term, scope);
            let digits = match rest.first().map(|digits| &digits.op) {
                Some(Op::Integer(digits)) => u32::try_from(*digits).unwrap_or(0),
                _ => 0,
            };
            if term.kind == Kind::Integer {
                return cells;
            }
            Box::new(move |facts| match cells(facts) {
                MISSING => MISSING,
                cell => facts.settle(kernel::round(function, cell, digits)),
            })
        }
        (_, [term]) => {
            let day = day(term, scope);
            Box::new(move |facts| match day(facts) {
                MISSING => MISSING,
                day => facts
                    .settle(today(facts).and_then(|today| kernel::of_day(function, day, today))),
            })
        }
        _ => Box::new(|_| MISSING),
    }
}
