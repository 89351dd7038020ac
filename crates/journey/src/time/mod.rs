//! Time: zones, calendar days, holidays and weekly hours, all in plain integers.
//! Reads no clock. Instants are milliseconds since 1970-01-01T00:00Z, days are days since 1970-01-01.

mod civil;
mod holiday;
mod hours;
mod zone;

#[cfg(test)]
mod tests;

pub use civil::{
    Civil, date_text, day_of, days_in_month, instant_text, parse_date, parse_instant, weekday, ymd,
};
pub use holiday::{Holidays, japan};
pub(crate) use hours::minutes;
pub use hours::{DayName, Grid, TimeOfDay, Window};
pub use zone::Zone;

/// Milliseconds since 1970-01-01T00:00Z.
pub type Millis = i64;
/// Days since 1970-01-01.
pub type Day = i64;

/// One second, in milliseconds.
pub const SECOND: Millis = 1_000;
/// One minute, in milliseconds.
pub const MINUTE: Millis = 60 * SECOND;
/// One hour, in milliseconds.
pub const HOUR: Millis = 60 * MINUTE;
/// Twenty-four hours, in milliseconds; a calendar day may be shorter or longer.
pub const DAY: Millis = 24 * HOUR;
