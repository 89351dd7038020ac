//! Text → rows → text says the same; what is half done loses nothing.

use std::collections::BTreeMap;

use journey::time::Zone;
use journey::value::{Attribute, Type};

use super::*;

fn scope() -> Scope {
    let of = |kind, values: &[&str]| Attribute {
        values: values.iter().map(|value| (*value).to_owned()).collect(),
        ..Attribute::of(kind)
    };
    let customer = [
        ("age", of(Type::Integer, &[])),
        ("joined", of(Type::Date, &[])),
        ("mail", of(Type::Text, &[])),
        ("seen", of(Type::Instant, &[])),
        ("spent", of(Type::Decimal, &[])),
        ("tags", of(Type::Tags, &["vip", "news"])),
        ("tier", of(Type::Category, &["silver", "gold"])),
        ("vip", of(Type::Boolean, &[])),
    ];
    let customer = customer.map(|(name, attribute)| (name.to_owned(), attribute)).into();
    Scope::new(&customer, &BTreeMap::new(), &BTreeMap::new())
}

fn lines(text: &str) -> Line {
    read(text, &scope()).lines.unwrap_or_else(|| panic!("{text} is no rows"))
}

fn written(lines: &Line) -> Written {
    write(lines, &scope(), &Zone::named("Asia/Tokyo").unwrap())
}

/// Writes one new row, and says what is wrong with it where something is.
fn row(attribute: &str, operator: Operator, values: &[&str]) -> Result<String, String> {
    let values = values.iter().map(|value| (*value).to_owned()).collect();
    let asked = Asked { attribute: attribute.to_owned(), operator: Some(operator), values };
    let mut written = written(&group(vec![Line::Row { asked, kept: None }]));
    match written.unfinished.pop() {
        None => Ok(written.text.unwrap()),
        Some(unfinished) => Err(unfinished.why.ja),
    }
}

fn group(lines: Vec<Line>) -> Line {
    Line::Group { all: true, not: false, lines }
}

/// Changes the row at a place of the outermost group.
fn change(lines: &mut Line, place: usize, change: impl FnOnce(&mut Asked)) {
    let Line::Group { lines, .. } = lines else { panic!("a group is outermost") };
    let Line::Row { asked, .. } = &mut lines[place] else { panic!("a row is there") };
    change(asked);
}

#[test]
fn what_rows_show_they_write_as_it_was() {
    for text in [
        "",
        "customer.age >= 18",
        "customer.vip && customer.vip == false",
        "!(customer.age >= 18)",
        "!(customer.age >= 18 || is_set(customer.mail))",
        "customer.age >= 18 && (customer.tier == \"gold\" || !(customer.vip && !is_set(customer.mail)))",
        "customer.tier in [\"gold\", \"silver\"] && customer.tier !in []",
        "between(customer.spent, -1.5, 2.0) && customer.age < -3",
        "customer.joined < date(\"2026/1/2\") && days_since(customer.seen) > 30",
        "customer.seen >= instant(\"2026-11-22 09:00\") || !contains(customer.tags, \"vip\")",
        "customer.mail == \"\" && ends_with(customer.mail, \" \\\"a\\\\\")",
    ] {
        assert_eq!(
            written(&lines(text)),
            Written { text: Some(text.to_owned()), unfinished: vec![] }
        );
    }
}

#[test]
fn what_rows_cannot_show_is_no_rows() {
    for text in [
        "true",
        "customer.age + 1 > 5",
        "customer.agee > 5",
        "customer.age >",
        "customer.age > 5 // x",
    ] {
        assert_eq!(read(text, &scope()).lines, None, "{text}");
    }
}

#[test]
fn values_are_read_as_people_type_them() {
    let ok = |text: &str| Ok(text.to_owned());
    assert_eq!(row("customer.age", Operator::Less, &["１，２００"]), ok("customer.age < 1200"));
    assert_eq!(row("customer.spent", Operator::Less, &["10.50"]), ok("customer.spent < 10.5"));
    let date = |text: &str| row("customer.joined", Operator::Equals, &[text]);
    assert_eq!(date("令和8年11月22日"), ok("customer.joined == date(\"2026-11-22\")"));
    assert_eq!(date("2026/11/22"), ok("customer.joined == date(\"2026/11/22\")"));
    assert_eq!(
        row("customer.seen", Operator::Less, &["2026年11月22日 9時"]),
        ok("customer.seen < instant(\"2026-11-22T09:00:00+09:00\")")
    );
    assert_eq!(
        row("customer.joined", Operator::DaysSinceLess, &["７"]),
        ok("days_since(customer.joined) < 7")
    );
    assert_eq!(
        row("customer.mail", Operator::Equals, &["日本 \"x\""]),
        ok("customer.mail == \"日本 \\\"x\\\"\"")
    );
}

