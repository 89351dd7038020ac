//! What customers share, against a slow reference: one list of everything that happens, by hand.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::testing::{conserved, plan, population};

const JOURNEY: &str = r#"entry {"cap": 330} -> o=offer coupon {"value": "customer.cart_value"}; o.issued -> i=end converted; o.budget_out -> wait 2d -> second=offer small {"value": "100"}; second.issued -> j=end converted; second.budget_out -> n=end left; settings {"reentry": "always", "concurrency": 2, "offers": {"coupon": {"budget": 60000, "stock": 150}, "small": {"budget": 5000}}}"#;

const HOUR: i64 = 3_600_000;

/// What the reference counts.
#[derive(Debug, Default, PartialEq)]
struct Counted {
    entered: u64,
    capped: u64,
    too_many: u64,
    coupon: (i64, u64),
    small: (i64, u64),
    without: u64,
}

/// Lives everyone's time as one list: by instant, then customer, then timers before arrivals.
fn by_hand(people: &[(u64, i64, Vec<i64>)]) -> Counted {
    let mut counted = Counted::default();
    let mut inside = vec![0; people.len()];
    let mut list = BinaryHeap::new();
    for (person, (key, _, signups)) in people.iter().enumerate() {
        for &at in signups {
            list.push(Reverse((at, *key, true, person)));
        }
    }
    while let Some(Reverse((at, key, arrives, person))) = list.pop() {
        if !arrives {
            inside[person] -= 1;
            if counted.small.0 + 100 <= 5_000 {
                counted.small = (counted.small.0 + 100, counted.small.1 + 1);
            } else {
                counted.without += 1;
            }
            continue;
        }
        if inside[person] >= 2 {
            counted.too_many += 1;
        } else if counted.entered >= 330 {
            counted.capped += 1;
        } else {
            counted.entered += 1;
            let amount = people[person].1;
            if counted.coupon.0 + amount <= 60_000 && counted.coupon.1 < 150 {
                counted.coupon = (counted.coupon.0 + amount, counted.coupon.1 + 1);
            } else {
                inside[person] += 1;
                list.push(Reverse((at + 48 * HOUR, key, false, person)));
            }
        }
    }
    counted
}

/// Signups fall on full hours, so that many customers contend at one instant.
#[test]
fn budgets_and_caps_are_those_of_one_list() {
    let plan = plan(JOURNEY);
    for seed in 0..12_u64 {
        let mut state = seed;
        let mut roll = |n: u64| {
            state = state.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
            (state >> 33) % n
        };
        let (mut text, mut amounts) = (String::new(), Vec::new());
        for person in 0..200 {
            let amount = 100 + roll(900) as i64;
            amounts.push(amount);
            text += &format!("c{person} cart_value={amount}\n");
            for _ in 0..roll(6) {
                let (day, hour) = (6 + roll(4), roll(24));
                text += &format!("c{person} @2026-01-{day:02}T{hour:02}:00 signup\n");
            }
        }
        let everyone = population(&plan, &text);
        let people: Vec<(u64, i64, Vec<i64>)> = (0..everyone.table.len())
            .map(|row| {
                let signups = everyone.events.of(row).map(|place| everyone.events.at(place));
                (everyone.table.key(row), amounts[row], signups.collect())
            })
            .collect();
        let expected = by_hand(&people);
        let tally = conserved(&plan, &everyone);
        let offer = |name: &str| {
            let place = plan.offers.iter().position(|(known, _)| known == name);
            let (spent, pieces, _) = tally.offers[place.expect("an offer")];
            ((spent / 1_000_000) as i64, pieces)
        };
        let found = Counted {
            entered: tally.entered[0],
            capped: tally.refused[0][2],
            too_many: tally.refused[0][1],
            coupon: offer("coupon"),
            small: offer("small"),
            without: tally.ended[2],
        };
        assert_eq!(found, expected, "seed {seed}");
        assert!(
            expected.capped > 0 && expected.without > 0 && expected.too_many > 0,
            "{expected:?}"
        );
    }
}

/// Three a minute, in the order of keys, over customers of one due time.
#[test]
fn a_wave_is_the_keys_in_order() {
    let plan = plan(
        r#"entry=audience {"schedule": {"once": "2026-01-10T09:00"}, "wave": 3, "when": "customer.age >= 20"} -> o=offer coupon {"value": "100"}; o.issued -> end; o.budget_out -> n=end left; settings {"offers": {"coupon": {"budget": 2000}}}"#,
    );
    let text: String = (0..100).map(|n| format!("c{n} age={}\n", n % 40)).collect();
    let everyone = population(&plan, &text);
    let mut keys: Vec<(u64, usize)> =
        (0..100).filter(|row| row % 40 >= 20).map(|row| (everyone.table.key(row), row)).collect();
    keys.sort_unstable();
    conserved(&plan, &everyone);
    let lines = crate::testing::timelines_of(&plan, &everyone);
    for (place, (_, row)) in keys.iter().enumerate() {
        let minute = place / 3;
        let enters = format!("c{row} 2026-01-10T09:{minute:02}:00 entry enters\n");
        assert!(lines.contains(&enters), "{enters}");
        let issued = if place < 20 { "issued" } else { "out" };
        let offer = format!("c{row} 2026-01-10T09:{minute:02}:00 o coupon 100: {issued}\n");
        assert!(lines.contains(&offer), "{offer}");
    }
    assert_eq!(lines.matches("enters").count(), keys.len());
}
