//! What a journey does: its plan, the rules of a step, the virtual clock, draws, the simulator and its reports.
//! Pure: reads no file, opens no socket, asks no clock, rolls no dice.

mod again;
pub mod compare;
pub mod cover;
pub mod draw;
pub mod explain;
pub mod fork;
pub mod guard;
pub mod histogram;
pub mod people;
pub mod plan;
pub mod report;
mod run;
pub mod sample;
pub mod scenario;
mod share;
pub mod simulate;
pub mod statistics;
pub mod table;
pub mod tally;
pub mod trial;
pub mod what_if;

pub use run::{Blocked, Note, Refused};

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
