use super::super::differential::{Dice, Writer, cases};
use super::super::fixture::{Person, scope};
use super::super::{Kind, check};
use super::*;
use crate::value::MISSING;

/// Returns whether a customer's cells are in a region, as far as plain reads go.
fn inside(region: &Region, person: &Person, scope: &Scope) -> bool {
    Root::ALL.into_iter().all(|root| {
        scope.names(root).all(|name| {
            let slot = scope.slot(root, name).expect("the scope's own name");
            let cell = person.cells[slot as usize];
            let domain = region.domain(root, name, scope.attribute(slot));
            if cell == MISSING {
                return domain.missing;
            }
            match &domain.values {
                Values::Ranges(ranges) => ranges.iter().any(|&(a, b)| (a..=b).contains(&cell)),
                Values::Tags { with, without } => cell & with == *with && cell & without == 0,
                Values::Only(set) => person.texts.get(cell).is_some_and(|text| set.contains(text)),
                Values::AllBut(set) => {
                    person.texts.get(cell).is_some_and(|text| !set.contains(text))
                }
            }
        })
    })
}

/// The law: a region that conditions leave holds everyone for whom they came out so.
#[test]
fn nobody_is_ever_outside_of_what_is_known_of_them() {
    let scope = scope();
    let (mut asked, mut narrowed) = (0, 0);
    for seed in 0..u64::from(cases()) {
        let mut writer = Writer { dice: Dice::new(seed) };
        let sources: Vec<String> = (0..3).map(|depth| writer.condition(depth)).collect();
        let mut person = writer.person(&scope);
        for slot in 0..scope.len() {
            if scope.attribute(slot as u32).required && person.cells[slot] == MISSING {
                person.cells[slot] = 1;
            }
        }
        let mut regions = vec![Region::default()];
        for (reason, source) in sources.iter().enumerate() {
            let Ok(typed) = check(source, &scope) else {
                continue;
            };
            let Some(predicate) = typed.predicate() else {
                continue;
            };
            asked += 1;
            let holds = predicate.holds(&person.facts());
            regions = regions
                .iter()
                .filter_map(|region| region.given(&typed, holds, reason as Reason).ok())
                .flatten()
                .collect();
            let around = regions.iter().filter(|region| inside(region, &person, &scope));
            assert!(around.count() > 0, "seed {seed}: {sources:?} {:?}", person.cells);
        }
        narrowed += usize::from(regions.iter().any(|region| !region.known.is_empty()));
    }
    assert!(asked > 1_000 && narrowed > 500, "{asked} {narrowed}");
}

fn cannot(conditions: &[(&str, bool)]) -> Option<Vec<Reason>> {
    let scope = scope();
    let mut regions = vec![Region::default()];
    for (reason, (source, holds)) in conditions.iter().enumerate() {
        let typed = check(source, &scope).unwrap();
        assert_eq!(typed.kind(), Kind::Boolean, "{source}");
        let mut conflict = BTreeSet::new();
        let mut next = Vec::new();
        for region in &regions {
            match region.given(&typed, *holds, reason as Reason) {
                Ok(regions) => next.extend(regions),
                Err(reasons) => conflict.extend(reasons),
            }
        }
        if next.is_empty() {
            return Some(conflict.into_iter().collect());
        }
        regions = next;
    }
    None
}

