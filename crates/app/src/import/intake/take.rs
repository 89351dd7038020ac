//! Reads files by their plans, whole or not at all: who the customers are, what they did, what was wrong, and what the
//! journey would have to declare for it. Keeps nothing.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use engine::table::{Events, Population, Table};
use journey::settings::{EventType, Settings};
use journey::time::Zone;
use journey::value::{Attribute, Cell, MISSING, Sensitivity, Texts, Type};

use super::super::error::{Expected, Problem};
use super::super::{ImportError, MAX_CUSTOMERS, MAX_EVENTS, cell};
use super::hand::Taking;
use super::mended::Mended;
use super::plan::{Bad, ColumnUse, EventUse, FilePlan, RowsOf};
use super::pseudonym::Pseudonyms;
use super::said::refused;
use super::target::{Target, attributes, properties};
use super::trouble::{Fate, FileTrial, Troubles};
use crate::refused::Refused;

/// Names that columns of kept files have by themselves.
pub(super) const RESERVED: [&str; 3] = ["id", "at", "event"];

/// A file, and what is to be done with it.
#[derive(Clone, Copy, Debug)]
pub struct Given<'a> {
    /// The plan.
    pub plan: &'a FilePlan,
    /// The reading.
    pub taking: &'a Taking,
}

/// What the journey would have to declare.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Declared {
    /// New attributes.
    pub attributes: BTreeMap<String, Attribute>,
    /// Events with their new properties; an event that the journey does not know is new itself.
    pub events: BTreeMap<String, BTreeMap<String, Attribute>>,
}

/// What comes of files.
#[derive(Debug)]
pub struct Taken {
    /// Everyone, and what they did.
    pub population: Population,
    /// Settings that declare what the files hold, and nothing else.
    pub settings: Settings,
    /// What was wrong in each file.
    pub files: Vec<FileTrial>,
    /// What the journey would have to declare.
    pub declared: Declared,
}

impl Taken {
    /// Returns whether nothing is wrong that the person has not decided on.
    pub fn is_ready(&self) -> bool {
        let open = |file: &FileTrial| file.troubles.iter().any(|trouble| trouble.then.is_none());
        !self.files.iter().any(open) && !self.population.table.is_empty()
    }
}

