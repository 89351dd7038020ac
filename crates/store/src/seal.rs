//! Seals: a hash beside what was written, so that what is not as it was written is noticed.

/// Returns the hash of bytes, in hexadecimal digits.
pub(crate) fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

/// Returns the seal of a record: the hash of its fields.
pub(crate) fn seal<const FIELDS: usize>(fields: [&str; FIELDS]) -> String {
    hash(fields.join("\n").as_bytes())
}
