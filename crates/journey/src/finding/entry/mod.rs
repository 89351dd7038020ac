//! Entry: who comes in twice, or because of what the journey itself did.

pub(crate) mod double_entry;
pub(crate) mod self_enrolment;
