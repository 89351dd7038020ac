//! Passphrases: from `TABIJI_PASSPHRASE`, else asked for on the terminal. Never an argument, which others could see.

use std::path::Path;

use journey::lang::Lang;
use zeroize::Zeroizing;

use crate::door::Door;
use crate::failure::Failure;

const VARIABLE: &str = "TABIJI_PASSPHRASE";
/// The fewest characters of a new passphrase.
const FEWEST: usize = 8;

/// Returns the passphrase of a key's file.
pub(crate) fn known(door: &Door, file: &Path) -> Result<Zeroizing<String>, Failure> {
    let file = file.to_string_lossy();
    let question =
        door.say(|| format!("Passphrase of {file}: "), || format!("{file}のパスフレーズ："));
    from_variable().map_or_else(|| asked(&question), Ok)
}

/// Returns the passphrase for a new key.
pub(crate) fn new(door: &Door) -> Result<Zeroizing<String>, Failure> {
    let passphrase = match from_variable() {
        Some(passphrase) => passphrase,
        None => {
            let first = asked(&door.say(
                || "Passphrase for the new key: ".to_owned(),
                || "新しい鍵のパスフレーズ：".to_owned(),
            ))?;
            let again =
                asked(&door.say(|| "The same again: ".to_owned(), || "もう一度：".to_owned()))?;
            if first != again {
                return Err(Failure::new(
                    "the two passphrases differ; try again",
                    "2つのパスフレーズが異なります。もう一度入力してください",
                ));
            }
            first
        }
    };
    if passphrase.chars().count() < FEWEST {
        return Err(Failure::new(
            format!("a passphrase has at least {FEWEST} characters; choose a longer one"),
            format!("パスフレーズは{FEWEST}文字以上です。もっと長くしてください"),
        ));
    }
    Ok(passphrase)
}

fn from_variable() -> Option<Zeroizing<String>> {
    std::env::var(VARIABLE).ok().filter(|text| !text.is_empty()).map(Zeroizing::new)
}

fn asked(question: &str) -> Result<Zeroizing<String>, Failure> {
    rpassword::prompt_password(question).map(Zeroizing::new).map_err(|error| {
        Failure::new(
            format!("no passphrase: {error}; run it on a terminal, or set {VARIABLE}"),
            format!("パスフレーズがありません（{error}）。端末で実行するか、{VARIABLE} を設定してください"),
        )
    })
}

/// Returns the words of a file of keys or of trust that cannot be used.
pub(crate) fn unusable(file: &Path, error: &package::FileError) -> Failure {
    let file = file.to_string_lossy();
    let (en, ja) = (error.message(Lang::En), error.message(Lang::Ja));
    Failure::new(format!("{file}: {en}"), format!("{file}：{ja}"))
}
