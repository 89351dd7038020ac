//! The file format: bytes to journey and back. Same document, same bytes; nothing unknown is lost.
//! A broken journey opens with findings; only bytes that are no journey at all are an error.

mod canonical;
mod migrate;
mod raw;
pub(crate) mod record;

use serde_json::{Map, Value};
use thiserror::Error;

use crate::document::Journey;
use crate::finding::Finding;

pub use canonical::{canonical, compact};

/// What the first key of every journey file says.
pub const FORMAT: &str = "tabiji.journey";
/// The newest version of the format this build reads, and the one it writes.
pub const VERSION: u64 = 1;
/// Most bytes a journey file may have.
pub const MAX_BYTES: usize = 20_000_000;
/// Most steps a journey may have.
pub const MAX_STEPS: usize = 5_000;
/// Deepest nesting of lists and maps.
pub const MAX_DEPTH: usize = 100;

/// Why bytes are no journey that this build can open.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FormatError {
    /// The text breaks JSON's grammar.
    #[error("line {line}, column {column}: {reason}; expected JSON")]
    NotJson {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What the reader says.
        reason: String,
    },
    /// JSON, but nothing in it says what it is.
    #[error("found no \"format\"; a journey file says \"format\": \"tabiji.journey\"")]
    NoFormat,
    /// JSON of another kind of document.
    #[error("file format is {found}; expected \"tabiji.journey\"")]
    OtherFormat {
        /// What the file says it is, as JSON.
        found: String,
    },
    /// The version is missing or no whole number.
    #[error("journey file's version is {found}; expected a whole number")]
    NoVersion {
        /// What stands there, as JSON.
        found: String,
    },
    /// Written by a newer build.
    #[error("journey file is version {found}; this build reads up to {newest}")]
    Newer {
        /// The file's version.
        found: u64,
        /// The newest version this build reads.
        newest: u64,
    },
    /// More bytes than any journey has.
    #[error("file has {bytes} bytes; a journey has at most {most}")]
    TooLarge {
        /// Bytes found.
        bytes: usize,
        /// Most allowed.
        most: usize,
    },
    /// More steps than anybody can read.
    #[error("file has {steps} steps; a journey has at most {most}")]
    TooMany {
        /// Steps found.
        steps: usize,
        /// Most allowed.
        most: usize,
    },
    /// Lists and maps inside each other beyond reason.
    #[error("line {line}, column {column}: nested deeper than {most} levels")]
    TooDeep {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// Most levels allowed.
        most: usize,
    },
}

impl FormatError {
    /// Returns the code that programs switch on.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotJson { .. } => "not_json",
            Self::NoFormat => "no_format",
            Self::OtherFormat { .. } => "other_format",
            Self::NoVersion { .. } => "no_version",
            Self::Newer { .. } => "newer_version",
            Self::TooLarge { .. } => "too_large",
            Self::TooMany { .. } => "too_many_steps",
            Self::TooDeep { .. } => "too_deep",
        }
    }
}

/// Reads a journey file of this or an older version.
///
/// The findings are what the file's text shows: keys that came twice, and fields of the wrong type.
/// The latter stay in the document, and [`crate::finding::check`] finds them again with all the rest.
pub fn read(bytes: &[u8]) -> Result<(Journey, Vec<Finding>), FormatError> {
    if bytes.len() > MAX_BYTES {
        let (bytes, most) = (bytes.len(), MAX_BYTES);
        return Err(FormatError::TooLarge { bytes, most });
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let (value, duplicates) = raw::parse(bytes)?;
    let Value::Object(file) = value else {
        return Err(FormatError::NoFormat);
    };
    match file.get("format") {
        None => return Err(FormatError::NoFormat),
        Some(Value::String(format)) if format == FORMAT => {}
        Some(other) => {
            let found = compact(other);
            return Err(FormatError::OtherFormat { found });
        }
    }
    let steps = file.get("nodes").and_then(Value::as_object).map_or(0, Map::len);
    if steps > MAX_STEPS {
        return Err(FormatError::TooMany { steps, most: MAX_STEPS });
    }
    let version = file.get("version").unwrap_or(&Value::Null);
    let Some(found) = version.as_u64() else {
        let found = compact(version);
        return Err(FormatError::NoVersion { found });
    };
    if found > VERSION {
        let newest = VERSION;
        return Err(FormatError::Newer { found, newest });
    }
    let mut findings: Vec<Finding> = duplicates.iter().map(raw::Duplicate::finding).collect();
    let journey = record::read_journey(migrate::to_newest(file, found), &mut findings);
    crate::finding::sort(&mut findings);
    if bytes.len() > GROWTH {
        fits(&journey)?;
    }
    Ok((journey, findings))
}

/// A file of fewer bytes stays within the most, however it is written: indentation makes no line longer than that.
const GROWTH: usize = MAX_BYTES / (2 * MAX_DEPTH + 8);

/// Refuses a journey that could be written but not read again.
pub(crate) fn fits(journey: &Journey) -> Result<(), FormatError> {
    let (bytes, most) = (write(journey).len(), MAX_BYTES);
    if bytes > most { Err(FormatError::TooLarge { bytes, most }) } else { Ok(()) }
}

/// Writes a journey file: the same document always gives the same bytes.
pub fn write(journey: &Journey) -> String {
    let first = ["format", "version", "id", "name", "note", "settings", "nodes", "edges", "layout"];
    canonical::document(&record::journey_value(journey), &first)
}

/// Returns the hash of what a journey means: neither its layout nor its notes count.
pub fn hash(journey: &Journey) -> String {
    blake3::hash(compact(&meaning(journey)).as_bytes()).to_hex().to_string()
}

/// Returns a journey as the JSON of its file, without its layout and its notes: what is published of it.
pub fn meaning(journey: &Journey) -> Value {
    let mut value = record::journey_value(journey);
    if let Some(file) = value.as_object_mut() {
        file.remove("layout");
        file.remove("note");
        let nodes = file.get_mut("nodes").and_then(Value::as_object_mut);
        for node in nodes.into_iter().flat_map(|nodes| nodes.values_mut()) {
            if let Some(node) = node.as_object_mut() {
                node.remove("note");
            }
        }
    }
    value
}

#[cfg(test)]
pub(crate) mod tests;
