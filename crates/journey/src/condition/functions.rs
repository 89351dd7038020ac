//! The reviewed list of functions: name, signature, nothing else may be called.

/// A function conditions and scripts may call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Function {
    /// Asks whether an attribute has a value.
    IsSet,
    /// Asks whether a text holds a part, or tags hold a tag.
    Contains,
    /// Asks for the beginning of a text.
    StartsWith,
    /// Asks for the end of a text.
    EndsWith,
    /// Small letters.
    Lower,
    /// Capital letters.
    Upper,
    /// Without blanks at both ends.
    Trim,
    /// Characters of a text, or number of tags.
    Len,
    /// Local calendar days from then to today.
    DaysSince,
    /// Local calendar days from today to then.
    DaysUntil,
    /// Local hour, 0–23.
    Hour,
    /// Local minute, 0–59.
    Minute,
    /// Local weekday, Monday 1 … Sunday 7.
    Weekday,
    /// Local day of month, 1–31.
    Day,
    /// Local month, 1–12.
    Month,
    /// Local year.
    Year,
    /// Asks whether the local day is a holiday.
    IsHoliday,
    /// A fixed date, or the local day of an instant.
    Date,
    /// A fixed instant; without an offset, local time.
    Instant,
    /// The local day of now.
    Today,
    /// Asks whether a value lies between two, both included.
    Between,
    /// Asks whether a value is on a list.
    OneOf,
    /// The smaller of two.
    Min,
    /// The larger of two.
    Max,
    /// Rounds half away from zero, to up to six digits.
    Round,
    /// The next whole number down.
    Floor,
    /// The next whole number up.
    Ceil,
    /// Without its sign.
    Abs,
}

/// One line of the list.
#[derive(Clone, Copy, Debug)]
pub struct Signature {
    /// Which function.
    pub function: Function,
    /// Its name in conditions.
    pub name: &'static str,
    /// Fewest and most arguments.
    pub arguments: (usize, usize),
    /// What it takes and gives, for people.
    pub text: &'static str,
}

const fn line(
    function: Function,
    name: &'static str,
    arguments: (usize, usize),
    text: &'static str,
) -> Signature {
    Signature { function, name, arguments, text }
}

/// The reviewed list, by name.
pub const FUNCTIONS: &[Signature] = &[
    line(Function::Abs, "abs", (1, 1), "abs(number) -> number"),
    line(Function::Between, "between", (3, 3), "between(value, least, most) -> boolean"),
    line(Function::Ceil, "ceil", (1, 1), "ceil(number) -> number"),
    line(Function::Contains, "contains", (2, 2), "contains(text | tags, text) -> boolean"),
    line(Function::Date, "date", (1, 1), "date(\"YYYY-MM-DD\" | instant) -> date"),
    line(Function::Day, "day", (1, 1), "day(date | instant) -> integer"),
    line(Function::DaysSince, "days_since", (1, 1), "days_since(date | instant) -> integer"),
    line(Function::DaysUntil, "days_until", (1, 1), "days_until(date | instant) -> integer"),
    line(Function::EndsWith, "ends_with", (2, 2), "ends_with(text, text) -> boolean"),
    line(Function::Floor, "floor", (1, 1), "floor(number) -> number"),
    line(Function::Hour, "hour", (1, 1), "hour(instant) -> integer"),
    line(Function::Instant, "instant", (1, 1), "instant(\"YYYY-MM-DDThh:mm:ss+hh:mm\") -> instant"),
    line(Function::IsHoliday, "is_holiday", (1, 1), "is_holiday(date | instant) -> boolean"),
    line(Function::IsSet, "is_set", (1, 1), "is_set(attribute) -> boolean"),
    line(Function::Len, "len", (1, 1), "len(text | tags) -> integer"),
    line(Function::Lower, "lower", (1, 1), "lower(text) -> text"),
    line(Function::Max, "max", (2, 2), "max(a, b) -> same"),
    line(Function::Min, "min", (2, 2), "min(a, b) -> same"),
    line(Function::Minute, "minute", (1, 1), "minute(instant) -> integer"),
    line(Function::Month, "month", (1, 1), "month(date | instant) -> integer"),
    line(Function::OneOf, "one_of", (2, 2), "one_of(value, [values]) -> boolean"),
    line(Function::Round, "round", (1, 2), "round(number [, digits]) -> number"),
    line(Function::StartsWith, "starts_with", (2, 2), "starts_with(text, text) -> boolean"),
    line(Function::Today, "today", (0, 0), "today() -> date"),
    line(Function::Trim, "trim", (1, 1), "trim(text) -> text"),
    line(Function::Upper, "upper", (1, 1), "upper(text) -> text"),
    line(Function::Weekday, "weekday", (1, 1), "weekday(date | instant) -> integer"),
    line(Function::Year, "year", (1, 1), "year(date | instant) -> integer"),
];

/// Returns the line of a name.
pub(super) fn signature(name: &str) -> Option<&'static Signature> {
    FUNCTIONS.binary_search_by(|line| line.name.cmp(name)).ok().map(|index| &FUNCTIONS[index])
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;

    /// Adding a function fails here until somebody has reviewed it.
    #[test]
    fn the_list_is_reviewed() {
        assert!(FUNCTIONS.is_sorted_by_key(|line| line.name));
        let list: Vec<&str> = FUNCTIONS.iter().map(|line| line.text).collect();
        expect![[r#"
            abs(number) -> number
            between(value, least, most) -> boolean
            ceil(number) -> number
            contains(text | tags, text) -> boolean
            date("YYYY-MM-DD" | instant) -> date
            day(date | instant) -> integer
            days_since(date | instant) -> integer
            days_until(date | instant) -> integer
            ends_with(text, text) -> boolean
            floor(number) -> number
            hour(instant) -> integer
            instant("YYYY-MM-DDThh:mm:ss+hh:mm") -> instant
            is_holiday(date | instant) -> boolean
            is_set(attribute) -> boolean
            len(text | tags) -> integer
            lower(text) -> text
            max(a, b) -> same
            min(a, b) -> same
            minute(instant) -> integer
            month(date | instant) -> integer
            one_of(value, [values]) -> boolean
            round(number [, digits]) -> number
            starts_with(text, text) -> boolean
            today() -> date
            trim(text) -> text
            upper(text) -> text
            weekday(date | instant) -> integer
            year(date | instant) -> integer"#]]
        .assert_eq(&list.join("\n"));
    }
}
