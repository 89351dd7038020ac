//! What only the text of a file can show. The words; [`crate::format`] finds them.

pub(crate) mod duplicate_id;
pub(crate) mod duplicate_key;
pub(crate) mod field_unreadable;
