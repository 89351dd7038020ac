//! What is published: a journey with its sub-journeys, the evidence that speaks for it and golden traces that any runtime must play
//! before it accepts them, signed. Pure: bytes, time, chance and passphrases come in; opens no file and no socket.
//!
//! A package is a DSSE envelope over canonical JSON. [`verify()`] checks signatures before it reads what was signed, and reads the
//! very bytes that were signed.

mod envelope;
mod evidence;
mod file;
mod key;
mod manifest;
mod payload;
mod refusal;
pub mod schema;
mod sealed;
mod stamp;
mod trust;
mod verify;

pub use envelope::{Envelope, MAX_BYTES, MAX_SIGNATURES, PAYLOAD_TYPE, Signature};
pub use evidence::{Accepted, Covered, Evidence, Guarded, Played, Pledge, Rehearsed, Texts};
pub use file::FileError;
pub use key::{KeyFile, Public, Secret};
pub use manifest::{Head, Manifest, is_environment};
pub use payload::{Content, FORMAT, Payload, VERSION};
pub use refusal::Refusal;
pub use sealed::{Cost, Dice};
pub use stamp::Stamp;
pub use trust::{Role, Trust, Trusted, Wanted};
pub use verify::{Expected, Published, Running, Signer, Use, verify};

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
