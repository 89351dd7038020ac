//! What can be wrong with a condition's text: a code, a place, and words in two languages.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::words::{quoted, word};
use crate::lang::Lang;

/// What is wrong; the UI switches on this, never on words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// The text is longer than the cap.
    SourceTooLong,
    /// NUL, a byte order mark, a control character or one that reorders text.
    ForbiddenCharacter,
    /// Parentheses, lists or calls inside each other beyond the cap.
    TooDeep,
    /// A character no condition uses.
    UnexpectedCharacter,
    /// A text without its closing quote.
    UnterminatedText,
    /// A comment without its end.
    UnterminatedComment,
    /// A backslash sequence that does not exist.
    BadEscape,
    /// A number that cannot be read, or does not fit.
    BadNumber,
    /// Something else was due here.
    UnexpectedToken,
    /// A statement, operator or form that conditions leave out.
    NotInCondition,
    /// A name that is neither a root nor `now`.
    UnknownName,
    /// An attribute, property or key that is not declared.
    UnknownAttribute,
    /// A function that is not on the list.
    UnknownFunction,
    /// A function that scripts may not use.
    ForbiddenFunction,
    /// Too few or too many arguments.
    ArgumentCount,
    /// An argument of the wrong type.
    ArgumentType,
    /// Two sides whose types cannot meet, or an operator its operand does not have.
    TypeMismatch,
    /// A value outside an attribute's closed list.
    UnknownValue,
    /// A date or instant that does not exist.
    BadMoment,
    /// A place where only a plain text in quotes will do.
    LiteralNeeded,
    /// A list anywhere but after `in` or in `one_of`.
    ListHere,
    /// A script that the script language cannot read.
    ScriptSyntax,
    /// A script of more words and symbols than the cap.
    TooManyWords,
    /// A script that declares more variables than the cap.
    TooManyNames,
    /// A script that names a port the node does not have.
    UnknownPort,
}

impl Code {
    /// Every code, for tests and tables.
    pub const ALL: [Code; 25] = [
        Code::SourceTooLong,
        Code::ForbiddenCharacter,
        Code::TooDeep,
        Code::UnexpectedCharacter,
        Code::UnterminatedText,
        Code::UnterminatedComment,
        Code::BadEscape,
        Code::BadNumber,
        Code::UnexpectedToken,
        Code::NotInCondition,
        Code::UnknownName,
        Code::UnknownAttribute,
        Code::UnknownFunction,
        Code::ForbiddenFunction,
        Code::ArgumentCount,
        Code::ArgumentType,
        Code::TypeMismatch,
        Code::UnknownValue,
        Code::BadMoment,
        Code::LiteralNeeded,
        Code::ListHere,
        Code::ScriptSyntax,
        Code::TooManyWords,
        Code::TooManyNames,
        Code::UnknownPort,
    ];
}

/// One thing wrong with a text, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// What is wrong.
    pub code: Code,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// Bytes of the source that are meant.
    pub span: Range<usize>,
    /// What stands there, or its type.
    pub found: String,
    /// What would do, or its type; empty when the code says it all.
    pub expected: String,
    /// A piece of condition to write instead.
    pub hint: Option<String>,
}

impl Problem {
    /// Returns a problem at a span of this source.
    pub(super) fn at(
        source: &str,
        span: Range<usize>,
        code: Code,
        found: impl Into<String>,
        expected: impl Into<String>,
    ) -> Self {
        let (line, column) = position(source, span.start);
        Self {
            code,
            line,
            column,
            span,
            found: found.into(),
            expected: expected.into(),
            hint: None,
        }
    }

    /// Adds a way out.
    pub(super) fn hint(mut self, hint: Option<String>) -> Self {
        self.hint = hint;
        self
    }

    /// Returns the sentence people read: place, what was found, what was expected, a way out.
    pub fn message(&self, lang: Lang) -> String {
        let (line, column) = (self.line, self.column);
        let body = match lang {
            Lang::En => self.english(),
            Lang::Ja => self.japanese(),
        };
        match lang {
            Lang::En => format!("line {line}, column {column}: {body}"),
            Lang::Ja => format!("{line} 行 {column} 列：{body}"),
        }
    }

