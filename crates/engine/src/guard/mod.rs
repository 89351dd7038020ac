//! Guardians: rules over every simulated customer, compiled to checks of what one customer did, folded in
//! the same pass as the tally. Owns the checks and their counts; the sentences are [`journey::guardian`]'s.

mod check;
mod compile;
mod report;
#[cfg(test)]
mod tests;

use journey::condition::{Facts, Predicate, Slot, Trap};
use journey::guardian::Guardian;
use journey::guardian::proof::Proof;
use journey::settings::Channel;
use journey::span::Span;
use journey::time::{Grid, Millis, Zone};
use journey::value::{Cell, MISSING, TextView};

use crate::plan::OpenHours;
use crate::run::{Mark, Scene, Seen};

pub(crate) use compile::compile;
pub(crate) use report::reports;
pub use report::{FIRST, GuardReport, GuardStatus};

/// A guardian, ready to check.
pub struct Guard {
    /// As the journey has it.
    pub guardian: Guardian,
    /// Why it holds for everyone, if that was proved.
    pub proof: Option<Proof>,
    pub(crate) when: Option<Chosen>,
    pub(crate) rule: Check,
}

/// Whom a guardian is about.
pub(crate) struct Chosen {
    pub(crate) holds: Predicate,
    /// The attributes that the condition reads.
    pub(crate) reads: Vec<Slot>,
}

/// What a guardian checks, with every name resolved.
pub(crate) enum Check {
    Always { one_of: Places, within: Option<Span> },
    Never { any_of: Places },
    Before { first: Places, then: Places },
    AtMost { messages: usize, channel: Option<Channel>, span: Span },
    Hours { open: Box<Open>, channel: Option<Channel> },
    Within { target: Places, time: Span },
}

/// Hours in which messages may go out.
pub(crate) enum Open {
    Calendar(OpenHours),
    Windows(Grid, journey::op::Clock),
}

/// Marks that mean that a pass came to one of some targets.
#[derive(Default)]
pub(crate) struct Places {
    /// Entries, by place.
    pub(crate) entries: Vec<bool>,
    /// Ports whose pass leads there.
    pub(crate) ports: Vec<bool>,
    /// Goals.
    pub(crate) goals: Vec<bool>,
    /// Outcomes, by a bit for each.
    pub(crate) outcomes: u8,
}

/// What was counted for one guardian.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GuardTally {
    /// Customers × runs it was asked of: who entered, and for whom its condition holds.
    pub asked: u64,
    /// Customers × runs that broke it.
    pub broken: u64,
    /// Which customers broke it in any run: a bit for each row of the population.
    rows: Vec<u64>,
}

impl GuardTally {
    /// Adds another's counts.
    pub(crate) fn merge(&mut self, other: &Self) {
        self.asked += other.asked;
        self.broken += other.broken;
        if self.rows.len() < other.rows.len() {
            self.rows.resize(other.rows.len(), 0);
        }
        self.rows.iter_mut().zip(&other.rows).for_each(|(own, more)| *own |= more);
    }

    fn breaks(&mut self, row: usize) {
        self.broken += 1;
        let word = row / 64;
        if self.rows.len() <= word {
            self.rows.resize(word + 1, 0);
        }
        self.rows[word] |= 1 << (row % 64);
    }

    /// Returns the rows of the customers who broke it, ascending.
    pub fn rows(&self) -> impl Iterator<Item = usize> {
        let word = |(place, &word): (usize, &u64)| {
            (0..64).filter(move |bit| word >> bit & 1 == 1).map(move |bit| place * 64 + bit)
        };
        self.rows.iter().enumerate().flat_map(word)
    }
}

/// Watches customers for the guardians of a plan. Reused from customer to customer.
pub(crate) struct Watchman<'s> {
    scene: &'s Scene<'s>,
    cells: Vec<Cell>,
    passes: check::Passes,
}

impl<'s> Watchman<'s> {
    /// Returns a watchman, unless there is nothing to watch.
    pub(crate) fn new(scene: &'s Scene<'s>) -> Option<Self> {
        // Rehearsals with bent assumptions ask other questions.
        let idle = scene.plan.guards.is_empty() || !scene.bent.is_empty();
        (!idle).then(|| Self {
            scene,
            cells: vec![MISSING; scene.plan.scope.len()],
            passes: check::Passes::default(),
        })
    }

    /// Checks what one customer did in one run.
    pub(crate) fn fold(
        &mut self,
        marks: &[Mark],
        row: usize,
        zone: &Zone,
        tallies: &mut [GuardTally],
    ) {
        if !marks.iter().any(|mark| matches!(mark.what, Seen::Entered)) {
            return;
        }
        for (guard, tally) in self.scene.plan.guards.iter().zip(tallies) {
            if !chosen(self.scene, guard, row, zone, &mut self.cells) {
                continue;
            }
            tally.asked += 1;
            if guard.rule.is_broken(self.scene, marks, zone, &mut self.passes) {
                tally.breaks(row);
            }
        }
    }
}

/// Returns whether a guardian is about a customer, by their attributes at the start.
fn chosen(scene: &Scene, guard: &Guard, row: usize, zone: &Zone, cells: &mut [Cell]) -> bool {
    let Some(when) = &guard.when else {
        return true;
    };
    for &slot in &when.reads {
        let name = scene.plan.scope.name(slot).1;
        let column = scene.population.table.column(name);
        cells[slot as usize] = column.map_or(MISSING, |column| column.get(row));
    }
    let trap = std::cell::Cell::new(None::<Trap>);
    when.holds.holds(&Facts {
        cells,
        now: scene.start,
        zone,
        holidays: &scene.plan.holidays,
        texts: TextView { shared: scene.texts, own: &scene.plan.constants },
        trap: &trap,
    })
}

impl Open {
    fn holds(&self, at: Millis, home: &Zone, zone: &Zone) -> bool {
        match self {
            Self::Calendar(hours) => hours.open(at),
            Self::Windows(grid, journey::op::Clock::Journey) => grid.holds(home.local(at)),
            Self::Windows(grid, journey::op::Clock::Customer) => grid.holds(zone.local(at)),
        }
    }
}
