//! Scripts of branch nodes: a few lines of rhai that name the port to leave by.
//! Loops and local variables are allowed; functions, closures and everything outside are not.

use rhai::AST;

use super::check::similar;
use super::facts::Facts;
use super::functions::{FUNCTIONS, signature};
use super::lex::{self, Kind as Lexeme, MAX_SCRIPT, Token};
use super::parse::MAX_DEPTH;
use super::ports;
use super::problem::{Code, Problem, closest, position};
use super::sandbox::{FORBIDDEN, Sandbox, capitalize, condition_word, declared, parse_problem};
use super::scope::{Root, Scope};
use super::script_error::{ScriptCode, ScriptError};
use super::values::Value;
use crate::value::Type;

/// Words that may stand before `(` without being a function.
const KEYWORDS: &[&str] = &[
    "if", "while", "until", "switch", "for", "in", "return", "throw", "else", "let", "const", "do",
    "loop",
];

/// Most problems reported at once: past that many nobody reads, and each costs a walk of the text.
const MAX_PROBLEMS: usize = 50;

/// Most variables a script may declare.
const MAX_NAMES: usize = 256;

/// A compiled script. Shared between threads.
///
/// Values mean what they mean in conditions, with one limit: a missing boolean counts as false only
/// where the attribute itself stands as a condition (`if customer.vip`). Held in a variable it stays
/// missing, and `if vip` is then a type mismatch; ask `is_set` or compare with `== true`.
#[derive(Clone, Debug)]
pub struct Script {
    ast: AST,
    ports: Vec<String>,
    named: Option<Vec<String>>,
    /// Line and column of the last word, where a result that is no port is reported.
    last: (u32, u32),
}

impl Script {
    /// Compiles a script whose result must be one of these ports.
    ///
    /// # Errors
    ///
    /// Names and functions that do not exist, literal results that are no port, and what the script
    /// language cannot read. Types meet only when the script runs.
    pub fn compile(source: &str, scope: &Scope, ports: &[String]) -> Result<Self, Vec<Problem>> {
        let one = |problem| vec![problem];
        lex::admit(source, MAX_SCRIPT).map_err(one)?;
        let tokens = lex::tokens(source).map_err(one)?;
        limit_depth(source, &tokens).map_err(one)?;
        limit_names(source, &tokens).map_err(one)?;
        let problems = scan(source, &tokens, scope);
        if !problems.is_empty() {
            return Err(problems);
        }
        let text = capitalize(source, &conditions(&tokens, scope));
        let engine = &Sandbox::shared().engine;
        let ast = engine
            .compile_with_scope(&declared(), &text)
            .map_err(|error| one(parse_problem(source, &error)))?;
        let named = ports::named(&tokens);
        let strangers = named.iter().flatten().filter(|(name, _)| !ports.contains(name));
        let problems: Vec<Problem> = strangers
            .take(MAX_PROBLEMS)
            .map(|(name, span)| {
                let near = closest(name, ports.iter().map(String::as_str)).map(lex::literal);
                let list = ports.join(", ");
                Problem::at(source, span.clone(), Code::UnknownPort, name, list).hint(near)
            })
            .collect();
        if !problems.is_empty() {
            return Err(problems);
        }
        let last = tokens.iter().rev().find(|token| token.kind != Lexeme::End);
        Ok(Self {
            last: position(source, last.map_or(0, |token| token.span.start)),
            ast,
            ports: ports.to_vec(),
            named: named.map(|named| named.into_iter().map(|(name, _)| name).collect()),
        })
    }

    /// Returns the names the script may return, in source order, when they can be told by reading.
    pub fn ports_named(&self) -> Option<Vec<String>> {
        self.named.clone()
    }

    /// Runs the script for one customer and returns the port it names.
    ///
    /// `scope` must be the one it was compiled against. The same facts give the same answer; only the
    /// deadline, which the limit on operations normally precedes, depends on the machine.
    ///
    /// # Errors
    ///
    /// A limit, a type that does not fit, or a result that is no port.
    pub fn run(&self, facts: &Facts<'_>, scope: &Scope) -> Result<String, ScriptError> {
        let result = Sandbox::shared().run(&self.ast, scope, facts)?;
        match Value::read(&result) {
            Some(Value::Text(port)) if self.ports.iter().any(|known| *known == port) => {
                Ok(port.into())
            }
            Some(Value::Text(port)) => Err(self.stray(ScriptCode::UnknownPort, &port)),
            Some(other) => Err(self.stray(ScriptCode::NoPort, other.kind())),
            None if result.is_array() => Err(self.stray(ScriptCode::NoPort, "a list")),
            None => Err(self.stray(ScriptCode::NoPort, result.type_name())),
        }
    }

    /// Returns the error of a result that is no port, at the last word of the script.
    fn stray(&self, code: ScriptCode, found: &str) -> ScriptError {
        let (line, column) = self.last;
        ScriptError::new(code, found, self.ports.join(", ")).at(line, column)
    }
}

fn symbol(token: Option<&Token>) -> &str {
    match token.map(|token| &token.kind) {
        Some(Lexeme::Symbol(symbol)) => symbol,
        Some(Lexeme::Name(name)) => name,
        Some(Lexeme::Integer(_) | Lexeme::Decimal(_) | Lexeme::Text(_) | Lexeme::End) | None => "",
    }
}

