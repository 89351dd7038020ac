//! What a journey is: nodes, edges, conditions, edits, findings and the file format.
//! Pure: no files, no network, no clock, no dice. Bytes, time and chance come in from outside.

pub mod condition;
pub mod document;
pub mod id;
pub mod lang;
pub mod op;
pub mod response;
pub mod settings;
pub mod span;
pub mod time;
pub mod value;
