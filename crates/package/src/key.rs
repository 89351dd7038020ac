//! Keys: what signs, and what is known of it. A secret key is only ever in memory or under a passphrase.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signer, SigningKey, VerifyingKey};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::file::{self, FileError};
use crate::sealed::{Cost, Dice, Sealed};

const SECRET: &str = "tabiji.key";
const PUBLIC: &str = "tabiji.public-key";

/// What others know of a key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Public {
    /// Names the key: the first 32 digits of its hash.
    pub id: String,
    /// Whose it is, as people call it.
    pub name: String,
    /// The Ed25519 public key, in base64.
    pub key: String,
}

impl Public {
    fn of(key: &VerifyingKey, name: &str) -> Self {
        Self { id: id(key), name: name.to_owned(), key: STANDARD.encode(key.as_bytes()) }
    }

    /// Reads the public part of a key's file, or the file of a public key alone.
    ///
    /// # Errors
    ///
    /// For another kind of file, and for a key that is not the one its id says.
    pub fn read(bytes: &[u8]) -> Result<Self, FileError> {
        if file::format_of(bytes).as_deref() == Some(SECRET) {
            return Ok(KeyFile::read(bytes)?.public());
        }
        let public: Self = file::read(bytes, PUBLIC)?;
        public.verifying()?;
        Ok(public)
    }

    /// Writes the file of a public key alone, which may be given to anybody.
    pub fn write(&self) -> String {
        file::write(self, PUBLIC)
    }

    /// Returns the key that verifies.
    pub(crate) fn verifying(&self) -> Result<VerifyingKey, FileError> {
        let bad = || FileError::BadKey { id: self.id.clone() };
        let bytes = STANDARD.decode(&self.key).ok().and_then(|bytes| bytes.try_into().ok());
        let key = VerifyingKey::from_bytes(&bytes.ok_or_else(bad)?).map_err(|_| bad())?;
        if key.is_weak() || id(&key) != self.id { Err(bad()) } else { Ok(key) }
    }
}

fn id(key: &VerifyingKey) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(b"tabiji key ").update(key.as_bytes());
    hasher.finalize().to_hex()[..32].to_owned()
}

/// A secret key. Forgotten when it is dropped, and never shown.
pub struct Secret {
    key: SigningKey,
    name: String,
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Secret").field("public", &self.public()).finish_non_exhaustive()
    }
}

impl Secret {
    /// Returns the secret key that is these 32 bytes, which must come from the system's dice.
    pub fn new(seed: &[u8; 32], name: &str) -> Self {
        Self { key: SigningKey::from_bytes(seed), name: name.to_owned() }
    }

    /// Returns what others know of it.
    pub fn public(&self) -> Public {
        Public::of(&self.key.verifying_key(), &self.name)
    }

    /// Signs bytes: the same bytes give the same signature.
    pub(crate) fn sign(&self, bytes: &[u8]) -> [u8; 64] {
        self.key.sign(bytes).to_bytes()
    }
}

/// The file of a key: its public part, and the secret under a passphrase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyFile {
    id: String,
    name: String,
    key: String,
    secret: Sealed,
}

impl KeyFile {
    /// Puts a key under a passphrase.
    ///
    /// # Errors
    ///
    /// Only for a cost that no machine has.
    pub fn seal(
        secret: &Secret,
        passphrase: &str,
        cost: Cost,
        dice: &Dice,
    ) -> Result<Self, FileError> {
        let public = secret.public();
        let sealed = Sealed::seal(secret.key.as_bytes(), passphrase, &beside(&public), cost, dice)?;
        let Public { id, name, key } = public;
        Ok(Self { id, name, key, secret: sealed })
    }

    /// Reads a key's file; the secret stays under its passphrase.
    ///
    /// # Errors
    ///
    /// For another kind of file, and for a key that is not the one its id says.
    pub fn read(bytes: &[u8]) -> Result<Self, FileError> {
        let read: Self = file::read(bytes, SECRET)?;
        read.public().verifying()?;
        Ok(read)
    }

    /// Writes a key's file. It is for its owner alone.
    pub fn write(&self) -> String {
        file::write(self, SECRET)
    }

