//! What the columns of a file are for, and how one row is read by it. Shared by all who read rows of the file.

use std::collections::BTreeMap;

use journey::time::Zone;
use journey::value::{Attribute, Cell, MISSING, Texts};

use super::cell;
use super::columns::Columns;
use super::error::{Expected, Problem, Role};
use super::notes::Notes;
use super::rows::{Batch, Row};
use super::short::{Quick, Short};

/// The columns, and which of them each attribute and role has.
pub(super) struct Layout {
    pub(super) columns: Columns,
    /// The column of each attribute; follows `columns`.
    sources: Vec<Option<usize>>,
    roles: [Option<usize>; 3],
}

/// One row: its text, where its cells are, and the line it begins at.
#[derive(Clone, Copy)]
pub(super) struct Hand<'a> {
    text: &'a str,
    cells: &'a [(u32, u32)],
    line: u64,
}

/// What values are read as: attributes in the order of the schema, and the zone of times without one.
pub(super) struct Reading<'a> {
    attributes: Vec<Quick<'a>>,
    zone: &'a Zone,
}

impl<'a> Reading<'a> {
    pub(super) fn new(schema: &'a BTreeMap<String, Attribute>, zone: &'a Zone) -> Self {
        Self { attributes: schema.values().map(Quick::new).collect(), zone }
    }
}

impl<'a> Hand<'a> {
    pub(super) fn new(batch: &'a Batch, row: Row) -> Self {
        Self { text: &batch.text, cells: batch.cells(row), line: row.line }
    }

    /// Returns where the text of a column is; none where there is nothing.
    #[inline]
    fn place(&self, column: usize) -> Option<(usize, usize)> {
        let &(start, end) = self.cells.get(column)?;
        (start < end).then_some((start as usize, end as usize))
    }

    fn cell(&self, column: usize) -> Option<&'a str> {
        let (start, end) = self.place(column)?;
        self.text.get(start..end)
    }
}

impl Layout {
    pub(super) fn new(columns: Columns) -> Self {
        Self { columns, sources: Vec::new(), roles: [None; 3] }
    }

    /// Takes in the columns that were not there before.
    pub(super) fn grow(&mut self, header: &[String]) -> Result<(), Problem> {
        self.columns.grow(header)?;
        self.sources = self.columns.sources().collect();
        self.roles = [Role::Id, Role::Time, Role::Name].map(|role| self.columns.role(role));
        Ok(())
    }

    /// Returns a row's cell of a role.
    pub(super) fn role<'a>(&self, hand: &Hand<'a>, role: Role) -> Option<&'a str> {
        self.roles[role as usize].and_then(|column| hand.cell(column))
    }

    /// Reads a row's values in the order of the schema.
    pub(super) fn values(
        &self,
        hand: &Hand<'_>,
        reading: &Reading<'_>,
        texts: &mut Texts,
        notes: &mut Notes,
        into: &mut Vec<Cell>,
    ) {
        into.clear();
        for (quick, source) in reading.attributes.iter().zip(&self.sources) {
            let place = source.and_then(|column| Some((column, hand.place(column)?)));
            let Some((column, (start, end))) = place else {
                into.push(MISSING);
                continue;
            };
            let short = Short::at(hand.text.as_bytes(), start, end);
            if let Some(cell) = short.and_then(|short| quick.read(short)) {
                into.push(cell);
                continue;
            }
            let (attribute, text) = (quick.attribute, &hand.text[start..end]);
            let cell = cell::read(text, attribute, reading.zone, texts);
            into.push(cell.unwrap_or(MISSING));
            if cell.is_none() {
                let expected = || Expected::Value(attribute.kind, attribute.values.clone());
                notes.misfit(hand.line, || self.columns.name(column), text, expected);
            }
        }
        into.resize(reading.attributes.len(), MISSING);
    }

    /// Notes that a row's cell of a role does not fit; without it the row means nothing.
    pub(super) fn bad(&self, hand: &Hand<'_>, role: Role, expected: Expected, notes: &mut Notes) {
        let column = self.roles[role as usize];
        let name = || column.map_or_else(String::new, |column| self.columns.name(column));
        let text = self.role(hand, role).unwrap_or_default();
        notes.add(hand.line, name, text, || expected);
    }
}
