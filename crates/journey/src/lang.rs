//! The languages people read.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A language of the texts this build writes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Japanese.
    Ja,
}
