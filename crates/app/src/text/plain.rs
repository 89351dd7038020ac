//! One condition row in words: "カート金額が5,000以上", "cart value is at least 5,000".

use engine::plan::Plan;
use journey::condition::{Operator, Root, RowValue, Rule, Scalar, from_text};
use journey::lang::Lang;

use super::number::decimal;

/// Returns a condition in words, if it is one that a row of the builder can show.
pub(super) fn plain(source: &str, plan: &Plan, lang: Lang) -> Option<String> {
    let Rule::Row { attribute, operator, value } = from_text(source, &plan.scope)? else {
        return None;
    };
    let label = label(&attribute, plan, lang);
    let value = match &value {
        RowValue::None => String::new(),
        RowValue::One(value) => scalar(value, lang),
        RowValue::Pair(low, high) => match lang {
            Lang::En => format!("{} and {}", scalar(low, lang), scalar(high, lang)),
            Lang::Ja => format!("{}から{}", scalar(low, lang), scalar(high, lang)),
        },
        RowValue::Many(values) => {
            let values: Vec<String> = values.iter().map(|value| scalar(value, lang)).collect();
            values.join(if lang == Lang::En { ", " } else { "、" })
        }
    };
    Some(sentence(operator, &label, &value, lang))
}

fn sentence(operator: Operator, label: &str, value: &str, lang: Lang) -> String {
    let (en, ja) = match operator {
        Operator::Equals => ("{a} is {v}", "{a}が{v}"),
        Operator::NotEquals => ("{a} is not {v}", "{a}が{v}以外"),
        Operator::Less => ("{a} is less than {v}", "{a}が{v}より小さい"),
        Operator::LessOrEqual => ("{a} is at most {v}", "{a}が{v}以下"),
        Operator::Greater => ("{a} is more than {v}", "{a}が{v}より大きい"),
        Operator::GreaterOrEqual => ("{a} is at least {v}", "{a}が{v}以上"),
        Operator::Between => ("{a} is between {v}", "{a}が{v}の間"),
        Operator::OneOf => ("{a} is one of {v}", "{a}が{v}のいずれか"),
        Operator::NoneOf => ("{a} is none of {v}", "{a}が{v}のいずれでもない"),
        Operator::Contains => ("{a} contains {v}", "{a}に{v}を含む"),
        Operator::StartsWith => ("{a} begins with {v}", "{a}が{v}で始まる"),
        Operator::EndsWith => ("{a} ends with {v}", "{a}が{v}で終わる"),
        Operator::HasTag => ("{a} has {v}", "{a}に{v}がある"),
        Operator::HasNoTag => ("{a} has no {v}", "{a}に{v}がない"),
        Operator::IsTrue => ("{a} is yes", "{a}が「はい」"),
        Operator::IsFalse => ("{a} is no", "{a}が「いいえ」"),
        Operator::IsSet => ("{a} is known", "{a}の値がある"),
        Operator::IsNotSet => ("{a} is not known", "{a}の値がない"),
        Operator::DaysSinceLess => ("{a} is less than {v} days ago", "{a}から{v}日未満"),
        Operator::DaysSinceGreater => ("{a} is more than {v} days ago", "{a}から{v}日を超えた"),
        Operator::DaysUntilLess => ("{a} is less than {v} days away", "{a}まで{v}日未満"),
        Operator::DaysUntilGreater => ("{a} is more than {v} days away", "{a}まで{v}日より先"),
    };
    let template = if lang == Lang::En { en } else { ja };
    // The value last: a label never holds {v}, a value might hold {a}.
    template.replace("{a}", label).replace("{v}", value)
}

/// Returns what people call `customer.x`; in a longer text (`days_until(customer.x)`) every name in it.
pub(super) fn label(path: &str, plan: &Plan, lang: Lang) -> String {
    let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    if path.chars().all(is_word) {
        return name(path, plan, lang);
    }
    let (mut text, mut word) = (String::new(), String::new());
    for c in path.chars() {
        if is_word(c) {
            word.push(c);
            continue;
        }
        text.push_str(&inner(&std::mem::take(&mut word), plan, lang));
        text.push(c);
    }
    text.push_str(&inner(&word, plan, lang));
    text
}

/// Returns what people call a word inside a longer text; what is no name stays.
fn inner(word: &str, plan: &Plan, lang: Lang) -> String {
    match word.split_once('.') {
        Some((root, _)) if Root::of(root).is_some() => name(word, plan, lang),
        _ => word.to_owned(),
    }
}

fn name(path: &str, plan: &Plan, lang: Lang) -> String {
    let Some((word, name)) = path.split_once('.') else {
        return path.to_owned();
    };
    let slot = Root::of(word).and_then(|root| plan.scope.slot(root, name));
    let labels = slot.map(|slot| &plan.scope.attribute(slot).label);
    let key = if lang == Lang::En { "en" } else { "ja" };
    match labels.and_then(|labels| labels.get(key)) {
        Some(label) => label.clone(),
        None => name.to_owned(),
    }
}

fn scalar(scalar: &Scalar, lang: Lang) -> String {
    match scalar {
        Scalar::Integer(number) => decimal(*number as f64, 0),
        Scalar::Decimal(text) => value(text),
        Scalar::Text(text) if lang == Lang::En => format!("“{text}”"),
        Scalar::Text(text) => format!("「{text}」"),
        Scalar::Date(text) | Scalar::Instant(text) => text.clone(),
    }
}

/// Returns a value as people read it: numbers are grouped, the rest stays.
pub(super) fn value(text: &str) -> String {
    let number = text.strip_prefix('-').unwrap_or(text);
    let digits = number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    match text.parse::<f64>() {
        Ok(of) if digits && !number.starts_with('0') && number.len() < 15 => {
            let decimals =
                number.split_once('.').map_or(0, |(_, rest)| rest.trim_end_matches('0').len());
            decimal(of, decimals)
        }
        _ => text.to_owned(),
    }
}
