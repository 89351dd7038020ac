//! The rhai engine with nothing in it but the reviewed functions: no file, no clock, no network, no
//! output. Reads the wall clock for one purpose, the deadline that ends a script which hangs.

mod library;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use rhai::{AST, Dynamic, Engine, EvalAltResult, ImmutableString, OptimizationLevel, Position};

use super::check::{check, similar};
use super::facts::{Facts, Trap};
use super::problem::{Code, Problem};
use super::scope::{Root, Scope};
use super::script_error::{ScriptCode, ScriptError};
use super::typed::{Kind, Op, Term, Typed};
use super::values::Value;
use crate::time::{Holidays, Millis, Zone};

/// Operations after which a script is stopped.
pub const MAX_OPERATIONS: u64 = 200_000;
/// Wall time after which a script is stopped, should operations be slow.
pub const DEADLINE: Duration = Duration::from_millis(50);
/// Longest text a script may build, in bytes.
pub(super) const MAX_TEXT: usize = 8 * 1024;
/// Longest array a script may build.
pub(super) const MAX_ITEMS: usize = 256;

/// Words that the engine itself would answer to, and scripts may not use.
pub(super) const FORBIDDEN: &[&str] = &[
    "eval",
    "print",
    "debug",
    "Fn",
    "call",
    "curry",
    "import",
    "export",
    "sleep",
    "timestamp",
    "exit",
    "fn",
    "private",
    "type_of",
    "is_def_var",
    "is_def_fn",
    "is_shared",
    "this",
    "global",
    "try",
    "catch",
];

/// Operators that scripts do without: powers, bits, shifts, pointers, coalescing.
const FORBIDDEN_SYMBOLS: &[&str] = &[
    "**", "**=", "&", "&=", "|", "|=", "^", "^=", "<<", "<<=", ">>", ">>=", "??", "?.", "?[", "::",
];

/// What the functions of one run look at.
pub(super) struct Run {
    pub(super) now: Millis,
    pub(super) zone: Zone,
    pub(super) holidays: Holidays,
    pub(super) trap: Option<Trap>,
    started: Instant,
}

thread_local! {
    /// The run on this thread; rhai's functions have no other way to it.
    static RUN: RefCell<Option<Run>> = const { RefCell::new(None) };
}

/// Calls back with the run on this thread, or returns none outside a run.
pub(super) fn with_run<T>(use_it: impl FnOnce(&mut Run) -> T) -> Option<T> {
    RUN.with_borrow_mut(|run| run.as_mut().map(use_it))
}

/// A mistake of a script, carried through rhai as a thrown value.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    pub(super) code: ScriptCode,
    pub(super) found: String,
    pub(super) expected: String,
}

/// Returns a fault as rhai's error; rhai adds the position.
pub(super) fn fault(
    code: ScriptCode,
    found: impl Into<String>,
    expected: impl Into<String>,
) -> Box<EvalAltResult> {
    let fault = Fault { code, found: found.into(), expected: expected.into() };
    EvalAltResult::ErrorRuntime(Dynamic::from(fault), Position::NONE).into()
}

/// One root of names as rhai sees it: read-only, and exact about what is declared.
#[derive(Clone)]
struct View {
    root: Root,
    /// Whether a missing boolean reads as false, which it does where it is a condition.
    condition: bool,
    frame: Arc<Frame>,
}

struct Frame {
    scope: Scope,
    values: Vec<Value>,
}

fn read(view: &mut View, name: ImmutableString) -> Result<Dynamic, Box<EvalAltResult>> {
    let scope = &view.frame.scope;
    let Some(slot) = scope.slot(view.root, &name) else {
        let near = similar(scope, view.root, &name).unwrap_or_default();
        let found = format!("{}.{name}", view.root);
        return Err(fault(ScriptCode::UnknownAttribute, found, near));
    };
    let value = view.frame.values.get(slot as usize).cloned();
    let value = value.unwrap_or(Value::Missing);
    Ok(match (value, scope.attribute(slot).kind) {
        (Value::Missing, Kind::Boolean) if view.condition => Dynamic::FALSE,
        (value, _) => value.write(),
    })
}

