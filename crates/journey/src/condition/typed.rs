//! A condition whose every part has a type. Exists only if the checker found nothing wrong.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::ast::{Arithmetic, Comparison};
use super::functions::Function;
use super::region::Sieve;
use super::scope::{Scope, Slot};
use crate::time::{Day, Millis};

pub use crate::value::Type as Kind;

/// One typed expression and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Term {
    /// What it does.
    pub(super) op: Op,
    /// What its value is.
    pub(super) kind: Kind,
    /// Bytes of the source.
    pub(super) span: Range<usize>,
}

/// What a typed expression does.
#[derive(Clone, Debug)]
pub(super) enum Op {
    /// A whole number.
    Integer(i64),
    /// Millionths.
    Decimal(i64),
    /// True or false.
    Boolean(bool),
    /// A text.
    Text(Arc<str>),
    /// A day.
    Date(Day),
    /// A point in time.
    Instant(Millis),
    /// A local time whose zone the run knows.
    LocalInstant(Millis),
    /// An index into the closed list of the category it is compared with.
    Category(i64),
    /// The value in a slot.
    Slot(Slot),
    /// The run's clock.
    Now,
    /// All hold; stops at the first that does not.
    All(Vec<Term>),
    /// Any holds; stops at the first that does.
    Any(Vec<Term>),
    /// Does not hold.
    Not(Box<Term>),
    /// Two comparable sides.
    Compare(Comparison, Box<Term>, Box<Term>),
    /// Two numbers, two texts, or a date and days.
    Arithmetic(Arithmetic, Box<Term>, Box<Term>),
    /// Minus.
    Negate(Box<Term>),
    /// On a list.
    Within(Box<Term>, Vec<Term>),
    /// Tags that hold a text.
    Tagged(Box<Term>, Box<Term>),
    /// A function of the list.
    Call(Function, Vec<Term>),
}

impl Term {
    /// Returns the parts, in source order.
    pub(super) fn parts(&self) -> Vec<&Term> {
        match &self.op {
            Op::Integer(_)
            | Op::Decimal(_)
            | Op::Boolean(_)
            | Op::Text(_)
            | Op::Date(_)
            | Op::Instant(_)
            | Op::LocalInstant(_)
            | Op::Category(_)
            | Op::Slot(_)
            | Op::Now => Vec::new(),
            Op::All(terms) | Op::Any(terms) | Op::Call(_, terms) => terms.iter().collect(),
            Op::Not(term) | Op::Negate(term) => vec![term],
            Op::Compare(_, left, right)
            | Op::Arithmetic(_, left, right)
            | Op::Tagged(left, right) => vec![left, right],
            Op::Within(term, list) => std::iter::once(&**term).chain(list).collect(),
        }
    }

    /// Calls back for this term and everything in it, in source order.
    pub(super) fn visit<'a>(&'a self, seen: &mut impl FnMut(&'a Term)) {
        seen(self);
        for part in self.parts() {
            part.visit(seen);
        }
    }

    /// Returns whether this is built from other conditions by and, or, not.
    pub(super) fn is_joint(&self) -> bool {
        matches!(self.op, Op::All(_) | Op::Any(_) | Op::Not(_))
    }
}

/// A checked condition: typed tree, source and the scope it was checked against.
#[derive(Clone, Debug)]
pub struct Typed {
    pub(super) term: Arc<Term>,
    pub(super) source: Arc<str>,
    pub(super) scope: Scope,
    /// What regions are asked, once one is.
    pub(super) sieve: Arc<OnceLock<Sieve>>,
}

impl Typed {
    /// Returns what regions are asked.
    pub(super) fn sieve(&self) -> &Sieve {
        self.sieve.get_or_init(|| Sieve::of(&self.term, &self.scope))
    }

    /// Returns the value type of the whole expression.
    pub fn kind(&self) -> Kind {
        self.term.kind
    }

    /// Returns the text as typed.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Returns the scope it was checked against.
    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    /// Returns the closed list behind a category or tags result; empty for every other type.
    ///
    /// Such a result is always a plain read, so its cell indexes the list of that attribute.
    pub fn values(&self) -> &[String] {
        match self.term.op {
            Op::Slot(slot) => &self.scope.attribute(slot).values,
            _ => &[],
        }
    }

    /// Returns the slots it reads, in slot order.
    pub fn reads(&self) -> Vec<Slot> {
        let mut slots = BTreeSet::new();
        self.term.visit(&mut |term| {
            if let Op::Slot(slot) = term.op {
                slots.insert(slot);
            }
        });
        slots.into_iter().collect()
    }

    /// Returns whether it asks the run's clock.
    pub fn reads_now(&self) -> bool {
        let mut reads = false;
        self.term.visit(&mut |term| {
            use Function::{DaysSince, DaysUntil, Today};
            reads |= matches!(term.op, Op::Now | Op::Call(Today | DaysSince | DaysUntil, _));
        });
        reads
    }

    /// Returns the atomic conditions in source order: those not built by and, or, not.
    ///
    /// Empty when the whole is not boolean.
    pub fn atoms(&self) -> Vec<Range<usize>> {
        self.atom_terms().into_iter().map(|term| term.span.clone()).collect()
    }

