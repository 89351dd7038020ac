//! Scenarios: plays one customer's story through the same steps as a rehearsal, with chance settled where
//! the story says so, and holds what happened against what is expected.
//!
//! What the story leaves open goes the likelier way: every draw that nothing settles is the middle one, so that a
//! chance above one half comes true and a delay takes its median. So a scenario needs no seed. Things
//! that customers share are settled as if this one were alone in the world. A story can also name a customer of a
//! rehearsal whose draws decide; draws are keyed, so [`record`] can make a scenario of anybody who was simulated.

pub(crate) mod director;
mod expect;
pub(crate) mod fates;
mod golden;
mod record;
mod seen;
#[cfg(test)]
mod tests;
mod words;

use journey::condition::cell_text;
use journey::reading::read;
use journey::scenario::{Line, Scenario, Story};
use journey::time::Millis;
use journey::value::{Attribute, Cell, MISSING, TextView, Texts};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::plan::Plan;
use crate::report::{Words, both};
use crate::run::{Agenda, Person, Scene, live};
use crate::table::{Events, Population, Table};

pub use golden::{Golden, golden, replay};
pub use record::{Recorded, record, record_fork};

use crate::draw::Seed;
use director::Director;
use expect::Found;
use fates::Fates;
use seen::{Observed, observed};

/// How a scenario went.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ScenarioReport {
    /// Its id.
    pub id: String,
    /// Its name, by language.
    pub name: Words,
    /// Whether everything went as expected.
    pub passed: bool,
    /// The first difference, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub difference: Option<Difference>,
}

/// The first thing that went another way than expected.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Difference {
    /// The line of the story, from 1.
    pub line: usize,
    /// What stands there.
    pub source: String,
    /// What was expected and what happened, by language.
    pub text: Words,
    /// The step it shows at, if it shows at one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub node: Option<String>,
}

/// Plays every scenario of a plan's journey.
pub fn play_all(plan: &Plan) -> Vec<ScenarioReport> {
    plan.settings.scenarios.iter().map(|scenario| play(plan, scenario)).collect()
}

/// Plays one scenario.
pub fn play(plan: &Plan, scenario: &Scenario) -> ScenarioReport {
    let (story, faults) = scenario.read();
    let difference = match faults.first() {
        Some(fault) => Some((
            fault.line,
            both(fault.message(journey::lang::Lang::En), fault.message(journey::lang::Lang::Ja)),
            None,
        )),
        None => first_difference(plan, &story),
    };
    let difference = difference.map(|(line, text, node)| Difference {
        line,
        node,
        source: scenario.story.get(line - 1).cloned().unwrap_or_default(),
        text,
    });
    let name = &scenario.name;
    ScenarioReport {
        id: scenario.id.clone(),
        name: both(name.text("en"), name.text("ja")),
        passed: difference.is_none(),
        difference,
    }
}

fn first_difference(plan: &Plan, story: &Story) -> Option<Found> {
    let found = played(plan, story, |_, start, happened| {
        expect::first_difference(plan, story, start, happened)
    });
    found.unwrap_or_else(Some)
}

/// Plays a story and looks at what happened, with its customer and its start; or says which line cannot be played.
fn played<T>(
    plan: &Plan,
    story: &Story,
    look: impl FnOnce(&Population, Millis, &[Observed]) -> T,
) -> Result<T, Found> {
    let start = story.start().map_or(0, |start| start.at(0, &plan.zone));
    let fates = Fates::of(plan, story).map_err(|(line, text)| (line, text, None))?;
    let population = customer(plan, story, start).map_err(|line| {
        let text = both("a value cannot be read", "値を読み取れません");
        (line, text, None)
    })?;
    let end = story.until().after(start, &plan.zone);
    let mut scene = Scene::new(plan, &population, start, end);
    if let Some((.., Some(among))) = chance(story) {
        scene.crowd = among.max(1);
    }
    for (event, recorded) in plan.events.iter().zip(&mut scene.recorded) {
        *recorded |= story
            .lines
            .iter()
            .any(|(_, line)| matches!(line, Line::Recorded(names) if names.contains(&event.name)));
    }
    let happened = happened(&scene, &fates, chance(story).map(|(seed, ..)| seed));
    Ok(look(&population, start, &happened))
}

/// Returns everything that happens to the story's customer.
fn happened(scene: &Scene, fates: &Fates, seed: Option<Seed>) -> Vec<Observed> {
    let (mut person, mut agenda) = (Person::new(scene.plan), Agenda::new(scene.plan, 1));
    let mut director = Director::new(scene, fates, seed, &[]);
    // A director settles every wish at once.
    let _settled = live(scene, &mut person, &mut agenda, 0, &mut director);
    observed(director.into_lines())
}

/// Returns whose draws decide what a story leaves open: the seed of the run, the customer's id, and among how many.
fn chance(story: &Story) -> Option<(Seed, &str, Option<u64>)> {
    story.lines.iter().find_map(|(_, line)| match line {
        Line::Chance { seed, run, customer, among } => {
            Some((Seed::new(*seed, *run), customer.as_str(), *among))
        }
        _ => None,
    })
}

/// Returns the population that is the story's customer, or the line whose value cannot be read.
fn customer(plan: &Plan, story: &Story, start: Millis) -> Result<Population, usize> {
    let mut texts = Texts::default();
    let attributes = &plan.settings.attributes;
    let properties = plan.settings.event_properties();
    let (mut table, mut events) = (Table::new(attributes), Events::new(&properties));
    let mut own: Vec<Cell> = vec![MISSING; attributes.len()];
    let mut lay = |number: usize,
                   cells: &mut [Cell],
                   schema: &std::collections::BTreeMap<String, Attribute>,
                   values: &[(String, String)]|
     -> Result<(), usize> {
        for (name, value) in values {
            let found = schema.iter().enumerate().find(|(_, (known, _))| *known == name);
            let (place, (_, attribute)) = found.ok_or(number)?;
            cells[place] = read(value, attribute, &plan.zone, &mut texts).ok_or(number)?;
        }
        Ok(())
    };
    for (number, line) in &story.lines {
        match line {
            Line::Customer(values) => lay(*number, &mut own, attributes, values)?,
            Line::Input { at, event, properties: values } => {
                let mut cells = vec![MISSING; properties.len()];
                lay(*number, &mut cells, &properties, values)?;
                events.push(0, at.at(start, &plan.zone), event, &cells);
            }
            _ => {}
        }
    }
    let id = chance(story).map_or("scenario", |(_, customer, _)| customer);
    table.push(id, &own).map_err(|_| 1_usize)?;
    let table = table.finish().map_err(|_| 1_usize)?;
    let events = events.finish(table.len());
    Ok(Population { table, events, texts })
}

/// Returns a value as an explanation shows it, so that two ways to write it are one.
fn shown(plan: &Plan, value: &str, attribute: &Attribute) -> Option<String> {
    let mut texts = Texts::default();
    let cell = read(value, attribute, &plan.zone, &mut texts)?;
    let view = TextView { shared: &texts, own: &[] };
    Some(cell_text(cell, attribute, view, &plan.zone))
}
