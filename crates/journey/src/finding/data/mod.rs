//! Conditions and data: every expression of the journey, checked once by one walker.

pub(crate) mod condition_syntax;
pub(crate) mod function_undeclared;
pub(crate) mod may_be_missing;
pub(crate) mod name_undeclared;
pub(crate) mod script_port_unknown;
pub(crate) mod type_mismatch;
mod walker;

pub(crate) use walker::{Checked, check_all, declared, fits, word};
use walker::{position, with_code};
