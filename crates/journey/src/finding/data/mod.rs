//! Conditions and data: every expression of the journey, checked once by one walker.

pub(crate) mod arm_shadowed;
pub(crate) mod arms_gap;
pub(crate) mod arms_overlap;
pub(crate) mod condition_always;
pub(crate) mod condition_never;
pub(crate) mod condition_syntax;
mod correction;
pub(crate) mod event_property_absent;
pub(crate) mod function_undeclared;
mod last_event;
pub(crate) mod may_be_missing;
pub(crate) mod name_undeclared;
mod place;
mod regions;
pub(crate) mod script_over_limits;
pub(crate) mod script_port_unknown;
pub(crate) mod type_mismatch;
mod walker;

pub(crate) use last_event::{Last, last_events};
pub use place::scope_at;
pub(crate) use walker::{Checked, check_all, check_settings, check_step, declared, fits};
use walker::{position, with_code};
