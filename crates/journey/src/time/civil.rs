//! The proleptic Gregorian calendar in integers, and the two texts we read and write.

use super::{DAY, Day, HOUR, MINUTE, Millis, SECOND};

/// A local date and time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Civil {
    /// Days since 1970-01-01.
    pub day: Day,
    /// Milliseconds since local midnight, 0 … 86,399,999.
    pub time: Millis,
}

impl Civil {
    /// Splits a local time line (milliseconds since local 1970-01-01T00:00) into day and time of day.
    pub fn of(local: Millis) -> Self {
        Self { day: local.div_euclid(DAY), time: local.rem_euclid(DAY) }
    }

    /// Joins day and time of day to a local time line.
    pub fn local(self) -> Millis {
        self.day * DAY + self.time
    }
}

/// Returns year, month (1–12) and day of month (1–31).
///
/// Source: Howard Hinnant, "chrono-compatible low-level date algorithms", `civil_from_days`.
pub fn ymd(day: Day) -> (i64, u8, u8) {
    let z = day + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    let year = yoe + era * 400 + i64::from(month <= 2);
    (year, month as u8, (doy - (153 * mp + 2) / 5 + 1) as u8)
}

/// Returns the day of a date, or none when the month has no such day.
///
/// Source: as [`ymd`], `days_from_civil`.
pub fn day_of(year: i64, month: u8, dom: u8) -> Option<Day> {
    if !(-9_999..=9_999).contains(&year) || dom == 0 || dom > days_in_month(year, month)? {
        return None;
    }
    let (m, d) = (i64::from(month), i64::from(dom));
    let y = if m <= 2 { year - 1 } else { year };
    let (era, yoe) = (y.div_euclid(400), y.rem_euclid(400));
    let doy = (153 * (if m > 2 { m - 3 } else { m + 9 }) + 2) / 5 + d - 1;
    Some(era * 146_097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719_468)
}

/// Returns how many days a month has, or none for a month outside 1–12.
pub fn days_in_month(year: i64, month: u8) -> Option<u8> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 => Some(if leap { 29 } else { 28 }),
        _ => None,
    }
}

/// Returns the weekday, Monday 0 … Sunday 6.
pub fn weekday(day: Day) -> u8 {
    (day + 3).rem_euclid(7) as u8
}

/// Writes `2026-11-22`.
pub fn date_text(day: Day) -> String {
    let (year, month, dom) = ymd(day);
    format!("{year:04}-{month:02}-{dom:02}")
}

/// Reads `2026-11-22` or `2026/11/22`.
pub fn parse_date(text: &str) -> Option<Day> {
    let mut parts = text.split(['-', '/']);
    let (year, month, dom) = (parts.next()?, parts.next()?, parts.next()?);
    let digits = |part: &str, min: usize, max: usize| {
        (min..=max).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    if parts.next().is_some() || !digits(year, 4, 4) || !digits(month, 1, 2) || !digits(dom, 1, 2) {
        return None;
    }
    day_of(year.parse().ok()?, month.parse().ok()?, dom.parse().ok()?)
}

/// Writes an instant shifted by an offset as `2026-11-22T09:00:00+09:00` (milliseconds only when not zero).
pub fn instant_text(instant: Millis, offset: Millis) -> String {
    let Civil { day, time } = Civil::of(instant + offset);
    let (h, m, s, ms) = (time / HOUR, time / MINUTE % 60, time / SECOND % 60, time % SECOND);
    let fraction = if ms == 0 { String::new() } else { format!(".{ms:03}") };
    let zone = match offset / MINUTE {
        0 => "Z".to_owned(),
        minutes => {
            let sign = if minutes < 0 { '-' } else { '+' };
            format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
        }
    };
    format!("{}T{h:02}:{m:02}:{s:02}{fraction}{zone}", date_text(day))
}

/// Reads `2026-11-22T09:00[:00[.123]]` with `Z` or an offset, with a blank for the `T` if you like.
///
/// Returns the instant, and whether the text named a zone; without one the time is taken as local
/// and the caller must place it in a zone.
pub fn parse_instant(text: &str) -> Option<(Millis, bool)> {
    let at = text.find(['T', 't', ' '])?;
    let day = parse_date(&text[..at])?;
    let rest = &text[at + 1..];
    let split = rest.find(['Z', 'z', '+', '-']).unwrap_or(rest.len());
    let (clock, zone) = (rest[..split].trim_end(), &rest[split..]);
    let time = parse_clock(clock)?;
    let local = day * DAY + time;
    match zone.as_bytes() {
        [] => Some((local, false)),
        [b'Z' | b'z'] => Some((local, true)),
        [sign, ..] => {
            let digits: String = zone[1..].chars().filter(|&c| c != ':').collect();
            if digits.len() != 4 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
                return None;
            }
            let (hours, minutes): (i64, i64) =
                (digits[..2].parse().ok()?, digits[2..].parse().ok()?);
            if hours > 23 || minutes > 59 {
                return None;
            }
            let offset = hours * HOUR + minutes * MINUTE;
            Some((if *sign == b'-' { local + offset } else { local - offset }, true))
        }
    }
}

/// Reads `9:00`, `09:00:30` or `09:00:30.25` as milliseconds since midnight.
fn parse_clock(text: &str) -> Option<Millis> {
    let mut parts = text.split(':');
    let (hour, minute, second) = (parts.next()?, parts.next()?, parts.next().unwrap_or("0"));
    if parts.next().is_some() {
        return None;
    }
    let (second, fraction) = second.split_once('.').unwrap_or((second, "0"));
    let number = |part: &str, most: i64| {
        let fits = (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse::<i64>().ok().filter(|&value| fits && value <= most)
    };
    if fraction.is_empty()
        || fraction.len() > 9
        || !fraction.bytes().all(|byte| byte.is_ascii_digit())
    {
        return None;
    }
    let millis: i64 = format!("{fraction:0<3}")[..3].parse().ok()?;
    Some(
        number(hour, 23)? * HOUR
            + number(minute, 59)? * MINUTE
            + number(second, 59)? * SECOND
            + millis,
    )
}