/// Refuses nesting before rhai's own parser, whose time grows worse than linearly, sees the text.
fn limit_depth(source: &str, tokens: &[Token]) -> Result<(), Problem> {
    let (mut depth, mut signs) = (0usize, 0usize);
    for token in tokens {
        let word = symbol(Some(token));
        signs = if matches!(word, "!" | "-" | "+") { signs + 1 } else { 0 };
        match word {
            "(" | "[" | "{" | "#{" => depth += 1,
            ")" | "]" | "}" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth.max(signs) > MAX_DEPTH {
            let most = MAX_DEPTH.to_string();
            return Err(Problem::at(source, token.span.clone(), Code::TooDeep, "", most));
        }
    }
    Ok(())
}

/// Refuses more declarations than a script of 64 KB has use for: rhai looks each name up in a list.
fn limit_names(source: &str, tokens: &[Token]) -> Result<(), Problem> {
    let declares = |token: &&Token| matches!(symbol(Some(token)), "let" | "const" | "for");
    match tokens.iter().filter(declares).nth(MAX_NAMES) {
        Some(first) => {
            let expected = MAX_NAMES.to_string();
            Err(Problem::at(source, first.span.clone(), Code::TooManyNames, "", expected))
        }
        None => Ok(()),
    }
}

/// Finds forbidden words, undeclared attributes and unknown functions.
fn scan(source: &str, tokens: &[Token], scope: &Scope) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        if problems.len() >= MAX_PROBLEMS {
            break;
        }
        let Lexeme::Name(name) = &token.kind else {
            continue;
        };
        let before = at.checked_sub(1).and_then(|at| tokens.get(at));
        let (before, after) = (symbol(before), symbol(tokens.get(at + 1)));
        let reserved = Root::ALL.into_iter().any(|root| condition_word(root) == name);
        let problem = |code, expected: &str| {
            Problem::at(source, token.span.clone(), code, name.as_str(), expected)
        };
        if FORBIDDEN.contains(&name.as_str()) {
            problems.push(problem(Code::ForbiddenFunction, ""));
        } else if reserved && before != "." {
            problems.push(problem(Code::UnknownName, "").hint(Some(name.to_lowercase())));
        } else if matches!(before, "let" | "const" | "for")
            && (Root::of(name).is_some() || name == "now")
        {
            problems.push(problem(Code::UnexpectedToken, "a name"));
        } else if after == "(" && !KEYWORDS.contains(&name.as_str()) {
            if signature(name).is_none() && name != "push" {
                let near = closest(name, FUNCTIONS.iter().map(|line| line.name));
                let near = near.map(str::to_owned);
                problems.push(problem(Code::UnknownFunction, "").hint(near));
            }
        } else if let (Some(root), ".", true) = (Root::of(name), after, before != ".") {
            problems.extend(undeclared(source, &tokens[at..], root, scope));
        }
    }
    problems
}

/// Returns the problem of `root.name` when the name is not declared.
fn undeclared(source: &str, tokens: &[Token], root: Root, scope: &Scope) -> Option<Problem> {
    let (first, field) = (tokens.first()?, tokens.get(2)?);
    let Lexeme::Name(name) = &field.kind else {
        return None;
    };
    if symbol(tokens.get(3)) == "(" || scope.slot(root, name).is_some() {
        return None;
    }
    let span = first.span.start..field.span.end;
    let found = format!("{root}.{name}");
    let problem = Problem::at(source, span, Code::UnknownAttribute, found, "");
    Some(problem.hint(similar(scope, root, name)))
}

/// Returns where boolean attributes stand as conditions: there, missing reads as false.
///
/// Told from the neighbors alone: everything binds tighter than `&&` and `||`, so a read between two
/// of them, or between one and a bracket, is a condition; so is one alone after `if` or `while`.
fn conditions(tokens: &[Token], scope: &Scope) -> Vec<usize> {
    let mut places = Vec::new();
    for (at, window) in tokens.windows(3).enumerate() {
        let [first, point, field] = window else {
            continue;
        };
        let (Lexeme::Name(word), ".", Lexeme::Name(name)) =
            (&first.kind, symbol(Some(point)), &field.kind)
        else {
            continue;
        };
        let slot = Root::of(word).and_then(|root| scope.slot(root, name));
        if slot.is_none_or(|slot| scope.attribute(slot).kind != Type::Boolean) {
            continue;
        }
        let before = at.checked_sub(1).and_then(|at| tokens.get(at));
        let (before, after) = (symbol(before), symbol(tokens.get(at + 3)));
        let joins = |word: &str| matches!(word, "&&" | "||");
        let opens = matches!(
            before,
            "if" | "while" | "until" | "(" | "=" | "return" | "," | "{" | ";" | "=>" | "}" | ""
        );
        let closes = matches!(after, "{" | ")" | ";" | "," | "}" | "" | "=>");
        let asks = matches!(before, "if" | "while" | "until");
        let condition = (joins(before) && (joins(after) || closes))
            || (joins(after) && opens)
            || (asks && closes);
        if condition {
            places.push(first.span.start);
        }
    }
    places
}
