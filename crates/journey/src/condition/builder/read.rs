//! Text to rows. Gives up, with none, on anything the rows could not write back.

use super::super::ast::{Binary, Comparison, Expr, Node};
use super::super::check::check;
use super::super::parse::parse;
use super::super::scope::Scope;
use super::{MAX_GROUPS, Operator, RowValue, Rule, Scalar, ValueShape, attribute, to_text};

/// Reads a condition as rows; none when it is outside what rows can show, holds a comment, or does
/// not check.
pub fn from_text(source: &str, scope: &Scope) -> Option<Rule> {
    check(source, scope).ok()?;
    let expr = parse(source).ok()?;
    let rule = rule(&expr, MAX_GROUPS, scope)?;
    // What the rows would write must be what is there, blanks aside: a comment is nobody's to lose.
    let plain = |text: &str| text.chars().filter(|char| !char.is_whitespace()).collect::<String>();
    (plain(&to_text(&rule)) == plain(source)).then_some(rule)
}

fn rule(expr: &Expr, groups: usize, scope: &Scope) -> Option<Rule> {
    match &expr.node {
        Node::All(items) => group(true, false, items, groups, scope),
        Node::Any(items) => group(false, false, items, groups, scope),
        Node::Not(inner) if inner.parens() => match &inner.node {
            Node::All(items) => group(true, true, items, groups, scope),
            Node::Any(items) => group(false, true, items, groups, scope),
            _ => group(true, true, std::slice::from_ref(&**inner), groups, scope),
        },
        _ => row(expr, scope),
    }
}

fn group(all: bool, not: bool, items: &[Expr], groups: usize, scope: &Scope) -> Option<Rule> {
    let left = groups.checked_sub(1)?;
    let rules = items.iter().map(|item| rule(item, left, scope));
    Some(Rule::Group { all, not, rules: rules.collect::<Option<Vec<Rule>>>()? })
}

/// Returns `customer.x` of a plain read.
fn path(expr: &Expr) -> Option<String> {
    match &expr.node {
        Node::Field(base, name, _) => match &base.node {
            Node::Name(root) => Some(format!("{root}.{name}")),
            _ => None,
        },
        _ => None,
    }
}

fn scalar(expr: &Expr) -> Option<Scalar> {
    match &expr.node {
        Node::Integer(integer) => Some(Scalar::Integer(*integer)),
        Node::Decimal(decimal) => Some(Scalar::decimal(*decimal)),
        Node::Negate(inner) => match inner.node {
            Node::Decimal(decimal) => Some(Scalar::decimal(crate::value::Decimal(-decimal.0))),
            _ => None,
        },
        Node::Text(text) => Some(Scalar::Text(text.clone())),
        Node::Call { name, arguments, .. } => match (name.as_str(), arguments.as_slice()) {
            ("date", [only]) => literal(only).map(Scalar::Date),
            ("instant", [only]) => literal(only).map(Scalar::Instant),
            _ => None,
        },
        _ => None,
    }
}

fn literal(expr: &Expr) -> Option<String> {
    match &expr.node {
        Node::Text(text) => Some(text.clone()),
        _ => None,
    }
}

fn list(expr: &Expr) -> Option<RowValue> {
    match &expr.node {
        Node::List(items) => {
            let scalars = items.iter().map(scalar).collect::<Option<Vec<Scalar>>>()?;
            Some(RowValue::Many(scalars))
        }
        _ => None,
    }
}

fn row(expr: &Expr, scope: &Scope) -> Option<Rule> {
    let (attribute_path, operator, value) = match &expr.node {
        Node::Field(..) => (path(expr)?, Operator::IsTrue, RowValue::None),
        Node::Binary(binary, left, right) => binary_row(*binary, left, right)?,
        Node::Call { name, arguments, method: false, .. } => call_row(name, arguments, scope)?,
        Node::Not(inner) => negated_row(inner, scope)?,
        _ => return None,
    };
    let declared = attribute(&attribute_path, scope)?;
    let days = |scalar: &Scalar| matches!(scalar, Scalar::Integer(_));
    let fits = match (&value, operator.shape()) {
        (RowValue::None, ValueShape::None) => true,
        (RowValue::One(scalar), ValueShape::Days) => days(scalar),
        (RowValue::One(scalar), ValueShape::One) => scalar.fits(declared),
        (RowValue::Pair(one, other), ValueShape::Pair) => {
            one.fits(declared) && other.fits(declared)
        }
        (RowValue::Many(list), ValueShape::Many) => list.iter().all(|item| item.fits(declared)),
        _ => false,
    };
    let offered = Operator::for_type(declared.kind).contains(&operator);
    (fits && offered).then_some(Rule::Row { attribute: attribute_path, operator, value })
}

