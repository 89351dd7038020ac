//! Spans of time as people write them: "3d", "1h 30m". Days are calendar days, not 24 hours.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::time::{DAY, HOUR, MINUTE, Millis, SECOND, Zone};

/// A length of time: whole calendar days, then milliseconds. Never negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Calendar days, 0 … 36,500.
    pub days: i64,
    /// Milliseconds on top.
    pub millis: Millis,
}

impl Span {
    /// Returns a span of calendar days.
    pub const fn days(days: i64) -> Self {
        Self { days, millis: 0 }
    }

    /// Returns a span of milliseconds.
    pub const fn millis(millis: Millis) -> Self {
        Self { days: 0, millis }
    }

    /// Returns whether this is no time at all.
    pub fn is_zero(self) -> bool {
        self.days == 0 && self.millis == 0
    }

    /// Returns the length with every day taken as 24 hours, for ordering and limits.
    pub fn nominal(self) -> Millis {
        self.days * DAY + self.millis
    }

    /// Returns the instant this span after `start`: the days on the zone's calendar, then the rest.
    ///
    /// "1 day" after 09:00 is 09:00, also where the clocks change in between.
    #[inline]
    pub fn after(self, start: Millis, zone: &Zone) -> Millis {
        let moved = match self.days {
            0 => start,
            days => zone.instant(zone.local(start) + days * DAY),
        };
        moved + self.millis
    }
}

impl FromStr for Span {
    type Err = ();

    /// Reads `90d`, `2w`, `1h 30m`, `45s`, `250ms`; at most 100 years.
    fn from_str(text: &str) -> Result<Self, ()> {
        let mut span = Self::default();
        let mut rest = text.trim();
        if rest.is_empty() {
            return Err(());
        }
        while !rest.is_empty() {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let number: i64 = rest[..digits].parse().map_err(|_| ())?;
            let unit_and_rest = rest[digits..].trim_start();
            let letters = unit_and_rest.bytes().take_while(u8::is_ascii_alphabetic).count();
            let unit = match &unit_and_rest[..letters] {
                "w" => 7 * DAY,
                "d" => DAY,
                "h" => HOUR,
                "m" | "min" => MINUTE,
                "s" => SECOND,
                "ms" => 1,
                _ => return Err(()),
            };
            let length =
                number.checked_mul(unit).filter(|&length| length <= 36_500 * DAY).ok_or(())?;
            if unit >= DAY {
                span.days += length / DAY;
            } else {
                span.millis += length;
            }
            rest = unit_and_rest[letters..].trim_start();
        }
        if span.nominal() > 36_500 * DAY { Err(()) } else { Ok(span) }
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [
            (self.days, "d"),
            (self.millis / HOUR, "h"),
            (self.millis / MINUTE % 60, "m"),
            (self.millis / SECOND % 60, "s"),
            (self.millis % SECOND, "ms"),
        ];
        let words: Vec<String> = parts
            .iter()
            .filter(|(number, _)| *number != 0)
            .map(|(number, unit)| format!("{number}{unit}"))
            .collect();
        f.write_str(if words.is_empty() { "0s".to_owned() } else { words.join(" ") }.as_str())
    }
}

impl Serialize for Span {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|()| {
            serde::de::Error::custom(format!(
                "expected a length of time like \"3d\" or \"1h 30m\", found \"{text}\""
            ))
        })
    }
}

impl JsonSchema for Span {
    fn schema_name() -> Cow<'static, str> {
        "Span".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "description": "Length of time: whole numbers with w, d, h, m, s or ms, as in \"1h 30m\". Days are calendar days.",
            "examples": ["3d", "1h 30m", "45s"]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_day_is_no_24_hours_when_clocks_change() {
        let zone = Zone::named("America/New_York").expect("known zone");
        let (nine, _) = crate::time::parse_instant("2026-03-07T09:00-05:00").expect("test instant");
        assert_eq!(Span::days(1).after(nine, &zone) - nine, 23 * HOUR);
        assert_eq!(Span::millis(DAY).after(nine, &zone) - nine, DAY);
    }

    #[test]
    fn what_is_no_span_is_refused() {
        for text in ["", "3", "d", "3 x", "-1d", "1.5h", "99999999w", "三日"] {
            assert_eq!(text.parse::<Span>(), Err(()), "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_span_survives_print(days in 0i64..30_000, millis in 0i64..DAY) {
            let span = Span { days, millis };
            prop_assert_eq!(span.to_string().parse(), Ok(span));
        }
    }
}
