//! The functions and operators of the sandbox, each registered once and noted on the list.

use std::any::TypeId;
use std::collections::BTreeSet;

use rhai::{Array, Dynamic, Engine, EvalAltResult, INT, ImmutableString, NativeCallContext};

use super::super::ast::{Arithmetic, Comparison};
use super::super::check::parse_moment;
use super::super::facts::Trap;
use super::super::functions::{FUNCTIONS, Function};
use super::super::kernel;
use super::super::script_error::ScriptCode;
use super::super::texts::{change, search};
use super::super::values::Value;
use super::{MAX_ITEMS, MAX_TEXT, fault, with_run};
use crate::time::parse_date;

type Outcome = Result<Dynamic, Box<EvalAltResult>>;

/// Registers everything a text may call, and returns the list of it.
pub(super) fn register(engine: &mut Engine) -> BTreeSet<String> {
    let mut library = Library { engine, callable: BTreeSet::new() };
    for comparison in Comparison::ALL {
        library.add(comparison.symbol(), 2, move |values| compare(comparison, values));
    }
    for operator in Arithmetic::ALL {
        library.add(operator.symbol(), 2, move |values| arithmetic(operator, values));
        library.assign(operator);
    }
    library.add("-", 1, negate);
    library.add("!", 1, not);
    for line in FUNCTIONS {
        let (least, most) = line.arguments;
        for count in least..=most {
            library.add(line.name, count, move |values| call(line.function, values));
        }
    }
    library.ranges();
    library.arrays();
    library.callable
}

struct Library<'a> {
    engine: &'a mut Engine,
    callable: BTreeSet<String>,
}

impl Library<'_> {
    fn note(&mut self, name: &str, count: usize) {
        self.callable.insert(format!("{name}/{count}"));
    }

    /// Registers a function for arguments of every type; it refuses those that do not fit itself, so
    /// that nothing falls through to rhai's silent answers.
    fn add(
        &mut self,
        name: &'static str,
        count: usize,
        function: impl Fn(&[&Dynamic]) -> Outcome + Send + Sync + 'static,
    ) {
        self.note(name, count);
        let types = vec![TypeId::of::<Dynamic>(); count];
        let raw = move |_: NativeCallContext<'_>, values: &mut [&mut Dynamic]| {
            let values: Vec<&Dynamic> = values.iter().map(|value| &**value).collect();
            function(&values)
        };
        self.engine.register_raw_fn::<Dynamic>(name, types, raw);
    }

    /// `x += 1` and its like, which would otherwise be rhai's own and end in an error on overflow.
    fn assign(&mut self, operator: Arithmetic) {
        let name = format!("{}=", operator.symbol());
        self.note(&name, 2);
        let types = [TypeId::of::<Dynamic>(); 2];
        let raw = move |_: NativeCallContext<'_>, values: &mut [&mut Dynamic]| {
            let outcome = arithmetic(operator, &[&*values[0], &*values[1]])?;
            *values[0] = outcome;
            Ok(())
        };
        self.engine.register_raw_fn::<()>(name.as_str(), types, raw);
    }

    /// `for i in 0..10` and `0..=10`.
    fn ranges(&mut self) {
        self.note("..", 2);
        self.note("..=", 2);
        self.engine.register_fn("..", |from: INT, to: INT| from..to);
        self.engine.register_fn("..=", |from: INT, to: INT| from..=to);
        self.engine.register_iterator::<std::ops::Range<INT>>();
        self.engine.register_iterator::<std::ops::RangeInclusive<INT>>();
        self.engine.register_iterator::<Array>();
    }

    fn arrays(&mut self) {
        self.note("push", 2);
        self.engine.register_fn("push", |array: &mut Array, item: Dynamic| {
            if array.len() >= MAX_ITEMS || item.is_array() || item.is_map() {
                return Err(fault(ScriptCode::TooLarge, "list", MAX_ITEMS.to_string()));
            }
            array.push(item);
            Ok(())
        });
    }
}

