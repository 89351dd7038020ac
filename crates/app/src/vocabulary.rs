//! What conditions of a journey may say: the names it declares and the functions of the reviewed list, each with a
//! line of help in both languages. Judges no condition; findings do.

use std::collections::BTreeMap;

use journey::condition::{FUNCTIONS, Function, Operator, Root, Scope, Slot, ValueShape};
use journey::document::Journey;
use journey::settings;
use journey::value::{Attribute, Type};
use serde::Serialize;
use ts_rs::TS;

use crate::rows::words;
use crate::words::Words;

/// Everything that a condition may say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Vocabulary {
    /// The names, customers' attributes first.
    pub names: Vec<KnownName>,
    /// The functions, by name.
    pub functions: Vec<KnownFunction>,
    /// What a row may ask about a name of each type, in the order people expect.
    pub operators: BTreeMap<Type, Vec<KnownOperator>>,
}

/// A name that a condition may read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct KnownName {
    /// As it is written: `customer.age`.
    pub path: String,
    /// What people call it.
    pub label: Words,
    /// The type of its values.
    #[serde(rename = "type")]
    pub of: Type,
    /// What its values are.
    pub kind: Words,
    /// Its values, where the list is closed.
    pub values: Vec<String>,
}

/// A function that a condition may call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct KnownFunction {
    /// Its name.
    pub name: String,
    /// What it takes and gives: `days_since(date | instant) -> integer`.
    pub takes: String,
    /// What it says.
    pub help: Words,
}

/// What a row may ask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct KnownOperator {
    /// Its name.
    pub name: Operator,
    /// What people call it.
    pub words: Words,
    /// What is easily overlooked about it; empty where nothing is.
    pub help: Words,
    /// What it holds the attribute against.
    pub takes: ValueShape,
}

/// Returns what conditions of a journey may say.
pub fn vocabulary(journey: &Journey) -> Vocabulary {
    let (settings, _) = settings::read(&journey.settings);
    let functions = FUNCTIONS.iter().map(|signature| KnownFunction {
        name: signature.name.to_owned(),
        takes: signature.text.to_owned(),
        help: help(signature.function),
    });
    let operators = Type::ALL.map(|kind| (kind, operators(kind))).into();
    Vocabulary { names: names(&settings.scope()), functions: functions.collect(), operators }
}

/// Returns the names of a scope, customers' attributes first.
pub(crate) fn names(scope: &Scope) -> Vec<KnownName> {
    let roots = Root::ALL.into_iter();
    let slots =
        roots.flat_map(|root| scope.names(root).filter_map(move |name| scope.slot(root, name)));
    slots.map(|slot| named(scope, slot)).collect()
}

/// Returns the name behind a slot of a scope.
pub(crate) fn named(scope: &Scope, slot: Slot) -> KnownName {
    let attribute = scope.attribute(slot);
    KnownName {
        path: scope.path(slot),
        label: labeled(attribute, scope.name(slot).1),
        of: attribute.kind,
        kind: kind_words(attribute.kind),
        values: attribute.values.clone(),
    }
}

fn operators(kind: Type) -> Vec<KnownOperator> {
    let known = |name: Operator| KnownOperator {
        name,
        words: words::operator(name, kind),
        help: words::operator_help(name),
        takes: name.shape(),
    };
    Operator::for_type(kind).into_iter().map(known).collect()
}

/// Returns what people call an attribute.
pub(crate) fn labeled(attribute: &Attribute, name: &str) -> Words {
    let text = |language: &str| {
        let label = attribute.label.get(language).or_else(|| attribute.label.values().next());
        label.map_or_else(|| name.to_owned(), Clone::clone)
    };
    Words::new(text("en"), text("ja"))
}

/// Returns what people call a type.
pub(crate) fn kind_words(kind: Type) -> Words {
    match kind {
        Type::Text => Words::new("text", "文字列"),
        Type::Integer => Words::new("whole number", "整数"),
        Type::Decimal => Words::new("number", "小数"),
        Type::Boolean => Words::new("yes or no", "はい・いいえ"),
        Type::Date => Words::new("date", "日付"),
        Type::Instant => Words::new("date and time", "日時"),
        Type::Category => Words::new("one of a list", "選択肢"),
        Type::Tags => Words::new("tags", "タグ"),
    }
}

fn help(function: Function) -> Words {
    let (en, ja) = match function {
        Function::IsSet => ("Whether it has a value", "値があるかどうか"),
        Function::Contains => {
            ("Whether a text holds a part, or tags hold a tag", "文字列やタグに含まれるか")
        }
        Function::StartsWith => ("Whether a text begins so", "その文字で始まるか"),
        Function::EndsWith => ("Whether a text ends so", "その文字で終わるか"),
        Function::Lower => ("In small letters", "小文字にする"),
        Function::Upper => ("In capital letters", "大文字にする"),
        Function::Trim => ("Without blanks at both ends", "前後の空白を取る"),
        Function::Len => ("How many letters, or tags", "文字数、またはタグの数"),
        Function::DaysSince => ("Days from then to today", "その日から今日までの日数"),
        Function::DaysUntil => ("Days from today to then", "今日からその日までの日数"),
        Function::Hour => ("The hour, 0–23", "時（0～23）"),
        Function::Minute => ("The minute, 0–59", "分（0～59）"),
        Function::Weekday => ("Monday 1 … Sunday 7", "曜日（月曜1～日曜7）"),
        Function::Day => ("The day of the month", "日（1～31）"),
        Function::Month => ("The month, 1–12", "月（1～12）"),
        Function::Year => ("The year", "年"),
        Function::IsHoliday => ("Whether the day is a holiday", "祝日かどうか"),
        Function::Date => ("A fixed date, or the day of an instant", "日付にする"),
        Function::Instant => ("A fixed date and time", "日時にする"),
        Function::Today => ("Today", "今日"),
        Function::Between => {
            ("Whether it lies between two, both included", "二つの値の間か（両端を含む）")
        }
        Function::OneOf => ("Whether it is on a list", "並びのどれかか"),
        Function::Min => ("The smaller of two", "小さいほう"),
        Function::Max => ("The larger of two", "大きいほう"),
        Function::Round => ("Rounded half away from zero", "四捨五入する"),
        Function::Floor => ("The next whole number down", "切り捨てる"),
        Function::Ceil => ("The next whole number up", "切り上げる"),
        Function::Abs => ("Without its sign", "絶対値"),
    };
    Words::new(en, ja)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_holds_what_the_settings_declare_and_what_is_always_there() {
        let known = vocabulary(&crate::samples::sample("cart-recovery").unwrap());
        let name = |path: &str| known.names.iter().find(|name| name.path == path).unwrap();
        assert_eq!(name("customer.age").label.ja, "年齢");
        assert_eq!(name("customer.tier").values, ["regular", "silver", "gold"]);
        assert_eq!(name("context.cart_coupon_expires").kind.en, "date and time");
        assert_eq!(name("event.step").kind.ja, "文字列");
        assert_eq!(known.functions.len(), FUNCTIONS.len());
        let date = &known.operators[&Type::Date];
        assert_eq!((date[2].name, date[2].words.ja.as_str()), (Operator::Less, "より前"));
    }
}
