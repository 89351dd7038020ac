//! Kept work stays kept: real processes on real files, killed, cut, starved and damaged. What each promise is and which
//! mutation its proof notices stands in `docs/reliability.md`. `TABIJI_PROVE=1` for the whole of it.
#![allow(missing_docs, clippy::unwrap_used)]
#![cfg(target_os = "linux")]

mod child;
mod crash;
mod damage;
mod full;
mod kill;
mod stage;
mod torn;
mod undo;
mod windows;
