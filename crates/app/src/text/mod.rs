//! Reports, findings and timelines as text for a terminal, in Japanese and English.
//! Looks at finished results only; decides nothing and prints nothing.

mod assumptions;
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
mod publishing;
mod report;
mod rest;
mod table;
#[cfg(test)]
mod tests;
mod timeline;
mod told;
mod why;

pub use assumptions::AssumptionWords;
pub(crate) use assumptions::{assumed_word, assumption_words};
pub use comparison::comparison;
pub(crate) use comparison::end_words;
pub use coverage::coverage;
pub(crate) use coverage::gap_words;
pub use findings::findings;
pub use guardians::{outcome as guardian_outcome, trial};
pub(crate) use number::percent;
pub use number::{duration, grouped, several};
pub use paper::{Paper, Tone};
pub(crate) use port::port_word;
pub use publishing::{gates, manifest, published, refusal, trust};
pub use report::report;
pub(crate) use report::{blocked_word, channel_word, outcome_word, step_name, words};
pub(crate) use timeline::sayings;
pub use timeline::{ForkedTimeline, Timeline, forked_timeline, timeline};
