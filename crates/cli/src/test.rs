//! `tabiji test`: plays a journey's scenarios and checks its guardians.

use app::junit::junit;
use engine::report::{Report, report};
use engine::simulate::simulate;
use engine::trial::{Trial, trial};

use crate::Answer;
use crate::args::{Format, TestArgs};
use crate::door::Door;
use crate::failure::Failure;
use crate::inputs::{self, Ready};
use crate::progress::watched;
use crate::simulate::{save, unwritable};

pub(crate) fn run(door: &mut Door, args: &TestArgs) -> Result<Answer, Failure> {
    let planned = inputs::plan(door, &args.inputs.journey)?;
    let trial = if planned.1.guards.is_empty() {
        // Scenarios bring their own customers.
        trial(&planned.1, None)
    } else {
        let ready = inputs::read_for(door, &args.inputs, args.runs, planned, inputs::now())?;
        guarded(door, &ready)?
    };
    if let Some(path) = &args.junit {
        let bytes = junit(&trial, door.lang).map_err(|error| unwritable(path, &error))?;
        save(path, &bytes)?;
    }
    match door.format {
        Format::Json => door.give_json(&trial)?,
        Format::Text => {
            let mut paper = door.paper();
            app::text::trial(&mut paper, &trial);
            door.give(paper.into_text().as_bytes())?;
        }
    }
    Ok(if trial.passed { Answer::Yes } else { Answer::No })
}

/// Rehearses the journey, so that its guardians are put to the test.
fn guarded(door: &Door, ready: &Ready) -> Result<Trial, Failure> {
    let Ready { plan, population, options, .. } = ready;
    let total = population.table.len() as u64 * u64::from(options.runs);
    let tally = watched(door.lang, total, |watch| simulate(plan, population, options, watch))?;
    let rehearsed: Report = report(plan, population, options, &tally, None);
    Ok(trial(plan, Some(&rehearsed)))
}
