//! What one atomic condition says of one value, when it holds and when it does not.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::super::ast::Comparison;
use super::super::functions::Function;
use super::super::scope::Scope;
use super::super::typed::{Kind, Op, Term};
use super::{Constraint, Domain, Reads, Values};
use crate::value::{Decimal, MAX_TAGS};

/// A value, what it is when the atom holds, and what when it does not.
struct Atom {
    key: Arc<str>,
    reads: Reads,
    natural: Domain,
    held: Domain,
    failed: Domain,
}

/// Returns the alternatives, each a list of constraints, under which an atom holds, or does not; none
/// when nothing can be said.
pub(super) fn constraints(term: &Term, holds: bool, scope: &Scope) -> Option<Vec<Vec<Constraint>>> {
    if let Op::Call(Function::Between, parts) = &term.op
        && let [value, least, most] = parts.as_slice()
        && constant(least).is_some()
        && constant(most).is_some()
    {
        let low = compare(Comparison::GreaterOrEqual, value, least, scope)?.constraint(holds);
        let high = compare(Comparison::LessOrEqual, value, most, scope)?.constraint(holds);
        return Some(if holds { vec![vec![low, high]] } else { vec![vec![low], vec![high]] });
    }
    Some(vec![vec![atom(term, scope).constraint(holds)]])
}

impl Atom {
    fn constraint(self, holds: bool) -> Constraint {
        let Self { key, reads, natural, held, failed } = self;
        let wanted = if holds { held } else { failed };
        Constraint { key, reads: Arc::new(reads), natural, wanted }
    }
}

fn atom(term: &Term, scope: &Scope) -> Atom {
    let exact = match &term.op {
        Op::Slot(_) => about(term, scope, Values::between(1, 1)),
        Op::Compare(comparison, left, right) => compare(*comparison, left, right, scope),
        Op::Within(needle, items) => within(needle, items, scope),
        Op::Tagged(tags, tag) => tagged(tags, tag, scope),
        Op::Call(Function::IsSet, parts) => parts.first().and_then(|part| is_set(part, scope)),
        _ => None,
    };
    exact.unwrap_or_else(|| unanalyzed(term, scope))
}

/// An atom of which only its truth is known: asked twice, it answers the same.
fn unanalyzed(term: &Term, scope: &Scope) -> Atom {
    let one = |cell| Domain::set(Values::between(cell, cell));
    Atom {
        key: format!("?{}", key(term, scope)).into(),
        reads: reads(term, scope),
        natural: Domain::set(Values::between(0, 1)),
        held: one(1),
        failed: one(0),
    }
}

/// An atom that holds for these values of a term and fails for all others, and where it is missing.
fn about(term: &Term, scope: &Scope, values: Values) -> Option<Atom> {
    let held = Domain::set(values);
    let failed = held.complement()?;
    Some(Atom {
        key: key(term, scope).into(),
        reads: reads(term, scope),
        natural: natural(term, scope),
        held,
        failed,
    })
}

fn is_set(part: &Term, scope: &Scope) -> Option<Atom> {
    if part.kind == Kind::Boolean && !matches!(part.op, Op::Slot(_)) {
        return None;
    }
    let (any, none) = match part.kind {
        Kind::Tags => (Values::Tags { with: 0, without: 0 }, Values::Tags { with: 1, without: 1 }),
        Kind::Text => (Values::AllBut(BTreeSet::new()), Values::Only(BTreeSet::new())),
        _ => (Values::any_cell(), Values::none()),
    };
    Some(Atom {
        key: key(part, scope).into(),
        reads: reads(part, scope),
        natural: natural(part, scope),
        held: Domain::set(any),
        failed: Domain { missing: true, values: none },
    })
}

fn tagged(tags: &Term, tag: &Term, scope: &Scope) -> Option<Atom> {
    let (Op::Slot(slot), Op::Text(tag)) = (&tags.op, &tag.op) else {
        return None;
    };
    let values = &scope.attribute(*slot).values;
    let bit = values.iter().position(|value| **value == **tag).filter(|&bit| bit < MAX_TAGS)?;
    about(tags, scope, Values::Tags { with: 1 << bit, without: 0 })
}

