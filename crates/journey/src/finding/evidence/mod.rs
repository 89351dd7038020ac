//! Evidence: what a journey must not carry out of the house.

pub(crate) mod personal_data;
mod traces;
