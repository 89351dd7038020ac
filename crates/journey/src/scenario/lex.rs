//! Words of a line: parted by blanks, quoted where they must be.

/// A word of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// What it says, quotation marks taken off.
    pub(super) text: String,
    /// Where it begins, from 1, in letters.
    pub(super) column: usize,
    /// Whether any part of it was quoted, so that it is a name and no word of the notation.
    pub(super) quoted: bool,
    /// Where in the text the first `=` outside quotation marks stands.
    pub(super) equals: Option<usize>,
}

/// Splits a line into words.
///
/// # Errors
///
/// The column of a quotation that is never closed.
pub(super) fn words(line: &str) -> Result<Vec<Word>, usize> {
    let mut words = Vec::new();
    let mut letters = line.chars().zip(1..).peekable();
    while let Some(&(letter, column)) = letters.peek() {
        if letter.is_whitespace() {
            letters.next();
            continue;
        }
        let mut word = Word { text: String::new(), column, quoted: false, equals: None };
        while let Some(&(letter, column)) = letters.peek() {
            if letter.is_whitespace() {
                break;
            }
            letters.next();
            match letter {
                '"' => {
                    word.quoted = true;
                    quotation(&mut letters, &mut word.text).ok_or(column)?;
                }
                '=' if word.equals.is_none() => {
                    word.equals = Some(word.text.len());
                    word.text.push('=');
                }
                letter => word.text.push(letter),
            }
        }
        words.push(word);
    }
    Ok(words)
}

/// Reads up to the closing quotation mark.
fn quotation(letters: &mut impl Iterator<Item = (char, usize)>, text: &mut String) -> Option<()> {
    loop {
        match letters.next()?.0 {
            '"' => return Some(()),
            '\\' => text.push(match letters.next()?.0 {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                letter => letter,
            }),
            letter => text.push(letter),
        }
    }
}

/// Writes a name so that it is read as one word; `words` are those of the notation that it must not be
/// taken for.
pub(super) fn name(text: &str, words: &[&str]) -> String {
    let special =
        |letter: char| letter.is_whitespace() || letter.is_control() || "\"=#\\".contains(letter);
    if !text.is_empty()
        && !text.starts_with('+')
        && !text.contains(special)
        && !words.contains(&text)
    {
        return text.to_owned();
    }
    quoted(text)
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}
