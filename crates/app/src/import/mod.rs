//! Customers and events from files people have: `.csv`, `.tsv`, `.jsonl`, each also packed with gzip; `.xlsx`
//! and `.parquet`.
//!
//! One pass. Separated values are cut into blocks of whole rows, which all threads read at once; events and JSON
//! Lines are split by one thread and understood by another. Memory grows with the customers, not with the
//! file's text. A file is taken in whole or refused with place, found, expected and a way out. Writes nothing.

mod ahead;
mod blocks;
mod bytes;
mod cell;
mod columns;
mod crowd;
mod encoding;
mod error;
mod guard;
pub mod intake;
mod layout;
mod notes;
mod parquet;
mod people;
mod rows;
mod sheet;
mod short;
mod split;
mod spreadsheet;
#[cfg(test)]
mod tests;
mod words;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use engine::table::{Events, Population, Table, TableError};
use journey::settings::Settings;
use journey::time::{Millis, Zone};
use journey::value::{Attribute, Texts, Type};

pub(crate) use cell::read as read_cell;
pub use columns::near;
pub use encoding::Encoding;
pub use error::{BadCell, Expected, ImportError, Problem, Role};
pub use guard::guarded;
pub use rows::{Shape, shape_of};

use columns::Wanted;
use layout::Reading;
use people::People;
use rows::Rows;
use sheet::Opened;

/// Most customers of a rehearsal.
pub const MAX_CUSTOMERS: u64 = 10_000_000;
/// Most events of a rehearsal.
pub const MAX_EVENTS: u64 = 200_000_000;
/// What columns of customers' ids are called, best first.
const ID_NAMES: &[&str] = &[
    "id",
    "customerid",
    "customer",
    "userid",
    "memberid",
    "顧客id",
    "顧客番号",
    "会員id",
    "会員番号",
];
/// What columns of events' times are called, best first.
const TIME_NAMES: &[&str] = &[
    "at",
    "time",
    "timestamp",
    "eventtime",
    "eventat",
    "occurredat",
    "datetime",
    "日時",
    "発生日時",
];
/// What columns of events' names are called, best first.
const NAME_NAMES: &[&str] = &["event", "eventname", "name", "eventtype", "イベント", "イベント名"];
/// Most names of undeclared events that are told one by one.
const MAX_NAMES: usize = 1_000;

/// What to do with a cell that does not fit its type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Invalid {
    /// Refuse the file.
    #[default]
    Refuse,
    /// Read it as missing.
    Missing,
}

/// How to read files.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The column of the customers' ids.
    pub id: Option<String>,
    /// Attribute and the column that fills it.
    pub map: BTreeMap<String, String>,
    /// The encoding; none finds it out.
    pub encoding: Option<Encoding>,
    /// What to do with a cell that does not fit.
    pub invalid: Invalid,
    /// The events' column of customers' ids.
    pub event_id: Option<String>,
    /// The events' column of times.
    pub event_time: Option<String>,
    /// The events' column of names.
    pub event_name: Option<String>,
    /// Threads that read customers; 0 takes as many as the machine has. Nothing that is read depends on it.
    pub threads: usize,
}

/// A stream and what it is called.
pub struct Source {
    /// Its name: its ending says what is in it.
    pub name: String,
    /// Its bytes.
    pub input: Box<dyn Read + Send>,
}

impl Source {
    /// Opens a file.
    pub fn open(path: &Path) -> Result<Self, ImportError> {
        let name = path.to_string_lossy().into_owned();
        let refuse = |problem| ImportError { file: name.clone(), problem };
        if shape_of(&name).is_none() {
            return Err(refuse(Problem::UnknownShape));
        }
        let unreadable = |error: std::io::Error| {
            let reason = error.to_string();
            refuse(Problem::Unreadable { reason })
        };
        let file = File::open(path).map_err(unreadable)?;
        if file.metadata().map_err(unreadable)?.is_dir() {
            let reason = "it is a folder".to_owned();
            return Err(refuse(Problem::Unreadable { reason }));
        }
        let input = Box::new(file);
        Ok(Self { name, input })
    }
}

