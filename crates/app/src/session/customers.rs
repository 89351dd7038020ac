//! Customers of the person's own: files are looked at and tried for a document, then kept in the workspace together with
//! what the journey has to declare for them, and purged without a trace.

use std::sync::Arc;

use engine::table::Population;
use journey::condition::cell_text;
use journey::settings::{self, Settings};
use journey::time::Zone;
use journey::value::{Attribute, MISSING, TextView};
use serde::{Deserialize, Serialize};
use store::{Millis, NewPopulation, People, Why};
use ts_rs::TS;

use super::document::guarded;
use super::{Asked, Session};
use crate::export;
use crate::import::Shape;
use crate::import::intake::{
    ColumnUse, FileLook, FilePlan, FileReading, FileTrial, Given, Pseudonyms, RowsOf, Shelf, Taken,
    Taking, look, new_key, take,
};
use crate::refused::Refused;
use crate::wire::Applied;
use crate::words::Words;

/// Customers that are shown before anything is kept.
const SHOWN: usize = 5;
const DAY: Millis = 24 * 60 * 60 * 1000;
/// Longest that a population is kept, in days; what shall stay longer is kept until it is purged.
const LONGEST: u32 = 3_650;

/// What would come of files.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Trial {
    /// Whether nothing is wrong that the person has not decided on, and somebody is left.
    pub ready: bool,
    /// Customers.
    pub customers: u64,
    /// Events.
    pub events: u64,
    /// What was wrong in each file, and what becomes of it.
    pub files: Vec<FileTrial>,
    /// Attributes that the journey would declare.
    pub new_attributes: Vec<String>,
    /// Events that the journey would declare.
    pub new_events: Vec<String>,
    /// The first customers, as they would be kept.
    pub first: FirstRows,
}

/// The first customers of a population.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct FirstRows {
    /// The attributes.
    pub columns: Vec<String>,
    /// Their ids, each with its values.
    pub rows: Vec<(String, Vec<Option<String>>)>,
}

/// What is known of a population that is kept. Never holds a value of a customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Provenance {
    /// The files that it came from, without their folders.
    pub name: String,
    /// Customers.
    pub customers: u64,
    /// Events.
    pub events: u64,
    /// Attributes that have values.
    pub attributes: Vec<String>,
    /// Events that were taken.
    pub event_names: Vec<String>,
    /// Columns that were left out, over all files.
    pub left_out: u64,
    /// Attributes that hold pseudonyms; `id` where ids are.
    pub pseudonyms: Vec<String>,
    /// Rows that were skipped.
    pub skipped: u64,
    /// Bad cells that were read as missing.
    pub missing: u64,
    /// Cells that were mended.
    pub mended: u64,
    /// The hash of the files as they came.
    pub source: String,
}

/// A population that is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct KeptPopulation {
    /// Its id.
    pub id: String,
    /// What is known of it.
    pub about: Provenance,
    /// When it was kept: milliseconds since 1970, UTC.
    pub made_at: i64,
    /// When it is purged; none keeps it until somebody purges it.
    pub expires_at: Option<i64>,
}

/// What was kept, and what that changed in the journey.
#[derive(Clone, Debug, Serialize, TS)]
pub struct TakenIn {
    /// The population.
    pub population: KeptPopulation,
    /// The change, where the journey had something to declare.
    pub applied: Option<Applied>,
}

impl Session {
    /// Returns the files in hand.
    pub fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    /// Looks at a file in hand, for a document.
    pub async fn look_at(
        &self,
        document: &str,
        file: &str,
        reading: FileReading,
        of: Option<RowsOf>,
    ) -> Result<FileLook, Refused> {
        let settings = self.settings_of(document).await?;
        let taking = self.shelf.read(file)?;
        guarded(move || look(&taking, reading, of, &settings)).await?
    }

    /// Reads files by their plans, and keeps nothing.
    pub async fn try_files(&self, document: &str, plans: Vec<FilePlan>) -> Result<Trial, Refused> {
        let (taken, _, _) = self.take(document, plans).await?;
        Ok(Trial {
            ready: taken.is_ready(),
            customers: taken.population.table.len() as u64,
            events: taken.population.events.len() as u64,
            new_attributes: taken.declared.attributes.keys().cloned().collect(),
            new_events: taken.declared.events.keys().cloned().collect(),
            first: first(&taken),
            files: taken.files,
        })
    }

