//! Cells that do not fit: where, what was found, what was expected, how many, and what the person said becomes of them.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;
use ts_rs::TS;

use super::super::error::Expected;
use super::plan::{Bad, FilePlan, OnBad};
use crate::words::Words;

/// Cells of one kind in one column that are told one by one.
const TOLD: usize = 50;

/// What is wrong in one column in one way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ColumnTrouble {
    /// The column's place, from 0.
    pub column: usize,
    /// What the file calls it.
    pub name: String,
    /// What is wrong.
    pub bad: Bad,
    /// What was expected.
    pub expected: Words,
    /// How many cells.
    pub count: u64,
    /// The first of them.
    pub cells: Vec<BadCellAt>,
    /// Whether they can be read as missing.
    pub may_be_missing: bool,
    /// What becomes of them; none is not said yet.
    pub then: Option<OnBad>,
}

/// A cell that does not fit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BadCellAt {
    /// The line its row begins at, from 1.
    pub line: u64,
    /// What stands there, cut short.
    pub found: String,
}

/// What comes of reading a file by its plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FileTrial {
    /// The file in hand.
    pub file: String,
    /// Rows, the header apart.
    pub rows: u64,
    /// Rows that are taken.
    pub taken: u64,
    /// Rows that are skipped, since a cell is bad.
    pub skipped: u64,
    /// Events that are left out by their names.
    pub left_out: u64,
    /// Bad cells that are read as missing.
    pub missing: u64,
    /// Cells that were mended.
    pub mended: u64,
    /// What is wrong, by columns.
    pub troubles: Vec<ColumnTrouble>,
}

/// What becomes of a row with a bad cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is taken without the cell.
    Taken,
    /// It is skipped.
    Skipped,
    /// Nobody said.
    Open,
}

/// What was found so far.
pub(super) struct Troubles {
    rules: HashMap<(usize, Bad), OnBad>,
    found: BTreeMap<(usize, Bad), Found>,
    /// Cells that are read as missing by a rule, without those that are only blank by chance.
    pub(super) missing: u64,
}

struct Found {
    count: u64,
    cells: Vec<BadCellAt>,
    expected: Expected,
}

impl Troubles {
    pub(super) fn of(plan: &FilePlan) -> Self {
        let rules = plan.rules.iter().map(|rule| ((rule.column, rule.bad), rule.then)).collect();
        Self { rules, found: BTreeMap::new(), missing: 0 }
    }

    /// Notes a bad cell; says what becomes of its row.
    pub(super) fn note(
        &mut self,
        column: usize,
        bad: Bad,
        (line, text): (u64, &str),
        expected: impl FnOnce() -> Expected,
    ) -> Fate {
        let found = self.found.entry((column, bad)).or_insert_with(|| Found {
            count: 0,
            cells: Vec::new(),
            expected: expected(),
        });
        found.count += 1;
        if found.cells.len() < TOLD {
            let short: String = text.chars().take(40).collect();
            let cut = if short.len() < text.len() { "…" } else { "" };
            found.cells.push(BadCellAt { line, found: short + cut });
        }
        match self.rules.get(&(column, bad)) {
            Some(OnBad::Skip) => Fate::Skipped,
            Some(OnBad::Missing) if bad.may_be_missing() => {
                self.missing += 1;
                Fate::Taken
            }
            Some(OnBad::Missing) | None if bad.may_be_missing() => Fate::Taken,
            Some(OnBad::Missing) | None => Fate::Open,
        }
    }

    /// Returns what is wrong. Blanks are, where they are few among so many rows.
    pub(super) fn told(self, header: &[String], rows: u64) -> Vec<ColumnTrouble> {
        let rules = self.rules;
        let wrong = self
            .found
            .into_iter()
            .filter(|((_, bad), found)| *bad != Bad::Blank || found.count * 20 <= rows);
        let each = wrong.map(|((column, bad), found)| ColumnTrouble {
            column,
            name: header.get(column).cloned().unwrap_or_default(),
            bad,
            expected: Words::of(|lang| found.expected.words(lang)),
            count: found.count,
            cells: found.cells,
            may_be_missing: bad.may_be_missing(),
            then: rules
                .get(&(column, bad))
                .copied()
                .filter(|then| *then == OnBad::Skip || bad.may_be_missing()),
        });
        each.collect()
    }
}
