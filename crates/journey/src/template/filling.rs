//! One value of a customer, as a text shows it.

use minijinja::value::{Object, Value};

use std::fmt;
use std::sync::Arc;

use super::language::Spoken;
use crate::condition::cell_text;
use crate::lang::Lang;
use crate::time::{Zone, weekday};
use crate::value::{Attribute, Cell, MISSING, TextView, Type};

/// A value that a text can show.
#[derive(Clone, Debug, PartialEq)]
pub enum Filling {
    /// A text, a category, a list of tags, or an exact number.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// Yes or no.
    YesNo(bool),
    /// A day: days since 1970-01-01.
    Day(i64),
    /// A point in time: local milliseconds since 1970-01-01.
    Moment(i64),
}

impl Filling {
    /// Returns what a cell shows; none where it is missing or no value of its type.
    pub fn of(cell: Cell, attribute: &Attribute, texts: TextView<'_>, zone: &Zone) -> Option<Self> {
        if cell == MISSING {
            return None;
        }
        Some(match attribute.kind {
            Type::Integer => Filling::Whole(cell),
            Type::Boolean => Filling::YesNo(cell != 0),
            Type::Date => Filling::Day(cell),
            Type::Instant => Filling::Moment(zone.local(cell)),
            Type::Text | Type::Decimal | Type::Category | Type::Tags => {
                Filling::Text(cell_text(cell, attribute, texts, zone))
            }
        })
    }

    /// Returns a value of a type, for a text that is only tried.
    pub fn example(kind: Type) -> Self {
        match kind {
            Type::Integer => Filling::Whole(1_234),
            Type::Boolean => Filling::YesNo(true),
            Type::Date => Filling::Day(20_779),
            Type::Instant => Filling::Moment(20_779 * crate::time::DAY),
            Type::Decimal => Filling::Text("12.5".to_owned()),
            Type::Text | Type::Category | Type::Tags => Filling::Text("x".to_owned()),
        }
    }

    pub(super) fn value(&self) -> Value {
        match self {
            Filling::Text(text) => Value::from(super::unmarked(text).into_owned()),
            Filling::Whole(number) => Value::from(*number),
            Filling::YesNo(yes) => Value::from(*yes),
            Filling::Day(day) => Value::from_object(Dated { day: *day, minute: None }),
            Filling::Moment(local) => Value::from_object(Dated {
                day: local.div_euclid(crate::time::DAY),
                minute: Some(local.rem_euclid(crate::time::DAY) / crate::time::MINUTE),
            }),
        }
    }
}

/// A day, or a minute of a day, inside the library.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dated {
    pub(super) day: i64,
    pub(super) minute: Option<i64>,
}

impl Dated {
    /// Returns the day as people write it in this language.
    pub(super) fn date(self, spoken: Spoken) -> String {
        let (year, month, day) = crate::time::ymd(self.day);
        match spoken.0 {
            Lang::Ja => format!("{year}年{month}月{day}日"),
            Lang::En => format!("{day} {} {year}", MONTHS[usize::from(month) - 1]),
        }
    }

    /// Returns the hour and the minute; none of a whole day.
    pub(super) fn time(self) -> Option<String> {
        self.minute.map(|minute| format!("{}:{:02}", minute / 60, minute % 60))
    }

    /// Returns the name of the day of the week.
    pub(super) fn weekday(self, spoken: Spoken) -> &'static str {
        let at = usize::from(weekday(self.day));
        match spoken.0 {
            Lang::Ja => ["月曜日", "火曜日", "水曜日", "木曜日", "金曜日", "土曜日", "日曜日"][at],
            Lang::En => WEEKDAYS[at],
        }
    }

    /// Returns the day, and the time where there is one.
    pub(super) fn whole(self, spoken: Spoken) -> String {
        let time = self.time().map(|time| format!(" {time}"));
        self.date(spoken) + time.as_deref().unwrap_or_default()
    }
}

const WEEKDAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Object for Dated {
    /// What a text compares with: the day as files write it.
    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&crate::time::date_text(self.day))
    }
}
