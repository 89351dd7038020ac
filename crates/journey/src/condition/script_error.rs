//! How a script can fail while it runs: a code, a place, and words in two languages.

use rhai::EvalAltResult;
use serde::{Deserialize, Serialize};

use super::problem::Problem;
use super::sandbox::Fault;
use super::words::{quoted, word};
use crate::lang::Lang;

/// Why a script gave no port; the UI switches on this.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScriptCode {
    /// The text does not check or cannot be read.
    Unreadable,
    /// It took more operations than allowed.
    TooManyOperations,
    /// It ran past the deadline.
    Deadline,
    /// A text, list or record grew past its limit, or calls or variables did.
    TooLarge,
    /// Two types that cannot meet.
    TypeMismatch,
    /// An attribute, property or key that is not declared.
    UnknownAttribute,
    /// A variable that does not exist.
    UnknownName,
    /// A function that is not on the list.
    UnknownFunction,
    /// A change to something that can only be read.
    ReadOnly,
    /// A list index or record key that is not there.
    NotThere,
    /// The script threw.
    Thrown,
    /// The result is not a text.
    NoPort,
    /// The result is a text, but no port of the node.
    UnknownPort,
    /// Anything else the script language reports.
    Failed,
}

impl ScriptCode {
    /// Every code, for tests and tables.
    pub const ALL: [ScriptCode; 14] = [
        ScriptCode::Unreadable,
        ScriptCode::TooManyOperations,
        ScriptCode::Deadline,
        ScriptCode::TooLarge,
        ScriptCode::TypeMismatch,
        ScriptCode::UnknownAttribute,
        ScriptCode::UnknownName,
        ScriptCode::UnknownFunction,
        ScriptCode::ReadOnly,
        ScriptCode::NotThere,
        ScriptCode::Thrown,
        ScriptCode::NoPort,
        ScriptCode::UnknownPort,
        ScriptCode::Failed,
    ];
}

/// Why a script gave no port, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{message}")]
pub struct ScriptError {
    /// Why.
    pub code: ScriptCode,
    /// The English sentence, as [`ScriptError::message`] gives it.
    pub message: String,
    /// Line, from 1; 0 when no place is known.
    pub line: u32,
    /// Column in characters, from 1; 0 when no place is known.
    pub column: u32,
    /// What was found.
    pub found: String,
    /// What was expected; for an unknown attribute the closest declared one.
    pub expected: String,
    /// The problem behind [`ScriptCode::Unreadable`].
    #[serde(skip)]
    problem: Option<Box<Problem>>,
}

impl ScriptError {
    /// Returns an error without a place.
    pub(super) fn new(
        code: ScriptCode,
        found: impl Into<String>,
        expected: impl Into<String>,
    ) -> Self {
        let mut error = Self {
            code,
            message: String::new(),
            line: 0,
            column: 0,
            found: found.into(),
            expected: expected.into(),
            problem: None,
        };
        error.message = error.message(Lang::En);
        error
    }

    /// Says where.
    pub(super) fn at(mut self, line: u32, column: u32) -> Self {
        (self.line, self.column) = (line, column);
        self.message = self.message(Lang::En);
        self
    }

    /// Returns the error of a text that does not check: its first problem.
    pub(super) fn of_problems(problems: &[Problem]) -> Self {
        let mut error = Self::new(ScriptCode::Unreadable, "", "");
        if let Some(problem) = problems.first() {
            error.problem = Some(Box::new(problem.clone()));
            return error.at(problem.line, problem.column);
        }
        error
    }

