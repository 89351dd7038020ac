//! The manifest: what a package is of, for whom, and for how long.

use std::collections::BTreeMap;

use journey::document::Label;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::stamp::Stamp;

/// What a package is of, for whom, and for how long.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The journey.
    pub journey: Head,
    /// The sub-journeys it runs, by id: the hash of each.
    pub sub_journeys: BTreeMap<String, String>,
    /// Which release of this journey, from 1; a later one has a greater number.
    pub release: u64,
    /// Where it may run, as in "production".
    pub environment: String,
    /// When it was published.
    pub published: Stamp,
    /// From when on it is not accepted any more.
    pub expires: Stamp,
    /// The engine that rehearsed it.
    pub engine: String,
    /// How many people beside the one who publishes must sign it.
    pub approvals: u32,
    /// What is new, in the words of whoever published it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// The journey of a package.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Label,
    /// Hash of what it means, layout and notes apart.
    pub hash: String,
}

/// Returns whether a text can name an environment: one to forty small letters, digits and hyphens.
pub fn is_environment(text: &str) -> bool {
    let letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=40).contains(&text.len()) && text.bytes().all(letter)
}
