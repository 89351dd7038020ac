use std::sync::Arc;

use super::parts::{parts, write};
use super::*;
use crate::rehearsal::{Setup, Subject};
use crate::samples::{sample, samples};

fn setup(customers: u64) -> Setup {
    Setup {
        seed: 7,
        runs: Some(1),
        customers: Some(customers),
        start: None,
        population: None,
        horizon: "90d".to_owned(),
        whole: false,
    }
}

fn subject(journey: Journey) -> Subject {
    Subject {
        document: "one".to_owned(),
        journey: Arc::new(journey),
        library: Arc::default(),
        against: None,
        kept: None,
        worlds: None,
        now: 0,
    }
}

/// The law: a scenario made of a simulated customer passes at once on the same journey, and brings no finding.
#[tokio::test]
async fn a_scenario_of_anybody_passes_at_once() {
    const CUSTOMERS: u64 = 150;
    for listed in samples() {
        let id = listed.id.as_str();
        let journey = sample(id).unwrap();
        let ready = crate::rehearsal::ready_for_tests(&subject(journey.clone()), &setup(CUSTOMERS));
        let shared = ready.plan.shared;
        let (mut made, mut refused) = (Vec::new(), 0);
        for row in 0..ready.population.table.len() {
            let customer = ready.population.table.id(row);
            match ready.scenario(customer) {
                Ok(story) => made.push((customer.to_owned(), story)),
                Err(why) => {
                    assert!(shared && why.code == "others_matter", "{id} {customer}: {why:?}");
                    assert!(!why.message.ja.is_empty() && why.message.en != why.message.ja);
                    refused += 1;
                }
            }
        }
        println!("{id}: {} made, {refused} refused, shared {shared}", made.len());
        assert!(made.len() as u64 * 2 > CUSTOMERS, "{id}: most can be told");
        let mut all = journey;
        let count = made.len();
        for (customer, story) in made {
            for text in &story {
                let part = parts(std::slice::from_ref(text)).remove(0);
                let written = write(&part);
                assert_eq!((written.text.as_str(), written.wrong), (text.as_str(), None), "{id}");
            }
            let (edit, _) = added(&all, &customer, story);
            all = journey::edit::apply(&all, &edit).unwrap().0;
        }
        let tests = tests(&all, &BTreeMap::new(), 1);
        assert!(tests.played, "{id}: the scenarios bring no error");
        let own = tests.scenarios.len() - count;
        for test in &tests.scenarios[own..] {
            assert_eq!(test.passed, Some(true), "{id} {test:?}");
        }
        let mut names: Vec<&str> = tests.scenarios.iter().map(|it| it.id.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), tests.scenarios.len(), "{id}: ids are unique");
    }
}