    /// Turns what rhai reports into a code of ours.
    pub(super) fn of_rhai(error: &EvalAltResult) -> Self {
        use EvalAltResult as Rhai;
        let new = |code, found: &str, expected: &str| ScriptError::new(code, found, expected);
        let plain = match error {
            Rhai::ErrorRuntime(value, _) => match value.clone().try_cast::<Fault>() {
                Some(fault) => new(fault.code, &fault.found, &fault.expected),
                None => new(ScriptCode::Thrown, &value.to_string(), ""),
            },
            Rhai::ErrorTooManyOperations(_) => {
                new(ScriptCode::TooManyOperations, "", &super::sandbox::MAX_OPERATIONS.to_string())
            }
            Rhai::ErrorTerminated(..) => {
                let deadline = super::sandbox::DEADLINE.as_millis();
                new(ScriptCode::Deadline, "", &deadline.to_string())
            }
            Rhai::ErrorDataTooLarge(what, _) => new(ScriptCode::TooLarge, plain_size(what), ""),
            Rhai::ErrorStackOverflow(_) => new(ScriptCode::TooLarge, "calls", ""),
            Rhai::ErrorTooManyVariables(_) => new(ScriptCode::TooLarge, "variables", ""),
            Rhai::ErrorTooManyModules(_) => new(ScriptCode::TooLarge, "modules", ""),
            Rhai::ErrorMismatchDataType(expected, found, _) => {
                new(ScriptCode::TypeMismatch, plain_type(found), plain_type(expected))
            }
            Rhai::ErrorMismatchOutputType(expected, found, _) => {
                new(ScriptCode::TypeMismatch, plain_type(found), plain_type(expected))
            }
            Rhai::ErrorFunctionNotFound(name, _) => new(ScriptCode::UnknownFunction, name, ""),
            Rhai::ErrorVariableNotFound(name, _) => new(ScriptCode::UnknownName, name, ""),
            Rhai::ErrorPropertyNotFound(name, _) => new(ScriptCode::NotThere, name, ""),
            // A setter would make rhai write back after every method call on an attribute.
            Rhai::ErrorDotExpr(text, _) if text.starts_with("No writable property") => {
                new(ScriptCode::ReadOnly, text.split('\'').nth(1).unwrap_or_default(), "")
            }
            Rhai::ErrorAssignmentToConstant(name, _) => new(ScriptCode::ReadOnly, name, ""),
            Rhai::ErrorNonPureMethodCallOnConstant(name, _) => new(ScriptCode::ReadOnly, name, ""),
            Rhai::ErrorArrayBounds(_, index, _) | Rhai::ErrorStringBounds(_, index, _) => {
                new(ScriptCode::NotThere, &index.to_string(), "")
            }
            Rhai::ErrorIndexNotFound(index, _) => new(ScriptCode::NotThere, &index.to_string(), ""),
            Rhai::ErrorFor(_) => new(ScriptCode::TypeMismatch, "a value", "a list"),
            other => {
                let text = other.unwrap_inner().to_string();
                let text = text.rsplit_once(" (line ").map_or(text.as_str(), |(text, _)| text);
                new(ScriptCode::Failed, text, "")
            }
        };
        let position = error.position();
        match (position.line(), position.position()) {
            (Some(line), Some(column)) => plain.at(line as u32, column as u32),
            (Some(line), None) => plain.at(line as u32, 1),
            _ => plain,
        }
    }

    /// Returns the sentence people read: place, what was found, what was expected, a way out.
    pub fn message(&self, lang: Lang) -> String {
        if let Some(problem) = &self.problem {
            return problem.message(lang);
        }
        let (line, column) = (self.line, self.column);
        match (lang, line) {
            (Lang::En, 0) => self.english(),
            (Lang::Ja, 0) => self.japanese(),
            (Lang::En, _) => format!("line {line}, column {column}: {}", self.english()),
            (Lang::Ja, _) => format!("{line} 行 {column} 列：{}", self.japanese()),
        }
    }