/// The name under which a root's missing booleans read as false; of the same length, so that
/// positions stay what they are.
pub(super) fn condition_word(root: Root) -> &'static str {
    match root {
        Root::Customer => "Customer",
        Root::Context => "Context",
        Root::Event => "Event",
    }
}

/// The engine, and what may be called in it.
pub struct Sandbox {
    pub(super) engine: Engine,
    callable: BTreeSet<String>,
}

impl Default for Sandbox {
    fn default() -> Self {
        Self::new()
    }
}

impl Sandbox {
    /// Builds an engine; one is enough for all threads, see [`Sandbox::shared`].
    pub fn new() -> Self {
        let mut engine = Engine::new_raw();
        engine
            .set_optimization_level(OptimizationLevel::None)
            .set_fast_operators(false)
            .set_strict_variables(true)
            .set_allow_anonymous_fn(false)
            .set_fail_on_invalid_map_property(true)
            .set_max_operations(MAX_OPERATIONS)
            .set_max_call_levels(8)
            .set_max_expr_depths(super::parse::MAX_DEPTH, 1)
            .set_max_functions(0)
            .set_max_variables(64)
            .set_max_string_size(MAX_TEXT)
            .set_max_array_size(MAX_ITEMS)
            .set_max_map_size(64);
        for word in FORBIDDEN.iter().chain(FORBIDDEN_SYMBOLS) {
            engine.disable_symbol(*word);
        }
        engine.on_progress(|operations| {
            let late = operations % 8 == 0
                && with_run(|run| run.started.elapsed() > DEADLINE).unwrap_or(false);
            late.then_some(Dynamic::UNIT)
        });
        engine.register_type_with_name::<View>("record");
        engine.register_indexer_get(read);
        let callable = library::register(&mut engine);
        Self { engine, callable }
    }

    /// Returns the engine every script shares.
    pub fn shared() -> &'static Sandbox {
        static SHARED: LazyLock<Sandbox> = LazyLock::new(Sandbox::new);
        &SHARED
    }

    /// Returns every function and operator that can be called, with its number of arguments.
    pub fn callable(&self) -> impl Iterator<Item = &str> {
        self.callable.iter().map(String::as_str)
    }

    /// Evaluates a condition with rhai itself, to compare with the compiled predicate.
    ///
    /// Missing booleans that stand as conditions are read through a name that makes them false; rhai
    /// has no such rule. Nothing else in the text is touched.
    ///
    /// # Errors
    ///
    /// The first problem of a condition that does not check, or what rhai says.
    pub fn eval_condition(
        &self,
        source: &str,
        scope: &Scope,
        facts: &Facts<'_>,
    ) -> Result<bool, ScriptError> {
        let typed = check(source, scope).map_err(|problems| ScriptError::of_problems(&problems))?;
        let text = lenient(&typed);
        let ast =
            self.engine.compile_expression_with_scope(&declared(), &text).map_err(|error| {
                let problem = parse_problem(source, &error);
                ScriptError::of_problems(&[problem])
            })?;
        let value = self.run(&ast, scope, facts)?;
        Ok(value.as_bool().unwrap_or(false))
    }

    /// Evaluates a compiled text for one customer.
    pub(super) fn run(
        &self,
        ast: &AST,
        scope: &Scope,
        facts: &Facts<'_>,
    ) -> Result<Dynamic, ScriptError> {
        let mut names = names(scope, facts);
        let before = RUN.replace(Some(Run {
            now: facts.now,
            zone: facts.zone.clone(),
            holidays: facts.holidays.clone(),
            trap: None,
            started: Instant::now(),
        }));
        let result = self.engine.eval_ast_with_scope::<Dynamic>(&mut names, ast);
        let run = RUN.replace(before);
        if let Some(trap) = run.and_then(|run| run.trap) {
            facts.trapped(trap);
        }
        result.map_err(|error| ScriptError::of_rhai(&error))
    }
}

