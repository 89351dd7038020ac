//! Replay: recorded events against a plain count of them, by rules written a second time.
#![allow(missing_docs)]

mod random;

use std::collections::BTreeMap;

use engine::plan::{Plan, compile};
use engine::simulate::Options;
use engine::table::{Events, Population, Table};
use engine::tally::Tally;
use journey::notation;
use journey::value::{Cell, MISSING, Texts};
use random::{Dice, START, options, tally};

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

/// One recorded event: when, whether it is a purchase, and its amount in millionths.
#[derive(Clone, Copy)]
struct Did {
    at: i64,
    purchase: bool,
    amount: i64,
}

struct Customer {
    age: Option<i64>,
    did: Vec<Did>,
}

fn customers(dice: &mut Dice, count: usize, purchases: bool) -> Vec<Customer> {
    let customer = |dice: &mut Dice| {
        let age = dice.chance(90).then(|| 15 + dice.below(60) as i64);
        let mut did: Vec<Did> = (0..dice.below(12))
            .map(|_| Did {
                // Full hours, some before the start, so that instants and edges meet.
                at: START + (dice.below(60 * 24) as i64 - 48) * HOUR,
                purchase: purchases && dice.chance(50),
                amount: dice.below(20) as i64 * 1_000_000,
            })
            .collect();
        did.sort_by_key(|did| did.at);
        Customer { age, did }
    };
    (0..count).map(|_| customer(dice)).collect()
}

fn plan(text: &str) -> Plan {
    match compile(&notation::journey(text), &BTreeMap::new()) {
        Ok(plan) => plan,
        Err(error) => panic!("{text}: {error:?}"),
    }
}

fn population(plan: &Plan, customers: &[Customer]) -> Population {
    let (attributes, properties) = (&plan.settings.attributes, plan.settings.event_properties());
    let mut table = Table::new(attributes);
    let mut events = Events::new(&properties);
    for (row, customer) in customers.iter().enumerate() {
        let cells: Vec<Cell> = attributes
            .keys()
            .map(|name| if name == "age" { customer.age.unwrap_or(MISSING) } else { MISSING })
            .collect();
        table.push(&format!("c{row}"), &cells).expect("fits");
        for did in &customer.did {
            let cells: Vec<Cell> = properties
                .keys()
                .map(|name| if name == "amount" { did.amount } else { MISSING })
                .collect();
            let name = if did.purchase { "purchase" } else { "signup" };
            events.push(row as u32, did.at, name, &cells);
        }
    }
    let table = table.finish().expect("unique");
    let events = events.finish(table.len());
    Population { table, events, texts: Texts::default() }
}

fn rehearse(plan: &Plan, customers: &[Customer]) -> Tally {
    let population = population(plan, customers);
    let one = tally(plan, &population, &options(1));
    let two = tally(plan, &population, &Options { threads: 2, ..options(1) });
    assert_eq!(one, two);
    one
}

/// Entered, refused by re-entry, refused by concurrency.
type Count = [u64; 3];

/// Who enters by purchases over five if thirty or older: a plain loop.
fn count(customers: &[Customer], again: Option<i64>, at_once: usize, stay: i64) -> Count {
    let mut count = [0; 3];
    for customer in customers {
        let (mut last, mut leaves): (Option<i64>, Vec<i64>) = (None, Vec::new());
        for did in &customer.did {
            let fits = did.purchase && did.amount > 5_000_000;
            if did.at < START || !fits || customer.age.is_none_or(|age| age < 30) {
                continue;
            }
            // Who leaves at this instant is out: timeouts go before arrivals.
            leaves.retain(|&leaves| leaves > did.at);
            let too_soon = match (last, again) {
                (None, _) => false,
                (Some(_), None) => true,
                (Some(last), Some(pause)) => did.at < last + pause,
            };
            if too_soon {
                count[1] += 1;
            } else if leaves.len() >= at_once {
                count[2] += 1;
            } else {
                count[0] += 1;
                last = Some(did.at);
                leaves.push(did.at + stay);
            }
        }
    }
    count
}

#[test]
fn entries_are_those_of_a_plain_count() {
    let journey = |reentry: &str, at_once: usize| {
        format!(
            r#"entry purchase {{"when": "event.amount > 5 && customer.age >= 30"}} -> wait 36h -> end; settings {{"reentry": {reentry}, "concurrency": {at_once}, "events": {{"signup": {{"properties": {{"amount": {{"type": "decimal", "required": true}}}}}}}}}}"#
        )
    };
    let customers = customers(&mut Dice(11), 6_000, true);
    for (reentry, again) in
        [("\"never\"", None), ("\"always\"", Some(0)), (r#"{"after": "2d"}"#, Some(2 * DAY))]
    {
        for at_once in [1, 2] {
            let tally = rehearse(&plan(&journey(reentry, at_once)), &customers);
            let found = [tally.entered[0], tally.refused[0][0], tally.refused[0][1]];
            let expected = count(&customers, again, at_once, 36 * HOUR);
            assert_eq!(found, expected, "{reentry}, {at_once} at once");
            assert_eq!(tally.ended[0] + tally.inside, found[0]);
        }
    }
}

const BUYS: &str = r#"entry {"reentry": "always"} -> w=await 3d {"events": [{"name": "bought", "event": "purchase", "model": {"response": {"chance": {"constant": 100}}, "delay": {"constant": "1h"}}}]}; w.bought -> end converted; w.timeout -> late=end left"#;

/// Who buys within three days of a signup, each signup while nobody waits: a plain loop.
fn bought(customers: &[Customer]) -> [u64; 2] {
    let mut count = [0; 2];
    for customer in customers {
        let mut free = START;
        for (place, did) in customer.did.iter().enumerate() {
            if did.purchase || did.at < free {
                continue;
            }
            // An event of the same instant came before the wait began: events go before arrivals.
            let until = did.at + 3 * DAY;
            let later = customer.did[place..].iter();
            let answer = later
                .filter(|it| it.purchase && it.at > did.at && it.at <= until)
                .map(|it| it.at)
                .next();
            count[usize::from(answer.is_none())] += 1;
            free = answer.unwrap_or(until);
        }
    }
    count
}

#[test]
fn a_recorded_purchase_beats_the_model() {
    let plan = plan(BUYS);
    let recorded = customers(&mut Dice(12), 4_000, true);
    let tally = rehearse(&plan, &recorded);
    let [yes, no] = bought(&recorded);
    assert_eq!([tally.ended[1], tally.ended[2] + tally.inside], [yes, no]);
    assert!(yes > 1_000 && no > 1_000, "both happen: {yes} and {no}");
}

#[test]
fn without_records_the_model_answers() {
    let tally = rehearse(&plan(BUYS), &customers(&mut Dice(13), 1_000, false));
    assert_eq!(tally.ended[1], tally.entered[0]);
}
