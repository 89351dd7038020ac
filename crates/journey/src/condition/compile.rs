//! Typed tree to closures over cells. The common shapes get a closure of their own, so that a
//! comparison of a slot with a constant costs one load and one compare.

mod compare;
mod values;

use super::facts::Facts;
use super::functions::Function;
use super::scope::{Scope, Slot};
use super::texts::{Compiled, Text, search};
use super::typed::{Kind, Op, Term, Typed};
use crate::value::{Cell, MISSING};

/// Answers true or false.
pub(super) enum Truth {
    /// Whether a slot's cell is in a range that begins after [`MISSING`]: by far the most common question.
    InRange { slot: Slot, least: Cell, most: Cell },
    /// Anything else.
    Asked(Box<dyn Fn(&Facts<'_>) -> bool + Send + Sync>),
}

impl Truth {
    pub(super) fn asked(answer: impl Fn(&Facts<'_>) -> bool + Send + Sync + 'static) -> Self {
        Self::Asked(Box::new(answer))
    }

    /// Asks whether a slot's cell is at least one and at most the other; a missing cell is neither.
    fn in_range(slot: Slot, least: Cell, most: Cell) -> Self {
        Self::InRange { slot, least: least.max(MISSING + 1), most }
    }

    #[inline]
    pub(super) fn holds(&self, facts: &Facts<'_>) -> bool {
        match self {
            Self::InRange { slot, least, most } => {
                let cell = facts.cell(*slot);
                *least <= cell && cell <= *most
            }
            Self::Asked(answer) => answer(facts),
        }
    }
}

/// Produces a cell of the expression's kind, or [`MISSING`].
pub(super) type Cells = Box<dyn Fn(&Facts<'_>) -> Cell + Send + Sync>;

/// A condition compiled to closures.
pub struct Predicate(Truth);

impl Predicate {
    pub(super) fn of(truth: Truth) -> Self {
        Self(truth)
    }

    /// Returns whether the condition holds for one customer.
    #[inline]
    pub fn holds(&self, facts: &Facts<'_>) -> bool {
        self.0.holds(facts)
    }
}

impl std::fmt::Debug for Predicate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Predicate")
    }
}

impl Typed {
    /// Returns the compiled condition, if this is one.
    pub fn predicate(&self) -> Option<Predicate> {
        let boolean = self.kind() == Kind::Boolean;
        boolean.then(|| Predicate(truth(&self.term, &self.scope)))
    }

    /// Returns the compiled expression, whatever its type.
    pub fn value(&self) -> Compiled {
        Compiled::of(&self.term, &self.scope)
    }
}

/// Compiles a boolean term used as a condition; a missing boolean does not hold.
pub(super) fn truth(term: &Term, scope: &Scope) -> Truth {
    match &term.op {
        Op::Boolean(boolean) => {
            let boolean = *boolean;
            Truth::asked(move |_| boolean)
        }
        Op::Slot(slot) => Truth::in_range(*slot, 1, 1),
        Op::All(terms) => all(terms.iter().map(|term| truth(term, scope)).collect()),
        Op::Any(terms) => any(terms.iter().map(|term| truth(term, scope)).collect()),
        Op::Not(inner) => {
            let inner = truth(inner, scope);
            Truth::asked(move |facts| !inner.holds(facts))
        }
        Op::Compare(comparison, left, right) => compare::compare(*comparison, left, right, scope),
        Op::Within(needle, items) => compare::within(needle, items, scope),
        Op::Tagged(tags, tag) => tagged(tags, tag, scope),
        Op::Call(function, arguments) => ask(*function, arguments, scope),
        Op::Integer(_)
        | Op::Decimal(_)
        | Op::Text(_)
        | Op::Date(_)
        | Op::Instant(_)
        | Op::LocalInstant(_)
        | Op::Category(_)
        | Op::Now
        | Op::Arithmetic(..)
        | Op::Negate(_) => Truth::asked(|_| false),
    }
}

/// Compiles any term to a cell producer; a text that is no plain read has none.
pub(super) fn cells(term: &Term, scope: &Scope) -> Cells {
    if let Op::Slot(slot) = term.op {
        return Box::new(move |facts| facts.cell(slot));
    }
    if term.kind == Kind::Boolean {
        let truth = truth(term, scope);
        return Box::new(move |facts| Cell::from(truth.holds(facts)));
    }
    values::cells(term, scope)
}

fn all(mut terms: Vec<Truth>) -> Truth {
    match (terms.len(), terms.pop(), terms.pop()) {
        (2, Some(second), Some(first)) => {
            Truth::asked(move |facts| first.holds(facts) && second.holds(facts))
        }
        (_, last, before) => {
            terms.extend(before);
            terms.extend(last);
            Truth::asked(move |facts| terms.iter().all(|term| term.holds(facts)))
        }
    }
}

fn any(mut terms: Vec<Truth>) -> Truth {
    match (terms.len(), terms.pop(), terms.pop()) {
        (2, Some(second), Some(first)) => {
            Truth::asked(move |facts| first.holds(facts) || second.holds(facts))
        }
        (_, last, before) => {
            terms.extend(before);
            terms.extend(last);
            Truth::asked(move |facts| terms.iter().any(|term| term.holds(facts)))
        }
    }
}

fn tagged(tags: &Term, tag: &Term, scope: &Scope) -> Truth {
    let Op::Slot(slot) = tags.op else {
        return Truth::asked(|_| false);
    };
    let values: Vec<String> = scope.attribute(slot).values.clone();
    if let Op::Text(literal) = &tag.op {
        let bit = values.iter().position(|value| **value == **literal);
        let mask = bit.filter(|&bit| bit < 62).map_or(0, |bit| 1i64 << bit);
        return Truth::asked(move |facts| {
            let cell = facts.cell(slot);
            cell != MISSING && cell & mask != 0
        });
    }
    let tag = Text::of(tag, scope);
    Truth::asked(move |facts| {
        let cell = facts.cell(slot);
        let bit = tag.get(facts).and_then(|tag| values.iter().position(|value| **value == *tag));
        cell != MISSING && bit.is_some_and(|bit| bit < 62 && cell & (1i64 << bit) != 0)
    })
}

/// Compiles the functions that answer true or false.
fn ask(function: Function, arguments: &[Term], scope: &Scope) -> Truth {
    match (function, arguments) {
        (Function::IsSet, [term]) => {
            let cells = cells(term, scope);
            Truth::asked(move |facts| cells(facts) != MISSING)
        }
        (Function::Contains | Function::StartsWith | Function::EndsWith, [text, part]) => {
            let (text, part) = (Text::of(text, scope), Text::of(part, scope));
            Truth::asked(move |facts| match (text.get(facts), part.get(facts)) {
                (Some(text), Some(part)) => search(function, &text, &part),
                _ => false,
            })
        }
        (Function::IsHoliday, [term]) => {
            let day = values::day(term, scope);
            Truth::asked(move |facts| {
                let day = day(facts);
                day != MISSING && facts.holidays.contains(day)
            })
        }
        (Function::Between, [value, least, most]) => compare::between(value, least, most, scope),
        _ => Truth::asked(|_| false),
    }
}
