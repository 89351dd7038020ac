//! `tabiji compare`: what differs between two versions, in the drawing and in the outcome.

use std::collections::BTreeMap;

use engine::compare::{Comparison, Version, compare};
use engine::plan::Plan;
use engine::sample::sample;
use engine::table::Population;
use journey::diff::{Differences, diff};
use journey::settings::Settings;
use serde::Serialize;

use crate::Answer;
use crate::args::{CompareArgs, Format};
use crate::door::Door;
use crate::failure::Failure;
use crate::inputs::{self, Ready};
use crate::progress::watched;

/// A comparison for programs.
#[derive(Serialize)]
struct Document {
    structure: Differences,
    #[serde(flatten)]
    outcome: Comparison,
}

pub(crate) fn run(door: &mut Door, args: &CompareArgs) -> Result<Answer, Failure> {
    let (old, old_plan) = inputs::plan(door, &args.old)?;
    let ready = inputs::read(door, &args.inputs, args.runs)?;
    let Ready { opened, plan, population, options, .. } = &ready;
    let before = customers(door, args, &old_plan, &ready)?;
    same_customers(&before, population)?;
    let structure = diff(&old.journey, &opened.journey);
    let total = population.table.len() as u64;
    let outcome = watched(door.lang, total, |watch| {
        let old = Version { plan: &old_plan, population: &before };
        compare(old, Version { plan, population }, options, watch)
    })?;
    match door.format {
        Format::Json => door.give_json(&Document { structure, outcome })?,
        Format::Text => {
            let mut paper = door.paper();
            app::text::comparison(&mut paper, &structure, &outcome);
            door.give(paper.into_text().as_bytes())?;
        }
    }
    Ok(Answer::Yes)
}

/// Returns the same customers as the old version sees them.
fn customers(
    door: &mut Door,
    args: &CompareArgs,
    old: &Plan,
    new: &Ready,
) -> Result<Population, Failure> {
    if args.inputs.customers.is_some() || args.inputs.events.is_some() {
        return inputs::from_files(door, &args.inputs, old, false);
    }
    let settings = with_population_of(&old.settings, &new.plan.settings);
    let (count, horizon) = (args.inputs.count, args.inputs.horizon);
    let wanted = inputs::wanted(count, None, new.options.start, horizon, &new.plan);
    Ok(sample(&settings, &old.zone, wanted)?)
}

/// Returns settings with another version's sample population, as far as they declare what it spreads.
fn with_population_of(own: &Settings, other: &Settings) -> Settings {
    let mut population = other.population.clone();
    if let Some(population) = &mut population {
        let known = |attributes: &mut BTreeMap<String, _>| {
            attributes.retain(|name: &String, _| own.attributes.contains_key(name));
        };
        known(&mut population.attributes);
        population.personas.iter_mut().for_each(|persona| known(&mut persona.attributes));
        let events = own.all_events();
        let declared = |spread: &mut Vec<journey::settings::EventSpread>| {
            spread.retain(|spread| events.contains_key(&spread.event));
            for spread in spread {
                let event = &events[&spread.event];
                spread.properties.retain(|name, _| event.properties.contains_key(name));
            }
        };
        declared(&mut population.events);
        let personas = population.personas.iter_mut().filter_map(|it| it.events.as_mut());
        personas.for_each(declared);
    }
    Settings { population, ..own.clone() }
}

fn same_customers(old: &Population, new: &Population) -> Result<(), Failure> {
    let (before, after) = (&old.table, &new.table);
    let same = before.len() == after.len()
        && (0..after.len()).all(|row| before.key(row) == after.key(row));
    if same {
        return Ok(());
    }
    Err(Failure::new(
        "the two versions would see different customers; bring them in a file: --customers FILE",
        "2つの版で顧客が異なります。--customers FILE で顧客ファイルを指定してください",
    ))
}
