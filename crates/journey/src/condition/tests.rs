//! Conditions from text to truth: one table of words and answers each.

use expect_test::expect;

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
