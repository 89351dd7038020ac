//! The form of what every step has, whatever its kind: where in the customer's life it stands, what it costs and is
//! worth, what it asks of the customer.

use journey::document::Stage;
use serde_json::{Value, json};

use super::{Choice, Field, Shape};
use crate::words::Words;

/// Returns what people call a stage.
pub fn stage_words(stage: Stage) -> Words {
    let key = match stage {
        Stage::Awareness => "awareness",
        Stage::Consideration => "consideration",
        Stage::Purchase => "purchase",
        Stage::Use => "use",
        Stage::Support => "support",
        Stage::Loyalty => "loyalty",
    };
    let known = STAGES.iter().find(|(value, _, _)| *value == key);
    known.map_or_else(|| Words::same(key), |(_, en, ja)| Words::new(*en, *ja))
}

/// The stages as the file has them, in the order of a customer's life, with their words.
const STAGES: [(&str, &str, &str); 6] = [
    ("awareness", "Awareness", "認知"),
    ("consideration", "Consideration", "検討"),
    ("purchase", "Purchase", "購入"),
    ("use", "Use", "利用"),
    ("support", "Support", "サポート"),
    ("loyalty", "Loyalty", "継続・推奨"),
];

/// Returns the form of a step's own fields.
pub fn of_step() -> Vec<Field> {
    let option = |(value, en, ja): (&str, _, _)| Choice {
        value: value.to_owned(),
        words: Words::new(en, ja),
    };
    let stages = Shape::Choice { options: STAGES.map(option).into() };
    let stage = Words::new("Where in the customer's life it stands", "顧客の旅のどこにあるかです");
    let cost = Words::new(
        "What one pass costs, in the currency of the journey",
        "1回通るごとの費用です（ジャーニーの通貨）",
    );
    let value = Words::new(
        "What one pass is worth, in the currency of the journey",
        "1回通るごとの価値です（ジャーニーの通貨）",
    );
    let effort = Words::new(
        "What it asks of the customer: 0 nothing, 5 very much",
        "顧客にかける手間です。0はなし、5はとても大きい",
    );
    let number = |maximum: Option<f64>, whole| Shape::Number { whole, minimum: Some(0.0), maximum };
    vec![
        field("stage", Words::new("Stage", "段階"), stage, stages, Value::Null),
        field("cost", Words::new("Cost", "費用"), cost, number(None, false), json!(0)),
        field("value", Words::new("Value", "価値"), value, number(None, false), json!(0)),
        field(
            "effort",
            Words::new("Customer effort", "顧客の手間"),
            effort,
            number(Some(5.0), true),
            json!(0),
        ),
    ]
}

fn field(key: &str, label: Words, help: Words, shape: Shape, default: Value) -> Field {
    let optional = default.is_null();
    Field {
        key: key.to_owned(),
        label,
        help,
        optional,
        rare: false,
        start: default.clone(),
        default,
        shape,
    }
}

#[cfg(test)]
mod tests {
    use journey::edit::{Edit, apply};
    use journey::notation::journey;

    use super::*;

    /// What the form offers must be what a step takes, and nothing else.
    #[test]
    fn every_offer_of_the_form_is_taken_by_a_step() {
        let journey = journey("entry -> end");
        let set = |key: &str, value: Value| {
            let (node, pointer) = ("entry".into(), format!("/{key}"));
            apply(&journey, &Edit::SetField { node, pointer, value: Some(value) })
        };
        for field in of_step() {
            match &field.shape {
                Shape::Choice { options } => {
                    for option in options {
                        assert!(set(&field.key, json!(option.value)).is_ok(), "{}", option.value);
                    }
                    assert!(set(&field.key, json!("elsewhere")).is_err());
                }
                Shape::Number { maximum, whole, .. } => {
                    let most = maximum.unwrap_or(9.5);
                    let most = if *whole { json!(most as i64) } else { json!(most) };
                    assert!(set(&field.key, most).is_ok(), "{}", field.key);
                    assert!(set(&field.key, json!("much")).is_err());
                }
                other => panic!("{other:?}"),
            }
        }
        assert!(set("effort", json!(6)).is_err());
    }
}
