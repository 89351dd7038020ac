//! A generated customer: attributes and events as people write them, and the population that is only they,
//! under several names.

use std::collections::BTreeMap;

use journey::time::Millis;
use journey::value::{Attribute, Cell, MISSING, Texts, Type};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::plan::Plan;
use crate::table::{Events, Population, Table, TableError};

/// A generated customer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(export_to = "report/")]
pub struct Candidate {
    /// Their id, which all chance depends on.
    pub id: String,
    /// Their attributes, as in a file of customers; one that is not here has no value.
    pub attributes: BTreeMap<String, String>,
    /// What they do, in the order of time.
    pub events: Vec<Event>,
    /// Where chance decided on their way: what was drawn, and how it came out.
    pub draws: Vec<Drawn>,
    /// How many such customers it takes, with ids counted on from this one: more than one where all share
    /// something that must run out first.
    pub copies: u32,
}

/// Something a generated customer does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(export_to = "report/")]
pub struct Event {
    /// When, with the offset of the journey's zone.
    pub at: String,
    /// What.
    pub event: String,
    /// Its properties, as in a file of events.
    pub properties: BTreeMap<String, String>,
}

/// A chance on a generated customer's way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(export_to = "report/")]
pub struct Drawn {
    /// The step.
    pub node: String,
    /// What was drawn.
    pub of: String,
    /// How it came out.
    pub result: String,
}

/// One value, not yet bound to a population.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// No value.
    Missing,
    /// A cell of any type but text.
    Cell(Cell),
    /// A text.
    Text(String),
}

impl Value {
    fn cell(&self, texts: &mut Texts) -> Cell {
        match self {
            Self::Missing => MISSING,
            Self::Cell(cell) => *cell,
            Self::Text(text) => texts.intern(text),
        }
    }
}

/// A customer in the making.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Genome {
    pub(super) attributes: BTreeMap<String, Value>,
    pub(super) events: Vec<Gene>,
}

/// An event in the making.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Gene {
    pub(super) at: Millis,
    pub(super) event: String,
    pub(super) properties: BTreeMap<String, Value>,
}

/// One of the ids of the customers generated for one gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// The gap's number.
    pub(super) gap: u64,
    pub(super) number: u32,
}

impl Name {
    pub(super) fn id(self) -> String {
        format!("gap-{}-{}", self.gap, self.number)
    }

    fn later(self, by: u32) -> Self {
        Self { number: self.number + by, ..self }
    }
}

impl Candidate {
    /// Returns the ids of this customer's copies, their own first.
    pub fn ids(&self) -> Vec<String> {
        let number =
            self.id.rsplit_once('-').and_then(|(gap, last)| Some((gap, last.parse::<u32>().ok()?)));
        match number {
            Some((gap, first)) => {
                (first..first + self.copies).map(|number| format!("{gap}-{number}")).collect()
            }
            None => vec![self.id.clone()],
        }
    }
}

/// Returns all customers that were generated for gaps as a population, each once.
///
/// # Errors
///
/// Never for a plan of the journey that was covered; for another one, what it cannot hold.
pub fn population(coverage: &super::Coverage, plan: &Plan) -> Result<Population, TableError> {
    let mut texts = Texts::default();
    let (attributes, properties) = (&plan.settings.attributes, plan.settings.event_properties());
    let mut table = Table::new(attributes);
    let mut events = Events::new(&properties);
    let cells = |values: &BTreeMap<String, String>,
                 schema: &BTreeMap<String, Attribute>,
                 texts: &mut Texts|
     -> Vec<Cell> {
        let cell = |(name, attribute): (&String, &Attribute)| {
            let text = values.get(name)?;
            crate::sample::read(text, attribute, &plan.zone, texts)
        };
        schema.iter().map(cell).map(|cell| cell.unwrap_or(MISSING)).collect()
    };
    let mut seen = std::collections::BTreeSet::new();
    for gap in &coverage.gaps {
        let super::Answer::Customer(candidate) = &gap.answer else {
            continue;
        };
        for id in candidate.ids() {
            if !seen.insert(id.clone()) {
                continue;
            }
            let row = table.len() as u32;
            table.push(&id, &cells(&candidate.attributes, attributes, &mut texts))?;
            for event in &candidate.events {
                let at = journey::time::parse_instant(&event.at).map_or(0, |(at, _)| at);
                let values = cells(&event.properties, &properties, &mut texts);
                events.push(row, at, &event.event, &values);
            }
        }
    }
    let table = table.finish()?;
    let events = events.finish(table.len());
    Ok(Population { table, events, texts })
}

