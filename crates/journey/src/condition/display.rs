//! Cells as people read them.

use super::kernel;
use crate::time::{DAY, Zone, date_text, instant_text};
use crate::value::{Attribute, Cell, Decimal, MISSING, TextView, Type};

/// Returns a cell as text: `—` when missing, instants in local time, tags joined by commas.
///
/// A cell that no value of its type has (a foreign text, an index past the list) shows as `—` too.
pub fn cell_text(cell: Cell, attribute: &Attribute, texts: TextView<'_>, zone: &Zone) -> String {
    text(cell, attribute, texts, zone).unwrap_or_else(|| "—".to_owned())
}

fn text(cell: Cell, attribute: &Attribute, texts: TextView<'_>, zone: &Zone) -> Option<String> {
    if cell == MISSING {
        return None;
    }
    match attribute.kind {
        Type::Text => texts.get(cell).map(str::to_owned),
        Type::Integer => Some(cell.to_string()),
        Type::Decimal => Some(Decimal(cell).to_string()),
        Type::Boolean => Some((cell != 0).to_string()),
        Type::Date => kernel::calendar(cell).ok().map(date_text),
        Type::Instant => {
            kernel::calendar(cell.div_euclid(DAY)).ok()?;
            Some(instant_text(cell, zone.offset(cell)))
        }
        Type::Category => attribute.values.get(usize::try_from(cell).ok()?).cloned(),
        Type::Tags => {
            let held = attribute.values.iter().enumerate();
            let held = held.filter(|&(bit, _)| bit < 62 && cell & (1i64 << bit) != 0);
            Some(held.map(|(_, tag)| tag.as_str()).collect::<Vec<_>>().join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Texts;

    #[test]
    fn every_type_shows() {
        let mut texts = Texts::default();
        let hello = texts.intern("hello");
        let view = TextView { shared: &texts, own: &["mine".to_owned()] };
        let zone = Zone::named("Asia/Tokyo").unwrap();
        let values = vec!["a".to_owned(), "b".to_owned(), "c".to_owned()];
        let show = |kind, cell| {
            let attribute = Attribute { values: values.clone(), ..Attribute::of(kind) };
            cell_text(cell, &attribute, view, &zone)
        };
        assert_eq!(show(Type::Text, hello), "hello");
        assert_eq!(show(Type::Text, 1), "mine");
        assert_eq!(show(Type::Integer, -5), "-5");
        assert_eq!(show(Type::Decimal, 10_500_000), "10.5");
        assert_eq!(show(Type::Boolean, 1), "true");
        assert_eq!(show(Type::Date, 20_779), "2026-11-22");
        assert_eq!(show(Type::Instant, 0), "1970-01-01T09:00:00+09:00");
        assert_eq!(show(Type::Category, 2), "c");
        assert_eq!(show(Type::Tags, 0b101), "a, c");
        for kind in [Type::Text, Type::Integer, Type::Date, Type::Category, Type::Tags] {
            assert_eq!(show(kind, MISSING), "—");
        }
        assert_eq!(show(Type::Date, i64::MAX), "—");
        assert_eq!(show(Type::Instant, i64::MAX), "—");
        assert_eq!(show(Type::Category, 3), "—");
    }
}
