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
        (
            r#"switch customer.tier { "gold" => "yes", "silver" => "later", _ => "no" }"#,
            "yes",
        ),
        (
            r#"let n = 0; for i in 0..10 { n += i; } if n == 45 { return "yes"; } "no""#,
            "yes",
        ),
        (
            r#"let n = 0; while n < 5 { n += 1; } if n == 5 { "yes" } else { "no" }"#,
            "yes",
        ),
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
        (
            r#"if customer.balance * 2 == 2501.0 { "yes" } else { "no" }"#,
            "yes",
        ),
        (
            r#"if days_since(customer.joined) == 21 && now > instant("2026-01-01T00:00Z") { "yes" } else { "no" }"#,
            "yes",
        ),
        // Missing values: as in conditions.
        (r#"if customer.vip { "yes" } else { "no" }"#, "no"),
        (
            r#"if !customer.vip && customer.active { "yes" } else { "no" }"#,
            "yes",
        ),
        (
            r#"if customer.vip || customer.age > 5 { "yes" } else { "no" }"#,
            "yes",
        ),
        (r#"if customer.vip == false { "yes" } else { "no" }"#, "no"),
        (
            r#"if (customer.vip && true) || is_set(customer.vip) { "yes" } else { "no" }"#,
            "no",
        ),
        (
            r#"let x = customer.visits + 1; if x > 0 || x <= 0 { "yes" } else { "no" }"#,
            "no",
        ),
        (
            r#"let x = 1 / 0; if is_set(x) { "yes" } else { "no" }"#,
            "no",
        ),
        (
            r#"let x = 9223372036854775807; x += 1; if is_set(x) { "yes" } else { "no" }"#,
            "no",
        ),
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
        (
            r#"for i in 0..3 { if i == 2 { return "yes"; } } return "no";"#,
            Some("yes no"),
        ),
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
    check("eval(\"1\")", expect![[""]]);
    check("import \"os\" as os;\nfn f() { 1 }", expect![[""]]);
    check("sleep(2); timestamp(); exit()", expect![[""]]);
    check("let x = 1;\n  customer.agee > x", expect![[""]]);
    check("lowr(\"a\")", expect![[""]]);
    check("let customer = 1; \"yes\"", expect![[""]]);
    check("Customer.age", expect![[""]]);
    check("if true { \"yse\" } else { \"no\" }", expect![[""]]);
    check("let x = `a`; \"yes\"", expect![[""]]);
    check("let x = |a| a; \"yes\"", expect![[""]]);
    check("let x = 1 let y", expect![[""]]);
    check("x = 1; \"yes\"", expect![[""]]);
    check(&"{".repeat(100), expect![[""]]);
    check(&"1;".repeat(100_000), expect![[""]]);
}

#[test]
fn too_many_operations() {
    check("loop { }", expect![[""]]);
}

#[test]
fn deadline() {
    // Made by hand: whether a real script meets it depends on the machine.
    let error =
        rhai::EvalAltResult::ErrorTerminated(rhai::Dynamic::UNIT, rhai::Position::new(2, 3));
    let error = ScriptError::of_rhai(&error);
    expect![[""]].assert_eq(&format!(
        "{:?}\n{}\n{}",
        error.code,
        error.message(Lang::En),
        error.message(Lang::Ja)
    ));
}

#[test]
fn too_large() {
    check("let s = \"aaaaaaaa\";\nloop { s += s; }", expect![[""]]);
    check("let a = []; loop { a.push(1); }", expect![[""]]);
}

#[test]
fn type_mismatch() {
    check(
        "let x = customer.age;\nif x > \"a\" { \"yes\" } else { \"no\" }",
        expect![[""]],
    );
    check("if customer.age { \"yes\" } else { \"no\" }", expect![[""]]);
    check("let x = lower(customer.age); \"yes\"", expect![[""]]);
}

#[test]
fn unknown_attribute() {
    check("let c = customer;\nc.agee", expect![[""]]);
    check("let c = customer;\nc.zzzzzzzzz", expect![[""]]);
}

#[test]
fn unknown_name() {
    let error = rhai::EvalAltResult::ErrorVariableNotFound("x".into(), rhai::Position::new(1, 2));
    let error = ScriptError::of_rhai(&error);
    expect![[""]].assert_eq(&format!(
        "{:?}\n{}\n{}",
        error.code,
        error.message(Lang::En),
        error.message(Lang::Ja)
    ));
}

#[test]
fn unknown_function() {
    check("let x = -[1]; \"yes\"", expect![[""]]);
    check(
        "let x = #{}; x.foo = 1; for i in 5 { } \"yes\"",
        expect![[""]],
    );
}

#[test]
fn read_only() {
    check("customer.age = 5; \"yes\"", expect![[""]]);
    check("now = 5; \"yes\"", expect![[""]]);
}

#[test]
fn not_there() {
    check("let a = [1];\na[5]", expect![[""]]);
    check("let m = #{a: 1};\nm.b", expect![[""]]);
}

#[test]
fn thrown() {
    check("throw \"stop\";", expect![[""]]);
}

#[test]
fn no_port() {
    check("1 + 1", expect![[""]]);
    check("let x = 1;", expect![[""]]);
    check("[1]", expect![[""]]);
}

#[test]
fn unknown_port() {
    check("let x = \"maybe\"; x", expect![[""]]);
}

#[test]
fn failed() {
    check("let m = #{}; for x in m { } \"yes\"", expect![[""]]);
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
    expect![[""]].assert_eq(&sandbox.callable().collect::<Vec<_>>().join(" "));
}
