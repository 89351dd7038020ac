//! One cell, as people write it in spreadsheets: full-width digits, thousands separators, Japanese dates.
//! Widens [`engine::sample::read`] only where there is no second meaning.

use journey::time::{DAY, Zone, day_of, parse_date, parse_instant};
use journey::value::{Attribute, Cell, Texts, Type};

/// Reads a trimmed cell; none when it is no value of the type.
pub(crate) fn read(
    text: &str,
    attribute: &Attribute,
    zone: &Zone,
    texts: &mut Texts,
) -> Option<Cell> {
    if let Some(cell) = engine::sample::read(text, attribute, zone, texts) {
        return Some(cell);
    }
    let plain = || text.chars().map(half_width).collect::<String>();
    match attribute.kind {
        Type::Text | Type::Category => None,
        // Spreadsheets and people put blanks and full-width bars between tags.
        Type::Tags => engine::sample::read(&text.replace('｜', "|"), attribute, zone, texts),
        Type::Integer => {
            let number = ungrouped(plain().trim());
            let whole = match number.split_once('.') {
                Some((whole, rest)) if rest.bytes().all(|byte| byte == b'0') => whole,
                Some(_) => return None,
                None => &number,
            };
            engine::sample::read(whole, attribute, zone, texts)
        }
        Type::Decimal => engine::sample::read(&ungrouped(plain().trim()), attribute, zone, texts),
        Type::Boolean => match plain().trim().to_ascii_lowercase().as_str() {
            "true" | "yes" | "1" | "y" | "t" | "on" => Some(1),
            "false" | "no" | "0" | "n" | "f" | "off" => Some(0),
            _ => None,
        },
        Type::Date => date(plain().trim()),
        Type::Instant => instant(plain().trim(), zone),
    }
}

/// Returns the half-width twin of a full-width sign, or the sign itself.
pub(super) fn half_width(letter: char) -> char {
    match letter {
        '\u{3000}' => ' ',
        '！'..='～' => char::from_u32(letter as u32 - 0xFEE0).unwrap_or(letter),
        '−' => '-',
        _ => letter,
    }
}

/// Takes away thousands separators where they stand at every thousand, and only there.
fn ungrouped(text: &str) -> String {
    let digits = text.trim_start_matches(['-', '+']);
    let whole = digits.split_once('.').map_or(digits, |(whole, _)| whole);
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let all = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let regular = (1..=3).contains(&first.len()) && all(first);
    if regular && groups.all(|group| group.len() == 3 && all(group)) {
        text.replace(',', "")
    } else {
        text.to_owned()
    }
}

/// Reads a date with signs or in words, of the common era or a Japanese one; a time must be midnight.
fn date(text: &str) -> Option<i64> {
    let dashed = dashed(text)?;
    if let Some(day) = parse_date(&dashed) {
        return Some(day);
    }
    match parse_instant(&dashed)? {
        (local, false) if local % DAY == 0 => Some(local / DAY),
        _ => None,
    }
}

fn instant(text: &str, zone: &Zone) -> Option<Cell> {
    let dashed = dashed(text)?;
    match parse_instant(&dashed) {
        Some((instant, true)) => Some(instant),
        Some((local, false)) => Some(zone.instant(local)),
        None => parse_date(&dashed).map(|day| zone.instant(day * DAY)),
    }
}

/// The first years of Japanese eras that people still have dates in.
const ERAS: [(&[&str], i64); 5] = [
    (&["令和", "R", "r"], 2019),
    (&["平成", "H", "h"], 1989),
    (&["昭和", "S", "s"], 1926),
    (&["大正", "T", "t"], 1912),
    (&["明治", "M", "m"], 1868),
];

