//! What the targets share: a schema with every type, and the customer conditions are asked about.

use std::cell::Cell as Place;
use std::collections::BTreeMap;

use journey::condition::{Facts, Scope, Trap};
use journey::time::{Holidays, Millis, Zone, japan};
use journey::value::{Attribute, Cell, MISSING, TextView, Texts, Type};

/// Attributes of every type.
pub fn attributes() -> BTreeMap<String, Attribute> {
    let list = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect();
    let kinds = [
        ("age", Type::Integer),
        ("visits", Type::Integer),
        ("balance", Type::Decimal),
        ("name", Type::Text),
        ("vip", Type::Boolean),
        ("birthday", Type::Date),
        ("seen", Type::Instant),
        ("tier", Type::Category),
        ("tags", Type::Tags),
    ];
    let attribute = |(name, kind): (&str, Type)| {
        let values = match kind {
            Type::Category => list(&["bronze", "silver", "gold"]),
            Type::Tags => list(&["vip", "news", "lapsed"]),
            _ => Vec::new(),
        };
        let required = name == "visits";
        (name.to_owned(), Attribute { values, required, ..Attribute::of(kind) })
    };
    kinds.map(attribute).into()
}

/// What a condition may see.
pub fn scope() -> Scope {
    let event = [("amount".to_owned(), Attribute::of(Type::Decimal))].into();
    let context = [("offer".to_owned(), Attribute::of(Type::Text))].into();
    Scope::new(&attributes(), &context, &event)
}

/// Asks about two customers: one with every value, one with none.
pub fn ask(scope: &Scope, mut question: impl FnMut(&Facts<'_>)) {
    let zone = Zone::named("Asia/Tokyo").expect("a zone");
    let holidays = Holidays::of(japan(2026).into_keys());
    let now: Millis = 1_795_312_200_000;
    let mut texts = Texts::default();
    let text = texts.intern("Aiko 田中");
    let full = (0..scope.len() as u32).map(|slot| match scope.attribute(slot).kind {
        Type::Text => text,
        Type::Integer => 34,
        Type::Decimal => 1_234_500_000,
        Type::Boolean | Type::Category => 1,
        Type::Date => 7_000,
        Type::Instant => now - 86_400_000,
        Type::Tags => 5,
    });
    let full: Vec<Cell> = full.collect();
    for cells in [full, vec![MISSING; scope.len()]] {
        let trap: Place<Option<Trap>> = Place::new(None);
        let texts = TextView { shared: &texts, own: &[] };
        question(&Facts {
            cells: &cells,
            now,
            zone: &zone,
            holidays: &holidays,
            texts,
            trap: &trap,
        });
    }
}
