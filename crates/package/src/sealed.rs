//! A secret under a passphrase: argon2id makes a key of the passphrase, XChaCha20-Poly1305 seals with it. What stands beside the
//! secret is bound to it, so that nothing of the file can be changed unnoticed.

use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::file::FileError;

/// Bytes of chance that sealing needs: they must never come twice.
#[derive(Clone, Debug)]
pub struct Dice {
    /// What makes equal passphrases different.
    pub salt: [u8; 16],
    /// What makes equal secrets different.
    pub nonce: [u8; 24],
}

/// What one guess at a passphrase costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cost {
    /// Memory, in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Default for Cost {
    /// The second choice of RFC 9106, section 4: 64 MiB, three passes, four lanes.
    fn default() -> Self {
        Self { memory_kib: 65_536, passes: 3, lanes: 4 }
    }
}

impl Cost {
    /// Most that a file may ask for: 1 GiB, 16 passes.
    const MOST: Self = Self { memory_kib: 1_048_576, passes: 16, lanes: 16 };

    fn is_too_much(self) -> bool {
        self.memory_kib > Self::MOST.memory_kib
            || self.passes > Self::MOST.passes
            || self.lanes > Self::MOST.lanes
    }
}

/// A secret under a passphrase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sealed {
    argon2id: Cost,
    salt: String,
    nonce: String,
    xchacha20poly1305: String,
}

impl Sealed {
    /// Seals a secret; `beside` is bound to it.
    pub(crate) fn seal(
        secret: &[u8],
        passphrase: &str,
        beside: &[u8],
        cost: Cost,
        dice: &Dice,
    ) -> Result<Self, FileError> {
        let cipher = cipher(passphrase, &dice.salt, cost)?;
        let payload = Payload { msg: secret, aad: &bound(cost, beside) };
        let nonce = XNonce::from(dice.nonce);
        let sealed = cipher.encrypt(&nonce, payload).map_err(|_| FileError::TooCostly)?;
        Ok(Self {
            argon2id: cost,
            salt: STANDARD.encode(dice.salt),
            nonce: STANDARD.encode(dice.nonce),
            xchacha20poly1305: STANDARD.encode(sealed),
        })
    }

    /// Opens a secret.
    pub(crate) fn open(
        &self,
        passphrase: &str,
        beside: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, FileError> {
        let bytes = |text: &str| STANDARD.decode(text).map_err(|_| FileError::WrongPassphrase);
        let nonce: [u8; 24] =
            bytes(&self.nonce)?.try_into().map_err(|_| FileError::WrongPassphrase)?;
        let sealed = bytes(&self.xchacha20poly1305)?;
        let cipher = cipher(passphrase, &bytes(&self.salt)?, self.argon2id)?;
        let payload = Payload { msg: &sealed, aad: &bound(self.argon2id, beside) };
        let opened = cipher.decrypt(&XNonce::from(nonce), payload);
        opened.map(Zeroizing::new).map_err(|_| FileError::WrongPassphrase)
    }
}

fn cipher(passphrase: &str, salt: &[u8], cost: Cost) -> Result<XChaCha20Poly1305, FileError> {
    if cost.is_too_much() {
        return Err(FileError::TooCostly);
    }
    let params = Params::new(cost.memory_kib, cost.passes, cost.lanes, Some(32));
    let params = params.map_err(|_| FileError::TooCostly)?;
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let mut key = Zeroizing::new([0u8; 32]);
    argon
        .hash_password_into(passphrase.as_bytes(), salt, key.as_mut_slice())
        .map_err(|_| FileError::TooCostly)?;
    Ok(XChaCha20Poly1305::new(&(*key).into()))
}

fn bound(cost: Cost, beside: &[u8]) -> Vec<u8> {
    let Cost { memory_kib, passes, lanes } = cost;
    let mut bound = format!("argon2id {memory_kib} {passes} {lanes} ").into_bytes();
    bound.extend_from_slice(beside);
    bound
}
