//! Scripts from text to port, and every way they can fail, in both languages.

use expect_test::{Expect, expect};

use super::fixture::{Person, scope};
use super::*;

fn ports() -> Vec<String> {
    ["yes", "no", "later"].map(str::to_owned).to_vec()
}

fn run(source: &str) -> String {
    let scope = scope();
    let person = Person::aiko(&scope);
    let problems = match Script::compile(source, &scope, &ports()) {
        Ok(script) => match script.run(&person.facts(), &scope) {
            Ok(port) => return port,
            Err(error) => {
                let (en, ja) = (error.message(Lang::En), error.message(Lang::Ja));
                assert_eq!(error.to_string(), en);
                return format!("{:?}\n  {en}\n  {ja}", error.code);
            }
        },
        Err(problems) => problems,
    };
    let lines = problems.iter().map(|problem| {
        let (en, ja) = (problem.message(Lang::En), problem.message(Lang::Ja));
        format!("{:?}\n  {en}\n  {ja}", problem.code)
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn scripts_name_ports() {
    for (source, port) in [
        (r#""yes""#, "yes"),
        (r#"if customer.age >= 18 { "yes" } else { "no" }"#, "yes"),
        (r#"switch customer.tier { "gold" => "yes", "silver" => "later", _ => "no" }"#, "yes"),
        (r#"let n = 0; for i in 0..10 { n += i; } if n == 45 { return "yes"; } "no""#, "yes"),
        (r#"let n = 0; while n < 5 { n += 1; } if n == 5 { "yes" } else { "no" }"#, "yes"),
        (
            r#"let n = 0; loop { n += 1; if n > 5 { break; } } if n == 6 { "yes" } else { "no" }"#,
            "yes",
        ),
        (
            r#"let list = []; list.push(1); list.push(2); if len(list) == 2 && 2 in list { "yes" } else { "no" }"#,
            "yes",
        ),
        (
            r#"let list = [1, 2]; let n = 0; for x in list { n += x; } if n == 3 { "yes" } else { "no" }"#,
            "yes",
        ),
        (r#"let p = "la"; p += "ter"; p"#, "later"),
        (
            r#"if "vip" in customer.tags && customer.name.starts_with("Ai") { "yes" } else { "no" }"#,
            "yes",
        ),
        (r#"if customer.balance * 2 == 2501.0 { "yes" } else { "no" }"#, "yes"),
        (
            r#"if days_since(customer.joined) == 21 && now > instant("2026-01-01T00:00Z") { "yes" } else { "no" }"#,
            "yes",
        ),
        // Missing values: as in conditions.
        (r#"if customer.vip { "yes" } else { "no" }"#, "no"),
        (r#"if !customer.vip && customer.active { "yes" } else { "no" }"#, "yes"),
        (r#"if customer.vip || customer.age > 5 { "yes" } else { "no" }"#, "yes"),
        (r#"if customer.vip == false { "yes" } else { "no" }"#, "no"),
        (r#"if (customer.vip && true) || is_set(customer.vip) { "yes" } else { "no" }"#, "no"),
        (r#"let x = customer.visits + 1; if x > 0 || x <= 0 { "yes" } else { "no" }"#, "no"),
        (r#"let x = 1 / 0; if is_set(x) { "yes" } else { "no" }"#, "no"),
        (r#"let x = 9223372036854775807; x += 1; if is_set(x) { "yes" } else { "no" }"#, "no"),
        (r#"switch customer.mail { "a" => "yes", _ => "no" }"#, "no"),
    ] {
        assert_eq!(run(source), port, "{source}");
    }
}

#[test]
fn ports_named_are_told_by_reading() {
    for (source, named) in [
        (r#""yes""#, Some("yes")),
        (
            r#"if customer.age > 5 { "yes" } else if customer.age > 3 { "later" } else { "no" }"#,
            Some("yes later no"),
        ),
        (
            r#"switch customer.tier { "gold" => "yes", "silver" => { "later" }, _ => "no" }"#,
            Some("yes later no"),
        ),
        (
            r#"if customer.age > 5 { return "yes"; } let x = "other"; if x == "z" { "later" } else { "no" }"#,
            Some("yes later no"),
        ),
        (r#"for i in 0..3 { if i == 2 { return "yes"; } } return "no";"#, Some("yes no")),
        (r#"while true { return "yes"; } "no""#, Some("yes no")),
        (r#"let port = "yes"; port"#, None),
        (r#"return lower("YES");"#, None),
        (r#""ye" + "s""#, None),
    ] {
        let script = Script::compile(source, &scope(), &ports()).unwrap();
        let found = script.ports_named().map(|ports| ports.join(" "));
        assert_eq!(found.as_deref(), named, "{source}");
    }
}

fn check(source: &str, expected: Expect) {
    expected.assert_eq(&run(source));
}

#[test]
fn what_is_not_allowed_is_named_before_the_script_runs() {
    check(
        "eval(\"1\")",
        expect![[r#"
        ForbiddenFunction
          line 1, column 1: `eval` is not allowed in scripts; remove it
          1 行 1 列：`eval` はスクリプトでは使えません。削除してください"#]],
    );
    check(
        "import \"os\" as os;\nfn f() { 1 }",
        expect![[r#"
        ForbiddenFunction
          line 1, column 1: `import` is not allowed in scripts; remove it
          1 行 1 列：`import` はスクリプトでは使えません。削除してください
        ForbiddenFunction
          line 2, column 1: `fn` is not allowed in scripts; remove it
          2 行 1 列：`fn` はスクリプトでは使えません。削除してください
        UnknownFunction
          line 2, column 4: no function `f`; see the list of functions
          2 行 4 列：関数`f` はありません。関数の一覧を確認してください"#]],
    );
    check(
        "sleep(2); timestamp(); exit()",
        expect![[r#"
        ForbiddenFunction
          line 1, column 1: `sleep` is not allowed in scripts; remove it
          1 行 1 列：`sleep` はスクリプトでは使えません。削除してください
        ForbiddenFunction
          line 1, column 11: `timestamp` is not allowed in scripts; remove it
          1 行 11 列：`timestamp` はスクリプトでは使えません。削除してください
        ForbiddenFunction
          line 1, column 24: `exit` is not allowed in scripts; remove it
          1 行 24 列：`exit` はスクリプトでは使えません。削除してください"#]],
    );
    check(
        "let x = 1;\n  customer.agee > x",
        expect![[r#"
        UnknownAttribute
          line 2, column 3: no attribute `customer.agee` is declared; declare it or use another; did you mean `customer.age`?
          2 行 3 列：属性`customer.agee` は宣言されていません。宣言するか、別の属性を使ってください。`customer.age` ではありませんか"#]],
    );
    check(
        "lowr(\"a\")",
        expect![[r#"
        UnknownFunction
          line 1, column 1: no function `lowr`; see the list of functions; did you mean `lower`?
          1 行 1 列：関数`lowr` はありません。関数の一覧を確認してください。`lower` ではありませんか"#]],
    );
    check(
        "let customer = 1; \"yes\"",
        expect![[r#"
        UnexpectedToken
          line 1, column 5: found `customer`, expected a name
          1 行 5 列：`customer` がありますが、名前が必要です"#]],
    );
    check(
        "Customer.age",
        expect![[r#"
        UnknownName
          line 1, column 1: no name `Customer`; names begin with customer., context. or event.; did you mean `customer`?
          1 行 1 列：`Customer` という名前はありません。customer. か context. か event. で始めます。`customer` ではありませんか"#]],
    );
    check(
        "if true { \"yse\" } else { \"no\" }",
        expect![[r#"
        UnknownPort
          line 1, column 11: no port `yse`; expected one of yes, no, later; did you mean `"yes"`?
          1 行 11 列：`yse` という出口はありません。yes, no, later のどれかが必要です。`"yes"` ではありませんか"#]],
    );
    check(
        "let x = `a`; \"yes\"",
        expect![[r#"
            NotInCondition
              line 1, column 9: ``` is not available here; write the text in double quotes
              1 行 9 列：``` はここでは使えません。文字列は " で囲んでください"#]],
    );
    check(
        "let x = |a| a; \"yes\"",
        expect![[r#"
            NotInCondition
              line 1, column 9: `|` is not available here; write one of the listed operators
              1 行 9 列：`|` はここでは使えません。一覧の演算子を使ってください"#]],
    );
    check(
        "let x = 1 let y",
        expect![[r#"
            UnexpectedToken
              line 1, column 11: found `let`, expected ;
              1 行 11 列：`let` がありますが、;が必要です"#]],
    );
    check(
        "x = 1; \"yes\"",
        expect![[r#"
            UnknownName
              line 1, column 1: no name `x`; names begin with customer., context. or event.
              1 行 1 列：`x` という名前はありません。customer. か context. か event. で始めます"#]],
    );
    check(
        &"{".repeat(100),
        expect![[r#"
        TooDeep
          line 1, column 65: nested deeper than 64 levels; split the condition
          1 行 65 列：入れ子が 64 段を超えています。条件を分けてください"#]],
    );
    check(
        &"1;".repeat(100_000),
        expect![[r#"
        SourceTooLong
          line 1, column 1: text is 200000 bytes; at most 65536 are allowed, so shorten it
          1 行 1 列：長さが 200000 バイトです。65536 バイト以内に短くしてください"#]],
    );
}

#[test]
fn too_many_operations() {
    check(
        "loop { }",
        expect![[r#"
        TooManyOperations
          line 1, column 6: script took more than 200000 operations; shorten its loops
          1 行 6 列：処理が 200000 回を超えました。繰り返しを短くしてください"#]],
    );
}

#[test]
fn deadline() {
    // Made by hand: whether a real script meets it depends on the machine.
    let error =
        rhai::EvalAltResult::ErrorTerminated(rhai::Dynamic::UNIT, rhai::Position::new(2, 3));
    let error = ScriptError::of_rhai(&error);
    expect![[r#"
        Deadline
        line 2, column 3: script ran longer than 50 ms; shorten its loops
        2 行 3 列：実行が 50 ミリ秒を超えました。繰り返しを短くしてください"#]]
    .assert_eq(&format!(
        "{:?}\n{}\n{}",
        error.code,
        error.message(Lang::En),
        error.message(Lang::Ja)
    ));
}

#[test]
fn too_large() {
    check(
        "let s = \"aaaaaaaa\";\nloop { s += s; }",
        expect![[r#"
            TooLarge
              line 2, column 10: text grew past its limit of 8192; build less in the script
              2 行 10 列：文字列が上限 8192 を超えました。作る量を減らしてください"#]],
    );
    check(
        "let a = []; loop { a.push(1); }",
        expect![[r#"
        TooLarge
          line 1, column 22: list grew past its limit of 256; build less in the script
          1 行 22 列：リストが上限 256 を超えました。作る量を減らしてください"#]],
    );
}

#[test]
fn type_mismatch() {
    check(
        "let x = customer.age;\nif x > \"a\" { \"yes\" } else { \"no\" }",
        expect![[r#"
            TypeMismatch
              line 2, column 6: found text, expected integer
              2 行 6 列：文字列がありますが、整数が必要です"#]],
    );
    check(
        "if customer.age { \"yes\" } else { \"no\" }",
        expect![[r#"
        TypeMismatch
          line 1, column 12: found integer, expected boolean
          1 行 12 列：整数がありますが、真偽値が必要です"#]],
    );
    check(
        "let x = lower(customer.age); \"yes\"",
        expect![[r#"
            TypeMismatch
              line 1, column 9: found integer, expected text
              1 行 9 列：整数がありますが、文字列が必要です"#]],
    );
}

#[test]
fn unknown_attribute() {
    check(
        "let c = customer;\nc.agee",
        expect![[r#"
        UnknownAttribute
          line 2, column 2: no attribute `customer.agee` is declared; did you mean `customer.age`?
          2 行 2 列：属性`customer.agee` は宣言されていません。`customer.age` ではありませんか"#]],
    );
    check(
        "let c = customer;\nc.zzzzzzzzz",
        expect![[r#"
        UnknownAttribute
          line 2, column 2: no attribute `customer.zzzzzzzzz` is declared; declare it or use another
          2 行 2 列：属性`customer.zzzzzzzzz` は宣言されていません。宣言するか、別の属性を使ってください"#]],
    );
}

#[test]
fn unknown_name() {
    let error = rhai::EvalAltResult::ErrorVariableNotFound("x".into(), rhai::Position::new(1, 2));
    let error = ScriptError::of_rhai(&error);
    expect![[r#"
        UnknownName
        line 1, column 2: no name `x`; declare it with let
        1 行 2 列：`x` という名前はありません。let で宣言してください"#]]
    .assert_eq(&format!(
        "{:?}\n{}\n{}",
        error.code,
        error.message(Lang::En),
        error.message(Lang::Ja)
    ));
}

#[test]
fn unknown_function() {
    check(
        "let x = -[1]; \"yes\"",
        expect![[r#"
            TypeMismatch
              line 1, column 9: found a list, expected a value
              1 行 9 列：リストがありますが、値が必要です"#]],
    );
    check(
        "let x = #{}; x.foo = 1; for i in 5 { } \"yes\"",
        expect![[r#"
            ScriptSyntax
              line 1, column 34: script cannot be read: Expecting an iterable value, not a number
              1 行 34 列：スクリプトを読めません：Expecting an iterable value, not a number"#]],
    );
}

#[test]
fn unknown_function_while_it_runs() {
    let place = rhai::Position::new(1, 2);
    let error = rhai::EvalAltResult::ErrorFunctionNotFound("f (i64)".into(), place);
    let error = ScriptError::of_rhai(&error);
    expect![[r#"
        UnknownFunction
        line 1, column 2: no function `f (i64)`; see the list of functions
        1 行 2 列：関数`f (i64)` はありません。関数の一覧を確認してください"#]]
    .assert_eq(&format!(
        "{:?}\n{}\n{}",
        error.code,
        error.message(Lang::En),
        error.message(Lang::Ja)
    ));
}

#[test]
fn unreadable() {
    let scope = scope();
    let person = Person::aiko(&scope);
    let answer = Sandbox::shared().eval_condition("true &&\n agee", &scope, &person.facts());
    let error = answer.unwrap_err();
    expect![[r#"
        Unreadable
        line 2, column 2: no name `agee`; names begin with customer., context. or event.
        2 行 2 列：`agee` という名前はありません。customer. か context. か event. で始めます"#]]
    .assert_eq(&format!(
        "{:?}\n{}\n{}",
        error.code,
        error.message(Lang::En),
        error.message(Lang::Ja)
    ));
}

#[test]
fn read_only() {
    check(
        "customer.age = 5; \"yes\"",
        expect![[r#"
            ReadOnly
              line 1, column 10: `age` can only be read; copy it with let
              1 行 10 列：`age` は読み取り専用です。let で写してから使ってください"#]],
    );
    check(
        "now = 5; \"yes\"",
        expect![[r#"
        ReadOnly
          line 1, column 1: `now` can only be read; copy it with let
          1 行 1 列：`now` は読み取り専用です。let で写してから使ってください"#]],
    );
}

#[test]
fn not_there() {
    check(
        "let a = [1];\na[5]",
        expect![[r#"
        NotThere
          line 2, column 3: nothing at `5`; check the index or name first
          2 行 3 列：`5` には何もありません。番号か名前を先に確認してください"#]],
    );
    check(
        "let m = #{a: 1};\nm.b",
        expect![[r#"
        NotThere
          line 2, column 3: nothing at `b`; check the index or name first
          2 行 3 列：`b` には何もありません。番号か名前を先に確認してください"#]],
    );
}

#[test]
fn thrown() {
    check(
        "throw \"stop\";",
        expect![[r#"
        Thrown
          line 1, column 1: script threw `stop`
          1 行 1 列：スクリプトが`stop` を投げました"#]],
    );
}

#[test]
fn no_port() {
    check(
        "1 + 1",
        expect![[r#"
            NoPort
              line 1, column 5: script returned integer, expected the name of a port: yes, no, later
              1 行 5 列：結果が整数です。出口の名前 yes, no, later のどれかが必要です"#]],
    );
    check(
        "let x = 1;",
        expect![[r#"
            NoPort
              line 1, column 10: script returned missing, expected the name of a port: yes, no, later
              1 行 10 列：結果が値なしです。出口の名前 yes, no, later のどれかが必要です"#]],
    );
    check(
        "[1]",
        expect![[r#"
            NoPort
              line 1, column 3: script returned a list, expected the name of a port: yes, no, later
              1 行 3 列：結果がリストです。出口の名前 yes, no, later のどれかが必要です"#]],
    );
}

#[test]
fn unknown_port() {
    check(
        "let x = \"maybe\"; x",
        expect![[r#"
            UnknownPort
              line 1, column 18: script returned `maybe`, which is no port; expected one of yes, no, later
              1 行 18 列：結果`maybe` は出口ではありません。yes, no, later のどれかが必要です"#]],
    );
}

#[test]
fn failed() {
    let error = rhai::EvalAltResult::ErrorArithmetic("odd".into(), rhai::Position::new(1, 2));
    let error = ScriptError::of_rhai(&error);
    expect![[r#"
        Failed
        line 1, column 2: script failed: odd
        1 行 2 列：スクリプトが失敗しました：odd"#]]
    .assert_eq(&format!(
        "{:?}\n{}\n{}",
        error.code,
        error.message(Lang::En),
        error.message(Lang::Ja)
    ));
    check(
        "for x in #{} { } \"yes\"",
        expect![[r#"
        ScriptSyntax
          line 1, column 10: script cannot be read: Expecting an iterable value, not an object map
          1 行 10 列：スクリプトを読めません：Expecting an iterable value, not an object map"#]],
    );
}

#[test]
fn too_many_words() {
    check(
        &"1;".repeat(20_000),
        expect![[r#"
        TooManyWords
          line 1, column 20002: more than 20000 words and symbols; shorten the script
          1 行 20002 列：語と記号が 20000 個を超えています。スクリプトを短くしてください"#]],
    );
}

#[test]
fn too_many_names() {
    check(
        &"let x = 1;".repeat(300),
        expect![[r#"
        TooManyNames
          line 1, column 2561: more than 256 variables; declare fewer
          1 行 2561 列：変数が 256 個を超えています。減らしてください"#]],
    );
}

#[test]
fn scripts_go_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Script>();
    shared::<Predicate>();
    shared::<Compiled>();
    shared::<Typed>();
    shared::<Scope>();
    shared::<Sandbox>();
}

/// The list of what a text may call; adding to it fails here until somebody has reviewed it.
#[test]
fn callable_is_reviewed() {
    let sandbox = Sandbox::new();
    expect!["!/1 !=/2 %/2 %=/2 */2 *=/2 +/2 +=/2 -/1 -/2 -=/2 ../2 ..=/2 //2 /=/2 </2 <=/2 ==/2 >/2 >=/2 abs/1 between/3 ceil/1 contains/2 date/1 day/1 days_since/1 days_until/1 ends_with/2 floor/1 hour/1 instant/1 is_holiday/1 is_set/1 len/1 lower/1 max/2 min/2 minute/1 month/1 one_of/2 push/2 round/1 round/2 starts_with/2 today/0 trim/1 upper/1 weekday/1 year/1"].assert_eq(&sandbox.callable().collect::<Vec<_>>().join(" "));
}
