//! Running a plan: one customer, one step at a time. The simulator drives what is here; a runtime
//! will, with a world of its own that really sends.

mod act;
mod agenda;
mod arrivals;
mod contact;
mod mark;
mod person;
mod scene;
mod shared;
mod step;
mod until;
mod world;

pub(crate) use agenda::{Agenda, live};
pub use mark::{Blocked, Refused};
pub(crate) use mark::{Mark, Seen};
pub(crate) use person::{Here, Person};
pub(crate) use scene::Scene;
pub(crate) use shared::{Granted, Shared, Wish};
pub(crate) use step::number;
pub use world::Note;
pub(crate) use world::{Contend, Ledger, Line, Rehearser, Who, World};
