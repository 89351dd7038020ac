//! What rows say: the operators by type, and what is still missing or cannot be read, in both languages.

use journey::condition::{MAX_CONDITION, Operator};
use journey::value::Type;

use crate::words::Words;

/// Returns what people call an operator beside an attribute of a type.
pub(crate) fn operator(operator: Operator, kind: Type) -> Words {
    let time = matches!(kind, Type::Date | Type::Instant);
    let (en, ja) = match operator {
        Operator::Equals => ("is", "と同じ"),
        Operator::NotEquals => ("is not", "と異なる"),
        Operator::Less if time => ("before", "より前"),
        Operator::LessOrEqual if time => ("at or before", "以前"),
        Operator::Greater if time => ("after", "より後"),
        Operator::GreaterOrEqual if time => ("at or after", "以後"),
        Operator::Less => ("less than", "より小さい"),
        Operator::LessOrEqual => ("at most", "以下"),
        Operator::Greater => ("more than", "より大きい"),
        Operator::GreaterOrEqual => ("at least", "以上"),
        Operator::Between => ("between", "範囲内"),
        Operator::OneOf => ("one of", "どれかと同じ"),
        Operator::NoneOf => ("none of", "どれとも異なる"),
        Operator::Contains => ("contains", "を含む"),
        Operator::StartsWith => ("begins with", "で始まる"),
        Operator::EndsWith => ("ends with", "で終わる"),
        Operator::HasTag => ("has", "がある"),
        Operator::HasNoTag => ("has no", "がない"),
        Operator::IsTrue => ("is yes", "「はい」"),
        Operator::IsFalse => ("is no", "「いいえ」"),
        Operator::IsSet => ("is known", "値がある"),
        Operator::IsNotSet => ("is not known", "値がない"),
        Operator::DaysSinceLess => ("days ago, less than", "経過日数が次未満"),
        Operator::DaysSinceGreater => ("days ago, more than", "経過日数が次を超える"),
        Operator::DaysUntilLess => ("days ahead, less than", "残り日数が次未満"),
        Operator::DaysUntilGreater => ("days ahead, more than", "残り日数が次を超える"),
    };
    Words::new(en, ja)
}

/// Returns what is easily overlooked about an operator; empty where nothing is.
pub(crate) fn operator_help(operator: Operator) -> Words {
    let (en, ja) = match operator {
        Operator::NoneOf | Operator::HasNoTag => {
            ("Holds too where there is no value.", "値がないときも成り立ちます。")
        }
        Operator::NotEquals | Operator::IsFalse => {
            ("Does not hold where there is no value.", "値がないときは成り立ちません。")
        }
        Operator::Between => ("Both ends count.", "両端を含みます。"),
        Operator::Contains | Operator::StartsWith | Operator::EndsWith => {
            ("Capital and small letters differ.", "大文字と小文字は区別します。")
        }
        Operator::DaysSinceLess | Operator::DaysSinceGreater => (
            "Calendar days from then to today: yesterday is 1, tomorrow −1.",
            "その日から今日までの暦の日数です。昨日は1、明日は−1です。",
        ),
        Operator::DaysUntilLess | Operator::DaysUntilGreater => (
            "Calendar days from today to then: tomorrow is 1, yesterday −1.",
            "今日からその日までの暦の日数です。明日は1、昨日は−1です。",
        ),
        Operator::Equals
        | Operator::Less
        | Operator::LessOrEqual
        | Operator::Greater
        | Operator::GreaterOrEqual
        | Operator::OneOf
        | Operator::HasTag
        | Operator::IsTrue
        | Operator::IsSet
        | Operator::IsNotSet => ("", ""),
    };
    Words::new(en, ja)
}

/// Says that a row names nothing yet.
pub(super) fn nothing_asked() -> Words {
    Words::new("Choose what it is about.", "項目を選んでください。")
}

/// Says that a name is not declared here.
pub(super) fn undeclared(path: &str) -> Words {
    Words::new(
        format!("“{path}” is not known here. Choose another, or declare it in the settings."),
        format!("「{path}」はここにはありません。別の項目を選ぶか、設定で宣言してください。"),
    )
}

/// Says that a row does not say how it compares, or in a way that does not fit.
pub(super) fn no_operator() -> Words {
    Words::new("Choose how it compares.", "比べ方を選んでください。")
}

/// Says that a value is missing.
pub(super) fn no_value(kind: Type) -> Words {
    match kind {
        Type::Category | Type::Tags => Words::new("Choose a value.", "値を選んでください。"),
        Type::Text | Type::Integer | Type::Decimal | Type::Boolean | Type::Date | Type::Instant => {
            Words::new("Enter a value.", "値を入力してください。")
        }
    }
}

/// Says what a value cannot be read as.
pub(super) fn unreadable(text: &str, kind: Type) -> Words {
    let (en, ja) = match kind {
        Type::Integer | Type::Decimal => ("a number such as 1200", "1200のような数値"),
        Type::Date => ("a date such as 2026-11-22", "2026-11-22のような日付"),
        Type::Instant => ("a time such as 2026-11-22 09:00", "2026-11-22 09:00のような日時"),
        Type::Category | Type::Tags => ("a value of the list", "一覧にある値"),
        Type::Text | Type::Boolean => ("a text", "文字列"),
    };
    Words::new(
        format!("“{text}” cannot be read; expected {en}."),
        format!("「{text}」は読めません。{ja}にしてください。"),
    )
}

/// Says that rows cannot be written as they are.
pub(super) fn too_much() -> Words {
    Words::new(
        format!(
            "More than {MAX_CONDITION} letters in all, or more than three groups inside each other: make it simpler."
        ),
        format!(
            "全体が{MAX_CONDITION}文字を超えるか、グループの入れ子が3段を超えています。短くしてください。"
        ),
    )
}
