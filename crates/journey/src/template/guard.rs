//! What a text may say at all, looked at before the library reads it: no statement but `if`, and nothing that makes much
//! of little or goes deep. So a text takes time and room in proportion to its length, and no stack overflows.

use super::{CLOSE, GAP, MOST, OPEN, Reason, Unreadable};

/// The statements that a text may have.
const STATEMENTS: [&str; 4] = ["if", "elif", "else", "endif"];

/// Most statements of one text: they may stand within each other.
const MOST_STATEMENTS: usize = 100;

/// Most bytes of one variable or statement: each may be one level deep.
const MOST_CODE: usize = 300;

/// Returns whether a text may be read.
///
/// # Errors
/// The first thing that it may not say.
pub(super) fn check(text: &str) -> Result<(), Unreadable> {
    if text.len() > MOST {
        return Err(Unreadable { line: 1, reason: Reason::TooLong });
    }
    let mut rest = text;
    let mut statements = 0;
    while let Some(at) = rest.find(['{', OPEN, CLOSE, GAP]) {
        rest = &rest[at..];
        let line = || text[..text.len() - rest.len()].matches('\n').count() + 1;
        let refused = || Err(Unreadable { line: line(), reason: Reason::Refused });
        let Some((statement, inside)) = opened(rest) else {
            if !rest.starts_with('{') {
                return refused();
            }
            rest = &rest[1..];
            continue;
        };
        let word = inside.trim_start_matches(['-', '+']).split_whitespace().next();
        let word = word.unwrap_or_default().trim_end_matches(['%', '}', '-', '+']);
        statements += usize::from(statement);
        if statement && !STATEMENTS.contains(&word) || statements > MOST_STATEMENTS {
            return refused();
        }
        match code(inside) {
            Ok(taken) => rest = &inside[taken..],
            Err(reason) => return Err(Unreadable { line: line(), reason }),
        }
    }
    Ok(())
}

/// Returns whether a statement or a variable begins here, and what follows.
fn opened(text: &str) -> Option<(bool, &str)> {
    let variable = text.strip_prefix("{{").map(|inside| (false, inside));
    variable.or_else(|| text.strip_prefix("{%").map(|inside| (true, inside)))
}

/// Returns how long the code is that begins here, quoted parts jumped over.
fn code(inside: &str) -> Result<usize, Reason> {
    let mut quote = None;
    let mut before = ' ';
    for (at, letter) in inside.char_indices() {
        match (quote, letter) {
            (Some(open), letter) if letter == open && before != '\\' => quote = None,
            (None, '"' | '\'') => quote = Some(letter),
            (None, '*') => return Err(Reason::Refused),
            (None, '}') if matches!(before, '}' | '%') => {
                return if at <= MOST_CODE { Ok(at) } else { Err(Reason::Refused) };
            }
            _ => {}
        }
        before = match (before, letter) {
            ('\\', '\\') => ' ',
            _ => letter,
        };
    }
    Err(Reason::Syntax)
}
