//! Text in, text out: a journey in one line of notation, customers and events in lines, the timeline as text.

use std::collections::BTreeMap;

use journey::document::Journey;
use journey::id::JourneyId;
use journey::notation;
use journey::span::Span;
use journey::time::parse_instant;
use journey::value::{Cell, MISSING, Texts};

use crate::explain::{Told, explain};
use crate::plan::{Plan, compile};
use crate::report::report;
use crate::run::Note;
use crate::sample::read;
use crate::simulate::{Options, Watch, simulate};
use crate::table::{Events, Population, Table};
use crate::tally::Tally;

/// Compiles a journey in notation.
pub(crate) fn plan(text: &str) -> Plan {
    plan_with(text, &[])
}

/// Reads a journey in notation.
pub(crate) fn journey(text: &str) -> Journey {
    notation::journey(&expand(text))
}

/// Compiles a journey in notation, with sub-journeys: their ids and notation.
pub(crate) fn plan_with(text: &str, subs: &[(&str, &str)]) -> Plan {
    let mut library = BTreeMap::new();
    for (id, text) in subs {
        let mut journey = self::journey(text);
        journey.id = JourneyId::from((*id).to_owned());
        pin(&mut journey, &library);
        library.insert(journey.id.clone(), journey);
    }
    let mut journey = self::journey(text);
    pin(&mut journey, &library);
    match compile(&journey, &library) {
        Ok(plan) => plan,
        Err(crate::plan::CompileError::Findings(findings)) => {
            let list: Vec<String> =
                findings.iter().map(|finding| finding.message(journey::lang::Lang::En)).collect();
            panic!("{text}\n{}", list.join("\n"))
        }
        Err(error) => panic!("{text}\n{error}"),
    }
}

/// Pins sub-journeys to the versions in the library, where they come before this journey.
fn pin(journey: &mut Journey, library: &BTreeMap<JourneyId, Journey>) {
    for node in journey.nodes.values_mut() {
        let sub = node.config.get("journey").and_then(|id| id.as_str());
        if let Some(inner) = sub.and_then(|id| library.get(&JourneyId::from(id.to_owned()))) {
            let version = serde_json::Value::String(journey::format::hash(inner));
            std::sync::Arc::make_mut(node).config.insert("version".to_owned(), version);
        }
    }
}

/// Reads customers and events: `id name=value …` is a customer, `id @2026-01-05T10:00 event name=value …` an event.
pub(crate) fn population(plan: &Plan, text: &str) -> Population {
    let (mut texts, mut rows) = (Texts::default(), BTreeMap::new());
    let attributes = plan.settings.attributes.clone();
    let properties = plan.settings.event_properties();
    let mut table = Table::new(&attributes);
    let mut events = Events::new(&properties);
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let values: BTreeMap<&str, &str> =
            words.iter().filter_map(|word| word.split_once('=')).collect();
        let mut cells = |schema: &BTreeMap<String, journey::value::Attribute>| -> Vec<Cell> {
            let each = schema.iter().map(|(name, attribute)| match values.get(name.as_str()) {
                Some(value) => read(value, attribute, &plan.zone, &mut texts).expect("test value"),
                None => MISSING,
            });
            each.collect()
        };
        match words.get(1).and_then(|word| word.strip_prefix('@')) {
            Some(at) => {
                let (local, zoned) = parse_instant(at).expect("test instant");
                let at = if zoned { local } else { plan.zone.instant(local) };
                let row = *rows.get(words[0]).expect("customer comes first");
                events.push(row, at, words[2], &cells(&properties));
            }
            None => {
                rows.insert(words[0].to_owned(), rows.len() as u32);
                table.push(words[0], &cells(&attributes)).expect("fits");
            }
        }
    }
    let table = table.finish().expect("unique");
    let events = events.finish(table.len());
    Population { table, events, texts }
}

/// Returns options that last 90 days from Monday 2026-01-05 00:00 in the plan's zone, or from where its
/// sample population starts.
pub(crate) fn options(plan: &Plan) -> Options {
    let sample = plan.settings.population.as_ref();
    let start = sample.and_then(|sample| sample.start.as_deref());
    let (start, _) = parse_instant(start.unwrap_or("2026-01-05T00:00")).expect("test instant");
    Options {
        start: plan.zone.instant(start),
        horizon: Span::days(90),
        threads: 1,
        ..Options::default()
    }
}

/// Rehearses and returns the first customer's timeline.
pub(crate) fn timeline(text: &str, customers: &str) -> String {
    let plan = plan(text);
    let population = population(&plan, customers);
    timeline_of(&plan, &population)
}

/// Rehearses a plan and returns the first customer's timeline.
pub(crate) fn timeline_of(plan: &Plan, population: &Population) -> String {
    conserved(plan, population);
    let lines = told(plan, population, 0);
    lines.into_iter().map(|(_, line)| line + "\n").collect()
}

/// Rehearses and returns the timelines of all customers, merged in the order of time.
pub(crate) fn timelines(text: &str, customers: &str) -> String {
    let plan = plan(text);
    let population = population(&plan, customers);
    conserved(&plan, &population);
    timelines_of(&plan, &population)
}

/// Rehearses a plan and returns the timelines of all customers, merged in the order of time.
pub(crate) fn timelines_of(plan: &Plan, population: &Population) -> String {
    let mut lines: Vec<(i64, String)> = Vec::new();
    for row in 0..population.table.len() {
        let id = population.table.id(row);
        let own = told(plan, population, row).into_iter();
        lines.extend(own.map(|(at, line)| (at, format!("{id} {line}\n"))));
    }
    lines.sort_by_key(|&(at, _)| at);
    lines.into_iter().map(|(_, line)| line).collect()
}

