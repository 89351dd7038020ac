//! Weekly hours: when something is open (or quiet), minute by minute of a local week, holidays apart.

use std::borrow::Cow;
use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Civil, DAY, Holidays, MINUTE, Millis, Zone, weekday};

/// One stretch of hours on some days; `to` at or before `from` means it runs past midnight.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Window {
    /// The days it begins on: `mon` … `sun`, and `holiday`.
    pub days: Vec<DayName>,
    /// When it begins, "HH:MM", 00:00 … 24:00.
    pub from: String,
    /// When it ends, "HH:MM", the first minute that is outside.
    pub to: String,
}

/// A time of day, "HH:MM".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct TimeOfDay {
    /// Minutes since local midnight, 0 … 1,440.
    pub minute: i64,
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.minute / 60, self.minute % 60)
    }
}

impl Serialize for TimeOfDay {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for TimeOfDay {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let minute = minutes(&text).ok_or_else(|| {
            serde::de::Error::custom(format!(
                "expected a time of day like \"09:00\", found \"{text}\""
            ))
        })?;
        Ok(Self { minute })
    }
}

impl JsonSchema for TimeOfDay {
    fn schema_name() -> Cow<'static, str> {
        "TimeOfDay".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "description": "Time of day, \"HH:MM\", 00:00 to 24:00.",
            "pattern": "^([01]?[0-9]|2[0-4]):[0-5][0-9]$",
            "examples": ["09:00", "18:30"]
        })
    }
}

/// A day of the week, or a holiday whatever its weekday.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum DayName {
    /// Monday.
    Mon,
    /// Tuesday.
    Tue,
    /// Wednesday.
    Wed,
    /// Thursday.
    Thu,
    /// Friday.
    Fri,
    /// Saturday.
    Sat,
    /// Sunday.
    Sun,
    /// A holiday, whatever its weekday.
    Holiday,
}

impl DayName {
    /// Monday to Sunday, in order.
    pub const WEEK: [Self; 7] =
        [Self::Mon, Self::Tue, Self::Wed, Self::Thu, Self::Fri, Self::Sat, Self::Sun];
}

/// A compiled week: for each kind of day the stretches of minutes that are inside.
///
/// A minute is inside by its local clock reading alone, so on a day that repeats an hour both
/// passes count, and an hour that the clocks skip is never seen.
#[derive(Clone, Debug)]
pub struct Grid {
    /// Sorted, disjoint [from, to) minutes since midnight, for Monday … Sunday and holidays (7),
    /// of windows that begin on that day.
    today: [Vec<(i64, i64)>; 8],
    /// The same for the part that spills into the day after.
    after: [Vec<(i64, i64)>; 8],
    holidays: Holidays,
    /// Whether days that are holidays use the holiday row.
    holiday_row: bool,
}

impl Grid {
    /// Compiles windows; an error names the index of the window whose times cannot be read.
    ///
    /// With `holiday_row` a holiday uses only windows that list `holiday`; without it the weekday's.
    pub fn new(windows: &[Window], holidays: Holidays, holiday_row: bool) -> Result<Self, usize> {
        let mut today: [Vec<(i64, i64)>; 8] = Default::default();
        let mut after: [Vec<(i64, i64)>; 8] = Default::default();
        for (index, window) in windows.iter().enumerate() {
            let from = minutes(&window.from).ok_or(index)?;
            let to = minutes(&window.to).ok_or(index)?;
            for &day in &window.days {
                let row = day as usize;
                if to > from {
                    today[row].push((from, to));
                } else {
                    today[row].push((from, 1_440));
                    after[row].push((0, to));
                }
            }
        }
        for row in today.iter_mut().chain(after.iter_mut()) {
            row.retain(|&(from, to)| from < to);
            row.sort_unstable();
        }
        Ok(Self { today, after, holidays, holiday_row })
    }

    /// Returns whether no minute of any day is inside.
    pub fn is_empty(&self) -> bool {
        self.today.iter().chain(&self.after).all(Vec::is_empty)
    }

    /// Returns whether the minute of a local time is inside.
    pub fn holds(&self, local: Millis) -> bool {
        let Civil { day, time } = Civil::of(local);
        let minute = time / MINUTE;
        let inside =
            |row: &[(i64, i64)]| row.iter().any(|&(from, to)| from <= minute && minute < to);
        inside(&self.today[self.row(day)]) || inside(&self.after[self.row(day - 1)])
    }

    /// Returns the first instant from `now` on at which being inside equals `wanted`, if within 400 days.
    pub fn next(&self, now: Millis, zone: &Zone, wanted: bool) -> Option<Millis> {
        let (mut at, limit) = (now, now + 400 * DAY);
        while at < limit {
            let local = zone.local(at);
            if self.holds(local) == wanted {
                return Some(at);
            }
            let step = self.edge_after(local) - local;
            at = (at + step).min(zone.next_change(at));
        }
        None
    }

    /// Returns the next local time after this one at which a stretch begins or ends, at most the next midnight.
    fn edge_after(&self, local: Millis) -> Millis {
        let Civil { day, time } = Civil::of(local);
        let rows = [&self.today[self.row(day)], &self.after[self.row(day - 1)]];
        let edges = rows.into_iter().flatten().flat_map(|&(from, to)| [from, to]);
        let next = edges.map(|minute| minute * MINUTE).filter(|&edge| edge > time).min();
        day * DAY + next.unwrap_or(DAY)
    }

    fn row(&self, day: i64) -> usize {
        if self.holiday_row && self.holidays.contains(day) { 7 } else { usize::from(weekday(day)) }
    }
}

/// Reads "HH:MM", 00:00 … 24:00, as minutes since midnight.
pub(crate) fn minutes(text: &str) -> Option<i64> {
    let (hour, minute) = text.split_once(':')?;
    let digits = |part: &str| {
        (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !digits(hour) || minute.len() != 2 || !digits(minute) {
        return None;
    }
    let (hour, minute): (i64, i64) = (hour.parse().ok()?, minute.parse().ok()?);
    (hour < 24 && minute < 60 || hour == 24 && minute == 0).then_some(hour * 60 + minute)
}
