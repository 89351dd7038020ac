//! Rows of a file, whatever its kind: cells by column, with the line each row begins at.
//! Knows nothing of attributes.

use std::collections::HashMap;
use std::io::{BufRead, Read};

use serde_json::{Map, Value};

use super::bytes::{self, Gauge, Limited, MAX_RECORD, Text};
use super::encoding::Encoding;
use super::error::Problem;

/// Most columns a file may have.
pub(super) const MAX_COLUMNS: usize = 10_000;
/// Most bytes of one cell.
pub(super) const MAX_CELL: usize = 1 << 20;

/// What a file's name says of its inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Values between commas.
    Csv,
    /// Values between tabs.
    Tsv,
    /// One JSON object a line.
    JsonLines,
}

/// Returns shape and packing by the ending of a file's name.
pub fn shape_of(name: &str) -> Option<(Shape, bool)> {
    let name = name.to_ascii_lowercase();
    let (name, packed) = match name.strip_suffix(".gz") {
        Some(inner) => (inner, true),
        None => (name.as_str(), false),
    };
    let shape = match name.rsplit_once('.')?.1 {
        "csv" => Shape::Csv,
        "tsv" | "tab" => Shape::Tsv,
        "jsonl" | "ndjson" => Shape::JsonLines,
        _ => return None,
    };
    Some((shape, packed))
}

/// Rows that were read together, one text for all their cells.
#[derive(Default)]
pub(super) struct Batch {
    text: String,
    /// Where in the text each cell is; an empty one is none.
    cells: Vec<(u32, u32)>,
    rows: Vec<Row>,
    /// Names of columns that came up while these rows were read.
    pub(super) names: Vec<String>,
}

/// One row of a batch.
#[derive(Clone, Copy, Default)]
pub(super) struct Row {
    /// The line it begins at, from 1.
    pub(super) line: u64,
    /// How many columns are known with it.
    pub(super) columns: usize,
    first: usize,
}

impl Batch {
    /// Most rows, and the bytes after which no row is added.
    const ROWS: usize = 4_096;
    const BYTES: usize = 1 << 20;

    /// Makes room for other rows.
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.cells.clear();
        self.rows.clear();
        self.names.clear();
    }

    /// Returns whether another row may be added.
    pub(super) fn has_room(&self) -> bool {
        self.rows.len() < Self::ROWS && self.text.len() < Self::BYTES
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Returns a row by its place.
    pub(super) fn row(&self, place: usize) -> Option<Row> {
        self.rows.get(place).copied()
    }

    /// Returns a row's cell; none where there is nothing.
    pub(super) fn cell(&self, row: Row, column: usize) -> Option<&str> {
        if column >= row.columns {
            return None;
        }
        let &(start, end) = self.cells.get(row.first + column)?;
        let text = self.text.get(start as usize..end as usize)?;
        (!text.is_empty()).then_some(text)
    }

    /// Keeps the text of a cell.
    fn keep(&mut self, text: &str) -> (u32, u32) {
        let start = self.text.len();
        self.text.push_str(text);
        // A batch ends after a megabyte, and one row has eight at most.
        (start as u32, self.text.len() as u32)
    }
}

/// The rows of a file.
pub(super) struct Rows {
    /// The names of the columns so far; JSON Lines may add some later.
    pub(super) header: Vec<String>,
    kind: Kind,
    gauge: Gauge,
}

enum Kind {
    Separated(Box<csv::Reader<Limited>>, csv::StringRecord),
    Lines { text: Text, line: u64, buffer: Vec<u8>, columns: HashMap<String, usize> },
}

