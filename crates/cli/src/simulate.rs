//! `tabiji simulate`: rehearses a journey and reports.

use std::path::Path;

use app::journeys::save_bytes;
use engine::cover::{Coverage, cover};
use engine::people::people;
use engine::report::tornado::tornado;
use engine::report::{Report, report};
use engine::simulate::{Cancelled, Options, simulate};
use engine::what_if::{Changes, second_order};

use crate::Answer;
use crate::args::{Format, SimulateArgs};
use crate::door::{Door, json};
use crate::failure::Failure;
use crate::inputs::{self, Ready};
use crate::progress::watched;

pub(crate) fn run(door: &mut Door, args: &SimulateArgs) -> Result<Answer, Failure> {
    let ready = inputs::read(door, &args.inputs, args.runs)?;
    let looks = Looks { ranges: !args.no_ranges, worlds: args.worlds };
    let mut report = rehearse(door, &ready, &looks)?;
    if !args.brief {
        look_again(door, &ready, &mut report)?;
    }
    if let Some(path) = &args.out {
        save(path, &json(&report)?)?;
    }
    match door.format {
        Format::Json => door.give_json(&report)?,
        Format::Text => {
            let mut paper = door.paper();
            app::text::report(&mut paper, &report);
            door.give(paper.into_text().as_bytes())?;
        }
    }
    Ok(Answer::Yes)
}

/// What a rehearsal looks at beside what happens.
pub(crate) struct Looks {
    /// Whether at what the ranges of the assumptions do to the result.
    pub(crate) ranges: bool,
    /// At how many worlds, in each of which every assumption is somewhere in its range.
    pub(crate) worlds: u32,
}

/// Rehearses, and reports.
pub(crate) fn rehearse(door: &Door, ready: &Ready, looks: &Looks) -> Result<Report, Cancelled> {
    let Ready { plan, population, options, what_if, .. } = ready;
    let total = population.table.len() as u64 * u64::from(options.runs);
    let tally = watched(door.lang, total, |watch| simulate(plan, population, options, watch))?;
    let tornado = if looks.ranges {
        // How many looks there are is the engine's business: a spinning bar would say nothing.
        let looks = plan.assumptions.len() as u64 * 2 + 3;
        let total = (population.table.len() as u64).saturating_mul(looks);
        watched(door.lang, total, |watch| tornado(plan, population, options, &tally, watch))?
    } else {
        None
    };
    let mut report = report(plan, population, options, &tally, tornado.as_ref());
    report.options.what_if = Changes::from(what_if);
    if looks.worlds > 0 {
        let total = population.table.len() as u64 * u64::from(looks.worlds + 1);
        report.second_order = watched(door.lang, total, |watch| {
            second_order(plan, population, options, &tally, looks.worlds, watch)
        })?;
    }
    Ok(report)
}

/// Adds what a second look at the first run finds, and what was tried.
fn look_again(door: &Door, ready: &Ready, report: &mut Report) -> Result<(), Failure> {
    let Ready { plan, population, options, .. } = ready;
    let total = population.table.len() as u64;
    let look = |watch: &_| people(plan, population, options, watch);
    report.people = Some(watched(door.lang, total, look)?);
    report.coverage = Some(covered(door, ready)?);
    Ok(())
}

/// Returns what was tried in the first run, and who would try the rest.
pub(crate) fn covered(door: &Door, ready: &Ready) -> Result<Coverage, Failure> {
    let Ready { opened, population, options, .. } = ready;
    let total = population.table.len() as u64;
    let first = Options { runs: 1, ..options.clone() };
    let covered = watched(door.lang, total, |watch| {
        cover(&opened.journey, &opened.library, population, &first, watch)
    });
    covered.map_err(crate::cover::failure)
}

/// Saves a result: whole, or not at all.
pub(crate) fn save(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    save_bytes(path, bytes).map_err(|error| unwritable(path, &error))
}

/// Returns why a file could not be saved.
pub(crate) fn unwritable(path: &Path, error: &std::io::Error) -> Failure {
    let file = path.to_string_lossy();
    Failure::new(
        format!("{file}: cannot be saved: {error}; choose another place"),
        format!("{file}：保存できません（{error}）。別の場所を選んでください"),
    )
}
