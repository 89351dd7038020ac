//! Values: the eight types an attribute can have, and how one value fits in a machine word.
//! Knows nothing of nodes, customers or conditions.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::lang::Lang;

/// The type of an attribute, an event property or a context key.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS,
)]
#[serde(rename_all = "snake_case")]
pub enum Type {
    /// Free text.
    Text,
    /// A whole number, −2⁶³+1 … 2⁶³−1.
    Integer,
    /// An exact number with six decimal places: money, percent.
    Decimal,
    /// True or false.
    Boolean,
    /// A calendar day without a time or a zone.
    Date,
    /// A point in time, in milliseconds since 1970-01-01T00:00Z.
    Instant,
    /// One of a closed list of values.
    Category,
    /// A set drawn from a closed list of at most [`MAX_TAGS`] values.
    Tags,
}

impl Type {
    /// Every type.
    pub const ALL: [Type; 8] = [
        Type::Text,
        Type::Integer,
        Type::Decimal,
        Type::Boolean,
        Type::Date,
        Type::Instant,
        Type::Category,
        Type::Tags,
    ];

    /// Returns what people call it.
    pub fn word(self, lang: Lang) -> &'static str {
        let [en, ja] = match self {
            Self::Text => ["text", "文字列"],
            Self::Integer => ["integer", "整数"],
            Self::Decimal => ["decimal", "小数"],
            Self::Boolean => ["boolean", "真偽値"],
            Self::Date => ["date", "日付"],
            Self::Instant => ["instant", "日時"],
            Self::Category => ["category", "区分"],
            Self::Tags => ["tags", "タグ"],
        };
        match lang {
            Lang::En => en,
            Lang::Ja => ja,
        }
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Type::Text => "text",
            Type::Integer => "integer",
            Type::Decimal => "decimal",
            Type::Boolean => "boolean",
            Type::Date => "date",
            Type::Instant => "instant",
            Type::Category => "category",
            Type::Tags => "tags",
        })
    }
}

/// How carefully an attribute's values must be treated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Sensitivity {
    /// Says nothing about a person by itself.
    #[default]
    Ordinary,
    /// Names or reaches a person: name, mail address, telephone number.
    Personal,
    /// Needs special care by law: health, beliefs, payment data.
    Special,
}

/// Declares one attribute, event property or context key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Attribute {
    /// What its values are.
    #[serde(rename = "type")]
    pub kind: Type,
    /// The closed list, for categories and tags; empty for every other type.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
    /// The name people read, by language ("ja", "en").
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub label: BTreeMap<String, String>,
    /// How carefully its values must be treated.
    #[serde(default, skip_serializing_if = "is_ordinary")]
    pub sensitivity: Sensitivity,
    /// Whether every customer is promised to have a value, so that nothing need ask `is_set`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
}

fn is_ordinary(sensitivity: &Sensitivity) -> bool {
    *sensitivity == Sensitivity::Ordinary
}

impl Attribute {
    /// Returns an attribute of this type with nothing else said about it.
    pub fn of(kind: Type) -> Self {
        Self {
            kind,
            values: Vec::new(),
            label: BTreeMap::new(),
            sensitivity: Sensitivity::Ordinary,
            required: false,
        }
    }
}

/// Most values a `tags` attribute may list: one bit each, in a word whose top two bits stay clear.
pub const MAX_TAGS: usize = 62;

/// One value in one machine word; what the bits mean is the attribute's type's business.
///
/// integer: itself · decimal: millionths · boolean: 0 or 1 · date: days since 1970-01-01 ·
/// instant: milliseconds since 1970-01-01T00:00Z · category: index into the closed list ·
/// tags: bit set over the closed list · text: index into [`Texts`].
pub type Cell = i64;

/// The cell of a customer who has no value here.
pub const MISSING: Cell = i64::MIN;

/// An exact decimal number: whole millionths in 64 bits, so ±9.2 × 10¹².
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(pub i64);

impl Decimal {
    /// Millionths in one.
    pub const SCALE: i64 = 1_000_000;

    /// Returns the decimal of a whole number, or none when it does not fit.
    pub fn from_integer(integer: i64) -> Option<Self> {
        integer.checked_mul(Self::SCALE).map(Self)
    }

    /// Returns the nearest double.
    pub fn to_f64(self) -> f64 {
        self.0 as f64 / Self::SCALE as f64
    }

    /// Multiplies exactly and rounds half to even; none when the product does not fit.
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        let product = i128::from(self.0) * i128::from(other.0);
        round_half_even(product, i128::from(Self::SCALE)).map(Self)
    }

    /// Divides and rounds half to even; none for division by zero or a quotient that does not fit.
    pub fn checked_div(self, other: Self) -> Option<Self> {
        if other.0 == 0 {
            return None;
        }
        let (num, den) = (i128::from(self.0) * i128::from(Self::SCALE), i128::from(other.0));
        let (num, den) = if den < 0 { (-num, -den) } else { (num, den) };
        round_half_even(num, den).map(Self)
    }
}

/// Returns num / den rounded half to even, for den > 0, unless it leaves 64 bits or equals [`MISSING`].
fn round_half_even(num: i128, den: i128) -> Option<i64> {
    let (quotient, rest) = (num.div_euclid(den), num.rem_euclid(den));
    let up = match (rest * 2).cmp(&den) {
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Greater => true,
        std::cmp::Ordering::Equal => quotient % 2 != 0,
    };
    i64::try_from(quotient + i128::from(up)).ok().filter(|&cell| cell != MISSING)
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0.unsigned_abs() / 1_000_000, self.0.unsigned_abs() % 1_000_000);
        let sign = if self.0 < 0 { "-" } else { "" };
        if rest == 0 {
            return write!(f, "{sign}{whole}");
        }
        let digits = format!("{rest:06}");
        write!(f, "{sign}{whole}.{}", digits.trim_end_matches('0'))
    }
}

