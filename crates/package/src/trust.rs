//! Trust: whose signatures count, for what, and for packages of which time. How many there must be.

use std::collections::BTreeSet;

use ed25519_dalek::VerifyingKey;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::file::{self, FileError};
use crate::key::Public;
use crate::stamp::Stamp;

const TRUST: &str = "tabiji.trust";

/// What a key may do.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Publish.
    Publish,
    /// Approve what somebody else publishes.
    Approve,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 2] = [Self::Publish, Self::Approve];

    /// Returns the name used in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Publish => "publish",
            Self::Approve => "approve",
        }
    }
}

/// How many signatures a package must have, each by another key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    /// By keys that may publish, 1 or more.
    pub publish: u32,
    /// By further keys that may approve.
    pub approve: u32,
}

impl Default for Wanted {
    fn default() -> Self {
        Self { publish: 1, approve: 0 }
    }
}

/// A key that is trusted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Trusted {
    /// The key's id.
    pub id: String,
    /// Whose it is.
    pub name: String,
    /// The Ed25519 public key, in base64.
    pub key: String,
    /// What it may do.
    pub roles: BTreeSet<Role>,
    /// Packages published before this moment are not its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Stamp>,
    /// Packages published at this moment or later are not its own: it was retired.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Stamp>,
}

impl Trusted {
    /// Returns a key that is trusted from now on.
    pub fn new(public: Public, roles: BTreeSet<Role>) -> Self {
        let Public { id, name, key } = public;
        Self { id, name, key, roles, from: None, until: None }
    }

    /// Returns the key that verifies.
    pub(crate) fn verifying(&self) -> Result<VerifyingKey, FileError> {
        let Self { id, name, key, .. } = self.clone();
        Public { id, name, key }.verifying()
    }

    /// Returns whether what was published at this moment may be signed by it.
    pub(crate) fn is_valid_at(&self, published: Stamp) -> bool {
        self.from.is_none_or(|from| from <= published)
            && self.until.is_none_or(|until| published < until)
    }
}

/// Whose signatures count.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Trust {
    /// How many there must be.
    pub signatures: Wanted,
    /// The keys, by id. Kept sorted; no id comes twice.
    pub keys: Vec<Trusted>,
}

impl Trust {
    /// Reads a trust file.
    ///
    /// # Errors
    ///
    /// For another kind of file, for a key that is weak, comes twice or is not the one its id says, and where fewer keys
    /// may sign than signatures are asked for.
    pub fn read(bytes: &[u8]) -> Result<Self, FileError> {
        let trust: Self = file::read(bytes, TRUST)?;
        trust.check()?;
        Ok(trust)
    }

    /// Writes a trust file: the same trust, the same bytes.
    pub fn write(&self) -> String {
        file::write(self, TRUST)
    }

    /// Adds a key; one that is there already takes what is said now.
    pub fn add(&mut self, key: Trusted) {
        self.keys.retain(|known| known.id != key.id);
        self.keys.push(key);
        self.keys.sort_by(|one, two| one.id.cmp(&two.id));
    }

    /// Returns a trusted key.
    pub fn key(&self, id: &str) -> Option<&Trusted> {
        self.keys.iter().find(|key| key.id == id)
    }

    /// Refuses what could never verify anything, or would verify too much.
    ///
    /// # Errors
    ///
    /// As [`Trust::read`].
    pub fn check(&self) -> Result<(), FileError> {
        let mut seen = BTreeSet::new();
        for key in &self.keys {
            key.verifying()?;
            // Of two ids of one key the second would count it twice.
            if !seen.insert(&key.key) {
                return Err(FileError::Twice { id: key.id.clone() });
            }
        }
        let Wanted { publish, approve } = self.signatures;
        let may = |role| self.keys.iter().filter(|key| key.roles.contains(&role)).count();
        for (role, wanted) in [(Role::Publish, publish.max(1)), (Role::Approve, approve)] {
            let (found, wanted) = (may(role), wanted as usize);
            if found < wanted {
                return Err(FileError::TooFewKeys { found, wanted });
            }
        }
        let (found, wanted) = (self.keys.len(), (publish + approve) as usize);
        if found < wanted { Err(FileError::TooFewKeys { found, wanted }) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::Secret;

    fn trusted(seed: u8, roles: &[Role]) -> Trusted {
        let public = Secret::new(&[seed; 32], "somebody").public();
        Trusted::new(public, roles.iter().copied().collect())
    }

    #[test]
    fn what_is_written_is_read_and_keys_stay_sorted() {
        let mut trust = Trust::default();
        for seed in [5, 2, 9, 2] {
            trust.add(trusted(seed, &Role::ALL));
        }
        assert_eq!(trust.keys.len(), 3);
        assert!(trust.keys.is_sorted_by_key(|key| &key.id));
        assert_eq!(Trust::read(trust.write().as_bytes()).unwrap(), trust);
    }

    #[test]
    fn trust_that_verifies_nothing_or_one_key_twice_is_refused() {
        let mut trust = Trust::default();
        assert_eq!(trust.check().unwrap_err().code(), "too_few_keys");
        trust.add(trusted(1, &[Role::Publish]));
        assert!(trust.check().is_ok());
        trust.signatures.approve = 1;
        assert_eq!(trust.check().unwrap_err().code(), "too_few_keys");
        trust.signatures = Wanted { publish: 2, approve: 0 };
        assert_eq!(trust.check().unwrap_err().code(), "too_few_keys");
        trust.signatures = Wanted::default();
        trust.keys.push(trust.keys[0].clone());
        assert_eq!(trust.check().unwrap_err().code(), "key_twice");
        trust.keys[1].id = "another".to_owned();
        assert_eq!(trust.check().unwrap_err().code(), "bad_key");
    }
}
