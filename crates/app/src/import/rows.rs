//! Rows of a file, whatever its kind: cells by column, with the line each row begins at.
//! Knows nothing of attributes.

use std::collections::{HashMap, VecDeque};
use std::io::{BufRead, Read};

use serde_json::{Map, Value};

use super::blocks::Blocks;
use super::bytes::{self, MAX_RECORD, Text};
use super::encoding::Encoding;
use super::error::Problem;
use super::parquet::Records;
use super::split::{Header, split};
use super::spreadsheet;

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
    /// A spreadsheet.
    Xlsx,
    /// Columns of typed values.
    Parquet,
}

/// Most bytes of a file that is read as a whole.
const MAX_WHOLE: u64 = 1 << 30;

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
        // Both are packed in themselves.
        "xlsx" if !packed => Shape::Xlsx,
        "parquet" if !packed => Shape::Parquet,
        _ => return None,
    };
    Some((shape, packed))
}

/// Rows that were read together, one text for all their cells.
#[derive(Default)]
pub(super) struct Batch {
    pub(super) text: String,
    /// Where in the text each cell is; an empty one is none.
    pub(super) cells: Vec<(u32, u32)>,
    pub(super) rows: Vec<Row>,
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
    /// Where its cells begin among those of the batch.
    pub(super) first: usize,
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

    /// Returns where a row's cells are.
    #[inline]
    pub(super) fn cells(&self, row: Row) -> &[(u32, u32)] {
        self.cells.get(row.first..row.first + row.columns).unwrap_or_default()
    }