impl Rows {
    /// Opens a stream and reads its header, if it has one.
    pub(super) fn open(
        input: Box<dyn Read + Send>,
        (shape, packed): (Shape, bool),
        wanted: Option<Encoding>,
    ) -> Result<(Self, Encoding), Problem> {
        let (text, encoding, gauge) = bytes::open(input, packed, wanted)?;
        let separator = match shape {
            Shape::Csv => b',',
            Shape::Tsv => b'\t',
            Shape::JsonLines => {
                let kind =
                    Kind::Lines { text, line: 0, buffer: Vec::new(), columns: HashMap::new() };
                let header = Vec::new();
                return Ok((Self { header, kind, gauge }, encoding));
            }
        };
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator)
            .has_headers(false)
            .from_reader(Limited(text));
        let mut record = csv::StringRecord::new();
        if !reader.read_record(&mut record).map_err(csv_problem)? {
            return Err(Problem::Empty);
        }
        gauge.next_record();
        let header = header(&record)?;
        let kind = Kind::Separated(Box::new(reader), record);
        Ok((Self { header, kind, gauge }, encoding))
    }

    /// Adds the next row to a batch; false at the end.
    pub(super) fn next(&mut self, batch: &mut Batch) -> Result<bool, Problem> {
        let first = batch.cells.len();
        self.gauge.next_record();
        match &mut self.kind {
            Kind::Separated(reader, record) => {
                if !reader.read_record(record).map_err(csv_problem)? {
                    return Ok(false);
                }
                let line = record.position().map_or(0, csv::Position::line);
                for (column, text) in record.iter().enumerate() {
                    fits(text, line, || name_of(&self.header, column))?;
                    let cell = batch.keep(unguarded(trimmed(text)));
                    batch.cells.push(cell);
                }
                batch.rows.push(Row { line, columns: record.len(), first });
                Ok(true)
            }
            Kind::Lines { text, line, buffer, columns } => {
                loop {
                    *line += 1;
                    buffer.clear();
                    let mut limited = text.take(MAX_RECORD + 1);
                    if limited.read_until(b'\n', buffer).map_err(bytes::problem)? == 0 {
                        return Ok(false);
                    }
                    if buffer.len() as u64 > MAX_RECORD {
                        return Err(Problem::RecordTooLong { line: *line });
                    }
                    if !buffer.trim_ascii().is_empty() {
                        break;
                    }
                }
                let object: Map<String, Value> =
                    serde_json::from_slice(buffer).map_err(|error| {
                        let reason = error.to_string();
                        Problem::NotAnObject { line: *line, reason }
                    })?;
                batch.cells.resize(first + self.header.len(), (0, 0));
                for (key, value) in object {
                    let Some(text) = flat(&value) else { continue };
                    fits(&text, *line, || key.clone())?;
                    let column = match columns.get(&key) {
                        Some(&column) => column,
                        None => {
                            let column = self.header.len();
                            if column >= MAX_COLUMNS {
                                let most = MAX_COLUMNS;
                                return Err(Problem::TooManyColumns { found: column + 1, most });
                            }
                            self.header.push(key.clone());
                            batch.names.push(key.clone());
                            batch.cells.push((0, 0));
                            columns.insert(key, column);
                            column
                        }
                    };
                    batch.cells[first + column] = batch.keep(text.trim());
                }
                batch.rows.push(Row { line: *line, columns: self.header.len(), first });
                Ok(true)
            }
        }
    }
}

/// Returns a text without blanks around it; nearly always there are none.
fn trimmed(text: &str) -> &str {
    match text.as_bytes() {
        [] => text,
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => text,
        _ => text.trim(),
    }
}

/// Takes away the mark that [`super::guard::guarded`] puts before what a spreadsheet would run.
fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if super::guard::is_formula(rest.trim_start_matches('\'')) => rest,
        _ => text,
    }
}

fn fits(text: &str, line: u64, column: impl FnOnce() -> String) -> Result<(), Problem> {
    if text.len() <= MAX_CELL {
        return Ok(());
    }
    let column = column();
    Err(Problem::CellTooLong { line, column })
}

fn name_of(header: &[String], column: usize) -> String {
    header.get(column).cloned().unwrap_or_default()
}

fn header(record: &csv::StringRecord) -> Result<Vec<String>, Problem> {
    if record.len() > MAX_COLUMNS {
        let (found, most) = (record.len(), MAX_COLUMNS);
        return Err(Problem::TooManyColumns { found, most });
    }
    let names: Vec<String> = record.iter().map(|name| name.trim().to_owned()).collect();
    let mut seen = HashMap::new();
    for (place, name) in names.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
        if let Some(first) = seen.insert(name.as_str(), place) {
            let (name, first, second) = (name.clone(), first + 1, place + 1);
            return Err(Problem::DuplicateColumn { name, first, second });
        }
    }
    Ok(names)
}

/// Returns a JSON value as the text a cell would have; none when null.
fn flat(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        Value::Array(items) if items.is_empty() => Some("|".to_owned()),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().filter_map(flat).collect();
            Some(items.join("|"))
        }
        other => Some(other.to_string()),
    }
}

fn csv_problem(error: csv::Error) -> Problem {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => bytes::problem(error),
        csv::ErrorKind::UnequalLengths { pos, expected_len, len } => Problem::Ragged {
            line: pos.map_or(0, |pos| pos.line()),
            found: len,
            expected: expected_len,
        },
        csv::ErrorKind::Utf8 { pos, .. } => Problem::Nul { line: pos.map_or(0, |pos| pos.line()) },
        other => Problem::Unreadable { reason: format!("{other:?}") },
    }
}
