//! Conditions: rhai expressions over one customer. Keeps the words as typed.
//!
//! Text → [`parse`] → syntax tree → [`check`] → [`Typed`], which exists only when every part has a
//! type. From there: [`Predicate`] and [`Compiled`] (closures over cells), [`Why`] (explanation),
//! what may be missing, and [`Rule`] (the builder's rows). [`Script`] is the other door: whole rhai
//! scripts in a [`Sandbox`], for branch nodes. Knows nothing of nodes, tables or files; names rhai
//! nowhere else in this crate.
//!
//! What the words mean:
//!
//! * **Missing.** A comparison, `in` or `contains` with a missing side is false, `!=` too. A missing
//!   boolean does not hold. Calculation with a missing value is missing. `!` turns the two-valued
//!   answer around, and `x !in list` is `!(x in list)`, as in rhai: both hold when x is missing.
//! * **Numbers.** Integers and decimals mix; comparisons of the two are exact. `/` of two integers cuts
//!   toward zero; `*` and `/` of decimals round half to even at six places; `round` rounds half away
//!   from zero. What does not fit is missing and leaves a [`Trap`].
//! * **Days.** `days_since` and `days_until` count local calendar days, for instants too: yesterday
//!   23:59 is one day ago. A date takes whole days with `+` and `-`; two dates subtract to days.
//! * **Text** compares by code point. Categories only for sameness; a literal must be in the list.
//!
//! Refused in conditions: statements, assignment, indexing, loops, closures, functions, single quotes,
//! string templates, bits and powers, and lists anywhere but after `in` or in `one_of`.

mod ast;
mod builder;
mod check;
mod compile;
mod display;
mod explain;
mod facts;
mod functions;
mod kernel;
mod lex;
mod literals;
mod parse;
mod ports;
mod problem;
mod region;
mod sandbox;
mod scope;
mod script;
mod script_error;
mod texts;
mod typed;
mod values;
mod watch;
mod words;

#[cfg(test)]
mod differential;
#[cfg(test)]
mod fixture;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod problem_tests;
#[cfg(test)]
mod script_tests;
#[cfg(test)]
mod tests;

pub use ast::{Arithmetic, Binary, Comparison, Expr, Node};
pub use builder::{MAX_GROUPS, Operator, RowValue, Rule, Scalar, ValueShape, from_text, to_text};
pub use check::check;
pub use compile::Predicate;
pub use display::cell_text;
pub use explain::{Joint, Reading, Why};
pub use facts::{Facts, Trap};
pub use functions::{FUNCTIONS, Function, Signature};
pub use lex::{MAX_CONDITION, MAX_SCRIPT};
pub use literals::Literal;
pub use parse::{MAX_DEPTH, parse};
pub(crate) use problem::closest;
pub use problem::{Code, Problem};
pub use region::{Domain, Example, Reads, Reason, Region, Values};
pub use sandbox::{DEADLINE, MAX_OPERATIONS, Sandbox};
pub use scope::{Root, Scope, Slot};
pub use script::Script;
pub use script_error::{ScriptCode, ScriptError};
pub use texts::{Compiled, Computed};
pub use typed::{Kind, Typed};
pub use watch::Watch;

pub use crate::lang::Lang;
