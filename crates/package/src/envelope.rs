//! The envelope: DSSE (<https://github.com/secure-systems-lab/dsse>) with Ed25519. What is signed is the type of the payload and its
//! bytes, as they are; nothing in them is looked at here.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use journey::format::canonical;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::key::Secret;
use crate::refusal::Refusal;

/// The type of what is signed: without it, what somebody signed for another purpose could be taken for a package.
pub const PAYLOAD_TYPE: &str = "application/vnd.tabiji.package+json";
/// Most bytes a package may have.
pub const MAX_BYTES: usize = 64_000_000;
/// Most signatures a package may have.
pub const MAX_SIGNATURES: usize = 16;

/// A payload and its signatures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    payload: Vec<u8>,
    /// By the ids of keys, none of which comes twice.
    signatures: Vec<Signature>,
}

/// A signature, and the id of the key that is said to have made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The key's id.
    pub key: String,
    /// The signature itself.
    pub bytes: [u8; 64],
}

/// An envelope as it stands in a file.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Written {
    payload: String,
    payload_type: String,
    signatures: Vec<WrittenSignature>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct WrittenSignature {
    keyid: String,
    sig: String,
}

impl Envelope {
    /// Puts bytes in an envelope and signs them; each key signs once.
    pub fn sign(payload: Vec<u8>, keys: &[&Secret]) -> Self {
        let mut envelope = Self { payload, signatures: Vec::new() };
        keys.iter().for_each(|key| envelope.add(key));
        envelope
    }

    /// Adds a signature; one by the same key stays the only one.
    pub fn add(&mut self, key: &Secret) {
        let bytes = key.sign(&self.signed());
        let key = key.public().id;
        self.signatures.retain(|known| known.key != key);
        self.signatures.push(Signature { key, bytes });
        self.signatures.sort_by(|one, two| one.key.cmp(&two.key));
    }

    /// Reads an envelope. There is one way only to write each, so that no byte can be changed without being noticed.
    ///
    /// # Errors
    ///
    /// For bytes that are no envelope of ours; signatures are not looked at.
    pub fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        if bytes.len() > MAX_BYTES {
            return Err(Refusal::TooLarge { bytes: bytes.len(), most: MAX_BYTES });
        }
        let refuse = |reason: String| Refusal::NotAPackage { reason };
        let written: Written =
            serde_json::from_slice(bytes).map_err(|error| refuse(error.to_string()))?;
        if written.payload_type != PAYLOAD_TYPE {
            return Err(Refusal::OtherType { found: written.payload_type });
        }
        let found = written.signatures.len();
        if found > MAX_SIGNATURES {
            return Err(Refusal::TooManySignatures { found, most: MAX_SIGNATURES });
        }
        let decoded = |what: &str, text: &str| {
            STANDARD.decode(text).map_err(|error| refuse(format!("{what}: {error}")))
        };
        let payload = decoded("payload", &written.payload)?;
        let mut signatures: Vec<Signature> = Vec::new();
        for WrittenSignature { keyid: key, sig } in written.signatures {
            if signatures.iter().any(|known| known.key == key) {
                return Err(Refusal::DuplicateSignature { key });
            }
            let bytes = decoded("sig", &sig)?.try_into();
            let bytes = bytes.map_err(|_| refuse("sig: expected 64 bytes".to_owned()))?;
            signatures.push(Signature { key, bytes });
        }
        let envelope = Self { payload, signatures };
        if envelope.write().as_bytes() == bytes { Ok(envelope) } else { Err(Refusal::NotCanonical) }
    }

    /// Writes the envelope as a file: the same envelope, the same bytes.
    pub fn write(&self) -> String {
        let signature = |it: &Signature| json!({"keyid": it.key, "sig": STANDARD.encode(it.bytes)});
        let mut sorted: Vec<&Signature> = self.signatures.iter().collect();
        sorted.sort_by(|one, two| one.key.cmp(&two.key));
        canonical(&json!({
            "payload": STANDARD.encode(&self.payload),
            "payloadType": PAYLOAD_TYPE,
            "signatures": sorted.into_iter().map(signature).collect::<Vec<_>>(),
        }))
    }

    /// Returns what was signed, as bytes that nobody vouches for.
    pub fn payload(&self) -> &[u8] {
        &self.payload
    }

    /// Returns the signatures, as nobody has verified them.
    pub fn signatures(&self) -> &[Signature] {
        &self.signatures
    }

    /// Returns the hash of what was signed: it names the package, whoever signs it further.
    pub fn hash(&self) -> String {
        blake3::hash(&self.payload).to_hex().to_string()
    }

    /// Returns the bytes that are signed: DSSE's pre-authentication encoding.
    pub(crate) fn signed(&self) -> Vec<u8> {
        encoding(PAYLOAD_TYPE, &self.payload)
    }
}

/// Returns DSSE's pre-authentication encoding of a type and a payload.
fn encoding(kind: &str, payload: &[u8]) -> Vec<u8> {
    let mut bytes = format!("DSSEv1 {} {kind} {} ", kind.len(), payload.len()).into_bytes();
    bytes.extend_from_slice(payload);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encoding_is_that_of_the_specification() {
        // The example of the DSSE protocol document.
        let signed = encoding("http://example.com/HelloWorld", b"hello world");
        assert_eq!(signed, b"DSSEv1 29 http://example.com/HelloWorld 11 hello world");
    }

    #[test]
    fn a_key_signs_once_and_the_order_of_keys_does_not_matter() {
        let [one, two] = [1, 2].map(|seed| Secret::new(&[seed; 32], "x"));
        let both = Envelope::sign(b"{}".to_vec(), &[&one, &two, &one]);
        assert_eq!(both.signatures().len(), 2);
        assert_eq!(both, Envelope::sign(b"{}".to_vec(), &[&two, &one]));
        assert_eq!(Envelope::read(both.write().as_bytes()), Ok(both));
    }
}