type Parts = (String, Operator, RowValue);

fn binary_row(binary: Binary, left: &Expr, right: &Expr) -> Option<Parts> {
    let comparison = match binary {
        Binary::In => return Some((path(left)?, Operator::OneOf, list(right)?)),
        Binary::NotIn => return Some((path(left)?, Operator::NoneOf, list(right)?)),
        Binary::Arithmetic(_) => return None,
        Binary::Compare(comparison) => comparison,
    };
    if let (Node::Call { name, arguments, method: false, .. }, Node::Integer(days)) =
        (&left.node, &right.node)
    {
        let operator = match (name.as_str(), comparison) {
            ("days_since", Comparison::Less) => Operator::DaysSinceLess,
            ("days_since", Comparison::Greater) => Operator::DaysSinceGreater,
            ("days_until", Comparison::Less) => Operator::DaysUntilLess,
            ("days_until", Comparison::Greater) => Operator::DaysUntilGreater,
            _ => return None,
        };
        let value = RowValue::One(Scalar::Integer(*days));
        return Some((path(arguments.first()?)?, operator, value));
    }
    if let (Comparison::Equal, Node::Boolean(false)) = (comparison, &right.node) {
        return Some((path(left)?, Operator::IsFalse, RowValue::None));
    }
    let operator = match comparison {
        Comparison::Equal => Operator::Equals,
        Comparison::NotEqual => Operator::NotEquals,
        Comparison::Less => Operator::Less,
        Comparison::LessOrEqual => Operator::LessOrEqual,
        Comparison::Greater => Operator::Greater,
        Comparison::GreaterOrEqual => Operator::GreaterOrEqual,
    };
    Some((path(left)?, operator, RowValue::One(scalar(right)?)))
}

fn call_row(name: &str, arguments: &[Expr], scope: &Scope) -> Option<Parts> {
    let first = path(arguments.first()?)?;
    match (name, arguments) {
        ("is_set", [_]) => Some((first, Operator::IsSet, RowValue::None)),
        ("between", [_, least, most]) => {
            let value = RowValue::Pair(scalar(least)?, scalar(most)?);
            Some((first, Operator::Between, value))
        }
        ("contains", [_, part]) => {
            let tags = attribute(&first, scope)?.kind == crate::value::Type::Tags;
            let operator = if tags { Operator::HasTag } else { Operator::Contains };
            Some((first, operator, RowValue::One(scalar(part)?)))
        }
        ("starts_with", [_, part]) => {
            Some((first, Operator::StartsWith, RowValue::One(scalar(part)?)))
        }
        ("ends_with", [_, part]) => Some((first, Operator::EndsWith, RowValue::One(scalar(part)?))),
        _ => None,
    }
}