    /// Adds a row; cells that are not given are empty.
    pub(super) fn add(&mut self, line: u64, columns: usize, cells: impl Iterator<Item = String>) {
        let first = self.cells.len();
        for cell in cells {
            let place = self.keep(&cell);
            self.cells.push(place);
        }
        self.cells.resize(first + columns, (0, 0));
        self.rows.push(Row { line, columns, first });
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
pub(super) enum Rows {
    /// Of values between separators.
    Separated(Separated),
    /// Of one JSON object a line.
    Lines(Lines),
    /// Of a spreadsheet: the header, and the rows that are still to come.
    Sheet(Vec<String>, VecDeque<Batch>),
    /// Of a Parquet file.
    Records(Records),
}

/// Blocks of rows below a header.
pub(super) struct Separated {
    pub(super) header: Header,
    pub(super) blocks: Blocks,
}

/// JSON objects, and the columns that came up so far.
pub(super) struct Lines {
    text: Text,
    line: u64,
    buffer: Vec<u8>,
    header: Vec<String>,
    columns: HashMap<String, usize>,
}

impl Rows {
    /// Opens a stream and reads its header, if it has one. A separator counts instead of the usual one.
    pub(super) fn open(
        input: Box<dyn Read + Send>,
        (shape, packed): (Shape, bool),
        wanted: Option<Encoding>,
        separator: Option<u8>,
    ) -> Result<(Self, Encoding), Problem> {
        if let Shape::Xlsx | Shape::Parquet = shape {
            let rows = Self::whole(input, shape)?;
            check_header(rows.header())?;
            return Ok((rows, Encoding::Utf8));
        }
        let (text, encoding) = bytes::open(input, packed, wanted)?;
        let usual = match shape {
            Shape::Csv => b',',
            Shape::Tsv => b'\t',
            Shape::JsonLines | Shape::Xlsx | Shape::Parquet => {
                return Ok((Self::Lines(Lines::new(text)), encoding));
            }
        };
        let (header, blocks) = Blocks::open(text, separator.unwrap_or(usual))?;
        check_header(&header.names)?;
        Ok((Self::Separated(Separated { header, blocks }), encoding))
    }

    /// Opens a file that must be read as a whole, since it begins with its end.
    fn whole(input: Box<dyn Read + Send>, shape: Shape) -> Result<Self, Problem> {
        let mut bytes = Vec::new();
        input.take(MAX_WHOLE + 1).read_to_end(&mut bytes).map_err(bytes::problem)?;
        if bytes.is_empty() {
            return Err(Problem::Empty);
        }
        if bytes.len() as u64 > MAX_WHOLE {
            return Err(Problem::TooLarge);
        }
        if shape == Shape::Parquet {
            return Ok(Self::Records(Records::open(bytes)?));
        }
        let (header, batches) = spreadsheet::read(bytes)?;
        Ok(Self::Sheet(header, batches))
    }

    /// Returns the names of the columns that are known before the first row.
    pub(super) fn header(&self) -> &[String] {
        match self {
            Self::Separated(rows) => &rows.header.names,
            Self::Lines(_) => &[],
            Self::Sheet(header, _) => header,
            Self::Records(records) => &records.header,
        }
    }

    /// Fills a batch with the next rows, at least one; false at the end. Rows before a problem are added.
    pub(super) fn next(&mut self, batch: &mut Batch) -> Result<bool, Problem> {
        match self {
            Self::Separated(Separated { header, blocks }) => {
                while batch.is_empty() {
                    let Some(block) = blocks.next() else { return Ok(false) };
                    split(block, header, batch)?;
                }
                Ok(true)
            }
            Self::Lines(lines) => {
                let mut more = true;
                while more && batch.has_room() {
                    more = lines.next(batch)?;
                }
                Ok(more)
            }
            Self::Sheet(_, batches) => {
                let next = batches.pop_front();
                let more = next.is_some();
                *batch = next.unwrap_or_default();
                Ok(more)
            }
            Self::Records(records) => {
                let mut more = true;
                while more && batch.has_room() {
                    more = records.next(batch)?;
                }
                Ok(more)
            }
        }
    }
}

impl Lines {
    fn new(text: Text) -> Self {
        let (buffer, header) = (Vec::new(), Vec::new());
        Self { text, line: 0, buffer, header, columns: HashMap::new() }
    }

    /// Adds the next row to a batch; false at the end.
    fn next(&mut self, batch: &mut Batch) -> Result<bool, Problem> {
        let first = batch.cells.len();
        if !self.read_line()? {
            return Ok(false);
        }
        let line = self.line;
        let object: Map<String, Value> = serde_json::from_slice(&self.buffer).map_err(|error| {
            let reason = error.to_string();
            Problem::NotAnObject { line, reason }
        })?;
        batch.cells.resize(first + self.header.len(), (0, 0));
        for (key, value) in object {
            let Some(text) = flat(&value) else { continue };
            if text.len() > MAX_CELL {
                return Err(Problem::CellTooLong { line, column: key });
            }
            let column = match self.columns.get(&key) {
                Some(&column) => column,
                None => self.add_column(key, batch)?,
            };
            batch.cells[first + column] = batch.keep(text.trim());
        }
        batch.rows.push(Row { line, columns: self.header.len(), first });
        Ok(true)
    }

    /// Reads the next line that is not blank; false at the end.
    fn read_line(&mut self) -> Result<bool, Problem> {
        loop {
            self.line += 1;
            self.buffer.clear();
            let mut limited = (&mut self.text).take(MAX_RECORD + 1);
            if limited.read_until(b'\n', &mut self.buffer).map_err(bytes::problem)? == 0 {
                return Ok(false);
            }
            if self.buffer.len() as u64 > MAX_RECORD {
                return Err(Problem::RecordTooLong { line: self.line });
            }
            if !self.buffer.trim_ascii().is_empty() {
                return Ok(true);
            }
        }
    }

    fn add_column(&mut self, key: String, batch: &mut Batch) -> Result<usize, Problem> {
        let column = self.header.len();
        if column >= MAX_COLUMNS {
            return Err(Problem::TooManyColumns { found: column + 1, most: MAX_COLUMNS });
        }
        self.header.push(key.clone());
        batch.names.push(key.clone());
        batch.cells.push((0, 0));
        self.columns.insert(key, column);
        Ok(column)
    }
}

fn check_header(names: &[String]) -> Result<(), Problem> {
    if names.len() > MAX_COLUMNS {
        return Err(Problem::TooManyColumns { found: names.len(), most: MAX_COLUMNS });
    }
    let mut seen = HashMap::new();
    for (place, name) in names.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
        if let Some(first) = seen.insert(name.as_str(), place) {
            let (name, first, second) = (name.clone(), first + 1, place + 1);
            return Err(Problem::DuplicateColumn { name, first, second });
        }
    }
    Ok(())
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
