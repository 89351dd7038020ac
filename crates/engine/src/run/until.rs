//! When a pause ends: calendar arithmetic in a zone.

use journey::op::{LeapDay, Until};
use journey::time::{Civil, DAY, Day, DayName, MINUTE, Millis, Zone, day_of, weekday, ymd};
use journey::value::{Cell, MISSING, Type};

/// Returns when a pause that begins now ends; an instant not after `now` is past.
///
/// `value` is the attribute's cell and type for [`Until::Attribute`]. A missing value ends at once
/// as past: nothing waits forever for what is not there.
#[inline(always)]
pub(crate) fn until(
    until: &Until,
    now: Millis,
    zone: &Zone,
    value: Option<(Cell, Type)>,
) -> Millis {
    match until {
        Until::After(span) => span.after(now, zone),
        Until::Local(local) => zone.instant(*local),
        Until::Next { days, minute } => next(days, *minute, now, zone),
        Until::Attribute { plus_days, minute, yearly, .. } => match value {
            Some((cell, kind)) if cell != MISSING => {
                attribute(cell, kind, *plus_days, *minute, *yearly, now, zone)
            }
            _ => Millis::MIN,
        },
    }
}

/// Returns the next such weekday and time strictly after now.
pub(crate) fn next(days: &[DayName], minute: i64, now: Millis, zone: &Zone) -> Millis {
    let today = Civil::of(zone.local(now)).day;
    let wanted = |day: Day| days.is_empty() || days.iter().any(|name| *name as u8 == weekday(day));
    let at = |day: Day| zone.instant(Civil { day, time: minute * MINUTE }.local());
    (today..today + 9)
        .filter(|&day| wanted(day))
        .map(at)
        .find(|&at| at > now)
        .unwrap_or(Millis::MIN)
}

fn attribute(
    cell: Cell,
    kind: Type,
    plus_days: i64,
    minute: i64,
    yearly: Option<LeapDay>,
    now: Millis,
    zone: &Zone,
) -> Millis {
    let (day, time) = match kind {
        // As it stands: an hour that comes twice on the clock is not looked up there.
        Type::Instant if plus_days == 0 && yearly.is_none() => return cell,
        Type::Instant => {
            let civil = Civil::of(zone.local(cell));
            (civil.day, civil.time)
        }
        _ => (cell, minute * MINUTE),
    };
    let at = |day: Day| zone.instant(Civil { day: day + plus_days, time }.local());
    let Some(leap) = yearly else { return at(day) };
    // From today on: on the day itself the time of day may be past, and then it is past, not next year's.
    let today = zone.local(now).div_euclid(DAY);
    let (year, _, _) = ymd(today);
    (year - 1..=year + 2)
        .map(|year| anniversary(day, year, leap))
        .find(|day| day + plus_days >= today)
        .map_or(Millis::MIN, at)
}

/// Returns the day in a year that has the month and day of another.
pub(crate) fn anniversary(day: Day, year: i64, leap: LeapDay) -> Day {
    let (_, month, dom) = ymd(day);
    day_of(year, month, dom).unwrap_or_else(|| {
        let (month, dom) = match leap {
            LeapDay::February28 => (2, 28),
            LeapDay::March1 => (3, 1),
        };
        day_of(year, month, dom).unwrap_or(day)
    })
}
