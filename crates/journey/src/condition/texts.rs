//! Text expressions, borrowed from the customer where they can be.

use std::borrow::Cow;
use std::sync::Arc;

use super::compile::cells;
use super::facts::Facts;
use super::functions::Function;
use super::scope::{Scope, Slot};
use super::typed::{Kind, Op, Term};
use crate::value::Cell;

/// A compiled text expression.
pub(super) enum Text {
    Literal(Arc<str>),
    Slot(Slot),
    /// A category, read as the text of its value.
    Category(Slot, Arc<[String]>),
    Changed(Function, Box<Text>),
    Joined(Box<Text>, Box<Text>),
    /// An expression that is never text; the checker lets none through.
    Never,
}

impl Text {
    /// Compiles a text or category expression.
    pub(super) fn of(term: &Term, scope: &Scope) -> Self {
        match &term.op {
            Op::Text(text) => Text::Literal(text.clone()),
            Op::Slot(slot) if term.kind == Kind::Category => {
                Text::Category(*slot, scope.attribute(*slot).values.as_slice().into())
            }
            Op::Slot(slot) => Text::Slot(*slot),
            Op::Call(function, arguments) if arguments.len() == 1 => {
                Text::Changed(*function, Box::new(Text::of(&arguments[0], scope)))
            }
            Op::Arithmetic(_, left, right) => {
                Text::Joined(Box::new(Text::of(left, scope)), Box::new(Text::of(right, scope)))
            }
            _ => Text::Never,
        }
    }

    /// Returns the text, or none when it is missing.
    pub(super) fn get<'s>(&'s self, facts: &'s Facts<'_>) -> Option<Cow<'s, str>> {
        match self {
            Text::Literal(text) => Some(Cow::Borrowed(text)),
            Text::Slot(slot) => facts.texts.get(facts.cell(*slot)).map(Cow::Borrowed),
            Text::Category(slot, values) => {
                let index = usize::try_from(facts.cell(*slot)).ok()?;
                values.get(index).map(|value| Cow::Borrowed(value.as_str()))
            }
            Text::Changed(function, inner) => change(*function, inner.get(facts)?),
            Text::Joined(left, right) => {
                let left = left.get(facts)?;
                Some(Cow::Owned(left.into_owned() + &*right.get(facts)?))
            }
            Text::Never => None,
        }
    }
}

/// Applies a function from text to text.
pub(super) fn change(function: Function, text: Cow<'_, str>) -> Option<Cow<'_, str>> {
    match function {
        Function::Lower => Some(Cow::Owned(text.to_lowercase())),
        Function::Upper => Some(Cow::Owned(text.to_uppercase())),
        Function::Trim => Some(match text {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
            Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
        }),
        _ => None,
    }
}

/// Answers the functions that look for a part in a text.
pub(super) fn search(function: Function, text: &str, part: &str) -> bool {
    match function {
        Function::StartsWith => text.starts_with(part),
        Function::EndsWith => text.ends_with(part),
        _ => text.contains(part),
    }
}

/// The value of an expression: one cell, or a text made just now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Computed {
    /// A cell of the expression's kind; for a text, one of the customer's own.
    Cell(Cell),
    /// A text that no cell holds yet.
    Text(String),
}

enum Shape {
    Cells(super::compile::Cells),
    Text(Text),
}

/// An expression of any type, compiled.
pub struct Compiled {
    kind: Kind,
    shape: Shape,
}

impl Compiled {
    pub(super) fn of(term: &Term, scope: &Scope) -> Self {
        let plain = matches!(term.op, Op::Slot(_));
        let shape = match term.kind {
            Kind::Text if !plain => Shape::Text(Text::of(term, scope)),
            _ => Shape::Cells(cells(term, scope)),
        };
        Self { kind: term.kind, shape }
    }

    /// Returns the type of its values.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Returns the value for one customer; a missing one is the cell [`MISSING`](crate::value::MISSING).
    pub fn cell(&self, facts: &Facts<'_>) -> Computed {
        match &self.shape {
            Shape::Cells(cells) => Computed::Cell(cells(facts)),
            Shape::Text(text) => match text.get(facts) {
                Some(text) => Computed::Text(text.into_owned()),
                None => Computed::Cell(crate::value::MISSING),
            },
        }
    }
}

impl std::fmt::Debug for Compiled {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Compiled").field("kind", &self.kind).finish_non_exhaustive()
    }
}