    fn english(&self) -> String {
        let found = quoted(&self.found, Lang::En);
        let expected = word(&self.expected, Lang::En);
        let body = match self.code {
            Code::SourceTooLong => {
                format!(
                    "text is {} bytes; at most {} are allowed, so shorten it",
                    self.found, self.expected
                )
            }
            Code::ForbiddenCharacter => {
                format!("invisible character {} is not allowed; delete it", self.found)
            }
            Code::TooDeep => {
                format!("nested deeper than {} levels; split the condition", self.expected)
            }
            Code::UnexpectedCharacter => {
                format!("character {found} has no meaning here; delete it")
            }
            Code::UnterminatedText => "text has no closing quote; add \" at its end".to_owned(),
            Code::UnterminatedComment => "comment has no end; add */".to_owned(),
            Code::BadEscape => format!("{found} is no escape; write \\\\ for a backslash"),
            Code::BadNumber => format!("{found} cannot be read as a number; expected {expected}"),
            Code::UnexpectedToken => format!("found {found}, expected {expected}"),
            Code::NotInCondition => format!("{found} is not available here; {expected}"),
            Code::UnknownName => {
                format!("no name {found}; names begin with customer., context. or event.")
            }
            Code::UnknownAttribute => {
                format!("no attribute {found} is declared; declare it or use another")
            }
            Code::UnknownFunction => format!("no function {found}; see the list of functions"),
            Code::ForbiddenFunction => format!("{found} is not allowed in scripts; remove it"),
            Code::ArgumentCount => {
                format!("{} arguments given, {} expected", self.found, self.expected)
            }
            Code::ArgumentType => format!("argument is {found}, expected {expected}"),
            Code::TypeMismatch => format!("found {found}, expected {expected}"),
            Code::UnknownValue => {
                format!("{found} is not a value of {expected}; use one from its list")
            }
            Code::BadMoment => format!("{found} cannot be read; expected {expected}"),
            Code::LiteralNeeded => format!("found {found}, expected a plain text in quotes"),
            Code::ListHere => "a list may stand only after in or inside one_of".to_owned(),
            Code::ScriptSyntax => format!("script cannot be read: {}", self.found),
            Code::TooManyWords => {
                format!("more than {} words and symbols; shorten the script", self.expected)
            }
            Code::TooManyNames => {
                format!("more than {} variables; declare fewer", self.expected)
            }
            Code::UnknownPort => format!("no port {found}; expected one of {expected}"),
        };
        match &self.hint {
            Some(hint) => format!("{body}; did you mean `{hint}`?"),
            None => body,
        }
    }

    fn japanese(&self) -> String {
        let found = quoted(&self.found, Lang::Ja);
        let expected = word(&self.expected, Lang::Ja);
        let body = match self.code {
            Code::SourceTooLong => format!(
                "長さが {} バイトです。{} バイト以内に短くしてください",
                self.found, self.expected
            ),
            Code::ForbiddenCharacter => {
                format!("見えない文字 {} は使えません。削除してください", self.found)
            }
            Code::TooDeep => {
                format!("入れ子が {} 段を超えています。条件を分けてください", self.expected)
            }
            Code::UnexpectedCharacter => {
                format!("文字{found}はここでは使えません。削除してください")
            }
            Code::UnterminatedText => {
                "文字列が閉じていません。最後に \" を付けてください".to_owned()
            }
            Code::UnterminatedComment => "コメントが閉じていません。*/ を付けてください".to_owned(),
            Code::BadEscape => format!("{found}は使えません。\\ は \\\\ と書きます"),
            Code::BadNumber => format!("{found}は数値として読めません。{expected}が必要です"),
            Code::UnexpectedToken => format!("{found}がありますが、{expected}が必要です"),
            Code::NotInCondition => format!("{found}はここでは使えません。{expected}"),
            Code::UnknownName => {
                format!("{found}という名前はありません。customer. か context. か event. で始めます")
            }
            Code::UnknownAttribute => {
                format!("属性{found}は宣言されていません。宣言するか、別の属性を使ってください")
            }
            Code::UnknownFunction => {
                format!("関数{found}はありません。関数の一覧を確認してください")
            }
            Code::ForbiddenFunction => {
                format!("{found}はスクリプトでは使えません。削除してください")
            }
            Code::ArgumentCount => {
                format!("引数が {} 個あります。{} 個必要です", self.found, self.expected)
            }
            Code::ArgumentType => format!("引数が{found}です。{expected}が必要です"),
            Code::TypeMismatch => format!("{found}がありますが、{expected}が必要です"),
            Code::UnknownValue => {
                format!("{found}は {} の値ではありません。一覧から選んでください", self.expected)
            }
            Code::BadMoment => format!("{found}は読めません。{expected}が必要です"),
            Code::LiteralNeeded => {
                format!("{found}がありますが、引用符で囲んだ文字列が必要です")
            }
            Code::ListHere => "リストは in の後か one_of の中だけで使えます".to_owned(),
            Code::ScriptSyntax => format!("スクリプトを読めません：{}", self.found),
            Code::TooManyWords => format!(
                "語と記号が {} 個を超えています。スクリプトを短くしてください",
                self.expected
            ),
            Code::TooManyNames => {
                format!("変数が {} 個を超えています。減らしてください", self.expected)
            }
            Code::UnknownPort => {
                format!("{found}という出口はありません。{} のどれかが必要です", self.expected)
            }
        };
        match &self.hint {
            Some(hint) => format!("{body}。`{hint}` ではありませんか"),
            None => body,
        }
    }
}

/// Returns line and column (in characters), both from 1, of a byte offset.
pub(super) fn position(source: &str, offset: usize) -> (u32, u32) {
    let mut offset = offset.min(source.len());
    while !source.is_char_boundary(offset) {
        offset -= 1;
    }
    let before = &source[..offset];
    let line = before.bytes().filter(|&byte| byte == b'\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    (line as u32, before[start..].chars().count() as u32 + 1)
}

/// Returns the candidate closest to a word, when close enough to be a slip of the hand.
pub(crate) fn closest<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    // A huge identifier is no slip; the distance is quadratic.
    if word.chars().count() > 64 {
        return None;
    }
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate))
        .filter(|&(distance, candidate)| distance <= 1.max(candidate.chars().count() / 3))
        .min()
        .map(|(_, candidate)| candidate)
}
