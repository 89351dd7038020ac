//! What can be wrong with a line of a story: where, what, and the way out, in both languages.

use crate::lang::Lang;

/// Something in a story that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in letters.
    pub column: usize,
    /// What is wrong.
    pub code: FaultCode,
}

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultCode {
    /// The line begins with a word that no line begins with.
    UnknownLine(String),
    /// Something else was expected here: in English, in Japanese.
    Expected(String, &'static str, &'static str),
    /// A `"` is never closed.
    Unclosed,
    /// There is more on the line than it can say.
    TooMuch(String),
    /// A line that may stand only once stands again.
    Twice(&'static str),
    /// No line says when the clock starts.
    NoStart,
    /// No line expects anything, so that it could not fail.
    NoExpectation,
}

impl Fault {
    /// Returns what is wrong and the way out.
    pub fn message(&self, lang: Lang) -> String {
        let english = lang == Lang::En;
        match &self.code {
            FaultCode::UnknownLine(word) if english => format!(
                "a line begins with “{word}”; begin it with start, until, chance, recorded, customer, at, given, mock, expect, never, no other, or # for a remark"
            ),
            FaultCode::UnknownLine(word) => format!(
                "行が「{word}」で始まっています。start、until、chance、recorded、customer、at、given、mock、expect、never、no other、または # で始めてください"
            ),
            FaultCode::Expected(found, expected, _) if english && found.is_empty() => {
                format!("the line ends too soon; write {expected}")
            }
            FaultCode::Expected(found, _, expected) if found.is_empty() => {
                format!("行が途中で終わっています。{expected}を書いてください")
            }
            FaultCode::Expected(found, expected, _) if english => {
                format!("“{found}” stands here; write {expected}")
            }
            FaultCode::Expected(found, _, expected) => {
                format!("「{found}」があります。{expected}を書いてください")
            }
            FaultCode::Unclosed if english => "a quotation is not closed; add \" at its end".to_owned(),
            FaultCode::Unclosed => "引用が閉じられていません。終わりに \" を付けてください".to_owned(),
            FaultCode::TooMuch(word) if english => {
                format!("“{word}” is more than the line can say; take it away, or begin a new line")
            }
            FaultCode::TooMuch(word) => {
                format!("「{word}」は余分です。削除するか、次の行に分けてください")
            }
            FaultCode::Twice(word) if english => {
                format!("“{word}” stands a second time; keep one")
            }
            FaultCode::Twice(word) => format!("「{word}」が二度あります。一つにしてください"),
            FaultCode::NoStart if english => {
                "no line says when the clock starts; add one such as start 2026-01-05T10:00".to_owned()
            }
            FaultCode::NoStart => {
                "開始時刻がありません。start 2026-01-05T10:00 のような行を加えてください".to_owned()
            }
            FaultCode::NoExpectation if english => {
                "nothing is expected, so the scenario could never fail; add a line that begins with expect, never or no other".to_owned()
            }
            FaultCode::NoExpectation => {
                "期待する結果がなく、失敗しようがありません。expect、never、no other で始まる行を加えてください".to_owned()
            }
        }
    }
}