impl std::fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sandbox").field("callable", &self.callable).finish_non_exhaustive()
    }
}

/// Returns the constants every text sees: the three roots under both names, and `now`.
fn names(scope: &Scope, facts: &Facts<'_>) -> rhai::Scope<'static> {
    let slots = 0..scope.len();
    let frame = Arc::new(Frame {
        scope: scope.clone(),
        values: slots.map(|slot| Value::of_slot(slot as u32, scope, facts)).collect(),
    });
    let mut names = rhai::Scope::new();
    for root in Root::ALL {
        for (word, condition) in [(root.word(), false), (condition_word(root), true)] {
            let frame = frame.clone();
            let view = View { root, condition, frame };
            names.push_constant_dynamic(word, Dynamic::from(view));
        }
    }
    names.push_constant_dynamic("now", Value::Instant(facts.now).write());
    names
}

/// Returns the names alone, for compiling.
pub(super) fn declared() -> rhai::Scope<'static> {
    let mut names = rhai::Scope::new();
    for root in Root::ALL {
        names.push_constant(root.word(), ());
        names.push_constant(condition_word(root), ());
    }
    names.push_constant("now", ());
    names
}

/// Returns the source with missing booleans made false where they stand as conditions.
fn lenient(typed: &Typed) -> String {
    fn collect(term: &Term, condition: bool, places: &mut Vec<usize>) {
        if condition && matches!(term.op, Op::Slot(_)) {
            places.push(term.span.start);
        }
        let inner = term.is_joint();
        term.parts().into_iter().for_each(|part| collect(part, inner, places));
    }
    let mut places = Vec::new();
    collect(&typed.term, typed.kind() == Kind::Boolean, &mut places);
    capitalize(typed.source(), &places)
}

/// Capitalizes the root names at these places.
pub(super) fn capitalize(source: &str, places: &[usize]) -> String {
    let mut text = source.to_owned();
    for &at in places {
        let upper = text[at..=at].to_ascii_uppercase();
        text.replace_range(at..=at, &upper);
    }
    text
}

/// Turns rhai's parse error into a problem, in our own words where we have them.
pub(super) fn parse_problem(source: &str, error: &rhai::ParseError) -> Problem {
    use rhai::{LexError, ParseErrorType as Rhai};
    let at = offset(source, error.position());
    let here = source.get(at..).and_then(|rest| rest.split_whitespace().next());
    let here = here.unwrap_or("the end");
    let problem =
        |code, found: &str, expected: &str| Problem::at(source, at..at, code, found, expected);
    match error.err_type() {
        Rhai::VariableUndefined(name) => problem(Code::UnknownName, name, ""),
        Rhai::MissingToken(token, _) => problem(Code::UnexpectedToken, here, token),
        Rhai::UnexpectedEOF => problem(Code::UnexpectedToken, "the end", "a value"),
        Rhai::MissingSymbol(_) => problem(Code::UnexpectedToken, here, "a value"),
        Rhai::VariableExpected => problem(Code::UnexpectedToken, here, "a name"),
        Rhai::ExprTooDeep => problem(Code::TooDeep, "", &super::parse::MAX_DEPTH.to_string()),
        Rhai::Reserved(word) | Rhai::BadInput(LexError::ImproperSymbol(word, _)) => {
            problem(Code::NotInCondition, word, "write one of the listed operators")
        }
        other => problem(Code::ScriptSyntax, &other.to_string(), ""),
    }
}

/// Returns the byte offset of rhai's line and column.
fn offset(source: &str, position: Position) -> usize {
    let (Some(line), Some(column)) = (position.line(), position.position()) else {
        return source.len();
    };
    let start: usize = source.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let row = source.get(start..).unwrap_or_default();
    let shift = row.char_indices().nth(column.max(1) - 1).map(|(at, _)| at);
    start + shift.unwrap_or(row.len())
}
