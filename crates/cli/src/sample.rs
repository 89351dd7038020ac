//! `tabiji sample`: synthetic customers that fit a journey, as files.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use app::export;
use app::import::{Shape, shape_of};
use app::journeys::save_with;
use engine::plan::Plan;
use engine::sample::sample;
use engine::table::Population;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde::Serialize;

use crate::Answer;
use crate::args::{Format, SampleArgs};
use crate::door::Door;
use crate::failure::Failure;
use crate::inputs;
use crate::simulate::unwritable;

/// What was made.
#[derive(Serialize)]
struct Made {
    customers: usize,
    events: usize,
    hash: String,
}

pub(crate) fn run(door: &mut Door, args: &SampleArgs) -> Result<Answer, Failure> {
    let shape = shape(&args.out)?;
    let event_shape = args.events.as_deref().map(shape_with_path).transpose()?;
    let (_, plan) = inputs::plan(door, &args.journey)?;
    let given = args.start.as_deref().map(|text| inputs::start_of(text, &plan.zone));
    let start = inputs::start(given.transpose()?, &plan, None)?;
    let wanted = inputs::wanted(args.count, args.seed, start, args.horizon, &plan);
    let population = sample(&plan.settings, &plan.zone, wanted)?;
    write_customers(&args.out, shape, &population, &plan)?;
    if let Some((path, shape)) = event_shape {
        write_events(path, shape, &population, &plan)?;
    }
    let made = Made {
        customers: population.table.len(),
        events: population.events.len(),
        hash: population.hash(),
    };
    match door.format {
        Format::Json => door.give_json(&made)?,
        Format::Text => {
            let customers = app::text::grouped(made.customers as u64);
            let events = app::text::grouped(made.events as u64);
            let hash = &made.hash;
            let line = door.say(
                || format!("{customers} customers, {events} events, population {hash}\n"),
                || format!("顧客{customers}人、イベント{events}件、母集団 {hash}\n"),
            );
            door.give(line.as_bytes())?;
        }
    }
    Ok(Answer::Yes)
}

fn shape_with_path(path: &Path) -> Result<(&Path, (Shape, bool)), Failure> {
    Ok((path, shape(path)?))
}

/// Writes the customers of a population to a file.
pub(crate) fn write_customers(
    path: &Path,
    (shape, packed): (Shape, bool),
    population: &Population,
    plan: &Plan,
) -> Result<(), Failure> {
    write(path, packed, |to| export::customers(to, shape, population, &plan.settings, &plan.zone))
}

/// Writes what they do to a file.
pub(crate) fn write_events(
    path: &Path,
    (shape, packed): (Shape, bool),
    population: &Population,
    plan: &Plan,
) -> Result<(), Failure> {
    write(path, packed, |to| export::events(to, shape, population, &plan.settings, &plan.zone))
}

/// Returns how a file is written, by the end of its name, and whether it is packed.
pub(crate) fn shape(path: &Path) -> Result<(Shape, bool), Failure> {
    let file = path.to_string_lossy();
    shape_of(&file).ok_or_else(|| {
        Failure::new(
            format!("{file}: cannot tell what kind of file to write; end its name in .csv, .tsv, .jsonl (these also with .gz), .xlsx or .parquet"),
            format!("{file}：書き出す形式が分かりません。拡張子を .csv、.tsv、.jsonl（.gz 付きも可）、.xlsx、.parquet のどれかにしてください"),
        )
    })
}

/// Writes a file whole or not at all, packed if its name says so.
fn write(
    path: &Path,
    packed: bool,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    let saved = save_with(path, |file| {
        let mut file = BufWriter::new(file);
        if packed {
            let mut packer = GzEncoder::new(&mut file, Compression::default());
            fill(&mut packer)?;
            packer.finish()?;
        } else {
            fill(&mut file)?;
        }
        file.flush()
    });
    saved.map_err(|error| unwritable(path, &error))
}
