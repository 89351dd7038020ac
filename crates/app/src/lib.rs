//! What the desktop and the terminal share: reading customers and journeys, saving, reports as text.
//! Opens files; reads no clock, prints nothing.

pub mod import;
pub mod journeys;
