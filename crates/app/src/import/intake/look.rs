//! A first look at a file: all of it, in one pass. What it is, what each column seems to hold and could be for.

use std::collections::{BTreeSet, HashMap};

use journey::settings::Settings;
use journey::time::Zone;
use journey::value::{Attribute, Texts, Type};
use serde::Serialize;
use ts_rs::TS;

use super::super::encoding::Encoding;
use super::super::error::Problem;
use super::super::{ID_NAMES, ImportError, MAX_NAMES, NAME_NAMES, TIME_NAMES, cell};
use super::guess::{Guess, Guessed};
use super::hand::Taking;
use super::mended::Mended;
use super::name::{folded, fresh};
use super::personal::Personal;
use super::plan::{ColumnUse, EventUse, FilePlan, FileReading, RowsOf, Separator};
use super::said::refused;
use crate::refused::Refused;

/// What a file seems to be.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct FileLook {
    /// The file in hand.
    pub file: String,
    /// What it is called.
    pub name: String,
    /// Its bytes.
    pub bytes: u64,
    /// What its rows seem to be.
    pub of: RowsOf,
    /// Its encoding.
    pub encoding: Encoding,
    /// What stands between its cells, where it is a text of cells.
    pub separator: Option<Separator>,
    /// Rows, the header apart.
    pub rows: u64,
    /// Whether the first row looks like values, and not like names.
    pub headless: bool,
    /// Its columns, in order.
    pub columns: Vec<ColumnLook>,
    /// For events, the names of the events in it, the most frequent first.
    pub events: Vec<EventLook>,
}

impl FileLook {
    /// Returns the plan that is proposed, before the person changed anything.
    pub fn proposed(&self) -> FilePlan {
        let events = self.events.iter().map(|it| (it.name.clone(), it.proposed.clone()));
        FilePlan {
            file: self.file.clone(),
            of: self.of,
            reading: FileReading { encoding: Some(self.encoding), separator: self.separator },
            columns: self.columns.iter().map(|column| column.proposed.clone()).collect(),
            events: events.collect(),
            rules: Vec::new(),
            mends: Vec::new(),
        }
    }
}

/// What a column seems to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ColumnLook {
    /// What the file calls it.
    pub name: String,
    /// The type of its values.
    pub kind: Type,
    /// Every different value, the most frequent first; empty where there are too many for a choice.
    pub values: Vec<String>,
    /// The first values that differ.
    pub samples: Vec<String>,
    /// Rows that have a value.
    pub filled: u64,
    /// Values that are none of the type.
    pub misfits: u64,
    /// What of a person it seems to hold.
    pub personal: Option<Personal>,
    /// What it could be for.
    pub proposed: ColumnUse,
    /// What it would be called where it became new.
    pub fresh: String,
}

/// Events of one name in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct EventLook {
    /// The name in the file.
    pub name: String,
    /// How many there are.
    pub count: u64,
    /// Whether the journey declares it.
    pub declared: bool,
    /// What could become of them.
    pub proposed: EventUse,
}

/// Looks at a file; where it is not said what its rows are, that is found out.
///
/// # Errors
/// When the file cannot be read, or somebody stopped it.
pub fn look(
    taking: &Taking,
    reading: FileReading,
    of: Option<RowsOf>,
    settings: &Settings,
) -> Result<FileLook, Refused> {
    let looked = look_at(taking, reading, of, settings);
    let looked = looked.map_err(|problem| {
        let problem = taking.go_on().err().unwrap_or(problem);
        refused(&ImportError { file: taking.name().to_owned(), problem })
    });
    let looked = looked?;
    taking.settle()?;
    Ok(looked)
}

fn look_at(
    taking: &Taking,
    reading: FileReading,
    of: Option<RowsOf>,
    settings: &Settings,
) -> Result<FileLook, Problem> {
    let zone = Zone::named(&settings.time_zone).unwrap_or_else(Zone::utc);
    let mut rows = Mended::open(taking, reading)?;
    let mut guesses: Vec<Guess> = Vec::new();
    let mut named = roles(&rows.header);
    let mut names: HashMap<String, u64> = HashMap::new();
    while rows.next()? {
        if guesses.len() < rows.header.len() {
            named = roles(&rows.header);
            guesses.resize_with(rows.header.len(), Guess::default);
        }
        for (column, guess) in guesses.iter_mut().enumerate() {
            if let Some(text) = rows.cell(column) {
                guess.add(text, &zone);
            }
        }
        if let Some(name) = named.name.and_then(|column| rows.cell(column))
            && (names.len() < MAX_NAMES || names.contains_key(name))
        {
            *names.entry(name.to_owned()).or_default() += 1;
        }
    }
    guesses.resize_with(rows.header.len(), Guess::default);
    let both = named.time.is_some() && named.name.is_some();
    let of = of.unwrap_or(if both { RowsOf::Events } else { RowsOf::Customers });
    let proposer = Proposer::new(settings, of, &named, rows.rows);
    Ok(FileLook {
        file: taking.handle(),
        name: taking.name().to_owned(),
        bytes: taking.bytes(),
        of,
        encoding: rows.encoding,
        separator: rows.separator,
        rows: rows.rows,
        headless: is_headless(&rows.header, &zone),
        columns: proposer.columns(&rows.header, &guesses),
        events: if of == RowsOf::Events { events(names, settings) } else { Vec::new() },
    })
}

