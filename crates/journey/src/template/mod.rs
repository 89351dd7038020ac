//! The text of a message: its variables, and what becomes of it for one customer. Only this folder names minijinja,
//! which is given values, a reviewed list of filters and nothing else: no loops, assignments, functions or files.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use minijinja::value::Value;
use minijinja::{ErrorKind, Template};

use crate::lang::Lang;

mod filling;
mod guard;
mod language;
mod links;
mod sms;
#[cfg(test)]
mod tests;

pub use filling::Filling;
pub use language::{FILTERS, of_key};
pub use links::{Fault, Link, links};
pub use sms::{Alphabet, PUSH, Segments, segments};

/// Most bytes of a text.
pub const MOST: usize = 20_000;

/// Most bytes that may become of a text.
const MOST_FILLED: usize = 200_000;

/// Most bytes of one value; so what is filled, before it is measured, is some megabytes at most.
const MOST_VALUE: usize = 2_000;

/// Most steps that filling may take; a text of [`MOST`] bytes without loops takes fewer.
const FUEL: u64 = 100_000;

/// The variable that the runtime fills in itself: where this customer unsubscribes.
pub const UNSUBSCRIBE: &str = "unsubscribe_url";

// Characters that Unicode keeps free for use inside a program mark where a variable's value stands.
const OPEN: char = '\u{fdd0}';
const CLOSE: char = '\u{fdd1}';
const GAP: char = '\u{fdd2}';

/// Why a text cannot be read or filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// More than [`MOST`] bytes, or more than ten times as many when filled.
    TooLong,
    /// Something is not closed, or not written as variables are.
    Syntax,
    /// A statement other than `if`, a multiplication, or more code than a text needs.
    Refused,
    /// A filter, test or function that there is not.
    Unknown,
    /// A filter or an operator that does not fit the value.
    Unfit,
}

/// A text that cannot be read or filled, and the line it fails on, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The line, from 1.
    pub line: usize,
    /// Why.
    pub reason: Reason,
}

/// A piece of a filled text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// As the text has it.
    Plain(String),
    /// What a variable became.
    Value(String),
    /// A variable without a value: nothing stands here.
    Gap,
}

impl Piece {
    /// Returns what the customer reads here.
    pub fn text(&self) -> &str {
        match self {
            Piece::Plain(text) | Piece::Value(text) => text,
            Piece::Gap => "",
        }
    }
}

/// Returns what the customer reads.
pub fn joined(pieces: &[Piece]) -> String {
    pieces.iter().map(Piece::text).collect()
}

/// A text that could be read.
#[derive(Debug)]
pub struct Reading<'a> {
    template: Template<'a, 'a>,
}

/// Reads a text; `lang` is the language of its dates, numbers and yeses.
///
/// # Errors
/// The first thing that is wrong with it. What only a value shows, as a filter that does not fit, [`Reading::fill`] says.
pub fn read(text: &str, lang: Lang) -> Result<Reading<'_>, Unreadable> {
    guard::check(text)?;
    let template = language::of(lang).template_from_str(text).map_err(unreadable)?;
    Ok(Reading { template })
}

impl Reading<'_> {
    /// Returns the paths that the text reads: `customer.name`, `unsubscribe_url`.
    pub fn variables(&self) -> BTreeSet<String> {
        self.template.undeclared_variables(true).into_iter().collect()
    }

    /// Fills the text with values by their paths; what has none there is a gap.
    ///
    /// # Errors
    /// A filter that is not there or does not fit its value, or a text that grows too long.
    pub fn fill(&self, values: &BTreeMap<String, Filling>) -> Result<Vec<Piece>, Unreadable> {
        let too_long = Unreadable { line: 1, reason: Reason::TooLong };
        if values.values().any(|it| matches!(it, Filling::Text(text) if text.len() > MOST_VALUE)) {
            return Err(too_long);
        }
        let filled = self.template.render(nested(values)).map_err(unreadable)?;
        if filled.len() > MOST_FILLED { Err(too_long) } else { Ok(pieces(&filled)) }
    }
}

/// Returns values by their paths as maps of values by their names.
fn nested(values: &BTreeMap<String, Filling>) -> Value {
    let mut roots: BTreeMap<&str, BTreeMap<String, Value>> = BTreeMap::new();
    let mut whole: BTreeMap<String, Value> = BTreeMap::new();
    for (path, filling) in values {
        match path.split_once('.') {
            Some((root, name)) => {
                roots.entry(root).or_default().insert(name.to_owned(), filling.value());
            }
            None => {
                whole.insert(path.clone(), filling.value());
            }
        }
    }
    whole.extend(roots.into_iter().map(|(root, names)| (root.to_owned(), Value::from(names))));
    Value::from(whole)
}

fn unreadable(error: minijinja::Error) -> Unreadable {
    let reason = match error.kind() {
        ErrorKind::OutOfFuel => Reason::TooLong,
        ErrorKind::SyntaxError | ErrorKind::InvalidDelimiter => Reason::Syntax,
        ErrorKind::UnknownFilter
        | ErrorKind::UnknownTest
        | ErrorKind::UnknownFunction
        | ErrorKind::UnknownMethod => Reason::Unknown,
        _ => Reason::Unfit,
    };
    Unreadable { line: error.line().unwrap_or(1), reason }
}

/// Cuts a filled text at its marks. A value within a value is part of it.
fn pieces(filled: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = filled;
    while let Some((plain, marked)) = rest.split_once(OPEN) {
        let (value, after) = marked.split_once(CLOSE).unwrap_or((marked, ""));
        if !plain.is_empty() {
            pieces.push(Piece::Plain(plain.to_owned()));
        }
        pieces.push(match value.contains(GAP) {
            true => Piece::Gap,
            false => Piece::Value(value.to_owned()),
        });
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Plain(rest.to_owned()));
    }
    pieces
}

/// Returns a text without the characters that mark values.
fn unmarked(text: &str) -> Cow<'_, str> {
    let mark = |it: char| matches!(it, OPEN | CLOSE | GAP);
    match text.contains(mark) {
        true => Cow::Owned(text.replace(mark, "")),
        false => Cow::Borrowed(text),
    }
}
