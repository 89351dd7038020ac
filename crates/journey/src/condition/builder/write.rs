//! Rows to text.

use super::super::lex::literal;
use super::{Operator, RowValue, Rule, Scalar};

/// Writes a rule as a condition.
///
/// The text reads back as the same rule with [`from_text`](super::from_text), if the rule is one the
/// builder can show: operators that fit the type, values that fit the operator, no empty group, no
/// group of one unless negated, at most three groups inside each other.
pub fn to_text(rule: &Rule) -> String {
    match rule {
        Rule::Group { all, not, rules } => {
            let joined = join(*all, rules);
            if *not { format!("!({joined})") } else { joined }
        }
        Rule::Row { attribute, operator, value } => row(attribute, *operator, value),
    }
}

fn join(all: bool, rules: &[Rule]) -> String {
    let parts: Vec<String> = rules.iter().map(inner).collect();
    match parts.is_empty() {
        // Nothing to hold is true, as an empty audience filter means everybody.
        true => all.to_string(),
        false => parts.join(if all { " && " } else { " || " }),
    }
}

/// Writes a rule inside a group; groups stand in parentheses, so that they stay groups.
fn inner(rule: &Rule) -> String {
    match rule {
        Rule::Group { not: false, .. } => format!("({})", to_text(rule)),
        Rule::Group { .. } | Rule::Row { .. } => to_text(rule),
    }
}

fn row(path: &str, operator: Operator, value: &RowValue) -> String {
    let one = || match value {
        RowValue::One(scalar) => text(scalar),
        RowValue::None => "\"\"".to_owned(),
        RowValue::Pair(first, _) => text(first),
        RowValue::Many(list) => list.first().map_or_else(String::new, text),
    };
    let many = || match value {
        RowValue::Many(list) => list.iter().map(text).collect::<Vec<_>>().join(", "),
        RowValue::None | RowValue::One(_) | RowValue::Pair(..) => one(),
    };
    match operator {
        Operator::Equals => format!("{path} == {}", one()),
        Operator::NotEquals => format!("{path} != {}", one()),
        Operator::Less => format!("{path} < {}", one()),
        Operator::LessOrEqual => format!("{path} <= {}", one()),
        Operator::Greater => format!("{path} > {}", one()),
        Operator::GreaterOrEqual => format!("{path} >= {}", one()),
        Operator::Between => match value {
            RowValue::Pair(least, most) => {
                format!("between({path}, {}, {})", text(least), text(most))
            }
            RowValue::None | RowValue::One(_) | RowValue::Many(_) => {
                format!("between({path}, {}, {})", one(), one())
            }
        },
        Operator::OneOf => format!("{path} in [{}]", many()),
        Operator::NoneOf => format!("{path} !in [{}]", many()),
        Operator::Contains | Operator::HasTag => format!("contains({path}, {})", one()),
        Operator::HasNoTag => format!("!contains({path}, {})", one()),
        Operator::StartsWith => format!("starts_with({path}, {})", one()),
        Operator::EndsWith => format!("ends_with({path}, {})", one()),
        Operator::IsTrue => path.to_owned(),
        Operator::IsFalse => format!("{path} == false"),
        Operator::IsSet => format!("is_set({path})"),
        Operator::IsNotSet => format!("!is_set({path})"),
        Operator::DaysSinceLess => format!("days_since({path}) < {}", one()),
        Operator::DaysSinceGreater => format!("days_since({path}) > {}", one()),
        Operator::DaysUntilLess => format!("days_until({path}) < {}", one()),
        Operator::DaysUntilGreater => format!("days_until({path}) > {}", one()),
    }
}

fn text(scalar: &Scalar) -> String {
    match scalar {
        Scalar::Integer(integer) => integer.to_string(),
        Scalar::Decimal(decimal) => decimal.clone(),
        Scalar::Text(text) => literal(text),
        Scalar::Date(date) => format!("date({})", literal(date)),
        Scalar::Instant(instant) => format!("instant({})", literal(instant)),
    }
}
