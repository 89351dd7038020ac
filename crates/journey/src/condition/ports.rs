//! Which port names a script may return, told by reading its tokens. Gives up rather than guess.

use std::ops::Range;

use super::lex::{Kind, Token};

/// A name and where it stands.
type Named = (String, Range<usize>);

/// Returns the literal results of a script, or none when a result is no literal.
pub(super) fn named(tokens: &[Token]) -> Option<Vec<Named>> {
    let tokens = tokens.strip_suffix(tokens.last().map(std::slice::from_ref)?)?;
    let mut names = Vec::new();
    returns(tokens, &mut names)?;
    block(tokens, &mut names)?;
    names.sort_by_key(|(_, span)| span.start);
    names.dedup();
    Some(names)
}

fn is(token: Option<&Token>, word: &str) -> bool {
    match token.map(|token| &token.kind) {
        Some(Kind::Symbol(symbol)) => *symbol == word,
        Some(Kind::Name(name)) => name == word,
        _ => false,
    }
}

/// Collects what every `return` gives.
fn returns(tokens: &[Token], names: &mut Vec<Named>) -> Option<()> {
    for (at, token) in tokens.iter().enumerate() {
        if is(Some(token), "return") {
            let rest = &tokens[at + 1..];
            let end = statement_end(rest);
            result(&rest[..end], names)?;
        }
    }
    Some(())
}

/// Returns where the statement that starts here ends: at `;`, a closing bracket, or a comma.
fn statement_end(tokens: &[Token]) -> usize {
    let mut depth = 0usize;
    for (at, token) in tokens.iter().enumerate() {
        match token.kind {
            Kind::Symbol("(" | "[" | "{" | "#{") => depth += 1,
            Kind::Symbol(")" | "]" | "}") if depth == 0 => return at,
            Kind::Symbol(")" | "]" | "}") => depth -= 1,
            Kind::Symbol(";" | ",") if depth == 0 => return at,
            _ => {}
        }
    }
    tokens.len()
}

/// Collects the results of a block: those of its last statement, when no semicolon ends it.
fn block(tokens: &[Token], names: &mut Vec<Named>) -> Option<()> {
    let mut rest = tokens;
    loop {
        let end = block_statement_end(rest);
        match (rest.get(end), end) {
            (None, _) => return result(rest, names),
            (Some(next), _) if is(Some(next), ";") => rest = &rest[end + 1..],
            (Some(_), 0) => return None,
            (Some(_), _) => rest = &rest[end..],
        }
    }
}

/// Returns where a statement inside a block ends; one that ends in a brace needs no semicolon.
fn block_statement_end(tokens: &[Token]) -> usize {
    let first = tokens.first();
    let braced = ["if", "switch", "while", "for", "loop", "{"].iter().any(|word| is(first, word));
    let mut depth = 0usize;
    for (at, token) in tokens.iter().enumerate() {
        match token.kind {
            Kind::Symbol("(" | "[" | "{" | "#{") => depth += 1,
            Kind::Symbol(")" | "]" | "}") => {
                depth = depth.saturating_sub(1);
                let goes_on = is(tokens.get(at + 1), "else") || is(tokens.get(at + 1), ";");
                if depth == 0 && braced && is(Some(token), "}") && !goes_on {
                    return at + 1;
                }
            }
            Kind::Symbol(";") if depth == 0 => return at,
            _ => {}
        }
    }
    tokens.len()
}

/// Collects the results of one expression.
fn result(tokens: &[Token], names: &mut Vec<Named>) -> Option<()> {
    match tokens {
        [] => Some(()),
        [one] => match &one.kind {
            Kind::Text(text) => {
                names.push((text.clone(), one.span.clone()));
                Some(())
            }
            _ => None,
        },
        [first, ..] if is(Some(first), "if") => branches(tokens, names),
        [first, ..] if is(Some(first), "switch") => arms(tokens, names),
        [first, ..] if is(Some(first), "return") => result(&tokens[1..], names),
        // A loop gives nothing; neither does a declaration or an error.
        [first, ..] if ["while", "for", "throw"].iter().any(|word| is(Some(first), word)) => {
            Some(())
        }
        _ => None,
    }
}

/// Returns the tokens between the first brace and its partner, and what follows.
fn braces(tokens: &[Token]) -> Option<(&[Token], &[Token])> {
    let open = tokens.iter().position(|token| is(Some(token), "{"))?;
    let mut depth = 0usize;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        match token.kind {
            Kind::Symbol("{" | "#{") => depth += 1,
            Kind::Symbol("}") => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((&tokens[open + 1..at], &tokens[at + 1..]));
        }
    }
    None
}

fn branches(tokens: &[Token], names: &mut Vec<Named>) -> Option<()> {
    let (inside, rest) = braces(tokens)?;
    block(inside, names)?;
    match rest {
        [] => Some(()),
        [first, second, ..] if is(Some(first), "else") && is(Some(second), "if") => {
            branches(&rest[1..], names)
        }
        [first, ..] if is(Some(first), "else") => {
            let (inside, rest) = braces(rest)?;
            block(inside, names)?;
            rest.is_empty().then_some(())
        }
        _ => None,
    }
}

fn arms(tokens: &[Token], names: &mut Vec<Named>) -> Option<()> {
    let (mut inside, rest) = braces(tokens)?;
    if !rest.is_empty() {
        return None;
    }
    while let Some(arrow) = inside.iter().position(|token| is(Some(token), "=>")) {
        let body = &inside[arrow + 1..];
        let end = statement_end(body);
        match body.first() {
            Some(first) if is(Some(first), "{") => {
                let (block_inside, after) = braces(&body[..end])?;
                if !after.is_empty() {
                    return None;
                }
                block(block_inside, names)?;
            }
            _ => result(&body[..end], names)?,
        }
        inside = body.get(end + 1..).unwrap_or_default();
    }
    Some(())
}
