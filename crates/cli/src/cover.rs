//! `tabiji cover`: what a rehearsal tries of a journey, and who would try the rest.

use app::import::shape_of;
use engine::cover::{Answer as Closing, CoverError, cover, population};

use crate::Answer;
use crate::args::{CoverArgs, Format};
use crate::door::Door;
use crate::failure::Failure;
use crate::inputs::{self, Ready};
use crate::progress::watched;
use crate::sample::{write_customers, write_events};

pub(crate) fn run(door: &mut Door, args: &CoverArgs) -> Result<Answer, Failure> {
    let emit = args.emit.as_deref().map(|path| {
        let events = events_path(path);
        Ok::<_, Failure>((path, crate::sample::shape(path)?, events))
    });
    let emit = emit.transpose()?;
    let Ready { opened, plan, population: people, options, .. } =
        inputs::read(door, &args.inputs, 1)?;
    let total = people.table.len() as u64;
    let covered = watched(door.lang, total, |watch| {
        cover(&opened.journey, &opened.library, &people, &options, watch)
    });
    let coverage = covered.map_err(failure)?;
    if let Some((path, shape, events)) = emit {
        let made = population(&coverage, &plan)
            .map_err(|error| Failure::new(error.to_string(), error.to_string()))?;
        write_customers(path, shape, &made, &plan)?;
        if !made.events.is_empty() {
            write_events(&events, shape, &made, &plan)?;
        }
    }
    match door.format {
        Format::Json => door.give_json(&coverage)?,
        Format::Text => {
            let mut paper = door.paper();
            app::text::coverage(&mut paper, &coverage);
            door.give(paper.into_text().as_bytes())?;
        }
    }
    let target = plan.settings.coverage_target.map_or(0.0, |target| target.to_f64() / 100.0);
    let open = coverage.gaps.iter().any(|gap| !matches!(gap.answer, Closing::Impossible(_)));
    let reached = !open || coverage.edges.ratio().min(coverage.conditions.ratio()) >= target;
    Ok(if reached { Answer::Yes } else { Answer::No })
}

/// Returns why there is no coverage.
pub(crate) fn failure(error: CoverError) -> Failure {
    match error {
        CoverError::Cancelled(cancelled) => cancelled.into(),
        // It has just been compiled.
        CoverError::Compile(error) => Failure::new(error.to_string(), error.to_string()),
    }
}

/// Returns where the events go of customers who go to a file: `gaps.csv` → `gaps.events.csv`.
fn events_path(path: &std::path::Path) -> std::path::PathBuf {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let (stem, rest) = match shape_of(&name).and(name.find('.')) {
        Some(dot) => name.split_at(dot),
        None => (name.as_str(), ""),
    };
    path.with_file_name(format!("{stem}.events{rest}"))
}