fn mismatch<T>(found: &str, expected: &str) -> Result<T, Box<EvalAltResult>> {
    Err(fault(ScriptCode::TypeMismatch, found, expected))
}

/// Returns a value of the language, or the fault that it is none.
fn value(dynamic: &Dynamic) -> Result<Value, Box<EvalAltResult>> {
    match Value::read(dynamic) {
        Some(value) => Ok(value),
        None if dynamic.is_array() => mismatch("a list", "a value"),
        None => mismatch(dynamic.type_name(), "a value"),
    }
}

/// Records a trap and goes on with a missing value.
fn settle(cell: Result<i64, Trap>, kind: impl FnOnce(i64) -> Value) -> Outcome {
    match cell {
        Ok(cell) => Ok(kind(cell).write()),
        Err(trap) => {
            with_run(|run| run.trap.get_or_insert(trap).to_owned());
            Ok(Dynamic::UNIT)
        }
    }
}

fn compare(comparison: Comparison, values: &[&Dynamic]) -> Outcome {
    let (left, right) = (value(values[0])?, value(values[1])?);
    match left.compare(comparison, &right) {
        Some(truth) => Ok(truth.into()),
        None => mismatch(right.kind(), left.kind()),
    }
}

fn arithmetic(operator: Arithmetic, values: &[&Dynamic]) -> Outcome {
    let widen = kernel::widen;
    match (value(values[0])?, value(values[1])?) {
        (Value::Missing, _) | (_, Value::Missing) => Ok(Dynamic::UNIT),
        (Value::Integer(left), Value::Integer(right)) => {
            settle(kernel::integers(operator, left, right), Value::Integer)
        }
        (Value::Decimal(left), Value::Decimal(right)) => {
            settle(kernel::decimals(operator, left, right), Value::Decimal)
        }
        (Value::Integer(left), Value::Decimal(right)) => {
            let cell = widen(left).and_then(|left| kernel::decimals(operator, left, right));
            settle(cell, Value::Decimal)
        }
        (Value::Decimal(left), Value::Integer(right)) => {
            let cell = widen(right).and_then(|right| kernel::decimals(operator, left, right));
            settle(cell, Value::Decimal)
        }
        (Value::Text(left), Value::Text(right)) if operator == Arithmetic::Add => {
            if left.len() + right.len() > MAX_TEXT {
                return Err(fault(ScriptCode::TooLarge, "text", MAX_TEXT.to_string()));
            }
            Ok((left + right).into())
        }
        (Value::Date(day), Value::Integer(days))
            if matches!(operator, Arithmetic::Add | Arithmetic::Subtract) =>
        {
            settle(kernel::move_date(operator, day, days), Value::Date)
        }
        (Value::Date(one), Value::Date(other)) if operator == Arithmetic::Subtract => {
            settle(kernel::integers(operator, one, other), Value::Integer)
        }
        (left, right) => mismatch(right.kind(), left.kind()),
    }
}

fn negate(values: &[&Dynamic]) -> Outcome {
    match value(values[0])? {
        Value::Missing => Ok(Dynamic::UNIT),
        Value::Integer(cell) => settle(cell.checked_neg().ok_or(Trap::Overflow), Value::Integer),
        Value::Decimal(cell) => settle(cell.checked_neg().ok_or(Trap::Overflow), Value::Decimal),
        other => mismatch(other.kind(), "a number"),
    }
}

fn not(values: &[&Dynamic]) -> Outcome {
    match value(values[0])? {
        Value::Missing => Ok(true.into()),
        Value::Boolean(boolean) => Ok((!boolean).into()),
        other => mismatch(other.kind(), "boolean"),
    }
}