    /// Returns the terms of [`Typed::atoms`].
    pub(super) fn atom_terms(&self) -> Vec<&Term> {
        fn collect<'a>(term: &'a Term, atoms: &mut Vec<&'a Term>) {
            if term.is_joint() {
                term.parts().into_iter().for_each(|part| collect(part, atoms));
            } else {
                atoms.push(term);
            }
        }
        let mut atoms = Vec::new();
        if self.kind() == Kind::Boolean {
            collect(&self.term, &mut atoms);
        }
        atoms
    }

    /// Returns the reads of attributes that may have no value and that nothing before has made sure of.
    ///
    /// `is_set(x) && x > 5` and `!is_set(x) || x > 5` make sure; so does a comparison that held.
    /// Each attribute is named at its first such read.
    pub fn may_be_missing(&self) -> Vec<(Slot, Range<usize>)> {
        let mut guard = Guard { scope: &self.scope, found: Vec::new() };
        guard.walk(&self.term, &BTreeSet::new());
        let mut named = BTreeSet::new();
        guard.found.retain(|&(slot, _)| named.insert(slot));
        guard.found
    }
}

type Known = BTreeSet<Slot>;

/// Follows which slots are known to be set on every way through a condition.
struct Guard<'a> {
    scope: &'a Scope,
    found: Vec<(Slot, Range<usize>)>,
}

impl Guard<'_> {
    /// Walks a term and returns what is known when it holds, and when it does not.
    fn walk(&mut self, term: &Term, known: &Known) -> (Known, Known) {
        match &term.op {
            Op::Slot(slot) => {
                if !self.scope.attribute(*slot).required && !known.contains(slot) {
                    self.found.push((*slot, term.span.clone()));
                }
                let mut held = known.clone();
                held.insert(*slot);
                (held, known.clone())
            }
            Op::Call(Function::IsSet, arguments) => {
                let mut held = known.clone();
                if let Some(Op::Slot(slot)) = arguments.first().map(|term| &term.op) {
                    held.insert(*slot);
                }
                (held, known.clone())
            }
            Op::Not(inner) => {
                let (held, failed) = self.walk(inner, known);
                (failed, held)
            }
            Op::All(terms) => {
                let (mut held, mut failed) = (known.clone(), None::<Known>);
                for term in terms {
                    let (next, here) = self.walk(term, &held);
                    failed = Some(failed.map_or(here.clone(), |all| &all & &here));
                    held = next;
                }
                (held, failed.unwrap_or_default())
            }
            Op::Any(terms) => {
                let (mut held, mut failed) = (None::<Known>, known.clone());
                for term in terms {
                    let (here, next) = self.walk(term, &failed);
                    held = Some(held.map_or(here.clone(), |all| &all & &here));
                    failed = next;
                }
                (held.unwrap_or_default(), failed)
            }
            Op::Within(needle, list) => {
                // Elements may be missing and the needle still be on the list.
                let (held, _) = self.walk(needle, known);
                for item in list {
                    self.walk(item, known);
                }
                (held, known.clone())
            }
            _ => {
                let mut held = known.clone();
                for part in term.parts() {
                    let (inside, _) = self.walk(part, known);
                    // That `(x > 5) == y` holds says nothing about x: only values count, not conditions.
                    if part.kind != Kind::Boolean || is_read(part) {
                        held.extend(inside);
                    }
                }
                (held, known.clone())
            }
        }
    }
}

fn is_read(term: &Term) -> bool {
    matches!(term.op, Op::Slot(_))
}

#[cfg(test)]
mod tests {
    use super::super::compile::truth;
    use super::super::differential::{Dice, Writer, cases};
    use super::super::facts::Facts;
    use super::super::fixture::scope;
    use super::super::{Scope, check};
    use super::*;
    use crate::value::MISSING;

    /// Collects the missing slots that evaluation really reads, short circuits and all.
    fn touched(term: &Term, scope: &Scope, facts: &Facts<'_>, slots: &mut BTreeSet<Slot>) {
        let stops = |held: bool| match term.op {
            Op::All(_) => !held,
            Op::Any(_) => held,
            _ => false,
        };
        match &term.op {
            Op::Slot(slot) if facts.cell(*slot) == MISSING => {
                slots.insert(*slot);
            }
            Op::Call(Function::IsSet, _) => {}
            _ => {
                for part in term.parts() {
                    touched(part, scope, facts, slots);
                    if stops(truth(part, scope).holds(facts)) {
                        break;
                    }
                }
            }
        }
    }

    /// The law behind the finding: what is not named is never read while it is missing.
    #[test]
    fn nothing_unnamed_is_read_while_missing() {
        let scope = scope();
        let mut guarded = 0;
        for seed in 0..u64::from(cases()) {
            let mut writer = Writer { dice: Dice::new(seed) };
            let mut source = writer.condition(2);
            if seed % 2 == 0 {
                let path =
                    ["customer.visits", "customer.mail", "customer.vip"][(seed / 2 % 3) as usize];
                source = match seed % 4 {
                    0 => format!("is_set({path}) && ({source})"),
                    _ => format!("!is_set({path}) || ({source})"),
                };
            }
            let Ok(typed) = check(&source, &scope) else {
                continue;
            };
            let named: BTreeSet<Slot> =
                typed.may_be_missing().into_iter().map(|(slot, _)| slot).collect();
            let reads = typed.reads();
            guarded += usize::from(named.len() < reads.len());
            let mut person = writer.person(&scope);
            for slot in 0..scope.len() {
                // What is required has a value; that is what the word means.
                if scope.attribute(slot as u32).required && person.cells[slot] == MISSING {
                    person.cells[slot] = 1;
                }
            }
            let mut slots = BTreeSet::new();
            touched(&typed.term, &scope, &person.facts(), &mut slots);
            let unnamed: Vec<String> =
                slots.difference(&named).map(|&slot| scope.path(slot)).collect();
            assert!(unnamed.is_empty(), "{source}: {unnamed:?}");
        }
        assert!(guarded > 100, "{guarded}");
    }
}