    /// Keeps the customers of files, and declares in the document what they need as one step. `days` says how long they
    /// are kept; none keeps them until they are purged.
    ///
    /// # Errors
    /// `stale` when the document is not at revision `base`, `not_ready` when something is wrong that nobody decided on.
    /// In every case nothing is kept and nothing is changed.
    pub async fn take_in(
        &self,
        document: &str,
        base: u64,
        plans: Vec<FilePlan>,
        days: Option<u32>,
    ) -> Result<TakenIn, Refused> {
        let (taken, plans, source) = self.take(document, plans).await?;
        if !taken.is_ready() {
            return Err(not_ready());
        }
        let about = about(&taken, &plans, source);
        let known = self.settings_of(document).await?.all_events();
        let edit = taken.declared.edit(|event| known.contains_key(event));
        let people = guarded(move || written(&taken)).await??;
        let id = format!("pop_{}", uuid::Uuid::now_v7().simple());
        let made_at = (self.clock)();
        let text = serde_json::to_string(&about).map_err(Refused::unreadable)?;
        let expires_at = expiry(made_at, days)?;
        let new = NewPopulation { id: &id, about: &text, made_at, expires_at };
        let kept = self.workspace.keep_population(new, &people).await?;
        let applied = match edit {
            None => None,
            Some(edit) => {
                let label =
                    Words::new("Declare what customers' files hold", "顧客ファイルの項目を追加");
                let asked = Asked::Edit(Box::new(edit), Some(label), Some(Why::Import));
                match self.change(document, base, asked).await {
                    Ok(applied) => Some(applied),
                    Err(refused) => {
                        self.workspace.purge_population(&id).await?;
                        return Err(refused);
                    }
                }
            }
        };
        plans.iter().for_each(|plan| self.shelf.let_go(&plan.file));
        Ok(TakenIn { population: kept_population(&kept)?, applied })
    }

    /// Returns the populations that are kept, the newest first; those that have expired are purged before.
    pub async fn populations(&self) -> Result<Vec<KeptPopulation>, Refused> {
        for id in self.workspace.purge_expired((self.clock)()).await? {
            self.rehearsals.forget_population(&id);
        }
        self.workspace.populations().await?.iter().map(kept_population).collect()
    }

    /// Keeps a population for so many days from when it was made; none keeps it until it is purged.
    pub async fn retain(&self, id: &str, days: Option<u32>) -> Result<KeptPopulation, Refused> {
        let made_at = self.workspace.population(id).await?.made_at;
        kept_population(&self.workspace.expire_population(id, expiry(made_at, days)?).await?)
    }

    /// Removes a population, and every rehearsal that was made on it, without a trace.
    pub async fn purge(&self, id: &str) -> Result<(), Refused> {
        self.rehearsals.forget_population(id);
        Ok(self.workspace.purge_population(id).await?)
    }

    async fn take(
        &self,
        document: &str,
        plans: Vec<FilePlan>,
    ) -> Result<(Taken, Vec<FilePlan>, (String, String)), Refused> {
        let settings = self.settings_of(document).await?;
        let key = self.workspace.secret("pseudonyms", new_key()).await?;
        let takings: Result<Vec<Taking>, Refused> =
            plans.iter().map(|plan| self.shelf.read(&plan.file)).collect();
        let takings = takings?;
        guarded(move || {
            let files = plans.iter().zip(&takings).map(|(plan, taking)| Given { plan, taking });
            let files: Vec<Given<'_>> = files.collect();
            let taken = take(&files, &settings, &Pseudonyms::of(key.as_bytes()))?;
            let names: Vec<&str> = takings.iter().map(Taking::name).collect();
            let hashes: Result<Vec<String>, Refused> = takings.iter().map(Taking::settle).collect();
            let source = (names.join(" + "), hashes?.join(" + "));
            Ok((taken, plans, source))
        })
        .await?
    }

    async fn settings_of(&self, document: &str) -> Result<Settings, Refused> {
        let journey = self.journey(document).await?;
        Ok(settings::read(&journey.settings).0)
    }
}

/// Reads a kept population for a journey's settings: what they do not declare is left out.
pub(crate) fn population_of(
    people: People,
    name: &str,
    settings: &Settings,
    zone: &Zone,
) -> Result<Population, Refused> {
    use crate::import::{Options, Source, intake, read};
    let source = |bytes: Vec<u8>| Source {
        name: format!("{name}.parquet"),
        input: Box::new(std::io::Cursor::new(bytes)),
    };
    let (customers, events) = (source(people.customers), people.events.map(source));
    let read = read(Some(customers), events, settings, zone, &Options::default());
    Ok(read.map_err(|error| intake::refused(&error))?.population)
}

