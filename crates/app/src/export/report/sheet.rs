//! A table on its way into a file: typed cells under heads in one language.

use crate::text::Paper;

/// Words in English and Japanese.
pub(super) type Both = (&'static str, &'static str);

/// One table.
pub(super) struct Sheet {
    /// What it is called: at most 31 signs, none that spreadsheets or folders refuse.
    pub(super) name: String,
    pub(super) heads: Vec<String>,
    pub(super) rows: Vec<Vec<Cell>>,
}

/// One value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    /// Nobody can tell, or there is none.
    Empty,
    /// A text, whatever it begins with.
    Text(String),
    /// A count.
    Whole(u64),
    /// Any other number.
    Number(f64),
    /// A share from 0 to 1, or a difference of two.
    Share(f64),
}

impl Sheet {
    /// Returns a table without rows.
    pub(super) fn new(paper: &Paper, name: Both, heads: &[Both]) -> Self {
        let say = |(en, ja): Both| paper.say(en, ja).to_owned();
        Self { name: say(name), heads: heads.iter().copied().map(say).collect(), rows: Vec::new() }
    }

    /// Adds a row.
    pub(super) fn row<const N: usize>(&mut self, cells: [Cell; N]) {
        debug_assert_eq!(N, self.heads.len(), "{}", self.name);
        self.rows.push(cells.into());
    }
}

/// Returns a share, if there is one.
pub(super) fn share(value: impl Into<Option<f64>>) -> Cell {
    value.into().map_or(Cell::Empty, Cell::Share)
}

/// Returns a length of time in hours, if there is one.
pub(super) fn hours(millis: impl Into<Option<i64>>) -> Cell {
    millis.into().map_or(Cell::Empty, |millis| Cell::Number(millis as f64 / 3_600_000.0))
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }
}

impl From<u64> for Cell {
    fn from(count: u64) -> Self {
        Self::Whole(count)
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}
