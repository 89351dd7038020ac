//! What a field expects, in Japanese. The English comes from the types that refuse, so it is the key.

/// Returns the Japanese for what a field expects; what is not known stays as it is.
pub(super) fn japanese(english: &str) -> String {
    let known = match english {
        "a text" => "文字列",
        "a list" => "リスト",
        "a map" => "項目の組",
        "a node's id" => "ステップのID",
        "a list of port names" => "出口の名前のリスト",
        "a text, or texts by language" => "文字列、または言語ごとの文字列",
        "true or false" => "true か false",
        "a whole number" => "整数",
        "a whole number, 0 or more" => "0以上の整数",
        "a whole number from 0 to 5" => "0から5の整数",
        "a number with at most six decimal places" => "小数6桁までの数値",
        "a length of time like \"3d\" or \"1h 30m\"" => "「3d」「1h 30m」のような長さ",
        "a time of day like \"09:00\"" => "「09:00」のような時刻",
        "a local time like \"2026-11-22T09:00\" without a zone" => {
            "「2026-11-22T09:00」のような、タイムゾーンのない日時"
        }
        other => {
            if let Some(list) = other.strip_prefix("one of ") {
                return format!("{list} のどれか");
            }
            return match other.strip_prefix("a map with ") {
                Some(name) => format!("{name} のある項目の組"),
                None => other.replace(" or ", " か "),
            };
        }
    };
    known.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::Kind;
    use serde_json::{Value, json};

    /// Whatever a kind refuses must have its Japanese.
    #[test]
    fn what_kinds_expect_is_known() {
        let mut unknown = std::collections::BTreeSet::new();
        let bad = [json!([7]), json!({"x": 7}), json!("x"), json!(7), json!(true), json!(-1.5)];
        for id in Kind::ids() {
            let node = crate::notation::node(id);
            for field in node.config.keys() {
                for value in &bad {
                    let mut node = node.clone();
                    node.config.insert(field.clone(), value.clone());
                    for problem in Kind::read(&node).err().into_iter().flatten() {
                        let words = japanese(&problem.expected);
                        let plain = words.replace(|c: char| c.is_ascii_punctuation(), "");
                        let listed = problem.expected.contains('`');
                        let known = !plain.is_ascii() || listed || words == "true か false";
                        if !known {
                            unknown.insert(problem.expected);
                        }
                    }
                }
            }
        }
        assert!(unknown.is_empty(), "{unknown:?}");
        assert_eq!(japanese("one of `a`, `b`"), "`a`, `b` のどれか");
        assert_eq!(Value::from(japanese("`a` or `b`")), "`a` か `b`");
    }
}