    fn english(&self) -> String {
        let found = quoted(&self.found, Lang::En);
        let expected = word(&self.expected, Lang::En);
        match self.code {
            ScriptCode::Unreadable => "script cannot be read".to_owned(),
            ScriptCode::TooManyOperations => {
                format!("script took more than {expected} operations; shorten its loops")
            }
            ScriptCode::Deadline => {
                format!("script ran longer than {expected} ms; shorten its loops")
            }
            ScriptCode::TooLarge if expected.is_empty() => {
                format!("{found} grew past its limit; build less in the script")
            }
            ScriptCode::TooLarge => {
                format!("{found} grew past its limit of {expected}; build less in the script")
            }
            ScriptCode::TypeMismatch => format!("found {found}, expected {expected}"),
            ScriptCode::UnknownAttribute if expected.is_empty() => {
                format!("no attribute {found} is declared; declare it or use another")
            }
            ScriptCode::UnknownAttribute => {
                format!("no attribute {found} is declared; did you mean `{expected}`?")
            }
            ScriptCode::UnknownName => format!("no name {found}; declare it with let"),
            ScriptCode::UnknownFunction => {
                format!("no function {found}; see the list of functions")
            }
            ScriptCode::ReadOnly => format!("{found} can only be read; copy it with let"),
            ScriptCode::NotThere => format!("nothing at {found}; check the index or name first"),
            ScriptCode::Thrown => format!("script threw {found}"),
            ScriptCode::NoPort => {
                format!("script returned {found}, expected the name of a port: {expected}")
            }
            ScriptCode::UnknownPort => {
                format!("script returned {found}, which is no port; expected one of {expected}")
            }
            ScriptCode::Failed => format!("script failed: {}", self.found),
        }
    }

    fn japanese(&self) -> String {
        let found = quoted(&self.found, Lang::Ja);
        let expected = word(&self.expected, Lang::Ja);
        match self.code {
            ScriptCode::Unreadable => "スクリプトを読めません".to_owned(),
            ScriptCode::TooManyOperations => {
                format!("処理が {expected} 回を超えました。繰り返しを短くしてください")
            }
            ScriptCode::Deadline => {
                format!("実行が {expected} ミリ秒を超えました。繰り返しを短くしてください")
            }
            ScriptCode::TooLarge if expected.is_empty() => {
                format!("{found}が上限を超えました。作る量を減らしてください")
            }
            ScriptCode::TooLarge => {
                format!("{found}が上限 {expected} を超えました。作る量を減らしてください")
            }
            ScriptCode::TypeMismatch => format!("{found}がありますが、{expected}が必要です"),
            ScriptCode::UnknownAttribute if expected.is_empty() => {
                format!("属性{found}は宣言されていません。宣言するか、別の属性を使ってください")
            }
            ScriptCode::UnknownAttribute => {
                format!("属性{found}は宣言されていません。`{expected}` ではありませんか")
            }
            ScriptCode::UnknownName => {
                format!("{found}という名前はありません。let で宣言してください")
            }
            ScriptCode::UnknownFunction => {
                format!("関数{found}はありません。関数の一覧を確認してください")
            }
            ScriptCode::ReadOnly => {
                format!("{found}は読み取り専用です。let で写してから使ってください")
            }
            ScriptCode::NotThere => {
                format!("{found}には何もありません。番号か名前を先に確認してください")
            }
            ScriptCode::Thrown => format!("スクリプトが{found}を投げました"),
            ScriptCode::NoPort => {
                format!("結果が{found}です。出口の名前 {expected} のどれかが必要です")
            }
            ScriptCode::UnknownPort => {
                format!("結果{found}は出口ではありません。{expected} のどれかが必要です")
            }
            ScriptCode::Failed => format!("スクリプトが失敗しました：{}", self.found),
        }
    }
}

/// Turns rhai's type names into ours.
fn plain_type(name: &str) -> &str {
    match name {
        "bool" => "boolean",
        "()" => "missing",
        "i64" => "integer",
        "string" => "text",
        "decimal" => "decimal",
        "array" => "a list",
        other => other,
    }
}

/// Turns rhai's "Length of string" and its like into our words.
fn plain_size(what: &str) -> &str {
    match what {
        what if what.contains("string") => "text",
        what if what.contains("array") => "list",
        what if what.contains("map") => "record",
        other => other,
    }
}