fn within(needle: &Term, items: &[Term], scope: &Scope) -> Option<Atom> {
    if needle.kind == Kind::Text {
        let text = |item: &Term| match &item.op {
            Op::Text(text) => Some(text.clone()),
            _ => None,
        };
        let texts: Option<BTreeSet<Arc<str>>> = items.iter().map(text).collect();
        return about(needle, scope, Values::Only(texts?));
    }
    let mut values = Values::none();
    for item in items {
        let equal = compare(Comparison::Equal, needle, item, scope)?;
        if *equal.key != *key(needle, scope) {
            return None;
        }
        values = Domain::set(values).union(&equal.held).values;
    }
    about(needle, scope, values)
}

fn compare(comparison: Comparison, left: &Term, right: &Term, scope: &Scope) -> Option<Atom> {
    match (is_constant(left), is_constant(right)) {
        (false, true) => with_constant(comparison, left, right, scope),
        (true, false) => with_constant(comparison.flip(), right, left, scope),
        (true, true) => None,
        (false, false) => Some(of_two(comparison, left, right, scope)),
    }
}

fn is_constant(term: &Term) -> bool {
    constant(term).is_some() || matches!(term.op, Op::Text(_))
}

/// Two computed values: what is known is which of them is the greater. −1, 0 and 1, as from left to right.
fn of_two(comparison: Comparison, left: &Term, right: &Term, scope: &Scope) -> Atom {
    let (mut one, mut two, mut comparison) = (key(left, scope), key(right, scope), comparison);
    if two < one {
        (one, two, comparison) = (two, one, comparison.flip());
    }
    let orders = (-1i64..=1).filter(|order| comparison.holds(order, &0));
    let held = orders.fold(Domain::set(Values::none()), |domain, order| {
        domain.union(&Domain::set(Values::between(order.into(), order.into())))
    });
    let rest = Values::between(-1, 1);
    let mut all = reads(left, scope);
    let more = reads(right, scope);
    all.names.extend(more.names);
    all.now |= more.now;
    Atom {
        key: format!("{one}<=>{two}").into(),
        reads: all,
        failed: Domain { missing: true, values: rest.clone() }.intersect(
            &held.complement().unwrap_or(Domain { missing: true, values: rest.clone() }),
        ),
        natural: Domain { missing: true, values: rest },
        held,
    }
}

fn with_constant(comparison: Comparison, term: &Term, bound: &Term, scope: &Scope) -> Option<Atom> {
    if let Op::Text(text) = &bound.op {
        let only = Values::Only(BTreeSet::from([text.clone()]));
        return match comparison {
            _ if term.kind != Kind::Text => None,
            Comparison::Equal => about(term, scope, only),
            Comparison::NotEqual => {
                about(term, scope, Values::AllBut(BTreeSet::from([text.clone()])))
            }
            Comparison::Less
            | Comparison::LessOrEqual
            | Comparison::Greater
            | Comparison::GreaterOrEqual => None,
        };
    }
    about(term, scope, range(comparison, constant(bound)?, bound.kind, term.kind)?)
}

/// Returns the cells of a kind that compare so with a constant of the same or another kind of number.
fn range(comparison: Comparison, bound: i128, of: Kind, kind: Kind) -> Option<Values> {
    let scale = i128::from(Decimal::SCALE);
    // The bound in cells of the term: the next one down, and whether it is met exactly.
    let (floor, exact) = match (kind, of) {
        (Kind::Integer, Kind::Decimal) => (bound.div_euclid(scale), bound.rem_euclid(scale) == 0),
        (Kind::Decimal, Kind::Integer) => (bound.checked_mul(scale)?, true),
        (one, two) if one == two => (bound, true),
        _ => return None,
    };
    let (least, most) = (i128::MIN, i128::MAX);
    let next = floor + 1;
    let before = if exact { floor - 1 } else { floor };
    let equal = || if exact { Values::between(floor, floor) } else { Values::none() };
    Some(match comparison {
        Comparison::Equal => equal(),
        Comparison::NotEqual => {
            let differs = Domain::set(equal()).complement()?;
            differs.values
        }
        Comparison::Less => Values::between(least, before),
        Comparison::LessOrEqual => Values::between(least, floor),
        Comparison::Greater => Values::between(next, most),
        Comparison::GreaterOrEqual => Values::between(if exact { floor } else { next }, most),
    })
}