impl FromStr for Decimal {
    type Err = ();

    /// Reads `-12.5`, `+3`, `.25`; more than six decimal places, or anything else, is refused.
    fn from_str(text: &str) -> Result<Self, ()> {
        let (negative, digits) = match text.as_bytes().first() {
            Some(b'-') => (true, &text[1..]),
            Some(b'+') => (false, &text[1..]),
            _ => (false, text),
        };
        let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
        let rest = rest.trim_end_matches('0');
        let only_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let empty = whole.is_empty() && (rest.is_empty() && !digits.contains(".0"));
        if empty || rest.len() > 6 || !only_digits(whole) || !only_digits(rest) {
            return Err(());
        }
        let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().map_err(|_| ())? };
        let digits = rest.bytes().chain(std::iter::repeat(b'0')).take(6);
        let rest = digits.fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0'));
        let sum =
            whole.checked_mul(Self::SCALE).and_then(|cell| cell.checked_add(rest)).ok_or(())?;
        Ok(Self(if negative { -sum } else { sum }))
    }
}

impl Serialize for Decimal {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0 % Self::SCALE == 0 {
            serializer.serialize_i64(self.0 / Self::SCALE)
        } else {
            serializer.serialize_f64(self.to_f64())
        }
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = serde_json::Number::deserialize(deserializer)?;
        let text = match (number.as_i64(), number.as_f64()) {
            (Some(integer), _) => integer.to_string(),
            (None, Some(float)) => format!("{float}"),
            (None, None) => number.to_string(),
        };
        text.parse().map_err(|()| {
            serde::de::Error::custom(format!(
                "expected a number with at most six decimal places, found {number}"
            ))
        })
    }
}

impl JsonSchema for Decimal {
    fn schema_name() -> Cow<'static, str> {
        "Decimal".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "number",
            "description": "Exact number with at most six decimal places."
        })
    }
}

/// The texts that text cells point at. Equal texts get equal indices, so cells compare as words.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    texts: Vec<std::sync::Arc<str>>,
    index: HashMap<std::sync::Arc<str>, Cell>,
}

impl Texts {
    /// Returns the cell of this text, adding it when new.
    pub fn intern(&mut self, text: &str) -> Cell {
        if let Some(&cell) = self.index.get(text) {
            return cell;
        }
        let cell = self.texts.len() as Cell;
        let text: std::sync::Arc<str> = text.into();
        self.texts.push(text.clone());
        self.index.insert(text, cell);
        cell
    }

    /// Returns the cell of this text if it is here.
    pub fn find(&self, text: &str) -> Option<Cell> {
        self.index.get(text).copied()
    }

    /// Returns the text of a cell, or none for a missing or foreign one.
    pub fn get(&self, cell: Cell) -> Option<&str> {
        usize::try_from(cell).ok().and_then(|index| self.texts.get(index)).map(|text| &**text)
    }

    /// Returns how many different texts are here.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Returns whether no text is here.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }
}

/// The texts one customer may see: the shared ones, and those steps made for this customer.
///
/// A cell at or above `shared.len()` points into `own`.
#[derive(Clone, Copy, Debug)]
pub struct TextView<'a> {
    /// Texts of the whole population and of the journey's constants.
    pub shared: &'a Texts,
    /// Texts that this customer's steps computed.
    pub own: &'a [String],
}

impl<'a> TextView<'a> {
    /// Returns the text of a cell, or none for a missing one.
    pub fn get(&self, cell: Cell) -> Option<&'a str> {
        let index = usize::try_from(cell).ok()?;
        match index.checked_sub(self.shared.len()) {
            None => self.shared.get(cell),
            Some(own) => self.own.get(own).map(String::as_str),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn decimals_read_and_print() {
        for (text, cell) in [
            ("1", 1_000_000),
            ("-0.5", -500_000),
            ("12.345678", 12_345_678),
            (".25", 250_000),
            ("3.", 3_000_000),
        ] {
            assert_eq!(text.parse(), Ok(Decimal(cell)), "{text}");
        }
        for text in ["", ".", "-", "1e3", "1.2345678", "９", "1,000", "99999999999999"] {
            assert_eq!(text.parse::<Decimal>(), Err(()), "{text}");
        }
    }

    #[test]
    fn division_rounds_half_to_even() {
        let of = |text: &str| text.parse::<Decimal>().expect("test decimal");
        assert_eq!(of("1").checked_div(of("3")), Some(Decimal(333_333)));
        assert_eq!(of("0.000001").checked_div(of("2")), Some(Decimal(0)));
        assert_eq!(of("0.000003").checked_div(of("2")), Some(Decimal(2)));
        assert_eq!(of("1").checked_div(of("-3")), Some(Decimal(-333_333)));
        assert_eq!(of("1").checked_div(of("0")), None);
    }

    proptest! {
        #[test]
        fn every_decimal_survives_print_and_json(cell in -999_999_999_999_999i64..999_999_999_999_999) {
            let decimal = Decimal(cell);
            prop_assert_eq!(decimal.to_string().parse(), Ok(decimal));
            let json = serde_json::to_string(&decimal).unwrap();
            prop_assert_eq!(serde_json::from_str::<Decimal>(&json).unwrap(), decimal);
        }
    }
}
