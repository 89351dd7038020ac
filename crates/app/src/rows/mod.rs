//! The rows of a condition as the designer holds them: values as they are typed, unfinished rows among them.
//! Read from the text and written back; what a row may say and how it is written is the builder's business.

pub(crate) mod words;
mod write;

use journey::condition::{Operator, RowValue, Rule, Scalar, Scope, from_text};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::vocabulary::{self, KnownName};
use crate::words::Words;

pub use write::write;

/// A row, or a group of rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Line {
    /// Rows that all must hold, or of which one must.
    Group {
        /// Whether all must hold; otherwise one is enough.
        all: bool,
        /// Whether the whole is turned around.
        not: bool,
        /// What is inside; nothing while it is new.
        lines: Vec<Line>,
    },
    /// One question.
    Row {
        /// What it asks as it stands on the screen.
        asked: Asked,
        /// What it asked when it was last finished; none while it is new.
        kept: Option<Asked>,
    },
}

/// What a row asks, finished or not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Asked {
    /// `customer.x`, `context.x` or `event.x`; empty while none is chosen.
    pub attribute: String,
    /// How it compares.
    pub operator: Option<Operator>,
    /// What it is held against, as it was typed.
    pub values: Vec<String>,
}

/// A condition as rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Rows {
    /// The outermost group, empty where there is no text; none where rows cannot show the text.
    pub lines: Option<Line>,
    /// What rows may ask about here, customers' attributes first.
    pub names: Vec<KnownName>,
}

/// Rows as a condition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Written {
    /// The text of what is finished; none where it cannot be written.
    pub text: Option<String>,
    /// The rows that are not, each counting as what it asked before.
    pub unfinished: Vec<Unfinished>,
}

/// A row that is not finished.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Unfinished {
    /// Its place: in the outermost group, in the group there, and so on; empty for the whole.
    pub at: Vec<u32>,
    /// What is missing or wrong.
    pub why: Words,
}

/// Returns a text as rows, with what they may ask about.
pub fn read(text: &str, scope: &Scope) -> Rows {
    let empty = || Line::Group { all: true, not: false, lines: Vec::new() };
    let lines = match text.trim() {
        "" => Some(empty()),
        _ => from_text(text, scope).map(|rule| match line(&rule) {
            row @ Line::Row { .. } => Line::Group { all: true, not: false, lines: vec![row] },
            group @ Line::Group { .. } => group,
        }),
    };
    Rows { lines, names: vocabulary::names(scope) }
}

fn line(rule: &Rule) -> Line {
    match rule {
        Rule::Group { all, not, rules } => {
            Line::Group { all: *all, not: *not, lines: rules.iter().map(line).collect() }
        }
        Rule::Row { attribute, operator, value } => {
            let values = match value {
                RowValue::None => Vec::new(),
                RowValue::One(one) => vec![typed(one)],
                RowValue::Pair(least, most) => vec![typed(least), typed(most)],
                RowValue::Many(many) => many.iter().map(typed).collect(),
            };
            let asked = Asked { attribute: attribute.clone(), operator: Some(*operator), values };
            Line::Row { kept: Some(asked.clone()), asked }
        }
    }
}

/// Returns a value as one types it, so that it reads back as the same.
fn typed(scalar: &Scalar) -> String {
    match scalar {
        Scalar::Integer(integer) => integer.to_string(),
        Scalar::Decimal(text) | Scalar::Text(text) | Scalar::Date(text) | Scalar::Instant(text) => {
            text.clone()
        }
    }
}

#[cfg(test)]
mod tests;
