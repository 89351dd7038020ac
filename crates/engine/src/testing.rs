//! Text in, text out: a journey in one line of notation, customers and events in lines, the timeline as text.

use std::collections::BTreeMap;

use journey::notation;
use journey::span::Span;
use journey::time::parse_instant;
use journey::value::{Cell, MISSING, Texts};

use crate::explain::{Told, explain};
use crate::plan::{Plan, compile};
use crate::run::Note;
use crate::sample::read;
use crate::simulate::{Options, Watch};
use crate::table::{Events, Population, Table};

/// Compiles a journey in notation.
pub(crate) fn plan(text: &str) -> Plan {
    match compile(&notation::journey(text), &BTreeMap::new()) {
        Ok(plan) => plan,
        Err(crate::plan::CompileError::Findings(findings)) => {
            let list: Vec<String> = findings
                .iter()
                .map(|finding| finding.message(journey::lang::Lang::En))
                .collect();
            panic!("{text}\n{}", list.join("\n"))
        }
        Err(error) => panic!("{text}\n{error}"),
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
        let values: BTreeMap<&str, &str> = words
            .iter()
            .filter_map(|word| word.split_once('='))
            .collect();
        let mut cells = |schema: &BTreeMap<String, journey::value::Attribute>| -> Vec<Cell> {
            let each = schema
                .iter()
                .map(|(name, attribute)| match values.get(name.as_str()) {
                    Some(value) => {
                        read(value, attribute, &plan.zone, &mut texts).expect("test value")
                    }
                    None => MISSING,
                });
            each.collect()
        };
        match words.get(1).and_then(|word| word.strip_prefix('@')) {
            Some(at) => {
                let (local, zoned) = parse_instant(at).expect("test instant");
                let at = if zoned {
                    local
                } else {
                    plan.zone.instant(local)
                };
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
    Population {
        table,
        events,
        texts,
    }
}

/// Returns options that start on Monday 2026-01-05 00:00 in the plan's zone and last 90 days.
pub(crate) fn options(plan: &Plan) -> Options {
    let (start, _) = parse_instant("2026-01-05T00:00").expect("test instant");
    Options {
        start: plan.zone.instant(start),
        horizon: Span::days(90),
        threads: 1,
        ..Options::default()
    }
}

/// Rehearses and returns the first customer's timeline.
pub(crate) fn timeline(text: &str, customers: &str) -> String {
    timeline_of(text, customers, 0)
}

/// Rehearses and returns the timeline of the customer in a row.
pub(crate) fn timeline_of(text: &str, customers: &str, row: usize) -> String {
    let plan = plan(text);
    let population = population(&plan, customers);
    let told = explain(
        &plan,
        &population,
        &options(&plan),
        0,
        row,
        &Watch::default(),
    )
    .expect("not stopped");
    told.iter().filter_map(line).collect::<Vec<_>>().join("\n") + "\n"
}

/// Writes one line of a timeline; waits and passes that say nothing new are left out.
fn line(told: &Told) -> Option<String> {
    let what = match &told.note {
        Note::Event { event, .. } => format!("event {event}"),
        Note::Entered { .. } => "enters".to_owned(),
        Note::Refused { reason } => format!("refused: {reason}"),
        Note::NotForThem { .. } => "not for them".to_owned(),
        Note::Decided { port, .. } | Note::Passed { port } => format!("→ {port}"),
        Note::Scripted { port, error } => {
            format!(
                "script → {port}{}",
                error
                    .as_ref()
                    .map_or(String::new(), |error| format!(" ({error})"))
            )
        }
        Note::Drawn { result, .. } => format!("draws {result}"),
        Note::Waits { .. } => return None,
        Note::Gate {
            tried,
            deferred_until,
        } => {
            let tried: Vec<String> = tried
                .iter()
                .map(|(channel, refusal)| format!("{} {}", channel.name(), refusal.unwrap_or("ok")))
                .collect();
            format!(
                "gate: {}{}",
                tried.join(", "),
                if deferred_until.is_some() {
                    ", later"
                } else {
                    ""
                }
            )
        }
        Note::Sent {
            channel,
            delivered,
            in_quiet_hours,
        } => format!(
            "{} {}{}",
            channel.name(),
            if *delivered { "sent" } else { "bounced" },
            if *in_quiet_hours {
                " in quiet hours"
            } else {
                ""
            }
        ),
        Note::Called {
            connector,
            result,
            failures,
            ..
        } => format!("calls {connector}: {result}, {failures} failed"),
        Note::Assigned { name, value } => format!("{name} = {value}"),
        Note::Offer {
            offer,
            amount,
            issued,
        } => {
            format!(
                "{offer} {}: {}",
                journey::value::Decimal(*amount),
                if *issued { "issued" } else { "out" }
            )
        }
        Note::Survey { score } => format!("survey: {score:?}"),
        Note::Task { team, .. } => format!("task for {team}"),
        Note::Goal { goal, counts } => format!(
            "goal {goal}{}",
            if *counts { "" } else { " (does not count)" }
        ),
        Note::Ended { outcome, rule } => {
            format!(
                "ends {outcome}{}",
                rule.as_ref()
                    .map_or(String::new(), |rule| format!(" by {rule}"))
            )
        }
        Note::Inside => "inside".to_owned(),
    };
    let at = told.at.trim_end_matches("+09:00");
    Some(format!(
        "{at} {} {what}",
        told.node.as_deref().unwrap_or("-")
    ))
}
