//! What a journey is: nodes, edges, conditions, edits, findings and the file format.
//! Pure: no files, no network, no clock, no dice. Bytes, time and chance come in from outside.

// Tests share the large journey of the benches, which knows the crate by this name.
#[cfg(test)]
extern crate self as journey;

pub mod condition;
pub mod connect;
pub mod diff;
pub mod document;
pub mod edit;
pub mod finding;
pub mod format;
pub mod graph;
pub mod guardian;
pub mod history;
pub mod id;
pub mod kind;
pub mod lang;
#[doc(hidden)]
pub mod notation;
pub mod op;
pub mod patch;
pub mod reach;
pub mod reading;
pub mod response;
pub mod scenario;
pub mod schema;
pub mod scope;
pub mod settings;
pub mod span;
pub mod template;
pub mod time;
pub mod value;
mod words;
