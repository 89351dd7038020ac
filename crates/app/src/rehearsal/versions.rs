//! Two versions of a journey on the same customers: what was changed, in words, and what that does to whom.

use std::collections::BTreeMap;
use std::sync::Arc;

use engine::compare::{Comparison, Version, compare};
use engine::plan::{Plan, compile};
use engine::sample::{Wanted, sample};
use engine::simulate::{Cancelled, Watch};
use engine::table::Population;
use journey::diff::{Change, diff};
use journey::document::Journey;
use journey::id::JourneyId;
use journey::settings::{EventSpread, Settings};
use serde::Serialize;
use ts_rs::TS;

use super::Ready;
use super::overlay::{Overlay, overlay};
use super::ready::{refused_plan, refused_sample};
use crate::refused::Refused;
use crate::text::end_words;
use crate::words::Words;

/// What differs between two versions.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Compared {
    /// What was added, in words.
    pub added: Vec<Words>,
    /// What was taken away, in words.
    pub removed: Vec<Words>,
    /// What was changed, in words.
    pub changed: Vec<Words>,
    /// What that does: the same customers and draws through both.
    pub outcome: Comparison,
    /// What differs, on the drawing.
    pub overlay: Overlay,
    /// What the ends in it are called, by their names.
    pub ends: BTreeMap<String, Words>,
}

/// Why two versions could not be compared.
#[derive(Debug)]
pub(super) enum NotCompared {
    /// The old version cannot be rehearsed on these customers.
    Refused(Refused),
    /// Somebody stopped it.
    Cancelled,
}

impl From<Refused> for NotCompared {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

impl From<Cancelled> for NotCompared {
    fn from(_: Cancelled) -> Self {
        Self::Cancelled
    }
}

impl Ready {
    /// Compares an older version with this one, on this one's customers.
    pub(super) fn against(
        &self,
        old: &Journey,
        new: &Journey,
        library: &BTreeMap<JourneyId, Journey>,
        watch: &Watch,
    ) -> Result<Compared, NotCompared> {
        let plan = compile(old, library).map_err(|error| refused_plan(old, error))?;
        let before = Arc::new(match &self.kept {
            Some(kept) => kept.read(&plan.settings, &plan.zone)?,
            None => self.samples_of(&plan)?,
        });
        if !same_customers(&before, &self.population) {
            return Err(other_customers().into());
        }
        let versions = (
            Version { plan: &plan, population: &before, bend: &[] },
            Version { plan: &self.plan, population: &self.population, bend: &[] },
        );
        let outcome = compare(versions.0, versions.1, &self.options, watch)?;
        let differences = diff(old, new);
        let overlay = overlay((old, new), &differences, &outcome.ways);
        let words = |changes: Vec<Change>| {
            changes.into_iter().map(|change| Words::new(change.en, change.ja)).collect()
        };
        let named = outcome.switched.iter().flat_map(|it| [&it.old_end, &it.new_end]);
        let each = outcome.changed.iter().flat_map(|it| [&it.old_end, &it.new_end]);
        let ends = named.chain(each).map(|end| (end.clone(), end_words(end))).collect();
        Ok(Compared {
            added: words(differences.added),
            removed: words(differences.removed),
            changed: words(differences.changed),
            outcome,
            overlay,
            ends,
        })
    }
}

impl Ready {
    /// Makes this version's sample customers, as another plan sees them.
    fn samples_of(&self, plan: &Plan) -> Result<Population, Refused> {
        let settings = with_population_of(&plan.settings, &self.plan.settings);
        let (start, customers) = (self.options.start, self.population.table.len() as u64);
        let end = self.options.horizon.after(start, &self.plan.zone);
        let wanted = Wanted { customers: Some(customers), seed: None, start, end };
        sample(&settings, &plan.zone, wanted).map_err(refused_sample)
    }
}

/// Returns settings with another version's sample population, as far as they declare what it spreads.
pub fn with_population_of(own: &Settings, other: &Settings) -> Settings {
    let mut population = other.population.clone();
    if let Some(population) = &mut population {
        let known = |attributes: &mut BTreeMap<String, _>| {
            attributes.retain(|name: &String, _| own.attributes.contains_key(name));
        };
        known(&mut population.attributes);
        population.personas.iter_mut().for_each(|persona| known(&mut persona.attributes));
        let events = own.all_events();
        let declared = |spread: &mut Vec<EventSpread>| {
            spread.retain(|spread| events.contains_key(&spread.event));
            for spread in spread {
                let event = &events[&spread.event];
                spread.properties.retain(|name, _| event.properties.contains_key(name));
            }
        };
        declared(&mut population.events);
        let personas = population.personas.iter_mut().filter_map(|it| it.events.as_mut());
        personas.for_each(declared);
    }
    Settings { population, ..own.clone() }
}

/// Returns whether two versions see the same customers in the same order.
pub fn same_customers(old: &Population, new: &Population) -> bool {
    let (before, after) = (&old.table, &new.table);
    before.len() == after.len() && (0..after.len()).all(|row| before.key(row) == after.key(row))
}

fn other_customers() -> Refused {
    Refused::new(
        "other_customers",
        "the two versions would see different customers; give both the same sample population",
        "2つの版で顧客が異なります。サンプル顧客の設定を同じにしてください",
    )
}
