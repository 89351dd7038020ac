//! What the files of keys and of trust have in common: JSON that says what it is, read whole or refused.

use journey::format::canonical;
use journey::lang::Lang;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use thiserror::Error;

/// Most bytes that a file of keys or of trust may have.
pub(crate) const MAX_BYTES: usize = 1_000_000;
/// The newest version of these files that this build reads, and the one it writes.
pub(crate) const VERSION: u64 = 1;

/// Why a file of a key or of trust cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{}", self.message(Lang::En))]
pub enum FileError {
    /// It is another kind of file, or damaged.
    NotThis {
        /// What was expected, by its `format`.
        expected: &'static str,
        /// What the reader says.
        reason: String,
    },
    /// Written by a newer build.
    Newer {
        /// The file's version.
        found: u64,
    },
    /// A public key that is none, a weak one, or not the one its id says.
    BadKey {
        /// The id it stands under.
        id: String,
    },
    /// One key twice.
    Twice {
        /// The key's id.
        id: String,
    },
    /// Fewer keys than signatures are asked for.
    TooFewKeys {
        /// Keys that may sign.
        found: usize,
        /// Signatures that are asked for.
        wanted: usize,
    },
    /// The passphrase is another one, or the file was changed.
    WrongPassphrase,
    /// Opening it would take more memory or time than any file of ours does.
    TooCostly,
}

impl FileError {
    /// Returns the code that programs switch on.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotThis { .. } => "other_file",
            Self::Newer { .. } => "newer_version",
            Self::BadKey { .. } => "bad_key",
            Self::Twice { .. } => "key_twice",
            Self::TooFewKeys { .. } => "too_few_keys",
            Self::WrongPassphrase => "wrong_passphrase",
            Self::TooCostly => "too_costly",
        }
    }

    /// Returns what was found, what was expected, and the way out.
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::NotThis { expected, reason }, Lang::En) => {
                format!("is no file of format \"{expected}\": {reason}; choose another file")
            }
            (Self::NotThis { expected, reason }, Lang::Ja) => {
                format!(
                    "形式 \"{expected}\" のファイルではありません（{reason}）。別のファイルを選んでください"
                )
            }
            (Self::Newer { found }, Lang::En) => {
                format!("file is version {found}; this build reads up to {VERSION}; update tabiji")
            }
            (Self::Newer { found }, Lang::Ja) => {
                format!(
                    "版{found}のファイルです。このプログラムは版{VERSION}まで読めます。tabijiを更新してください"
                )
            }
            (Self::BadKey { id }, Lang::En) => {
                format!(
                    "the public key \"{id}\" is not the one its id says; ask its owner for it again"
                )
            }
            (Self::BadKey { id }, Lang::Ja) => {
                format!("公開鍵「{id}」がIDと合いません。持ち主からもう一度受け取ってください")
            }
            (Self::Twice { id }, Lang::En) => {
                format!("the key \"{id}\" comes twice; remove one of them")
            }
            (Self::Twice { id }, Lang::Ja) => {
                format!("鍵「{id}」が2回あります。どちらかを取り除いてください")
            }
            (Self::TooFewKeys { found, wanted }, Lang::En) => {
                format!(
                    "asks for {wanted} signatures, and {found} of its keys may give them; add keys"
                )
            }
            (Self::TooFewKeys { found, wanted }, Lang::Ja) => {
                format!(
                    "署名が{wanted}件必要ですが、署名できる鍵は{found}個です。鍵を追加してください"
                )
            }
            (Self::WrongPassphrase, Lang::En) => {
                "cannot be opened: the passphrase is another one, or the file was changed"
                    .to_owned()
            }
            (Self::WrongPassphrase, Lang::Ja) => {
                "開けません。パスフレーズが違うか、ファイルが変更されています".to_owned()
            }
            (Self::TooCostly, Lang::En) => {
                "asks for more memory or time than any key file of tabiji does; choose another file"
                    .to_owned()
            }
            (Self::TooCostly, Lang::Ja) => {
                "開くために必要な記憶域か時間が大きすぎます。別のファイルを選んでください"
                    .to_owned()
            }
        }
    }
}

/// Reads a document that must say that it is of this format.
pub(crate) fn read<T: DeserializeOwned>(
    bytes: &[u8],
    expected: &'static str,
) -> Result<T, FileError> {
    let refuse = |reason: String| FileError::NotThis { expected, reason };
    if bytes.len() > MAX_BYTES {
        return Err(refuse(format!("{} bytes; at most {MAX_BYTES}", bytes.len())));
    }
    let mut value: Value =
        serde_json::from_slice(bytes).map_err(|error| refuse(error.to_string()))?;
    let fields = value.as_object_mut().ok_or_else(|| refuse("no map".to_owned()))?;
    match fields.remove("format") {
        Some(Value::String(format)) if format == expected => {}
        other => return Err(refuse(format!("its format is {}", other.unwrap_or_default()))),
    }
    match fields.remove("version").as_ref().and_then(Value::as_u64) {
        Some(VERSION) => {}
        Some(found) if found > VERSION => return Err(FileError::Newer { found }),
        _ => return Err(refuse("it has no version".to_owned())),
    }
    serde_json::from_value(value).map_err(|error| refuse(error.to_string()))
}

/// Returns what a file says of itself, to choose how to read it; nothing where it says nothing.
pub(crate) fn format_of(bytes: &[u8]) -> Option<String> {
    let bytes = bytes.get(..bytes.len().min(MAX_BYTES))?;
    let value: Value = serde_json::from_slice(bytes).ok()?;
    value.get("format")?.as_str().map(str::to_owned)
}

/// Writes a document in its canonical form.
pub(crate) fn write(document: &impl Serialize, format: &'static str) -> String {
    let mut value = serde_json::to_value(document).unwrap_or_default();
    if let Some(fields) = value.as_object_mut() {
        fields.insert("format".to_owned(), format.into());
        fields.insert("version".to_owned(), VERSION.into());
    }
    canonical(&value)
}
