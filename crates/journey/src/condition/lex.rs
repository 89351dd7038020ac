//! Text to tokens, for conditions and for the light scan of scripts. Refuses what cannot be seen.

use std::ops::Range;

use super::problem::{Code, Problem};
use crate::value::Decimal;

/// Longest condition, in bytes.
pub const MAX_CONDITION: usize = 4 * 1024;
/// Longest script, in bytes.
pub const MAX_SCRIPT: usize = 64 * 1024;

/// Most words and symbols of a script: reading it further on costs more than linearly.
pub(super) const MAX_TOKENS: usize = 20_000;

/// What a token is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    /// A name or keyword.
    Name(String),
    /// A whole number.
    Integer(i64),
    /// A number with a point.
    Decimal(Decimal),
    /// A text in double quotes, unescaped.
    Text(String),
    /// A symbol: operator, bracket, comma, point.
    Symbol(&'static str),
    /// The end of the text.
    End,
}

/// A token and the bytes it came from.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    /// What it is.
    pub(super) kind: Kind,
    /// Where it stands.
    pub(super) span: Range<usize>,
}

/// Symbols, longest first. Those conditions refuse are here too, so that they can be named.
const SYMBOLS: &[&str] = &[
    "<<=", ">>=", "**=", "..=", "...", "===", "!==", "::<", "||", "&&", "==", "!=", "<=", ">=",
    "=>", "->", "<-", "<|", "|>", "++", "--", "(*", "*)", "#!", ":=", ":;", "!.", "+=", "-=", "*=",
    "/=", "%=", "&=", "|=", "^=", "**", "<<", ">>", "..", "??", "?.", "?[", "::", "#{", "!", "<",
    ">", "+", "-", "*", "/", "%", "(", ")", "[", "]", "{", "}", ",", ".", ";", "=", "|", "&", "^",
    "~", ":", "?", "@", "$", "#",
];

/// Refuses a text that is too long or holds characters nobody can see.
pub(super) fn admit(source: &str, cap: usize) -> Result<(), Problem> {
    if source.len() > cap {
        let (found, most) = (source.len().to_string(), cap.to_string());
        return Err(Problem::at("", 0..0, Code::SourceTooLong, found, most));
    }
    let hidden = source.char_indices().find(|&(_, char)| is_hidden(char));
    match hidden {
        None => Ok(()),
        Some((at, char)) => Err(Problem::at(
            source,
            at..at + char.len_utf8(),
            Code::ForbiddenCharacter,
            format!("U+{:04X}", u32::from(char)),
            "",
        )),
    }
}

