//! The hostile corpus: every text ends, in time and in memory, with a value or an error.

use std::time::{Duration, Instant};

use super::fixture::{Person, scope};
use super::*;

/// Texts for both doors: as a script, and as a condition.
fn corpus() -> Vec<String> {
    let mut corpus: Vec<String> = PLAIN.iter().map(|text| (*text).to_owned()).collect();
    let million = 1_000_000;
    for open in
        ["(", "[", "{", "!", "-", "#{a:", "if true {", "f(", "/*", "\"", "[[", "a.", "- ", "+ "]
    {
        corpus.push(open.repeat(million / open.len()));
        corpus.push(open.repeat(3_900 / open.len()));
        corpus.push(open.repeat(60_000 / open.len()));
    }
    corpus.push("1;".repeat(100_000));
    corpus.push("ab();".repeat(13_000));
    corpus.push("customer.agee;".repeat(4_600));
    corpus.push("eval;".repeat(13_000));
    corpus.push("return \"a\";".repeat(5_900));
    corpus.push("return ".repeat(9_300));
    corpus.push("customer.vip&&".repeat(4_600) + "true");
    corpus.push(format!("switch 1 {{{}}}", "\"a\"=>\"b\",".repeat(7_000)));
    let arms: String = (0..5_000).map(|i| format!("{i}=>\"b\",")).collect();
    corpus.push(format!("switch 1 {{{arms}}}"));
    corpus.push("if true{}else ".repeat(4_600) + "{}");
    corpus.push("agee>1||".repeat(500) + "true");
    corpus.push("ab()||".repeat(650) + "true");
    corpus.push("{}".repeat(32_000));
    corpus.push("if true{}".repeat(7_000));
    corpus.push("x.".repeat(32_000));
    corpus.push("a=>".repeat(20_000));
    corpus.push("1;".repeat(32_000));
    corpus.push("x".repeat(200_000));
    corpus.push("x".repeat(60_000));
    corpus.push(format!("let {} = 1; \"yes\"", "y".repeat(60_000)));
    corpus.push(format!("\"{}\"", "s".repeat(60_000)));
    corpus.push(format!("1{}", "+1".repeat(30_000)));
    corpus.push(format!("1{}", "+1".repeat(1_900)));
    corpus.push(format!("true{}", " && true".repeat(8_000)));
    corpus.push(format!("true{}", " && true".repeat(400)));
    corpus.push(format!("true{}", " || false".repeat(7_000)));
    corpus.push(format!("\"a\"{}", " + \"a\"".repeat(9_000)));
    corpus.push(format!("let a = [{}]; \"yes\"", "1,".repeat(30_000)));
    corpus.push(format!(
        "let m = #{{{}}}; \"yes\"",
        (0..6_000).map(|i| format!("k{i}:1,")).collect::<String>()
    ));
    corpus
        .push(format!("{}\"yes\"", (0..4_000).map(|i| format!("let v{i}=1;")).collect::<String>()));
    corpus.push(format!(
        "switch 5 {{{} _ => \"yes\"}}",
        (0..4_000).map(|i| format!("{i} => 1,")).collect::<String>()
    ));
    corpus.push(format!("if true {{ }} {}", "else if true { }".repeat(3_000)));
    corpus.push(format!("{}{}", "if true {".repeat(60), "}".repeat(60)));
    corpus.push(format!("{}1{}", "(".repeat(63), ")".repeat(63)));
    corpus.push(format!("{}1{}", "[".repeat(63), "]".repeat(63)));
    corpus.push(format!("{}yes", "// comment\n".repeat(5_000)));
    corpus.push(format!("customer.age in [{}]", "1,".repeat(1_900)));
    corpus.push(format!("{}customer.name{}", "lower(".repeat(60), ")".repeat(60)));
    corpus
}

