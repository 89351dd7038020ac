//! `tabiji explain`: one customer's way through a rehearsal, with why and why not.

use app::import::near;
use app::text::{Timeline, timeline};
use engine::explain::{Told, explain};
use engine::table::Table;
use serde::Serialize;

use crate::Answer;
use crate::args::{ExplainArgs, Format};
use crate::door::Door;
use crate::failure::Failure;
use crate::inputs;
use crate::progress::watched;

/// Customers whose ids are compared with one that was not found.
const COMPARED: usize = 100_000;

/// A timeline for programs.
#[derive(Serialize)]
struct Document<'a> {
    customer: &'a str,
    seed: u64,
    run: u32,
    timeline: &'a [Told],
}

pub(crate) fn run(door: &mut Door, args: &ExplainArgs) -> Result<Answer, Failure> {
    let ready = inputs::read(door, &args.inputs, args.run)?;
    let table = &ready.population.table;
    let row = table.row(&args.customer).ok_or_else(|| unknown(&args.customer, table))?;
    let (plan, population, options) = (&ready.plan, &ready.population, &ready.options);
    let total = if plan.shared { table.len() as u64 } else { 1 };
    let run = args.run - 1;
    let told =
        watched(door.lang, total, |watch| explain(plan, population, options, run, row, watch))?;
    match door.format {
        Format::Json => door.give_json(&Document {
            customer: &args.customer,
            seed: options.seed,
            run: args.run,
            timeline: &told,
        })?,
        Format::Text => {
            let mut paper = door.paper();
            let shown = Timeline { plan, customer: &args.customer, run: args.run, told: &told };
            timeline(&mut paper, &shown);
            door.give(paper.into_text().as_bytes())?;
        }
    }
    Ok(Answer::Yes)
}

fn unknown(id: &str, table: &Table) -> Failure {
    let ids: Vec<String> =
        (0..table.len().min(COMPARED)).map(|row| table.id(row).to_owned()).collect();
    let count = app::text::grouped(table.len() as u64);
    let (en, ja) = match near(id, &ids).or_else(|| ids.first().cloned()) {
        Some(near) => (format!(", such as {near}"), format!("（例：{near}）")),
        None => (String::new(), String::new()),
    };
    Failure::new(
        format!("no customer has the id “{id}”; give one of the {count} there are{en}"),
        format!("ID「{id}」の顧客はいません。{count}人のいずれかを指定してください{ja}"),
    )
}
