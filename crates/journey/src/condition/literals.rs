//! The constants written in a condition: the values around which its answer changes.

use super::typed::{Op, Typed};
use crate::value::{Cell, Type};

/// A constant of a condition.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Literal {
    /// A cell of this type.
    Cell(Type, Cell),
    /// A text.
    Text(String),
}

impl Typed {
    /// Returns the constants in it, in source order; categories and booleans apart, of which all values are known.
    pub fn literals(&self) -> Vec<Literal> {
        let mut found = Vec::new();
        self.term.visit(&mut |term| match &term.op {
            Op::Integer(cell) => found.push(Literal::Cell(Type::Integer, *cell)),
            Op::Decimal(cell) => found.push(Literal::Cell(Type::Decimal, *cell)),
            Op::Date(cell) => found.push(Literal::Cell(Type::Date, *cell)),
            Op::Instant(cell) | Op::LocalInstant(cell) => {
                found.push(Literal::Cell(Type::Instant, *cell));
            }
            Op::Text(text) => found.push(Literal::Text(text.to_string())),
            Op::Boolean(_)
            | Op::Category(_)
            | Op::Slot(_)
            | Op::Now
            | Op::All(_)
            | Op::Any(_)
            | Op::Not(_)
            | Op::Compare(..)
            | Op::Arithmetic(..)
            | Op::Negate(_)
            | Op::Within(..)
            | Op::Tagged(..)
            | Op::Call(..) => {}
        });
        found
    }
}
