//! Reading one value as people write it, for files, forms, samples and scenarios.

use crate::time::{DAY, Zone, parse_date, parse_instant};
use crate::value::{Attribute, Cell, Decimal, MISSING, Texts, Type};

/// Reads one value as it stands in a file or a form: the same text for every type everywhere.
///
/// Returns none when the text is no value of the type. Instants without a zone are local to `zone`;
/// booleans are true/false, yes/no, 1/0, はい/いいえ; tags are separated by `|`.
pub fn read(text: &str, attribute: &Attribute, zone: &Zone, texts: &mut Texts) -> Option<Cell> {
    let place = |value: &str| attribute.values.iter().position(|known| known == value);
    match attribute.kind {
        Type::Text => Some(texts.intern(text)),
        Type::Integer => text.parse().ok().filter(|&cell| cell != MISSING),
        Type::Decimal => text.parse::<Decimal>().ok().map(|decimal| decimal.0),
        Type::Boolean => {
            let is = |word: &&str| text.eq_ignore_ascii_case(word);
            if ["true", "yes", "1", "はい"].iter().any(is) {
                Some(1)
            } else {
                ["false", "no", "0", "いいえ"].iter().any(is).then_some(0)
            }
        }
        Type::Date => parse_date(text),
        Type::Instant => match parse_instant(text) {
            Some((instant, true)) => Some(instant),
            Some((local, false)) => Some(zone.instant(local)),
            None => parse_date(text).map(|day| zone.instant(day * DAY)),
        },
        Type::Category => place(text).map(|place| place as Cell),
        Type::Tags => text
            .split('|')
            .map(str::trim)
            .filter(|tag| !tag.is_empty())
            .try_fold(0, |set, tag| place(tag).map(|place| set | 1 << place)),
    }
}
