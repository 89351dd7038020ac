//! Laws of a fork, on random journeys: what is before the moment stays, what happened anyway changes nothing, and a
//! changed attribute is what a step that sets it would do.
#![allow(missing_docs)]

mod random;

use std::collections::BTreeMap;
use std::mem::discriminant;

use engine::Note;
use engine::explain::{Told, explain};
use engine::fork::{Choice, Forked, Moment, Subject, choices, fork};
use engine::plan::Plan;
use engine::simulate::{Options, Watch};
use engine::table::Population;
use journey::id::{NodeId, PortName};
use journey::scenario::{Fate, Line};
use random::{Dice, compiled, journey, options, population, times};

const CUSTOMERS: usize = 40;

struct Stage {
    plan: Plan,
    people: Population,
}

impl Stage {
    fn of(seed: u64) -> Self {
        let mut dice = Dice(seed);
        let plan = compiled(&journey(&mut dice, 4 + seed as usize % 16, seed.is_multiple_of(2)));
        let people = population(&plan, CUSTOMERS, seed, false);
        Self { plan, people }
    }

    fn way(&self, row: usize) -> Vec<Told> {
        explain(&self.plan, &self.people, &options(1), 0, row, &Watch::default())
            .expect("nobody stops it")
    }

    fn forked(&self, row: usize, line: usize, change: &Line) -> Forked {
        let (moment, options) = (Moment::Line(line), options(1));
        fork(self.subject(row, &options), moment, change, &Watch::default())
            .unwrap_or_else(|why| panic!("{row} {line} {change}: {why}"))
    }

    fn choices(&self, row: usize, line: usize) -> Vec<Choice> {
        choices(self.subject(row, &options(1)), line, &Watch::default()).expect("nobody stops it")
    }

    fn subject<'a>(&'a self, row: usize, options: &'a Options) -> Subject<'a> {
        Subject { plan: &self.plan, population: &self.people, options, run: 0, row }
    }
}

#[test]
fn a_fork_that_changes_nothing_is_the_same_way_in_full() {
    let mut lines = 0;
    for seed in 0..times(30, 600) as u64 {
        let stage = Stage::of(seed);
        for row in 0..CUSTOMERS {
            let way = stage.way(row);
            let mut dice = Dice(seed << 20 | row as u64);
            let line = dice.below(way.len().max(1));
            let nothing = stage.forked(row, line, &Line::Customer(Vec::new()));
            assert_eq!(nothing.told, way, "journey {seed}, customer {row}");
            assert!(nothing.unchanged && nothing.same == way.len() && nothing.place <= line);
            lines += way.len();
        }
    }
    assert!(lines > 1_000, "customers have ways: {lines} lines");
}

#[test]
fn what_is_before_the_moment_stays_and_what_happened_anyway_changes_nothing() {
    let (mut tried, mut parted) = (0, 0);
    for seed in 0..times(10, 500) as u64 {
        let stage = Stage::of(1_000 + seed);
        for row in 0..CUSTOMERS / 8 {
            let way = stage.way(row);
            for line in 0..way.len() {
                let all = stage.choices(row, line);
                for choice in &all {
                    let forked = stage.forked(row, line, &choice.change);
                    let about =
                        format!("journey {seed}, customer {row}, line {line}, {}", choice.change);
                    assert!(forked.place <= line && forked.place <= forked.same, "{about}");
                    assert_eq!(forked.told[..forked.place], way[..forked.place], "{about}");
                    assert_eq!(forked.unchanged, forked.told == way, "{about}");
                    assert_eq!(forked.unchanged, choice.unchanged, "{about}");
                    tried += 1;
                    parted += usize::from(!forked.unchanged);
                }
                for choice in &all {
                    let Some(question) = question(&choice.change) else { continue };
                    let mut same =
                        all.iter().filter(|it| self::question(&it.change) == Some(question));
                    assert!(
                        same.any(|it| it.unchanged),
                        "journey {seed}, customer {row}, line {line}: one answer to {} is the one it was: {all:?}",
                        choice.change
                    );
                }
            }
        }
    }
    assert!(tried > 500 && parted > tried / 4, "{tried} forks, {parted} of them elsewhere");
}

/// Which question a change answers; nothing where several tries make up the answer.
fn question(change: &Line) -> Option<std::mem::Discriminant<Fate>> {
    match change {
        Line::Given(_, fate) => Some(discriminant(fate)),
        _ => None,
    }
}

/// The same as a step in front that sets the attribute, whoever comes there.
#[test]
fn a_changed_attribute_is_what_a_step_that_sets_it_would_do() {
    let (mut tried, mut parted) = (0, 0);
    for seed in 0..times(40, 800) as u64 {
        let mut dice = Dice(2_000 + seed);
        let before = journey(&mut dice, 4 + seed as usize % 16, seed.is_multiple_of(2));
        let mut after = before.clone();
        let froms: Vec<NodeId> = before.edges.keys().cloned().collect();
        let from = dice.pick(&froms).clone();
        let ports: Vec<PortName> = before.edges[&from].keys().cloned().collect();
        let port = dice.pick(&ports).clone();
        let (name, value, text) = *dice.pick(&[
            ("age", "70", "70"),
            ("tier", "\"gold\"", "gold"),
            ("email_ok", "true", "true"),
        ]);
        let set =
            serde_json::json!({"set": [{"name": format!("customer.{name}"), "value": value}]});
        let new = NodeId::from("aaa_set");
        let node = journey::document::Node {
            kind: "data.update".into(),
            config: set.as_object().cloned().unwrap_or_default(),
            ..Default::default()
        };
        after.put(new.clone(), node);
        let target = before.edges[&from][&port].clone();
        after.edges.get_mut(&from).expect("wired").insert(port.clone(), new.clone());
        after.edges.insert(new, BTreeMap::from([(PortName::from("out"), target)]));
        let stage = Stage {
            plan: compiled(&before),
            people: population(&compiled(&before), CUSTOMERS, seed, false),
        };
        let with = Stage {
            plan: compiled(&after),
            people: population(&compiled(&after), CUSTOMERS, seed, false),
        };
        // What others take of what is shared would differ, too, with the step; a fork holds it constant.
        if stage.plan.shared {
            continue;
        }
        let change = Line::Customer(vec![(name.to_owned(), text.to_owned())]);
        for row in 0..CUSTOMERS {
            let way = stage.way(row);
            let comes = |told: &Told| {
                told.node.as_deref() == Some(from.as_str())
                    && matches!(&told.note, Note::Passed { port: by } if by == port.as_str())
            };
            let Some(place) = way.iter().position(comes).filter(|place| place + 1 < way.len())
            else {
                continue;
            };
            let forked = stage.forked(row, place + 1, &change);
            let set: Vec<Told> = with
                .way(row)
                .into_iter()
                .filter(|told| told.node.as_deref() != Some("aaa_set"))
                .collect();
            assert_eq!(forked.told, set, "journey {seed}, customer {row}, {name}");
            tried += 1;
            parted += usize::from(!forked.unchanged);
        }
    }
    assert!(tried > 100 && parted > 10, "{tried} forks, {parted} of them elsewhere");
}
