//! Ids: prefixed newtypes, so that a node cannot stand where a journey is meant. Short ones are kept in place, since
//! checking a journey copies and compares many.

use std::fmt;

use compact_str::CompactString;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

macro_rules! id {
    ($name:ident, $doc:literal) => {
        #[doc = $doc]
        #[derive(
            Clone,
            Debug,
            PartialEq,
            Eq,
            PartialOrd,
            Ord,
            Hash,
            Serialize,
            Deserialize,
            JsonSchema,
            TS,
        )]
        #[serde(transparent)]
        pub struct $name(
            #[schemars(with = "String")]
            #[ts(as = "String")]
            CompactString,
        );

        impl $name {
            /// Returns the id as it is written in files.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text.into())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id!(JourneyId, "Names a journey across files and versions, `jny_…`.");
id!(NodeId, "Names a node within its journey, `nod_…` when minted; any other word is kept.");
id!(PortName, "Names one way out of a node: `sent`, `timeout`, an arm's own name.");
