//! What the checker says of a condition that is wrong: each code once at least, in both languages.

use expect_test::{Expect, expect};

use super::fixture::scope;
use super::*;

fn problems(source: &str, expected: Expect) {
    let found = match check(source, &scope()) {
        Ok(typed) => format!("fine: {}", typed.kind()),
        Err(problems) => problems
            .iter()
            .map(|problem| {
                let (en, ja) = (problem.message(Lang::En), problem.message(Lang::Ja));
                format!("{:?}\n  {en}\n  {ja}", problem.code)
            })
            .collect::<Vec<_>>()
            .join("\n"),
    };
    expected.assert_eq(&found);
}

#[test]
fn source_too_long() {
    problems(
        &"a".repeat(5_000),
        expect![[r#"
        SourceTooLong
          line 1, column 1: text is 5000 bytes; at most 4096 are allowed, so shorten it
          1 行 1 列：長さが 5000 バイトです。4096 バイト以内に短くしてください"#]],
    );
}

#[test]
fn forbidden_character() {
    problems(
        "customer.age\n > \u{202E}5",
        expect![[r#"
        ForbiddenCharacter
          line 2, column 4: invisible character U+202E is not allowed; delete it
          2 行 4 列：見えない文字 U+202E は使えません。削除してください"#]],
    );
    problems(
        "\u{FEFF}true",
        expect![[r#"
        ForbiddenCharacter
          line 1, column 1: invisible character U+FEFF is not allowed; delete it
          1 行 1 列：見えない文字 U+FEFF は使えません。削除してください"#]],
    );
}

#[test]
fn too_deep() {
    problems(
        &"(".repeat(100),
        expect![[r#"
        TooDeep
          line 1, column 65: nested deeper than 64 levels; split the condition
          1 行 65 列：入れ子が 64 段を超えています。条件を分けてください"#]],
    );
}

#[test]
fn unexpected_character() {
    problems(
        "customer.age ＞ 5",
        expect![[r#"
            UnexpectedCharacter
              line 1, column 14: character `＞` has no meaning here; delete it; did you mean `>`?
              1 行 14 列：文字`＞` はここでは使えません。削除してください。`>` ではありませんか"#]],
    );
    problems(
        "年齢 > 5",
        expect![[r#"
            UnexpectedCharacter
              line 1, column 1: character `年` has no meaning here; delete it
              1 行 1 列：文字`年` はここでは使えません。削除してください"#]],
    );
}

#[test]
fn unterminated_text() {
    problems(
        "customer.name == \"Aiko",
        expect![[r#"
        UnterminatedText
          line 1, column 18: text has no closing quote; add " at its end
          1 行 18 列：文字列が閉じていません。最後に " を付けてください"#]],
    );
}

#[test]
fn unterminated_comment() {
    problems(
        "true /* why",
        expect![[r#"
        UnterminatedComment
          line 1, column 6: comment has no end; add */
          1 行 6 列：コメントが閉じていません。*/ を付けてください"#]],
    );
}

#[test]
fn bad_escape() {
    problems(
        r#"customer.name == "\q""#,
        expect![[r#"
        BadEscape
          line 1, column 19: `\q` is no escape; write \\ for a backslash
          1 行 19 列：`\q` は使えません。\ は \\ と書きます"#]],
    );
}

#[test]
fn bad_number() {
    problems(
        "customer.age > 9223372036854775808",
        expect![[r#"
        BadNumber
          line 1, column 16: `9223372036854775808` cannot be read as a number; expected a whole number up to 9223372036854775807
          1 行 16 列：`9223372036854775808` は数値として読めません。9223372036854775807 までの整数が必要です"#]],
    );
    problems(
        "customer.rate > 0.1234567",
        expect![[r#"
        BadNumber
          line 1, column 17: `0.1234567` cannot be read as a number; expected at most six decimal places, up to 9223372036854
          1 行 17 列：`0.1234567` は数値として読めません。小数点以下 6 桁まで、9223372036854 までの数が必要です"#]],
    );
    problems(
        "customer.age > 0x10",
        expect![[r#"
        BadNumber
          line 1, column 16: `0x10` cannot be read as a number; expected digits only
          1 行 16 列：`0x10` は数値として読めません。数字だけが必要です"#]],
    );
}

#[test]
fn unexpected_token() {
    problems(
        "customer.age >",
        expect![[r#"
            UnexpectedToken
              line 1, column 15: found the end, expected a value
              1 行 15 列：終わりがありますが、値が必要です"#]],
    );
    problems(
        "customer > 5",
        expect![[r#"
        UnexpectedToken
          line 1, column 1: found `customer`, expected an attribute such as customer.age
          1 行 1 列：`customer` がありますが、customer.age のような属性が必要です"#]],
    );
    problems(
        "customer.age 5",
        expect![[r#"
        UnexpectedToken
          line 1, column 14: found `5`, expected an operator or the end
          1 行 14 列：`5` がありますが、演算子か終わりが必要です"#]],
    );
}

#[test]
fn not_in_condition() {
    problems(
        "customer.age = 5",
        expect![[r#"
            NotInCondition
              line 1, column 14: `=` is not available here; compare with ==
              1 行 14 列：`=` はここでは使えません。比較は == です"#]],
    );
    problems(
        "while true {}",
        expect![[r#"
            NotInCondition
              line 1, column 1: `while` is not available here; use a script node
              1 行 1 列：`while` はここでは使えません。スクリプトの箱を使ってください"#]],
    );
    problems(
        "customer.name == 'x'",
        expect![[r#"
            NotInCondition
              line 1, column 18: `'` is not available here; write the text in double quotes
              1 行 18 列：`'` はここでは使えません。文字列は " で囲んでください"#]],
    );
    problems(
        "customer.age.day.x",
        expect![[r#"
            NotInCondition
              line 1, column 1: `customer.age.day.x` is not available here; write it as a function: name(value, …)
              1 行 1 列：`customer.age.day.x` はここでは使えません。関数の形 name(値, …) で書いてください"#]],
    );
}

#[test]
fn unknown_name() {
    problems(
        "age > 5",
        expect![[r#"
        UnknownName
          line 1, column 1: no name `age`; names begin with customer., context. or event.; did you mean `customer.age`?
          1 行 1 列：`age` という名前はありません。customer. か context. か event. で始めます。`customer.age` ではありませんか"#]],
    );
    problems(
        "custmer.age > 5",
        expect![[r#"
        UnknownName
          line 1, column 1: no name `custmer`; names begin with customer., context. or event.; did you mean `customer.age`?
          1 行 1 列：`custmer` という名前はありません。customer. か context. か event. で始めます。`customer.age` ではありませんか"#]],
    );
    problems(
        "nwo > 5",
        expect![[r#"
        UnknownName
          line 1, column 1: no name `nwo`; names begin with customer., context. or event.; did you mean `now`?
          1 行 1 列：`nwo` という名前はありません。customer. か context. か event. で始めます。`now` ではありませんか"#]],
    );
}

#[test]
fn unknown_attribute() {
    problems(
        "customer.agee > 5 && customer.amount > 1",
        expect![[r#"
            UnknownAttribute
              line 1, column 1: no attribute `customer.agee` is declared; declare it or use another; did you mean `customer.age`?
              1 行 1 列：属性`customer.agee` は宣言されていません。宣言するか、別の属性を使ってください。`customer.age` ではありませんか
            UnknownAttribute
              line 1, column 22: no attribute `customer.amount` is declared; declare it or use another; did you mean `event.amount`?
              1 行 22 列：属性`customer.amount` は宣言されていません。宣言するか、別の属性を使ってください。`event.amount` ではありませんか"#]],
    );
}

#[test]
fn unknown_function() {
    problems(
        "days_sinc(customer.joined) > 5",
        expect![[r#"
            UnknownFunction
              line 1, column 1: no function `days_sinc`; see the list of functions; did you mean `days_since`?
              1 行 1 列：関数`days_sinc` はありません。関数の一覧を確認してください。`days_since` ではありませんか"#]],
    );
    problems(
        "eval2(\"1\")",
        expect![[r#"
            UnknownFunction
              line 1, column 1: no function `eval2`; see the list of functions
              1 行 1 列：関数`eval2` はありません。関数の一覧を確認してください"#]],
    );
}

#[test]
fn argument_count() {
    problems(
        "between(customer.age, 1) && round(1.5, 2, 3) > 0",
        expect![[r#"
            ArgumentCount
              line 1, column 1: 2 arguments given, 3 expected
              1 行 1 列：引数が 2 個あります。3 個必要です
            ArgumentCount
              line 1, column 29: 3 arguments given, 1–2 expected
              1 行 29 列：引数が 3 個あります。1–2 個必要です"#]],
    );
    problems(
        "customer.name.contains()",
        expect![[r#"
        ArgumentCount
          line 1, column 1: 0 arguments given, 1 expected
          1 行 1 列：引数が 0 個あります。1 個必要です"#]],
    );
}

#[test]
fn argument_type() {
    problems(
        "hour(customer.joined) > 5 && lower(5) == \"5\"",
        expect![[r#"
            ArgumentType
              line 1, column 6: argument is date, expected instant
              1 行 6 列：引数が日付です。日時が必要です
            ArgumentType
              line 1, column 36: argument is integer, expected text
              1 行 36 列：引数が整数です。文字列が必要です"#]],
    );
    problems(
        "is_set(5) || one_of(customer.age, 5) || round(1.5, 7) > 1",
        expect![[r#"
            ArgumentType
              line 1, column 8: argument is `5`, expected an attribute such as customer.age
              1 行 8 列：引数が`5` です。customer.age のような属性が必要です
            ArgumentType
              line 1, column 35: argument is `5`, expected a list
              1 行 35 列：引数が`5` です。リストが必要です
            ArgumentType
              line 1, column 52: argument is `7`, expected a whole number from 0 to 6
              1 行 52 列：引数が`7` です。0 から 6 までの整数が必要です"#]],
    );
}

#[test]
fn type_mismatch() {
    problems(
        "customer.age > \"a\"",
        expect![[r#"
            TypeMismatch
              line 1, column 16: found text, expected integer
              1 行 16 列：文字列がありますが、整数が必要です"#]],
    );
    problems(
        "\"5\" == 5",
        expect![[r#"
            TypeMismatch
              line 1, column 8: found integer, expected text
              1 行 8 列：整数がありますが、文字列が必要です"#]],
    );
    problems(
        "customer.age && true",
        expect![[r#"
            TypeMismatch
              line 1, column 1: found integer, expected boolean
              1 行 1 列：整数がありますが、真偽値が必要です"#]],
    );
    problems(
        "customer.tier < \"gold\" || customer.tags == \"vip\"",
        expect![[r#"
            TypeMismatch
              line 1, column 1: found category, expected == or != or in
              1 行 1 列：区分がありますが、== か != か in が必要です
            TypeMismatch
              line 1, column 44: found text, expected tags
              1 行 44 列：文字列がありますが、タグが必要です"#]],
    );
    problems(
        "customer.name - 1 == 2 || now + 1 == now",
        expect![[r#"
            TypeMismatch
              line 1, column 1: found text, expected a number
              1 行 1 列：文字列がありますが、数値が必要です
            TypeMismatch
              line 1, column 27: found instant, expected numbers or text
              1 行 27 列：日時がありますが、数値か文字列が必要です"#]],
    );
    problems(
        "customer.age in 5",
        expect![[r#"
            TypeMismatch
              line 1, column 17: found integer, expected a list after in
              1 行 17 列：整数がありますが、in の後のリストが必要です"#]],
    );
}

#[test]
fn unknown_value() {
    problems(
        "customer.tier == \"glod\" || customer.tags.contains(\"zzz\")",
        expect![[r#"
            UnknownValue
              line 1, column 18: `glod` is not a value of customer.tier; use one from its list; did you mean `"gold"`?
              1 行 18 列：`glod` は customer.tier の値ではありません。一覧から選んでください。`"gold"` ではありませんか
            UnknownValue
              line 1, column 51: `zzz` is not a value of customer.tags; use one from its list
              1 行 51 列：`zzz` は customer.tags の値ではありません。一覧から選んでください"#]],
    );
}

#[test]
fn bad_moment() {
    problems(
        "customer.joined > date(\"2026-02-30\") || now > instant(\"noon\")",
        expect![[r#"
            BadMoment
              line 1, column 24: `2026-02-30` cannot be read; expected a date such as 2026-11-22
              1 行 24 列：`2026-02-30` は読めません。2026-11-22 のような日付が必要です
            BadMoment
              line 1, column 55: `noon` cannot be read; expected an instant such as 2026-11-22T09:00:00+09:00
              1 行 55 列：`noon` は読めません。2026-11-22T09:00:00+09:00 のような日時が必要です"#]],
    );
}

#[test]
fn literal_needed() {
    problems(
        "customer.joined > date(customer.name)",
        expect![[r#"
        LiteralNeeded
          line 1, column 24: found `customer.name`, expected a plain text in quotes
          1 行 24 列：`customer.name` がありますが、引用符で囲んだ文字列が必要です"#]],
    );
}

#[test]
fn list_here() {
    problems(
        "[1] == customer.age",
        expect![[r#"
        ListHere
          line 1, column 1: a list may stand only after in or inside one_of
          1 行 1 列：リストは in の後か one_of の中だけで使えます"#]],
    );
}
