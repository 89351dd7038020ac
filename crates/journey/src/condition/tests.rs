//! Conditions from text to truth: one table of words and answers each.

use expect_test::{Expect, expect};

use super::fixture::{Person, scope};
use super::*;

/// Every truth below, asked about Aiko: 34, gold, 1250.5, tags vip and lapsed; `visits`, `mail`,
/// `vip`, `bought`, `context.offer` and `event.amount` missing.
#[test]
fn conditions_hold_or_not() {
    let (scope, mut wrong) = (scope(), Vec::new());
    let person = Person::aiko(&scope);
    for (expected, source) in TRUTHS {
        let typed =
            check(source, &scope).unwrap_or_else(|problems| panic!("{source}: {problems:?}"));
        let predicate = typed.predicate().expect("boolean");
        if predicate.holds(&person.facts()) != *expected {
            wrong.push(*source);
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

const TRUTHS: &[(bool, &str)] = &[
    (true, "customer.age > 18"),
    (true, "18 < customer.age"),
    (true, "customer.age == 34.0"),
    (true, "customer.balance >= 1250.5 && customer.balance < 1251"),
    (true, "customer.age + 1 == 35 && customer.age * 2 - 8 == 60"),
    (true, "customer.age / 5 == 6 && -7 / 2 == -3 && -7 % 2 == -1"),
    (true, "customer.age / 5.0 == 6.8"),
    (true, "customer.rate * 3 == 0.3"),
    (true, "1.0 / 3 == 0.333333"),
    (true, "customer.tier == \"gold\""),
    (true, "\"gold\" == customer.tier"),
    (true, "customer.tier in [\"gold\", \"platinum\"]"),
    (false, "customer.tier !in [\"gold\"]"),
    (true, "customer.tier == customer.old_tier"),
    (true, "customer.tier == customer.same_tier"),
    (true, "customer.tier == lower(\"GOLD\")"),
    (true, "contains(customer.tags, \"vip\") && \"lapsed\" in customer.tags"),
    (false, "\"news\" in customer.tags"),
    (true, "customer.tags.contains(\"vip\")"),
    (true, "len(customer.tags) == 2"),
    (true, "customer.name.starts_with(\"Aiko\") && ends_with(customer.name, \"Tanaka\")"),
    (true, "\"ko T\" in customer.name && contains(lower(customer.name), \"tan\")"),
    (true, "upper(customer.name) == \"AIKO TANAKA\" && len(customer.name) == 11"),
    (true, "trim(\"  a \") + \"b\" == \"ab\""),
    (true, "customer.name < \"B\""),
    (true, "customer.active && !customer.vip"),
    (false, "customer.vip"),
    (false, "customer.vip == false"),
    (false, "customer.vip != true"),
    (true, "customer.birthday == date(\"1992-11-23\")"),
    (true, "customer.birthday < today() && customer.joined >= date(\"2026/11/01\")"),
    (true, "days_since(customer.joined) == 21 && days_until(date(\"2026-12-25\")) == 33"),
    (true, "days_since(customer.seen) == 1"),
    (true, "hour(now) == 9 && minute(now) == 30 && weekday(now) == 7"),
    (true, "year(today()) == 2026 && month(now) == 11 && day(customer.birthday) == 23"),
    (true, "is_holiday(date(\"2026-11-23\")) && !is_holiday(now)"),
    (true, "date(customer.seen) == date(\"2026-11-21\")"),
    (true, "now == instant(\"2026-11-22T00:30:00Z\")"),
    (true, "now > instant(\"2026-11-22T09:00\") && now < instant(\"2026-11-22T10:00\")"),
    (true, "today() - customer.joined == 21 && customer.joined + 21 == today()"),
    (true, "between(customer.age, 18, 65) && !between(customer.age, 35, 65.5)"),
    (true, "one_of(customer.age, [1, 34, 99]) && customer.age in [34.0]"),
    (true, "min(customer.age, 12.5) == 12.5 && max(customer.joined, today()) == today()"),
    (true, "round(2.5) == 3 && round(-2.5) == -3 && round(1.2345, 2) == 1.23"),
    (true, "floor(-1.5) == -2 && ceil(1.000001) == 2 && abs(-3) == 3 && abs(-1.5) == 1.5"),
    // Missing values.
    (false, "customer.visits > 0"),
    (false, "customer.visits != 0"),
    (false, "customer.visits < 0"),
    (false, "customer.visits in [0, 1]"),
    (true, "customer.visits !in [0, 1]"),
    (true, "!(customer.visits > 0)"),
    (false, "customer.visits == customer.visits"),
    (false, "customer.visits + 1 > 0"),
    (false, "-customer.visits < 0"),
    (false, "customer.mail.contains(\"\")"),
    (false, "len(customer.mail) >= 0"),
    (false, "is_holiday(customer.bought)"),
    (false, "days_since(customer.bought) >= 0"),
    (false, "is_set(customer.mail)"),
    (true, "!is_set(context.offer) && is_set(customer.age)"),
    (false, "min(customer.visits, 1) == 1"),
    (false, "event.amount >= 0 || event.amount <= 0"),
    // A trap makes the value missing.
    (false, "1 / 0 == 0 || 1 / 0 != 0"),
    (false, "9223372036854775807 + 1 > 0"),
    (false, "-9223372036854775807 - 1 < 0"),
    (false, "9223372036854775807 * 1.0 > 0"),
    (true, "9223372036854775807 > 1.5"),
    (true, "true || 1 / 0 == 1"),
];

#[test]
fn traps_are_recorded() {
    let scope = scope();
    let person = Person::aiko(&scope);
    for (source, trap) in [
        ("1 / 0 == 1", Some(Trap::DivisionByZero)),
        ("1.5 % 0 == 1", Some(Trap::DivisionByZero)),
        ("customer.age * 9223372036854775807 == 1", Some(Trap::Overflow)),
        ("customer.joined + 99999999 == today()", Some(Trap::CalendarRange)),
        ("false && 1 / 0 == 1", None),
    ] {
        person.trap.set(None);
        check(source, &scope).unwrap().predicate().unwrap().holds(&person.facts());
        assert_eq!(person.trap.get(), trap, "{source}");
    }
}

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

#[test]
fn expressions_of_every_type_are_fine() {
    for (source, kind) in [
        ("customer.age * 2", Kind::Integer),
        ("customer.age * 2.0", Kind::Decimal),
        ("customer.name + \"!\"", Kind::Text),
        ("today()", Kind::Date),
        ("now", Kind::Instant),
        ("customer.tier", Kind::Category),
        ("customer.tags", Kind::Tags),
        ("is_set(customer.age)", Kind::Boolean),
    ] {
        assert_eq!(check(source, &scope()).unwrap().kind(), kind, "{source}");
    }
}

#[test]
fn values_are_cells_or_new_texts() {
    let scope = scope();
    let person = Person::aiko(&scope);
    let value = |source: &str| check(source, &scope).unwrap().value().cell(&person.facts());
    assert_eq!(value("customer.age * 2"), Computed::Cell(68));
    assert_eq!(value("customer.name"), Computed::Cell(0));
    assert_eq!(value("lower(customer.name)"), Computed::Text("aiko tanaka".into()));
    assert_eq!(value("customer.tier + \"!\""), Computed::Text("gold!".into()));
    assert_eq!(value("customer.mail + \"!\""), Computed::Cell(crate::value::MISSING));
    assert_eq!(value("customer.vip"), Computed::Cell(crate::value::MISSING));
    assert_eq!(value("!customer.vip"), Computed::Cell(1));
    assert_eq!(check("customer.tier", &scope).unwrap().values().len(), 4);
}

/// What may be missing, as a list of the words that read it.
#[test]
fn unguarded_reads_are_found() {
    let scope = scope();
    for (source, expected) in [
        ("customer.age > 5", ""),
        ("customer.visits > 5", "customer.visits"),
        ("is_set(customer.visits) && customer.visits > 5", ""),
        ("customer.visits > 5 && is_set(customer.visits)", "customer.visits"),
        ("!is_set(customer.visits) || customer.visits > 5", ""),
        ("is_set(customer.visits) || customer.visits > 5", "customer.visits"),
        ("!(is_set(customer.visits) && customer.visits > 5)", ""),
        (
            "(is_set(customer.visits) || is_set(customer.mail)) && customer.visits > 5",
            "customer.visits",
        ),
        ("(is_set(customer.visits) && customer.active) && customer.visits > 5", ""),
        (
            "!(!is_set(customer.visits) || !is_set(customer.mail)) && customer.visits > 5 && customer.mail != \"\"",
            "",
        ),
        ("customer.visits > 5 && customer.visits < 9", "customer.visits"),
        (
            "customer.visits > 5 || customer.mail == \"a\" || customer.visits < 2",
            "customer.visits customer.mail",
        ),
        ("(customer.visits > 5) == false && customer.visits < 9", "customer.visits"),
        ("customer.vip && customer.mail == \"\"", "customer.vip customer.mail"),
    ] {
        let typed = check(source, &scope).unwrap();
        let found: Vec<&str> =
            typed.may_be_missing().into_iter().map(|(_, span)| &source[span]).collect();
        assert_eq!(found.join(" "), expected, "{source}");
    }
}

#[test]
fn reads_and_atoms() {
    let scope = scope();
    let source = "customer.age > 5 && !(customer.vip || context.offer == \"a\") && true";
    let typed = check(source, &scope).unwrap();
    let reads: Vec<String> = typed.reads().into_iter().map(|slot| scope.path(slot)).collect();
    assert_eq!(reads, ["customer.age", "customer.vip", "context.offer"]);
    let atoms: Vec<&str> = typed.atoms().into_iter().map(|span| &source[span]).collect();
    assert_eq!(atoms, ["customer.age > 5", "customer.vip", "context.offer == \"a\"", "true"]);
}

#[test]
fn explains_itself() {
    fn show(why: &Why, depth: usize, out: &mut String) {
        let readings: Vec<String> = why
            .readings
            .iter()
            .map(|reading| format!("{} = {}", reading.text, reading.value))
            .collect();
        let blank = "  ".repeat(depth);
        out.push_str(&format!("{blank}{:?} {} | {}\n", why.truth, why.text, readings.join(", ")));
        why.parts.iter().for_each(|part| show(part, depth + 1, out));
    }
    let scope = scope();
    let person = Person::aiko(&scope);
    let source = "customer.age > 5 && !(customer.visits > 3 || days_since(customer.joined) < 30)";
    let mut out = String::new();
    show(&check(source, &scope).unwrap().explain(&person.facts()), 0, &mut out);
    expect![[r#"
        Some(false) customer.age > 5 && !(customer.visits > 3 || days_since(customer.joined) < 30) | 
          Some(true) customer.age > 5 | customer.age = 34
          Some(false) !(customer.visits > 3 || days_since(customer.joined) < 30) | 
            Some(true) customer.visits > 3 || days_since(customer.joined) < 30 | 
              Some(false) customer.visits > 3 | customer.visits = —
              Some(true) days_since(customer.joined) < 30 | days_since(customer.joined) = 21, customer.joined = 2026-11-01
    "#]].assert_eq(&out);
}