#[test]
fn contradictions_are_seen_and_name_their_conditions() {
    let sure = [
        "customer.age > 75 && customer.age < 25",
        "customer.rate < 0.5 && customer.rate >= 0.5",
        "customer.visits > 2.5 && customer.visits < 3",
        "customer.tier == \"gold\" && customer.tier == \"silver\"",
        "customer.tier in [\"gold\", \"silver\"] && customer.tier == \"bronze\"",
        "customer.vip && !customer.vip",
        "customer.vip && !is_set(customer.vip)",
        "customer.vip == true && customer.vip != true",
        "contains(customer.tags, \"vip\") && !contains(customer.tags, \"vip\")",
        "contains(customer.tags, \"vip\") && !is_set(customer.tags)",
        "customer.name == \"a\" && customer.name in [\"b\", \"c\"]",
        "customer.name == \"a\" && customer.name != \"a\"",
        "is_set(customer.name) && !is_set(customer.name)",
        "days_since(customer.joined) > 30 && days_since(customer.joined) < 7",
        "customer.age > customer.visits && customer.visits > customer.age",
        "hour(now) > 23",
        "weekday(now) == 8",
        "!between(customer.age, 0, 9) && customer.age >= 0 && customer.age <= 9",
        "contains(customer.name, \"x\") && !contains(customer.name, \"x\")",
        "(customer.age > 5 || customer.age < 2) && customer.age == 3",
        "!(customer.age > 5) && !(customer.age <= 5)",
        "false",
        "customer.birthday > date(\"2000-01-01\") && customer.birthday < date(\"1999-01-01\")",
    ];
    for source in sure {
        assert_eq!(cannot(&[(source, true)]), Some(vec![0]), "{source}");
    }
    let possible = [
        "!(customer.visits > 5) && !(customer.visits <= 5)",
        "customer.age > 5 || customer.age < 2",
        "customer.tier != \"gold\"",
        "!contains(customer.tags, \"vip\") && is_set(customer.tags)",
        "customer.age > customer.visits || customer.visits > customer.age",
        "hour(now) == 23",
    ];
    for source in possible {
        assert_eq!(cannot(&[(source, true)]), None, "{source}");
    }
    let story = [
        ("customer.vip", true),
        ("customer.age >= 65", true),
        ("customer.rate > 1.0", false),
        ("customer.age < 18", true),
    ];
    assert_eq!(cannot(&story), Some(vec![1, 3]), "who contradicts, and nobody else");
    assert_eq!(cannot(&[("customer.age < 5 || customer.age >= 5", false)]), Some(vec![0]));
}

/// Exactness where it can be had: over a few values, a region is empty only if nobody is in it, and what
/// is left holds somebody.
#[test]
fn over_a_few_values_nothing_is_left_only_where_nobody_is() {
    let scope = scope();
    let atoms = [
        "customer.age > 1",
        "customer.age <= 0",
        "customer.age == 2",
        "customer.vip",
        "customer.vip == false",
        "is_set(customer.vip)",
        "customer.tier == \"gold\"",
        "customer.tier != \"bronze\"",
        "customer.tier in [\"silver\", \"gold\"]",
        "contains(customer.tags, \"news\")",
        "customer.age in [0, 3]",
    ];
    let age = scope.slot(Root::Customer, "age").unwrap() as usize;
    let vip = scope.slot(Root::Customer, "vip").unwrap() as usize;
    let tier = scope.slot(Root::Customer, "tier").unwrap() as usize;
    let tags = scope.slot(Root::Customer, "tags").unwrap() as usize;
    let mut empty = 0;
    for seed in 0..u64::from(cases()) / 4 {
        let mut dice = Dice::new(seed);
        let mut source = atoms[dice.below(atoms.len())].to_owned();
        for _ in 0..dice.below(5) {
            let next = atoms[dice.below(atoms.len())];
            source = match dice.below(3) {
                0 => format!("({source}) && {next}"),
                1 => format!("({source}) || {next}"),
                _ => format!("!({source}) && {next}"),
            };
        }
        let typed = check(&source, &scope).unwrap();
        let predicate = typed.predicate().unwrap();
        let mut anyone = false;
        let mut person = Person::blank(&scope);
        for cells in 0..(6 * 3 * 5 * 3) {
            person.cells[age] = cells % 6 - 1;
            person.cells[vip] = [MISSING, 0, 1][(cells / 6 % 3) as usize];
            person.cells[tier] = [MISSING, 0, 1, 2, 3][(cells / 18 % 5) as usize];
            person.cells[tags] = [MISSING, 0, 0b10][(cells / 90) as usize];
            anyone |= predicate.holds(&person.facts());
        }
        let left = Region::default().given(&typed, true, 0).is_ok();
        assert_eq!(left, anyone, "{source}");
        empty += usize::from(!left);
    }
    assert!(empty > 20, "{empty}");
}