/// Reads files by their plans: customers, events, or both.
///
/// # Errors
/// When a plan contradicts itself or the journey, when a file cannot be read, or when somebody stopped it.
pub fn take(
    files: &[Given<'_>],
    settings: &Settings,
    pseudonyms: &Pseudonyms,
) -> Result<Taken, Refused> {
    let of = |rows: RowsOf| {
        let mut found = files.iter().filter(move |given| given.plan.of == rows);
        (found.next(), found.next().is_some())
    };
    let ((customers, more), (events, still)) = (of(RowsOf::Customers), of(RowsOf::Events));
    if more || still || files.is_empty() {
        return Err(Refused::unreadable("expected one file of customers, one of events, or both"));
    }
    let zone = Zone::named(&settings.time_zone).unwrap_or_else(Zone::utc);
    let mut own = Settings { time_zone: settings.time_zone.clone(), ..Settings::default() };
    let mut taker = Taker { zone: &zone, pseudonyms, texts: Texts::default(), files: Vec::new() };
    let mut people = None;
    let mut declared = Declared::default();
    if let Some(given) = customers {
        let targets = attributes(given, settings)?;
        own.attributes = targets.iter().map(|it| (it.name.clone(), it.attribute.clone())).collect();
        let taken = taker.customers(given, targets, &own);
        people = Some(taken.map_err(|problem| told(given, problem))?);
        given.taking.settle()?;
    }
    let (mut table, ids) = people.unwrap_or_else(|| (Table::new(&own.attributes), None));
    let log = match events {
        Some(given) => {
            let targets = properties(given, settings)?;
            own.events = named(given.plan, &targets);
            let mut log = Log { table: &mut table, known: ids, filled: BTreeMap::new() };
            let taken = taker.events(given, &targets, &own, &mut log);
            let events = taken.map_err(|problem| told(given, problem))?;
            given.taking.settle()?;
            declared.events = new_events(&log.filled, &targets, settings);
            own.events.retain(|name, _| log.filled.contains_key(name));
            events
        }
        None => Events::new(&own.event_properties()),
    };
    let new = |(name, _): &(&String, &Attribute)| !settings.attributes.contains_key(*name);
    let attributes = own.attributes.iter().filter(new);
    declared.attributes = attributes.map(|(name, it)| (name.clone(), it.clone())).collect();
    let table = table.finish().map_err(|_| Refused::fault())?;
    let events = log.finish(table.len());
    let Taker { texts, files, .. } = taker;
    let population = Population { table, events, texts };
    Ok(Taken { population, settings: own, files, declared })
}

fn told(given: &Given<'_>, problem: Problem) -> Refused {
    let problem = given.taking.go_on().err().unwrap_or(problem);
    refused(&ImportError { file: given.taking.name().to_owned(), problem })
}

/// Returns the events that a plan takes, each with every property of the file.
fn named(plan: &FilePlan, targets: &[Target]) -> BTreeMap<String, EventType> {
    let properties: BTreeMap<String, Attribute> =
        targets.iter().map(|it| (it.name.clone(), it.attribute.clone())).collect();
    let taken = plan.events.values().filter_map(|of| match of {
        EventUse::Take { name } => Some(name.clone()),
        EventUse::Out => None,
    });
    let each = |name| (name, EventType { properties: properties.clone(), ..EventType::default() });
    taken.map(each).collect()
}

/// Returns what events of the file need that the journey does not declare.
fn new_events(
    filled: &BTreeMap<String, BTreeSet<usize>>,
    targets: &[Target],
    settings: &Settings,
) -> BTreeMap<String, BTreeMap<String, Attribute>> {
    let all = settings.all_events();
    let each = filled.iter().filter_map(|(name, held)| {
        let declared = all.get(name);
        let lacks = |target: &&Target| {
            declared.is_none_or(|event| !event.properties.contains_key(&target.name))
        };
        let held = held.iter().filter_map(|place| targets.get(*place)).filter(lacks);
        let new: BTreeMap<String, Attribute> =
            held.map(|it| (it.name.clone(), it.attribute.clone())).collect();
        (declared.is_none() || !new.is_empty()).then(|| (name.clone(), new))
    });
    each.collect()
}

/// The customers of a file, and their rows by id.
type People = (Table, Option<HashMap<String, u32>>);

struct Taker<'a> {
    zone: &'a Zone,
    pseudonyms: &'a Pseudonyms,
    texts: Texts,
    files: Vec<FileTrial>,
}

/// Who the events are of: the customers of a file, or everyone who comes along.
struct Log<'a> {
    table: &'a mut Table,
    known: Option<HashMap<String, u32>>,
    /// Which targets have a value, by event.
    filled: BTreeMap<String, BTreeSet<usize>>,
}