fn told(plan: &Plan, population: &Population, row: usize) -> Vec<(i64, String)> {
    let told = explain(plan, population, &options(plan), 0, row, &Watch::default());
    let told = told.expect("not stopped");
    let line = |told: &Told| Some((told.at_ms, line(told)?));
    told.iter().filter_map(line).collect()
}

/// Counts a rehearsal on one thread and on two; nobody may be lost, and both must agree.
pub(crate) fn conserved(plan: &Plan, population: &Population) -> Tally {
    let count = |threads| {
        let options = Options { threads, ..options(plan) };
        simulate(plan, population, &options, &Watch::default()).expect("not stopped")
    };
    let tally = count(1);
    assert_eq!(tally, count(2), "one thread and two");
    told_as_counted(plan, population, &tally);
    let report = report(plan, population, &options(plan), &tally, None);
    let report = serde_json::to_value(report).expect("JSON");
    let count = |of: &serde_json::Value, key: &str| of[key].as_u64().expect("count");
    for (id, node) in report["nodes"].as_object().expect("nodes") {
        let gone = count(node, "out") + count(node, "ended") + count(node, "inside");
        assert_eq!(count(node, "in"), gone, "{id}: {node}");
    }
    let totals = &report["totals"];
    let ended = totals["ended"].as_object().into_iter().flatten();
    let ended: u64 = ended.filter_map(|(_, count)| count.as_u64()).sum();
    assert_eq!(count(totals, "entered"), ended + count(totals, "inside"));
    tally
}

/// What is told of all customers must be what was counted.
fn told_as_counted(plan: &Plan, population: &Population, tally: &Tally) {
    let mut passes: BTreeMap<(String, String), u64> = BTreeMap::new();
    for row in 0..population.table.len() {
        let told = explain(plan, population, &options(plan), 0, row, &Watch::default());
        for told in told.expect("not stopped") {
            if let (Note::Passed { port }, Some(node)) = (told.note, told.node) {
                *passes.entry((node, port)).or_default() += 1;
            }
        }
    }
    for (port, counted) in plan.ports.iter().zip(&tally.ports) {
        let node = plan.nodes[port.node as usize].id.to_string();
        let told = passes.get(&(node.clone(), port.name.clone())).copied().unwrap_or(0);
        assert_eq!(told, *counted, "passes told and counted of {node}.{}", port.name);
    }
}

/// Writes out chances: `%30` is a response model of 30 percent, `%30@2h` a reaction after two hours.
fn expand(text: &str) -> String {
    let mut parts = text.split('%');
    let mut full = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find([',', '}', ']']).unwrap_or(part.len());
        let (percent, delay) = match part[..end].split_once('@') {
            Some((percent, delay)) => (percent, Some(delay)),
            None => (&part[..end], None),
        };
        let response = format!("{{\"chance\": {{\"constant\": {percent}}}}}");
        full += &match delay {
            Some(delay) => {
                format!("{{\"response\": {response}, \"delay\": {{\"constant\": \"{delay}\"}}}}")
            }
            None => response,
        };
        full += &part[end..];
    }
    full
}

/// Writes one line of a timeline; waits and passes that say nothing new are left out.
fn line(told: &Told) -> Option<String> {
    let what = match &told.note {
        Note::Event { event, .. } => format!("event {event}"),
        Note::Entered { .. } => "enters".to_owned(),
        Note::Reason { reason, recorded } => {
            format!("reason {reason} {}", if *recorded { "recorded" } else { "drawn" })
        }
        Note::Refused { reason } => format!("refused: {reason}"),
        Note::NotForThem { .. } => "not for them".to_owned(),
        Note::Decided { port, .. } | Note::Passed { port } => format!("→ {port}"),
        Note::Scripted { port, error } => {
            format!(
                "script → {port}{}",
                error.as_ref().map_or(String::new(), |error| format!(" ({error})"))
            )
        }
        Note::Drawn { result, .. } => format!("draws {result}"),
        Note::Waits { .. } => return None,
        Note::Gate { tried, deferred_until } => {
            let tried: Vec<String> = tried
                .iter()
                .map(|(channel, refusal)| format!("{} {}", channel.name(), refusal.unwrap_or("ok")))
                .collect();
            format!(
                "gate: {}{}",
                tried.join(", "),
                if deferred_until.is_some() { ", later" } else { "" }
            )
        }
        Note::Sent { channel, delivered, in_quiet_hours } => format!(
            "{} {}{}",
            channel.name(),
            if *delivered { "sent" } else { "bounced" },
            if *in_quiet_hours { " in quiet hours" } else { "" }
        ),
        Note::Called { connector, result, failures, .. } => {
            format!("calls {connector}: {result}, {failures} failed")
        }
        Note::Assigned { name, value } => format!("{name} = {value}"),
        Note::Offer { offer, amount, issued } => {
            format!(
                "{offer} {}: {}",
                journey::value::Decimal(*amount),
                if *issued { "issued" } else { "out" }
            )
        }
        Note::Survey { score } => format!("survey: {score:?}"),
        Note::Task { team, fields, .. } => {
            let fields: Vec<String> =
                fields.iter().map(|(name, value)| format!(", {name} = {value}")).collect();
            format!("task for {team}{}", fields.concat())
        }
        Note::Goal { goal, counts } => {
            format!("goal {goal}{}", if *counts { "" } else { " (does not count)" })
        }
        Note::Ended { outcome, rule } => {
            format!(
                "ends {outcome}{}",
                rule.as_ref().map_or(String::new(), |rule| format!(" by {rule}"))
            )
        }
        Note::Inside => "inside".to_owned(),
    };
    let at = told.at.trim_end_matches("+09:00");
    Some(format!("{at} {} {what}", told.node.as_deref().unwrap_or("-")))
}