/// The columns that are called like what every file of customers or events has.
#[derive(Default)]
struct Roles {
    id: Option<usize>,
    time: Option<usize>,
    name: Option<usize>,
}

fn roles(header: &[String]) -> Roles {
    let header: Vec<String> = header.iter().map(|name| folded(name)).collect();
    let find = |names: &[&str]| {
        names.iter().find_map(|name| header.iter().position(|column| column == name))
    };
    Roles { id: find(ID_NAMES), time: find(TIME_NAMES), name: find(NAME_NAMES) }
}

/// What columns could be for, in this journey.
struct Proposer<'a> {
    roles: &'a Roles,
    of: RowsOf,
    rows: u64,
    known: Vec<(String, Attribute)>,
}

impl<'a> Proposer<'a> {
    fn new(settings: &Settings, of: RowsOf, roles: &'a Roles, rows: u64) -> Self {
        let known = match of {
            RowsOf::Customers => settings.attributes.clone(),
            RowsOf::Events => settings.event_properties(),
        };
        Self { roles, of, rows, known: known.into_iter().collect() }
    }

    fn columns(&self, header: &[String], guesses: &[Guess]) -> Vec<ColumnLook> {
        let mut taken: BTreeSet<String> = self.known.iter().map(|(name, _)| name.clone()).collect();
        taken.extend(super::take::RESERVED.map(str::to_owned));
        let mut filled: BTreeSet<String> = BTreeSet::new();
        let each = header.iter().zip(guesses).enumerate().map(|(place, (name, guess))| {
            let told = guess.told(name);
            let fresh = fresh(name, place, &mut taken);
            let proposed = self.column(place, name, guess.filled, &told, &fresh, &mut filled);
            let values = if told.personal.is_none() { guess.all_values() } else { Vec::new() };
            let Guessed { kind, misfits, personal, .. } = told;
            let (name, samples, filled) = (name.clone(), guess.samples.clone(), guess.filled);
            ColumnLook { name, kind, values, samples, filled, misfits, personal, proposed, fresh }
        });
        each.collect()
    }

    fn column(
        &self,
        place: usize,
        header: &str,
        filled: u64,
        told: &Guessed,
        fresh: &str,
        used: &mut BTreeSet<String>,
    ) -> ColumnUse {
        if self.roles.id == Some(place) {
            return ColumnUse::Id { pseudonym: told.personal.is_some() };
        }
        if self.of == RowsOf::Events && self.roles.time == Some(place) {
            return ColumnUse::Time;
        }
        if self.of == RowsOf::Events && self.roles.name == Some(place) {
            return ColumnUse::Name;
        }
        if told.personal.is_some() || filled == 0 && self.rows > 0 {
            return ColumnUse::Out;
        }
        let same = |(name, attribute): &&(String, Attribute)| {
            let labels = attribute.label.values().map(String::as_str);
            labels.chain([name.as_str()]).any(|it| folded(it) == folded(header))
        };
        let known = self.known.iter().find(same).map(|(name, _)| name);
        match known.filter(|name| used.insert((*name).clone())) {
            Some(name) => ColumnUse::Known { name: name.clone() },
            None => {
                let (kind, values) = (told.kind, told.values.clone());
                ColumnUse::New { name: fresh.to_owned(), kind, values }
            }
        }
    }
}

fn events(names: HashMap<String, u64>, settings: &Settings) -> Vec<EventLook> {
    let declared = settings.all_events();
    let mut all: Vec<(String, u64)> = names.into_iter().collect();
    all.sort_unstable_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    let each = all.into_iter().map(|(name, count)| EventLook {
        declared: declared.contains_key(&name),
        proposed: EventUse::Take { name: name.clone() },
        name,
        count,
    });
    each.collect()
}

/// Whether half of the names are numbers, dates or mail addresses.
fn is_headless(header: &[String], zone: &Zone) -> bool {
    let mut texts = Texts::default();
    let mut is_value = |name: &String| {
        let mut fits = |kind| cell::read(name, &Attribute::of(kind), zone, &mut texts).is_some();
        [Type::Decimal, Type::Date, Type::Instant].into_iter().any(&mut fits) || name.contains('@')
    };
    let values = header.iter().filter(|name| is_value(name)).count();
    values > 0 && values * 2 >= header.len()
}
