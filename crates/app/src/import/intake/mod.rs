//! A file on its way into the designer: looked at, laid out by the person, tried, and only then read for good. What a
//! page says of a file is a plan; what is in it is read anew from the bytes each time, and never trusted to be as the
//! page has seen it.

mod declare;
mod guess;
mod hand;
mod look;
mod mended;
mod name;
mod personal;
mod plan;
mod pseudonym;
mod said;
mod take;
mod target;
#[cfg(test)]
mod tests;
mod trouble;

pub use hand::{FileInHand, Piece, Shelf, Standing, Taking};
pub use look::{ColumnLook, EventLook, FileLook, look};
pub use personal::Personal;
pub use plan::{
    Bad, ColumnUse, EventUse, FilePlan, FileReading, Mend, OnBad, RowsOf, Rule, Separator,
};
pub use pseudonym::{Pseudonyms, new_key};
pub use said::refused;
pub use take::{Declared, Given, Taken, take};
pub use trouble::{BadCellAt, ColumnTrouble, FileTrial};
