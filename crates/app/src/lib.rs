//! What the desktop and the terminal share: reading customers and journeys, saving, reports as text.
//! Opens and saves files; reads no clock, prints nothing.

pub mod export;
pub mod import;
pub mod journeys;
pub mod junit;
pub mod schema;
pub mod text;
