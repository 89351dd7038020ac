//! The scene: everything about a rehearsal that is the same for every customer.

use std::collections::HashMap;

use journey::condition::Slot;
use journey::time::{Millis, Zone};
use journey::value::{Cell, MISSING, Texts};

use super::arrivals;
use super::person::{From, Happening, Person};
use crate::draw::Threshold;
use crate::plan::Plan;
use crate::table::{Column, Population};

/// Everything about a rehearsal that is the same for every customer.
pub(crate) struct Scene<'p> {
    pub(crate) plan: &'p Plan,
    pub(crate) population: &'p Population,
    /// How many customers contact us by turns.
    pub(crate) crowd: u64,
    pub(crate) texts: &'p Texts,
    /// The journey's zone first, then those that customers name.
    pub(crate) zones: Vec<Zone>,
    pub(crate) zone_of: HashMap<Cell, usize>,
    pub(crate) columns: ByWidth<'p>,
    pub(crate) event_columns: Vec<(Slot, &'p Column)>,
    /// The plan's event of each name in the log.
    pub(crate) event_of: Vec<Option<u16>>,
    /// Which of the plan's events the log answers for.
    pub(crate) recorded: Vec<bool>,
    pub(crate) start: Millis,
    pub(crate) end: Millis,
    /// Assumptions at another chance than written, by their place; empty when there is none.
    pub(crate) bent: Vec<Option<Threshold>>,
    /// Whether an entry waits for each of the plan's events.
    pub(crate) enters: Vec<bool>,
    /// Whether an entry waits for any event.
    pub(crate) event_enters: bool,
    /// When audiences are evaluated: by entry, by zone.
    pub(crate) dues: Vec<Vec<Vec<Millis>>>,
}

impl<'p> Scene<'p> {
    /// Returns the scene of a rehearsal from `start` up to, not including, `end`.
    pub(crate) fn new(
        plan: &'p Plan,
        population: &'p Population,
        start: Millis,
        end: Millis,
    ) -> Self {
        let column = |slot: Slot| {
            let (_, name) = plan.scope.name(slot);
            population.table.column(name).map(|column| (slot, column))
        };
        let event_slots = plan.event.clone().map(|slot| slot as Slot);
        let event_column = |slot: Slot| {
            population.events.column(plan.scope.name(slot).1).map(|column| (slot, column))
        };
        let event_of: Vec<Option<u16>> = population
            .events
            .names
            .iter()
            .map(|name| {
                plan.events.iter().position(|event| event.name == *name).map(|place| place as u16)
            })
            .collect();
        let mut recorded = vec![false; plan.events.len()];
        event_of.iter().flatten().for_each(|&event| recorded[usize::from(event)] = true);
        let (zones, zone_of) = zones(plan, population);
        let dues = plan.entries.iter().map(|entry| {
            zones.iter().map(|zone| arrivals::dues(entry, zone, &zones[0], start, end)).collect()
        });
        let enters: Vec<bool> = (0..plan.events.len())
            .map(|event| plan.entries.iter().any(|entry| entry.waits_for(event as u16)))
            .collect();
        Self {
            dues: dues.collect(),
            plan,
            population,
            crowd: population.table.len() as u64,
            texts: &population.texts,
            zones,
            zone_of,
            columns: ByWidth::of(plan.used.iter().filter_map(|&slot| column(slot))),
            event_columns: event_slots.filter_map(event_column).collect(),
            event_of,
            recorded,
            start,
            end,
            bent: Vec::new(),
            event_enters: enters.contains(&true),
            enters,
        }
    }

    /// Returns whether a row belongs to a sample of one in so many.
    pub(crate) fn is_in(&self, row: usize, one_in: u64) -> bool {
        one_in <= 1 || self.population.table.key(row).is_multiple_of(one_in)
    }

    /// Returns the step that a recorded event names as its own, if it names one.
    pub(crate) fn recorded_step(&self, place: u32) -> Option<&str> {
        let column = self.population.events.column("step")?;
        self.texts.get(column.get(place as usize))
    }