/// Answers every function of the reviewed list.
fn call(function: Function, values: &[&Dynamic]) -> Outcome {
    match function {
        Function::IsSet => return Ok((!values[0].is_unit()).into()),
        Function::Contains | Function::StartsWith | Function::EndsWith => {
            return holds(function, values[0], values[1]);
        }
        Function::OneOf => return holds(Function::Contains, values[1], values[0]),
        Function::Len if values[0].is_array() => {
            let array = values[0].as_array_ref();
            return Ok(array.map_or(0, |array| array.len() as INT).into());
        }
        Function::Between => {
            let low = compare(Comparison::GreaterOrEqual, &[values[0], values[1]])?;
            let high = compare(Comparison::LessOrEqual, &[values[0], values[2]])?;
            return Ok((low.as_bool() == Ok(true) && high.as_bool() == Ok(true)).into());
        }
        _ => {}
    }
    let given = values.iter().map(|dynamic| value(dynamic)).collect::<Result<Vec<_>, _>>()?;
    if given.iter().any(|value| matches!(value, Value::Missing)) {
        let asks = function == Function::IsHoliday;
        return Ok(if asks { Dynamic::FALSE } else { Dynamic::UNIT });
    }
    match (function, given.as_slice()) {
        (Function::Lower | Function::Upper | Function::Trim, [Value::Text(text)]) => {
            let changed = change(function, text.as_str().into());
            let changed = changed.map(|text| ImmutableString::from(text.as_ref()));
            Ok(changed.map_or(Dynamic::UNIT, Dynamic::from))
        }
        (Function::Len, [Value::Text(text)]) => Ok((text.chars().count() as INT).into()),
        (Function::Len, [Value::Tags(tags)]) => Ok(INT::from(tags.bits.count_ones()).into()),
        (Function::Date, [Value::Text(text)]) => match parse_date(text) {
            Some(day) => Ok(Value::Date(day).write()),
            None => mismatch(text, "a date such as 2026-11-22"),
        },
        (Function::Instant, [Value::Text(text)]) => match parse_moment(text) {
            Some((instant, true)) => Ok(Value::Instant(instant).write()),
            Some((local, false)) => {
                let instant = with_run(|run| run.zone.instant(local));
                Ok(instant.map_or(Dynamic::UNIT, |instant| Value::Instant(instant).write()))
            }
            None => mismatch(text, "an instant such as 2026-11-22T09:00:00+09:00"),
        },
        (Function::Min | Function::Max, [left, right]) => extreme(function, left, right),
        (Function::Round | Function::Floor | Function::Ceil, [Value::Integer(integer), ..]) => {
            Ok((*integer).into())
        }
        (Function::Round | Function::Floor | Function::Ceil, [Value::Decimal(cell), rest @ ..]) => {
            let digits = match rest.first() {
                Some(Value::Integer(digits @ 0..=6)) => *digits as u32,
                None => 0,
                Some(other) => return mismatch(other.kind(), "a whole number from 0 to 6"),
            };
            settle(kernel::round(function, *cell, digits), Value::Decimal)
        }
        (Function::Abs, [Value::Integer(cell)]) => {
            settle(cell.checked_abs().ok_or(Trap::Overflow), Value::Integer)
        }
        (Function::Abs, [Value::Decimal(cell)]) => {
            settle(cell.checked_abs().ok_or(Trap::Overflow), Value::Decimal)
        }
        (_, given) => calendar(function, given),
    }
}

fn extreme(function: Function, left: &Value, right: &Value) -> Outcome {
    let Some(less) = left.compare(Comparison::LessOrEqual, right) else {
        return mismatch(right.kind(), left.kind());
    };
    let pick = if less == (function == Function::Min) { left } else { right };
    match (pick, left, right) {
        // Of a whole number and a decimal comes a decimal; both are widened, as in arithmetic.
        (_, Value::Integer(integer), Value::Decimal(cell))
        | (_, Value::Decimal(cell), Value::Integer(integer)) => {
            let pick = kernel::widen(*integer).map(|integer| match function {
                Function::Min => integer.min(*cell),
                _ => integer.max(*cell),
            });
            settle(pick, Value::Decimal)
        }
        (pick, Value::Integer(_) | Value::Decimal(_) | Value::Date(_) | Value::Instant(_), _) => {
            Ok(pick.clone().write())
        }
        (other, ..) => mismatch(other.kind(), "a number, a date or an instant"),
    }
}