#[test]
fn what_is_missing_or_wrong_is_said_at_the_row() {
    let wrong =
        |attribute: &str, operator, values: &[&str]| row(attribute, operator, values).unwrap_err();
    assert_eq!(wrong("", Operator::Equals, &[]), "項目を選んでください。");
    assert_eq!(
        wrong("customer.x", Operator::Equals, &[]),
        "「customer.x」はここにはありません。別の項目を選ぶか、設定で宣言してください。"
    );
    assert_eq!(wrong("customer.age", Operator::Contains, &["1"]), "比べ方を選んでください。");
    assert_eq!(wrong("customer.age", Operator::Less, &[""]), "値を入力してください。");
    assert_eq!(wrong("customer.age", Operator::Between, &["1", ""]), "値を入力してください。");
    assert_eq!(wrong("customer.tier", Operator::OneOf, &[]), "値を選んでください。");
    assert_eq!(
        wrong("customer.age", Operator::Less, &["若い"]),
        "「若い」は読めません。1200のような数値にしてください。"
    );
    assert_eq!(
        wrong("customer.tier", Operator::Equals, &["iron"]),
        "「iron」は読めません。一覧にある値にしてください。"
    );
    assert_eq!(
        wrong("customer.joined", Operator::Less, &["2026-02-30"]),
        "「2026-02-30」は読めません。2026-11-22のような日付にしてください。"
    );
}

#[test]
fn an_unfinished_row_counts_as_what_it_asked_before() {
    let text = "customer.age >= 18 && customer.tier == \"gold\"";
    let mut rows = lines(text);
    change(&mut rows, 1, |asked| {
        (asked.attribute, asked.values) = ("customer.mail".into(), vec![])
    });
    change(&mut rows, 0, |asked| asked.values = vec!["20".into()]);
    let told = written(&rows);
    assert_eq!(told.text.as_deref(), Some("customer.age >= 20 && customer.tier == \"gold\""));
    assert_eq!(told.unfinished.len(), 1);
    assert_eq!(told.unfinished[0].at, [1]);
    // One that is new is not part of it yet, and groups of nothing are none.
    let Line::Group { lines, .. } = &mut rows else { unreachable!() };
    lines.truncate(1);
    lines.push(group(vec![Line::Row { asked: Asked::default(), kept: None }]));
    let told = written(&rows);
    assert_eq!(told.text.as_deref(), Some("customer.age >= 20"));
    assert_eq!(told.unfinished[0].at, [1, 0]);
}

#[test]
fn a_row_that_is_no_longer_known_is_not_written_away() {
    let mut rows = lines("customer.age >= 18 && customer.vip");
    change(&mut rows, 0, |asked| asked.attribute = "customer.gone".into());
    let Line::Group { lines, .. } = &mut rows else { unreachable!() };
    let Line::Row { asked, kept } = &mut lines[0] else { unreachable!() };
    *kept = Some(asked.clone());
    assert_eq!(written(&rows).text, None);
    assert_eq!(written(&rows).unfinished.len(), 1);
}

#[test]
fn groups_are_written_as_simply_as_they_can_be() {
    let inner = lines("customer.age >= 18 || customer.vip");
    let turned = |line: Line, not| Line::Group { all: true, not, lines: vec![line] };
    let text = |line: Line| written(&line).text.unwrap();
    assert_eq!(text(group(vec![group(vec![inner.clone()])])), "customer.age >= 18 || customer.vip");
    assert_eq!(text(turned(inner.clone(), true)), "!(customer.age >= 18 || customer.vip)");
    assert_eq!(
        text(turned(turned(inner.clone(), true), true)),
        "!(!(customer.age >= 18 || customer.vip))"
    );
    assert_eq!(text(group(vec![])), "");
    let deep = turned(turned(turned(turned(inner, true), true), true), true);
    assert_eq!(written(&deep).text, None, "more than three inside each other");
}