const PLAIN: &[&str] = &[
    "loop { }",
    "while true { }",
    "loop { let x = 1; }",
    "for i in 0..9223372036854775807 { }",
    "for i in 0..=9223372036854775807 { }",
    "for i in -9223372036854775807..9223372036854775807 { }",
    "for i in 9223372036854775807..0 { } \"yes\"",
    "for i in 0..1000 { for j in 0..1000 { for k in 0..1000 { } } }",
    "fn f() { f() } f()",
    "fn f(n) { if n > 0 { f(n - 1) + f(n - 1) } } f(99)",
    "let f = |x| x; f.call(f)",
    "let f = || { loop {} }; f.call()",
    "Fn(\"f\").call()",
    "let s = \"a\"; loop { s += s; }",
    "let s = \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"; for i in 0..100 { s = s + s; }",
    "let s = \"a\"; loop { s = s + \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"; }",
    "let s = upper(\"ß\"); loop { s = upper(s + s); }",
    "let a = [1]; loop { a = [a, a]; }",
    "let a = [1]; loop { a = [a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a]; }",
    "let a = []; loop { a.push(a); }",
    "let a = []; loop { a.push(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"); }",
    "let a = []; loop { a += a; }",
    "let a = [1]; loop { a += [1]; }",
    "let m = #{}; loop { m = #{a: m, b: m}; }",
    "let m = #{}; loop { m.a = m; }",
    "let m = #{}; let i = 0; loop { m[\"k\" + i] = i; i += 1; }",
    "let a = [[1]]; loop { a[0] = a; }",
    "let a = [0]; loop { a[0] += 1; }",
    "let a = [\"a\"]; loop { a[0] += a[0]; }",
    "let s = \"a\".pad(1000000000, \"x\")",
    "let a = [].pad(1000000000, 1)",
    "let b = blob(1000000000)",
    "let s = \"\"; s.pad(9223372036854775807, \" \")",
    "range(0, 9223372036854775807)",
    "-9223372036854775808 / -1",
    "(-9223372036854775807 - 1) / -1 == 0",
    "let x = -9223372036854775807; x -= 1; x /= -1; x",
    "-9223372036854775807 - 1 == abs(-9223372036854775807 - 1)",
    "9223372036854775807 * 9223372036854775807 > 0",
    "1 % 0 == 0",
    "1 << 100",
    "2 ** 9999999999",
    "9223372036854775807.0 * 9223372036854775807.0 > 0.0",
    "9223372036854.775807 * 9223372036854.775807 > 0.0",
    "0.000001 / 9223372036854.0 == 0.0",
    "99999999999999999999999999999999999999999999",
    "1e999999999",
    "0x7fffffffffffffffffff",
    "\0",
    "true\0",
    "\"a\0b\"",
    "\u{FEFF}true",
    "true\u{FEFF}",
    "true \u{202E} && false",
    "\"\u{2066}a\u{2069}\" == \"a\"",
    "// \u{202D}\ntrue",
    "\"unterminated",
    "\"unterminated \\",
    "\"\\u",
    "\"\\uD800\"",
    "\"\\UFFFFFFFF\"",
    "`unterminated",
    "`${loop {}}`",
    "`${`${`${1}`}`}`",
    "'a",
    "/* unterminated",
    "/* /* nested */",
    "eval(\"loop {}\")",
    "import \"/etc/passwd\" as x; x",
    "import \"a\"",
    "export let x = 1;",
    "sleep(2)",
    "sleep(9223372036854775807)",
    "print(\"x\"); debug(1)",
    "timestamp()",
    "exit()",
    "this",
    "global::x",
    "a::b::c()",
    "type_of(customer)",
    "is_def_fn(\"f\", 1)",
    "try { loop {} } catch { loop {} }",
    "throw #{a: [1, 2, 3]};",
    "customer.age = 1; loop { }",
    "customer[\"age\"]",
    "customer[0]",
    "customer.age.age.age.age",
    "customer.name[0] = 'x'; \"yes\"",
    "let s = \"abc\"; s[1] = \"zzzz\"; s",
    "let s = \"日本\"; s[9]",
    "let s = customer.name; loop { s[0] = 'a'; }",
    "let a = 1; let a = 2; let a = 3; loop { let a = 4; let b = a; }",
    "do { } while true",
    "do { } until false",
    "switch customer { _ => loop {} }",
    "if true { if true { if true { loop { } } } }",
    "(|x| x)(1)",
    "let x = x;",
    "()",
    "() == ()",
    "[] == []",
    "#{} == #{}",
    "customer == customer",
    "customer.tags == customer.tags",
    "now + now",
    "date(\"9999-12-31\") + 9223372036854775807 == today()",
    "instant(\"9999-12-31T23:59:59Z\") > now",
    "instant(\"日本-01-01T00:00\") > now",
    "date(\"日本\") > today()",
    "instant(\"2026-01-01T00:00+9é:00\") > now",
    "hour(instant(\"0000-01-01T00:00:00+23:59\")) > 0",
    "weekday(date(\"0000-01-01\") - 9999999) > 0",
    "round(1.5, 9223372036854775807)",
    "round(9223372036854.775807) > 0",
    "ceil(-9223372036854.775807) < 0 && floor(-9223372036854.775807) < 0",
    "in in in",
    "!in",
    "..",
    "1..",
    "..=1",
    "a..b",
    "@@@@",
    "$$",
    "#!",
    ";;;;;;;;;;",
    "{{{{}}}}",
    ")))))",
    "",
    " ",
    "\n\n\n",
    "\r",
    "日本",
    "𝕏 == 1",
    "e\u{301} == 1",
];