impl Genome {
    /// Moves everything so that the first thing done is done at an instant.
    pub(super) fn begin_at(&mut self, at: Millis) {
        let first = self.events.iter().map(|gene| gene.at).min();
        let by = first.map_or(0, |first| at - first);
        self.events.iter_mut().for_each(|gene| gene.at += by);
    }

    /// Returns a population of this customer under several ids, from one on.
    pub(super) fn population(&self, plan: &Plan, name: Name, copies: u32) -> Population {
        let mut texts = Texts::default();
        let attributes = &plan.settings.attributes;
        let properties = plan.settings.event_properties();
        let mut table = Table::new(attributes);
        let mut events = Events::new(&properties);
        let cells = |values: &BTreeMap<String, Value>,
                     schema: &BTreeMap<String, Attribute>,
                     texts: &mut Texts|
         -> Vec<Cell> {
            let value = |name: &String| values.get(name).unwrap_or(&Value::Missing);
            schema.keys().map(|name| value(name).cell(texts)).collect()
        };
        let own = cells(&self.attributes, attributes, &mut texts);
        let done: Vec<(Millis, &str, Vec<Cell>)> = self
            .events
            .iter()
            .map(|gene| {
                let cells = cells(&gene.properties, &properties, &mut texts);
                (gene.at, gene.event.as_str(), cells)
            })
            .collect();
        for row in 0..copies {
            // A few short ids always fit.
            let _fits = table.push(&name.later(row).id(), &own);
            for (at, event, cells) in &done {
                events.push(row, *at, event, cells);
            }
        }
        let events = events.finish(table.len());
        Population { table, events, texts }
    }

    /// Returns the customer as people read them.
    pub(super) fn told(
        &self,
        plan: &Plan,
        name: Name,
        draws: Vec<Drawn>,
        copies: u32,
    ) -> Candidate {
        let properties = plan.settings.event_properties();
        let mut events: Vec<&Gene> = self.events.iter().collect();
        events.sort_by_key(|gene| gene.at);
        let event = |gene: &&Gene| Event {
            at: journey::time::instant_text(gene.at, plan.zone.offset(gene.at)),
            event: gene.event.clone(),
            properties: texts(plan, &gene.properties, &properties),
        };
        Candidate {
            id: name.id(),
            attributes: texts(plan, &self.attributes, &plan.settings.attributes),
            events: events.iter().map(event).collect(),
            draws,
            copies,
        }
    }
}

/// Returns values as they stand in a file.
fn texts(
    plan: &Plan,
    values: &BTreeMap<String, Value>,
    schema: &BTreeMap<String, Attribute>,
) -> BTreeMap<String, String> {
    let known = Texts::default();
    let text = |(name, value): (&String, &Value)| {
        let attribute = schema.get(name)?;
        let text = match value {
            Value::Missing => return None,
            Value::Text(text) => text.clone(),
            Value::Cell(cell) => {
                let view = journey::value::TextView { shared: &known, own: &[] };
                let text = journey::condition::cell_text(*cell, attribute, view, &plan.zone);
                // Files separate tags by a bar.
                if attribute.kind == Type::Tags { text.replace(", ", "|") } else { text }
            }
        };
        Some((name.clone(), text))
    };
    values.iter().filter_map(text).collect()
}