/// Returns the cell of a constant that is no text.
fn constant(term: &Term) -> Option<i128> {
    match &term.op {
        Op::Integer(cell)
        | Op::Decimal(cell)
        | Op::Date(cell)
        | Op::Instant(cell)
        | Op::Category(cell) => Some((*cell).into()),
        Op::Boolean(boolean) => Some(i128::from(*boolean)),
        _ => None,
    }
}

/// Returns what a term can be before anything is known.
fn natural(term: &Term, scope: &Scope) -> Domain {
    if let Op::Slot(slot) = term.op {
        return Domain::of(scope.attribute(slot));
    }
    let values = match &term.op {
        Op::Call(function, _) => result(*function),
        _ if term.kind == Kind::Text => Values::AllBut(BTreeSet::new()),
        _ => Values::any_cell(),
    };
    let values = if term.kind == Kind::Text { Values::AllBut(BTreeSet::new()) } else { values };
    let sure = match &term.op {
        Op::Now | Op::Call(Function::Today, _) => true,
        Op::Call(_, parts) => parts.iter().all(|part| matches!(part.op, Op::Now)),
        _ => false,
    };
    Domain { missing: !sure, values }
}

/// Returns what a function can give.
fn result(function: Function) -> Values {
    match function {
        Function::Hour => Values::between(0, 23),
        Function::Minute => Values::between(0, 59),
        Function::Weekday => Values::between(1, 7),
        Function::Day => Values::between(1, 31),
        Function::Month => Values::between(1, 12),
        Function::Len | Function::Abs => Values::between(0, i128::MAX),
        Function::IsSet
        | Function::Contains
        | Function::StartsWith
        | Function::EndsWith
        | Function::IsHoliday
        | Function::Between
        | Function::OneOf => Values::between(0, 1),
        Function::Lower
        | Function::Upper
        | Function::Trim
        | Function::DaysSince
        | Function::DaysUntil
        | Function::Year
        | Function::Date
        | Function::Instant
        | Function::Today
        | Function::Min
        | Function::Max
        | Function::Round
        | Function::Floor
        | Function::Ceil => Values::any_cell(),
    }
}

/// Returns what a term is computed from.
fn reads(term: &Term, scope: &Scope) -> Reads {
    let mut reads = Reads::default();
    term.visit(&mut |term| match &term.op {
        Op::Slot(slot) => {
            reads.names.insert(scope.path(*slot));
        }
        Op::Now | Op::Call(Function::Today | Function::DaysSince | Function::DaysUntil, _) => {
            reads.now = true;
        }
        _ => {}
    });
    reads
}

/// Returns a text that two terms share exactly when they compute the same from the same names.
fn key(term: &Term, scope: &Scope) -> String {
    let list =
        |terms: &[Term]| terms.iter().map(|term| key(term, scope)).collect::<Vec<_>>().join(",");
    match &term.op {
        Op::Slot(slot) => scope.path(*slot),
        Op::Integer(cell) => cell.to_string(),
        Op::Decimal(cell) => Decimal(*cell).to_string(),
        Op::Boolean(boolean) => boolean.to_string(),
        Op::Text(text) => format!("{text:?}"),
        Op::Date(day) => format!("date {day}"),
        Op::Instant(at) => format!("instant {at}"),
        Op::LocalInstant(at) => format!("local {at}"),
        Op::Category(place) => format!("#{place}"),
        Op::Now => "now".to_owned(),
        Op::All(terms) => format!("all({})", list(terms)),
        Op::Any(terms) => format!("any({})", list(terms)),
        Op::Not(inner) => format!("!({})", key(inner, scope)),
        Op::Compare(comparison, left, right) => {
            format!("({}{}{})", key(left, scope), comparison.symbol(), key(right, scope))
        }
        Op::Arithmetic(arithmetic, left, right) => {
            format!("({}{}{})", key(left, scope), arithmetic.symbol(), key(right, scope))
        }
        Op::Negate(inner) => format!("-({})", key(inner, scope)),
        Op::Within(needle, items) => format!("({} in [{}])", key(needle, scope), list(items)),
        Op::Tagged(tags, tag) => format!("({} has {})", key(tags, scope), key(tag, scope)),
        Op::Call(function, terms) => format!("{function:?}({})", list(terms)),
    }
}
