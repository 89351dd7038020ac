//! What a text is written on: a language, a width, colors or none.

use journey::lang::Lang;
use unicode_width::UnicodeWidthStr;

/// Columns that a text never goes beyond, other than by a word that has no blank.
pub(super) const WIDTH: usize = 100;

/// What a piece of text is, to be told by color where there is any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// A title.
    Title,
    /// Less important.
    Faint,
    /// Good.
    Good,
    /// Worth a look.
    Warning,
    /// Wrong.
    Bad,
}

/// A text that grows.
#[derive(Clone, Debug)]
pub struct Paper {
    /// The language.
    pub lang: Lang,
    /// Whether colors may be used.
    pub color: bool,
    text: String,
}

impl Paper {
    /// Returns empty paper.
    pub fn new(lang: Lang, color: bool) -> Self {
        let text = String::new();
        Self { lang, color, text }
    }

    /// Returns what was written.
    pub fn into_text(self) -> String {
        self.text
    }

    /// Returns the words of the paper's language.
    pub(crate) fn say<'a>(&self, en: &'a str, ja: &'a str) -> &'a str {
        match self.lang {
            Lang::En => en,
            Lang::Ja => ja,
        }
    }

    /// Returns the sentence of the paper's language.
    pub(super) fn say_with(
        &self,
        en: impl FnOnce() -> String,
        ja: impl FnOnce() -> String,
    ) -> String {
        match self.lang {
            Lang::En => en(),
            Lang::Ja => ja(),
        }
    }

    /// Returns the key of the paper's language in reports.
    pub(super) fn key(&self) -> &'static str {
        self.say("en", "ja")
    }

    /// Returns a text in color, if there are colors.
    pub(super) fn tint(&self, tone: Tone, text: &str) -> String {
        if !self.color || text.is_empty() {
            return text.to_owned();
        }
        let code = match tone {
            Tone::Title => "1",
            Tone::Faint => "2",
            Tone::Good => "32",
            Tone::Warning => "33",
            Tone::Bad => "31",
        };
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }

    /// Writes a line.
    pub(super) fn line(&mut self, text: &str) {
        self.text.push_str(text.trim_end());
        self.text.push('\n');
    }

    /// Writes a heading with an empty line before it.
    pub(super) fn heading(&mut self, en: &str, ja: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        let words = self.say(en, ja).to_owned();
        let line = self.tint(Tone::Title, &words);
        self.line(&line);
    }

    /// Writes a text in as many lines as it needs; further ones begin under the text of the first.
    pub(super) fn wrapped(&mut self, first: &str, text: &str, tone: Option<Tone>) {
        let indent = " ".repeat(width(first));
        let room = WIDTH.saturating_sub(indent.len()).max(20);
        for (place, piece) in wrap(text, room).into_iter().enumerate() {
            let lead = if place == 0 { first } else { &indent };
            let piece = tone.map_or(piece.clone(), |tone| self.tint(tone, &piece));
            self.line(&format!("{lead}{piece}"));
        }
    }
}

/// Returns how many columns a text takes; Japanese signs take two.
pub(super) fn width(text: &str) -> usize {
    // Colors take no room.
    let mut pieces = text.split('\u{1b}');
    let first = pieces.next().map_or(0, UnicodeWidthStr::width);
    let rest = pieces.map(|piece| piece.split_once('m').map_or(piece, |(_, rest)| rest).width());
    first + rest.sum::<usize>()
}

/// Returns a text that takes exactly so many columns, cut with … or filled with blanks.
pub(super) fn fit(text: &str, columns: usize, right: bool) -> String {
    let text = cut(text, columns);
    let blanks = " ".repeat(columns.saturating_sub(width(&text)));
    if right { blanks + text.as_str() } else { text + blanks.as_str() }
}

/// Returns a text of at most so many columns, cut with ….
pub(super) fn cut(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let (mut out, mut used) = (String::new(), 1);
    for letter in text.chars() {
        used += width(letter.encode_utf8(&mut [0; 4]));
        if used > columns {
            break;
        }
        out.push(letter);
    }
    out + "…"
}

/// Signs that begin no line in Japanese.
const NOT_FIRST: &str =
    "、。，．・：；？！）」』】〉》〕ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ),.:;!?%";

/// Breaks a text at blanks, and between Japanese signs.
pub(super) fn wrap(text: &str, room: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let (mut line, mut used) = (String::new(), 0);
        for piece in pieces(paragraph) {
            let wide = width(piece.trim_end());
            if used + wide > room && !line.is_empty() {
                lines.push(std::mem::take(&mut line).trim_end().to_owned());
                used = 0;
            }
            let piece = if line.is_empty() { piece.trim_start() } else { piece };
            line.push_str(piece);
            used += width(piece);
        }
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// Splits into pieces that stay together: words with their blanks, and single Japanese signs.
fn pieces(text: &str) -> Vec<&str> {
    let (mut pieces, mut start) = (Vec::new(), 0);
    let mut before: Option<char> = None;
    for (place, letter) in text.char_indices() {
        let is_wide = |letter: char| width(letter.encode_utf8(&mut [0; 4])) == 2;
        let may_break = before.is_some_and(|before| {
            let opening = matches!(before, '（' | '「' | '『' | '【' | '“');
            (before == ' ' && letter != ' ' || is_wide(before) || is_wide(letter))
                && !NOT_FIRST.contains(letter)
                && !opening
                && !(before.is_ascii_digit() && is_wide(letter))
        });
        if may_break {
            pieces.push(&text[start..place]);
            start = place;
        }
        before = Some(letter);
    }
    pieces.push(&text[start..]);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn japanese_takes_two_columns_and_stays_aligned() {
        assert_eq!(fit("待機", 6, false), "待機  ");
        assert_eq!(fit("待機", 6, true), "  待機");
        assert_eq!(cut("メッセージ", 6), "メッ…");
    }

    #[test]
    fn lines_break_where_they_may() {
        assert_eq!(wrap("one two three", 8), ["one two", "three"]);
        assert_eq!(wrap("これは長い文です。次", 16), ["これは長い文で", "す。次"]);
        assert_eq!(wrap("a\n\nb", 8), ["a", "", "b"]);
    }
}
