use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

fn values() -> BTreeMap<String, Filling> {
    let values = [
        ("customer.name", Filling::Text("山田".to_owned())),
        ("customer.total", Filling::Whole(1_234_567)),
        ("customer.rate", Filling::Text("-1234.5".to_owned())),
        ("customer.member", Filling::YesNo(true)),
        ("customer.birthday", Filling::Day(20_779)),
        ("context.due", Filling::Moment(20_779 * crate::time::DAY + 9 * 3_600_000 + 5 * 60_000)),
        (UNSUBSCRIBE, Filling::Text("https://example.jp/u".to_owned())),
    ];
    values.map(|(path, value)| (path.to_owned(), value)).into()
}

fn filled(text: &str, lang: Lang) -> Result<String, Unreadable> {
    Ok(joined(&read(text, lang)?.fill(&values())?))
}

#[test]
fn every_filter_and_type_shows_in_both_languages() {
    let mut seen = std::collections::BTreeSet::new();
    for (text, ja, en) in [
        ("{{customer.name}}様", "山田様", "山田様"),
        ("{{ customer.total }}", "1234567", "1234567"),
        ("{{ customer.total | number }}円", "1,234,567円", "1,234,567円"),
        ("{{ customer.rate | number }}", "-1,234.5", "-1,234.5"),
        ("{{ customer.member }}", "はい", "yes"),
        ("{{ customer.birthday }}", "2026年11月22日", "22 November 2026"),
        ("{{ context.due }}", "2026年11月22日 9:05", "22 November 2026 9:05"),
        ("{{ context.due | date }}", "2026年11月22日", "22 November 2026"),
        ("{{ context.due | time }}", "9:05", "9:05"),
        ("{{ context.due | weekday }}", "日曜日", "Sunday"),
        ("{{ 'aBc ' | upper | trim }}{{ 'aBc' | lower }}", "ABCabc", "ABCabc"),
        ("{{ customer.name | length }}", "2", "2"),
        ("{{ customer.nick | default('お客') }}様", "お客様", "お客様"),
        ("{{ customer.nick | upper | default('x') }}", "x", "x"),
        ("{% if customer.nick is defined %}a{% else %}b{% endif %}", "b", "b"),
        ("{% if customer.member and customer.total > 5 %}a{% endif %}", "a", "a"),
        ("<b>&amp;</b> { } }} %}", "<b>&amp;</b> { } }} %}", "<b>&amp;</b> { } }} %}"),
    ] {
        seen.extend(FILTERS.into_iter().filter(|it| text.contains(&format!("| {it}"))));
        assert_eq!(filled(text, Lang::Ja).as_deref(), Ok(ja), "{text}");
        assert_eq!(filled(text, Lang::En).as_deref(), Ok(en), "{text}");
    }
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), FILTERS);
}

#[test]
fn what_has_no_value_is_a_gap() {
    let gaps = |text: &str| {
        let pieces = read(text, Lang::Ja).unwrap().fill(&values()).unwrap();
        pieces.iter().filter(|it| **it == Piece::Gap).count()
    };
    assert_eq!(gaps("{{customer.nick}}様 {{customer.nick | upper}} {{name}} {{a.b.c}}"), 4);
    assert_eq!(gaps("{{customer.name}}{% if customer.nick %}{{customer.nick}}{% endif %}"), 0);
    let pieces = read("a{{customer.name}}b", Lang::Ja).unwrap().fill(&values()).unwrap();
    let parts = ["a", "山田", "b"].map(str::to_owned);
    let [a, name, b] = parts;
    assert_eq!(pieces, [Piece::Plain(a), Piece::Value(name), Piece::Plain(b)]);
}

#[test]
fn variables_are_known_by_their_paths() {
    let text = "{{customer.name | default(context.x)}} {% if event.y %}{{z}}{% endif %}";
    let found = read(text, Lang::En).unwrap().variables();
    assert_eq!(
        found.into_iter().collect::<Vec<_>>(),
        ["context.x", "customer.name", "event.y", "z"]
    );
}

