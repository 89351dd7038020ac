//! Reports, findings and timelines as text for a terminal, in Japanese and English.
//! Looks at finished results only; decides nothing and prints nothing.

mod compare;
mod comparison;
mod coverage;
mod findings;
mod guardians;
mod health;
mod kpis;
mod map;
mod number;
mod paper;
mod people;
mod plain;
mod port;
mod report;
mod rest;
mod table;
#[cfg(test)]
mod tests;
mod timeline;
mod told;
mod why;

pub use comparison::comparison;
pub use coverage::coverage;
pub use findings::findings;
pub use guardians::{outcome as guardian_outcome, trial};
pub use number::{duration, grouped, several};
pub use paper::{Paper, Tone};
pub(crate) use port::port_word;
pub use report::report;
pub use timeline::{Timeline, timeline};