/// Runs a text through both doors and returns how long the slower one took.
fn suffer(text: &str, scope: &Scope, person: &Person) -> Duration {
    let ports = vec!["yes".to_owned()];
    let started = Instant::now();
    if let Ok(script) = Script::compile(text, scope, &ports) {
        let _ = script.run(&person.facts(), scope);
    }
    let script = started.elapsed();
    let started = Instant::now();
    if let Ok(typed) = check(text, scope) {
        let facts = person.facts();
        let _ = typed.predicate().map(|predicate| predicate.holds(&facts));
        let _ = typed.value().cell(&facts);
        let _ = (typed.explain(&facts), typed.atoms(), typed.may_be_missing());
        let _ = Sandbox::shared().eval_condition(text, scope, &facts);
    }
    let _ = from_text(text, scope);
    script.max(started.elapsed())
}

/// Returns resident memory in bytes, where the system tells.
fn resident() -> Option<u64> {
    let statm = std::fs::read_to_string("/proc/self/statm").ok()?;
    let pages: u64 = statm.split(' ').nth(1)?.parse().ok()?;
    Some(pages * 4096)
}

/// Set in the process that measures.
const ALONE: &str = "TABIJI_HOSTILE_ALONE";

/// Measures in a process of its own: other tests have memory of their own.
#[test]
fn every_hostile_text_ends() {
    if std::env::var_os(ALONE).is_some() {
        return measure();
    }
    let output = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "condition::hostile::every_hostile_text_ends", "--nocapture"])
        .env(ALONE, "1")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    eprintln!("{said}");
    assert!(output.status.success(), "{said}");
}

fn measure() {
    let (scope, corpus) = (scope(), corpus());
    assert!(corpus.len() >= 60, "{}", corpus.len());
    let person = Person::aiko(&scope);
    suffer("true", &scope, &person);
    let before = resident();
    let (mut worst, mut slowest) = (Duration::ZERO, String::new());
    for text in &corpus {
        let grown = resident();
        // The machine may be busy: the best of four counts.
        let mut best = suffer(text, &scope, &person);
        for _ in 0..3 {
            if best <= DEADLINE {
                break;
            }
            best = best.min(suffer(text, &scope, &person));
        }
        let start: String = text.chars().take(60).collect();
        if let (Some(before), Some(after)) = (grown, resident())
            && after > before + 1024 * 1024
        {
            eprintln!("{} KiB more after {start}", (after - before) / 1024);
        }
        if best > worst {
            (worst, slowest) = (best, start);
        }
    }
    let (before, after) = (before.unwrap_or(0), resident().unwrap_or(0));
    let grown = after.saturating_sub(before);
    let (count, grown) = (corpus.len(), grown / 1024);
    eprintln!("{count} texts, worst {worst:?} for {slowest}, grown {grown} KiB");
    assert!(worst <= DEADLINE * 2, "{worst:?} for {slowest}");
    assert!(grown <= 16 * 1024, "grew by {grown} KiB");
}

