//! A spreadsheet that is being written. Texts are texts there, whatever they begin with: nothing is a formula.

use std::io;

use journey::time::Zone;
use journey::value::Type;
use rust_xlsxwriter::{Format, Workbook, XlsxError};

use super::Written;

/// The rows that a sheet has.
const MOST_ROWS: u32 = 1_048_576;

/// A workbook of one sheet.
pub(super) struct Book {
    book: Workbook,
    /// The row that comes next.
    next: u32,
}

impl Book {
    /// Returns a sheet with its header, which stays in sight.
    pub(super) fn new(heads: &[(&str, Type)]) -> io::Result<Self> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        let bold = Format::new().set_bold();
        for (column, (name, _)) in (0..).zip(heads) {
            sheet.write_string_with_format(0, column, *name, &bold).map_err(refused)?;
        }
        sheet.set_freeze_panes(1, 0).map_err(refused)?;
        Ok(Self { book, next: 1 })
    }

    pub(super) fn row(
        &mut self,
        cells: impl Iterator<Item = Option<Written>>,
        zone: &Zone,
    ) -> io::Result<()> {
        if self.next >= MOST_ROWS {
            let most = MOST_ROWS - 1;
            return Err(io::Error::other(format!(
                "a sheet holds {most} rows; write .csv or .parquet"
            )));
        }
        let sheet = self.book.worksheet_from_index(0).map_err(refused)?;
        for (column, cell) in (0..).zip(cells) {
            let Some(cell) = cell else { continue };
            let (row, number) = (self.next, cell.number());
            match (&cell, number) {
                (Written::Boolean(is), _) => sheet.write_boolean(row, column, *is),
                (_, Some(number)) => sheet.write_number(row, column, number),
                (cell, None) => sheet.write_string(row, column, cell.text(zone)),
            }
            .map_err(refused)?;
        }
        self.next += 1;
        Ok(())
    }

    /// Returns the file's bytes.
    pub(super) fn finish(mut self) -> io::Result<Vec<u8>> {
        self.book.save_to_buffer().map_err(refused)
    }
}

fn refused(error: XlsxError) -> io::Error {
    io::Error::other(error.to_string())
}