#[test]
fn what_cannot_be_read_is_said_with_its_line() {
    for (text, line, reason) in [
        ("a\n{{customer.name", 2, Reason::Syntax),
        ("{{customer name}}", 1, Reason::Syntax),
        ("a\nb\n{% if x %}", 3, Reason::Syntax),
        ("a\n{{customer.name | shout}}", 2, Reason::Unknown),
        ("{{range(5)}}", 1, Reason::Unknown),
        ("{{customer.name.upper()}}", 1, Reason::Unknown),
        ("a\n\n{{customer.name | date}}", 3, Reason::Unfit),
        ("{{customer.name | number}}", 1, Reason::Unfit),
        ("a\n{% for x in customer.name %}{% endfor %}", 2, Reason::Refused),
        ("{%- set a = 1 %}", 1, Reason::Refused),
        ("{%raw%}{%endraw%}", 1, Reason::Refused),
        ("{% include 'x' %}", 1, Reason::Refused),
        ("\n{{ 'x' * 100000000 }}", 2, Reason::Refused),
        ("\u{fdd0}", 1, Reason::Refused),
        (&"x".repeat(MOST + 1), 1, Reason::TooLong),
        (&"{{customer.long}}".repeat(1_000), 1, Reason::TooLong),
        (&format!("{{{{ 1{} }}}}", "+1".repeat(150)), 1, Reason::Refused),
    ] {
        let mut values = values();
        values.insert("customer.long".to_owned(), Filling::Text("y".repeat(1_000)));
        let result = read(text, Lang::En).and_then(|it| it.fill(&values));
        let short: String = text.chars().take(60).collect();
        assert_eq!(result, Err(Unreadable { line, reason }), "{short}");
    }
    assert_eq!(filled("{{ 'a*b' }}", Lang::En).as_deref(), Ok("a*b"));
}

#[test]
fn deep_and_long_texts_end() {
    for piece in
        ["(", "[", "{", "-", "not ", "a.", "1+", "x|upper|", "x if ", "~", "'", "{% if x %}", "a["]
    {
        for most in [290, MOST - 100] {
            let inside = piece.repeat(most / piece.len());
            for text in [format!("{{{{{inside}"), format!("{{{{{inside}1}}}}"), inside.clone()] {
                let _ = read(&text, Lang::En).map(|it| (it.variables(), it.fill(&values())));
            }
        }
    }
    let nested = |depth| ["{% if x %}".repeat(depth), "{% endif %}".repeat(depth)].concat();
    assert!(read(&nested(50), Lang::En).is_ok());
    assert_eq!(read(&nested(51), Lang::En).err().map(|it| it.reason), Some(Reason::Refused));
    let chain = format!("{{% if x %}}{}{{% endif %}}", "{% elif x %}".repeat(98));
    assert!(read(&chain, Lang::En).is_ok());
}

proptest! {
    #[test]
    fn no_text_and_no_value_panics_or_leaks_a_mark(
        text in r#"(\{\{|\}\}|\{%|%\}|if |endif|customer|\.name|\||default\(|'|"|\*|[a-z\n あ\u{fdd0}~+/()\[\]{}-]){0,24}"#,
        value in ".{0,8}",
    ) {
        let values = BTreeMap::from([("customer.name".to_owned(), Filling::Text(value))]);
        if let Ok(pieces) = read(&text, Lang::Ja).and_then(|it| it.fill(&values)) {
            prop_assert!(!joined(&pieces).contains([OPEN, CLOSE, GAP]));
        }
    }

    #[test]
    fn a_text_without_braces_stays_as_it_is(text in "[^{\u{fdd0}-\u{fdd2}]{0,40}") {
        prop_assert_eq!(filled(&text, Lang::Ja), Ok(text));
    }
}