/// What was found in one file.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Found {
    /// The file.
    pub file: String,
    /// Its encoding.
    pub encoding: Encoding,
    /// Rows, the header apart.
    pub rows: u64,
    /// Each attribute with the column that fills it.
    pub mapped: Vec<(String, String)>,
    /// Columns that fill nothing.
    pub ignored: Vec<String>,
    /// Attributes that nothing fills.
    pub missing: Vec<String>,
    /// Cells that did not fit and were read as missing.
    pub replaced: u64,
    /// Events that the journey does not declare, which were left out: name and count.
    pub undeclared: BTreeMap<String, u64>,
}

/// Everyone in the files, and what was found in each.
#[derive(Debug)]
pub struct Imported {
    /// The customers and their events.
    pub population: Population,
    /// One for each file.
    pub found: Vec<Found>,
}

/// Reads customers, events, or both; without customers, they are those of the events.
pub fn read(
    customers: Option<Source>,
    events: Option<Source>,
    settings: &Settings,
    zone: &Zone,
    options: &Options,
) -> Result<Imported, ImportError> {
    let mut reader = Reader { settings, zone, options, texts: Texts::default(), found: Vec::new() };
    let table = match customers {
        Some(source) => {
            let name = source.name.clone();
            let table = reader.customers(source);
            Some(table.map_err(|problem| ImportError { file: name, problem })?)
        }
        None => None,
    };
    let (table, events) = match events {
        Some(source) => {
            let name = source.name.clone();
            let both = reader.events(source, table);
            both.map_err(|problem| ImportError { file: name, problem })?
        }
        None => {
            let table = table.unwrap_or_else(|| Table::new(&settings.attributes));
            let events = Events::new(&settings.event_properties()).finish(table.len());
            (table, events)
        }
    };
    Ok(Imported {
        population: Population { table, events, texts: reader.texts },
        found: reader.found,
    })
}

struct Reader<'a> {
    settings: &'a Settings,
    zone: &'a Zone,
    options: &'a Options,
    texts: Texts,
    found: Vec<Found>,
}

