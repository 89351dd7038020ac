//! Syntax tree to typed tree. Reports every problem, not only the first. Never evaluates.

mod arguments;
mod sides;

use std::ops::Range;
use std::sync::Arc;

pub(super) use arguments::parse_moment;

use super::ast::{Arithmetic, Binary, Expr, Node};
use super::functions::FUNCTIONS;
use super::parse::parse;
use super::problem::{Code, Problem, closest};
use super::scope::{Root, Scope};
use super::typed::{Kind, Op, Term, Typed};

/// Checks a condition against the names in scope.
///
/// # Errors
///
/// All problems in source order; after a syntax error only that one.
pub fn check(source: &str, scope: &Scope) -> Result<Typed, Vec<Problem>> {
    let expr = parse(source).map_err(|problem| vec![problem])?;
    let mut checker = Checker { source, scope, problems: Vec::new() };
    let term = checker.term(&expr);
    let mut problems = checker.problems;
    match term {
        Some(term) if problems.is_empty() => {
            let (term, source) = (Arc::new(term), source.into());
            Ok(Typed { term, source, scope: scope.clone(), sieve: Arc::default() })
        }
        _ => {
            problems.sort_by_key(|problem| problem.span.start);
            Err(problems)
        }
    }
}

/// Returns the name closest to an undeclared one: under its own root first, then under the others.
pub(super) fn similar(scope: &Scope, root: Root, name: &str) -> Option<String> {
    let here = closest(name, scope.names(root)).map(|near| format!("{root}.{near}"));
    here.or_else(|| {
        Root::ALL
            .into_iter()
            .find(|&other| scope.slot(other, name).is_some())
            .map(|other| format!("{other}.{name}"))
    })
}

struct Checker<'a> {
    source: &'a str,
    scope: &'a Scope,
    problems: Vec<Problem>,
}