/// Random bytes and random pieces of conditions: never a panic.
#[test]
fn nonsense_never_panics() {
    let scope = scope();
    let person = Person::aiko(&scope);
    let pieces = [
        "customer",
        ".",
        "age",
        "tags",
        "tier",
        "name",
        "==",
        "!",
        "in",
        "(",
        ")",
        "[",
        "]",
        "\"gold\"",
        "1",
        "2.5",
        "-",
        "+",
        "/",
        "%",
        "&&",
        "||",
        "is_set",
        "date",
        "\"2026-11-22\"",
        "now",
        ",",
        "between",
        "{",
        "}",
        ";",
        "let",
        "x",
        "=",
        "if",
        "else",
        "loop",
        "break",
        "return",
        "\"yes\"",
        "for",
        "..",
        "0",
        "push",
        "\u{3042}",
        "\\",
        "'",
        "`",
        "#{",
        ":",
        "switch",
        "=>",
        "_",
    ];
    let count = differential::cases() / 10;
    for seed in 0..u64::from(count) {
        let mut dice = differential::Dice::new(seed);
        let length = dice.below(40);
        let glue = ["", " "][dice.below(2)];
        let text =
            (0..length).map(|_| dice.pick(&pieces).to_owned()).collect::<Vec<_>>().join(glue);
        suffer(&text, &scope, &person);
        let bytes: Vec<u8> = (0..dice.below(60)).map(|_| dice.below(256) as u8).collect();
        suffer(&String::from_utf8_lossy(&bytes), &scope, &person);
    }
}

/// Facts with the worst cells there are: never a panic.
#[test]
fn absurd_cells_never_panic() {
    let scope = scope();
    for seed in 0..u64::from(differential::cases() / 5) {
        let mut writer = differential::Writer { dice: differential::Dice::new(seed) };
        let source = writer.condition(3);
        let Ok(typed) = check(&source, &scope) else {
            continue;
        };
        let mut person = writer.person(&scope);
        let absurd = [i64::MIN, i64::MAX, i64::MIN + 1, -1, 1 << 62, 63, 64, 1_000_000_000_000];
        for cell in &mut person.cells {
            *cell = absurd[writer.dice.below(absurd.len())];
        }
        person.now = absurd[writer.dice.below(absurd.len())];
        let facts = person.facts();
        let compiled = typed.predicate().map(|predicate| predicate.holds(&facts));
        assert_eq!(typed.explain(&facts).truth, compiled, "{source}");
        let _ = Sandbox::shared().eval_condition(&source, &scope, &facts);
    }
}

/// The engine alone, without the scan that scripts pass first: it must hold by itself.
#[test]
fn the_engine_holds_without_the_scan() {
    let (scope, sandbox) = (scope(), Sandbox::new());
    let person = Person::aiko(&scope);
    for text in corpus().iter().filter(|text| text.len() <= 4_096) {
        if let Ok(ast) = sandbox.engine.compile_with_scope(&sandbox::declared(), text) {
            let started = Instant::now();
            let outcome = sandbox.run(&ast, &scope, &person.facts());
            let took = started.elapsed();
            assert!(took <= DEADLINE * 4, "{took:?} for {text}: {outcome:?}");
        }
    }
}

#[test]
fn forbidden_words_do_nothing_even_without_the_scan() {
    let (scope, sandbox) = (scope(), Sandbox::new());
    let person = Person::aiko(&scope);
    let known = ["this", "try", "catch", "global", "private"];
    for word in sandbox::FORBIDDEN.iter().filter(|word| !known.contains(word)) {
        for text in [format!("{word}(\"1\")"), format!("{word}()"), format!("\"1\".{word}()")] {
            let ast = sandbox.engine.compile_with_scope(&sandbox::declared(), &text);
            let answer = ast.map(|ast| sandbox.run(&ast, &scope, &person.facts()));
            assert!(!matches!(answer, Ok(Ok(_))), "{text}");
        }
    }
}
