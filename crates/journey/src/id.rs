//! Ids: prefixed newtypes, so that a node cannot stand where a journey is meant. Short ones are kept in place, since
//! checking a journey copies and compares many.

use std::cmp::Ordering;
use std::fmt;

use compact_str::CompactString;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

macro_rules! id {
    ($name:ident, $doc:literal) => {
        #[doc = $doc]
        #[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema, TS)]
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

        impl Ord for $name {
            fn cmp(&self, other: &Self) -> Ordering {
                order(self.0.as_bytes(), other.0.as_bytes())
            }
        }

        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                Some(self.cmp(other))
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

/// Orders as bytes are ordered. Minted ids are equally long, and two words hold the whole of one.
fn order(one: &[u8], other: &[u8]) -> Ordering {
    let first = |bytes: &[u8]| bytes.first_chunk().map(|it| u64::from_be_bytes(*it));
    let last = |bytes: &[u8]| bytes.last_chunk().map(|it| u64::from_be_bytes(*it));
    if one.len() == other.len() && (8..=16).contains(&one.len()) {
        return (first(one), last(one)).cmp(&(first(other), last(other)));
    }
    one.cmp(other)
}

id!(JourneyId, "Names a journey across files and versions, `jny_…`.");
id!(NodeId, "Names a node within its journey, `nod_…` when minted; any other word is kept.");
id!(PortName, "Names one way out of a node: `sent`, `timeout`, an arm's own name.");

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn ids_are_ordered_as_their_text_is(one in "[ab漢]{0,9}", other in "[ab漢]{0,9}", head in "[a-c]{0,12}") {
            let (one, other) = (format!("{head}{one}"), format!("{head}{other}"));
            let ids = (NodeId::from(one.as_str()), NodeId::from(other.as_str()));
            prop_assert_eq!(ids.0.cmp(&ids.1), one.cmp(&other));
        }
    }
}
