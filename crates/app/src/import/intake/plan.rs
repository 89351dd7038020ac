//! What the person wants done with a file: how it is read, what each column is for, and what becomes of cells that
//! do not fit.

use std::collections::BTreeMap;

use journey::value::Type;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::super::encoding::Encoding;

/// What the rows of a file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RowsOf {
    /// A customer each.
    Customers,
    /// Something that a customer did each.
    Events,
}

/// What stands between cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Separator {
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// A tab.
    Tab,
    /// `|`
    Bar,
}

impl Separator {
    /// Every one, the likeliest first.
    pub const ALL: [Self; 4] = [Self::Comma, Self::Semicolon, Self::Tab, Self::Bar];

    pub(crate) fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
            Self::Bar => b'|',
        }
    }
}

/// How a file is read; what is not said is found out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FileReading {
    /// Its encoding.
    pub encoding: Option<Encoding>,
    /// What stands between its cells.
    pub separator: Option<Separator>,
}

/// What a column is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum ColumnUse {
    /// Whose row it is.
    Id {
        /// Whether a pseudonym takes the place of each id.
        pseudonym: bool,
    },
    /// When the event happened.
    Time,
    /// What happened.
    Name,
    /// It fills an attribute, or for events a property, that the journey declares.
    Known {
        /// Which.
        name: String,
    },
    /// It becomes a new one.
    New {
        /// Its name in conditions.
        name: String,
        /// Its type.
        kind: Type,
        /// For choices and tags, what may be chosen.
        values: Vec<String>,
    },
    /// It becomes a new text, with a pseudonym in the place of each value.
    Pseudonym {
        /// Its name in conditions.
        name: String,
    },
    /// It is not read.
    Out,
}

/// What becomes of the events of a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum EventUse {
    /// They are taken as this event, which is declared where the journey does not know it.
    Take {
        /// The event's name.
        name: String,
    },
    /// They are left out.
    Out,
}

/// What can be wrong with a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Bad {
    /// It is no value of the type.
    Misfit,
    /// It is empty, where nearly every other row has a value.
    Blank,
    /// It is empty, where every customer is promised to have a value.
    Required,
    /// It is empty, and without it the row means nothing.
    Needed,
    /// It is the id of a customer who came before.
    Twice,
    /// It is the id of nobody in the customers' file.
    Stranger,
}

impl Bad {
    /// Returns whether such a cell can be read as missing.
    pub fn may_be_missing(self) -> bool {
        matches!(self, Self::Misfit | Self::Blank)
    }
}

/// What becomes of bad cells that were not mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OnBad {
    /// They are read as missing.
    Missing,
    /// Their rows are skipped.
    Skip,
}

/// What becomes of the cells of one column that are bad in one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Rule {
    /// The column's place, from 0.
    pub column: usize,
    /// What is wrong.
    pub bad: Bad,
    /// What becomes of them.
    pub then: OnBad,
}

/// A value in the place of what stands in one cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Mend {
    /// The line its row begins at, from 1.
    pub line: u64,
    /// The column's place, from 0.
    pub column: usize,
    /// The value, as one would write it in the file.
    pub value: String,
}

/// What is to be done with a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FilePlan {
    /// The file in hand.
    pub file: String,
    /// What its rows are.
    pub of: RowsOf,
    /// How it is read.
    pub reading: FileReading,
    /// What each column is for, in their order; one that is not named is left out.
    pub columns: Vec<ColumnUse>,
    /// What becomes of the events of each name; those of other names are left out.
    pub events: BTreeMap<String, EventUse>,
    /// What becomes of bad cells.
    pub rules: Vec<Rule>,
    /// Cells that were mended.
    pub mends: Vec<Mend>,
}

impl FilePlan {
    /// Returns the place of the first column of this use.
    pub(super) fn place(&self, of: impl Fn(&ColumnUse) -> bool) -> Option<usize> {
        self.columns.iter().position(of)
    }
}
