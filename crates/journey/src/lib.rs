//! What a journey is: nodes, edges, conditions, edits, findings and the file format.
//! Pure: no files, no network, no clock, no dice. Bytes, time and chance come in from outside.

pub mod condition;
pub mod lang;
pub mod time;
pub mod value;
