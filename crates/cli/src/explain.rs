//! `tabiji explain`: one customer's way through a rehearsal, with why and why not.

use app::import::near;
use app::text::{ForkedTimeline, Timeline, forked_timeline, timeline};
use engine::explain::{Told, explain};
use engine::fork::{Moment, Subject, fork};
use engine::table::Table;
use journey::lang::Lang;
use journey::scenario::{FaultCode, Line, Scenario};
use journey::time::Millis;
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
    #[serde(skip_serializing_if = "Option::is_none")]
    fork: Option<ForkDocument<'a>>,
}

/// A fork for programs.
#[derive(Serialize)]
struct ForkDocument<'a> {
    /// The change, as a line of a scenario.
    change: &'a str,
    /// How many lines of both timelines are the same.
    same: usize,
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
    let forked = match &args.fork {
        None => None,
        Some(change) => {
            let start =
                args.at.as_deref().map(|at| inputs::start_of(at, &plan.zone)).transpose()?;
            let moment = Moment::From(start.unwrap_or(Millis::MIN));
            let (text, line) = read(change)?;
            let subject = Subject { plan, population, options, run, row };
            let forked = watched(door.lang, total, |watch| fork(subject, moment, &line, watch))?;
            Some((text, forked))
        }
    };
    match door.format {
        Format::Json => door.give_json(&Document {
            customer: &args.customer,
            seed: options.seed,
            run: args.run,
            timeline: &told,
            fork: forked.as_ref().map(|(change, forked)| ForkDocument {
                change,
                same: forked.same,
                timeline: &forked.told,
            }),
        })?,
        Format::Text => {
            let mut paper = door.paper();
            let shown = Timeline { plan, customer: &args.customer, run: args.run, told: &told };
            timeline(&mut paper, &shown);
            if let Some((change, forked)) = &forked {
                forked_timeline(&mut paper, &ForkedTimeline { plan, change, forked });
            }
            door.give(paper.into_text().as_bytes())?;
        }
    }
    Ok(Answer::Yes)
}

/// Reads the line that a way forks by; returns it as scenarios write it, too.
fn read(text: &str) -> Result<(String, Line), Failure> {
    let scenario = Scenario { story: vec![text.to_owned()], ..Scenario::default() };
    let (story, faults) = scenario.read();
    // A line alone needs no start and no expectation.
    let wrong = faults
        .iter()
        .find(|fault| !matches!(fault.code, FaultCode::NoStart | FaultCode::NoExpectation));
    match (wrong, story.lines.into_iter().next()) {
        (None, Some((_, line))) => Ok((line.to_string(), line)),
        (None, None) => Err(Failure::new(
            "--fork is empty; write a line such as \"customer tier=gold\"",
            "--fork が空です。\"customer tier=gold\" のような行を書いてください",
        )),
        (Some(fault), _) => {
            let column = fault.column;
            Err(Failure::new(
                format!("--fork cannot be read, column {column}: {}", fault.message(Lang::En)),
                format!("--fork を読み取れません（{column}列目）：{}", fault.message(Lang::Ja)),
            ))
        }
    }
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
