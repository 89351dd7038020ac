//! Typed tree to closures over cells. The common shapes get a closure of their own, so that a
//! comparison of a slot with a constant costs one load and one compare.

mod compare;
mod values;

use super::facts::Facts;
use super::functions::Function;
use super::scope::Scope;
use super::texts::{Compiled, Text, search};
use super::typed::{Kind, Op, Term, Typed};
use crate::value::{Cell, MISSING};

/// Answers true or false.
pub(super) type Truth = Box<dyn Fn(&Facts<'_>) -> bool + Send + Sync>;
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
        (self.0)(facts)
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
            Box::new(move |_| boolean)
        }
        Op::Slot(slot) => {
            let slot = *slot;
            Box::new(move |facts| facts.cell(slot) == 1)
        }
        Op::All(terms) => all(terms.iter().map(|term| truth(term, scope)).collect()),
        Op::Any(terms) => any(terms.iter().map(|term| truth(term, scope)).collect()),
        Op::Not(inner) => {
            let inner = truth(inner, scope);
            Box::new(move |facts| !inner(facts))
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
        | Op::Negate(_) => Box::new(|_| false),
    }
}

/// Compiles any term to a cell producer; a text that is no plain read has none.
pub(super) fn cells(term: &Term, scope: &Scope) -> Cells {
    if let Op::Slot(slot) = term.op {
        return Box::new(move |facts| facts.cell(slot));
    }
    if term.kind == Kind::Boolean {
        let truth = truth(term, scope);
        return Box::new(move |facts| Cell::from(truth(facts)));
    }
    values::cells(term, scope)
}

fn all(mut terms: Vec<Truth>) -> Truth {
    match (terms.len(), terms.pop(), terms.pop()) {
        (2, Some(second), Some(first)) => Box::new(move |facts| first(facts) && second(facts)),
        (_, last, before) => {
            terms.extend(before);
            terms.extend(last);
            Box::new(move |facts| terms.iter().all(|term| term(facts)))
        }
    }
}

fn any(mut terms: Vec<Truth>) -> Truth {
    match (terms.len(), terms.pop(), terms.pop()) {
        (2, Some(second), Some(first)) => Box::new(move |facts| first(facts) || second(facts)),
        (_, last, before) => {
            terms.extend(before);
            terms.extend(last);
            Box::new(move |facts| terms.iter().any(|term| term(facts)))
        }
    }
}

fn tagged(tags: &Term, tag: &Term, scope: &Scope) -> Truth {
    let Op::Slot(slot) = tags.op else {
        return Box::new(|_| false);
    };
    let values: Vec<String> = scope.attribute(slot).values.clone();
    if let Op::Text(literal) = &tag.op {
        let bit = values.iter().position(|value| **value == **literal);
        let mask = bit.filter(|&bit| bit < 62).map_or(0, |bit| 1i64 << bit);
        return Box::new(move |facts| {
            let cell = facts.cell(slot);
            cell != MISSING && cell & mask != 0
        });
    }
    let tag = Text::of(tag, scope);
    Box::new(move |facts| {
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
            Box::new(move |facts| cells(facts) != MISSING)
        }
        (Function::Contains | Function::StartsWith | Function::EndsWith, [text, part]) => {
            let (text, part) = (Text::of(text, scope), Text::of(part, scope));
            Box::new(move |facts| match (text.get(facts), part.get(facts)) {
                (Some(text), Some(part)) => search(function, &text, &part),
                _ => false,
            })
        }
        (Function::IsHoliday, [term]) => {
            let day = values::day(term, scope);
            Box::new(move |facts| {
                let day = day(facts);
                day != MISSING && facts.holidays.contains(day)
            })
        }
        (Function::Between, [value, least, most]) => compare::between(value, least, most, scope),
        _ => Box::new(|_| false),
    }
}
