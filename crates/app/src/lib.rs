//! What the desktop and the terminal share: reading customers and journeys, the open documents and what one can ask
//! of them, reports as text. Opens and saves files; reads no clock, prints nothing.

pub mod card;
pub mod commands;
pub mod export;
pub mod form;
pub mod help;
pub mod import;
pub mod journeys;
pub mod junit;
pub mod palette;
pub mod people;
pub mod picture;
pub mod places;
pub mod preview;
pub mod problem;
pub mod publish;
pub mod readiness;
pub mod refused;
pub mod rehearsal;
pub mod rows;
pub mod sampled;
pub mod samples;
pub mod scenarios;
pub mod schema;
pub mod session;
pub mod text;
pub mod vocabulary;
pub mod wire;
pub mod wiring;
pub mod words;
mod xml;

/// Checking makes and drops many small things, and takes a tenth less with this allocator than with the system's. Of
/// every program, since every program has this crate.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
