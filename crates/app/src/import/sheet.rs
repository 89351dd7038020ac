//! A file with its columns, row by row: values in the order of a schema, and the cells that did not fit.

use std::collections::BTreeMap;

use journey::value::{Attribute, Cell, Texts};

use super::ahead::Ahead;
use super::columns::{Columns, Wanted};
use super::encoding::Encoding;
use super::error::{Expected, Problem, Role};
use super::layout::{Hand, Layout, Reading};
use super::notes::Notes;
use super::rows::{Batch, Row, Rows, shape_of};
use super::{Found, Options, Source};

/// A file of which the columns are known, unless rows may still add some.
pub(super) struct Opened {
    file: String,
    encoding: Encoding,
    pub(super) rows: Rows,
    pub(super) layout: Layout,
    pub(super) notes: Notes,
}

/// What is left of a file that has been opened, and its rows.
pub(super) struct Rest {
    file: String,
    encoding: Encoding,
    pub(super) layout: Layout,
    pub(super) notes: Notes,
    pub(super) count: u64,
}

impl Opened {
    pub(super) fn new(
        source: Source,
        schema: &BTreeMap<String, Attribute>,
        map: &BTreeMap<String, String>,
        roles: Vec<Wanted>,
        options: &Options,
    ) -> Result<Self, Problem> {
        let shape = shape_of(&source.name).ok_or(Problem::UnknownShape)?;
        let mut layout = Layout::new(Columns::new(schema, map, roles)?);
        let (rows, encoding) = Rows::open(source.input, shape, options.encoding, None)?;
        if !rows.header().is_empty() {
            layout.grow(rows.header())?;
            layout.columns.check()?;
        }
        let notes = Notes::new(options.invalid);
        Ok(Self { file: source.name, encoding, rows, layout, notes })
    }

    /// Returns the rows, and everything else.
    pub(super) fn split(self) -> (Rows, Rest) {
        let Self { file, encoding, rows, layout, notes } = self;
        (rows, Rest { file, encoding, layout, notes, count: 0 })
    }

    /// Begins to read row by row.
    pub(super) fn by_row(self) -> Result<Sheet, Problem> {
        let header = self.rows.header().to_vec();
        let (rows, rest) = self.split();
        let (rows, batch, row) = (Ahead::start(rows)?, Batch::default(), Row::default());
        Ok(Sheet { rest, rows, batch, row, place: 0, header })
    }
}

impl Rest {
    /// Ends reading: refuses the file if a cell did not fit, else tells what was found.
    pub(super) fn finish(self) -> Result<Found, Problem> {
        let replaced = self.notes.finish()?;
        if self.count > 0 {
            self.layout.columns.check()?;
        }
        let (mapped, ignored, missing) = self.layout.columns.told();
        Ok(Found {
            file: self.file,
            encoding: self.encoding,
            rows: self.count,
            mapped,
            ignored,
            missing,
            replaced,
            undeclared: BTreeMap::new(),
        })
    }
}

/// A file being read row by row.
pub(super) struct Sheet {
    rest: Rest,
    rows: Ahead,
    batch: Batch,
    /// The row in hand, and the place in the batch of the one after it.
    row: Row,
    place: usize,
    /// The names of the columns so far.
    header: Vec<String>,
}

impl Sheet {
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
        self.rest.count += 1;
        let known = self.header.len();
        if known < self.row.columns {
            self.header.extend(self.batch.names.drain(..self.row.columns - known));
            self.rest.layout.grow(&self.header)?;
        }
        if self.rest.count == 1 {
            self.rest.layout.columns.check_roles()?;
        }
        Ok(true)
    }

    /// Returns the line the row begins at.
    pub(super) fn line(&self) -> u64 {
        self.row.line
    }

    /// Returns the row's cell of a role.
    pub(super) fn role(&self, role: Role) -> Option<&str> {
        let hand = Hand::new(&self.batch, self.row);
        self.rest.layout.role(&hand, role)
    }

    /// Reads the row's values in the order of the schema.
    pub(super) fn values(
        &mut self,
        reading: &Reading<'_>,
        texts: &mut Texts,
        into: &mut Vec<Cell>,
    ) {
        let hand = Hand::new(&self.batch, self.row);
        self.rest.layout.values(&hand, reading, texts, &mut self.rest.notes, into);
    }

    /// Notes that the row's cell of a role does not fit; without it the row means nothing.
    pub(super) fn bad(&mut self, role: Role, expected: Expected) {
        let hand = Hand::new(&self.batch, self.row);
        self.rest.layout.bad(&hand, role, expected, &mut self.rest.notes);
    }

    /// Ends reading: refuses the file if a cell did not fit, else tells what was found.
    pub(super) fn finish(self) -> Result<Found, Problem> {
        self.rest.finish()
    }
}