impl Taker<'_> {
    fn customers(
        &mut self,
        given: &Given<'_>,
        targets: Vec<Target>,
        own: &Settings,
    ) -> Result<People, Problem> {
        let plan = given.plan;
        let (id, pseudonym) = id_of(plan);
        let order = in_order(&targets, own.attributes.keys());
        let mut rows = Mended::of(given.taking, plan)?;
        let mut troubles = Troubles::of(plan);
        let mut table = Table::new(&own.attributes);
        let mut known: HashMap<String, u32> = HashMap::new();
        let mut skipped = 0;
        let mut cells = Vec::new();
        while rows.next()? {
            if rows.rows > MAX_CUSTOMERS {
                return Err(Problem::TooManyRows { most: MAX_CUSTOMERS });
            }
            let line = rows.line();
            let mut fates = vec![self.values(&rows, &targets, &order, &mut troubles, &mut cells)];
            let found = rows.cell(id).map(|text| self.name(text, pseudonym));
            match &found {
                None => {
                    fates.push(troubles.note(id, Bad::Needed, (line, ""), || Expected::Something))
                }
                Some(found) if known.contains_key(found) => {
                    let text = rows.cell(id).unwrap_or_default();
                    fates.push(troubles.note(id, Bad::Twice, (line, text), || Expected::Once));
                }
                Some(_) => {}
            }
            skipped += u64::from(fates.contains(&Fate::Skipped));
            if let Some(found) = found.filter(|_| fates.iter().all(|fate| *fate == Fate::Taken)) {
                table.push(&found, &cells).map_err(|_| Problem::TooLarge)?;
                known.insert(found, known.len() as u32);
            }
        }
        if rows.rows == 0 {
            return Err(Problem::NoRows);
        }
        self.files.push(trial(plan, &rows, troubles, (table.len() as u64, skipped, 0)));
        Ok((table, Some(known)))
    }

    fn events(
        &mut self,
        given: &Given<'_>,
        targets: &[Target],
        own: &Settings,
        log: &mut Log<'_>,
    ) -> Result<Events, Problem> {
        let plan = given.plan;
        let ((id, pseudonym), time, name) = (
            id_of(plan),
            plan.place(|it| *it == ColumnUse::Time).unwrap_or_default(),
            plan.place(|it| *it == ColumnUse::Name).unwrap_or_default(),
        );
        let schema = own.event_properties();
        let order = in_order(targets, schema.keys());
        let mut rows = Mended::of(given.taking, plan)?;
        let mut troubles = Troubles::of(plan);
        let mut events = Events::new(&schema);
        let mut new: HashMap<String, u32> = HashMap::new();
        let when = Attribute::of(Type::Instant);
        let (mut skipped, mut left_out, mut cells) = (0, 0, Vec::new());
        while rows.next()? {
            if rows.rows > MAX_EVENTS {
                return Err(Problem::TooManyRows { most: MAX_EVENTS });
            }
            let line = rows.line();
            let called = rows.cell(name).map(|text| plan.events.get(text));
            let called = match called {
                Some(Some(EventUse::Take { name })) => Some(name),
                Some(Some(EventUse::Out) | None) => {
                    left_out += 1;
                    continue;
                }
                None => None,
            };
            let mut fates = vec![self.values(&rows, targets, &order, &mut troubles, &mut cells)];
            if called.is_none() {
                fates.push(troubles.note(name, Bad::Needed, (line, ""), || Expected::Something));
            }
            let text = rows.cell(time).unwrap_or_default();
            let at = cell::read(text, &when, self.zone, &mut self.texts);
            if at.is_none() {
                let expected = || Expected::Value(Type::Instant, Vec::new());
                fates.push(troubles.note(time, Bad::Needed, (line, text), expected));
            }
            let who = rows.cell(id).map(|text| self.name(text, pseudonym));
            match (&who, &log.known) {
                (None, _) => {
                    fates.push(troubles.note(id, Bad::Needed, (line, ""), || Expected::Something));
                }
                (Some(who), Some(known)) if !known.contains_key(who) => {
                    let text = rows.cell(id).unwrap_or_default();
                    fates.push(
                        troubles.note(id, Bad::Stranger, (line, text), || Expected::Customer),
                    );
                }
                (Some(_), _) => {}
            }
            skipped += u64::from(fates.contains(&Fate::Skipped));
            let whole = fates.iter().all(|fate| *fate == Fate::Taken);
            let (true, Some(called), Some(at), Some(who)) = (whole, called, at, who) else {
                continue;
            };
            let row = match &log.known {
                Some(known) => known[&who],
                None => match new.get(&who) {
                    Some(row) => *row,
                    None => {
                        let row = new.len() as u32;
                        if u64::from(row) >= MAX_CUSTOMERS {
                            return Err(Problem::TooManyRows { most: MAX_CUSTOMERS });
                        }
                        log.table.push(&who, &[]).map_err(|_| Problem::TooLarge)?;
                        new.insert(who, row);
                        row
                    }
                },
            };
            events.push(row, at, called, &cells);
            let held = match log.filled.get_mut(called) {
                Some(held) => held,
                None => log.filled.entry(called.clone()).or_default(),
            };
            if held.len() < targets.len() {
                let has = |place: &usize| rows.cell(targets[*place].column).is_some();
                held.extend((0..targets.len()).filter(has));
            }
        }
        if rows.rows == 0 {
            return Err(Problem::NoRows);
        }
        self.files.push(trial(plan, &rows, troubles, (events.len() as u64, skipped, left_out)));
        Ok(events)
    }

    /// Reads a row's values in the order of a schema.
    fn values(
        &mut self,
        rows: &Mended,
        targets: &[Target],
        order: &[Option<usize>],
        troubles: &mut Troubles,
        into: &mut Vec<Cell>,
    ) -> Fate {
        let mut fate = Fate::Taken;
        into.clear();
        for target in order {
            let Some(target) = target.and_then(|place| targets.get(place)) else {
                into.push(MISSING);
                continue;
            };
            let (attribute, line) = (&target.attribute, rows.line());
            let expected = || Expected::Value(attribute.kind, attribute.values.clone());
            let (cell, found) = match rows.cell(target.column) {
                None if attribute.required => {
                    let found = troubles.note(target.column, Bad::Required, (line, ""), expected);
                    (MISSING, found)
                }
                None if attribute.kind == Type::Text => (MISSING, Fate::Taken),
                None => (MISSING, troubles.note(target.column, Bad::Blank, (line, ""), expected)),
                Some(text) if target.pseudonym => {
                    (self.texts.intern(&self.pseudonyms.give(text)), Fate::Taken)
                }
                Some(text) => match cell::read(text, attribute, self.zone, &mut self.texts) {
                    Some(cell) => (cell, Fate::Taken),
                    None => {
                        let found =
                            troubles.note(target.column, Bad::Misfit, (line, text), expected);
                        (MISSING, found)
                    }
                },
            };
            into.push(cell);
            if fate != Fate::Skipped && found != Fate::Taken {
                fate = found;
            }
        }
        fate
    }

    fn name(&self, text: &str, pseudonym: bool) -> String {
        if pseudonym { self.pseudonyms.give(text) } else { text.to_owned() }
    }
}