impl Checker<'_> {
    /// Returns the typed form, or none when something in it is wrong and was reported.
    fn term(&mut self, expr: &Expr) -> Option<Term> {
        let span = expr.span.clone();
        let (op, kind) = match &expr.node {
            Node::Integer(integer) => (Op::Integer(*integer), Kind::Integer),
            Node::Decimal(decimal) => (Op::Decimal(decimal.0), Kind::Decimal),
            Node::Boolean(boolean) => (Op::Boolean(*boolean), Kind::Boolean),
            Node::Text(text) => (Op::Text(text.as_str().into()), Kind::Text),
            Node::List(_) => return self.report(&span, Code::ListHere, "a list", ""),
            Node::Name(name) => self.name(name, &span)?,
            Node::Field(base, name, _) => self.field(base, name, &span)?,
            Node::Call { name, at, arguments, method } => {
                self.call(name, at, arguments, *method, &span)?
            }
            Node::Not(inner) => (Op::Not(Box::new(self.condition(inner)?)), Kind::Boolean),
            Node::Negate(inner) => self.negate(inner)?,
            Node::All(items) => (Op::All(self.conditions(items)?), Kind::Boolean),
            Node::Any(items) => (Op::Any(self.conditions(items)?), Kind::Boolean),
            Node::Binary(binary, left, right) => self.binary(*binary, left, right, &span)?,
        };
        Some(Term { op, kind, span })
    }

    fn report<T>(
        &mut self,
        span: &Range<usize>,
        code: Code,
        found: impl Into<String>,
        expected: impl Into<String>,
    ) -> Option<T> {
        self.report_with(span, code, found, expected, None)
    }

    fn report_with<T>(
        &mut self,
        span: &Range<usize>,
        code: Code,
        found: impl Into<String>,
        expected: impl Into<String>,
        hint: Option<String>,
    ) -> Option<T> {
        let problem = Problem::at(self.source, span.clone(), code, found, expected);
        self.problems.push(problem.hint(hint));
        None
    }

    fn text(&self, span: &Range<usize>) -> String {
        self.source[span.clone()].to_owned()
    }

    fn name(&mut self, name: &str, span: &Range<usize>) -> Option<(Op, Kind)> {
        if name == "now" {
            return Some((Op::Now, Kind::Instant));
        }
        if Root::of(name).is_some() {
            let expected = "an attribute such as customer.age";
            return self.report(span, Code::UnexpectedToken, name, expected);
        }
        let declared = Root::ALL
            .into_iter()
            .find(|&root| self.scope.slot(root, name).is_some())
            .map(|root| format!("{root}.{name}"));
        let near = || closest(name, ["customer", "context", "event", "now"]).map(str::to_owned);
        let hint = declared.or_else(near);
        self.report_with(span, Code::UnknownName, name, "", hint)
    }

    fn field(&mut self, base: &Expr, name: &str, span: &Range<usize>) -> Option<(Op, Kind)> {
        let (Node::Name(word), false) = (&base.node, base.parens()) else {
            let advice = "write it as a function: name(value, …)";
            return self.report(span, Code::NotInCondition, self.text(span), advice);
        };
        let Some(root) = Root::of(word) else {
            let near = closest(word, Root::ALL.map(Root::word));
            let hint = near.map(|near| format!("{near}.{name}"));
            return self.report_with(&base.span, Code::UnknownName, word, "", hint);
        };
        let Some(slot) = self.scope.slot(root, name) else {
            let hint = similar(self.scope, root, name);
            return self.report_with(span, Code::UnknownAttribute, self.text(span), "", hint);
        };
        Some((Op::Slot(slot), self.scope.attribute(slot).kind))
    }

    /// Returns a term that is true or false.
    fn condition(&mut self, expr: &Expr) -> Option<Term> {
        let term = self.term(expr)?;
        if term.kind == Kind::Boolean {
            return Some(term);
        }
        self.report(&expr.span, Code::TypeMismatch, term.kind.to_string(), "boolean")
    }

    fn conditions(&mut self, items: &[Expr]) -> Option<Vec<Term>> {
        let terms: Vec<_> = items.iter().map(|item| self.condition(item)).collect();
        terms.into_iter().collect()
    }

    fn negate(&mut self, inner: &Expr) -> Option<(Op, Kind)> {
        let term = self.term(inner)?;
        match (&term.op, term.kind) {
            // A literal folds; integers were folded by the parser.
            (Op::Decimal(cell), _) => Some((Op::Decimal(-cell), Kind::Decimal)),
            (_, kind @ (Kind::Integer | Kind::Decimal)) => Some((Op::Negate(Box::new(term)), kind)),
            (_, kind) => {
                let found = kind.to_string();
                self.report(&inner.span, Code::TypeMismatch, found, "a number")
            }
        }
    }

    fn binary(
        &mut self,
        binary: Binary,
        left: &Expr,
        right: &Expr,
        span: &Range<usize>,
    ) -> Option<(Op, Kind)> {
        match binary {
            Binary::Compare(comparison) => {
                let (one, other) = (self.term(left), self.term(right));
                self.compare(comparison, one?, other?)
            }
            Binary::Arithmetic(arithmetic) => {
                let (one, other) = (self.term(left), self.term(right));
                self.arithmetic(arithmetic, one?, other?)
            }
            Binary::In => self.within(left, right),
            Binary::NotIn => {
                let (op, kind) = self.within(left, right)?;
                let span = span.clone();
                Some((Op::Not(Box::new(Term { op, kind, span })), Kind::Boolean))
            }
        }
    }

    fn arithmetic(&mut self, operator: Arithmetic, left: Term, right: Term) -> Option<(Op, Kind)> {
        use Arithmetic::{Add, Subtract};
        use Kind::{Category, Date, Decimal, Integer, Text};
        let kind = match (left.kind, operator, right.kind) {
            (Integer, _, Integer) => Integer,
            (Integer | Decimal, _, Integer | Decimal) => Decimal,
            (Text | Category, Add, Text | Category) => Text,
            (Date, Add | Subtract, Integer) => Date,
            (Date, Subtract, Date) => Integer,
            (one, _, other) => {
                let numeric = |kind| matches!(kind, Integer | Decimal);
                let (culprit, found) = if numeric(one) || matches!((one, operator), (Text, Add)) {
                    (&right.span, other)
                } else {
                    (&left.span, one)
                };
                let expected = match operator {
                    Add if one == Text => "text",
                    Add if one != Date => "numbers or text",
                    Add | Subtract if one == Date => "numbers, or days with a date",
                    _ => "a number",
                };
                let culprit = culprit.clone();
                return self.report(&culprit, Code::TypeMismatch, found.to_string(), expected);
            }
        };
        let op = Op::Arithmetic(operator, Box::new(left), Box::new(right));
        Some((op, kind))
    }

    fn call(
        &mut self,
        name: &str,
        at: &Range<usize>,
        arguments: &[Expr],
        method: bool,
        span: &Range<usize>,
    ) -> Option<(Op, Kind)> {
        let Some(signature) = super::functions::signature(name) else {
            let near = closest(name, FUNCTIONS.iter().map(|line| line.name));
            let hint = near.map(str::to_owned);
            return self.report_with(at, Code::UnknownFunction, name, "", hint);
        };
        let (least, most) = signature.arguments;
        if !(least..=most).contains(&arguments.len()) {
            let shift = usize::from(method);
            let found = arguments.len().saturating_sub(shift).to_string();
            let (least, most) = (least.saturating_sub(shift), most.saturating_sub(shift));
            let expected =
                if least == most { least.to_string() } else { format!("{least}–{most}") };
            return self.report(span, Code::ArgumentCount, found, expected);
        }
        self.function(signature.function, arguments)
    }
}
