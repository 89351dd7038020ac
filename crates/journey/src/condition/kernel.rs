//! Arithmetic and calendar on single cells, checked. Knows no missing: callers have sorted that out.

use super::ast::Arithmetic;
use super::facts::Trap;
use super::functions::Function;
use crate::time::{Civil, Day, HOUR, MINUTE, Millis, Zone, day_of, weekday, ymd};
use crate::value::{Cell, Decimal, MISSING};

/// Refuses the one cell that means missing.
fn fit(cell: Option<i64>) -> Result<Cell, Trap> {
    cell.filter(|&cell| cell != MISSING).ok_or(Trap::Overflow)
}

/// Calculates with whole numbers; the quotient is cut toward zero.
pub(super) fn integers(operator: Arithmetic, left: i64, right: i64) -> Result<Cell, Trap> {
    let divides = matches!(operator, Arithmetic::Divide | Arithmetic::Remainder);
    if divides && right == 0 {
        return Err(Trap::DivisionByZero);
    }
    fit(match operator {
        Arithmetic::Add => left.checked_add(right),
        Arithmetic::Subtract => left.checked_sub(right),
        Arithmetic::Multiply => left.checked_mul(right),
        Arithmetic::Divide => left.checked_div(right),
        Arithmetic::Remainder => left.checked_rem(right),
    })
}

/// Calculates with millionths; products and quotients round half to even.
pub(super) fn decimals(operator: Arithmetic, left: i64, right: i64) -> Result<Cell, Trap> {
    match operator {
        Arithmetic::Multiply => {
            fit(Decimal(left).checked_mul(Decimal(right)).map(|decimal| decimal.0))
        }
        Arithmetic::Divide if right != 0 => {
            fit(Decimal(left).checked_div(Decimal(right)).map(|decimal| decimal.0))
        }
        _ => integers(operator, left, right),
    }
}

/// Widens a whole number to millionths.
pub(super) fn widen(integer: i64) -> Result<Cell, Trap> {
    fit(integer.checked_mul(Decimal::SCALE))
}

/// Adds days to a date, or takes them off.
pub(super) fn move_date(operator: Arithmetic, day: Day, days: i64) -> Result<Cell, Trap> {
    let moved = match operator {
        Arithmetic::Subtract => day.checked_sub(days),
        _ => day.checked_add(days),
    };
    calendar(moved.ok_or(Trap::CalendarRange)?)
}

/// Refuses days outside the years −9999 … 9999, where the calendar's arithmetic is not promised.
pub(super) fn calendar(day: Day) -> Result<Day, Trap> {
    let least = day_of(-9_999, 1, 1).unwrap_or(0);
    let most = day_of(9_999, 12, 31).unwrap_or(0);
    if (least..=most).contains(&day) { Ok(day) } else { Err(Trap::CalendarRange) }
}

/// Returns local day and time of day of an instant.
pub(super) fn civil(instant: Millis, zone: &Zone) -> Result<Civil, Trap> {
    calendar(instant.div_euclid(crate::time::DAY))?;
    Ok(Civil::of(zone.local(instant)))
}

/// Answers the functions of one day.
pub(super) fn of_day(function: Function, day: Day, today: Day) -> Result<Cell, Trap> {
    let day = calendar(day)?;
    let (year, month, dom) = ymd(day);
    Ok(match function {
        Function::DaysSince => today - day,
        Function::DaysUntil => day - today,
        Function::Weekday => Cell::from(weekday(day)) + 1,
        Function::Day => Cell::from(dom),
        Function::Month => Cell::from(month),
        Function::Year => year,
        _ => day,
    })
}

/// Answers the functions of a time of day.
pub(super) fn of_time(function: Function, civil: Civil) -> Cell {
    match function {
        Function::Minute => civil.time / MINUTE % 60,
        _ => civil.time / HOUR,
    }
}

/// Rounds millionths to a number of digits, half away from zero, or down, or up.
pub(super) fn round(function: Function, cell: i64, digits: u32) -> Result<Cell, Trap> {
    let unit = i128::from(10i64.pow(6 - digits.min(6)));
    let wide = i128::from(cell);
    let (floor, rest) = (wide.div_euclid(unit), wide.rem_euclid(unit));
    let up = match function {
        Function::Floor => false,
        Function::Ceil => rest > 0,
        _ if cell < 0 => rest * 2 > unit,
        _ => rest * 2 >= unit,
    };
    fit(i64::try_from((floor + i128::from(up)) * unit).ok())
}