/// Answers `contains`, `in`, `one_of`, `starts_with` and `ends_with`.
fn holds(function: Function, holder: &Dynamic, part: &Dynamic) -> Outcome {
    let part = value(part)?;
    if let Ok(items) = holder.as_array_ref() {
        for item in items.iter() {
            let item = value(item)?;
            match item.compare(Comparison::Equal, &part) {
                Some(true) => return Ok(Dynamic::TRUE),
                Some(false) => {}
                None => return mismatch(part.kind(), item.kind()),
            }
        }
        return Ok(Dynamic::FALSE);
    }
    match (value(holder)?, part) {
        (Value::Missing, _) | (_, Value::Missing) => Ok(Dynamic::FALSE),
        (Value::Text(text), Value::Text(part)) => Ok(search(function, &text, &part).into()),
        (Value::Tags(tags), Value::Text(tag)) if function == Function::Contains => {
            Ok(tags.holds(&tag).into())
        }
        (Value::Tags(_) | Value::Text(_), part) => mismatch(part.kind(), "text"),
        (holder, _) => mismatch(holder.kind(), "text or tags"),
    }
}

/// Answers the functions of dates and instants.
fn calendar(function: Function, given: &[Value]) -> Outcome {
    let Some((now, zone, holidays)) =
        with_run(|run| (run.now, run.zone.clone(), run.holidays.clone()))
    else {
        return Ok(Dynamic::UNIT);
    };
    let local = |instant| kernel::civil(instant, &zone);
    let today = local(now).map(|civil| civil.day);
    let answer = (|| {
        let day = match given {
            [] if function == Function::Today => return Ok(settle(today, Value::Date)),
            [Value::Date(day)] if !matches!(function, Function::Hour | Function::Minute) => {
                Ok(*day)
            }
            [Value::Instant(instant)] => local(*instant).map(|civil| civil.day),
            _ => return Err(()),
        };
        Ok(match (function, given) {
            (Function::Date, _) => settle(day, Value::Date),
            (Function::Hour | Function::Minute, [Value::Instant(instant)]) => {
                let time = local(*instant).map(|civil| kernel::of_time(function, civil));
                settle(time, Value::Integer)
            }
            (Function::IsHoliday, _) => match day {
                Ok(day) => Ok(holidays.contains(day).into()),
                Err(trap) => settle(Err(trap), Value::Date).map(|_| Dynamic::FALSE),
            },
            _ => {
                let cell = day.and_then(|day| kernel::of_day(function, day, today?));
                settle(cell, Value::Integer)
            }
        })
    })();
    match answer {
        Ok(outcome) => outcome,
        Err(()) => {
            let found = given.first().map_or("a value", Value::kind);
            mismatch(found, wanted(function))
        }
    }
}

/// Returns what a function wants, in the checker's terms.
fn wanted(function: Function) -> &'static str {
    match function {
        Function::Lower | Function::Upper | Function::Trim => "text",
        Function::StartsWith | Function::EndsWith | Function::Contains => "text",
        Function::Len => "text or tags",
        Function::Hour | Function::Minute => "instant",
        Function::Round | Function::Floor | Function::Ceil | Function::Abs => "a number",
        Function::Min | Function::Max | Function::Between => "a number, a date or an instant",
        Function::IsSet | Function::OneOf => "a value",
        Function::DaysSince
        | Function::DaysUntil
        | Function::Weekday
        | Function::Day
        | Function::Month
        | Function::Year
        | Function::IsHoliday
        | Function::Date
        | Function::Instant
        | Function::Today => "a date or an instant",
    }
}
