//! Conditions: rhai expressions over one customer. Keeps the words as typed.
//!
//! Reads, type-checks, compiles and explains them. Knows nothing of nodes, tables or files. The rhai
//! engine itself appears in `sandbox` and `script` only, for script nodes and to keep the
//! compiled conditions honest.

mod ast;
mod check;
mod compile;
mod display;
mod explain;
mod facts;
mod functions;
mod kernel;
mod lex;
mod parse;
mod problem;
mod scope;
mod texts;
mod typed;
mod words;

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;

pub use ast::{Arithmetic, Binary, Comparison, Expr, Node};
pub use check::check;
pub use compile::Predicate;
pub use display::cell_text;
pub use explain::{Joint, Reading, Why};
pub use facts::{Facts, Trap};
pub use functions::{FUNCTIONS, Function, Signature};
pub use lex::{MAX_CONDITION, MAX_SCRIPT};
pub use parse::{MAX_DEPTH, parse};
pub use problem::{Code, Problem};
pub use scope::{Root, Scope, Slot};
pub use texts::{Compiled, Computed};
pub use typed::{Kind, Typed};

pub use crate::lang::Lang;