fn negated_row(inner: &Expr, scope: &Scope) -> Option<Parts> {
    let Node::Call { name, arguments, method: false, .. } = &inner.node else {
        return None;
    };
    match call_row(name, arguments, scope)? {
        (path, Operator::IsSet, value) => Some((path, Operator::IsNotSet, value)),
        (path, Operator::HasTag, value) => Some((path, Operator::HasNoTag, value)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::differential::{Dice, cases};
    use super::super::super::fixture::scope;
    use super::super::super::{Root, Typed};
    use super::*;
    use crate::value::Type;

    /// Rules the builder can show, from dice.
    struct Maker<'a> {
        dice: Dice,
        scope: &'a Scope,
    }

    impl Maker<'_> {
        fn rule(&mut self, groups: usize, top: bool) -> Rule {
            if groups == 0 || self.dice.below(3) == 0 && !top {
                return self.row();
            }
            let not = self.dice.below(3) == 0;
            let count = if not { 1 } else { 2 } + self.dice.below(3);
            // One negated row has no "or" to show: all and any write the same.
            let all = count == 1 || self.dice.below(2) == 0;
            let mut rules: Vec<Rule> = (0..count).map(|_| self.rule(groups - 1, false)).collect();
            if count == 1 {
                rules = vec![self.row()];
            }
            Rule::Group { all, not, rules }
        }

        fn row(&mut self) -> Rule {
            let slot = self.dice.below(self.scope.len()) as u32;
            let (path, attribute) = (self.scope.path(slot), self.scope.attribute(slot));
            let operators = Operator::for_type(attribute.kind);
            let operator = operators[self.dice.below(operators.len())];
            let value = match operator.shape() {
                ValueShape::None => RowValue::None,
                ValueShape::One => RowValue::One(self.scalar(slot)),
                ValueShape::Pair => RowValue::Pair(self.scalar(slot), self.scalar(slot)),
                ValueShape::Many => {
                    RowValue::Many((0..self.dice.below(4)).map(|_| self.scalar(slot)).collect())
                }
                ValueShape::Days => RowValue::One(Scalar::Integer(self.dice.below(400) as i64 - 9)),
            };
            Rule::Row { attribute: path, operator, value }
        }

        fn scalar(&mut self, slot: u32) -> Scalar {
            let attribute = self.scope.attribute(slot);
            let words =
                ["", "a", "\"quoted\"", "back\\slash", "日本", "a && b", "//", "\n", "\u{202E}"];
            match attribute.kind {
                Type::Integer | Type::Decimal => match self.dice.below(2) {
                    0 => Scalar::Integer(self.dice.below(1_000) as i64 - 500),
                    _ => {
                        let cell = self.dice.below(2_000_000_000) as i64 - 1_000_000_000;
                        Scalar::decimal(crate::value::Decimal(cell))
                    }
                },
                Type::Date => Scalar::Date(self.dice.pick(&["2026-11-22", "2026/1/2"]).into()),
                Type::Instant => Scalar::Instant(
                    self.dice.pick(&["2026-11-22T09:00", "2026-11-22T00:00:00Z"]).into(),
                ),
                Type::Text | Type::Boolean => Scalar::Text(self.dice.pick(&words).into()),
                Type::Category | Type::Tags => {
                    Scalar::Text(attribute.values[self.dice.below(attribute.values.len())].clone())
                }
            }
        }
    }

    #[test]
    fn builder_to_text_to_builder_is_identity() {
        let scope = scope();
        for seed in 0..u64::from(cases()) {
            let mut maker = Maker { dice: Dice::new(seed), scope: &scope };
            let rule = match seed % 3 {
                0 => maker.row(),
                _ => maker.rule(MAX_GROUPS, true),
            };
            let text = to_text(&rule);
            if text.len() > super::super::super::MAX_CONDITION {
                continue;
            }
            check(&text, &scope).unwrap_or_else(|problems| panic!("{text}: {problems:?}"));
            assert_eq!(from_text(&text, &scope).as_ref(), Some(&rule), "{text}");
            let json = serde_json::to_string(&rule).unwrap();
            assert_eq!(serde_json::from_str::<Rule>(&json).unwrap(), rule, "{json}");
        }
    }

    /// Whatever opens as rows means the same after the rows have written it.
    #[test]
    fn outside_the_subset_is_a_script() {
        let scope = scope();
        for source in [
            "customer.age + 1 > 5",
            "5 < customer.age",
            "customer.age > customer.visits",
            "!customer.vip",
            "lower(customer.name) == \"a\"",
            "customer.name.contains(\"a\")",
            "customer.age > 5 // adults",
            "one_of(customer.age, [1])",
            "!(!(!(!(customer.age > 5))))",
            "true",
            "customer.agee > 5",
            "(customer.age > 5)",
            "customer.balance > 1_000.50",
            "customer.tier == customer.old_tier",
            "days_since(customer.joined) == 5",
        ] {
            assert_eq!(from_text(source, &scope), None, "{source}");
        }
    }

    #[test]
    fn rows_read_as_people_wrote_them() {
        let source = "customer.age>=18 && (customer.tier in [\"gold\"] || !contains(customer.tags, \"vip\"))";
        let rule = from_text(source, &scope()).unwrap();
        let typed: Typed = check(&to_text(&rule), &scope()).unwrap();
        assert_eq!(typed.reads().len(), 3);
        expect_test::expect![[r#"
            {
              "is": "group",
              "all": true,
              "not": false,
              "rules": [
                {
                  "is": "row",
                  "attribute": "customer.age",
                  "operator": "greater_or_equal",
                  "value": {
                    "shape": "one",
                    "of": {
                      "type": "integer",
                      "value": 18
                    }
                  }
                },
                {
                  "is": "group",
                  "all": false,
                  "not": false,
                  "rules": [
                    {
                      "is": "row",
                      "attribute": "customer.tier",
                      "operator": "one_of",
                      "value": {
                        "shape": "many",
                        "of": [
                          {
                            "type": "text",
                            "value": "gold"
                          }
                        ]
                      }
                    },
                    {
                      "is": "row",
                      "attribute": "customer.tags",
                      "operator": "has_no_tag",
                      "value": {
                        "shape": "one",
                        "of": {
                          "type": "text",
                          "value": "vip"
                        }
                      }
                    }
                  ]
                }
              ]
            }"#]]
        .assert_eq(&serde_json::to_string_pretty(&rule).unwrap());
    }

    #[test]
    fn every_operator_is_offered_for_some_type() {
        for operator in Operator::ALL {
            assert!(Type::ALL.iter().any(|&kind| Operator::for_type(kind).contains(&operator)));
        }
        assert!(scope().slot(Root::Customer, "age").is_some());
    }
}
