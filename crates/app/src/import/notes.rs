//! The cells of a file that did not fit: the first few by place, all by number.

use super::Invalid;
use super::error::{BadCell, Expected, Problem};

/// Cells that are told one by one.
const TOLD: usize = 10;

/// What did not fit so far.
#[derive(Debug, Default)]
pub(super) struct Notes {
    invalid: Invalid,
    /// Cells that were read as missing.
    pub(super) replaced: u64,
    first: Vec<BadCell>,
    wrong: u64,
}

impl Notes {
    pub(super) fn new(invalid: Invalid) -> Self {
        Self { invalid, ..Self::default() }
    }

    /// Notes a value that is none of its type, unless such values are read as missing.
    pub(super) fn misfit(
        &mut self,
        line: u64,
        column: impl FnOnce() -> String,
        value: &str,
        expected: impl FnOnce() -> Expected,
    ) {
        match self.invalid {
            Invalid::Missing => self.replaced += 1,
            Invalid::Refuse => self.add(line, column, value, expected),
        }
    }

    /// Notes a cell that must be right.
    pub(super) fn add(
        &mut self,
        line: u64,
        column: impl FnOnce() -> String,
        value: &str,
        expected: impl FnOnce() -> Expected,
    ) {
        self.wrong += 1;
        if self.first.len() >= TOLD {
            return;
        }
        let short: String = value.chars().take(40).collect();
        let cut = if short.len() < value.len() { "…" } else { "" };
        let (column, value, expected) = (column(), short + cut, expected());
        self.first.push(BadCell { line, column, value, expected });
    }

    /// Adds what was noted further down in the file.
    pub(super) fn append(&mut self, later: Self) {
        self.replaced += later.replaced;
        self.wrong += later.wrong;
        let room = TOLD - self.first.len();
        self.first.extend(later.first.into_iter().take(room));
    }

    /// Returns how many cells were read as missing, or refuses the file for those that did not fit.
    pub(super) fn finish(self) -> Result<u64, Problem> {
        match self.wrong {
            0 => Ok(self.replaced),
            count => Err(Problem::Cells { first: self.first, count }),
        }
    }
}
