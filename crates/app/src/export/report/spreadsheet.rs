//! The tables of a report as one spreadsheet: numbers are numbers, shares are shown in percent, texts are never formulas.

use std::io;

use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use super::sheet::{Cell, Sheet};

/// Most signs of a cell, counted as spreadsheets do.
const MOST: usize = 32_767;
/// Columns are no wider than this, in pixels.
const WIDEST: u32 = 420;

/// Returns the bytes of a spreadsheet.
pub(super) fn book(sheets: &[Sheet]) -> io::Result<Vec<u8>> {
    let mut book = Workbook::new();
    for sheet in sheets {
        write(book.add_worksheet(), sheet).map_err(refused)?;
    }
    book.save_to_buffer().map_err(refused)
}

fn write(to: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    let (whole, percent) =
        (Format::new().set_num_format("#,##0"), Format::new().set_num_format("0.0%"));
    to.set_name(&sheet.name)?;
    for (column, head) in (0..).zip(&sheet.heads) {
        to.write_string_with_format(0, column, head, &bold)?;
    }
    for (row, cells) in (1..).zip(&sheet.rows) {
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Cell::Empty => continue,
                Cell::Text(text) => to.write_string(row, column, cut(text))?,
                Cell::Whole(count) => {
                    to.write_number_with_format(row, column, *count as f64, &whole)?
                }
                Cell::Number(number) => to.write_number(row, column, *number)?,
                Cell::Share(share) => to.write_number_with_format(row, column, *share, &percent)?,
            };
        }
    }
    to.set_freeze_panes(1, 0)?;
    to.set_autofit_max_width(WIDEST);
    to.autofit();
    Ok(())
}

/// Returns as much of a text as a cell holds.
fn cut(text: &str) -> &str {
    let mut signs = 0;
    let end = text.char_indices().find(|(_, letter)| {
        signs += letter.len_utf16();
        signs > MOST
    });
    end.map_or(text, |(at, _)| &text[..at])
}

fn refused(error: XlsxError) -> io::Error {
    io::Error::other(error.to_string())
}
