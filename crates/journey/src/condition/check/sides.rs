//! Two sides of a comparison, and a value and its list: which types may meet.

use super::super::ast::{Comparison, Expr, Node};
use super::super::problem::{Code, closest};
use super::super::typed::{Kind, Op, Term};
use super::Checker;

impl Checker<'_> {
    /// Types a comparison; category literals become indices into the closed list.
    pub(super) fn compare(
        &mut self,
        comparison: Comparison,
        left: Term,
        right: Term,
    ) -> Option<(Op, Kind)> {
        let (left, right) = self.meet(left, right)?;
        if left.kind == Kind::Tags {
            let (span, expected) = (left.span, "contains(tags, \"…\")");
            return self.report(&span, Code::TypeMismatch, "tags", expected);
        }
        let ordered =
            !matches!(left.kind, Kind::Boolean | Kind::Category) && right.kind != Kind::Category;
        if !ordered && !comparison.is_equality() {
            let (span, found) = (left.span, left.kind.to_string());
            return self.report(&span, Code::TypeMismatch, found, "== or != or in");
        }
        let op = Op::Compare(comparison, Box::new(left), Box::new(right));
        Some((op, Kind::Boolean))
    }

    /// Returns two terms whose values can be compared.
    pub(super) fn meet(&mut self, left: Term, right: Term) -> Option<(Term, Term)> {
        use Kind::{Category, Decimal, Integer, Text};
        match (left.kind, right.kind) {
            (Category, Text) => {
                let right = self.category_literal(&left, right)?;
                Some((left, right))
            }
            (Text, Category) => {
                let left = self.category_literal(&right, left)?;
                Some((left, right))
            }
            (one, other) if one == other => Some((left, right)),
            (Integer | Decimal, Integer | Decimal) => Some((left, right)),
            (one, other) => {
                let (span, found) = (right.span, other.to_string());
                self.report(&span, Code::TypeMismatch, found, one.to_string())
            }
        }
    }

    /// Turns a text literal beside a category into its index; other texts stay what they are.
    fn category_literal(&mut self, category: &Term, text: Term) -> Option<Term> {
        let (Op::Slot(slot), Op::Text(literal)) = (&category.op, &text.op) else {
            return Some(text);
        };
        let values = &self.scope.attribute(*slot).values;
        match values.iter().position(|value| **value == **literal) {
            Some(index) => {
                Some(Term { op: Op::Category(index as i64), kind: Kind::Category, span: text.span })
            }
            None => self.unknown_value(*slot, literal, &text),
        }
    }

    /// Reports a literal outside a closed list.
    pub(super) fn unknown_value<T>(&mut self, slot: u32, literal: &str, at: &Term) -> Option<T> {
        let scope = self.scope;
        let values = scope.attribute(slot).values.iter().map(String::as_str);
        let hint = closest(literal, values).map(super::super::lex::literal);
        let expected = scope.path(slot);
        self.report_with(&at.span, Code::UnknownValue, literal, expected, hint)
    }

    /// Types `value in list`, `tag in tags` and `part in text`.
    pub(super) fn within(&mut self, needle: &Expr, list: &Expr) -> Option<(Op, Kind)> {
        if let Node::List(items) = &list.node {
            return self.on_list(needle, items);
        }
        let (needle, holder) = (self.term(needle), self.term(list));
        let (needle, holder) = (needle?, holder?);
        if !matches!(holder.kind, Kind::Tags | Kind::Text | Kind::Category) {
            let found = holder.kind.to_string();
            return self.report(&holder.span, Code::TypeMismatch, found, "a list after in");
        }
        self.contains(holder, needle)
    }

    /// Types a value and the list it may be on.
    pub(super) fn on_list(&mut self, needle: &Expr, items: &[Expr]) -> Option<(Op, Kind)> {
        let needle = self.term(needle);
        let items: Vec<Option<Term>> = items.iter().map(|item| self.term(item)).collect();
        let needle = needle?;
        if needle.kind == Kind::Tags {
            let expected = "contains(tags, \"…\")";
            return self.report(&needle.span, Code::TypeMismatch, "tags", expected);
        }
        let met: Vec<Option<Term>> =
            items.into_iter().map(|item| Some(self.meet(needle.clone(), item?)?.1)).collect();
        let items = met.into_iter().collect::<Option<Vec<Term>>>()?;
        Some((Op::Within(Box::new(needle), items), Kind::Boolean))
    }
}
