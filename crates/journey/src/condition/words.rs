//! The fixed vocabulary of condition messages in both languages. Anything else is quoted as typed.

use crate::lang::Lang;

/// Terms the checker uses for what it found or expected, with their Japanese.
const TERMS: &[(&str, &str)] = &[
    ("text", "文字列"),
    ("integer", "整数"),
    ("decimal", "小数"),
    ("boolean", "真偽値"),
    ("date", "日付"),
    ("instant", "日時"),
    ("category", "区分"),
    ("tags", "タグ"),
    ("missing", "値なし"),
    ("calls", "呼び出し"),
    ("variables", "変数"),
    ("list", "リスト"),
    ("record", "レコード"),
    ("a list", "リスト"),
    ("the end", "終わり"),
    ("a value", "値"),
    ("an operator or the end", "演算子か終わり"),
    ("a name", "名前"),
    ("a list after in", "in の後のリスト"),
    ("a number", "数値"),
    ("text, a number, a date or an instant", "文字列か数値か日付か日時"),
    ("numbers or text", "数値か文字列"),
    ("numbers, or days with a date", "数値、または日付と日数"),
    ("a number, a date or an instant", "数値か日付か日時"),
    ("text or tags", "文字列かタグ"),
    ("a date or an instant", "日付か日時"),
    ("an attribute such as customer.age", "customer.age のような属性"),
    ("a date such as 2026-11-22", "2026-11-22 のような日付"),
    ("an instant such as 2026-11-22T09:00:00+09:00", "2026-11-22T09:00:00+09:00 のような日時"),
    ("the same type on both sides", "両側で同じ型"),
    ("== or != or in", "== か != か in "),
    ("contains(tags, \"…\")", "contains(タグ, \"…\")"),
    ("a whole number up to 9223372036854775807", "9223372036854775807 までの整数"),
    (
        "at most six decimal places, up to 9223372036854",
        "小数点以下 6 桁まで、9223372036854 までの数",
    ),
    ("digits only", "数字だけ"),
    ("a whole number from 0 to 6", "0 から 6 までの整数"),
    ("write one expression that is true or false", "真か偽になる式を一つ書いてください"),
    ("use a script node", "スクリプトの箱を使ってください"),
    ("write the text in double quotes", "文字列は \" で囲んでください"),
    ("write one of the listed operators", "一覧の演算子を使ってください"),
    ("write it as a function: name(value, …)", "関数の形 name(値, …) で書いてください"),
    ("put a blank between them", "間に空白を入れてください"),
    ("compare with ==", "比較は == です"),
    ("join with &&", "&& でつないでください"),
    ("join with ||", "|| でつないでください"),
];

/// Returns a term in a language; anything that is no term is returned as it is.
pub(super) fn word(term: &str, lang: Lang) -> String {
    match lang {
        Lang::En => term.to_owned(),
        Lang::Ja => TERMS
            .iter()
            .find(|(english, _)| *english == term)
            .map_or_else(|| term.to_owned(), |(_, japanese)| (*japanese).to_owned()),
    }
}

/// Returns a term in a language; anything that is no term is quoted as typed, shortened.
pub(super) fn quoted(term: &str, lang: Lang) -> String {
    if TERMS.iter().any(|(english, _)| *english == term) {
        return word(term, lang);
    }
    let mut short: String = term.chars().take(40).collect();
    if short.len() < term.len() {
        short.push('…');
    }
    match lang {
        Lang::En => format!("`{short}`"),
        // A blank keeps code apart from the words that follow it.
        Lang::Ja => format!("`{short}` "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_have_japanese_and_other_words_are_quoted() {
        assert_eq!(word("integer", Lang::Ja), "整数");
        assert_eq!(quoted("integer", Lang::En), "integer");
        assert_eq!(quoted("agee", Lang::Ja), "`agee` ");
        assert_eq!(quoted(&"x".repeat(100), Lang::En).chars().count(), 43);
    }
}
