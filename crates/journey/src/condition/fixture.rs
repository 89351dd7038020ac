//! The schema and the customer that the tests of this module share.

use std::cell::Cell as Place;
use std::collections::BTreeMap;

use super::{Facts, Root, Scope, Trap};
use crate::time::{Holidays, Millis, Zone, japan, parse_date, parse_instant};
use crate::value::{Attribute, Cell, Decimal, MISSING, TextView, Texts, Type};

pub(super) const NOW: &str = "2026-11-22T09:30:00+09:00";

fn attribute(kind: Type, values: &[&str], required: bool) -> Attribute {
    Attribute {
        values: values.iter().map(|value| (*value).to_owned()).collect(),
        required,
        ..Attribute::of(kind)
    }
}

/// Two attributes of every type under `customer`, a few under the other roots.
pub(super) fn scope() -> Scope {
    let map = |list: Vec<(&str, Attribute)>| -> BTreeMap<String, Attribute> {
        list.into_iter().map(|(name, attribute)| (name.to_owned(), attribute)).collect()
    };
    let tiers = ["bronze", "silver", "gold", "platinum"];
    let customer = map(vec![
        ("age", attribute(Type::Integer, &[], true)),
        ("visits", attribute(Type::Integer, &[], false)),
        ("balance", attribute(Type::Decimal, &[], false)),
        ("rate", attribute(Type::Decimal, &[], true)),
        ("name", attribute(Type::Text, &[], false)),
        ("mail", attribute(Type::Text, &[], false)),
        ("vip", attribute(Type::Boolean, &[], false)),
        ("active", attribute(Type::Boolean, &[], true)),
        ("birthday", attribute(Type::Date, &[], false)),
        ("joined", attribute(Type::Date, &[], true)),
        ("seen", attribute(Type::Instant, &[], false)),
        ("bought", attribute(Type::Instant, &[], false)),
        ("tier", attribute(Type::Category, &tiers, false)),
        ("old_tier", attribute(Type::Category, &["gold", "bronze", "none"], false)),
        ("same_tier", attribute(Type::Category, &tiers, true)),
        ("tags", attribute(Type::Tags, &["vip", "news", "lapsed"], false)),
    ]);
    let context = map(vec![("offer", attribute(Type::Text, &[], false))]);
    let event = map(vec![("amount", attribute(Type::Decimal, &[], false))]);
    Scope::new(&customer, &context, &event)
}

/// One customer, owned.
pub(super) struct Person {
    pub(super) cells: Vec<Cell>,
    pub(super) texts: Texts,
    pub(super) own: Vec<String>,
    pub(super) zone: Zone,
    pub(super) holidays: Holidays,
    pub(super) now: Millis,
    pub(super) trap: Place<Option<Trap>>,
}

impl Person {
    /// Returns a customer without any value.
    pub(super) fn blank(scope: &Scope) -> Self {
        Self {
            cells: vec![MISSING; scope.len()],
            texts: Texts::default(),
            own: Vec::new(),
            zone: Zone::named("Asia/Tokyo").unwrap(),
            holidays: Holidays::of(japan(2026).into_keys()),
            now: parse_instant(NOW).unwrap().0,
            trap: Place::new(None),
        }
    }

    /// Returns the customer most tests ask about.
    pub(super) fn aiko(scope: &Scope) -> Self {
        let mut person = Self::blank(scope);
        let name = person.texts.intern("Aiko Tanaka");
        let decimal = |text: &str| text.parse::<Decimal>().unwrap().0;
        for (path, cell) in [
            ("age", 34),
            ("balance", decimal("1250.5")),
            ("rate", decimal("0.1")),
            ("name", name),
            ("active", 1),
            ("birthday", parse_date("1992-11-23").unwrap()),
            ("joined", parse_date("2026-11-01").unwrap()),
            ("seen", parse_instant("2026-11-21T23:59:00+09:00").unwrap().0),
            ("tier", 2),
            ("old_tier", 0),
            ("same_tier", 2),
            ("tags", 0b101),
        ] {
            let slot = scope.slot(Root::Customer, path).unwrap();
            person.cells[slot as usize] = cell;
        }
        person
    }

    pub(super) fn facts(&self) -> Facts<'_> {
        Facts {
            cells: &self.cells,
            now: self.now,
            zone: &self.zone,
            holidays: &self.holidays,
            texts: TextView { shared: &self.texts, own: &self.own },
            trap: &self.trap,
        }
    }
}