    /// Returns what others may know of it.
    pub fn public(&self) -> Public {
        let Self { id, name, key, .. } = self.clone();
        Public { id, name, key }
    }

    /// Opens the key.
    ///
    /// # Errors
    ///
    /// For another passphrase, and for a file of which anything was changed.
    pub fn open(&self, passphrase: &str) -> Result<Secret, FileError> {
        let public = self.public();
        let opened = self.secret.open(passphrase, &beside(&public))?;
        let seed = <&[u8; 32]>::try_from(opened.as_slice());
        let secret = Secret::new(seed.map_err(|_| FileError::WrongPassphrase)?, &self.name);
        if secret.public() == public { Ok(secret) } else { Err(FileError::WrongPassphrase) }
    }
}

/// Returns what is bound to a secret: all that others know of it.
fn beside(public: &Public) -> Vec<u8> {
    file::write(public, PUBLIC).into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHEAP: Cost = Cost { memory_kib: 8, passes: 1, lanes: 1 };

    fn sealed() -> KeyFile {
        let dice = Dice { salt: [3; 16], nonce: [4; 24] };
        KeyFile::seal(&Secret::new(&[7; 32], "Release desk"), "旅路 42", CHEAP, &dice).unwrap()
    }

    #[test]
    fn a_key_comes_back_with_its_passphrase_and_with_no_other() {
        let file = KeyFile::read(sealed().write().as_bytes()).unwrap();
        let secret = file.open("旅路 42").unwrap();
        assert_eq!(secret.public(), Secret::new(&[7; 32], "Release desk").public());
        assert_eq!(file.open("旅路 43").unwrap_err(), FileError::WrongPassphrase);
        assert_eq!(file.open("").unwrap_err(), FileError::WrongPassphrase);
    }

    #[test]
    fn neither_the_file_nor_the_debug_text_shows_the_secret() {
        let seed = [0xabu8; 32];
        let dice = Dice { salt: [3; 16], nonce: [4; 24] };
        let secret = Secret::new(&seed, "x");
        let text = KeyFile::seal(&secret, "p", CHEAP, &dice).unwrap().write();
        for shown in [text, format!("{secret:?}")] {
            assert!(!shown.contains(&STANDARD.encode(seed)) && !shown.contains("abababab"));
            assert!(!shown.contains("171, 171"), "{shown}");
        }
    }

    #[test]
    fn a_key_file_that_was_changed_anywhere_does_not_open() {
        let text = sealed().write();
        for place in 0..text.len() {
            let mut bytes = text.clone().into_bytes();
            bytes[place] ^= 1;
            let Ok(file) = KeyFile::read(&bytes) else { continue };
            // What is no part of the document is the space between its parts.
            let opened = file.open("旅路 42");
            assert!(opened.is_err() || file == sealed(), "byte {place}");
        }
    }

    #[test]
    fn a_file_that_would_take_the_machine_is_refused() {
        let text = sealed().write().replace("\"memory_kib\": 8", "\"memory_kib\": 4000000000");
        let file = KeyFile::read(text.as_bytes()).unwrap();
        assert_eq!(file.open("旅路 42").unwrap_err(), FileError::TooCostly);
    }

    #[test]
    fn a_public_key_is_read_from_either_file_and_must_be_the_one_its_id_says() {
        let public = sealed().public();
        assert_eq!(Public::read(sealed().write().as_bytes()).unwrap(), public);
        assert_eq!(Public::read(public.write().as_bytes()).unwrap(), public);
        let other = Secret::new(&[8; 32], "Release desk").public();
        let mixed = Public { key: other.key, ..public };
        let error = Public::read(mixed.write().as_bytes()).unwrap_err();
        assert_eq!(error.code(), "bad_key");
        // The neutral point: a signature of nothing would fit it.
        let mut neutral = [0u8; 32];
        neutral[0] = 1;
        let key = VerifyingKey::from_bytes(&neutral).unwrap();
        let weak = Public::of(&key, "weak");
        assert_eq!(Public::read(weak.write().as_bytes()).unwrap_err().code(), "bad_key");
    }
}
