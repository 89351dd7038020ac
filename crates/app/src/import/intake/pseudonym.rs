//! Pseudonyms: the same value always gets the same one, in this workspace and in no other. HMAC-SHA256 (RFC 2104) with a
//! key that never leaves the workspace, so that nobody can try values out elsewhere.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Gives pseudonyms.
#[derive(Clone)]
pub struct Pseudonyms(Hmac<Sha256>);

impl Pseudonyms {
    /// Returns what gives pseudonyms by this key.
    pub fn of(key: &[u8]) -> Self {
        Self(Hmac::new_from_slice(key).expect("HMAC takes keys of every length"))
    }

    /// Returns the pseudonym of a value: `p_` and 128 bits in hexadecimal digits.
    pub fn give(&self, value: &str) -> String {
        let mut hmac = self.0.clone();
        hmac.update(value.as_bytes());
        let digest = hmac.finalize().into_bytes();
        let digits = digest.iter().take(16).map(|byte| format!("{byte:02x}"));
        format!("p_{}", digits.collect::<String>())
    }
}

/// Returns 256 random bits of the system, for a key.
pub fn new_key() -> [u8; 32] {
    let mut key = [0; 32];
    getrandom::fill(&mut key).expect("the system gives random bytes");
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Test case 2 of RFC 4231.
    #[test]
    fn pseudonyms_are_hmac_sha_256() {
        let pseudonym = Pseudonyms::of(b"Jefe").give("what do ya want for nothing?");
        assert_eq!(pseudonym, "p_5bdcc146bf60754e6a042426089575c7");
        assert_ne!(Pseudonyms::of(b"Jefg").give("what do ya want for nothing?"), pseudonym);
    }
}