    /// Lays an event's properties into the cells of the instance in hand.
    pub(crate) fn lay(&self, person: &mut Person, happening: &Happening) {
        person.cells[self.plan.event.clone()].fill(MISSING);
        match happening.from {
            From::Log(place) => {
                for &(slot, column) in &self.event_columns {
                    person.cells[slot as usize] = column.get(place as usize);
                }
            }
            From::Step { step, channel, score } => {
                for (name, slot) in &self.plan.events[usize::from(happening.event)].properties {
                    person.cells[*slot as usize] = match name.as_str() {
                        "step" => self.texts.len() as Cell + step,
                        "channel" => Cell::from(channel),
                        "score" => score,
                        _ => MISSING,
                    };
                }
            }
            From::Model { .. } => {}
        }
    }
}

/// Columns that are read for every customer, those of one width together, so that reading needs no choice.
#[derive(Default)]
pub(crate) struct ByWidth<'p> {
    one: Vec<(Slot, &'p [i8])>,
    two: Vec<(Slot, &'p [i16])>,
    four: Vec<(Slot, &'p [i32])>,
    eight: Vec<(Slot, &'p [i64])>,
}

impl<'p> ByWidth<'p> {
    fn of(columns: impl Iterator<Item = (Slot, &'p Column)>) -> Self {
        let mut all = Self::default();
        for (slot, column) in columns {
            match column {
                Column::One(cells) => all.one.push((slot, cells)),
                Column::Two(cells) => all.two.push((slot, cells)),
                Column::Four(cells) => all.four.push((slot, cells)),
                Column::Eight(cells) => all.eight.push((slot, cells)),
            }
        }
        all
    }

    /// Lays the values of neighboring rows one row after another, each into its slots.
    fn load(&self, rows: std::ops::Range<usize>, width: usize, cells: &mut [Cell]) {
        fn lay<T: Copy + PartialEq>(
            (slot, column): &(Slot, &[T]),
            (rows, width): (std::ops::Range<usize>, usize),
            cells: &mut [Cell],
            missing: T,
            widen: impl Fn(T) -> Cell,
        ) {
            let places = cells[*slot as usize..].iter_mut().step_by(width);
            for (place, &cell) in places.zip(&column[rows]) {
                *place = if cell == missing { MISSING } else { widen(cell) };
            }
        }
        let at = || (rows.clone(), width);
        self.one.iter().for_each(|of| lay(of, at(), cells, i8::MIN, Cell::from));
        self.two.iter().for_each(|of| lay(of, at(), cells, i16::MIN, Cell::from));
        self.four.iter().for_each(|of| lay(of, at(), cells, i32::MIN, Cell::from));
        self.eight.iter().for_each(|of| lay(of, at(), cells, MISSING, |cell| cell));
    }
}

/// The values of a few neighboring rows, customer by customer.
///
/// Reading many columns a row at a time waits for memory at every one; reading each for a few rows does not.
pub(crate) struct Block {
    /// How many rows are read at a time.
    size: usize,
    rows: std::ops::Range<usize>,
    /// How many slots customers have.
    width: usize,
    cells: Vec<Cell>,
}

impl Block {
    /// Returns an empty block; `size` 1 is for rows that come in no order.
    pub(crate) fn new(plan: &Plan, size: usize) -> Self {
        let width = plan.context.start;
        Self { size, rows: 0..0, width, cells: vec![MISSING; size * width] }
    }

    /// Returns the values of a row, by slot.
    #[inline]
    pub(crate) fn row(&mut self, scene: &Scene, row: usize) -> &[Cell] {
        if !self.rows.contains(&row) {
            self.rows = row..(row + self.size).min(scene.population.table.len());
            scene.columns.load(self.rows.clone(), self.width, &mut self.cells);
        }
        let start = (row - self.rows.start) * self.width;
        &self.cells[start..start + self.width]
    }
}

/// Returns the zones that customers live in, and which text means which.
fn zones(plan: &Plan, population: &Population) -> (Vec<Zone>, HashMap<Cell, usize>) {
    let (mut zones, mut zone_of) = (vec![plan.zone.clone()], HashMap::new());
    let column = plan.zone_slot.and_then(|slot| population.table.column(plan.scope.name(slot).1));
    let Some(column) = column else {
        return (zones, zone_of);
    };
    for row in 0..column.len() {
        let cell = column.get(row);
        if cell != MISSING && !zone_of.contains_key(&cell) {
            let zone = population.texts.get(cell).and_then(|name| plan.clocks.zone(name));
            zone_of.insert(
                cell,
                zone.map_or(0, |zone| {
                    zones.push(zone);
                    zones.len() - 1
                }),
            );
        }
    }
    (zones, zone_of)
}
