//! Rows to text. A row that is not finished counts as what it asked before, so half a change loses nothing.

use journey::condition::{
    Operator, Root, RowValue, Rule, Scalar, Scope, ValueShape, from_text, to_text,
};
use journey::time::{Zone, date_text, instant_text, parse_date, parse_instant};
use journey::value::{Attribute, Decimal, Texts, Type};

use super::{Asked, Line, Unfinished, Written, words};
use crate::import::read_cell;
use crate::words::Words;

/// Returns rows as a text. Times that name no zone are as they are; those in words are local to the zone.
pub fn write(lines: &Line, scope: &Scope, zone: &Zone) -> Written {
    let mut writer = Writer { scope, zone, unfinished: Vec::new(), lost: false };
    let rule = writer.rule(lines, &mut Vec::new());
    let Writer { mut unfinished, lost, .. } = writer;
    let text = rule.as_ref().map_or_else(String::new, to_text);
    // What was written must read as the rows it was written from.
    let whole = rule.is_none() || from_text(&text, scope) == rule;
    if !whole {
        unfinished.push(Unfinished { at: Vec::new(), why: words::too_much() });
    }
    Written { text: (whole && !lost).then_some(text), unfinished }
}

struct Writer<'a> {
    scope: &'a Scope,
    zone: &'a Zone,
    unfinished: Vec<Unfinished>,
    /// Whether a row is neither finished nor what it was before.
    lost: bool,
}

impl Writer<'_> {
    fn rule(&mut self, line: &Line, at: &mut Vec<u32>) -> Option<Rule> {
        match line {
            Line::Group { all, not, lines } => {
                let mut rules = Vec::new();
                for (line, place) in lines.iter().zip(0..) {
                    at.push(place);
                    rules.extend(self.rule(line, at));
                    at.pop();
                }
                group(*all, *not, rules)
            }
            Line::Row { asked, kept } => {
                let same = kept.as_ref() == Some(asked);
                let missing = if same { None } else { self.missing(asked) };
                let why = match missing.map_or_else(|| self.row(asked), Err) {
                    Ok(rule) => return Some(rule),
                    Err(why) => why,
                };
                self.unfinished.push(Unfinished { at: at.clone(), why });
                let before = kept.as_ref().map(|kept| self.row(kept));
                self.lost |= matches!(before, Some(Err(_)));
                before?.ok()
            }
        }
    }

    fn declared(&self, path: &str) -> Option<&Attribute> {
        let (word, name) = path.split_once('.')?;
        let slot = self.scope.slot(Root::of(word)?, name)?;
        Some(self.scope.attribute(slot))
    }

    /// Returns what a row still lacks.
    fn missing(&self, asked: &Asked) -> Option<Words> {
        if asked.attribute.is_empty() {
            return Some(words::nothing_asked());
        }
        let kind = self.declared(&asked.attribute)?.kind;
        let wanted = match asked.operator?.shape() {
            ValueShape::None => 0,
            ValueShape::One | ValueShape::Days | ValueShape::Many => 1,
            ValueShape::Pair => 2,
        };
        let given = asked.values.iter().filter(|value| !value.trim().is_empty()).count();
        (given < wanted).then(|| words::no_value(kind))
    }

    /// Returns a row as a rule, or why it is none.
    fn row(&self, asked: &Asked) -> Result<Rule, Words> {
        let path = &asked.attribute;
        let declared = self.declared(path).ok_or_else(|| words::undeclared(path))?;
        let offered = |it: &Operator| Operator::for_type(declared.kind).contains(it);
        let operator = asked.operator.filter(offered).ok_or_else(words::no_operator)?;
        let days = Attribute::of(Type::Integer);
        let read = |text: &String| {
            let attribute = if operator.shape() == ValueShape::Days { &days } else { declared };
            self.scalar(text, attribute).ok_or_else(|| words::unreadable(text, attribute.kind))
        };
        let one = |place: usize| {
            asked.values.get(place).map_or_else(|| Err(words::no_value(declared.kind)), read)
        };
        let value = match operator.shape() {
            ValueShape::None => RowValue::None,
            ValueShape::One | ValueShape::Days => RowValue::One(one(0)?),
            ValueShape::Pair => RowValue::Pair(one(0)?, one(1)?),
            ValueShape::Many => {
                RowValue::Many(asked.values.iter().map(read).collect::<Result<_, _>>()?)
            }
        };
        Ok(Rule::Row { attribute: path.clone(), operator, value })
    }

    /// Reads a value as people type it: what a condition may say stays as it is, the rest is put into its words.
    fn scalar(&self, text: &str, attribute: &Attribute) -> Option<Scalar> {
        let cell = |kind: Type| {
            read_cell(text.trim(), &Attribute::of(kind), self.zone, &mut Texts::default())
        };
        match attribute.kind {
            Type::Integer | Type::Decimal => match text.parse::<i64>() {
                Ok(whole) => Some(Scalar::Integer(whole)),
                Err(_) => cell(Type::Integer)
                    .map(Scalar::Integer)
                    .filter(|_| !text.contains('.'))
                    .or_else(|| cell(Type::Decimal).map(|cell| Scalar::decimal(Decimal(cell)))),
            },
            Type::Date if parse_date(text).is_some() => Some(Scalar::Date(text.to_owned())),
            Type::Date => cell(Type::Date).map(|day| Scalar::Date(date_text(day))),
            Type::Instant if text.is_ascii() && parse_instant(text).is_some() => {
                Some(Scalar::Instant(text.to_owned()))
            }
            Type::Instant => cell(Type::Instant)
                .map(|at| Scalar::Instant(instant_text(at, self.zone.offset(at)))),
            Type::Text => Some(Scalar::Text(text.to_owned())),
            Type::Category | Type::Tags => {
                let known = attribute.values.iter().any(|value| value == text);
                known.then(|| Scalar::Text(text.to_owned()))
            }
            Type::Boolean => None,
        }
    }
}

/// Returns a group as simply as it can be said: none without rows, no group of one that is not turned around.
fn group(all: bool, not: bool, mut rules: Vec<Rule>) -> Option<Rule> {
    if rules.len() > 1 {
        return Some(Rule::Group { all, not, rules });
    }
    match (rules.pop()?, not) {
        (only, false) => Some(only),
        (Rule::Group { all, not: false, rules }, true) => Some(Rule::Group { all, not, rules }),
        (only, true) => Some(Rule::Group { all: true, not, rules: vec![only] }),
    }
}
