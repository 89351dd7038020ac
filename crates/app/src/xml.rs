//! What texts must lose before they can stand in XML; escaping itself is the writer's.

/// Returns a text with every letter that XML 1.0 cannot hold replaced by �; blanks that a reader of an attribute
/// would make one blank are one already.
pub(crate) fn clean(text: &str) -> String {
    let letter = |letter: char| match letter {
        '\t' | '\n' | '\r' => ' ',
        '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        letter => letter,
    };
    text.chars().map(letter).collect()
}