impl Reader<'_> {
    fn customers(&mut self, source: Source) -> Result<Table, Problem> {
        let id = Wanted { role: Role::Id, given: self.options.id.clone(), names: ID_NAMES };
        let schema = &self.settings.attributes;
        let opened = Opened::new(source, schema, &self.options.map, vec![id], self.options)?;
        let reading = Reading::new(schema, self.zone);
        let (found, table, lines) = match opened.rows {
            Rows::Separated(_) => self.at_once(opened, &reading)?,
            Rows::Lines(_) | Rows::Sheet(..) | Rows::Records(_) => {
                self.one_by_one(opened, &reading)?
            }
        };
        self.found.push(found);
        if lines.is_empty() {
            return Err(Problem::NoRows);
        }
        table.finish().map_err(|error| match error {
            TableError::DuplicateId { id, first, second } => {
                Problem::DuplicateId { id, first: lines[first], second: lines[second] }
            }
            TableError::TooLarge => Problem::TooLarge,
        })
    }

    /// Reads customers on all threads. Returns the line of each.
    fn at_once(
        &mut self,
        opened: Opened,
        reading: &Reading<'_>,
    ) -> Result<(Found, Table, Vec<u64>), Problem> {
        let (rows, mut rest) = opened.split();
        let Rows::Separated(rows) = rows else { return Err(Problem::UnknownShape) };
        let work = crowd::Work {
            schema: &self.settings.attributes,
            layout: &rest.layout,
            reading,
            invalid: self.options.invalid,
        };
        let threads = match self.options.threads {
            0 => std::thread::available_parallelism().map_or(1, usize::from),
            threads => threads,
        };
        let crowd = crowd::read(rows, std::mem::take(&mut self.texts), &work, threads)?;
        self.texts = crowd.texts;
        (rest.count, rest.notes) = (crowd.count, crowd.notes);
        Ok((rest.finish()?, crowd.table, crowd.lines))
    }

    /// Reads customers of a file that comes row by row. Returns the line of each.
    fn one_by_one(
        &mut self,
        opened: Opened,
        reading: &Reading<'_>,
    ) -> Result<(Found, Table, Vec<u64>), Problem> {
        let mut sheet = opened.by_row()?;
        let mut table = Table::new(&self.settings.attributes);
        let mut lines: Vec<u64> = Vec::new();
        let mut cells = Vec::new();
        while sheet.next()? {
            if lines.len() as u64 >= MAX_CUSTOMERS {
                return Err(Problem::TooManyRows { most: MAX_CUSTOMERS });
            }
            sheet.values(reading, &mut self.texts, &mut cells);
            let Some(id) = sheet.role(Role::Id) else {
                sheet.bad(Role::Id, Expected::Something);
                continue;
            };
            table.push(id, &cells).map_err(|_| Problem::TooLarge)?;
            lines.push(sheet.line());
        }
        Ok((sheet.finish()?, table, lines))
    }

    /// Reads events; ids that no customer has are refused, unless there are no customers yet.
    fn events(&mut self, source: Source, table: Option<Table>) -> Result<(Table, Events), Problem> {
        let properties = self.settings.event_properties();
        let declared = self.settings.all_events();
        let (options, roles) = (self.options, self.event_roles());
        let opened = Opened::new(source, &properties, &BTreeMap::new(), roles, options)?;
        let mut sheet = opened.by_row()?;
        let reading = Reading::new(&properties, self.zone);
        let mut people = People::new(table);
        let mut events = Events::new(&properties);
        let mut undeclared: BTreeMap<String, u64> = BTreeMap::new();
        let when = Attribute::of(Type::Instant);
        let mut cells = Vec::new();
        let mut count = 0;
        while sheet.next()? {
            count += 1;
            if count > MAX_EVENTS {
                return Err(Problem::TooManyRows { most: MAX_EVENTS });
            }
            let Some(id) = sheet.role(Role::Id) else {
                sheet.bad(Role::Id, Expected::Something);
                continue;
            };
            let Some(row) = people.row(id)? else {
                sheet.bad(Role::Id, Expected::Customer);
                continue;
            };
            let at: Option<Millis> = sheet
                .role(Role::Time)
                .and_then(|text| cell::read(text, &when, self.zone, &mut self.texts));
            let Some(at) = at else {
                sheet.bad(Role::Time, Expected::Value(Type::Instant, Vec::new()));
                continue;
            };
            let Some(name) = sheet.role(Role::Name) else {
                sheet.bad(Role::Name, Expected::Something);
                continue;
            };
            if !declared.contains_key(name) {
                let told = undeclared.len() < MAX_NAMES || undeclared.contains_key(name);
                let name = if told { name } else { "…" };
                *undeclared.entry(name.to_owned()).or_default() += 1;
                continue;
            }
            let name = name.to_owned();
            sheet.values(&reading, &mut self.texts, &mut cells);
            events.push(row, at, &name, &cells);
        }
        let mut found = sheet.finish()?;
        found.undeclared = undeclared;
        self.found.push(found);
        let table = people.table(&self.settings.attributes)?;
        let events = events.finish(table.len());
        Ok((table, events))
    }

    fn event_roles(&self) -> Vec<Wanted> {
        vec![
            Wanted {
                role: Role::Id,
                given: self.options.event_id.clone().or_else(|| self.options.id.clone()),
                names: ID_NAMES,
            },
            Wanted { role: Role::Time, given: self.options.event_time.clone(), names: TIME_NAMES },
            Wanted { role: Role::Name, given: self.options.event_name.clone(), names: NAME_NAMES },
        ]
    }
}
