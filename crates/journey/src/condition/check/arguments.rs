//! The arguments of every function on the list: their types, and the type that comes out.

use super::super::ast::{Comparison, Expr, Node};
use super::super::functions::Function;
use super::super::problem::Code;
use super::super::typed::{Kind, Op, Term};
use super::Checker;
use crate::time::{parse_date, parse_instant};

impl Checker<'_> {
    /// Types a call whose number of arguments is right.
    pub(super) fn function(&mut self, function: Function, given: &[Expr]) -> Option<(Op, Kind)> {
        match function {
            Function::OneOf => return self.one_of(&given[0], &given[1]),
            Function::Date | Function::Instant => return self.moment(function, &given[0]),
            _ => {}
        }
        let terms: Vec<Option<Term>> = given.iter().map(|argument| self.term(argument)).collect();
        let terms = terms.into_iter().collect::<Option<Vec<Term>>>()?;
        let kind = match function {
            Function::IsSet => self.is_set(&terms[0])?,
            Function::Contains => {
                let mut terms = terms.into_iter();
                let (holder, part) = (terms.next()?, terms.next()?);
                return self.contains(holder, part);
            }
            Function::StartsWith | Function::EndsWith => {
                self.want_text(&terms[0])?;
                self.want_text(&terms[1])?;
                Kind::Boolean
            }
            Function::Lower | Function::Upper | Function::Trim => {
                self.want_text(&terms[0])?;
                Kind::Text
            }
            Function::Len => {
                let fits = [Kind::Text, Kind::Category, Kind::Tags];
                self.want(&terms[0], &fits, "text or tags")?;
                Kind::Integer
            }
            Function::Hour | Function::Minute => {
                self.want(&terms[0], &[Kind::Instant], "instant")?;
                Kind::Integer
            }
            Function::DaysSince
            | Function::DaysUntil
            | Function::Weekday
            | Function::Day
            | Function::Month
            | Function::Year => {
                self.want(&terms[0], &[Kind::Date, Kind::Instant], "a date or an instant")?;
                Kind::Integer
            }
            Function::IsHoliday => {
                self.want(&terms[0], &[Kind::Date, Kind::Instant], "a date or an instant")?;
                Kind::Boolean
            }
            Function::Today => Kind::Date,
            Function::Between => return self.between(terms),
            Function::Min | Function::Max => self.extreme(&terms)?,
            Function::Round => {
                self.want_number(&terms[0])?;
                self.digits(terms.get(1))?;
                terms[0].kind
            }
            Function::Floor | Function::Ceil | Function::Abs => {
                self.want_number(&terms[0])?;
                terms[0].kind
            }
            Function::OneOf | Function::Date | Function::Instant => return None,
        };
        Some((Op::Call(function, terms), kind))
    }

    fn want(&mut self, term: &Term, kinds: &[Kind], expected: &str) -> Option<()> {
        if kinds.contains(&term.kind) {
            return Some(());
        }
        self.report(&term.span, Code::ArgumentType, term.kind.to_string(), expected)
    }

    fn want_text(&mut self, term: &Term) -> Option<()> {
        self.want(term, &[Kind::Text, Kind::Category], "text")
    }

    fn want_number(&mut self, term: &Term) -> Option<()> {
        self.want(term, &[Kind::Integer, Kind::Decimal], "a number")
    }

    fn is_set(&mut self, term: &Term) -> Option<Kind> {
        if matches!(term.op, Op::Slot(_)) {
            return Some(Kind::Boolean);
        }
        let found = self.text(&term.span);
        let expected = "an attribute such as customer.age";
        self.report(&term.span, Code::ArgumentType, found, expected)
    }

    /// Types `contains`: a part in a text, or a tag in tags, which must be in the closed list.
    pub(super) fn contains(&mut self, holder: Term, part: Term) -> Option<(Op, Kind)> {
        if holder.kind != Kind::Tags {
            let fits = [Kind::Text, Kind::Category];
            self.want(&holder, &fits, "text or tags")?;
            self.want_text(&part)?;
            let op = Op::Call(Function::Contains, vec![holder, part]);
            return Some((op, Kind::Boolean));
        }
        self.want_text(&part)?;
        if let (Op::Slot(slot), Op::Text(tag)) = (&holder.op, &part.op) {
            let values = &self.scope.attribute(*slot).values;
            if !values.iter().any(|value| **value == **tag) {
                return self.unknown_value(*slot, tag, &part);
            }
        }
        let op = Op::Tagged(Box::new(holder), Box::new(part));
        Some((op, Kind::Boolean))
    }

    fn one_of(&mut self, needle: &Expr, list: &Expr) -> Option<(Op, Kind)> {
        if let Node::List(items) = &list.node {
            return self.on_list(needle, items);
        }
        let found = self.text(&list.span);
        self.report(&list.span, Code::ArgumentType, found, "a list")
    }

    fn between(&mut self, terms: Vec<Term>) -> Option<(Op, Kind)> {
        let mut terms = terms.into_iter();
        let (value, least, most) = (terms.next()?, terms.next()?, terms.next()?);
        self.compare(Comparison::GreaterOrEqual, value.clone(), least.clone())?;
        self.compare(Comparison::LessOrEqual, value.clone(), most.clone())?;
        let op = Op::Call(Function::Between, vec![value, least, most]);
        Some((op, Kind::Boolean))
    }

    fn extreme(&mut self, terms: &[Term]) -> Option<Kind> {
        use Kind::{Date, Decimal, Instant, Integer};
        let fits = [Integer, Decimal, Date, Instant];
        self.want(&terms[0], &fits, "a number, a date or an instant")?;
        match (terms[0].kind, terms[1].kind) {
            (one, other) if one == other => Some(one),
            (Integer | Decimal, Integer | Decimal) => Some(Decimal),
            (one, other) => {
                let (span, found) = (&terms[1].span, other.to_string());
                self.report(span, Code::ArgumentType, found, one.to_string())
            }
        }
    }

    /// Wants the digits of `round` to be a literal, so that the result is known to exist.
    fn digits(&mut self, term: Option<&Term>) -> Option<()> {
        match term {
            None => Some(()),
            Some(term) if matches!(term.op, Op::Integer(0..=6)) => Some(()),
            Some(term) => {
                let (found, expected) = (self.text(&term.span), "a whole number from 0 to 6");
                self.report(&term.span, Code::ArgumentType, found, expected)
            }
        }
    }

    /// Types `date("…")`, `date(instant)` and `instant("…")`.
    fn moment(&mut self, function: Function, given: &Expr) -> Option<(Op, Kind)> {
        let term = self.term(given)?;
        let op = match (&term.op, function) {
            (Op::Text(text), Function::Date) => match parse_date(text) {
                Some(day) => Op::Date(day),
                None => {
                    let expected = "a date such as 2026-11-22";
                    return self.report(&term.span, Code::BadMoment, &**text, expected);
                }
            },
            (Op::Text(text), _) => match parse_moment(text) {
                Some((instant, true)) => Op::Instant(instant),
                Some((local, false)) => Op::LocalInstant(local),
                None => {
                    let expected = "an instant such as 2026-11-22T09:00:00+09:00";
                    return self.report(&term.span, Code::BadMoment, &**text, expected);
                }
            },
            (_, Function::Date) if term.kind == Kind::Instant => {
                return Some((Op::Call(Function::Date, vec![term]), Kind::Date));
            }
            _ => {
                let found = self.text(&term.span);
                return self.report(&term.span, Code::LiteralNeeded, found, "");
            }
        };
        let kind = match function {
            Function::Date => Kind::Date,
            _ => Kind::Instant,
        };
        Some((op, kind))
    }
}

/// Reads an instant; texts outside ASCII are none, whatever their byte positions.
pub(in super::super) fn parse_moment(text: &str) -> Option<(i64, bool)> {
    if text.is_ascii() { parse_instant(text) } else { None }
}
