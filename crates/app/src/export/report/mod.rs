//! A report as files: JSON as the terminal writes it, its tables as CSV files in one archive, and as a spreadsheet with a
//! sheet for each. Looks at finished reports only; texts in them stay texts, whatever they begin with.

mod flow;
mod head;
mod rest;
mod sheet;
mod spreadsheet;
#[cfg(test)]
mod tests;

use std::io::{self, Cursor, Write};

use engine::report::Report;
use journey::lang::Lang;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::import::guarded;
use crate::text::Paper;
use sheet::{Cell, Sheet};

/// What kind of file a report becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ReportShape {
    /// The whole report, byte for byte as `tabiji simulate --out` writes it.
    Json,
    /// A ZIP archive with one CSV file for each table: one download, and each file opens by a click.
    Csv,
    /// A spreadsheet with one sheet for each table.
    Xlsx,
}

impl ReportShape {
    /// Returns what its file's name ends in.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Csv => "zip",
            Self::Xlsx => "xlsx",
        }
    }
}

/// Returns a report as the bytes of a file. Its tables are headed in the language.
///
/// # Errors
/// When the writer of the format refuses what it is given.
pub fn report(report: &Report, shape: ReportShape, lang: Lang) -> io::Result<Vec<u8>> {
    match shape {
        ReportShape::Json => json(report),
        ReportShape::Csv => archive(&sheets(report, lang)),
        ReportShape::Xlsx => spreadsheet::book(&sheets(report, lang)),
    }
}

/// Returns a result as it is printed and saved: indented, with a line break at its end.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn json(document: &impl Serialize) -> io::Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec_pretty(document)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// What tables are made of: a report, and the words of a language.
struct Source<'a> {
    report: &'a Report,
    paper: Paper,
}

/// Returns the tables of a report in the order of its pages; those without rows are left out.
fn sheets(report: &Report, lang: Lang) -> Vec<Sheet> {
    let source = Source { report, paper: Paper::new(lang, false) };
    let all = [
        source.summary(),
        source.figures(),
        source.steps(),
        source.ways_out(),
        source.ways(),
        source.goals(),
        source.curves(),
        source.sends(),
        source.pressure(),
        source.contacts(),
        source.arms(),
        source.groups(),
        source.offers(),
        source.connectors(),
        source.coverage(),
        source.gaps(),
        source.guardians(),
        source.customers(),
        source.assumptions(),
    ];
    all.into_iter().filter(|sheet| !sheet.rows.is_empty()).collect()
}

/// Marks a file as UTF-8, without which spreadsheets read Japanese in another encoding.
const MARK: &[u8] = "\u{feff}".as_bytes();

fn archive(sheets: &[Sheet]) -> io::Result<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (place, sheet) in (1..).zip(sheets) {
        // The number keeps the order of the pages where files are listed by name.
        let name = format!("{place:02} {}.csv", sheet.name);
        archive.start_file(name, SimpleFileOptions::default()).map_err(io::Error::other)?;
        archive.write_all(MARK)?;
        let mut lines = csv::Writer::from_writer(&mut archive);
        lines.write_record(&sheet.heads)?;
        for row in &sheet.rows {
            lines.write_record(row.iter().map(plain))?;
        }
        lines.flush()?;
    }
    let archive = archive.finish().map_err(io::Error::other)?;
    Ok(archive.into_inner())
}

/// Returns a cell as a file without types holds it: numbers with all their digits, shares from 0 to 1.
fn plain(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => guarded(text).into_owned(),
        Cell::Whole(count) => count.to_string(),
        Cell::Number(number) | Cell::Share(number) => number.to_string(),
    }
}
