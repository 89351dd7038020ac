//! A file with its columns: rows of values in the order of a schema, and the cells that did not fit.

use std::collections::BTreeMap;

use journey::time::Zone;
use journey::value::{Attribute, Cell, MISSING, Texts};

use super::ahead::Ahead;
use super::cell;
use super::columns::{Columns, Wanted};
use super::encoding::Encoding;
use super::error::{BadCell, Expected, Problem, Role};
use super::rows::{Batch, Row, Rows, shape_of};
use super::{Found, Invalid, Options, Source};

/// Cells that do not fit and are told one by one.
const TOLD: usize = 10;

/// A file being read.
pub(super) struct Sheet {
    file: String,
    encoding: Encoding,
    rows: Ahead,
    batch: Batch,
    /// The row in hand, and the place in the batch of the one after it.
    row: Row,
    place: usize,
    /// The names of the columns so far.
    header: Vec<String>,
    columns: Columns,
    /// The column of each attribute; follows `columns`.
    sources: Vec<Option<usize>>,
    roles: [Option<usize>; 3],
    known: usize,
    count: u64,
    invalid: Invalid,
    replaced: u64,
    first: Vec<BadCell>,
    wrong: u64,
}

impl Sheet {
    pub(super) fn open(
        source: Source,
        schema: &BTreeMap<String, Attribute>,
        map: &BTreeMap<String, String>,
        roles: Vec<Wanted>,
        options: &Options,
    ) -> Result<Self, Problem> {
        let shape = shape_of(&source.name).ok_or(Problem::UnknownShape)?;
        let columns = Columns::new(schema, map, roles)?;
        let (rows, encoding) = Rows::open(source.input, shape, options.encoding)?;
        let header = rows.header.clone();
        let mut sheet = Self {
            file: source.name,
            encoding,
            rows: Ahead::start(rows)?,
            batch: Batch::default(),
            row: Row::default(),
            place: 0,
            header,
            columns,
            sources: Vec::new(),
            roles: [None; 3],
            known: 0,
            count: 0,
            invalid: options.invalid,
            replaced: 0,
            first: Vec::new(),
            wrong: 0,
        };
        if !sheet.header.is_empty() {
            sheet.look_at_columns()?;
            sheet.columns.check()?;
        }
        Ok(sheet)
    }

    fn look_at_columns(&mut self) -> Result<(), Problem> {
        self.columns.grow(&self.header)?;
        self.known = self.header.len();
        self.sources = self.columns.sources().collect();
        self.roles = [Role::Id, Role::Time, Role::Name].map(|role| self.columns.role(role));
        Ok(())
    }

    /// Goes on to the next row; false at the end.
    pub(super) fn next(&mut self) -> Result<bool, Problem> {
        if self.batch.row(self.place).is_none() {
            let Some(batch) = self.rows.next(std::mem::take(&mut self.batch))? else {
                return Ok(false);
            };
            (self.batch, self.place) = (batch, 0);
        }
        self.row = self.batch.row(self.place).unwrap_or_default();
        self.place += 1;
        self.count += 1;
        if self.known < self.row.columns {
            let new = self.row.columns - self.known;
            self.header.extend(self.batch.names.drain(..new));
            self.look_at_columns()?;
        }
        if self.count == 1 {
            self.columns.check_roles()?;
        }
        Ok(true)
    }

    /// Returns the line the row begins at.
    pub(super) fn line(&self) -> u64 {
        self.row.line
    }

    fn cell(&self, column: usize) -> Option<&str> {
        self.batch.cell(self.row, column)
    }

    /// Returns the row's cell of a role.
    pub(super) fn role(&self, role: Role) -> Option<&str> {
        self.roles[role as usize].and_then(|column| self.cell(column))
    }

    /// Reads the row's values in the order of the schema.
    pub(super) fn values(
        &mut self,
        schema: &BTreeMap<String, Attribute>,
        zone: &Zone,
        texts: &mut Texts,
        into: &mut Vec<Cell>,
    ) {
        into.clear();
        for (place, attribute) in schema.values().enumerate() {
            let column = self.sources.get(place).copied().flatten();
            let text = column.and_then(|column| Some((column, self.cell(column)?)));
            let Some((column, text)) = text else {
                into.push(MISSING);
                continue;
            };
            match cell::read(text, attribute, zone, texts) {
                Some(cell) => into.push(cell),
                None => {
                    into.push(MISSING);
                    self.misfit(column, attribute);
                }
            }
        }
    }

    fn misfit(&mut self, column: usize, attribute: &Attribute) {
        match self.invalid {
            Invalid::Missing => self.replaced += 1,
            Invalid::Refuse => {
                let expected = Expected::Value(attribute.kind, attribute.values.clone());
                self.note(Some(column), expected);
            }
        }
    }

    /// Notes that the row's cell of a role does not fit; without it the row means nothing.
    pub(super) fn bad(&mut self, role: Role, expected: Expected) {
        self.note(self.roles[role as usize], expected);
    }

    fn note(&mut self, column: Option<usize>, expected: Expected) {
        self.wrong += 1;
        if self.first.len() >= TOLD {
            return;
        }
        let value = column.and_then(|column| self.cell(column)).unwrap_or_default();
        let short: String = value.chars().take(40).collect();
        let cut = if short.len() < value.len() { "…" } else { "" };
        self.first.push(BadCell {
            line: self.row.line,
            column: column.map_or_else(String::new, |column| self.columns.name(column)),
            value: short + cut,
            expected,
        });
    }

    /// Ends reading: refuses the file if a cell did not fit, else tells what was found.
    pub(super) fn finish(self) -> Result<Found, Problem> {
        if self.wrong > 0 {
            return Err(Problem::Cells { first: self.first, count: self.wrong });
        }
        if self.count > 0 {
            self.columns.check()?;
        }
        let (mapped, ignored, missing) = self.columns.told();
        Ok(Found {
            file: self.file,
            encoding: self.encoding,
            rows: self.count,
            mapped,
            ignored,
            missing,
            replaced: self.replaced,
            undeclared: BTreeMap::new(),
        })
    }
}
