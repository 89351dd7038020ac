//! The rows of a file in hand, with what the person wrote into single cells.

use std::collections::HashMap;

use super::super::ahead::Ahead;
use super::super::encoding::Encoding;
use super::super::error::Problem;
use super::super::rows::{Batch, Row, Rows, Shape, shape_of};
use super::hand::Taking;
use super::plan::{FilePlan, FileReading, Mend, Separator};

/// A file that is read row by row.
pub(super) struct Mended {
    pub(super) encoding: Encoding,
    pub(super) separator: Option<Separator>,
    /// The names of the columns so far.
    pub(super) header: Vec<String>,
    /// Rows so far, the header apart.
    pub(super) rows: u64,
    ahead: Ahead,
    batch: Batch,
    row: Row,
    place: usize,
    mends: HashMap<(u64, usize), String>,
    taking: Taking,
}

impl Mended {
    /// Opens a file as it is.
    pub(super) fn open(taking: &Taking, reading: FileReading) -> Result<Self, Problem> {
        let source = taking.source();
        let (shape, packed) = shape_of(&source.name).ok_or(Problem::UnknownShape)?;
        let separator = match shape {
            Shape::Csv | Shape::Tsv => {
                Some(reading.separator.unwrap_or_else(|| likeliest(taking, reading, shape)))
            }
            Shape::JsonLines | Shape::Xlsx | Shape::Parquet => None,
        };
        let byte = separator.map(Separator::byte);
        let (rows, encoding) = Rows::open(source.input, (shape, packed), reading.encoding, byte)?;
        let header = rows.header().to_vec();
        let ahead = Ahead::start(rows)?;
        let (batch, row, mends) = (Batch::default(), Row::default(), HashMap::new());
        let taking = taking.clone();
        Ok(Self {
            encoding,
            separator,
            header,
            rows: 0,
            ahead,
            batch,
            row,
            place: 0,
            mends,
            taking,
        })
    }

    /// Opens a file with its mends.
    pub(super) fn of(taking: &Taking, plan: &FilePlan) -> Result<Self, Problem> {
        let mut rows = Self::open(taking, plan.reading)?;
        let each = |mend: &Mend| ((mend.line, mend.column), mend.value.trim().to_owned());
        rows.mends = plan.mends.iter().map(each).collect();
        Ok(rows)
    }

    /// Goes on to the next row; false at the end.
    pub(super) fn next(&mut self) -> Result<bool, Problem> {
        if self.batch.row(self.place).is_none() {
            self.taking.go_on()?;
            let Some(batch) = self.ahead.next(std::mem::take(&mut self.batch))? else {
                return Ok(false);
            };
            (self.batch, self.place) = (batch, 0);
        }
        self.row = self.batch.row(self.place).unwrap_or_default();
        self.place += 1;
        self.rows += 1;
        let known = self.header.len();
        if known < self.row.columns {
            self.header.extend(self.batch.names.drain(..self.row.columns - known));
        }
        Ok(true)
    }

    /// Returns the line the row begins at, from 1.
    pub(super) fn line(&self) -> u64 {
        self.row.line
    }

    /// Returns the row's cell in a column; none where there is nothing.
    pub(super) fn cell(&self, column: usize) -> Option<&str> {
        if !self.mends.is_empty()
            && let Some(mended) = self.mends.get(&(self.row.line, column))
        {
            return Some(mended.as_str()).filter(|text| !text.is_empty());
        }
        let &(start, end) = self.batch.cells(self.row).get(column)?;
        self.batch.text.get(start as usize..end as usize).filter(|text| !text.is_empty())
    }
}

/// Returns the separator that cuts the first row into the most names.
fn likeliest(taking: &Taking, reading: FileReading, shape: Shape) -> Separator {
    if shape == Shape::Tsv {
        return Separator::Tab;
    }
    let columns = |separator: Separator| {
        let source = taking.aside().source();
        let packed = shape_of(&source.name).is_some_and(|(_, packed)| packed);
        let opened =
            Rows::open(source.input, (shape, packed), reading.encoding, Some(separator.byte()));
        opened.map_or(0, |(rows, _)| rows.header().len())
    };
    let each = Separator::ALL.map(|separator| (columns(separator), separator));
    let most = each.iter().map(|(columns, _)| *columns).max().unwrap_or_default();
    each.into_iter().find(|(columns, _)| *columns == most).map_or(Separator::Comma, |(_, it)| it)
}
