//! `tabiji compare`: what differs between two versions, in the drawing and in the outcome.

use app::rehearsal::{same_customers, with_population_of};
use engine::compare::{Comparison, Version, compare};
use engine::plan::Plan;
use engine::sample::sample;
use engine::table::Population;
use journey::diff::{Differences, diff};
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
    if !same_customers(&before, population) {
        return Err(other_customers());
    }
    let structure = diff(&old.journey, &opened.journey);
    let total = population.table.len() as u64;
    let outcome = watched(door.lang, total, |watch| {
        let old = Version { plan: &old_plan, population: &before, bend: &[] };
        compare(old, Version { plan, population, bend: &[] }, options, watch)
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

fn other_customers() -> Failure {
    Failure::new(
        "the two versions would see different customers; bring them in a file: --customers FILE",
        "2つの版で顧客が異なります。--customers FILE で顧客ファイルを指定してください",
    )
}
