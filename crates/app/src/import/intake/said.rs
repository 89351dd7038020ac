//! What the designer says of a file that cannot be read: as the terminal does, but with ways out that the wizard has.

use crate::refused::Refused;
use crate::words::Words;

use super::super::{ImportError, Problem};

/// Returns a refusal of a file; its words name the file by its base name.
pub fn refused(error: &ImportError) -> Refused {
    let ImportError { file, problem } = error;
    let own = match problem {
        Problem::Stopped => {
            return Refused::new("stopped", "reading was stopped", "読み込みを中止しました");
        }
        Problem::UnknownEncoding { looks_like } => Words::new(
            format!(
                "is neither utf-8 nor cp932 (it looks like {looks_like}); choose its encoding, or save it as utf-8"
            ),
            format!(
                "UTF-8でもCP932でもありません（{looks_like}のようです）。文字コードを選ぶか、UTF-8で保存し直してください"
            ),
        ),
        Problem::Undecodable { line, byte, encoding } => Words::new(
            format!(
                "row {line}: byte 0x{byte:02x} does not fit in {encoding}; choose another encoding"
            ),
            format!(
                "{line}行目：バイト0x{byte:02x}は{encoding}として読めません。別の文字コードを選んでください"
            ),
        ),
        Problem::Nul { line } => Words::new(
            format!(
                "row {line}: holds a NUL character; choose another encoding, or save the file as text"
            ),
            format!(
                "{line}行目：NUL文字があります。別の文字コードを選ぶか、テキストとして保存し直してください"
            ),
        ),
        Problem::Ragged { line, found, expected } => Words::new(
            format!(
                "row {line}: found {found} cells, expected {expected} as in the header; choose another separator, or put quotes around cells that hold it"
            ),
            format!(
                "{line}行目：セルが{found}個あります。見出しと同じ{expected}個が必要です。別の区切り文字を選ぶか、区切り文字を含むセルを引用符で囲んでください"
            ),
        ),
        other => Words::of(|lang| other.message(lang)),
    };
    let message = Words::new(format!("{file}: {}", own.en), format!("{file}：{}", own.ja));
    Refused { code: problem.code().to_owned(), message }
}
