//! What a journey's sample customers are like, attribute by attribute, and what they could be like where the journey
//! does not say it. Looks at generated customers only; the journey is changed by edits, as everywhere.

mod propose;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use engine::sample::{SampleError, Wanted, sample};
use engine::table::{Column, Population};
use journey::condition::cell_text;
use journey::document::Journey;
use journey::settings::{Population as Spec, Settings, read};
use journey::time::{Millis, Zone};
use journey::value::{Attribute, Cell, MISSING, TextView, Type};
use serde::Serialize;
use ts_rs::TS;

use crate::sampled::{SAMPLES, no_zone, words};
use crate::vocabulary::labeled;
use crate::words::Words;

/// Most different values that are counted one by one.
const FEW: usize = 12;
/// Into how many stretches numbers and days are counted where there are more.
const STRETCHES: usize = 24;
/// How many texts are shown.
const TEXTS: usize = 4;

/// The sample customers of a journey.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct SampleCustomers {
    /// How many were made to look at; 0 where none can be made.
    pub samples: u32,
    /// Why none can be made, and the way out.
    pub refused: Option<Words>,
    /// Which attribute or event that is about, or `personas`; a property of an event as `event 0 signup.device`.
    pub refused_at: Option<String>,
    /// Each attribute that the journey declares, by its name.
    pub attributes: Vec<Portrait>,
    /// The population that the journey has, with a spread for every attribute that has none and an event for every
    /// entry that waits for one. A setting as the file has it.
    #[ts(type = "import(\"./serde_json/JsonValue\").JsonValue")]
    pub proposed: serde_json::Value,
}

/// One attribute of the sample customers.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Portrait {
    /// Its name.
    pub name: String,
    /// What people call it.
    pub label: Words,
    /// What its values are.
    pub kind: Type,
    /// The closed list, of a category and of tags.
    pub values: Vec<String>,
    /// The shapes of spreads that fit it, the usual one first.
    pub shapes: Vec<String>,
    /// How many of the samples have no value.
    pub missing: u32,
    /// How the others' values are spread.
    pub seen: Seen,
}

/// How values are spread.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Seen {
    /// Few different ones: each with how many have it.
    Each {
        /// Value and count, in the order of the values.
        counts: Vec<(String, u32)>,
    },
    /// Numbers, days and times, in stretches of the same length.
    Stretches {
        /// The lowest of all.
        from: String,
        /// The highest of all.
        to: String,
        /// How many fall into each stretch.
        counts: Vec<u32>,
    },
    /// Texts: the first few.
    Texts {
        /// As they are.
        some: Vec<String>,
    },
    /// Nobody has a value.
    Nothing,
}

/// Returns what the sample customers of a journey are like; of one persona where its place is given. `now` is the clock.
pub fn people(journey: &Journey, persona: Option<usize>, now: Millis) -> SampleCustomers {
    let (settings, _) = read(&journey.settings);
    let proposed = propose::proposed(journey, &settings, now);
    let proposed = serde_json::to_value(&proposed).unwrap_or_default();
    let (refused, population) = match made(&settings, persona) {
        Ok(population) => (None, Some(population)),
        Err(why) => (Some(why), None),
    };
    let (refused, refused_at) = refused.map_or((None, None), |(why, at)| (Some(why), at));
    let zone = Zone::named(&settings.time_zone).unwrap_or_else(Zone::utc);
    let portrait = |(name, attribute): (&String, &Attribute)| {
        let seen = population.as_ref().and_then(|population| {
            let column = population.table.column(name)?;
            Some(seen(column, population, attribute, &zone))
        });
        let (missing, seen) = seen.unwrap_or((0, Seen::Nothing));
        Portrait {
            name: name.clone(),
            label: labeled(attribute, name),
            kind: attribute.kind,
            values: attribute.values.clone(),
            shapes: propose::shapes(attribute.kind).iter().map(|&it| it.to_owned()).collect(),
            missing,
            seen,
        }
    };
    SampleCustomers {
        samples: population.as_ref().map_or(0, |it| it.table.len() as u32),
        refused,
        refused_at,
        attributes: settings.attributes.iter().map(portrait).collect(),
        proposed,
    }
}

/// Makes the customers, without what they do; or says why not, and of what.
fn made(
    settings: &Settings,
    persona: Option<usize>,
) -> Result<Population, (Words, Option<String>)> {
    let zone =
        Zone::named(&settings.time_zone).ok_or_else(|| (no_zone(&settings.time_zone), None))?;
    let nobody = Wanted { customers: Some(0), seed: None, start: 0, end: 0 };
    // All of it must fit, what is not looked at here too.
    sample(settings, &zone, nobody).map_err(told)?;
    let population = settings.population.clone().map(|spec| only(spec, persona));
    let attributes = settings.attributes.clone();
    let settings = Settings { attributes, population, ..Settings::default() };
    let wanted = Wanted { customers: Some(SAMPLES), seed: None, start: 0, end: 0 };
    sample(&settings, &zone, wanted).map_err(told)
}

/// Says what is wrong, and with which attribute or event.
fn told(error: SampleError) -> (Words, Option<String>) {
    let said = words(&error);
    match error {
        SampleError::Spread { name, .. } => (said, Some(name)),
        _ => (said, None),
    }
}

/// Returns the population of one persona alone, and in any case one that does nothing.
fn only(mut spec: Spec, persona: Option<usize>) -> Spec {
    if let Some(persona) = persona.and_then(|place| spec.personas.get(place)) {
        let own = persona.attributes.clone();
        spec.attributes.extend(own);
        spec.personas.clear();
    }
    spec.events.clear();
    spec.personas.iter_mut().for_each(|persona| persona.events = None);
    spec
}

/// Counts the values of one column; also how many have none.
fn seen(column: &Column, of: &Population, attribute: &Attribute, zone: &Zone) -> (u32, Seen) {
    let cells = (0..of.table.len()).map(|row| column.get(row));
    let known: Vec<Cell> = cells.filter(|&cell| cell != MISSING).collect();
    let missing = (of.table.len() - known.len()) as u32;
    let text =
        |cell: Cell| cell_text(cell, attribute, TextView { shared: &of.texts, own: &[] }, zone);
    let (Some(&from), Some(&to)) = (known.iter().min(), known.iter().max()) else {
        return (missing, Seen::Nothing);
    };
    if attribute.kind == Type::Tags {
        let each = attribute.values.iter().enumerate().map(|(place, tag)| {
            let having = known.iter().filter(|&&cell| cell >> place & 1 == 1).count();
            (tag.clone(), having as u32)
        });
        return (missing, Seen::Each { counts: each.collect() });
    }
    let mut counts: BTreeMap<Cell, u32> = BTreeMap::new();
    for &cell in &known {
        *counts.entry(cell).or_default() += 1;
        if counts.len() > FEW {
            break;
        }
    }
    if counts.len() <= FEW {
        let each = counts.into_iter().map(|(cell, count)| (text(cell), count));
        return (missing, Seen::Each { counts: each.collect() });
    }
    if attribute.kind == Type::Text {
        let some = known.iter().take(TEXTS).map(|&cell| text(cell)).collect();
        return (missing, Seen::Texts { some });
    }
    let mut counts = vec![0; STRETCHES];
    // Both ends are values, so that the last stretch holds the highest.
    let width = (to as i128 - from as i128) + 1;
    for cell in known {
        counts[((cell as i128 - from as i128) * STRETCHES as i128 / width) as usize] += 1;
    }
    (missing, Seen::Stretches { from: text(from), to: text(to), counts })
}