/// Returns whether a character is a control, a byte order mark or one that reorders text
/// (Unicode UAX #9, explicit directional formatting; "Trojan Source", CVE-2021-42574).
fn is_hidden(char: char) -> bool {
    (char.is_control() && !matches!(char, '\t' | '\n' | '\r'))
        || matches!(
            char,
            '\u{61C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}'
        )
        || matches!(char, '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// Splits an admitted text into at most [`MAX_TOKENS`] tokens; the last one is [`Kind::End`].
pub(super) fn tokens(source: &str) -> Result<Vec<Token>, Problem> {
    let mut lexer = Lexer { source, at: 0 };
    let mut tokens = Vec::new();
    loop {
        let token = lexer.next()?;
        if tokens.len() > MAX_TOKENS {
            let most = MAX_TOKENS.to_string();
            return Err(Problem::at(source, token.span, Code::TooManyWords, "", most));
        }
        let end = token.kind == Kind::End;
        tokens.push(token);
        if end {
            return Ok(tokens);
        }
    }
}

struct Lexer<'a> {
    source: &'a str,
    at: usize,
}

impl Lexer<'_> {
    fn next(&mut self) -> Result<Token, Problem> {
        self.skip_blank()?;
        let start = self.at;
        let Some(char) = self.peek() else {
            return Ok(Token { kind: Kind::End, span: start..start });
        };
        let kind = match char {
            '"' => self.text()?,
            '0'..='9' => self.number()?,
            'a'..='z' | 'A'..='Z' | '_' => Kind::Name(self.name().to_owned()),
            _ => self.symbol()?,
        };
        Ok(Token { kind, span: start..self.at })
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn rest(&self) -> &str {
        &self.source[self.at..]
    }

    fn problem(&self, start: usize, code: Code, expected: &str) -> Problem {
        let found = &self.source[start..self.at.max(start)];
        Problem::at(self.source, start..self.at.max(start), code, found, expected)
    }

    /// Skips blanks and comments; block comments nest, as in rhai.
    fn skip_blank(&mut self) -> Result<(), Problem> {
        loop {
            let rest = self.rest();
            let blank = rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
            self.at += blank;
            let rest = self.rest();
            if rest.starts_with("//") {
                self.at += rest.find('\n').unwrap_or(rest.len());
            } else if rest.starts_with("/*") {
                self.skip_comment()?;
            } else {
                return Ok(());
            }
        }
    }

    fn skip_comment(&mut self) -> Result<(), Problem> {
        let start = self.at;
        let mut depth = 0u32;
        loop {
            let rest = self.rest();
            if rest.starts_with("/*") {
                (depth, self.at) = (depth + 1, self.at + 2);
            } else if rest.starts_with("*/") {
                (depth, self.at) = (depth - 1, self.at + 2);
                if depth == 0 {
                    return Ok(());
                }
            } else if let Some(char) = rest.chars().next() {
                self.at += char.len_utf8();
            } else {
                self.at = start + 2;
                return Err(self.problem(start, Code::UnterminatedComment, ""));
            }
        }
    }

    fn name(&mut self) -> &str {
        let start = self.at;
        let rest = self.rest();
        let end = rest.find(|char: char| !is_name(char));
        self.at += end.unwrap_or(rest.len());
        &self.source[start..self.at]
    }

    fn symbol(&mut self) -> Result<Kind, Problem> {
        let rest = self.rest();
        let not_in = rest.strip_prefix("!in");
        if not_in.is_some_and(|after| !after.starts_with(is_name)) {
            self.at += 3;
            return Ok(Kind::Symbol("!in"));
        }
        if let Some(symbol) = SYMBOLS.iter().find(|symbol| rest.starts_with(**symbol)) {
            self.at += symbol.len();
            return Ok(Kind::Symbol(symbol));
        }
        let start = self.at;
        let char = self.peek().unwrap_or_default();
        self.at += char.len_utf8();
        if matches!(char, '\'' | '`') {
            let advice = "write the text in double quotes";
            return Err(self.problem(start, Code::NotInCondition, advice));
        }
        let hint = match char {
            '“' | '”' | '＂' => Some("\""),
            '（' => Some("("),
            '）' => Some(")"),
            '＝' => Some("=="),
            '＞' => Some(">"),
            '＜' => Some("<"),
            '！' => Some("!"),
            _ => None,
        };
        let problem = self.problem(start, Code::UnexpectedCharacter, "");
        Err(problem.hint(hint.map(str::to_owned)))
    }

    fn number(&mut self) -> Result<Kind, Problem> {
        let start = self.at;
        self.digits();
        let rest = self.rest();
        let mut after = rest.chars().skip(1);
        let point = rest.starts_with('.') && after.next().is_some_and(|char| char.is_ascii_digit());
        if point {
            self.at += 1;
            self.digits();
        }
        if self.peek().is_some_and(is_name) {
            self.name();
            return Err(self.problem(start, Code::BadNumber, "digits only"));
        }
        let text: String = self.source[start..self.at].replace('_', "");
        if point {
            let most = "at most six decimal places, up to 9223372036854";
            let decimal = text.parse().map(Kind::Decimal);
            return decimal.map_err(|()| self.problem(start, Code::BadNumber, most));
        }
        let most = "a whole number up to 9223372036854775807";
        let integer = text.parse().map(Kind::Integer);
        integer.map_err(|_| self.problem(start, Code::BadNumber, most))
    }

    fn digits(&mut self) {
        let rest = self.rest();
        let end = rest.find(|char: char| !char.is_ascii_digit() && char != '_');
        self.at += end.unwrap_or(rest.len());
    }

    /// Reads a text with rhai's escapes: `\t \n \r \\ \" \xHH \uHHHH \UHHHHHHHH`, and `""` for `"`.
    fn text(&mut self) -> Result<Kind, Problem> {
        let start = self.at;
        self.at += 1;
        let mut text = String::new();
        loop {
            let Some(char) = self.peek().filter(|char| !matches!(char, '\n' | '\r')) else {
                return Err(self.problem(start, Code::UnterminatedText, ""));
            };
            self.at += char.len_utf8();
            match char {
                '"' if self.rest().starts_with('"') => {
                    self.at += 1;
                    text.push('"');
                }
                '"' => return Ok(Kind::Text(text)),
                '\\' => text.push(self.escape()?),
                _ => text.push(char),
            }
        }
    }

    fn escape(&mut self) -> Result<char, Problem> {
        let start = self.at - 1;
        let Some(char) = self.peek() else {
            return Err(self.problem(start, Code::UnterminatedText, ""));
        };
        self.at += char.len_utf8();
        let digits = match char {
            't' => return Ok('\t'),
            'n' => return Ok('\n'),
            'r' => return Ok('\r'),
            '\\' | '"' => return Ok(char),
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ => return Err(self.problem(start, Code::BadEscape, "")),
        };
        let hex = self
            .rest()
            .get(..digits)
            .filter(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let char = hex.and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32);
        match char {
            Some(char) => {
                self.at += digits;
                Ok(char)
            }
            None => Err(self.problem(start, Code::BadEscape, "")),
        }
    }
}

fn is_name(char: char) -> bool {
    char.is_ascii_alphanumeric() || char == '_'
}

/// Writes a text as a literal that reads back as itself, in conditions and in rhai.
pub(super) fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for char in text.chars() {
        match char {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            hidden if is_hidden(hidden) => out.push_str(&format!("\\u{:04x}", u32::from(hidden))),
            char => out.push(char),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_read_back() {
        for text in ["", "a", "\"", "\\", "\n\t\r", "\0", "\u{202E}x", "日本", "'"] {
            let source = literal(text);
            admit(&source, MAX_CONDITION).unwrap();
            let tokens = tokens(&source).unwrap();
            assert_eq!(tokens[0].kind, Kind::Text(text.to_owned()));
        }
    }

    #[test]
    fn numbers_and_symbols() {
        let kinds = |source: &str| tokens(source).map(|tokens| tokens.len() - 1);
        assert_eq!(kinds("1_000 <= 10.5 /* a /* b */ */ !in !inner // end"), Ok(6));
        assert_eq!(tokens("1.2345678").unwrap_err().code, Code::BadNumber);
        assert_eq!(tokens("9223372036854775808").unwrap_err().code, Code::BadNumber);
        assert_eq!(tokens("0x10").unwrap_err().code, Code::BadNumber);
    }
}
