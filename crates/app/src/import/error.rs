//! What can be wrong with a file of customers or events: where, what was found and what was expected.
//! The words are in [`super::words`].

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

use journey::lang::Lang;
use journey::value::Type;

use super::encoding::Encoding;

/// A file that cannot be taken in, and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
pub struct ImportError {
    /// The file, as the caller calls it.
    pub file: String,
    /// What is wrong with it.
    pub problem: Problem,
}

impl ImportError {
    /// Returns what programs switch on.
    pub fn code(&self) -> &'static str {
        self.problem.code()
    }

    /// Returns file, place, what was found and expected, and the way out.
    pub fn message(&self, lang: Lang) -> String {
        let separator = match lang {
            Lang::En => ": ",
            Lang::Ja => "：",
        };
        format!("{}{separator}{}", self.file, self.problem.message(lang))
    }
}

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
#[allow(missing_docs, reason = "fields say where, found and expected; the variants say what")]
pub enum Problem {
    /// Its name ends in nothing that can be read.
    UnknownShape,
    /// The system does not give it.
    Unreadable { reason: String },
    /// There is nothing in it.
    Empty,
    /// It has a header and no rows.
    NoRows,
    /// It is no intact gzip file.
    Packed { reason: String },
    /// It is no intact file of its kind.
    Damaged { reason: String },
    /// It grows beyond reason when unpacked.
    Bomb { ratio: u64 },
    /// No encoding that can be read fits.
    UnknownEncoding { looks_like: String },
    /// A byte that its encoding does not have.
    Undecodable { line: u64, byte: u8, encoding: Encoding },
    /// A NUL character.
    Nul { line: u64 },
    /// A row of another length than the header.
    Ragged { line: u64, found: u64, expected: u64 },
    /// A row without an end in sight.
    RecordTooLong { line: u64 },
    /// A cell that is too long.
    CellTooLong { line: u64, column: String },
    /// More columns than any table has.
    TooManyColumns { found: usize, most: usize },
    /// More customers or events than fit.
    TooManyRows { most: u64 },
    /// Two columns of one name.
    DuplicateColumn { name: String, first: usize, second: usize },
    /// A line of JSON Lines that is no object.
    NotAnObject { line: u64, reason: String },
    /// A column that was asked for and is not there.
    NoColumn { column: String, near: Option<String>, columns: Vec<String> },
    /// No column that could be this.
    NoSuchRole { role: Role, columns: Vec<String> },
    /// An attribute that was to be filled and is not declared.
    NoAttribute { attribute: String, near: Option<String>, attributes: Vec<String> },
    /// Two columns that could both fill an attribute.
    Ambiguous { attribute: String, first: String, second: String },
    /// Two customers of one id.
    DuplicateId { id: String, first: u64, second: u64 },
    /// Cells that do not fit; the first few, and how many in all.
    Cells { first: Vec<BadCell>, count: u64 },
    /// More text than a table holds.
    TooLarge,
    /// Somebody stopped the reading.
    Stopped,
}

/// What a column is for, apart from attributes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Whose row it is.
    Id,
    /// When an event happened.
    Time,
    /// What happened.
    Name,
}

/// A cell that does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadCell {
    /// The line its row begins at, from 1.
    pub line: u64,
    /// Its column.
    pub column: String,
    /// What stands there, cut short.
    pub value: String,
    /// What should.
    pub expected: Expected,
}

/// What a cell should hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A value of a type; for closed lists, the list.
    Value(Type, Vec<String>),
    /// The id of a customer of the customers' file.
    Customer,
    /// Anything at all.
    Something,
    /// An id that no row before has.
    Once,
}

impl Problem {
    /// Returns what programs switch on.
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownShape => "unknown_file_type",
            Self::Unreadable { .. } => "unreadable",
            Self::Empty => "empty_file",
            Self::NoRows => "no_rows",
            Self::Packed { .. } => "bad_gzip",
            Self::Damaged { .. } => "damaged_file",
            Self::Bomb { .. } => "gzip_bomb",
            Self::UnknownEncoding { .. } => "unknown_encoding",
            Self::Undecodable { .. } => "undecodable",
            Self::Nul { .. } => "nul_character",
            Self::Ragged { .. } => "ragged_row",
            Self::RecordTooLong { .. } => "row_too_long",
            Self::CellTooLong { .. } => "cell_too_long",
            Self::TooManyColumns { .. } => "too_many_columns",
            Self::TooManyRows { .. } => "too_many_rows",
            Self::DuplicateColumn { .. } => "duplicate_column",
            Self::NotAnObject { .. } => "not_an_object",
            Self::NoColumn { .. } => "no_column",
            Self::NoSuchRole { .. } => "no_role_column",
            Self::NoAttribute { .. } => "no_attribute",
            Self::Ambiguous { .. } => "ambiguous_column",
            Self::DuplicateId { .. } => "duplicate_id",
            Self::Cells { .. } => "bad_cells",
            Self::TooLarge => "too_large",
            Self::Stopped => "stopped",
        }
    }
}

/// What a library says of bytes that it cannot read.
pub(super) fn damaged(error: impl fmt::Display) -> Problem {
    Problem::Damaged { reason: error.to_string() }
}

/// Lets a library read foreign bytes. Where it panics, the bytes are damaged: they contradict themselves in a way that it
/// did not think of, and nobody's work must go with them.
pub(super) fn held<T>(reading: impl FnOnce() -> T) -> Result<T, Problem> {
    catch_unwind(AssertUnwindSafe(reading)).map_err(|_| damaged("its parts contradict each other"))
}
