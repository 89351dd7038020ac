//! Which encoding a file has: told by its byte order mark, else by what its first megabyte can be.

use std::fmt;
use std::str::FromStr;

use super::error::Problem;

/// An encoding that customers' files come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, ts_rs::TS)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    #[serde(rename = "utf-8")]
    Utf8,
    /// Windows code page 932, a superset of Shift_JIS.
    #[serde(rename = "cp932")]
    Cp932,
    /// UTF-16, least byte first.
    #[serde(rename = "utf-16le")]
    Utf16Le,
    /// UTF-16, greatest byte first.
    #[serde(rename = "utf-16be")]
    Utf16Be,
}

impl Encoding {
    pub(super) fn decoder(self) -> encoding_rs::Decoder {
        match self {
            Self::Utf8 => encoding_rs::UTF_8,
            Self::Cp932 => encoding_rs::SHIFT_JIS,
            Self::Utf16Le => encoding_rs::UTF_16LE,
            Self::Utf16Be => encoding_rs::UTF_16BE,
        }
        .new_decoder_with_bom_removal()
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Utf8 => "utf-8",
            Self::Cp932 => "cp932",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
        })
    }
}

impl FromStr for Encoding {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.to_ascii_lowercase().as_str() {
            "utf-8" | "utf8" => Ok(Self::Utf8),
            "cp932" | "shift_jis" | "shift-jis" | "sjis" | "windows-31j" | "ms932" => {
                Ok(Self::Cp932)
            }
            "utf-16" | "utf-16le" | "utf16" => Ok(Self::Utf16Le),
            "utf-16be" => Ok(Self::Utf16Be),
            _ => Err("expected utf-8, cp932, utf-16le or utf-16be".to_owned()),
        }
    }
}

/// Returns the encoding of a file that begins with these bytes; `whole` says that they are all of it.
pub(super) fn detect(head: &[u8], whole: bool) -> Result<Encoding, Problem> {
    match head {
        [0xef, 0xbb, 0xbf, ..] => return Ok(Encoding::Utf8),
        [0xff, 0xfe, ..] => return Ok(Encoding::Utf16Le),
        [0xfe, 0xff, ..] => return Ok(Encoding::Utf16Be),
        _ => {}
    }
    match std::str::from_utf8(head) {
        Ok(_) => return Ok(Encoding::Utf8),
        // Cut in the middle of a character.
        Err(error) if !whole && error.error_len().is_none() => return Ok(Encoding::Utf8),
        Err(_) => {}
    }
    let mut detector = chardetng::EncodingDetector::new();
    detector.feed(head, whole);
    let guess = detector.guess(Some(b"jp"), false);
    if guess == encoding_rs::SHIFT_JIS || guess != encoding_rs::EUC_JP && is_cp932(head, whole) {
        return Ok(Encoding::Cp932);
    }
    let looks_like = guess.name().to_ascii_lowercase();
    Err(Problem::UnknownEncoding { looks_like })
}

fn is_cp932(head: &[u8], whole: bool) -> bool {
    let mut decoder = encoding_rs::SHIFT_JIS.new_decoder_without_bom_handling();
    let mut room = vec![0; 4 * head.len() + 16];
    let (result, ..) = decoder.decode_to_utf8_without_replacement(head, &mut room, whole);
    matches!(result, encoding_rs::DecoderResult::InputEmpty)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_japanese_encoding_is_named_and_not_misread() {
        let (bytes, _, _) = encoding_rs::EUC_JP.encode("id,氏名\n1,山田太郎\n2,佐藤花子\n");
        let error = detect(&bytes, true).unwrap_err();
        assert!(
            matches!(&error, Problem::UnknownEncoding { looks_like } if looks_like == "euc-jp"),
            "{error:?}"
        );
    }

    #[test]
    fn a_character_cut_at_the_end_of_the_look_is_no_error() {
        assert_eq!(detect("あい".as_bytes().split_at(5).0, false).unwrap(), Encoding::Utf8);
    }
}