/// Returns what people are told of a population.
pub(super) fn kept_population(of: &store::Population) -> Result<KeptPopulation, Refused> {
    let about = serde_json::from_str(&of.about).map_err(Refused::unreadable)?;
    let (made_at, expires_at) = (of.made_at, of.expires_at);
    Ok(KeptPopulation { id: of.id.clone(), about, made_at, expires_at })
}

fn expiry(made_at: Millis, days: Option<u32>) -> Result<Option<Millis>, Refused> {
    match days {
        None => Ok(None),
        Some(days @ 1..=LONGEST) => Ok(Some(made_at + Millis::from(days) * DAY)),
        Some(days) => Err(Refused::new(
            "bad_retention",
            format!("customers cannot be kept for {days} days; expected 1 to {LONGEST}"),
            format!("保存期間が{days}日になっています。1〜{LONGEST}日にしてください"),
        )),
    }
}

fn written(taken: &Taken) -> Result<People, Refused> {
    let Taken { population, settings, .. } = taken;
    let zone = Zone::named(&settings.time_zone).unwrap_or_else(Zone::utc);
    let unwritten = |error: std::io::Error| store::StoreError::from(error);
    let mut customers = Vec::new();
    export::customers(&mut customers, Shape::Parquet, population, settings, &zone)
        .map_err(unwritten)?;
    let mut events = Vec::new();
    if !population.events.is_empty() {
        export::events(&mut events, Shape::Parquet, population, settings, &zone)
            .map_err(unwritten)?;
    }
    Ok(People { customers, events: (!events.is_empty()).then_some(events) })
}

fn about(taken: &Taken, plans: &[FilePlan], (name, source): (String, String)) -> Provenance {
    let columns = || plans.iter().flat_map(|plan| &plan.columns);
    let pseudonyms = columns().filter_map(|of| match of {
        ColumnUse::Id { pseudonym: true } => Some("id".to_owned()),
        ColumnUse::Pseudonym { name } => Some(name.clone()),
        _ => None,
    });
    let mut pseudonyms: Vec<String> = pseudonyms.collect();
    pseudonyms.dedup();
    let sum = |of: fn(&FileTrial) -> u64| taken.files.iter().map(of).sum();
    Provenance {
        name,
        customers: taken.population.table.len() as u64,
        events: taken.population.events.len() as u64,
        attributes: taken.settings.attributes.keys().cloned().collect(),
        event_names: taken.settings.events.keys().cloned().collect(),
        left_out: columns().filter(|of| **of == ColumnUse::Out).count() as u64,
        pseudonyms,
        skipped: sum(|file| file.skipped),
        missing: sum(|file| file.missing),
        mended: sum(|file| file.mended),
        source,
    }
}

fn first(taken: &Taken) -> FirstRows {
    let Taken { population, settings, .. } = taken;
    let zone = Zone::named(&settings.time_zone).unwrap_or_else(Zone::utc);
    let texts = TextView { shared: &population.texts, own: &[] };
    let value = |row: usize, (name, attribute): (&String, &Attribute)| {
        let cell = population.table.column(name).map_or(MISSING, |column| column.get(row));
        (cell != MISSING).then(|| cell_text(cell, attribute, texts, &zone))
    };
    let row = |row: usize| {
        let values = settings.attributes.iter().map(|each| value(row, each)).collect();
        (population.table.id(row).to_owned(), values)
    };
    FirstRows {
        columns: settings.attributes.keys().cloned().collect(),
        rows: (0..population.table.len().min(SHOWN)).map(row).collect(),
    }
}

fn not_ready() -> Refused {
    Refused::new(
        "not_ready",
        "some cells do not fit and nobody said what becomes of them; go back to the problems",
        "どう扱うか決まっていないセルがあります。「問題」に戻って選んでください",
    )
}

/// A kept population that a rehearsal is made on.
#[derive(Clone, Debug)]
pub(crate) struct KeptPeople {
    workspace: store::Workspace,
    kept: Arc<store::Population>,
}

impl Session {
    /// Returns a kept population for a rehearsal.
    pub(super) async fn people(&self, id: &str) -> Result<KeptPeople, Refused> {
        let kept = Arc::new(self.workspace.population(id).await?);
        Ok(KeptPeople { workspace: self.workspace.clone(), kept })
    }
}

impl KeptPeople {
    /// Returns its id.
    pub(crate) fn id(&self) -> &str {
        &self.kept.id
    }

    /// Reads it for a journey's settings.
    pub(crate) fn read(&self, settings: &Settings, zone: &Zone) -> Result<Population, Refused> {
        let people = self.workspace.people_of(&self.kept)?;
        let name = kept_population(&self.kept)?.about.name;
        population_of(people, &name, settings, zone)
    }
}

#[cfg(test)]
mod tests;
