//! What a condition is asked about: one customer's cells and the run's clock, zone and holidays.

use std::cell::Cell as Place;

use serde::{Deserialize, Serialize};

use super::scope::Slot;
use crate::lang::Lang;
use crate::time::{Holidays, Millis, Zone};
use crate::value::{Cell, MISSING, TextView};

/// Why a value could not be computed; the value is missing then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trap {
    /// A number left 64 bits.
    Overflow,
    /// A number was divided by zero.
    DivisionByZero,
    /// A date or instant left the years −9999 … 9999.
    CalendarRange,
}

impl Trap {
    /// Returns the sentence people read.
    pub fn message(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Trap::Overflow, Lang::En) => "a number grew past its limit, so it counts as missing",
            (Trap::Overflow, Lang::Ja) => "数値が上限を超えたため、値なしとして扱います",
            (Trap::DivisionByZero, Lang::En) => "division by zero, so the result counts as missing",
            (Trap::DivisionByZero, Lang::Ja) => "0 で割ったため、値なしとして扱います",
            (Trap::CalendarRange, Lang::En) => {
                "a date left the years -9999 to 9999, so it counts as missing"
            }
            (Trap::CalendarRange, Lang::Ja) => {
                "日付が -9999 年から 9999 年の外に出たため、値なしとして扱います"
            }
        }
    }
}

/// Everything one evaluation may look at.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    /// The customer's values by slot; a slot beyond the end is missing.
    pub cells: &'a [Cell],
    /// The run's clock.
    pub now: Millis,
    /// Where local time is.
    pub zone: &'a Zone,
    /// Which local days are holidays.
    pub holidays: &'a Holidays,
    /// The texts that text cells point at.
    pub texts: TextView<'a>,
    /// Receives the first trap; the caller clears it.
    pub trap: &'a Place<Option<Trap>>,
}

impl Facts<'_> {
    /// Returns the cell of a slot.
    #[inline]
    pub fn cell(&self, slot: Slot) -> Cell {
        self.cells.get(slot as usize).copied().unwrap_or(MISSING)
    }

    /// Records a trap, unless there was one already, and returns the missing cell.
    #[cold]
    pub(super) fn trapped(&self, trap: Trap) -> Cell {
        if self.trap.get().is_none() {
            self.trap.set(Some(trap));
        }
        MISSING
    }

    /// Returns the cell, or records why there is none.
    #[inline]
    pub(super) fn settle(&self, cell: Result<Cell, Trap>) -> Cell {
        cell.unwrap_or_else(|trap| self.trapped(trap))
    }
}
