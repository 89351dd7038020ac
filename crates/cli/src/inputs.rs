//! What commands read: the journey, its plan, customers and events, and when it all starts.

use std::io;
use std::path::Path;

use app::import::{self, Found, Invalid, Source};
use app::journeys::{self, Opened};
use app::text::several;
use engine::plan::{CompileError, Plan, compile};
use engine::sample::{Wanted, sample};
use engine::simulate::Options;
use engine::table::Population;
use engine::what_if::WhatIf;
use journey::finding::{Finding, Severity};
use journey::span::Span;
use journey::time::{Millis, Zone};

use crate::args::{InputArgs, InvalidCells};
use crate::door::Door;
use crate::failure::Failure;

/// Returns whether a path stands for standard input.
pub(crate) fn is_stream(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Opens a journey.
pub(crate) fn open(path: &Path) -> Result<Opened, Failure> {
    if is_stream(path) {
        return Ok(journeys::open_stream("-", io::stdin().lock())?);
    }
    Ok(journeys::open(path)?)
}

/// Opens a journey and compiles it; one with errors is told and refused.
pub(crate) fn plan(door: &mut Door, path: &Path) -> Result<(Opened, Plan), Failure> {
    let opened = open(path)?;
    let broken = opened.findings.iter().any(|it| it.severity == Severity::Error);
    let compiled = if broken {
        Err(CompileError::Findings(opened.all_findings()))
    } else {
        compile(&opened.journey, &opened.library)
    };
    let file = path.to_string_lossy();
    let plan = compiled.map_err(|error| match error {
        CompileError::Findings(findings) => {
            let errors: Vec<Finding> =
                findings.into_iter().filter(|it| it.severity == Severity::Error).collect();
            let mut paper = door.side_paper();
            app::text::findings(&mut paper, &opened.journey, &errors);
            door.note(&paper.into_text());
            let count = errors.len();
            let it = if count == 1 { "it" } else { "them" };
            Failure::new(
                format!("{file}: has {}; correct {it} first", several(count, "error")),
                format!("{file}：エラーが{count}件あります。先に直してください"),
            )
            .into_answer()
        }
        CompileError::Unresolved(what) => {
            let what = what.join("; ");
            Failure::new(
                format!("{file}: the plan could not be built: {what}; please report this"),
                format!("{file}：計画を作れませんでした（{what}）。不具合として報告してください"),
            )
        }
    })?;
    Ok((opened, plan))
}

/// Everything a rehearsal needs.
pub(crate) struct Ready {
    pub(crate) opened: Opened,
    pub(crate) plan: Plan,
    pub(crate) population: Population,
    pub(crate) options: Options,
    pub(crate) what_if: WhatIf,
}

/// Reads everything a rehearsal needs.
pub(crate) fn read(door: &mut Door, args: &InputArgs, runs: u32) -> Result<Ready, Failure> {
    let opened = plan(door, &args.journey)?;
    read_for(door, args, runs, opened, now())
}

/// Reads customers and events for a plan, and how to rehearse it; where nothing says when, from the day that `now` is in.
pub(crate) fn read_for(
    door: &mut Door,
    args: &InputArgs,
    runs: u32,
    (mut opened, mut plan): (Opened, Plan),
    now: Millis,
) -> Result<Ready, Failure> {
    let what_if = WhatIf {
        outages: args.outage.clone(),
        arrivals: args.arrivals,
        holidays: args.holiday.clone(),
        clocks: args.clocks(),
    };
    if !what_if.is_nothing() {
        // More of what is there already cannot make a sound journey unsound.
        plan = what_if
            .plan(&opened.journey, &opened.library)
            .map_err(|error| Failure::new(error.to_string(), error.to_string()))?;
        opened.journey = what_if.journey(&opened.journey);
    }
    let given = args.start.as_deref().map(|text| start_of(text, &plan.zone)).transpose()?;
    let population = if args.customers.is_some() || args.events.is_some() {
        from_files(door, args, &plan, true)?
    } else {
        let start = app::rehearsal::start(given, &plan, None, now)?;
        let wanted = wanted(args.count, None, start, args.horizon, &plan);
        sample(&plan.settings, &plan.zone, wanted)?
    };
    let from_files = args.customers.is_some() || args.events.is_some();
    let first = population.events.first().filter(|_| from_files);
    let population = what_if
        .population(&plan, &population)
        .map_err(|error| Failure::new(error.to_string(), error.to_string()))?;
    let options = Options {
        bend: what_if.bend(&plan),
        seed: args.seed,
        runs,
        start: app::rehearsal::start(given, &plan, first, now)?,
        horizon: args.horizon,
        threads: usize::from(args.threads),
        ..Options::default()
    };
    Ok(Ready { opened, plan, population, options, what_if })
}

/// Reads customers and events from files; tells what was found in them, if that is wanted.
pub(crate) fn from_files(
    door: &mut Door,
    args: &InputArgs,
    plan: &Plan,
    told: bool,
) -> Result<Population, Failure> {
    let options = import::Options {
        id: args.id.clone(),
        map: args.map.iter().cloned().collect(),
        encoding: args.encoding,
        invalid: match args.invalid {
            InvalidCells::Refuse => Invalid::Refuse,
            InvalidCells::Missing => Invalid::Missing,
        },
        event_id: args.event_id.clone(),
        event_time: args.event_time.clone(),
        event_name: args.event_name.clone(),
        threads: usize::from(args.threads),
    };
    let customers = args.customers.as_deref().map(Source::open).transpose()?;
    let events = args.events.as_deref().map(Source::open).transpose()?;
    let read = import::read(customers, events, &plan.settings, &plan.zone, &options)?;
    for found in read.found.iter().filter(|_| told) {
        tell(door, found);
    }
    Ok(read.population)
}

/// Tells what was found in a file.
fn tell(door: &mut Door, found: &Found) {
    let (file, encoding) = (&found.file, found.encoding);
    let rows = app::text::grouped(found.rows);
    let rows_en = several(found.rows as usize, "row");
    let mut lines = vec![door.say(
        || format!("{file}: {rows_en}, {encoding}"),
        || format!("{file}：{rows}行、{encoding}"),
    )];
    let renamed: Vec<String> = found
        .mapped
        .iter()
        .filter(|(attribute, column)| attribute != column)
        .map(|(attribute, column)| format!("{attribute}={column}"))
        .collect();
    let undeclared: Vec<String> = found
        .undeclared
        .iter()
        .map(|(name, count)| format!("{name} ({})", app::text::grouped(*count)))
        .collect();
    let lists = [
        ("columns mapped", "対応づけた列", renamed.join(", ")),
        ("columns ignored", "使わない列", found.ignored.join(", ")),
        ("attributes without a column", "列のない属性", found.missing.join(", ")),
        (
            "events that the journey does not declare, left out",
            "ジャーニーにないため除いたイベント",
            undeclared.join(", "),
        ),
    ];
    for (en, ja, list) in lists.into_iter().filter(|(.., list)| !list.is_empty()) {
        lines.push(door.say(|| format!("  {en}: {list}"), || format!("  {ja}：{list}")));
    }
    if found.replaced > 0 {
        let count = app::text::grouped(found.replaced);
        lines.push(door.say(
            || format!("  cells that did not fit, read as missing: {count}"),
            || format!("  読めないため値なしとしたセル：{count}"),
        ));
    }
    lines.iter().for_each(|line| door.note(line));
}

/// Returns which sample customers to make.
pub(crate) fn wanted(
    customers: Option<u64>,
    seed: Option<u64>,
    start: Millis,
    horizon: Span,
    plan: &Plan,
) -> Wanted {
    let end = horizon.after(start, &plan.zone);
    Wanted { customers, seed, start, end }
}

/// Returns when a rehearsal starts: as given, as the journey says, with the first event, or today.
pub(crate) fn start(
    given: Option<Millis>,
    plan: &Plan,
    first: Option<Millis>,
) -> Result<Millis, Failure> {
    Ok(app::rehearsal::start(given, plan, first, now())?)
}

/// Reads a date or an instant; local to the zone unless it names one.
pub(crate) fn start_of(text: &str, zone: &Zone) -> Result<Millis, Failure> {
    Ok(app::rehearsal::start_of(text, zone)?)
}

/// Returns the time of day, which only this door may ask for.
pub(crate) fn now() -> Millis {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(0, |since| since.as_millis() as Millis)
}
