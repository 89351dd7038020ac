//! The real program, run in a folder: what it prints, writes and answers.

mod commands;
mod customers;
mod publishing;
mod refusals;
mod serve;
mod stage;
mod tests;