/// Returns the column of ids, and whether they get pseudonyms.
fn id_of(plan: &FilePlan) -> (usize, bool) {
    let of = |(place, it): (usize, &ColumnUse)| match it {
        ColumnUse::Id { pseudonym } => Some((place, *pseudonym)),
        _ => None,
    };
    plan.columns.iter().enumerate().find_map(of).unwrap_or_default()
}

/// Returns the target of each name of a schema.
fn in_order<'a>(
    targets: &[Target],
    schema: impl Iterator<Item = &'a String>,
) -> Vec<Option<usize>> {
    schema.map(|name| targets.iter().position(|target| target.name == *name)).collect()
}

fn trial(
    plan: &FilePlan,
    rows: &Mended,
    troubles: Troubles,
    (taken, skipped, left_out): (u64, u64, u64),
) -> FileTrial {
    FileTrial {
        file: plan.file.clone(),
        rows: rows.rows,
        taken,
        skipped,
        left_out,
        missing: troubles.missing,
        mended: plan.mends.len() as u64,
        troubles: troubles.told(&rows.header, rows.rows),
    }
}

/// Returns an attribute that a file makes new.
pub(super) fn declared(
    header: &str,
    name: &str,
    kind: Type,
    values: &[String],
    personal: bool,
) -> Attribute {
    let mut attribute = Attribute::of(kind);
    if matches!(kind, Type::Category | Type::Tags) {
        attribute.values = values.to_vec();
    }
    if header != name && !header.is_empty() {
        let language = if header.is_ascii() { "en" } else { "ja" };
        attribute.label.insert(language.to_owned(), header.to_owned());
    }
    if personal {
        attribute.sensitivity = Sensitivity::Personal;
    }
    attribute
}
