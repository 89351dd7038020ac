//! Rows of spreadsheets (`.xlsx`): the first sheet, its first row that holds anything being the header.
//! Numbers, dates and truths become the text that a cell of a text file would have. Runs no formula: what the
//! spreadsheet program worked out last is read.

use std::collections::VecDeque;
use std::io::{Cursor, Read, copy, sink};

use calamine::{DataRef, ExcelDateTime, Reader, Xlsx};
use zip::ZipArchive;

use super::error::{Problem, damaged, held};
use super::rows::{Batch, MAX_CELL, MAX_COLUMNS};

/// Most bytes of all that a spreadsheet holds, unpacked.
const MAX_UNPACKED: u64 = 2 << 30;
/// Most times that it may grow, which is asked from a size on.
const MAX_RATIO: u64 = 200;
const RATIO_FROM: u64 = 64 << 20;

/// Reads a whole spreadsheet. Returns the header, and the rows in batches.
pub(super) fn read(bytes: Vec<u8>) -> Result<(Vec<String>, VecDeque<Batch>), Problem> {
    held(|| whole(bytes))?
}

fn whole(bytes: Vec<u8>) -> Result<(Vec<String>, VecDeque<Batch>), Problem> {
    refuse_bombs(&bytes)?;
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).map_err(damaged)?;
    let name = book.sheet_names().into_iter().next().ok_or(Problem::Empty)?;
    let mut cells = book.worksheet_cells_reader(&name).map_err(damaged)?;
    let mut sheet = Reading::default();
    while let Some(cell) = cells.next_cell().map_err(damaged)? {
        let (row, column) = cell.get_position();
        if let Some(text) = text(cell.get_value()) {
            sheet.add(u64::from(row) + 1, column as usize, &text)?;
        }
    }
    sheet.finish()
}

/// Unpacks everything once, into nothing: what an archive says of its own size need not be true.
fn refuse_bombs(bytes: &[u8]) -> Result<(), Problem> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let mut all = 0;
    for place in 0..archive.len() {
        let part = archive.by_index(place).map_err(damaged)?;
        all += copy(&mut part.take(MAX_UNPACKED - all + 1), &mut sink()).map_err(damaged)?;
        let ratio = all / (bytes.len() as u64).max(1);
        if all > MAX_UNPACKED || all > RATIO_FROM && ratio > MAX_RATIO {
            return Err(Problem::Bomb { ratio: MAX_RATIO.min(ratio) });
        }
    }
    Ok(())
}

/// A sheet that is being read, cell by cell, row by row.
#[derive(Default)]
struct Reading {
    header: Vec<String>,
    /// The row in hand, its cells as far as they go, and the text of all of them.
    line: u64,
    row: Vec<String>,
    /// Rows that are done.
    batches: VecDeque<Batch>,
}

impl Reading {
    fn add(&mut self, line: u64, column: usize, text: &str) -> Result<(), Problem> {
        if line != self.line {
            self.end_row()?;
            self.line = line;
        }
        if column >= MAX_COLUMNS {
            return Err(Problem::TooManyColumns { found: column + 1, most: MAX_COLUMNS });
        }
        if text.len() > MAX_CELL {
            let column = self.header.get(column).cloned();
            return Err(Problem::CellTooLong { line, column: column.unwrap_or_default() });
        }
        if self.row.len() <= column {
            self.row.resize(column + 1, String::new());
        }
        self.row[column].clear();
        self.row[column].push_str(text.trim());
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), Problem> {
        if self.row.iter().all(String::is_empty) {
            self.row.clear();
        } else if self.header.is_empty() {
            self.header = std::mem::take(&mut self.row);
        } else if self.row.len() > self.header.len() {
            let (found, expected) = (self.row.len() as u64, self.header.len() as u64);
            return Err(Problem::Ragged { line: self.line, found, expected });
        } else {
            let room = self.batches.back().is_some_and(Batch::has_room);
            if !room {
                self.batches.push_back(Batch::default());
            }
            if let Some(batch) = self.batches.back_mut() {
                batch.add(self.line, self.header.len(), self.row.drain(..));
            }
        }
        Ok(())
    }

    fn finish(mut self) -> Result<(Vec<String>, VecDeque<Batch>), Problem> {
        self.end_row()?;
        if self.header.is_empty() {
            return Err(Problem::Empty);
        }
        Ok((self.header, self.batches))
    }
}

/// Returns what a cell holds as text; none where it is empty.
fn text(value: &DataRef) -> Option<String> {
    Some(match value {
        DataRef::Empty => return None,
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(is) => is.to_string(),
        DataRef::DateTime(at) => date(at),
        DataRef::Error(error) => error.to_string(),
    })
}

/// Writes a date, with its time of day where it has one; a length of time stays the number of days that it is.
fn date(at: &ExcelDateTime) -> String {
    if at.is_duration() {
        return at.as_f64().to_string();
    }
    let (year, month, day, hour, minute, second, milli) = at.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    match (hour, minute, second, milli) {
        (0, 0, 0, 0) => date,
        (_, _, _, 0) => format!("{date}T{hour:02}:{minute:02}:{second:02}"),
        _ => format!("{date}T{hour:02}:{minute:02}:{second:02}.{milli:03}"),
    }
}