/// Writes a date, with whatever follows, as `2026-11-22…`; times in words get colons.
fn dashed(text: &str) -> Option<String> {
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]));
    }
    let era = ERAS.iter().find_map(|(names, first)| {
        let rest = names.iter().find_map(|name| text.strip_prefix(name))?;
        Some((rest.trim_start(), *first))
    });
    let (rest, first) = era.unwrap_or((text, 1));
    let rest = rest.strip_prefix('元').map_or(rest.to_owned(), |rest| format!("1{rest}"));
    let (year, rest) = rest.split_once(['年', '.', '/', '-'])?;
    let (month, rest) = rest.split_once(['月', '.', '/', '-'])?;
    let end = rest.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(rest.len());
    let (dom, rest) = rest.split_at(end);
    let year = year.trim().parse::<i64>().ok()?.checked_add(first - 1)?;
    let (month, dom): (u8, u8) = (month.trim().parse().ok()?, dom.parse().ok()?);
    // An era's first years only: Heisei 40 is nobody's date.
    if era.is_some() && !(first..first + 64).contains(&year) || era.is_none() && year < 1000 {
        return None;
    }
    day_of(year, month, dom)?;
    let clock = rest.strip_prefix('日').unwrap_or(rest);
    let clock = clock.replace('時', ":").replace("分", ":").replace('秒', "");
    let clock = clock.trim_end_matches(':');
    let clock = if rest.contains('時') && !clock.contains(':') {
        format!("{clock}:00")
    } else {
        clock.to_owned()
    };
    let (blank, clock) = match clock.trim_start() {
        "" => ("", ""),
        rest if rest.starts_with(['T', 't']) => ("", rest),
        rest => (" ", rest),
    };
    Some(format!("{year:04}-{month:02}-{dom:02}{blank}{clock}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use journey::time::parse_date;

    fn cell(kind: Type, text: &str) -> Option<Cell> {
        let zone = Zone::named("Asia/Tokyo").unwrap();
        let mut texts = Texts::default();
        let values = vec!["a".to_owned(), "b".to_owned()];
        read(text, &Attribute { values, ..Attribute::of(kind) }, &zone, &mut texts)
    }

    #[test]
    fn numbers_as_people_write_them() {
        for (text, number) in [
            ("12", Some(12)),
            ("１２", Some(12)),
            ("－５", Some(-5)),
            ("1,234,567", Some(1_234_567)),
            ("１，２３４", Some(1_234)),
            ("30.0", Some(30)),
            ("1,23", None),
            ("1,2345", None),
            ("12.5", None),
            ("twelve", None),
            ("1e3", None),
        ] {
            assert_eq!(cell(Type::Integer, text), number, "{text}");
        }
        assert_eq!(cell(Type::Decimal, "1,234.5"), Some(1_234_500_000));
        assert_eq!(cell(Type::Boolean, "ＹＥＳ"), Some(1));
        assert_eq!(cell(Type::Tags, "a ｜ b"), Some(3));
        assert_eq!(cell(Type::Tags, "|"), Some(0));
        assert_eq!(cell(Type::Category, "A"), None);
    }

    #[test]
    fn dates_as_people_write_them() {
        let day = parse_date("2026-11-22");
        for text in [
            "2026-11-22",
            "2026/11/22",
            "２０２６／１１／２２",
            "2026年11月22日",
            "2026.11.22",
            "20261122",
            "令和8年11月22日",
            "R8.11.22",
            "2026-11-22 00:00:00",
        ] {
            assert_eq!(cell(Type::Date, text), day, "{text}");
        }
        assert_eq!(cell(Type::Date, "令和元年5月1日"), parse_date("2019-05-01"));
        assert_eq!(cell(Type::Date, "昭和64年1月7日"), parse_date("1989-01-07"));
        for text in ["2026-02-30", "11/22/2026", "22.11.26", "令和99年1月1日", "2026-11-22 09:00"]
        {
            assert_eq!(cell(Type::Date, text), None, "{text}");
        }
    }

    #[test]
    fn times_without_a_zone_are_local() {
        let nine = cell(Type::Instant, "2026-11-22T09:00:00+09:00");
        assert!(nine.is_some());
        for text in
            ["2026/11/22 9:00", "2026年11月22日 9時", "2026年11月22日9時00分", "2026-11-22T00:00Z"]
        {
            assert_eq!(cell(Type::Instant, text), nine, "{text}");
        }
    }
}
